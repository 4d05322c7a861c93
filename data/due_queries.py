"""Questions about what is undone: overdue, or due by the next surgery, of whatever measure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
import pandas as pd

from data import audit
from data.asking import NotAllowed, NotFound
from data.case_queries import CaseQueries
from data.measures.calculate import CASES
from data.measures.due import DAYS, undone
from data.places import NO_LOCALITY, NO_WORKER
from data.snapshots.having import RowsHaving
from data.snapshots.live import Snapshot
from data.snapshots.opened import opened
from data.surgery_dates import next_surgery
from data.undone import Undone, read_undone
from data.viewers import Scope, Viewer

SHOWS = ("overdue", "due")
WEEK = 7
KEPT = 6
"""What is undone at so many dates is kept in memory, half a megabyte each."""
Scopes = list[tuple[Scope, list[str]]]


@dataclass(frozen=True)
class Workload:
    """What is overdue, for how many children, and what falls due by the day ``until``."""

    overdue: int
    children: int
    due: int
    until: dt.date


@dataclass(frozen=True)
class DueList:
    """One page of what is overdue or falls due.

    ``rows``: the columns of the snapshot's table (data/measures/due.py says what they are) without
    as_at, and days_over (negative: to go).
    """

    rows: pd.DataFrame
    workload: Workload
    page: int
    pages: int


class DueQueries(CaseQueries):
    """Lists of what is undone, and how much there is. A finished thing is not here."""

    def next_surgery(self, place: str, as_at: dt.date) -> dt.date:
        """The day of the next surgery of an area or a service; of a team, that of its area."""
        found = self.places.by_id.get(place)
        whose = found.parent if found and found.level == "team" and found.parent else place
        return next_surgery(self.authority.surgeries, whose, as_at)

    def due_until(self, place: str, as_at: dt.date) -> dt.date:
        """The day until which a place or a service looks ahead: that of its next surgery, a week
        on where that is sooner, and DAYS on at most.
        """
        ahead = (self.next_surgery(place, as_at) - as_at).days
        return as_at + dt.timedelta(days=min(max(ahead, WEEK), DAYS))

    def due(
        self, viewer: Viewer, place: str, as_at: dt.date, *, show: str = "overdue",
        worker: str = "", service: str = "", until: dt.date | None = None, page: int = 1,
        size: int = 50,
    ) -> DueList:
        """What is overdue at a place, longest first, or falls due, soonest first; of one worker or
        one service where they are given.

        ``show`` is one of SHOWS; ``until`` is the last day of what falls due, at most DAYS on, that
        of ``due_until`` unless given. Raises NotFound, NotAllowed.
        """
        if show not in SHOWS:
            raise NotFound(f"no list called {show}")
        all_of_it = self.undone(viewer, as_at)
        held = self._due_where(viewer, place, as_at, worker, service)
        until = until or self.due_until(service or place, as_at)
        workload = _workload(all_of_it, held, until)
        chosen = np.flatnonzero(
            held & (all_of_it.overdue if show == "overdue" else all_of_it.due_by(until)))
        pages = max(1, -(-len(chosen) // size))
        page = min(max(1, page), pages)
        rows = all_of_it.frame(chosen[(page - 1) * size:page * size])
        audit.note(due=place, as_at=as_at, show=show, worker=worker, service=service,
                   rows=len(rows))
        return DueList(rows, workload, page, pages)

    def workload(
        self, viewer: Viewer, place: str, as_at: dt.date, *, worker: str = "", service: str = "",
        until: dt.date | None = None,
    ) -> Workload:
        """How much is overdue and due at a place, as far as the viewer may list it; narrowed and
        counted as ``due`` does. Raises NotFound, NotAllowed.
        """
        held = self._due_where(viewer, place, as_at, worker, service)
        return _workload(
            self.undone(viewer, as_at), held,
            until or self.due_until(service or place, as_at))

    def undone(self, viewer: Viewer, as_at: dt.date) -> Undone:
        """All that is undone at a date. Who may see which of it is for ``_due_where`` to say.

        Of a snapshot that an earlier version published it is worked out here.
        """
        snapshot = self.snapshot(viewer, as_at)
        seal = snapshot.manifest["seal"]
        found = self._kept_undone.pop(seal, None)
        if found is None and snapshot.holds("due.parquet"):
            found = read_undone(snapshot.as_at, snapshot.entry.path / "due.parquet")
        elif found is None:
            found = self._worked_out(snapshot)
        self._kept_undone[seal] = found  # the dates looked at last stay
        for old in list(self._kept_undone)[:-KEPT]:
            self._kept_undone.pop(old, None)
        return found

    def _worked_out(self, snapshot: Snapshot) -> Undone:
        with opened(snapshot, "cases", "children") as con:
            rows = undone(con, measures=self.catalogue, as_at=snapshot.as_at)
        return Undone(snapshot.as_at, rows, lambda: rows)

    @cached_property
    def _kept_undone(self) -> dict[str, Undone]:
        """What is undone at a date, by the seal of its snapshot."""
        return {}

    def _undone(self, viewer: Viewer, as_at: dt.date) -> duckdb.DuckDBPyConnection:
        """A cursor that sees what is undone at a date as the table ``undone``."""
        cursor = self._db.cursor()
        cursor.register("undone", self.undone(viewer, as_at).table)
        return cursor

    def _due_where(
        self, viewer: Viewer, place: str, as_at: dt.date, worker: str, service: str,
    ) -> np.ndarray:
        """Which rows of ``undone`` are those of a place within the viewer's reach."""
        all_of_it = self.undone(viewer, as_at)
        held = np.zeros(len(all_of_it), dtype=bool)
        for scope, measures in self._due_scopes(viewer, place, service):
            within = all_of_it.where("measure", measures)
            if scope.column:
                within &= all_of_it.having(scope.column, scope.value)
            held |= within
        found = self.places.by_id.get(place)
        if place == NO_LOCALITY:
            held &= all_of_it.code("locality") < 0
        elif found and found.level != "authority":
            held &= all_of_it.having(found.level, place)
        if worker == NO_WORKER:
            held &= all_of_it.code("worker") < 0
        elif worker:
            held &= all_of_it.having("worker", worker)
        return held

    def _due_within(
        self, viewer: Viewer, place: str, as_at: dt.date, worker: str, service: str,
    ) -> tuple[str, dict[str, object]]:
        """As ``_due_where``, as SQL: for rows of the table ``undone`` or of cases."""
        within: list[str] = []
        given: dict[str, object] = {"as_at": as_at}
        for scope, measures in self._due_scopes(viewer, place, service):
            where, values = self._within(scope, place)
            quoted = ", ".join(f"'{name}'" for name in measures)
            within.append(f"measure in ({quoted}){where}")
            given |= values
        where = f"({' or '.join(within)})"
        if worker == NO_WORKER:
            where += " and worker is null"
        elif worker:
            where, given["worker"] = f"{where} and worker = $worker", worker
        return where, given

    def _due_scopes(self, viewer: Viewer, place: str, service: str) -> Scopes:
        """The measures whose undone things a viewer may list at a place, by how far that goes.
        Raises NotFound, and NotAllowed where there are none.
        """
        if not viewer.may_see_children:
            raise NotAllowed
        asked = self.of_service(self.service(viewer, service).id) if service else self.catalogue
        lasting = [measure for measure in asked.values() if measure.kind != "flow"]
        if not lasting:
            raise NotFound("nothing of this service that can be overdue")
        measures: dict[Scope, list[str]] = {}
        for measure in lasting:
            scope = viewer.may_see_cases(measure)
            if scope is not None:
                measures.setdefault(scope, []).append(measure.id)
        found: Scopes = []
        for scope, names in measures.items():
            try:
                self._within(scope, place)
            except NotAllowed:
                continue
            found.append((scope, names))
        if not found:
            raise NotAllowed
        return found

    def workers(self, viewer: Viewer, team: str, as_at: dt.date) -> pd.DataFrame:
        """A team's workers: worker, children, full_time_equivalent, overdue, children_overdue.

        ``overdue`` counts things overdue among the worker's cases. Raises NotAllowed.
        """
        found = self.place(viewer, team)
        snapshot = self.snapshot(viewer, as_at)
        if not viewer.may_see_children or found.level != "team":
            raise NotAllowed
        having = [("measure", "caseload-average"), ("team", team)]
        if viewer.role == "worker":
            having.append(("worker", viewer.worker))
        with RowsHaving(snapshot.entry.path / "cases.parquet", CASES, having) as file:
            _, cases = file.rows(["worker", "value", "weight"])
        most = cases.group_by("worker").aggregate([("value", "max"), ("weight", "max")])
        held = {row["worker"]: (row["value_max"], row["weight_max"])
                for row in most.to_pylist() if row["worker"] is not None}
        late = self._late_by_worker(viewer, team, as_at)
        rows = [(worker, *held.get(worker, (None, None)), *late.get(worker, (0, 0)))
                for worker in sorted({*held, *late})]
        return pd.DataFrame(rows, columns=[
            "worker", "children", "full_time_equivalent", "overdue", "children_overdue"])

    def _late_by_worker(
        self, viewer: Viewer, team: str, as_at: dt.date,
    ) -> dict[str, tuple[int, int]]:
        """How many things are overdue for how many children, by each worker of a team."""
        all_of_it = self.undone(viewer, as_at)
        held = all_of_it.overdue & all_of_it.having("team", team) & (
            all_of_it.code("worker") >= 0)
        if viewer.role == "worker":
            held &= all_of_it.having("worker", viewer.worker)
        children: dict[int, set[int]] = {}
        things: Counter[int] = Counter()
        for worker, person in zip(all_of_it.code("worker")[held].tolist(),
                                  all_of_it.code("person")[held].tolist(), strict=True):
            things[worker] += 1
            children.setdefault(worker, set()).update([person] if person >= 0 else [])
        names = all_of_it.name("worker", things)
        return {str(name): (many, len(children[worker]))
                for name, (worker, many) in zip(names, things.items(), strict=True)}


def _workload(all_of_it: Undone, held: np.ndarray, until: dt.date) -> Workload:
    late = all_of_it.code("person")[held & all_of_it.overdue]
    return Workload(
        len(late), len(np.unique(late[late >= 0])),
        int(np.count_nonzero(held & all_of_it.due_by(until))), until)
