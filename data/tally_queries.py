"""The tallies of a date (data/measures/tallies.py), in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.asking import Asking
from data.measures.tallies import tally
from data.places import NO_LOCALITY, Place
from data.snapshots.live import Snapshot
from data.snapshots.opened import opened

KEPT = 24
"""So many of each tally are kept in memory, some thirty kilobytes each: an agenda asks for what was
done in each of twelve months."""
Row = TypeVar("Row")
Conditions = Sequence[tuple[str, str | None]]
"""Columns, and what must stand in each: None for nothing."""


class TallyQueries(Asking):
    """The tables of tallies. Who may see which rows of them is for those to say that ask."""

    def _tally(self, snapshot: Snapshot, name: str) -> pa.Table:
        """A tally of TALLIES. Of a snapshot that an earlier version published it is worked out
        here.
        """
        kept, seal = self._kept_tallies.setdefault(name, {}), snapshot.manifest["seal"]
        found = kept.pop(seal, None)
        if found is None:
            file = f"{name}.parquet"
            found = (_read(snapshot.entry.path / file) if snapshot.holds(file)
                     else self._tallied(snapshot, name))
        kept[seal] = found  # those asked for last stay
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
        return found

    def _tallied(self, snapshot: Snapshot, name: str) -> pa.Table:
        with opened(snapshot, "cases", "kinds", "children", "workers") as con:
            return tally(con, name, measures=self.catalogue, as_at=snapshot.as_at)

    @cached_property
    def _kept_tallies(self) -> dict[str, dict[str, pa.Table]]:
        """Tallies, by name and the seal of their snapshot."""
        return {}


def of_place(place: Place) -> Conditions:
    """What makes a row of a tally one of a place."""
    if place.id == NO_LOCALITY:
        return [("locality", None)]
    return [] if place.level == "authority" else [(place.level, place.id)]


def chosen(table: pa.Table, conditions: Conditions) -> pa.Table:
    """The rows of a tally that meet all conditions."""
    for column, value in conditions:
        of = table.column(column)
        table = table.filter(pc.is_null(of) if value is None else pc.equal(of, value))
    return table


def rows_of(table: pa.Table, row: type[Row]) -> list[Row]:
    """The rows of a tally, each a ``row``, which has its columns but as_at."""
    columns: list[list[Any]] = [column.to_pylist() for column in table.columns[1:]]
    return [row(*values) for values in zip(*columns, strict=True)]


def _read(path: Path) -> pa.Table:
    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False)
