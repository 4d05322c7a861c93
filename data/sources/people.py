"""Joins what several lists say: rows of one table, and one row a person out of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from data.sources.located import Origin, Typed
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.tables import TABLES

ADOPTION_LIST = 10


def joined(parts: Sequence[Typed]) -> Typed:
    """Rows of the same table from several sheets, one after the other."""
    first = parts[0]
    if len(parts) == 1:
        return first
    offsets = np.cumsum([0, *(part.data.num_rows for part in parts)])
    bad: dict[str, set[int]] = {}
    for part, offset in zip(parts, offsets, strict=False):
        for column, positions in part.bad.items():
            bad.setdefault(column, set()).update(at + int(offset) for at in positions)
    origin = Origin(
        first.origin.file,
        np.concatenate([_sheets(part) for part in parts]),
        np.concatenate([part.origin.take(np.arange(part.data.num_rows)).rows for part in parts]),
        columns=first.origin.columns, about=first.origin.about,
        by_sheet={str(part.origin.sheets): part.origin.columns for part in parts})
    return Typed(first.table, pa.concat_tables([part.data for part in parts]).combine_chunks(),
                 origin, set().union(*(part.provided for part in parts)), bad)


def _sheets(part: Typed) -> np.ndarray:
    sheets = part.origin.sheets
    return np.full(part.data.num_rows, sheets, object) if isinstance(sheets, str) else sheets


def one_row_a_person(parts: Sequence[tuple[int, Typed]], report: Report) -> Typed:
    """Person rows of all lists, by list number in order of trust, merged to one a person.

    The first list that has a value gives it. Two dates of birth are an error, except in list 10:
    adoption records are often kept under another identity, so a difference there is a warning.
    The row a person is said to come from is that of the date of birth kept.
    """
    every = joined([part for _, part in parts])
    lists = np.concatenate([np.full(part.data.num_rows, number) for number, part in parts])
    names = TABLES["person"].names
    kept: dict[str, dict[str, Any]] = {}
    come_from: dict[str, int] = {}
    for at, row in enumerate(every.data.to_pylist()):
        who = row["person_id"]
        known = kept.setdefault(who, dict(row))
        come_from.setdefault(who, at)
        if known["date_of_birth"] is None and row["date_of_birth"]:
            come_from[who] = at
        elif row["date_of_birth"] and known["date_of_birth"] != row["date_of_birth"]:
            _report_births(every, come_from[who], at, int(lists[at]), report)
        for name in names:
            if known[name] is None:
                known[name] = row[name]
    positions = np.array(list(come_from.values()), dtype=np.int64)
    data = pa.Table.from_pylist(list(kept.values()), schema=TABLES["person"].arrow_schema)
    return Typed("person", data, every.origin.take(positions), every.provided)


def _report_births(people: Typed, first: int, second: int, number: int, report: Report) -> None:
    def born(at: int) -> dt.date:
        return people.data["date_of_birth"][at].as_py()

    sheet, row = people.origin.place(first)
    rule = RULES["adoption-date-of-birth-differs" if number == ADOPTION_LIST
                 else "two-dates-of-birth"]
    report.add(people.origin.problem(
        rule.severity, rule.id, rule.message.format(
            here=born(second), there=born(first), where=f"{sheet}, row {row}"), rule.todo,
        at=second,
        column="date_of_birth", value=str(born(second))))
