"""An extract: the typed source tables that one load ends in, and what was found on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pyarrow as pa

from data.sources.report import Report
from data.sources.tables import TABLES


@dataclass(frozen=True)
class SourceFile:
    """A file, table folder or database an extract was read from."""

    path: str
    kind: str
    sha256: str
    rows: int


@dataclass
class Extract:
    """What a reader gives: only the tables that the source holds.

    ``tables`` are pyarrow tables with exactly the columns and types of ``TABLES``. A column the
    source does not have is there, empty, and is not in ``provided``: a measure that needs it says
    "not in this extract" instead of counting blanks.
    """

    tables: dict[str, pa.Table] = field(default_factory=dict)
    provided: set[str] = field(default_factory=set)
    """Names of tables ("cp_visits") and columns ("cp_visits.seen_alone") the source holds."""
    covers_from: dict[str, dt.date] = field(default_factory=dict)
    """Table to the first day it is complete from; a table not named holds its whole history."""
    sources: list[SourceFile] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    def table(self, name: str) -> pa.Table:
        """A source table; empty, with the right columns, when the extract lacks it."""
        return self.tables.get(name, TABLES[name].arrow_schema.empty_table())
