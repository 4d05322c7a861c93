"""The signals of a few dates in memory, as tables: rows are made when they are asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.signals.files import read
from data.signals.schema import Funnel, Signal

MOST = 3
"""So many dates at most: pages ask for the latest, and now and then for one before."""


class Sheet:
    """The signals of one date. Rows of a place stand together, the first to talk about first."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table.combine_chunks()
        places = pc.run_end_encode(self._table.column("place").combine_chunks())
        ends = places.run_ends.to_pylist()
        self._rows = dict(zip(
            places.values.to_pylist(), pairwise([0, *ends]), strict=True))
        measures = self._table.column("measure").combine_chunks().dictionary_encode()
        self._codes = measures.indices.to_numpy()
        self._code = {name: n for n, name in enumerate(measures.dictionary.to_pylist())}

    def of_place(self, place: str, measures: Collection[str] | None = None) -> list[Signal]:
        """The rows of a place: of all measures, or of these."""
        at, end = self._rows.get(place, (0, 0))
        if measures is None:
            return _signals(self._table.slice(at, end - at))
        return self._of(measures, [(at, end)])

    def of_measures(self, measures: Collection[str], places: Iterable[str]) -> list[Signal]:
        """The rows of these measures at these places, place by place."""
        return self._of(measures, [self._rows.get(place, (0, 0)) for place in places])

    def funnels(self, places: Collection[str], measures: Collection[str]) -> list[Funnel]:
        """What the funnels of these measures say of these places."""
        rows = self._table.select(Funnel._fields)
        for name, wanted in (("measure", measures), ("place", places)):
            rows = rows.filter(pc.is_in(rows.column(name), pa.array(wanted, pa.string())))
        return [Funnel(*row) for row in _rows(rows)]

    def of_measure(self, measure: str, place: str = "") -> list[Signal]:
        """The rows of a measure, at every place or at one, place by place."""
        return self.of_measures([measure], [place] if place else self._rows)

    def _of(self, measures: Collection[str], parts: Iterable[tuple[int, int]]) -> list[Signal]:
        wanted = [self._code[name] for name in measures if name in self._code]
        found = np.isin(self._codes, wanted)
        return _signals(self._table.take(np.concatenate([
            np.arange(0), *(at + np.flatnonzero(found[at:end]) for at, end in parts)])))


def _signals(rows: pa.Table) -> list[Signal]:
    return [Signal(*row) for row in _rows(rows)]


def _rows(rows: pa.Table) -> Iterable[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in rows.columns), strict=True)


class HeldSheets:
    """The sheets last asked for. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sheets: OrderedDict[Path, Sheet] = OrderedDict()

    def sheet(self, path: Path) -> Sheet:
        """The sheet of a file, read when it is asked for first. Raises FileNotFoundError,
        SignalsDamaged.
        """
        with self._lock:
            if path in self._sheets:
                self._sheets.move_to_end(path)
                return self._sheets[path]
        found = Sheet(read(path))
        with self._lock:
            self._sheets[path] = found
            while len(self._sheets) > MOST:
                self._sheets.popitem(last=False)
        return found
