"""What every reader gives: typed tables, what they cover, and the source they are from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from data.sources.extract import SourceFile
from data.sources.located import Typed
from data.sources.names import columns_named, is_unused_column, nearest
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.tables import TABLES


@dataclass
class Gathered:
    """One source, read and typed but not yet validated."""

    tables: list[Typed] = field(default_factory=list)
    covers_from: dict[str, dt.date] = field(default_factory=dict)
    source: SourceFile | None = None


def choose_columns(table: str, found: list[str], *, file: str, report: Report) -> dict[str, int]:
    """Our column name to the position of the source's column; the rest is reported."""
    names = columns_named(table)
    known = {names.get(text.strip().casefold()) for text in found}
    chosen: dict[str, int] = {}
    for position, text in enumerate(found):
        ours = names.get(text.strip().casefold())
        if ours is not None and ours not in chosen:
            chosen[ours] = position
        elif ours:
            report.add(RULES["column-twice"].problem(file=file, sheet=table, column=text.strip()))
        elif not is_unused_column(table, text):
            near = nearest(text, [name for name in names if names[name] not in known])
            report.add(RULES["unknown-column"].problem(
                file=file, sheet=table, column=text.strip(), near=near))
    return chosen


def find_people(tables: list[Typed]) -> None:
    """Fill an empty person_id through cla_id, which SSD gives instead of it in some tables."""
    episodes = next((t.data for t in tables if t.table == "cla_episodes"), None)
    if episodes is None:
        return
    known = episodes.select(["cla_id", "person_id"]).combine_chunks()
    known = known.filter(pc.and_(known["cla_id"].is_valid(), known["person_id"].is_valid()))
    for typed in tables:
        names = TABLES[typed.table].names
        if typed.table == "cla_episodes" or not {"person_id", "cla_id"} <= set(names):
            continue
        people = typed.data["person_id"].combine_chunks()
        if people.null_count == 0 or "cla_id" not in typed.provided:
            continue
        at = pc.index_in(typed.data["cla_id"].combine_chunks(),
                         value_set=known["cla_id"].combine_chunks())
        found = known["person_id"].combine_chunks().take(at)
        typed.data = typed.data.set_column(
            names.index("person_id"), pa.field("person_id", pa.string()),
            pc.coalesce(people, found))
        typed.provided.add("person_id")
        typed.origin.columns.setdefault("person_id", "person_id")


def report_missing_columns(tables: list[Typed], report: Report) -> None:
    """An error for every column that a table cannot do without and the source lacks."""
    for typed in tables:
        for column in TABLES[typed.table].columns:
            if column.required and column.name not in typed.provided:
                name = column.ssd or column.name
                report.add(RULES["column-missing"].problem(
                    file=typed.origin.file, sheet=typed.table, column=name))


def raw_origin_columns(chosen: dict[str, int], found: list[str]) -> dict[str, str]:
    """Our column names to those the source uses."""
    return {ours: found[position].strip() for ours, position in chosen.items()}


