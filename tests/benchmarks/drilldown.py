"""The longest list of cases against DuckDB reading the same rows of the same file."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pandas as pd

from data.queries import Queries
from data.viewers import Viewer
from tests.benchmarks.report import CannotRun, Row, slowest

TIMES = 40
SIZE = 50
MOST = 3
_COLUMNS = ('"case", person, worker, team, locality, value, happened_on, due_on, done_on, reason, '
            "cast({until} - due_on as integer) as days_over")
_FROM = "read_parquet($path, hive_partitioning=false)"


def rows(q: Queries) -> list[Row]:
    """The first and the middle page of the list of the measure with most cases, county-wide."""
    latest = q.snapshot(Viewer("analyst"))
    path = latest.entry.path / "cases.parquet"
    with duckdb.connect(config={"threads": 2}) as con:
        measure, cases = _longest(con, path)
        pages = -(-cases // SIZE)
        return [
            _compared(q, con, path, measure, page, f"{name} page of {cases:,} cases ({measure})")
            for name, page in (("first", 1), ("middle", (pages + 1) // 2))]


def _longest(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, int]:
    found = con.execute(
        f"select measure, count(*) from {_FROM} group by measure order by 2 desc, 1 limit 1",
        {"path": str(path)}).fetchone()
    if found is None:
        raise CannotRun("the latest snapshot holds no case")
    return found


def _compared(
    q: Queries, con: duckdb.DuckDBPyConnection, path: Path, measure: str, page: int, name: str,
) -> Row:
    analyst, county = Viewer("analyst"), q.authority.id
    as_at = q.snapshot(analyst).as_at
    flow = q.catalogue[measure].kind == "flow"
    columns = _COLUMNS.format(until="coalesce(done_on, $as_at)" if flow else "$as_at")
    ours, theirs = [], []
    for _ in range(TIMES):
        began = time.perf_counter()
        listed = q.cases(analyst, measure, county, as_at, page=page, size=SIZE, period="year").rows
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        plain = con.execute(
            f"select {columns} from {_FROM} where measure = $measure "
            f"order by due_on nulls last, \"case\" limit {SIZE} offset {(page - 1) * SIZE}",
            {"path": str(path), "measure": measure, "as_at": as_at}).df()
        theirs.append(time.perf_counter() - began)
    if _cells(listed) != _cells(plain):
        raise CannotRun(f"the list of {measure} is not what its file holds")
    return slowest(f"list, {name}: p50 / p95", ours, theirs, MOST)


def _cells(rows: pd.DataFrame) -> list[list[object]]:
    """What stands in each row, below the names of the columns; None where nothing does."""
    return [[*rows.columns], *rows.astype(object).where(rows.notna(), None).to_numpy().tolist()]
