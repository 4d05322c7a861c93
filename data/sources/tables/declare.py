"""How a source table is declared: its columns, their types, its key and its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

ARROW_TYPES: dict[str, pa.DataType] = {
    "id": pa.string(),
    "text": pa.string(),
    "code": pa.string(),
    "team": pa.string(),
    "date": pa.date32(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """One column. ``required`` means a row without it cannot be used at all.

    A number that is not ``between`` the two (lowest, highest) counts as not known, and so do a
    date that is before the one in the column ``not_before`` and a number that is more than the
    one in the column ``no_more_than``.
    """

    name: str
    type: str
    ssd: str | None = None
    required: bool = False
    codes: str | None = None
    between: tuple[float, float] | None = None
    not_before: str | None = None
    no_more_than: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Table:
    """One source table: its key, its columns, and where it comes from."""

    name: str
    words: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    ssd: str | None = None
    kind: str = "events"
    starts: str | None = None
    """The column with the date on which a row begins or happens."""
    ends: str | None = None
    """The column with the date on which what began has ended."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def arrow_schema(self) -> pa.Schema:
        return pa.schema([(c.name, ARROW_TYPES[c.type]) for c in self.columns])

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")


def column(name: str, type: str, ssd: str | None = None, **more: Any) -> Column:
    """A column, in the order one thinks of it."""
    return Column(name, type, ssd, **more)
