"""The source tables: what every reader ends in and every measure starts from.

The names are those of the Standard Safeguarding Dataset (SSD), the sector's own, without its
prefixes: ``ssd_cla_visits.clav_cla_visit_date`` is ``cla_visits.visit_date`` here. Each column
says which SSD field it comes from; a column or table without one is *local*: something a measure
needs that SSD does not hold (personal education plans come from the virtual school, for example).

A table is either ``events`` (rows with dates: what was true on an earlier day can be worked out
from them) or ``state`` (one row for how things are now: it cannot be wound back).

Column types: ``id`` and ``text`` (strings), ``code`` (a string from a list in ``codes.toml``),
``team`` (a team's id or name, matched to the configuration when a snapshot is built), ``date``,
``whole`` (integer), ``number`` (float) and ``flag`` (true, false or empty for not known).
"""

from __future__ import annotations

from functools import cache

from data.sources.tables import (
    adoption,
    care,
    court,
    education,
    front_door,
    health,
    in_need,
    leaving_care,
    missing,
    partnership,
    people,
    protection,
    quality,
    workforce,
)
from data.sources.tables.declare import ARROW_TYPES, Column, Table

__all__ = ["ARROW_TYPES", "TABLES", "Column", "Table", "ssd_tables"]

TABLES: dict[str, Table] = {
    table.name: table
    for module in (
        people, front_door, in_need, protection, care,
        health, education, missing,
        leaving_care, adoption, court, workforce, quality, partnership)
    for table in module.TABLES}


@cache
def ssd_tables() -> dict[str, Table]:
    """The tables that SSD holds, by their SSD name."""
    return {table.ssd: table for table in TABLES.values() if table.ssd}
