"""The store that the browser's pages are made of: three month-ends of the demo, loaded as ever,
their signals, and the surgeries of February's figures.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.authority import Authority, read_authority
from data.demo.holding import hold_surgeries
from data.demo.norfolk import make_history, write_extract
from data.measures.catalogue import Measure, read_catalogue
from data.settings import NORFOLK, Settings
from data.signals.publish import publish_signals
from data.snapshots.load import load
from data.snapshots.store import SCHEMAS, Entry, Store

MONTH_ENDS = (dt.date(2015, 7, 31), dt.date(2016, 2, 29), dt.date(2016, 3, 31))
Shares = Mapping[tuple[str, str], tuple[int, int]]
"""A numerator and a denominator by measure and place, in place of what was counted."""


def norfolk() -> Authority:
    """The authority the demo is made for."""
    return read_authority(NORFOLK)


def catalogue_of(authority: Authority) -> dict[str, Measure]:
    """The measures, with the authority's targets."""
    return read_catalogue(targets=authority.targets, tolerances=authority.tolerances)


def make_store(root: Path) -> Path:
    """Load the month-ends into a store, with their signals, and hold February's surgeries."""
    authority = norfolk()
    catalogue = catalogue_of(authority)
    history = make_history(authority, seed=1)
    for day in MONTH_ENDS:
        with tempfile.TemporaryDirectory(prefix="surgery-browser-") as folder:
            write_extract(history, day, Path(folder))
            load([folder], as_at=day, store=Store(root), authority=authority,
                 catalogue=catalogue, signed_off_by="demo", made_up=True)
    work_out(root)
    hold_surgeries(Settings(store=root), authority, seed=1, say=print)
    return root


def work_out(root: Path) -> None:
    """Work out the signals that are missing, as `surgery load` does."""
    authority = norfolk()
    publish_signals(Store(root), authority, catalogue_of(authority))


def publish_again(
    root: Path, day: dt.date, *, as_at: dt.date, shares: Shares | None = None,
) -> Entry:
    """Publish what is live of a day once more, as the next revision of ``as_at``, some figures of
    a month or a date perhaps being others.
    """
    store = Store(root)
    entry = store.entry(day)
    manifest = store.manifest(entry)
    taken = ("schema_version", "as_at", "revision", "rows", "files", "seal")
    about: dict[str, Any] = {key: said for key, said in manifest.items() if key not in taken}
    tables = {name: _dated(entry.path / f"{name}.parquet", as_at) for name in SCHEMAS}
    if shares:
        tables["figures"] = _with(tables["figures"], shares)
    return store.publish(as_at=as_at, about=about, tables=tables)


def _with(figures: pa.Table, shares: Shares) -> pa.Table:
    """Figures of which some are others, with nothing unknown."""
    rows = figures.to_pylist()
    for row in rows:
        share = shares.get((row["measure"], row["place"]))
        if share and row["period"] in ("month", "point"):
            row["numerator"], row["denominator"] = map(float, share)
            row["unknown"], row["cases"] = 0, share[1]
    return pa.Table.from_pylist(rows, schema=figures.schema)


def _dated(path: Path, day: dt.date) -> pa.Table:
    """A snapshot's table as if it were of another day."""
    table = pq.read_table(path, partitioning=None)
    at = table.schema.get_field_index("as_at")
    days = pa.array([day] * table.num_rows, type=table.schema.field(at).type)
    return table.set_column(at, table.schema.field(at), days)
