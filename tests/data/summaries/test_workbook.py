"""The workbook against the Government Analysis Function's checklist for accessible spreadsheets,
read back as a spreadsheet reads it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from data.summaries.report import Cell, Column, Section, Table, Term
from data.summaries.workbook import workbook
from data.symbols import SYMBOLS
from tests.data.summaries.a_report import FORMULA, LONG_NAME, a_report

REPORT = a_report()
AREA, MONTH = "Education plans by area", "Education plans by month"


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(workbook(REPORT))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet's table, by the names of its columns."""
    (table,) = sheet.tables.values()
    left, top, right, bottom = range_boundaries(table.ref)
    heads, *rows = sheet.iter_rows(top, bottom, left, right, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def used(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row
            if cell.value is not None]


def test_a_cover_then_contents_notes_and_symbols_come_before_the_tables(book: Any) -> None:
    assert book.sheetnames == [
        "Cover", "Contents", "Notes", "Symbols", "Terms", "Sources", "What it says",
        "Charts in words", AREA, MONTH, "What the council is doing", "All figures"]


def test_every_sheet_but_the_cover_is_one_named_table_from_the_left_edge(book: Any) -> None:
    names = []
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        left, _, right, bottom = range_boundaries(table.ref)
        assert (left, right, bottom) == (1, sheet.max_column, sheet.max_row)
        names.append(table.displayName)
    assert len(set(names)) == len(names)
    assert "Table_plans_by_area" in names
    assert book["Cover"].tables == {}


def test_a_table_has_one_row_of_headings_that_differ_and_no_empty_cell(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        left, top, right, bottom = range_boundaries(table.ref)
        cells = [[cell.value for cell in row]
                 for row in sheet.iter_rows(top, bottom, left, right)]
        assert cells[0] == [column.name for column in table.tableColumns]
        assert len(set(cells[0])) == len(cells[0])
        assert all(value not in (None, "") for row in cells for value in row)


def test_nothing_is_merged_hidden_frozen_filtered_or_in_a_header(book: Any) -> None:
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert sheet.oddHeader.center.text is None
        assert all(table.autoFilter is None for table in sheet.tables.values())


def test_the_title_is_a_heading_in_the_first_cell_and_no_row_is_empty(book: Any) -> None:
    for sheet in book:
        assert sheet["A1"].value
        assert sheet["A1"].style in ("Heading 1", "Headline 1")
        assert all(row[0].value is not None for row in sheet.iter_rows())
    assert book["Cover"]["A1"].value == REPORT.title


def test_text_is_of_12_points_or_more_without_serifs_and_wraps_in_tables(book: Any) -> None:
    assert all(cell.font.sz >= 12 and cell.font.name == "Arial" for cell in used(book))
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        left, top, right, bottom = range_boundaries(table.ref)
        assert all(cell.alignment.wrap_text or cell.hyperlink
                   for row in sheet.iter_rows(top, bottom, left, right) for cell in row)


def test_nothing_is_said_by_colour(book: Any) -> None:
    assert all(cell.fill.fill_type is None for cell in used(book))
    assert {cell.value for cell in used(book)
            if cell.font.color is not None and cell.font.color.type == "rgb"} == {
        link.value for link in used(book) if link.hyperlink}


def test_it_opens_at_the_first_cell_of_the_cover(book: Any) -> None:
    assert book.active.title == "Cover"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Cover"]
    assert book["Cover"].sheet_view.selection[0].activeCell == "A1"


def test_its_properties_name_the_title_the_authority_and_the_language(book: Any) -> None:
    about = book.properties
    assert (about.title, about.creator, about.language) == (REPORT.title, "Norfolk", "en-GB")
    assert about.created == about.modified == dt.datetime(2016, 4, 5, 7, 30)


def test_the_cover_says_what_every_copy_must_say(book: Any) -> None:
    said = [cell.value for (cell,) in book["Cover"].iter_rows()]
    for words in ("Place: Norfolk", "As at: 31 March 2016", "Revision: 2", "Marking: OFFICIAL",
                  "Who may have it: Everyone. It goes to the committee in public.",
                  "Narrowed to: Areas: four of six",
                  "Where it is kept: On this council’s Surgery, at "
                  "/summaries/committee?as-at=2016-03-31",
                  "What opens there: The newest revision of this date. This copy is of "
                  "revision 2."):
        assert words in said
    assert any(words.startswith("Made up: ") for words in said)
    assert any(words.startswith("As now known: ") for words in said)
    sound = opened(workbook(a_report(made_up=False, as_now_known=False)))
    assert not any("made up" in str(cell.value).lower() for cell in used(sound))


def test_every_sheet_says_its_marking_and_that_it_is_made_up(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert "OFFICIAL." in sheet["A2"].value
        assert "made up" in sheet["A2"].value


def test_the_contents_open_every_other_sheet_and_each_opens_the_contents(book: Any) -> None:
    linked = {cell.value: cell.hyperlink.location for (cell, _) in book["Contents"].iter_rows()
              if cell.hyperlink}
    assert linked == {name: f"'{name}'!A1" for name in book.sheetnames if name != "Contents"}
    for sheet in book.worksheets[2:]:
        assert "'Contents'!A1" in [cell.hyperlink.location for row in sheet.iter_rows()
                                   for cell in row if cell.hyperlink]


def test_an_address_on_the_web_is_a_link() -> None:
    address = "https://surgery.example/summaries/committee?as-at=2016-03-31"
    cover = opened(workbook(a_report(address=address)))["Cover"]
    assert [cell.hyperlink.target for (cell,) in cover.iter_rows()
            if cell.hyperlink and cell.hyperlink.target] == [address]


def test_every_symbol_is_explained_in_square_brackets(book: Any) -> None:
    assert {row["Symbol"]: row["What it means"] for row in rows_of(book["Symbols"])} == {
        f"[{letter}]": means for letter, means in SYMBOLS.items()}


def test_notes_stand_on_their_own_sheet_and_are_named_in_the_title(book: Any) -> None:
    assert [row["Note"] for row in rows_of(book["Notes"])] == ["[note 1]", "[note 2]"]
    assert book[MONTH]["A1"].value == "Education plans by month [note 2]"


def test_a_share_is_held_as_a_share_and_reads_as_on_the_page(book: Any) -> None:
    by_month = rows_of(book[MONTH])
    assert [row["Up to date"] for row in by_month] == [0.71, "[x]", 0.79]
    assert by_month[0]["Month"] == dt.datetime(2016, 1, 31)
    by_area = rows_of(book[AREA])
    assert by_area[1] == {"Area": LONG_NAME, "Up to date": "[c]", "Children": "[c]",
                          "Beside the county": "not apart"}
    assert by_area[3]["Up to date"] == 0.6125
    assert by_area[0]["Children"] == 1120
    shown = {cell.value: cell.number_format for sheet in (book[MONTH], book[AREA])
             for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))}
    assert shown == {0.71: "0%", 0.79: "0%", 0.6125: "0.0%", 1120: "#,##0"}


def test_a_table_of_several_units_has_the_numbers_of_the_page_and_drops_no_word() -> None:
    table = Table("t", "T", (Column("A"), Column("Now", "number")), tuple(
        (Cell("x"), cell) for cell in (
            Cell("79\u202f%", 79.4), Cell("1,045.2", 1045.23), Cell("66\u202f% (2014/15)", 66.0),
            Cell("3 of 9 [u]", symbol="u"), Cell("", 12.0))))
    sheet = opened(workbook(a_report(sections=(Section("s", "S", tables=(table,)),))))["T"]
    below = [row[1] for row in sheet.iter_rows(min_row=sheet.max_row - 4)]
    assert [(cell.value, cell.number_format) for cell in below] == [
        (0.79, "0%"), (1045.2, "#,##0.0"), ("66\u202f% (2014/15)", "@"), ("3 of 9 [u]", "@"),
        (12, "#,##0")]


def test_all_figures_say_why_there_is_none(book: Any) -> None:
    january, february, _, _, hidden, *_, england = rows_of(book["All figures"])
    assert (january["value"], january["symbol"], january["year"]) == (71, "none", "own figure")
    assert (february["value"], february["numerator"], february["target"]) == ("[x]", "[x]", 95)
    assert (hidden["value"], hidden["symbol"]) == ("[c]", "c")
    assert (england["target"], england["year"]) == ("no target", "2014/15")


def test_a_formula_is_words_wherever_it_stands() -> None:
    evil = opened(workbook(a_report(
        title=FORMULA, lead="+1", authority="@a", place_name="-2", audience=FORMULA,
        filters=(("=1", "=2"),), terms=(Term("=x", "-y"),), sources=(FORMULA,))))
    assert all(cell.data_type != "f" for cell in used(evil))
    assert all(not str(cell.value).startswith(("=", "+", "-", "@")) for cell in used(evil))


def test_the_same_report_makes_the_same_bytes() -> None:
    first = workbook(REPORT)
    assert first == workbook(a_report())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2016, 4, 5, 7, 30, 0)}


def test_forty_tables_of_one_long_name_have_sheets_of_their_own() -> None:
    table = Table("areas", f"'{LONG_NAME}: [plans]/*?", (Column("A/B"), Column("a/b"), Column("")),
                  ((Cell("x"), Cell(""), Cell("z")),))
    book = opened(workbook(a_report(sections=(Section("s", "S", tables=(table,) * 40),))))
    names = book.sheetnames
    assert len({name.lower() for name in names}) == len(names) > 40
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert rows_of(book["’King’s Lynn, West Norfolk, the"]) == [
        {"A/B": "x", "a/b 2": "not stated", "Column 3": "z"}]


def test_tables_of_one_id_or_of_a_sheet_of_ours_have_names_of_their_own() -> None:
    table = Table("a", "A", (Column("A"),), ((Cell("x"),),))
    tables = tuple(dataclasses.replace(table, id=name) for name in ("a", "a", "a-2", "notes"))
    book = opened(workbook(a_report(sections=(Section("s", "S", tables=tables),))))
    names = [name.lower() for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(names)
    assert {"table_a", "table_a_2", "table_a_2_2", "table_notes"} <= set(names)


def test_a_table_without_rows_says_so() -> None:
    table = Table("none", "Challenges", (Column("What"), Column("When", "date")), ())
    book = opened(workbook(a_report(sections=(Section("s", "S", tables=(table,)),), rows=())))
    assert rows_of(book["Challenges"]) == [{"What": "nothing to show", "When": "[z]"}]
    assert "All figures" not in book.sheetnames


def test_a_text_of_any_length_fits_its_cell() -> None:
    book = opened(workbook(a_report(lead="🧒" * 10_000, audience="a" * 40_000)))
    said = [cell.value for (cell,) in book["Cover"].iter_rows()]
    assert said[1] == "🧒" * 10_000
    assert any(words.endswith("too long for a cell)") for words in said)


@hypothesis_settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_written_and_is_read_back_as_words(words: str) -> None:
    html = f"<b>&amp;{words}</b>"
    table = Table("t", words, (Column(words),), ((Cell(words),), (Cell(html),)))
    report = dataclasses.replace(REPORT, sections=(Section("s", words, tables=(table,)),), rows=())
    book = opened(workbook(report))
    *_, sheet = book.worksheets
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row)
    assert str(sheet.cell(sheet.max_row, 1).value).startswith("<b>&amp;")
