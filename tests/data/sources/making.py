"""Small workbooks and folders for the tests of the readers."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from data.sources.annex_a_lists import annex_a_lists

SHARED = Path(__file__).resolve().parents[4] / "shared"
AS_AT = dt.date(2021, 3, 31)
TODAY = dt.date(2024, 1, 1)

CHILD = {"Child Unique ID": "C1", "Gender": "b) Female", "Ethnicity": "a) WBRI",
         "Date of Birth": dt.datetime(2010, 5, 6), "Age of Child (Years)": 10}
PLAN = {**CHILD, "Does the Child have a Disability": "b) No",
        "Child Protection Plan Start Date": dt.datetime(2021, 1, 11),
        "Initial Category of Abuse": "a) Neglect", "Latest Category of Abuse": "a) Neglect",
        "Date of the Last Statutory Visit": dt.datetime(2021, 3, 22),
        "Was the Child Seen Alone?": "a) Yes", "Number of Previous Child Protection Plans": 0,
        "Allocated Team": "North", "Allocated Worker": "W1"}
CARE = {**CHILD, "Does the Child have a Disability": "b) No",
        "Date Started to be Looked After": dt.datetime(2020, 12, 1),
        "Start date of current legal status": dt.datetime(2020, 12, 1),
        "Child's Legal Status": "C2: FCO", "Child's Category of Need": "N1 - Abuse or neglect",
        "Start Date of Most Recent Placement": dt.datetime(2020, 12, 1),
        "Placement Type": "f) U6: Foster placement - not FFA",
        "Allocated Team": "North", "Allocated Worker": "W1"}
LEAVER = {**CHILD, "Date of Birth": dt.datetime(2002, 5, 6), "Eligibility Category":
          "b) Former relevant child", "LA In Touch": "a) Yes", "Allocated Team": "North",
          "Allocated Worker": "W2"}

Row = Mapping[str, Any]


def filled(rows: Sequence[Row]) -> list[Row]:
    """Rows without the columns that are empty in them."""
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def headers(number: int, form: int = 2019) -> list[str]:
    """The headers of a list as the form prints them."""
    return [column.header for column in annex_a_lists()[number].columns_of(form)]


def workbook(path: Path, lists: Mapping[int, Sequence[Row]], *, form: int = 2019,
             names: str = "List_{}") -> Path:
    """A workbook with these rows in these lists; columns a row does not name are blank."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in lists.items():
        sheet = book.create_sheet(names.format(number))
        columns = headers(number, form)
        sheet.append(columns)
        for row in rows:
            assert set(row) <= set(columns), set(row) - set(columns)
            sheet.append([row.get(column) for column in columns])
    book.save(path)
    return path


def sheet_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these cells in these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def folder(path: Path, tables: Mapping[str, Sequence[Row]]) -> Path:
    """A folder of CSV files; the columns of each are those of its first row."""
    path.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return path
