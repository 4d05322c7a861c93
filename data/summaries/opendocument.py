"""A report as an OpenDocument spreadsheet: the sheets of its workbook, in the open format."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from data.summaries.archives import repeatable
from data.summaries.facts import day_words, made_at
from data.summaries.report import Report
from data.summaries.sheets import Grid, Link, Number, Sheet, Shown, Value, sheets

if TYPE_CHECKING:
    from odf.opendocument import OpenDocument

_TITLE, _LINK = "Heading 1", "Link"
_HEADING, _NUMBERS = "Column heading", "Column heading of numbers"
_WORDS, _LINE, _DAY = "Words", "Words above a table", "Day"
_LETTER, _AS_IT_IS = "Letter for a number", "as it is"
_DECIMALS: dict[Shown, int] = {"whole": 0, "decimal": 1, "whole percent": 0, "decimal percent": 1}
_COVER_WIDTH = 100
_CHARACTER = 0.095
"""The width of a character, in inches."""


def opendocument(report: Report) -> bytes:
    """The spreadsheet of a report: the same report makes the same bytes."""
    from odf.namespaces import nsdict
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import DatabaseRanges

    book = OpenDocumentSpreadsheet()
    for namespace in nsdict:   # else a file names those that this process has met so far
        book.topnode.get_nsprefix(namespace)
    _about(book, report)
    _page(book)
    _styles(book)
    made, ranges = sheets(report), DatabaseRanges()
    _widths(book, made)
    for sheet in made:
        _write(book, ranges, sheet)
    book.spreadsheet.addElement(ranges)
    out = io.BytesIO()
    book.write(out)
    return repeatable(out.getvalue(), made_at(report))


def _about(book: OpenDocument, report: Report) -> None:
    from odf import dc, meta

    made = made_at(report).replace(tzinfo=None).isoformat()
    for element, text in (
            (dc.Title, report.title), (dc.Creator, report.authority), (dc.Language, "en-GB"),
            (dc.Subject, f"{report.place_name}, {report.as_at.isoformat()}"),
            (dc.Description, report.audience), (dc.Date, made),
            (meta.InitialCreator, report.authority), (meta.CreationDate, made),
            (meta.Keyword, report.marking)):
        book.meta.addElement(element(text=text))


def _page(book: OpenDocument) -> None:
    """Every sheet is printed on A4 on its side, all its columns on one page; a row is as high as
    what is in it.
    """
    from odf import style

    layout = style.PageLayout(name="Across")
    layout.addElement(style.PageLayoutProperties(
        printorientation="landscape", pagewidth="29.7cm", pageheight="21cm", margin="1.5cm",
        scaletox="1", scaletoy="0"))
    book.automaticstyles.addElement(layout)
    book.masterstyles.addElement(style.MasterPage(name="Default", pagelayoutname="Across"))
    sheet = style.Style(name="Sheet", family="table", masterpagename="Default")
    sheet.addElement(style.TableProperties(display="true"))
    book.automaticstyles.addElement(sheet)
    fitted = style.Style(name="Fitted", family="table-row")
    fitted.addElement(style.TableRowProperties(useoptimalrowheight="true"))
    book.automaticstyles.addElement(fitted)


def _styles(book: OpenDocument) -> None:
    """The styles of cells, all of them named, so that a reader can change them in one place."""
    from odf import number, style

    plain = {"fontfamily": "Arial", "fontsize": "12pt", "language": "en", "country": "GB"}
    book.styles.addElement(style.DefaultStyle(family="table-cell"))
    book.styles.lastChild.addElement(style.TextProperties(**plain))
    day = number.DateStyle(name="Day-format")
    for part in (number.Day(), number.Text(text=" "), number.Month(style="long", textual="true"),
                 number.Text(text=" "), number.Year(style="long")):
        day.addElement(part)
    book.styles.addElement(day)
    for shown_as, places in _DECIMALS.items():
        percent = shown_as.endswith("percent")
        shown = (number.PercentageStyle if percent else number.NumberStyle)(
            name=f"{_internal(shown_as)}-format")
        shown.addElement(number.Number(
            decimalplaces=str(places), minintegerdigits="1", grouping="true"))
        if percent:
            shown.addElement(number.Text(text="%"))
        book.styles.addElement(shown)

    def cells(name: str, *, format: str = "", wrap: bool = True, right: bool = False,
              below: str = "", **font: str) -> None:
        more = {"datastylename": format} if format else {}
        made = style.Style(name=_internal(name), displayname=name, family="table-cell", **more)
        made.addElement(style.TableCellProperties(
            wrapoption="wrap" if wrap else "no-wrap", verticalalign="top", padding="0.1cm",
            **({"borderbottom": below} if below else {})))
        made.addElement(style.ParagraphProperties(textalign="end" if right else "start"))
        made.addElement(style.TextProperties(**(plain | font)))
        book.styles.addElement(made)

    cells(_TITLE, wrap=False, fontsize="16pt", fontweight="bold")
    cells(_LINE, wrap=False)
    cells(_WORDS)
    cells(_LINK, wrap=False, color="#0000ee", textunderlinestyle="solid")
    below = "0.05cm solid #000000"
    cells(_HEADING, below=below, fontweight="bold")
    cells(_NUMBERS, right=True, below=below, fontweight="bold")
    cells(_DAY, format="Day-format")
    cells(_LETTER, right=True)
    cells(_AS_IT_IS, wrap=False, right=True)
    for shown_as in _DECIMALS:
        cells(shown_as, format=f"{_internal(shown_as)}-format", wrap=False, right=True)


def _internal(name: str) -> str:
    """A style's name as the file has it."""
    return name.replace(" ", "_20_")


def _write(book: OpenDocument, ranges: Any, sheet: Sheet) -> None:
    from odf import table

    grid = sheet.grid
    page = table.Table(name=sheet.name, stylename="Sheet")
    for width in _columns(sheet):
        page.addElement(table.TableColumn(stylename=f"Width-{width}"))
    lines = [_row([(sheet.title, _TITLE)]),
             *(_row([(line, _LINE if grid else _WORDS)]) for line in sheet.lines)]
    page.appendChild(_written(lambda: iter(lines)))
    if grid:
        heading = table.TableHeaderRows()
        heading.appendChild(_written(lambda: iter([_row(
            [(column.name, _HEADING if column.to_left else _NUMBERS)
             for column in grid.columns])])))
        page.addElement(heading)
        page.appendChild(_written(lambda: _rows(grid)))
        first = len(lines) + 1
        ranges.addElement(table.DatabaseRange(
            name=grid.name, containsheader="true", displayfilterbuttons="false",
            targetrangeaddress=f"'{sheet.name}'.A{first}:'{sheet.name}'."
                               f"{_letters(len(grid.columns))}{first + len(grid.rows)}"))
    book.spreadsheet.addElement(page)


def _widths(book: OpenDocument, made: Sequence[Sheet]) -> None:
    from odf import style

    for width in sorted({width for sheet in made for width in _columns(sheet)}):
        named = style.Style(name=f"Width-{width}", family="table-column")
        named.addElement(style.TableColumnProperties(columnwidth=f"{width * _CHARACTER:.3f}in"))
        book.automaticstyles.addElement(named)


def _columns(sheet: Sheet) -> list[int]:
    """The widths of a sheet's columns, in characters."""
    return [column.width for column in sheet.grid.columns] if sheet.grid else [_COVER_WIDTH]


def _written(rows: Callable[[], Iterator[str]]) -> Any:
    """Rows that go to the file as they are made: an element a cell would take ten seconds and
    250 MB for the largest report.
    """
    from odf.element import Text

    class Written(Text):
        def toXml(self, level: int, f: Any) -> None:   # noqa: N802
            for row in rows():
                f.write(row)

    return Written("")


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        yield _row([(value, _style(value, column.to_left))
                    for value, column in zip(row, grid.columns, strict=True)])


def _style(value: Value, to_left: bool) -> str:
    """How a cell is shown. A letter in place of a number stands where the number would."""
    if isinstance(value, Number):
        return value.shown
    if isinstance(value, str):
        return _LETTER if value.startswith("[") and not to_left else _WORDS
    return _LINK if isinstance(value, Link) else _DAY


def _row(cells: Sequence[tuple[Value, str]]) -> str:
    inside = "".join(_cell(*cell) for cell in cells)
    return f'<table:table-row table:style-name="Fitted">{inside}</table:table-row>'


def _cell(value: Value, style: str) -> str:
    if isinstance(value, Link):
        href = f"#'{value.sheet}'.A1" if value.sheet else value.href
        return _typed('office:value-type="string"', _LINK, (
            f'<text:p><text:a xlink:type="simple" xlink:href={quoteattr(href)}>'
            f"{escape(value.text)}</text:a></text:p>"))
    if isinstance(value, str):
        return _typed('office:value-type="string"', style, "".join(
            f"<text:p>{escape(line)}</text:p>" for line in value.split("\n")))
    if isinstance(value, dt.date):
        return _typed(f'office:value-type="date" office:date-value="{value.isoformat()}"', style,
                      f"<text:p>{day_words(value)}</text:p>")
    held = "percentage" if value.shown.endswith("percent") else "float"
    return _typed(f'office:value-type="{held}" office:value="{value.value!r}"', style,
                  f"<text:p>{_shown(value)}</text:p>")


def _typed(of: str, style: str, inside: str) -> str:
    return (f'<table:table-cell table:style-name="{_internal(style)}" {of}>{inside}'
            "</table:table-cell>")


def _shown(number: Number) -> str:
    if number.shown not in _DECIMALS:
        return f"{number.value:.12g}"
    sign = "%" if number.shown.endswith("percent") else "f"
    return f"{number.value:,.{_DECIMALS[number.shown]}{sign}}"


def _letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    first, last = divmod(column - 1, 26)
    return (_letters(first) if first else "") + chr(ord("A") + last)
