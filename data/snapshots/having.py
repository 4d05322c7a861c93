"""The rows of a snapshot's table that have certain values: read part by part, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_REPEATED = ("measure", "level", "place", "period", "locality", "team", "worker", "reason")
"""The columns of few different words: they are read as numbers of these."""


class RowsHaving:
    """The rows of a file that have these values in these columns of words; None: none there.

    A file is sorted by measure and place, and says what each part of it holds: only the parts that
    may hold such rows are read. Rows are named by where they stand in these together.
    """

    def __init__(
        self, path: Path, schema: pa.Schema, having: Sequence[tuple[str, str | None]],
    ) -> None:
        """``schema`` is that of the file's table."""
        self._file = pq.ParquetFile(
            path, read_dictionary=[name for name in _REPEATED if name in schema.names])
        self._schema, self._having = schema, having
        held = self._file.metadata
        columns = [(schema.get_field_index(name), value) for name, value in having]
        self._parts = [
            part for part in range(held.num_row_groups)
            if all(_may_hold(held.row_group(part).column(column).statistics, value)
                   for column, value in columns)]
        self._ends = np.cumsum([held.row_group(part).num_rows for part in self._parts], dtype=int)

    @property
    def parts(self) -> int:
        """How many parts of the file may hold such rows."""
        return len(self._parts)

    def __enter__(self) -> RowsHaving:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def rows(self, columns: Sequence[str]) -> tuple[np.ndarray, pa.Table]:
        """Where the rows stand, and these columns of them, in the file's order."""
        table = self._read(self._parts, [*columns, *(name for name, _ in self._having)])
        has = np.ones(len(table), dtype=bool)
        for name, value in self._having:
            words = table[name]
            has &= (words.is_null() if value is None
                    else pc.equal(words, value).fill_null(False)).to_numpy()
        at = np.flatnonzero(has)
        return at, table.select(columns).take(at)

    def take(self, at: np.ndarray, columns: Sequence[str]) -> pa.Table:
        """These columns of rows by where they stand, in that order."""
        part = np.searchsorted(self._ends, at, side="right")
        there, of = np.unique(part, return_inverse=True)
        ends = self._ends[there]
        starts = np.array([0, *self._ends.tolist()])[there]
        sizes = ends - starts
        within = at - starts[of] + (np.cumsum(sizes) - sizes)[of]
        table = self._read([self._parts[n] for n in there], columns).take(within)
        return table.cast(pa.schema([self._schema.field(name) for name in columns]))

    def _read(self, parts: Sequence[int], columns: Sequence[str]) -> pa.Table:
        return self._file.read_row_groups(
            parts, columns=list(dict.fromkeys(columns)), use_threads=False)


def _may_hold(about: pq.Statistics | None, value: str | None) -> bool:
    """Whether a part of a column may hold a value; it says so unless nothing is said of it."""
    if about is None:
        return True
    if value is None:
        return not about.has_null_count or about.null_count > 0
    return not about.has_min_max or about.min <= value <= about.max
