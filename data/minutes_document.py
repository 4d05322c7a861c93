"""Minutes as a Word document, and their actions as CSV.

Typed text stays text: the only field in the document is the page number. The same minutes give the
same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from data.exports import neutral
from data.minutes_seen import (
    MARKING,
    AgreedSeen,
    MinutesSeen,
    NoteSeen,
    day_words,
    moment_words,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

COLUMNS = ("number", "what", "owner", "due_on", "measure", "place", "expected", "children")
HEADS = ("No.", "What", "Who", "By", "Measure and place", "Expected", "Children")
_WIDTHS = (1.0, 4.8, 2.5, 1.9, 2.9, 2.4, 2.3)
"""Centimetres: what A4 leaves between margins of 1.6."""
_INK = "12436D"
_ZIPPED_ON = (1980, 1, 1, 0, 0, 0)


def word_document(minutes: MinutesSeen) -> bytes:
    """The minutes as a Word document (.docx)."""
    from docx import Document  # only a download needs it

    document = Document()
    _set_up(document, minutes)
    document.add_heading(printable(minutes.title), level=0)
    for words in (minutes.standing, minutes.people, *minutes.warnings):
        document.add_paragraph(printable(words))
    for item in minutes.items:
        document.add_heading(printable(f"{item.number}. {item.title}"), level=1)
        document.add_paragraph(printable(item.sentence))
        for under, lines in groupby(item.lines, key=attrgetter("under")):
            if under:
                document.add_heading(printable(under), level=2)
            for line in lines:
                document.add_paragraph(printable(line.words), style="List Bullet")
        if item.notes:
            document.add_heading("Notes", level=2)
            _notes(document, item.notes)
    document.add_heading("Actions agreed", level=1)
    if minutes.actions:
        _actions(document, minutes.actions)
    else:
        document.add_paragraph("None.")
    document.add_paragraph(minutes.ending)
    return _zipped_alike(document)


def actions_csv(minutes: MinutesSeen) -> str:
    """The actions as they were agreed, as CSV; the ids of several children are parted by blanks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, action in enumerate(minutes.actions, start=1):
        writer.writerow([neutral(cell) for cell in (
            number, action.what, action.owner, action.due_on, action.measure, action.place,
            action.expected, " ".join(action.children))])
    return out.getvalue()


def children_words(action: AgreedSeen) -> str:
    """The ids of an action's children, and how many more there are."""
    more = f"{action.hidden} not shown" if action.hidden else ""
    return ", ".join(filter(None, (*action.children, more)))


def printable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or " " <= c < "\ud800"
                   or "\ue000" <= c <= "\ufffd" or c >= "\U00010000")


def _set_up(document: Document, minutes: MinutesSeen) -> None:
    """A4, British English, marked on every page; in the properties what it is and who closed it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(2)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")
    for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5)):
        style = document.styles[name]
        style.element.get_or_add_rPr().get_or_add_rFonts().attrib.clear()  # the theme would win
        style.font.name, style.font.size = "Arial", Pt(size)
        style.paragraph_format.space_after = Pt(6)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(_INK)
    marked = section.header.paragraphs[0]
    marked.text, marked.alignment = MARKING, WD_ALIGN_PARAGRAPH.CENTER
    foot = section.footer.paragraphs[0]
    foot.text = printable(f"{minutes.title}. {minutes.standing} Page ")
    _page_number(foot)
    about = document.core_properties
    about.title, about.subject = printable(minutes.title), printable(minutes.standing)
    about.author = about.last_modified_by = printable(minutes.closed_by)
    about.category, about.comments, about.language = MARKING, "", "en-GB"
    about.created = about.modified = minutes.closed_at.astimezone(dt.UTC).replace(tzinfo=None)
    # The template's picture, and its word that a Macintosh made it.
    relations = document.part.package.rels
    for name in [name for name, found in relations.items()
                 if found.reltype.endswith(("/thumbnail", "/extended-properties"))]:
        relations.pop(name)


def _page_number(foot: Paragraph) -> None:
    """Adds the number of the page, which only Word can know."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def _notes(document: Document, notes: Sequence[NoteSeen]) -> None:
    """One paragraph a note, who wrote it and when before it."""
    for note in notes:
        said = document.add_paragraph()
        said.add_run(printable(f"{note.by}, {moment_words(note.at)}: ")).bold = True
        said.add_run(printable(note.text))


def _actions(document: Document, actions: Sequence[AgreedSeen]) -> None:
    """The table of actions: its header repeated on every page, no row torn between two."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1 + len(actions), cols=len(HEADS), style="Table Grid")
    table.autofit = False
    for name, words in (("w:tblCaption", "Actions agreed"), ("w:tblDescription", (
            "One row an action: what, who, by when, about which measure and place, what is "
            "expected of it, and the children."))):
        said = OxmlElement(name)
        said.set(qn("w:val"), words)
        table._tblPr.append(said)
    rows = [HEADS, *(_cells(number, action) for number, action in enumerate(actions, start=1))]
    for place, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, words, width in zip(row.cells, cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
            said = cell.paragraphs[0]
            said.paragraph_format.space_after = Pt(0)
            run = said.add_run(printable(words))
            run.bold, run.font.size = (True if place == 0 else None), Pt(9)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)


def _cells(number: int, action: AgreedSeen) -> tuple[str, ...]:
    """What one row of the table says."""
    return (str(number), action.what, action.owner, day_words(action.due_on),
            ", ".join(filter(None, (action.measure, action.place))), action.expected,
            children_words(action))


def _zipped_alike(document: Document) -> bytes:
    """The file, with no time of writing in it: Word's files are zip archives."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in made.namelist():
            file.writestr(zipfile.ZipInfo(name, _ZIPPED_ON), made.read(name),
                          compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
