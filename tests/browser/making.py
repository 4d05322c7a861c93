"""The store that the browser's pages are made of: three month-ends of the demo, loaded as ever."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.authority import Authority, read_authority
from data.demo.norfolk import make_history, write_extract
from data.measures.catalogue import read_catalogue
from data.settings import NORFOLK
from data.snapshots.load import load
from data.snapshots.store import SCHEMAS, Entry, Store

MONTH_ENDS = (dt.date(2015, 7, 31), dt.date(2016, 2, 29), dt.date(2016, 3, 31))


def norfolk() -> Authority:
    """The authority the demo is made for."""
    return read_authority(NORFOLK)


def make_store(root: Path) -> Path:
    """Load the month-ends into a store."""
    authority = norfolk()
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    history = make_history(authority, seed=1)
    for day in MONTH_ENDS:
        with tempfile.TemporaryDirectory(prefix="surgery-browser-") as folder:
            write_extract(history, day, Path(folder))
            load([folder], as_at=day, store=Store(root), authority=authority,
                 catalogue=catalogue, signed_off_by="demo", made_up=True)
    return root


def publish_again(root: Path, day: dt.date, *, as_at: dt.date) -> Entry:
    """Publish what is live of a day once more, as the next revision of ``as_at``."""
    store = Store(root)
    entry = store.entry(day)
    manifest = store.manifest(entry)
    taken = ("schema_version", "as_at", "revision", "rows", "files", "seal")
    about: dict[str, Any] = {key: said for key, said in manifest.items() if key not in taken}
    return store.publish(as_at=as_at, about=about, tables={
        name: _dated(entry.path / f"{name}.parquet", as_at) for name in SCHEMAS})


def _dated(path: Path, day: dt.date) -> pa.Table:
    """A snapshot's table as if it were of another day."""
    table = pq.read_table(path, partitioning=None)
    at = table.schema.get_field_index("as_at")
    days = pa.array([day] * table.num_rows, type=table.schema.field(at).type)
    return table.set_column(at, table.schema.field(at), days)
