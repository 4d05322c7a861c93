"""The tallies of a date (data/measures/tallies.py), in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from data.asking import Asking
from data.measures.tallies import tally
from data.snapshots.live import Snapshot
from data.snapshots.opened import opened

KEPT = 24
"""So many of each tally are kept in memory, some thirty kilobytes each: an agenda asks for what was
done in each of twelve months."""
Row = TypeVar("Row")


class TallyQueries(Asking):
    """The rows of tallies. Who may see which of them is for those to say that ask."""

    def _tally(self, snapshot: Snapshot, name: str, row: type[Row]) -> Sequence[Row]:
        """The rows of a tally of TALLIES, each a ``row``, which has its columns but as_at.

        Of a snapshot that an earlier version published it is worked out here.
        """
        kept, seal = self._kept_tallies.setdefault(name, {}), snapshot.manifest["seal"]
        found = kept.pop(seal, None)
        if found is None:
            file = f"{name}.parquet"
            found = [row(*values) for values in _rows(
                _read(snapshot.entry.path / file) if snapshot.holds(file)
                else self._tallied(snapshot, name))]
        kept[seal] = found  # those asked for last stay
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
        return found

    def _tallied(self, snapshot: Snapshot, name: str) -> pa.Table:
        with opened(snapshot, "cases", "kinds", "children", "workers") as con:
            return tally(con, name, measures=self.catalogue, as_at=snapshot.as_at)

    @cached_property
    def _kept_tallies(self) -> dict[str, dict[str, list[Any]]]:
        """The rows of tallies, by name and the seal of their snapshot."""
        return {}


def _read(path: Path) -> pa.Table:
    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False)


def _rows(table: pa.Table) -> Iterable[tuple[Any, ...]]:
    """The rows; a word that stands in many is in memory once."""
    columns = []
    for column in table.columns[1:]:
        values = column.to_pylist()
        if pa.types.is_string(column.type):
            values = [None if value is None else intern(value) for value in values]
        columns.append(values)
    return zip(*columns, strict=True)
