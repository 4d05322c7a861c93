"""The worked example of each measure: a handful of rows, which count, and the answer.

One TOML file a domain in ``examples/``, named as the domain's own. The definitions page shows
them; a test runs each through the measure's SQL.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, ValidationError

from data.measures.catalogue import DOMAINS, CatalogueError
from data.sources.extract import Extract
from data.sources.tables import TABLES

HERE = Path(__file__).parent / "examples"
NOT_KNOWN = "not known"


class Example(BaseModel):
    """One worked example.

    ``tables`` are source rows by table; all other tables are held and empty. ``cases`` maps each
    person (or worker, or case) that counts to its value, "not known" where it is not; ``left_out``
    maps ids in the rows that do not count to why. ``numerator``, ``denominator`` and ``unknown``
    are the authority's figure of ``period``; ``words`` says in a sentence how it comes about.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_at: dt.date
    period: Literal["point", "month", "year"]
    words: str
    tables: dict[str, list[dict[str, Any]]]
    cases: dict[str, float | Literal["not known"]]
    left_out: dict[str, str] = {}
    numerator: float
    denominator: float | None = None
    unknown: int = 0

    def extract(self) -> Extract:
        """The rows as an extract. Raises KeyError for a table or column that does not exist."""
        made = Extract()
        for name, table in TABLES.items():
            rows = self.tables.get(name, [])
            if odd := {key for row in rows for key in row} - set(table.names):
                raise KeyError(f"{name} has no {', '.join(sorted(odd))}")
            made.tables[name] = pa.Table.from_pylist(
                [{c: row.get(c) for c in table.names} for row in rows],
                schema=table.arrow_schema)
            made.provided |= {name, *(f"{name}.{c}" for c in table.names)}
        if odd := set(self.tables) - set(TABLES):
            raise KeyError(f"no table called {', '.join(sorted(odd))}")
        # What only an extract that states counts or a status holds.
        made.provided -= {"cin_episodes.referrals_before_12m", "open_status"}
        return made


@cache
def examples() -> dict[str, Example]:
    """The examples by measure id. Raises CatalogueError for one that does not fit the form."""
    found: dict[str, Example] = {}
    for domain in DOMAINS:
        with (HERE / f"{domain}.toml").open("rb") as file:
            content = tomllib.load(file)
        for measure, fields in content.items():
            try:
                found[measure] = Example.model_validate(fields)
            except ValidationError as error:
                raise CatalogueError(f"examples/{domain}.toml, {measure}: {error}") from error
    return found
