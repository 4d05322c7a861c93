"""Small extracts written by hand, and the cases a measure makes of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa

from data.authority import Authority, read_authority
from data.measures.calculate import Calculation, calculate
from data.measures.catalogue import read_catalogue
from data.settings import NORFOLK
from data.sources.extract import Extract
from data.sources.tables import TABLES

AUTHORITY: Authority = read_authority(NORFOLK)


def day(text: str) -> dt.date:
    """A date from words such as "31 Mar 2016"."""
    return dt.datetime.strptime(text, "%d %b %Y").date()


def extract_of(*, lacking: tuple[str, ...] = (), **tables: list[dict[str, Any]]) -> Extract:
    """An extract with the rows given; every other table is held but empty.

    Dates may be written "31 Mar 2016". ``lacking`` names tables or columns the extract does not
    hold at all.
    """
    extract = Extract()
    for name, table in TABLES.items():
        rows = [
            {c.name: day(row[c.name]) if c.type == "date" and isinstance(row.get(c.name), str)
             else row.get(c.name) for c in table.columns}
            for row in tables.get(name, [])]
        unknown = {key for row in tables.get(name, []) for key in row} - set(table.names)
        assert not unknown, f"{name} has no {unknown}"
        extract.tables[name] = pa.Table.from_pylist(rows, schema=table.arrow_schema)
        extract.provided |= {name, *(f"{name}.{c}" for c in table.names)}
    # Local columns that only an extract which states counts would hold.
    extract.provided -= {"cin_episodes.referrals_before_12m", "open_status", *lacking}
    return extract


def in_care(person: str, since: str, until: str | None = None, cla: str | None = None,
            **more: Any) -> dict[str, Any]:
    """An episode of care that is a whole period of care."""
    return {"cla_episode_id": f"{person} {since}", "person_id": person,
            "cla_id": cla or f"{person} {since}", "start_date": since, "entered_care_date": since,
            "ceased_date": until, **more}


def on_plan(person: str, since: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    """A child protection plan, whose id is the child's."""
    return {"cp_plan_id": person, "person_id": person, "start_date": since, "end_date": until,
            **more}


def born(person: str, on: str | None) -> dict[str, Any]:
    """A person with a date of birth; none for an unborn child."""
    return {"person_id": person, "date_of_birth": on}


def held_by(person: str, worker: str | None, team: str | None = None, since: str = "1 Jan 2015",
            until: str | None = None, role: str = "allocated") -> dict[str, Any]:
    """Who holds a child's case."""
    return {"involvement_id": f"{person} {since} {worker}", "person_id": person,
            "professional_id": worker, "team": team, "role": role, "start_date": since,
            "end_date": until}


def run(measure: str, as_at: str, **tables: Any) -> Calculation:
    """The calculation of one measure at a date, over the rows given."""
    catalogue = {measure: read_catalogue()[measure]}
    extract = tables.pop("extract", None) or extract_of(**tables)
    return calculate(extract, as_at=day(as_at), authority=AUTHORITY, catalogue=catalogue)


def values(measure: str, as_at: str, **tables: Any) -> dict[str, float | None]:
    """Each person's (or worker's) value: 1 met, 0 not met, None not known."""
    cases = run(measure, as_at, **tables).cases.to_pylist()
    return {c["person"] or c["worker"]: c["value"] for c in cases}


def reason(measure: str, as_at: str, **tables: Any) -> str:
    """The reason given for the only case."""
    (case,) = run(measure, as_at, **tables).cases.to_pylist()
    return str(case["reason"])


def figure(
    measure: str, as_at: str, place: str = "norfolk", period: str = "point", **tables: Any,
) -> dict[str, Any]:
    """One row of the figures."""
    rows = run(measure, as_at, **tables).figures.to_pylist()
    return next(r for r in rows if r["place"] == place and r["period"] == period)
