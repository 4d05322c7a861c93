"""Who the children of a snapshot are, and what happened to each: made once, beside the cases.

The two SQL files are in the folder of the same name. They are no part of the catalogue: no figure
comes from them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from data.places import Places
from data.sources.codes import code_lists

CHILDREN = pa.schema([
    ("as_at", pa.date32()), ("person", pa.string()), ("age", pa.int32()), ("unborn", pa.bool_()),
    ("sex", pa.string()), ("ethnicity", pa.string()), ("disabled", pa.bool_()),
    ("in_area", pa.bool_()), ("unaccompanied", pa.bool_()), ("locality", pa.string()),
    ("team", pa.string()), ("worker", pa.string()), ("since", pa.date32()), ("nobody", pa.string()),
    ("open", pa.bool_()), ("last_worker", pa.string()), ("last_visit", pa.date32()),
    ("visitors", pa.int32()),
])
"""One row a child, by person. ``age`` is in years, empty for the unborn; ``in_area`` is empty when
not looked after; ``since`` is when the worker took the case, ``nobody`` why there is none and
``last_worker`` who held it before; ``visitors`` is how many different workers have visited since
the case has been nobody's."""
JOURNEYS = pa.schema([
    ("as_at", pa.date32()), ("person", pa.string()), ("strand", pa.string()),
    ("starts", pa.date32()), ("ends", pa.date32()), ("words", pa.string()), ("detail", pa.string()),
])
"""One row a thing, by person and strand. It goes on where ``ends`` is empty, and was of a day where
it starts and ends on one."""


WORKERS = pa.schema([
    ("as_at", pa.date32()), ("worker", pa.string()), ("job_title", pa.string()),
    ("full_time_equivalent", pa.float64()), ("newly_qualified", pa.bool_()),
    ("agency", pa.bool_()),
])
"""One row a worker who holds something in a case, by worker."""
PEOPLE = {"children": CHILDREN, "journeys": JOURNEYS, "workers": WORKERS}
"""The tables of people, by name."""


def tables_of_people(con: duckdb.DuckDBPyConnection, places: Places) -> dict[str, pa.Table]:
    """The tables of PEOPLE for the day a connection is prepared for, its cases worked out."""
    con.register("code_labels", _code_labels())
    con.register("team_labels", pa.table({
        "team": pa.array([team.id for team in places.teams], pa.string()),
        "name": pa.array([team.name for team in places.teams], pa.string())}))
    for name in PEOPLE:
        con.execute(_sql(f"{name}.sql"))
    return {name: con.table(name).to_arrow_table().cast(schema)
            for name, schema in PEOPLE.items()}


@cache
def _code_labels() -> pa.Table:
    """Every code of every list with what it is called."""
    rows = [(codes.name, code, words) for codes in code_lists().values()
            for code, words in codes.labels.items()]
    names = ("list", "code", "words")
    return pa.table({name: pa.array(values, pa.string())
                     for name, values in zip(names, zip(*rows, strict=True), strict=True)})


@cache
def _sql(name: str) -> str:
    return (Path(__file__).with_suffix("") / name).read_text(encoding="utf-8")
