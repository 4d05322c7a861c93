"""What Chromium leaves undone in a tagged PDF, done: so that it passes the rules of PDF/UA-1.

What each step mends is said at it; the tests check the whole. Imported by the process that prints,
never by a web worker.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from html.parser import HTMLParser

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

PRODUCER = "Surgery, printed by Chromium"
_MARKED = {"BDC", "BMC"}
_OUTLINES = {"m", "re"}
_PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ELSEWHERE = "A place in this document"


def mended(printed: bytes, page: str, about: dict[str, str]) -> bytes:
    """The PDF of an HTML page, with what it lacked: the same page gives the same bytes."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for sheet in pdf.pages:
            _mark_margins(pdf, sheet)
        for element in list(_elements(pdf.Root.StructTreeRoot)):
            _mend_figure(element)
            _mend_list(pdf, element)
        _name_cells(pdf)
        words = _Words(page)
        _describe_links(pdf, words.links)
        _name_bookmarks(pdf, words.headings)
        _say_what_it_is(pdf, about)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, compress_streams=True,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _mark_margins(pdf: pikepdf.Pdf, sheet: pikepdf.Page) -> None:
    """The marking, the date and the page number in a sheet's margins stand in no tag: they are
    marked as what a screen reader passes over. A group that is drawn elsewhere (Do) stays as it is.
    """
    done: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    depth, began = 0, None

    def close(first: int) -> None:
        done.insert(first, pikepdf.ContentStreamInstruction(
            [Name.Artifact], pikepdf.Operator("BMC")))
        done.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC")))

    for instruction in pikepdf.parse_content_stream(sheet):
        operator = str(instruction.operator)
        depth += (operator in _MARKED) - (operator == "EMC")
        if depth:
            began = None
        elif began is None and (operator == "BT" or operator in _OUTLINES):
            began = len(done)
        done.append(instruction)
        if began is not None and (operator == "ET" or operator in _PAINTS):
            close(began)
            began = None
        elif operator == "n":  # a clip paints nothing
            began = None
    sheet.Contents = pdf.make_stream(pikepdf.unparse_content_stream(done))


def _elements(parent: Object) -> Iterator[Object]:
    """Every element of the structure below one, in reading order."""
    for child in _kids(parent):
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _mend_figure(element: Object) -> None:
    """An HTML figure becomes a Figure round the Figure that is drawn, and has no words of its own:
    it is the block that holds picture and title.
    """
    if "/Alt" not in element and Name.Figure == element.S:
        element.S = Name.Div
        for child in _kids(element):
            if isinstance(child, Dictionary) and child.get("/S") == Name.Caption:
                child.S = Name.P


def _mend_list(pdf: pikepdf.Pdf, element: Object) -> None:
    """What a list item holds beside its mark belongs in an LBody."""
    if element.S != Name.LI:
        return
    first: list[Object] = []
    rest: list[Object] = []
    for child in _kids(element):
        inner = isinstance(child, Dictionary) and child.get("/S", Name.Lbl) not in (
            Name.Lbl, Name.LBody)
        (rest if inner else first).append(child)
    if rest:
        body = pdf.make_indirect(Dictionary(
            Type=Name.StructElem, S=Name.LBody, P=element, K=Array(rest)))
        for child in rest:
            child.P = body
        element.K = Array([*first, body])


def _name_cells(pdf: pikepdf.Pdf) -> None:
    """Head cells are named by a counter of the browser's, which differs from run to run: they are
    named by their order instead, and where cells point at them too.
    """
    tree = pdf.Root.StructTreeRoot
    elements = list(_elements(tree))
    named = [element for element in elements if "/ID" in element]
    names = {bytes(element.ID): f"cell{n:06}" for n, element in enumerate(named)}
    for element in elements:
        for attributes in element.get("/A", Array()):
            if "/Headers" in attributes:
                attributes.Headers = Array([
                    String(names[bytes(of)]) for of in attributes.Headers if bytes(of) in names])
    for element in named:
        element.ID = String(names[bytes(element.ID)])
    if named:
        tree.IDTree = pdf.make_indirect(Dictionary(Kids=Array([pdf.make_indirect(Dictionary(
            Limits=Array([named[0].ID, named[-1].ID]),
            Names=Array([part for element in named for part in (element.ID, element)])))])))


def _describe_links(pdf: pikepdf.Pdf, words: dict[str, str]) -> None:
    """A link says where it leads, in the words it has on the page."""
    for sheet in pdf.pages:
        for note in sheet.get("/Annots", Array()):
            if note.get("/Subtype") == Name.Link and not str(note.get("/Contents", "")):
                address = str(note.A.get("/URI", "")) if "/A" in note else ""
                note.Contents = String(words.get(address, address) or _ELSEWHERE)


def _say_what_it_is(pdf: pikepdf.Pdf, about: dict[str, str]) -> None:
    """Title, author, language and date, in the old place and in the new one (XMP)."""
    made = dt.datetime.fromisoformat(about["made"]).astimezone(dt.UTC)
    pdf.Root.Lang = String(about["language"])
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = String(f"D:{made:%Y%m%d%H%M%S}+00'00'")
    pdf.trailer.Info = pdf.make_indirect(Dictionary(
        Title=String(about["title"]), Author=String(about["author"]),
        Subject=String(about["subject"]), Producer=String(PRODUCER), Creator=String("Surgery"),
        CreationDate=stamp, ModDate=stamp))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = about["title"]
        xmp["dc:creator"] = [about["author"]]
        xmp["dc:description"] = about["subject"]
        xmp["dc:language"] = {about["language"]}
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = made.isoformat()
        xmp["xmp:CreatorTool"] = "Surgery"
        xmp["pdf:Producer"] = PRODUCER
        xmp["pdfuaid:part"] = "1"


def _name_bookmarks(pdf: pikepdf.Pdf, headings: list[str]) -> None:
    """A bookmark is its heading's words: the browser runs two together where a line ends."""
    as_run_together = {"".join(heading.split()): heading for heading in headings}
    for mark in _bookmarks(pdf.Root.get("/Outlines", Dictionary())):
        title = str(mark.Title)
        mark.Title = String(as_run_together.get("".join(title.split()), title))


def _bookmarks(parent: Object) -> Iterator[Object]:
    """Every bookmark below one, in order."""
    mark = parent.get("/First")
    while mark is not None:
        yield mark
        yield from _bookmarks(mark)
        mark = mark.get("/Next")


class _Words(HTMLParser):
    """The words of a page's headings, and of its links by address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.links: dict[str, str] = {}
        self._open: dict[str, tuple[str, list[str]]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS or (tag == "a" and dict(attrs).get("href")):
            self._open[tag] = (dict(attrs).get("href") or "", [])

    def handle_data(self, data: str) -> None:
        for _, parts in self._open.values():
            parts.extend(data.split())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            address, parts = self._open.pop(tag)
            if tag == "a":
                self.links.setdefault(address, " ".join(parts))
            else:
                self.headings.append(" ".join(parts))
