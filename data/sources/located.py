"""Raw columns with where they came from, so that every problem can say file, sheet and row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.report import Problem


@dataclass
class Origin:
    """Where the rows of a table came from.

    ``sheets`` is one name for all rows or one a row; ``rows`` are the numbers a person sees in the
    file (None: the first row is ``first_row`` and the others follow); ``columns`` maps our names to
    those in the file. ``about`` is our table; of a list, the columns of ours that each of its
    columns ends in.
    """

    file: str
    sheets: str | np.ndarray = ""
    rows: np.ndarray | None = None
    first_row: int = 1
    columns: dict[str, str] = field(default_factory=dict)
    by_sheet: dict[str, dict[str, str]] = field(default_factory=dict)
    """``columns`` for sheets that name them otherwise, where rows of several were joined."""
    about: str | Mapping[str, tuple[str, ...]] = ""

    def place(self, at: int) -> tuple[str, int]:
        """The sheet and row number of a row, by position."""
        sheet = self.sheets if isinstance(self.sheets, str) else str(self.sheets[at])
        return sheet, int(self.rows[at]) if self.rows is not None else at + self.first_row

    def problem(self, severity: str, rule: str, message: str, todo: str, *,
                at: int | None = None, column: str = "", value: str = "", rows: int = 1) -> Problem:
        """A problem at a row (by position) and a column (by our name), in the file's own terms."""
        sheet, row = self.sheets if isinstance(self.sheets, str) else "", None
        if at is not None:
            sheet, row = self.place(at)
        names = self.by_sheet.get(sheet, self.columns)
        return Problem(severity, rule, message, todo, file=self.file, sheet=sheet, row=row,
                       column=names.get(column, column), value=value,
                       concerns=self._concerns(column), rows=rows)

    def _concerns(self, column: str) -> tuple[str, ...]:
        if isinstance(self.about, str):
            return (f"{self.about}.{column}" if column else self.about,)
        return self.about.get(column, ())

    def take(self, positions: np.ndarray) -> Origin:
        """The origin of some of the rows."""
        rows = self.rows[positions] if self.rows is not None else positions + self.first_row
        sheets = self.sheets if isinstance(self.sheets, str) else self.sheets[positions]
        return replace(self, sheets=sheets, rows=rows)


@dataclass
class Raw:
    """One of our tables as a source holds it: our column names, the source's types."""

    table: str
    columns: dict[str, pa.Array]
    origin: Origin


@dataclass
class Typed:
    """One of our tables with our types, where its rows came from, and cells already reported."""

    table: str
    data: pa.Table
    origin: Origin
    provided: set[str] = field(default_factory=set)
    bad: dict[str, set[int]] = field(default_factory=dict)
    """Column to the positions of cells that could not be read and were reported as such."""

    def empty(self, column: str, positions: np.ndarray) -> None:
        """Make the values of a column not known at some rows."""
        gone = np.zeros(self.data.num_rows, bool)
        gone[positions] = True
        at = self.data.schema.get_field_index(column)
        values = self.data.column(at).combine_chunks()
        self.data = self.data.set_column(at, self.data.schema.field(at), pc.if_else(
            pa.array(gone), pa.scalar(None, values.type), values))

    def leave_out(self, positions: np.ndarray) -> None:
        """Take some rows away."""
        kept = np.delete(np.arange(self.data.num_rows), positions)
        self.data, self.origin = self.data.take(pa.array(kept)), self.origin.take(kept)
        self.bad = {}
