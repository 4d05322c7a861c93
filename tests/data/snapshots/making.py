"""Tiny snapshots, for tests of the store alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa

from data.measures.calculate import CASES, FIGURES
from data.snapshots.store import Entry, Store

MARCH = dt.date(2016, 3, 31)
FEBRUARY = dt.date(2016, 2, 29)
ABOUT: dict[str, Any] = {
    "authority": "norfolk", "built_at": "2016-04-01T09:00:00+00:00", "built_by": "surgery 1",
    "sources": [{"path": "a.xlsx", "kind": "annex-a", "sha256": "0", "rows": 1}],
    "catalogue": "0", "validation": {"error": {}, "warning": {}}, "signed_off_by": "analyst 1"}


def figures(as_at: dt.date, number: float) -> pa.Table:
    """One figure: how many children the county looks after."""
    return pa.Table.from_pylist([{
        "as_at": as_at, "measure": "lac-count", "place": "norfolk", "level": "authority",
        "period": "point", "numerator": number, "unknown": 0, "cases": int(number)}],
        schema=FIGURES)


def publish(store: Store, as_at: dt.date = MARCH, number: float = 40, **about: Any) -> Entry:
    """A snapshot whose only figure is ``number``."""
    return store.publish(
        as_at=as_at, cases=CASES.empty_table(), figures=figures(as_at, number),
        about={**ABOUT, **about})
