"""The signals of a few dates in memory, as tables: rows are made when they are asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.signals.files import read
from data.signals.schema import Signal

MOST = 3
"""So many dates at most: pages ask for the latest, and now and then for one before."""


class Sheet:
    """The signals of one date. Rows of a place stand together, the first to talk about first."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table.combine_chunks()
        places = self._table.column("place").combine_chunks().dictionary_encode()
        numbers = places.indices.to_numpy()
        first = np.flatnonzero(np.diff(numbers, prepend=-1))
        ends = [*first[1:].tolist(), len(numbers)]
        names = places.dictionary.to_pylist()
        self._rows = {names[numbers[at]]: (at, end)
                      for at, end in zip(first.tolist(), ends, strict=True)}

    def of_place(self, place: str, measures: Collection[str] | None = None) -> list[Signal]:
        """The rows of a place: of all measures, or of these."""
        at, end = self._rows.get(place, (0, 0))
        rows = self._table.slice(at, end - at)
        if measures is not None:
            rows = rows.filter(pc.is_in(rows.column("measure"), pa.array(measures, pa.string())))
        return _signals(rows)

    def of_measure(self, measure: str, place: str = "") -> list[Signal]:
        """The rows of a measure, at every place or at one, place by place."""
        rows = self._table
        if place:
            at, end = self._rows.get(place, (0, 0))
            rows = rows.slice(at, end - at)
        return _signals(rows.filter(pc.equal(rows.column("measure"), measure)))


def _signals(rows: pa.Table) -> list[Signal]:
    columns = (column.to_pylist() for column in rows.columns)
    return [Signal(*row) for row in zip(*columns, strict=True)]


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
