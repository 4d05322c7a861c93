"""Questions about open children whom nobody is named for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from data import audit
from data.asking import NotAllowed
from data.due_queries import DueQueries
from data.measures.tallies import UNALLOCATED
from data.viewers import Scope, Viewer


@dataclass(frozen=True)
class Unallocated:
    """The children of a place without a named, active worker, longest first, one page of them.

    ``rows``: person, team, locality, since, days (without a worker), last_worker (who held the case
    before), last_visit, visited (since, by anybody; empty where it is not known since when or the
    snapshot holds no visits), visitors (how many different workers those were), overdue (things
    late), next_due and next_measure (the next thing due), and reason. ``children`` is how many
    there are in all; ``longest`` the most days, None where none is known; ``unvisited`` how many
    nobody has visited since; ``told`` is false where the snapshot does not hold who visited.
    """

    rows: pd.DataFrame
    children: int
    longest: int | None
    unvisited: int
    told: bool
    page: int
    pages: int


class UnallocatedQueries(DueQueries):
    """Children with nobody named."""

    def may_list_unallocated(self, viewer: Viewer, place: str) -> bool:
        """Whether the viewer may open the list of a place at all."""
        try:
            self._unallocated_within(viewer, place)
        except NotAllowed:
            return False
        return True

    def _unallocated_within(
        self, viewer: Viewer, place: str,
    ) -> tuple[str, dict[str, object]]:
        where, given = self._within(self._unallocated_scope(viewer), place)
        return f"measure = $measure{where}", {"measure": UNALLOCATED, **given}

    def _unallocated_scope(self, viewer: Viewer) -> Scope | None:
        if not viewer.may_see_unallocated:
            raise NotAllowed
        return viewer.may_see_cases(self.measure(viewer, UNALLOCATED))

    def unallocated(
        self, viewer: Viewer, place: str, as_at: dt.date, *, page: int = 1, size: int = 50,
    ) -> Unallocated:
        """The children behind the figure of that name, as far as the viewer may list them.

        What is late and due for them is counted among the cases that the viewer may list. Raises
        NotFound, and NotAllowed also for a worker: these children are nobody's own.
        """
        where, given = self._unallocated_within(viewer, place)
        listed, reach = self._due_within(viewer, self.authority.id, as_at, "", "")
        snapshot = self.snapshot(viewer, as_at)
        told = snapshot.holds("children.parquet")
        given |= {**reach, "path": str(snapshot.entry.path / "cases.parquet"), "as_at": as_at}
        if told:
            given["children"] = str(snapshot.entry.path / "children.parquet")
        sql = _SQL.format(where=where, listed=listed, children=_CHILDREN if told else _NOT_TOLD)
        rows = self._undone(viewer, as_at).execute(sql, given).df()
        pages = max(1, -(-len(rows) // size))
        page = min(max(1, page), pages)
        shown = rows.iloc[(page - 1) * size:page * size].reset_index(drop=True)
        audit.note(unallocated=place, as_at=as_at, rows=len(shown), of=len(rows))
        days = rows["days"].dropna()
        return Unallocated(
            shown, len(rows), int(days.max()) if len(days) else None,
            int(rows["visited"].eq(False).sum()), told, page, pages)


_SQL = """
with nobody as (
    select person, team, locality, happened_on as since, reason
    from read_parquet($path, hive_partitioning=false)
    where {where}
), clocks as (
    select person, min(due_on) as next_due, arg_min(measure, due_on) as next_measure
    from read_parquet($path, hive_partitioning=false)
    where {listed} and due_on >= $as_at and person in (select person from nobody)
    group by person
), late as (
    select person, count(*) as overdue from undone where overdue and {listed} group by person
)
select n.person, n.team, n.locality, n.since, cast($as_at as date) - n.since as days,
       h.last_worker, h.last_visit,
       case when h.person is not null and n.since is not null
            then coalesce(h.last_visit >= n.since, false) end as visited,
       h.visitors, coalesce(l.overdue, 0) as overdue, c.next_due, c.next_measure,
       coalesce(h.nobody, n.reason) as reason
from nobody n
left join clocks c using (person)
left join late l using (person)
left join {children} h on h.person = n.person
order by n.since nulls first, n.person
"""
_CHILDREN = "read_parquet($children, hive_partitioning=false)"
_NOT_TOLD = ("(select null::varchar as person, null::varchar as last_worker, null::date as "
             "last_visit, null::integer as visitors, null::varchar as nobody where false)")
