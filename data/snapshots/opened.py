"""The tables of one snapshot by their names, for what has to be worked out from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from data.snapshots.live import Snapshot
from data.snapshots.store import SCHEMAS


@contextmanager
def opened(snapshot: Snapshot, *names: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees these tables of a snapshot; one it does not hold has no rows."""
    with duckdb.connect(config={"threads": 1}) as con:
        for name in names:
            file = f"{name}.parquet"
            con.register(name, con.read_parquet(
                str(snapshot.entry.path / file), hive_partitioning=False)
                if snapshot.holds(file) else SCHEMAS[name].empty_table())
        yield con
