"""The names a source may use for our tables and columns: SSD's, and our own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from data.sources.tables import TABLES

_ALIASES = {"ssd_cla_placements": "cla_placement", "cla_placements": "cla_placement"}


@cache
def _other() -> dict[str, frozenset[str]]:
    with (Path(__file__).parent / "ssd_other.toml").open("rb") as file:
        raw = tomllib.load(file)
    named = {table: frozenset(columns) for table, columns in raw["columns"].items()}
    return {"": frozenset(raw["tables"]), **named}


@cache
def tables_named() -> dict[str, str]:
    """Every name a table of ours may have, in lower case, to our name."""
    names = {table.ssd: table.name for table in TABLES.values() if table.ssd}
    return {**names, **{name: name for name in TABLES}, **_ALIASES}


def table_named(text: str) -> str | None:
    """Our table of that name (SSD's or ours, any capitals, a schema in front); None if none."""
    return tables_named().get(text.strip().casefold().rpartition(".")[2])


def is_unused_table(text: str) -> bool:
    """Whether SSD has a table of that name that no measure uses."""
    return text.strip().casefold().rpartition(".")[2] in _other()[""]


@cache
def columns_named(table: str) -> dict[str, str]:
    """Every name a column of our table may have, in lower case, to our name."""
    columns = TABLES[table].columns
    return {**{c.ssd: c.name for c in columns if c.ssd}, **{c.name: c.name for c in columns}}


def nearest(text: str, known: Iterable[str]) -> str:
    """The name most like a text, whatever the order of its words, in words for a sentence."""
    by_words = {_words(name): name for name in known}
    found = get_close_matches(_words(text), by_words, n=1, cutoff=0.7)
    return f"“{by_words[found[0]]}”" if found else "one that is used"


def _words(text: str) -> str:
    return " ".join(sorted(re.findall(r"[a-z0-9]+", text.casefold())))


def is_unused_column(table: str, text: str) -> bool:
    """Whether SSD has a column of that name in our table that no measure uses."""
    return text.strip().casefold() in _other().get(TABLES[table].ssd or "", frozenset())
