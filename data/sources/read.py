"""Reads sources of any kind into one extract, and validates it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from data.places import Places
from data.sources.extract import Extract
from data.sources.files import SUFFIXES
from data.sources.gathered import Gathered
from data.sources.located import Typed
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.ssd import read_ssd
from data.sources.validate import validate


def read(sources: Sequence[str], *, as_at: dt.date | None = None, places: Places | None = None,
         today: dt.date | None = None) -> Extract:
    """The extract that the sources hold together, with a report of everything wrong with it.

    A source is an Annex A workbook, a folder of SSD or local tables, or a database address. Never
    raises for what is wrong with a source: ``extract.report`` says it, all of it, and
    ``extract.report.may_be_published()`` whether it stands in the way. With ``places``, teams that
    the authority's file does not know are reported too.
    """
    extract = Extract()
    typed: dict[str, Typed] = {}
    for source in sources:
        gathered = _gather(source, as_at, extract.report)
        for table in gathered.tables:
            if table.table in typed:
                extract.report.add(RULES["table-twice"].problem(
                    file=table.origin.file, sheet=table.table, table=table.table,
                    other=typed[table.table].origin.file))
            else:
                typed[table.table] = table
                if table.table in gathered.covers_from:
                    extract.covers_from[table.table] = gathered.covers_from[table.table]
        if gathered.source:
            extract.sources.append(gathered.source)
    for table in validate(list(typed.values()), extract.report, as_at=as_at, today=today,
                          places=places):
        extract.tables[table.table] = table.data
        extract.provided |= _provided(table)
    return extract


def _provided(typed: Typed) -> set[str]:
    return {typed.table, *(f"{typed.table}.{column}" for column in typed.provided)}


def _gather(source: str, as_at: dt.date | None, report: Report) -> Gathered:
    if "://" in source:
        from data.sources.database import read_database

        return read_database(source, report)
    path = Path(source)
    if path.is_dir():
        return read_ssd(path, report)
    if not path.exists():
        report.add(RULES["unreadable-file"].problem(file=source, why="there is no such file"))
        return Gathered()
    if path.suffix.casefold() in SUFFIXES:
        report.add(RULES["not-a-source"].problem(file=source))
        return Gathered()
    from data.sources.annex_a import read_annex_a

    return read_annex_a(path, report, as_at=as_at)
