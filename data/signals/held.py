"""The signals of a few dates in memory, as tables: rows are made when they are asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.signals.files import read
from data.signals.schema import Funnel, Glance, Signal

MOST = 3
"""So many dates at most: pages ask for the latest, and now and then for one before."""

Row = TypeVar("Row", Signal, Glance)


class Sheet:
    """The signals of one date, ``whole`` or at a glance. Rows of a place stand together, the first
    to talk about first.
    """

    def __init__(self, table: pa.Table) -> None:
        self.whole = table.num_columns == len(Signal._fields)
        self._table = table.combine_chunks()
        places = pc.run_end_encode(self._table.column("place").combine_chunks())
        ends = places.run_ends.to_pylist()
        self._rows = dict(zip(
            places.values.to_pylist(), pairwise([0, *ends]), strict=True))
        measures = self._table.column("measure").combine_chunks().dictionary_encode()
        self._codes = measures.indices.to_numpy()
        self._code = {name: n for n, name in enumerate(measures.dictionary.to_pylist())}

    def of_place(
        self, kind: type[Row], place: str, measures: Collection[str] | None = None,
    ) -> list[Row]:
        """The rows of a place: of all measures, or of these."""
        at, end = self._rows.get(place, (0, 0))
        if measures is None:
            return _made(kind, self._table.select(kind._fields).slice(at, end - at))
        return self._of(kind, measures, [(at, end)])

    def of_measures(
        self, kind: type[Row], measures: Collection[str], places: Iterable[str],
    ) -> list[Row]:
        """The rows of these measures at these places, place by place."""
        return self._of(kind, measures, [self._rows.get(place, (0, 0)) for place in places])

    def funnels(self, places: Collection[str], measures: Collection[str]) -> list[Funnel]:
        """What the funnels of these measures say of these places."""
        rows = self._table.select(Funnel._fields)
        for name, wanted in (("measure", measures), ("place", places)):
            rows = rows.filter(pc.is_in(rows.column(name), pa.array(wanted, pa.string())))
        return [Funnel(*row) for row in _rows(rows)]

    def _of(
        self, kind: type[Row], measures: Collection[str], parts: Iterable[tuple[int, int]],
    ) -> list[Row]:
        return _made(kind, self._table.select(kind._fields).take(self._where(measures, parts)))

    def _where(
        self, measures: Collection[str], parts: Iterable[tuple[int, int]],
    ) -> np.ndarray:
        """Where the rows of these measures stand in these parts of the table."""
        wanted = [self._code[name] for name in measures if name in self._code]
        found = np.isin(self._codes, wanted)
        return np.concatenate([
            np.arange(0), *(at + np.flatnonzero(found[at:end]) for at, end in parts)])


def _made(kind: type[Row], rows: pa.Table) -> list[Row]:
    return [kind(*row) for row in _rows(rows)]


def _rows(rows: pa.Table) -> Iterable[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in rows.columns), strict=True)


class HeldSheets:
    """The sheets last asked for. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sheets: OrderedDict[Path, Sheet] = OrderedDict()

    def sheet(self, path: Path, *, whole: bool | None = True) -> Sheet:
        """The sheet of a file, read when it is asked for first: whole; at least at a glance where
        it is not to be ``whole``; where that is None as it is held. Raises FileNotFoundError,
        SignalsDamaged.
        """
        with self._lock:
            held = self._sheets.get(path)
            if held and (held.whole or not whole):
                self._sheets.move_to_end(path)
                return held
        found = Sheet(read(path, Glance._fields if whole is False else None))
        with self._lock:
            self._sheets[path] = found
            while len(self._sheets) > MOST:
                self._sheets.popitem(last=False)
        return found
