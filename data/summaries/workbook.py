"""A report as an Excel workbook, accessible by the Government Analysis Function's checklist."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from data.summaries.archives import repeatable
from data.summaries.facts import made_at
from data.summaries.report import Report
from data.summaries.sheets import Grid, Link, Number, Sheet, Shown, Value, lines_of, sheets

if TYPE_CHECKING:
    from openpyxl import Workbook

_FONT = "Arial"
_FORMATS: dict[Shown, str] = {
    "whole": "#,##0", "decimal": "#,##0.0", "whole percent": "0%", "decimal percent": "0.0%",
    "as it is": "General"}
_TITLE, _LINK = "Heading 1", "Hyperlink"
_HEADING, _NUMBERS = "Column heading", "Column heading of numbers"
_WORDS, _LINE, _DAY = "Words", "Words above a table", "Day"
_LETTER = "Letter for a number"
_COVER_WIDTH = 100
_A4 = 9
_LINE_HEIGHT, _TITLE_HEIGHT, _HIGHEST = 16, 24, 409
"""Heights of rows in points; the last is the most that Excel allows."""


def workbook(report: Report) -> bytes:
    """The workbook of a report: the same report makes the same bytes."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    _about(book, report)
    _styles(book)
    for n, sheet in enumerate(sheets(report)):
        _write(book, sheet, selected=n == 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()   # save() would date it now
    return repeatable(out.getvalue(), made_at(report))


def _about(book: Workbook, report: Report) -> None:
    made = made_at(report).replace(tzinfo=None)
    about = book.properties
    about.title, about.creator, about.language = report.title, report.authority, "en-GB"
    about.subject = f"{report.place_name}, {report.as_at.isoformat()}"
    about.description, about.category = report.audience, report.marking
    about.version = str(report.revision)
    about.created = about.modified = made


def _styles(book: Workbook) -> None:
    """The styles of cells. Headings and links are Excel's own, which screen readers know."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

    wrapped = Alignment(wrap_text=True, vertical="top", horizontal="left")
    whole = Alignment(vertical="top", horizontal="left")
    to_right = Alignment(wrap_text=True, vertical="top", horizontal="right", indent=1)
    book.add_named_style(NamedStyle(
        _TITLE, builtinId=16, font=Font(name=_FONT, size=16, bold=True),
        alignment=whole))
    book.add_named_style(NamedStyle(
        _LINK, builtinId=8, font=Font(name=_FONT, size=12, underline="single", color="0000EE"),
        alignment=whole))
    plain, bold = Font(name=_FONT, size=12), Font(name=_FONT, size=12, bold=True)
    below = Border(bottom=Side("medium"))
    book.add_named_style(NamedStyle(_HEADING, font=bold, alignment=wrapped, border=below))
    book.add_named_style(NamedStyle(_NUMBERS, font=bold, alignment=to_right, border=below))
    book.add_named_style(NamedStyle(_WORDS, font=plain, alignment=wrapped, number_format="@"))
    book.add_named_style(NamedStyle(_LINE, font=plain, alignment=whole, number_format="@"))
    book.add_named_style(NamedStyle(_LETTER, font=plain, alignment=to_right, number_format="@"))
    book.add_named_style(NamedStyle(
        _DAY, font=plain, alignment=wrapped, number_format="d mmmm yyyy"))
    for shown, code in _FORMATS.items():
        book.add_named_style(NamedStyle(
            shown.capitalize(), font=plain, alignment=to_right, number_format=code))


def _write(book: Workbook, sheet: Sheet, *, selected: bool) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.name)
    page.sheet_view.tabSelected = selected
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    widths = [column.width for column in sheet.grid.columns] if sheet.grid else [_COVER_WIDTH]
    for n, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(n)].width = width
    _fit(page, 1, _TITLE_HEIGHT)
    page.append([_cell(page, sheet.title, _TITLE)])
    for n, line in enumerate(sheet.lines, 2):
        if not sheet.grid:
            _fit(page, n, _LINE_HEIGHT * lines_of([line], widths))
        page.append([_cell(page, line, _LINE if sheet.grid else _WORDS)])
    if sheet.grid:
        _table(page, sheet.grid, widths, heading=len(sheet.lines) + 2)


def _fit(page: Any, row: int, height: float) -> None:
    """How high a row is, until somebody changes what is in it: then it fits itself."""
    from openpyxl.worksheet.dimensions import RowDimension

    class Fitted(RowDimension):
        customHeight = False   # noqa: N815

    page.row_dimensions[row] = Fitted(page, index=row, ht=min(height, _HIGHEST))


def _table(page: Any, grid: Grid, widths: list[int], *, heading: int) -> None:
    """The grid as a table of Excel's from row ``heading``. It has no filter buttons and no frozen
    panes: the checklist advises against both.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

    page.append([_cell(page, column.name, _HEADING if column.to_left else _NUMBERS)
                 for column in grid.columns])
    for n, row in enumerate(grid.rows, heading + 1):
        if (lines := lines_of(row, widths)) > 1:
            _fit(page, n, _LINE_HEIGHT * lines)
        page.append([_cell(page, value, _style(value, column.to_left))
                     for value, column in zip(row, grid.columns, strict=True)])
    last = f"{get_column_letter(len(grid.columns))}{heading + len(grid.rows)}"
    table = Table(displayName=grid.name, name=grid.name, ref=f"A{heading}:{last}",
                  tableStyleInfo=TableStyleInfo("TableStyleLight15", showRowStripes=False))
    table.tableColumns = [TableColumn(id=n, name=column.name)
                          for n, column in enumerate(grid.columns, 1)]
    page.tables.add(table)   # add_table() warns that columns are to be given, as they are
    page.print_title_rows = f"{heading}:{heading}"


def _style(value: Value, to_left: bool) -> str:
    """How a cell is shown. A letter in place of a number stands where the number would."""
    if isinstance(value, Number):
        return value.shown.capitalize()
    if isinstance(value, str):
        return _LETTER if value.startswith("[") and not to_left else _WORDS
    return _LINK if isinstance(value, Link) else _DAY


def _cell(page: Any, value: Value, style: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet.hyperlink import Hyperlink

    said = value.text if isinstance(value, Link) else (
        value.value if isinstance(value, Number) else value)
    cell = WriteOnlyCell(page, said)
    cell.style = _LINK if isinstance(value, Link) else style
    if isinstance(said, str):
        cell.data_type = "s"   # whatever it begins with, it is no formula
    if isinstance(value, Link):
        cell.hyperlink = Hyperlink(ref="A1", location=f"'{value.sheet}'!A1") if value.sheet \
            else value.href
    return cell
