"""Where signals are kept: beside the snapshots, in files that can be worked out again.

    STORE/signals/as_at=2016-03-31/<key>.parquet

Signals depend on every figure up to their date, so the key is that of the whole history: a date
loaded again has another, and so has every later date. Files of other keys stay: when a revision is
withdrawn they stand again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.authority import Authority
from data.measures.catalogue import Measure
from data.signals.schema import SIGNALS, Signal

METHOD = 1
"""Counted up when signals are worked out in another way: they are all worked out again then."""
_SETTINGS = ("kind", "unit", "better", "target", "period", "share_of")


class SignalsDamaged(Exception):
    """A file of signals that may not be shown: what is wrong with it."""


def method(authority: Authority, catalogue: Mapping[str, Measure]) -> str:
    """What tells one way of working signals out from another: the method, and the settings of
    the measures, the events and the places that it depends on.
    """
    said = {
        "method": METHOD,
        "measures": [[m.id, *(getattr(m, name) for name in _SETTINGS)]
                     for m in catalogue.values()],
        "events": [[str(e.date), *sorted(e.rebases)] for e in authority.events if e.rebases],
        "places": authority.model_dump(
            mode="json", include={"id", "localities", "area_teams", "county_teams"}),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def path_of(root: Path, as_at: dt.date, history: str, method: str) -> Path:
    """The file of a date's signals; ``history`` is that of the edition (Edition.histories)."""
    key = hashlib.sha256(f"{history} {method}".encode()).hexdigest()[:24]
    return root / "signals" / f"as_at={as_at}" / f"{key}.parquet"


def write(path: Path, signals: Sequence[Signal]) -> None:
    """Write a date's signals in one step: a half-written file never has the name."""
    columns = zip(*signals, strict=True) if signals else [()] * len(SIGNALS)
    table = pa.table(
        [pa.array(column, field.type, from_pandas=False)
         for field, column in zip(SIGNALS, columns, strict=True)],
        schema=SIGNALS.with_metadata({"key": path.stem}))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".draft-{uuid.uuid4().hex}")
    try:
        pq.write_table(table, draft, compression="zstd", write_page_checksum=True)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    os.utime(path.parents[1])  # tells a running server that there is something new


def read(path: Path) -> pa.Table:
    """A date's signals, schema SIGNALS. Raises FileNotFoundError where they are not worked out,
    SignalsDamaged naming the file that is torn, altered or another's.
    """
    name = f"signals/{path.parent.name}/{path.name}"
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read(use_threads=False)  # small: threads would cost more than they save
    except FileNotFoundError:
        raise
    except (OSError, ValueError, pa.ArrowException) as error:
        raise SignalsDamaged(f"{name} is not as it was written") from error
    key = (table.schema.metadata or {}).get(b"key", b"").decode(errors="replace")
    if key != path.stem or not table.schema.equals(SIGNALS):
        raise SignalsDamaged(f"{name} is not as it was written")
    return table


def state(root: Path) -> str:
    """What tells one state of all signals from another, by one look at the folder."""
    with contextlib.suppress(OSError):
        return str((root / "signals").stat().st_mtime_ns)
    return ""
