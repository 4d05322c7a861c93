"""What is undone: everything with a clock that is late, or falls due soon, at a date.

Made from the cases when a snapshot is published, and kept beside them, so that no page looks for it
among a hundred thousand rows. The rule is here and nowhere else:

- a thing can still be done when its measure is no flow (those are over) and says when it was due;
- of a share (stock) it is overdue when that day has gone and it was not met;
- of a level, which counts only what is open, it is overdue when that day has gone;
- whatever of these is not overdue falls due on its day. A day that has gone though the thing is
  still in time is a working day before a report date that is none: it is late from the next on.

A measure that is the ``worst_of`` another counts the worst of the same things: where the other
lists the thing as overdue it stands there once, with both reasons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb
import numpy as np
import pyarrow as pa

from data.measures.catalogue import Measure

DAYS = 60
"""Things that fall due in so many days are kept: longer than from one surgery to the next."""
ON_PLAN = "cpp-count-rate"
"""The measure whose cases are the children on a child protection plan."""
DUE = pa.schema([
    ("as_at", pa.date32()), ("measure", pa.string()), ("case", pa.string()),
    ("person", pa.string()), ("worker", pa.string()), ("team", pa.string()),
    ("locality", pa.string()), ("due_on", pa.date32()), ("done_on", pa.date32()),
    ("clock", pa.int32()), ("overdue", pa.bool_()), ("on_plan", pa.bool_()),
    ("age", pa.int32()), ("unborn", pa.bool_()), ("last_visit", pa.date32()),
    ("reason", pa.string()),
])
"""One row a thing, by the day it was due, measure and case. ``clock`` is how many days it had:
from when it was last done, or began, to that day; where that is not recorded those of the middle
case of its measure. ``on_plan`` is whether the child is on a child protection plan; age, unborn and
last_visit are those of the snapshot's children, and empty where it holds none."""
OVERDUE = {
    "stock": "coalesce(value is distinct from 1 and due_on < $as_at, false)",
    "level": "coalesce(due_on < $as_at, false)",
    "flow": "coalesce(value is distinct from 1 and due_on < $as_at, false)",
}
"""Whether a case is overdue, as SQL, by the kind of its measure. Of a flow: was not done when its
day had gone."""


def overdue(kind: str, value: np.ndarray, due_on: np.ndarray, as_at: dt.date) -> np.ndarray:
    """As OVERDUE, of columns in memory: ``value`` is not a number, and ``due_on`` no day, where
    there is none.
    """
    gone = due_on < np.datetime64(as_at)
    return gone if kind == "level" else gone & (value != 1)


def undone(
    con: duckdb.DuckDBPyConnection, *, measures: Mapping[str, Measure], as_at: dt.date,
) -> pa.Table:
    """The table of DUE of a snapshot, whose ``cases`` (schema CASES) and ``children`` (person, age,
    unborn and last_visit) the connection sees by these names.
    """
    def named(kind: str) -> str:
        return ", ".join(["null", *(f"'{m.id}'" for m in measures.values() if m.kind == kind)])

    worst = ", ".join(["(null, null)", *(
        f"('{m.id}', '{m.worst_of}')" for m in measures.values() if m.worst_of)])
    sql = _SQL.format(stock=named("stock"), level=named("level"), worst=worst, on_plan=ON_PLAN,
                      late_stock=OVERDUE["stock"], late_level=OVERDUE["level"], days=DAYS)
    return con.sql(sql, params={"as_at": as_at}).to_arrow_table().cast(DUE)


_SQL = """
with timed as (
    select *, measure in ({stock}) as stock,
           nullif(greatest(due_on - coalesce(done_on, happened_on), 0), 0) as ran
    from cases
    where due_on is not null and (measure in ({stock}) or measure in ({level}))
), judged as (
    select *, coalesce(ran, round(median(ran) over (partition by measure))) as clock,
           case when stock then {late_stock} else {late_level} end as overdue
    from timed
), kept as (
    select * from judged where overdue or due_on <= cast($as_at as date) + {days}
), worst(measure, of) as (
    values {worst}
), same as (
    select k.measure, w.of, k."case", k.person, k.reason
    from kept k join worst w using (measure)
    where k.overdue and exists (
        select 1 from kept o
        where o.measure = w.of and o."case" = k."case"
          and o.person is not distinct from k.person and o.overdue)
)
select k.as_at, k.measure, k."case", k.person, k.worker, k.team, k.locality, k.due_on, k.done_on,
       k.clock, k.overdue,
       coalesce(k.person in (select person from cases
                             where measure = '{on_plan}' and person is not null), false)
           as on_plan,
       h.age, h.unborn, h.last_visit,
       concat_ws('. ', k.reason, s.reason) as reason
from kept k
left join children h on h.person = k.person
left join same s
    on s.of = k.measure and s."case" = k."case" and s.person is not distinct from k.person
    and k.overdue
anti join same t
    on t.measure = k.measure and t."case" = k."case" and t.person is not distinct from k.person
order by k.due_on, k.measure, k."case"
"""
