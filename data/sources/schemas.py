"""The pandera schema of each source table, made from its declaration in ``tables.py``."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pandera

from data.sources.rules import FIRST_DAY
from data.sources.tables import ARROW_TYPES, TABLES, Column


@cache
def schema(table: str, last_day: dt.date) -> pandera.DataFrameSchema:
    """The schema of a table: its columns and types, what may be empty, and days that can be.

    Frames are to be arrow-backed (``to_pandas(types_mapper=pandas.ArrowDtype)``), so that checking
    copies nothing.
    """
    declared = TABLES[table]
    return pandera.DataFrameSchema(
        {c.name: _column(c, last_day, unique=(c.name,) == declared.key)
         for c in declared.columns},
        strict=True, ordered=True, name=table)


def _column(column: Column, last_day: dt.date, *, unique: bool) -> pandera.Column:
    checks: list[Any] = []
    if column.type == "date":
        checks.append(pandera.Check.in_range(FIRST_DAY, last_day))
    return pandera.Column(
        pd.ArrowDtype(ARROW_TYPES[column.type]), checks, nullable=not column.required,
        unique=unique, report_duplicates="exclude_first")


RULE_OF_CHECK = {
    "not_nullable": "missing-required-value",
    "field_uniqueness": "duplicate-id",
    "in_range": "date-out-of-range",
}
"""The rule that a failed check of a schema breaks."""


def failures(table: str, frame: pd.DataFrame, last_day: dt.date) -> list[tuple[str, str, int]]:
    """All that a frame breaks at once: (rule, column, row position). Row labels must be 0, 1, ...

    Raises AssertionError when the frame has other columns or types than declared: a reader's fault.
    """
    try:
        schema(table, last_day).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        found = []
        for check, column, at in zip(cases["check"], cases["column"], cases["index"], strict=True):
            name = str(check).split("(")[0]
            assert name in RULE_OF_CHECK, f"{table}: the reader made a wrong table: {check}"
            found.append((RULE_OF_CHECK[name], str(column), int(at)))
        return found
    return []
