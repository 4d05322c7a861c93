"""The OpenDocument spreadsheet, read back by odfpy: the workbook's content, and as accessible."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from odf import dc, meta
from odf.opendocument import load
from odf.table import DatabaseRange, Table, TableCell, TableHeaderRows, TableRow
from odf.teletype import extractText
from odf.text import A
from openpyxl import load_workbook

from data.summaries.opendocument import opendocument
from data.summaries.workbook import workbook
from tests.data.summaries.a_report import FORMULA, a_report

REPORT = a_report()


@pytest.fixture(scope="module")
def book() -> Any:
    return load(io.BytesIO(opendocument(REPORT)))


def cells_of(book: Any) -> dict[str, list[list[Any]]]:
    """The values of every sheet, by its name, a list a row."""
    return {sheet.getAttribute("name"): [
        [value_of(cell) for cell in row.getElementsByType(TableCell)]
        for row in sheet.getElementsByType(TableRow)] for sheet in book.getElementsByType(Table)}


def value_of(cell: Any) -> Any:
    kind = cell.getAttribute("valuetype")
    if kind in ("float", "percentage"):
        return float(cell.getAttribute("value"))
    if kind == "date":
        return dt.datetime.fromisoformat(cell.getAttribute("datevalue"))
    return extractText(cell)


def test_it_holds_what_the_workbook_holds(book: Any) -> None:
    excel = load_workbook(io.BytesIO(workbook(REPORT)))
    assert cells_of(book) == {sheet.title: [
        [value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
        for sheet in excel}


def test_every_sheet_but_the_cover_has_a_named_table_with_its_headings(book: Any) -> None:
    sheets = book.getElementsByType(Table)
    named = book.getElementsByType(DatabaseRange)
    assert len({one.getAttribute("name") for one in named}) == len(sheets) - 1
    assert all(one.getAttribute("containsheader") == "true" for one in named)
    assert [len(sheet.getElementsByType(TableHeaderRows)) for sheet in sheets] == [0] + [1] * (
        len(sheets) - 1)
    (by_month,) = [one for one in named if one.getAttribute("name") == "Table_plans_by_month"]
    assert by_month.getAttribute("targetrangeaddress") == (
        "'Education plans by month'.A6:'Education plans by month'.B9")


def test_no_cell_is_empty_merged_or_a_formula(book: Any) -> None:
    for cell in book.getElementsByType(TableCell):
        assert extractText(cell)
        assert cell.getAttribute("formula") is None
        assert cell.getAttribute("numbercolumnsspanned") is None


def test_numbers_read_as_on_the_page(book: Any) -> None:
    shown = {cell.getAttribute("value"): extractText(cell)
             for cell in book.getElementsByType(TableCell)
             if cell.getAttribute("valuetype") in ("float", "percentage")}
    assert (shown["0.71"], shown["0.6125"], shown["1120.0"]) == ("71%", "61.3%", "1,120")
    assert shown["61.25"] == "61.25"


def test_its_links_open_its_sheets(book: Any) -> None:
    links = [link.getAttribute("href") for link in book.getElementsByType(A)]
    assert "#'Education plans by area'.A1" in links
    assert links.count("#'Contents'.A1") == len(book.getElementsByType(Table)) - 1


def test_its_properties_name_the_title_the_authority_and_the_language(book: Any) -> None:
    said = [extractText(book.meta.getElementsByType(kind)[0])
            for kind in (dc.Title, dc.Creator, dc.Language, meta.CreationDate)]
    assert said == [REPORT.title, "Norfolk", "en-GB", "2016-04-05T07:30:00"]


def test_the_same_report_makes_the_same_bytes() -> None:
    first = opendocument(REPORT)
    assert first == opendocument(a_report())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(2016, 4, 5, 7, 30, 0)}
    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)


@hypothesis_settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_written_and_is_read_back_as_words(words: str) -> None:
    html = f"<b>&amp;{words}</b>"
    report = a_report(lead=html, audience=FORMULA + words, title=words, sections=(), rows=())
    cover = cells_of(load(io.BytesIO(opendocument(report))))["Cover"]
    assert cover[1][0].startswith("<b>&amp;")
    assert all(not row[0].startswith(("=", "+", "-", "@")) for row in cover)


def test_a_text_of_ten_thousand_emoji_is_whole() -> None:
    cover = cells_of(load(io.BytesIO(opendocument(a_report(lead="🧒" * 10_000)))))["Cover"]
    assert cover[1] == ["🧒" * 10_000]
