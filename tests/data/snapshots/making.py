"""Tiny snapshots, for tests of the store alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pyarrow as pa

from data.measures.calculate import FIGURES
from data.snapshots import store as store_module
from data.snapshots.store import SCHEMAS, Entry, Store

MARCH = dt.date(2016, 3, 31)
FEBRUARY = dt.date(2016, 2, 29)
ABOUT: dict[str, Any] = {
    "authority": "norfolk", "built_at": "2016-04-01T09:00:00+00:00", "built_by": "surgery 1",
    "sources": [{"path": "a.xlsx", "kind": "annex-a", "sha256": "0", "rows": 1}],
    "catalogue": "0", "validation": {"error": {}, "warning": {}}, "signed_off_by": "analyst 1"}

NOTHING = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
"""The tables of a snapshot without a row."""


def figures(as_at: dt.date, number: float) -> pa.Table:
    """One figure: how many children the county looks after."""
    return pa.Table.from_pylist([{
        "as_at": as_at, "measure": "lac-count", "place": "norfolk", "level": "authority",
        "period": "point", "numerator": number, "unknown": 0, "cases": int(number)}],
        schema=FIGURES)


def publish(store: Store, as_at: dt.date = MARCH, number: float = 40, **about: Any) -> Entry:
    """A snapshot whose only figure is ``number``."""
    return store.publish(
        as_at=as_at, tables={**NOTHING, "figures": figures(as_at, number)},
        about={**ABOUT, **about})


def as_before(entry: Entry, *lacking: str) -> None:
    """Make a snapshot what an earlier version would have published: without these tables; unless
    any is named, cases and figures alone.
    """
    path = entry.path / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name in lacking or set(SCHEMAS) - {"cases", "figures"}:
        (entry.path / f"{name}.parquet").unlink()
        del manifest["files"][f"{name}.parquet"], manifest["rows"][name]
    manifest["seal"] = store_module._seal(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
