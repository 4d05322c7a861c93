"""Tallies: small tables that pages ask for again and again, each a summary of a snapshot's cases.

Made from the cases when a snapshot is published, and kept beside them, so that no page looks for a
few hundred rows among a hundred thousand. Each is worked out here and nowhere else:

- ``said``: of each kind of plan, how many children with one had it audited in the twelve months to
  the date, how many of the audits were good, and so on (ANSWERS); how many of how many by area and
  team. Of a measure of things that were done (flow) only those of the twelve months count. What was
  said of no such plan has the kind ''.
- ``done``: how many of the things that have a clock were done in the month to the date.
- ``caseloads``: each social worker and reviewing officer, with the children and the share of a week
  that their measure counts.
- ``nobody``: the open children without a named, active worker, longest first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import duckdb
import pyarrow as pa

from data.measures.calculate import year_start
from data.measures.catalogue import Measure

ANSWERS = {"good": "audits-good", "helped": "user-feedback", "in_time": "complaints-timescale"}
"""Each share of what was said of plans, and the measure whose cases it counts."""
SOCIAL_WORKERS, REVIEWING_OFFICERS = "caseload-average", "iro-caseload"
"""The measures whose cases are workers."""
UNALLOCATED = "unallocated"
"""The measure whose cases are the children without a worker."""
TALLIES: dict[str, pa.Schema] = {
    "said": pa.schema([
        ("as_at", pa.date32()), ("locality", pa.string()), ("team", pa.string()),
        ("kind", pa.string()), ("share", pa.string()), ("part", pa.int32()), ("of", pa.int32()),
    ]),
    "done": pa.schema([
        ("as_at", pa.date32()), ("measure", pa.string()), ("team", pa.string()),
        ("locality", pa.string()), ("done", pa.int32()),
    ]),
    "caseloads": pa.schema([
        ("as_at", pa.date32()), ("measure", pa.string()), ("worker", pa.string()),
        ("team", pa.string()), ("locality", pa.string()), ("children", pa.int32()),
        ("full_time_equivalent", pa.float64()), ("newly_qualified", pa.bool_()),
        ("agency", pa.bool_()),
    ]),
    "nobody": pa.schema([
        ("as_at", pa.date32()), ("person", pa.string()), ("team", pa.string()),
        ("locality", pa.string()), ("since", pa.date32()),
    ]),
}
"""The tallies, by name. ``said``: ``part`` of ``of``, by share ('audited' and those of ANSWERS).
``caseloads``: by measure and worker; ``children`` and ``full_time_equivalent`` are empty where they
are not known."""


class Said(NamedTuple):
    """A row of ``said``, without its date, as all of these."""

    locality: str | None
    team: str | None
    kind: str
    share: str
    part: int
    of: int


class Done(NamedTuple):
    """A row of ``done``."""

    measure: str
    team: str | None
    locality: str | None
    done: int


class Load(NamedTuple):
    """A row of ``caseloads``."""

    measure: str
    worker: str
    team: str | None
    locality: str | None
    children: int | None
    full_time_equivalent: float | None
    newly_qualified: bool
    agency: bool


class Unnamed(NamedTuple):
    """A row of ``nobody``."""

    person: str
    team: str | None
    locality: str | None
    since: dt.date | None


def tally(
    con: duckdb.DuckDBPyConnection, name: str, *, measures: Mapping[str, Measure], as_at: dt.date,
) -> pa.Table:
    """One of TALLIES of a snapshot, whose ``cases``, ``kinds``, ``children`` and ``workers`` (their
    schemas are those of the snapshot's tables) the connection sees by these names.
    """
    planned = [m for m in measures.values() if m.plan_type]
    sql = _SQL[name].format(
        planned=", ".join(["(null, null, null)", *(
            f"('{m.plan_type}', '{m.id}', {m.kind == 'flow'})" for m in planned)]),
        asked=", ".join(f"'{measure}'" for measure in ANSWERS.values()),
        wanted=", ".join(f"'{measure}'" for measure in (
            *ANSWERS.values(), *(m.id for m in planned))),
        shares=" ".join(f"when '{of}' then '{share}'" for share, of in ANSWERS.items()),
        audits=ANSWERS["good"], year=year_start(as_at), social_workers=SOCIAL_WORKERS,
        reviewing_officers=REVIEWING_OFFICERS, unallocated=UNALLOCATED, as_at=as_at)
    return con.sql(
        f"select date '{as_at}' as as_at, {', '.join(TALLIES[name].names[1:])} from ({sql})",
    ).to_arrow_table().cast(TALLIES[name])


_SQL = {
    "said": """
with planned(kind, measure, flow) as (
    values {planned}
), found as materialized (
    select measure, "case", person, value, happened_on, locality, team
    from cases
    where measure in ({wanted})
      and (measure not in ({asked}) or happened_on between date '{year}' and date '{as_at}')
), said as (
    select f.*, coalesce(p.kind, '') as kind
    from found f
    left join kinds k using (measure, "case")
    left join planned p on p.kind = k.kind
    where f.measure in ({asked})
), audited as (
    select distinct person, kind from said where measure = '{audits}'
), counted as (
    select p.kind, locality, team, 'audited' as share, (a.person is not null)::int as value
    from found f
    join planned p using (measure)
    left join audited a on a.person = f.person and a.kind = p.kind
    where not p.flow or happened_on between date '{year}' and date '{as_at}'
    union all
    select kind, locality, team, case measure {shares} end, value
    from said
    where value is not null
)
select locality, team, kind, share, sum(value) as part, count(*) as of
from counted
group by all
order by all
""",
    "done": """
select measure, team, locality, count(*) as done
from cases
where due_on is not null
  and done_on > date '{as_at}' - interval 1 month and done_on <= date '{as_at}'
group by all
order by all
""",
    "caseloads": """
with held as (
    select worker, count(*) as children from children where open group by worker
)
select c.measure, c.worker, c.team, c.locality,
       coalesce(c.value, case when c.measure = '{social_workers}' then h.children end) as children,
       nullif(c.weight, 0) as full_time_equivalent,
       coalesce(w.newly_qualified, false) as newly_qualified, coalesce(w.agency, false) as agency
from cases c
left join workers w using (worker)
left join held h using (worker)
where c.measure in ('{social_workers}', '{reviewing_officers}')
order by c.measure, c.worker
""",
    "nobody": """
select person, team, locality, happened_on as since
from cases
where measure = '{unallocated}'
order by happened_on nulls first, person
""",
}
