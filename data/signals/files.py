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
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from data.authority import Authority
from data.measures.catalogue import Measure
from data.signals.schema import SIGNALS, Signal
from data.snapshots.beside import NotAsWritten, read_beside, write_beside

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
    """Write a date's signals, whole or not at all."""
    columns = zip(*signals, strict=True) if signals else [()] * len(SIGNALS)
    write_beside(path, pa.table(
        [pa.array(column, field.type, from_pandas=False)
         for field, column in zip(SIGNALS, columns, strict=True)], schema=SIGNALS))


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A date's signals, schema SIGNALS or these columns of it. Raises FileNotFoundError where they
    are not worked out, SignalsDamaged naming the file that is torn, altered or another's.
    """
    try:
        return read_beside(path, SIGNALS, columns)
    except NotAsWritten as error:
        raise SignalsDamaged(
            f"signals/{path.parent.name}/{path.name} is not as it was written") from error


def state(root: Path) -> str:
    """What tells one state of all signals from another, by one look at the folder."""
    with contextlib.suppress(OSError):
        return str((root / "signals").stat().st_mtime_ns)
    return ""
