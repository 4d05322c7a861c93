"""One page of a list of cases, in its order, and how many there are of each status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.measures.calculate import CASES
from data.measures.due import overdue
from data.snapshots.having import RowsHaving

STATUSES = ("all", "missed", "overdue", "due", "met", "unknown")
SORTS = ("due_on", "done_on", "happened_on", "person", "worker", "team", "value")
SOON = 30
"""So many days ahead is "due"."""
_COLUMNS = ("case", "person", "worker", "team", "locality", "value", "happened_on", "due_on",
            "done_on", "reason")


@dataclass(frozen=True)
class CaseList:
    """One page of a list of cases.

    ``table``: case, person, worker, team, locality, value, happened_on, due_on, done_on, reason
    and days_over (days past due at the date, or when it was done for a flow; negative: to go).
    ``counts`` is how many there are of each of STATUSES within the viewer's reach.
    """

    table: pa.Table
    counts: dict[str, int]
    total: int
    page: int
    pages: int

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The table as a frame."""
        return self.table.to_pandas(
            date_as_object=False, types_mapper={pa.int32(): pd.Int32Dtype()}.get)

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The table as one dictionary a row; what is not known is None."""
        return self.table.to_pylist()


@dataclass(frozen=True)
class Chosen:
    """What is asked of the cases of one measure.

    ``kind`` is the measure's; ``starts`` the first day of what happened, for a flow. ``search`` is
    part of a person's id in any capitals; ``status`` one of STATUSES, ``sort`` one of SORTS.
    """

    kind: str
    as_at: dt.date
    starts: dt.date | None
    search: str
    status: str
    sort: str
    descending: bool


def case_list(
    path: Path, having: Sequence[tuple[str, str | None]], chosen: Chosen, *, page: int, size: int,
) -> CaseList:
    """A page of the cases of a file that have these values (data/snapshots/having.py): the nearest
    there is. What is not known comes last, and those alike stand by ``case``.
    """
    judged = dict.fromkeys((
        "value", "due_on", chosen.sort, *(["happened_on"] if chosen.starts else []),
        *(["person"] if chosen.search else [])))
    with RowsHaving(path, CASES, having) as cases:
        at, rows = cases.rows(list(judged))
        if chosen.starts or chosen.search:
            there = np.flatnonzero(_asked_for(rows, chosen))
            at, rows = at[there], rows.take(there)
        statuses = _statuses(rows, chosen)
        counts = {name: int(has.sum()) for name, has in statuses.items()}
        total = counts[chosen.status]
        pages = max(1, -(-total // size))
        page = min(max(1, page), pages)
        begins, ends = (page - 1) * size, min(page * size, total)
        mine = np.flatnonzero(statuses[chosen.status])
        key = _key(rows[chosen.sort], descending=chosen.descending)[mine]
        if total:  # of those beside the page only what is like its first or last is read
            first, last = np.partition(key, (begins, ends - 1))[[begins, ends - 1]]
            before = int((key < first).sum())
            begins, ends = begins - before, ends - before
            there = (first <= key) & (key <= last)
            mine, key = mine[there], key[there]
        found = cases.take(at[mine], _COLUMNS)
    by_case = pc.sort_indices(found["case"]).to_numpy()
    order = by_case[np.argsort(key[by_case], kind="stable")][begins:ends]
    return CaseList(_with_days_over(found.take(order), chosen), counts, total, page, pages)


def _asked_for(rows: pa.Table, chosen: Chosen) -> np.ndarray:
    """Which rows happened in the period and are of whom is searched for."""
    has = np.ones(len(rows), dtype=bool)
    if chosen.starts:
        happened, until = rows["happened_on"].to_numpy(), np.datetime64(chosen.as_at)
        has &= (happened >= np.datetime64(chosen.starts)) & (happened <= until)
    if chosen.search:
        wanted = pc.utf8_lower(pa.scalar(chosen.search)).as_py()
        has &= pc.match_substring(
            pc.utf8_lower(rows["person"]), wanted).fill_null(False).to_numpy()
    return has


def _statuses(rows: pa.Table, chosen: Chosen) -> dict[str, np.ndarray]:
    """Which rows have each of STATUSES."""
    value, due_on = rows["value"].to_numpy(), rows["due_on"].to_numpy()
    late = overdue(chosen.kind, value, due_on, chosen.as_at)
    today = np.datetime64(chosen.as_at)
    to_come = due_on >= today if chosen.kind == "flow" else ~late
    return {"all": np.ones(len(rows), dtype=bool), "missed": value != 1, "overdue": late,
            "due": (due_on <= today + SOON) & to_come, "met": value == 1,
            "unknown": np.isnan(value)}


def _key(column: pa.ChunkedArray, *, descending: bool) -> np.ndarray:
    """Numbers that stand in the order of a column's values; beyond all where there is none."""
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    elif not pa.types.is_floating(column.type):
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        column = pc.if_else(column.is_valid(), pc.rank(column, tiebreaker="dense"), None)
    key = column.to_numpy().astype(float) * (-1 if descending else 1)
    return np.where(np.isnan(key), np.inf, key)


def _with_days_over(rows: pa.Table, chosen: Chosen) -> pa.Table:
    """A flow's cases are over: late is how late they were done, not how long ago that is."""
    until: Any = pa.scalar(chosen.as_at)
    if chosen.kind == "flow":
        until = pc.coalesce(rows["done_on"], until)
    return rows.append_column(
        "days_over", pc.days_between(rows["due_on"], until).cast(pa.int32()))
