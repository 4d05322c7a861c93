"""One snapshot from an extract, and what is public of it, against its measures' SQL."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from data.authority import Authority
from data.demo.norfolk import History, month_ends, write_extract
from data.disclosure.publish import publish_public
from data.measures.calculate import calculate
from data.measures.catalogue import read_catalogue
from data.places import Places
from data.snapshots.load import build
from data.snapshots.store import Store
from data.sources.read import read
from tests.benchmarks.report import Row, compared

TIMES = 5
MOST = 3


def rows(history: History, authority: Authority) -> list[Row]:
    """The build of the demo's last month, and what goes before it: read and validate."""
    as_at = month_ends(1)[-1]
    with tempfile.TemporaryDirectory(prefix="surgery-build-") as folder:
        source, store = Path(folder) / "extract", Store(Path(folder) / "store")
        source.mkdir()
        write_extract(history, as_at, source)
        began = time.perf_counter()
        extract = read([str(source)], as_at=as_at, places=Places(authority))
        reading = time.perf_counter() - began
        catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
        building, sql, public = [], [], []
        for _ in range(TIMES):
            began = time.perf_counter()
            build(extract, as_at=as_at, store=store, authority=authority, catalogue=catalogue,
                  about={"signed_off_by": "benchmark", "accepted": [], "made_up": True})
            building.append(time.perf_counter() - began)
            began = time.perf_counter()
            publish_public(store, authority, catalogue)
            public.append(time.perf_counter() - began)
            sql.append(sum(calculate(
                extract, as_at=as_at, authority=authority, catalogue=catalogue).seconds.values()))
        return [
            compared(f"build of one snapshot ({as_at}), against its SQL", min(building), min(sql),
                     "ms", MOST),
            compared("what is public of it, worked out, against the same", min(public), min(sql),
                     "ms", None),
            compared("the same extract read and validated, against its SQL", reading, min(sql),
                     "ms", None)]
