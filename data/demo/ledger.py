"""Ledgers: the rows of a table with the day on which each became known.

An extract of a day holds what had been recorded by then and nothing else: rows recorded later are
not in it, and an end date, outcome or birth recorded later is still empty. An extract of the same
day made again later holds what had happened by the day, as it was recorded by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.demo.days import NEVER, Days, to_date
from data.sources.tables import TABLES

Values: TypeAlias = pa.Array | NDArray[Any] | Sequence[Any]


@dataclass(frozen=True)
class Later:
    """Columns that become known only on a day of their own; until then they hold ``until``."""

    columns: tuple[str, ...]
    known_on: Days
    until: str | pa.Array | None = None


@dataclass(frozen=True)
class Ledger:
    """One table: its columns by their names in the extract, sorted by the day recorded."""

    name: str
    columns: pa.Table
    recorded_on: Days
    later: tuple[Later, ...] = field(default=())
    starts: str | None = None
    """The column that says when a row happened; without one it happened when recorded."""
    lasting: bool = False
    """What is always so of a child, whenever it was recorded: a birth, a disability."""

    def as_known(self, day: int, known_on: int | None = None) -> pa.Table:
        """What had happened by the day, as recorded by ``known_on``: the day itself unless given.

        Raises ValueError when ``known_on`` is before the day.
        """
        known = day if known_on is None else known_on
        if known < day:
            raise ValueError(f"nothing of {to_date(day)} can be known on {to_date(known)}")
        n = int(np.searchsorted(self.recorded_on, known, side="right"))
        table = self.columns.slice(0, n)
        for part in self.later:
            hidden = part.known_on[:n] > known
            if known > day:
                hidden |= self._happened(part.columns, part.known_on)[:n] > day
            for name in part.columns:
                column = table.column(name).combine_chunks()
                until = (part.until.slice(0, n) if isinstance(part.until, pa.Array)
                         else pa.scalar(part.until, column.type))
                table = table.set_column(
                    table.schema.get_field_index(name), name,
                    pc.if_else(pa.array(hidden), until, column))
        if known > day and not self.lasting:
            starts = (self.starts,) if self.starts else ()
            table = table.filter(pa.array(
                self._happened(starts, self.recorded_on)[:n] <= day))
        return table

    def _happened(self, names: Sequence[str], otherwise: Days) -> Days:
        """The date in the first of the columns that holds dates, else another day."""
        for name in names:
            column = self.columns.column(name).combine_chunks()
            if pa.types.is_date32(column.type):
                days = column.cast(pa.int32()).fill_null(-NEVER).to_numpy().astype(np.int64)
                return np.where(days == -NEVER, otherwise, days)
        return otherwise


def ids(prefix: str, numbers: Values) -> pa.Array:
    """Identifiers: the prefix and a number, empty where the number is negative."""
    numbers = np.asarray(numbers)
    words = pc.cast(pa.array(numbers, mask=numbers < 0), pa.string())
    return pc.binary_join_element_wise(pa.scalar(prefix), words, pa.scalar(""))


def words(positions: Values, choices: Sequence[str]) -> pa.Array:
    """Text by position in a list; empty where the position is negative."""
    positions = np.asarray(positions)
    return pc.take(pa.array(choices, pa.string()), pa.array(positions, mask=positions < 0))


def dates(days: Days) -> pa.Array:
    """Dates, empty where the day is ``NEVER``."""
    days = np.asarray(days)
    return pa.array(days.astype(np.int32), mask=days >= NEVER).cast(pa.date32())


def flags(values: Values, known: NDArray[np.bool_] | None = None) -> pa.Array:
    """The text flags of the Standard Safeguarding Dataset: Y, N, or empty where not known."""
    position = np.where(np.asarray(values, dtype=bool), 0, 1)
    if known is not None:
        position = np.where(known, position, -1)
    return words(position, ["Y", "N"])


def ledger(
    table: str, columns: Mapping[str, Values], recorded_on: Days,
    later: Sequence[Later] = (),
) -> Ledger:
    """A ledger for a source table, its columns given by the names in ``TABLES``.

    Written under the names of the Standard Safeguarding Dataset where the table has one.
    Raises KeyError for a column the table does not have.
    """
    source = TABLES[table]
    order = np.argsort(recorded_on, kind="stable")
    taken = pa.array(order)
    names = {name: source.column(name).ssd or name for name in columns}
    arrays = {
        names[name]: pc.take(_array(values), taken) for name, values in columns.items()}
    return Ledger(
        source.ssd or source.name, pa.table(arrays), np.asarray(recorded_on)[order],
        tuple(Later(tuple(names[c] for c in part.columns), np.asarray(part.known_on)[order],
                    pc.take(part.until, taken) if isinstance(part.until, pa.Array)
                    else part.until) for part in later),
        names.get(source.starts or ""),
        lasting=source.kind == "state" and not source.starts and "person_id" in source.names)


def _array(values: Values) -> pa.Array:
    """An Arrow array; text that is empty becomes an empty cell."""
    if isinstance(values, pa.Array):
        return values
    if isinstance(values, np.ndarray) and values.dtype == object:
        return pa.array(values, pa.string(), mask=values == "")
    return pa.array(values)
