"""What is undone at a date, in memory: numbers to choose by, and the rows that are chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

CODED = ("measure", "person", "worker", "team", "locality")
"""The columns whose values are numbers, and -1 is none."""
CHOSEN_BY = (*CODED, "due_on", "clock", "overdue", "on_plan")
"""The columns that rows are chosen and counted by."""


class Undone:
    """The rows of a snapshot's table ``due``, in its order. Never changed.

    ``overdue`` and ``on_plan`` are whether each is; ``days_over`` how many days it is over
    (negative: to go); ``clock`` how many days it had (not a number where that is not known).
    ``table`` has what rows are chosen by; the rest is read when rows are asked for.
    """

    def __init__(
        self, as_at: dt.date, table: pa.Table, read: Callable[[], pa.Table],
    ) -> None:
        """``table`` has the columns of CHOSEN_BY; those of CODED may be encoded as a dictionary.
        ``read`` gives all columns of DUE.
        """
        self.as_at = as_at
        self.table = table
        self._read = read
        self.overdue = table["overdue"].to_numpy()
        self.on_plan = table["on_plan"].to_numpy()
        self.clock = table["clock"].to_numpy().astype(float)
        since = table["due_on"].cast(pa.int32()).to_numpy()
        self.days_over = (as_at - dt.date(1970, 1, 1)).days - since
        self._names: dict[str, pa.Array] = {}
        self._codes: dict[str, np.ndarray] = {}
        for name in CODED:
            column = table[name].combine_chunks()
            if not pa.types.is_dictionary(column.type):
                column = column.dictionary_encode()
            if isinstance(column, pa.ChunkedArray):  # of no rows, or of one piece
                column = column.chunk(0) if column.num_chunks else pa.array(
                    [], pa.dictionary(pa.int32(), pa.string()))
            self._names[name] = column.dictionary
            self._codes[name] = column.indices.fill_null(-1).to_numpy()

    def __len__(self) -> int:
        return len(self.overdue)

    def code(self, column: str) -> np.ndarray:
        """The number of each row's value in a column of CODED; -1 where there is none."""
        return self._codes[column]

    def names(self, column: str) -> list[str]:
        """The values of a column of CODED, each at its number."""
        return self._names[column].to_pylist()

    def name(self, column: str, codes: Iterable[int]) -> list[str | None]:
        """The values that numbers of a column stand for."""
        wanted = pa.array([None if code < 0 else int(code) for code in codes], pa.int32())
        return self._names[column].take(wanted).to_pylist()

    def where(self, column: str, values: Collection[str | None]) -> np.ndarray:
        """Which rows have one of these values (None: no value) in a column of CODED."""
        wanted = pa.array([value for value in values if value is not None], pa.string())
        named = pc.is_in(self._names[column], wanted).to_numpy(zero_copy_only=False)
        # The last place is read by -1: rows without a value.
        return np.append(named, None in values)[self._codes[column]]

    def having(self, column: str, value: str) -> np.ndarray:
        """Which rows have one value in a column of CODED."""
        code = self._names[column].index(value).as_py()
        return self._codes[column] == (code if code >= 0 else -2)

    def due_by(self, day: dt.date) -> np.ndarray:
        """Which rows are not overdue and fall due by a day."""
        return ~self.overdue & (self.days_over >= (self.as_at - day).days)

    def records(self, chosen: np.ndarray) -> list[dict[str, Any]]:
        """Rows of these positions: the columns of DUE without as_at, and days_over. Days are dates,
        and what is not known is None.
        """
        rows = self._rows.take(pa.array(chosen, pa.int64())).to_pylist()
        return [{**row, "days_over": days} for row, days in zip(
            rows, self.days_over[chosen].tolist(), strict=True)]

    def frame(self, chosen: np.ndarray) -> pd.DataFrame:
        """``records`` as a frame."""
        columns = [*self._rows.column_names, "days_over"]
        return pd.DataFrame(self.records(chosen), columns=columns, dtype=object)

    @cached_property
    def _rows(self) -> pa.Table:
        return self._read().drop_columns(["as_at"]).combine_chunks()


def read_undone(as_at: dt.date, path: Path) -> Undone:
    """The undone of a snapshot's file."""
    def read(columns: list[str] | None = None) -> pa.Table:
        file = pq.ParquetFile(path, read_dictionary=list(CODED))
        return file.read(columns=columns, use_threads=False)

    return Undone(as_at, read(list(CHOSEN_BY)), read)
