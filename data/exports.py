"""Lists and figures as CSV, neutral to spreadsheets, empty for not known; where a number is not
shown, the symbol of data/symbols.py."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.morning_queries import Entry
from data.symbols import bracketed

COLUMNS = ("as_at", "measure", "person", "worker", "team", "locality", "status", "happened_on",
           "due_on", "done_on", "days_over", "reason")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def case_lines(
    measure: str, as_at: dt.date, first: pd.DataFrame, rest: Iterator[pd.DataFrame],
) -> Iterator[str]:
    """The CSV of pages of cases (frames of ``Queries.case_rows``), a piece at a time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    frames = [first]
    while frames:
        for row in frames.pop().itertuples(index=False):
            writer.writerow([as_at, measure, *(neutral(cell) for cell in (
                row.person, row.worker, row.team, row.locality, _status(row.value),
                _iso(row.happened_on), _iso(row.due_on), _iso(row.done_on),
                None if pd.isna(row.days_over) else int(row.days_over), row.reason))])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        frames.extend(next_frame for next_frame in [next(rest, None)] if next_frame is not None)


MORNING_COLUMNS = ("as_at", "group", "person", "worker", "team", "measure", "status", "due_on",
                   "days_over", "clock", "on_plan", "late_together", "reason")


def morning_lines(as_at: dt.date, pages: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """The CSV of a morning's list (pages of ``Queries.morning_pages``), one line a thing in the
    order of the page, a piece at a time.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(MORNING_COLUMNS)
    for entries in pages:
        for entry in entries:
            for thing in entry.things:
                writer.writerow([as_at, entry.group, *map(neutral, (
                    entry.person, thing["worker"], thing["team"], thing["measure"],
                    "overdue" if thing["overdue"] else "due", thing["due_on"].isoformat(),
                    thing["days_over"], thing["clock"], "yes" if entry.on_plan else "no",
                    entry.late, thing["reason"]))])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


FIGURE_COLUMNS = ("as_at", "measure", "place", "period", "numerator", "denominator", "unknown",
                  "cases", "value", "status")


def figure_lines(place: str, figures: pd.DataFrame) -> str:
    """The CSV of a measure's figures at a place over time (``Queries.history``)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    for row in figures.to_dict("records"):
        row |= {"place": place, "value": round(row["value"], 4)}
        symbols = _symbols(row)
        writer.writerow([symbols.get(column) or neutral(row[column])
                         for column in FIGURE_COLUMNS])
    return out.getvalue()


def _symbols(row: Mapping[str, Any]) -> dict[str, str]:
    """The symbols of a row by column: of what is suppressed, and of what rounds to nought."""
    marks = dict(zip(("numerator", "denominator", "unknown", "cases"), row.get("marks") or "",
                     strict=False))
    if row["hidden"]:
        marks |= {"numerator": "c", "value": "c"}
    elif marks.get("numerator") == "k":
        marks["value"] = "k"
    return {column: bracketed(mark) for column, mark in marks.items() if mark.strip()}


def _status(value: float) -> str:
    if pd.isna(value):
        return "not known"
    return {1.0: "met", 0.0: "not met"}.get(value, f"{value:g}")


def _iso(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else value.date().isoformat()


def neutral(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; missing is empty."""
    if cell is None or (isinstance(cell, float) and pd.isna(cell)):
        return ""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
