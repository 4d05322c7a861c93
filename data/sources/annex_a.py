"""Reads an Annex A workbook: the eleven child-level lists that Ofsted asks of every authority."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from data.sources.annex_a_lists import annex_a_lists
from data.sources.annex_a_rows import ListRows, find_header, read_list
from data.sources.annex_a_tables import covers_from, tables_of
from data.sources.extract import SourceFile
from data.sources.files import sha256_of
from data.sources.gathered import Gathered
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.workbook import Sheet, UnreadableSheetError, Workbook, open_workbook

_SHEET = re.compile(r"^\s*list[\s_\-.]*0*(\d{1,2})(?!\d)", re.I)


def read_annex_a(path: Path, report: Report, *, as_at: dt.date | None = None) -> Gathered:
    """The lists of a workbook as source tables. What is wrong goes to the report; nothing raises.

    Sheets are known by their names (``List_1``, ``List 1 - Contacts``); other sheets are passed
    over. A list whose sheet is missing gives no table. The form of 2024 is known from that of 2019
    by its four more columns in list 9.
    """
    book = open_workbook(path, report)
    if book is None:
        return Gathered(source=_source(path, 0))
    try:
        lists = _lists(book, path.name, report)
    finally:
        book.close()
    rows = sum(len(found.rows) for found in lists.values())
    return Gathered(tables_of(lists, as_at, report), covers_from(lists, as_at),
                    _source(path, rows))


def _source(path: Path, rows: int) -> SourceFile | None:
    return SourceFile(str(path), "annex-a", sha256_of([path]), rows) if path.is_file() else None


def _lists(book: Workbook, file: str, report: Report) -> dict[int, ListRows]:
    sheets = _sheets(book, file, report)
    if not sheets:
        report.add(RULES["no-lists"].problem(file=file))
    found = {}
    for number, sheet in sorted(sheets.items()):
        declared = annex_a_lists()[number]
        try:
            rows = read_list(sheet, declared, file, report)
        except UnreadableSheetError as error:
            report.add(RULES["unreadable-file"].problem(
                file=file, sheet=sheet.name, why=str(error)))
            continue
        count, row, column = sheet.formulas_without_result()
        if count:
            report.add(RULES["formula-without-result"].problem(
                file=file, sheet=sheet.name, row=row, column=column, count=count))
        if rows is not None:
            found[number] = rows
    return found


def _sheets(book: Workbook, file: str, report: Report) -> dict[int, Sheet]:
    """The sheet of each list. A second sheet named after a list (guidance, say) is passed over
    unless it holds the list's columns too."""
    named: dict[int, list[Sheet]] = {}
    for sheet in book.sheets:
        name = _SHEET.match(sheet.name)
        if name and int(name[1]) in annex_a_lists():
            named.setdefault(int(name[1]), []).append(sheet)
        elif name:
            report.add(RULES["unknown-list"].problem(file=file, sheet=sheet.name))
    chosen = {}
    for number, sheets in named.items():
        if len(sheets) > 1:
            sheets = [sheet for sheet in sheets if _has_header(sheet, number)] or sheets[:1]
        chosen[number] = sheets[0]
        for sheet in sheets[1:]:
            report.add(RULES["list-twice"].problem(file=file, sheet=sheet.name, number=number))
    return chosen


def _has_header(sheet: Sheet, number: int) -> bool:
    declared = annex_a_lists()[number]
    try:
        return find_header(sheet, declared)[2] > len(declared.columns) // 2
    except UnreadableSheetError:
        return True  # what is wrong with it is said when it is read
