"""One child's page against DuckDB reading that child's rows of the same files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from data.queries import Queries
from data.viewers import Viewer
from tests.benchmarks.addresses import address, check, children, router_body
from tests.benchmarks.report import CannotRun, Row, slowest

CHILDREN = 40
MOST = 3
FILES = ("children", "clocks", "journeys")


def rows(q: Queries) -> list[Row]:
    """What is asked of the data for one child, and the whole page as nobody has opened it yet."""
    from app import server  # reads its settings, and so the store, as it is imported

    analyst, client = Viewer("analyst"), server.test_client()
    latest = q.snapshot(analyst)
    asked = children(q, latest.as_at, CHILDREN)
    ours, pages, theirs = [], [], []
    with duckdb.connect(config={"threads": 2}) as con:
        for person in asked[:3] + asked:  # the first three warm both sides up
            began = time.perf_counter()
            q.child(analyst, person, latest.as_at)
            ours.append(time.perf_counter() - began)
            if not all(latest.holds(f"{name}.parquet") for name in FILES):
                raise CannotRun(f"the latest snapshot lacks one of {', '.join(FILES)}")
            address_ = address(f"/children/{person}", latest.as_at, fresh=str(len(pages)))
            began = time.perf_counter()
            answer = client.post("/_dash-update-component", data=router_body(address_),
                                 content_type="application/json")
            pages.append(time.perf_counter() - began)
            check(address_, answer.status_code, answer.get_data())
            theirs.append(_read(con, latest.entry.path, person))
    return [
        slowest("child, asked of the data: p50 / p95", ours[3:], theirs[3:], MOST),
        slowest("child, the page, fresh: p50 / p95", pages[3:], theirs[3:], MOST)]


def _read(con: duckdb.DuckDBPyConnection, folder: Path, person: str) -> float:
    """Seconds to read a child's rows of every file that has any."""
    began = time.perf_counter()
    found: Sequence[int] = [len(con.execute(
        "select * from read_parquet($path, hive_partitioning=false) where person = $person",
        {"path": str(folder / f"{name}.parquet"), "person": person}).df()) for name in FILES]
    seconds = time.perf_counter() - began
    if not all(found):
        raise CannotRun(f"{person} has no row in one of {', '.join(FILES)}")
    return seconds
