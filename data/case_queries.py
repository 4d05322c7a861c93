"""Questions about cases: the list behind a figure, what is due, who works with how many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data import audit
from data.asking import Asking, NotAllowed, NotFound
from data.measures.calculate import year_start
from data.measures.catalogue import Measure
from data.places import NO_LOCALITY, NO_WORKER
from data.viewers import Scope, Viewer

STATUSES = ("all", "missed", "overdue", "due", "met", "unknown")
SORTS = ("due_on", "done_on", "happened_on", "person", "worker", "team", "value")
PERIODS = ("point", "month", "year")
KEPT = 40
"""So many dates' undone things are kept in memory, a fifth of a megabyte each."""
_CASE_COLUMNS = (
    '"case", person, worker, team, locality, value, happened_on, due_on, done_on, reason')
_DAYS_OVER = "cast($as_at - due_on as integer) as days_over"
_DAYS_OVER_WHEN_DONE = "cast(coalesce(done_on, $as_at) - due_on as integer) as days_over"
"""A flow's cases are over: late is how late they were done, not how long ago that is."""
_STATUS_SQL = {
    "all": "true",
    "missed": "value is distinct from 1",
    "overdue": "value is distinct from 1 and due_on < $as_at",
    "due": "due_on between $as_at and cast($as_at as date) + 30",
    "met": "value = 1",
    "unknown": "value is null",
}


@dataclass(frozen=True)
class CaseList:
    """One page of a list of cases.

    ``rows``: case, person, worker, team, locality, value, happened_on, due_on, done_on, reason
    and days_over (days past due at the date, or when it was done for a flow; negative: to go).
    ``counts`` is how many there are of each of STATUSES within the viewer's reach.
    """

    rows: pd.DataFrame
    counts: dict[str, int]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Workload:
    """What is overdue, for how many children, and what falls due in the next 30 days."""

    overdue: int
    children: int
    due: int


@dataclass(frozen=True)
class DueList:
    """One page of what is overdue or falls due: measure and the columns of a ``CaseList``."""

    rows: pd.DataFrame
    workload: Workload
    page: int
    pages: int


class CaseQueries(Asking):
    """Lists of cases, and what is worked out from them on the spot."""

    def cases(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, status: str = "all",
        worker: str = "", search: str = "", sort: str = "due_on", descending: bool = False,
        period: str = "", page: int = 1, size: int = 50,
    ) -> CaseList:
        """The cases of a measure at a place: exactly those its figure there adds up.

        ``status``: all, met, missed (counts against), unknown, overdue (not met and past due) or
        due (in the next 30 days). ``search`` is part of a person's id. Raises NotFound, NotAllowed.
        """
        asked = self.measure(viewer, measure)
        for kind, value, choices in (
                ("status", status, STATUSES), ("order", sort, SORTS),
                ("period", period, ("", *PERIODS))):
            if value not in choices:
                raise NotFound(f"no {kind} called {value}")
        snapshot = self.snapshot(viewer, as_at)
        where, given = self._reach(viewer, asked, place)
        if asked.kind == "flow":
            where += " and happened_on between $starts and $as_at"
            given["starts"] = period_starts(asked, period, as_at)
        if worker == NO_WORKER:
            where += " and worker is null"
        elif worker:
            where, given["worker"] = f"{where} and worker = $worker", worker
        if search:
            where += " and contains(lower(person), lower($search))"
            given["search"] = search
        path = str(snapshot.entry.path / "cases.parquet")
        given |= {"path": path, "as_at": as_at}
        cursor = self._db.cursor()
        tests = _STATUS_SQL
        counted = cursor.execute(
            f"select {', '.join(f'count(*) filter ({test})' for test in tests.values())} "
            f"from read_parquet($path, hive_partitioning=false) where {where}", given).fetchone()
        counts = dict(zip(tests, counted or (), strict=True))
        total = counts[status]
        pages = max(1, -(-total // size))
        page = min(max(1, page), pages)
        order = f"{sort} {'desc' if descending else 'asc'} nulls last, \"case\""
        days_over = _DAYS_OVER_WHEN_DONE if asked.kind == "flow" else _DAYS_OVER
        rows = cursor.execute(
            f"select {_CASE_COLUMNS}, {days_over} "
            "from read_parquet($path, hive_partitioning=false) "
            f"where {where} and {tests[status]} order by {order} "
            f"limit {int(size)} offset {int((page - 1) * size)}", given).df()
        audit.note(measure=measure, place=place, as_at=as_at, status=status, rows=len(rows),
                   of=total)
        return CaseList(rows, counts, total, page, pages)

    def all_cases(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date,
    ) -> pd.DataFrame:
        """Every case of a measure at a place, whole period, in the snapshot's own columns."""
        asked = self.measure(viewer, measure)
        snapshot = self.snapshot(viewer, as_at)
        where, given = self._reach(viewer, asked, place)
        given["path"] = str(snapshot.entry.path / "cases.parquet")
        rows = self._db.cursor().execute(
            f"select * from read_parquet($path, hive_partitioning=false) where {where}", given).df()
        audit.note(measure=measure, place=place, as_at=as_at, status="all", rows=len(rows))
        return rows

    def _reach(
        self, viewer: Viewer, measure: Measure, place: str,
    ) -> tuple[str, dict[str, object]]:
        """The rows of a measure at a place within the viewer's reach, as SQL. Raises NotAllowed."""
        where, given = self._within(viewer.may_see_cases(measure), place)
        return f"measure = $measure{where}", {"measure": measure.id, **given}

    def _within(self, scope: Scope | None, place: str) -> tuple[str, dict[str, object]]:
        """The rows of a place within a scope, as SQL that goes on. Raises NotAllowed."""
        if scope is None:
            raise NotAllowed
        where = ""
        given: dict[str, object] = {}
        if place == NO_LOCALITY:
            where += " and locality is null"
        else:
            found = self.places.by_id.get(place)
            if found is None:
                raise NotFound(f"no place called {place}")
            if found.level != "authority":
                where += f" and {found.level} = $place"
                given["place"] = place
        if scope.column:
            where += f" and {scope.column} = $scope"
            given["scope"] = scope.value
            if not self._overlaps(scope, place):
                raise NotAllowed
        return where, given

    def _overlaps(self, scope: Scope, place: str) -> bool:
        """Whether a place and a viewer's scope have any case in common by the tree alone."""
        asked = self.places.by_id.get(place)
        if asked is None:
            return False
        if asked.level == "authority" or scope.column == "worker":
            return True
        own = self.places.by_id.get(scope.value)
        if own is None:
            return False
        return own.id in (asked.id, asked.parent) or asked.id == own.parent

    def case_rows(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, status: str = "all",
        worker: str = "", search: str = "", sort: str = "due_on", descending: bool = False,
        period: str = "",
    ) -> Iterator[pd.DataFrame]:
        """All pages of ``cases``, for a download."""
        page = 1
        while True:
            found = self.cases(
                viewer, measure, place, as_at, status=status, worker=worker, search=search,
                sort=sort, descending=descending, period=period, page=page, size=10_000)
            yield found.rows
            if page >= found.pages:
                return
            page += 1

    def due(
        self, viewer: Viewer, place: str, as_at: dt.date, *, show: str = "overdue",
        worker: str = "", service: str = "", page: int = 1, size: int = 50,
    ) -> DueList:
        """What is overdue at a place, longest first, or falls due in 30 days, soonest first; of
        one worker or one service where they are given.

        ``show`` is overdue or due. Only measures of things that can still be done (stock):
        finished late work is not here. Raises NotFound, NotAllowed.
        """
        if show not in ("overdue", "due"):
            raise NotFound(f"no list called {show}")
        where, given = self._due_within(viewer, place, as_at, worker, service)
        workload = self.workload(viewer, place, as_at, worker=worker, service=service)
        pages = max(1, -(-getattr(workload, show) // size))
        page = min(max(1, page), pages)
        given["path"] = str(self.snapshot(viewer, as_at).entry.path / "cases.parquet")
        rows = self._db.cursor().execute(
            f"select measure, {_CASE_COLUMNS}, {_DAYS_OVER} "
            "from read_parquet($path, hive_partitioning=false) "
            f"where {where} and {_STATUS_SQL[show]} "
            f"order by due_on, measure, \"case\" limit {int(size)} "
            f"offset {int((page - 1) * size)}", given).df()
        audit.note(due=place, as_at=as_at, show=show, worker=worker, service=service,
                   rows=len(rows))
        return DueList(rows, workload, page, pages)

    def workload(
        self, viewer: Viewer, place: str, as_at: dt.date, *, worker: str = "", service: str = "",
    ) -> Workload:
        """How much is overdue and due at a place, as far as the viewer may list it; of one worker
        or one service where they are given. Raises NotFound, NotAllowed.
        """
        where, given = self._due_within(viewer, place, as_at, worker, service)
        del given["as_at"]
        counted = self._undone(viewer, as_at).execute(
            "select count(*) filter (overdue), count(distinct person) filter (overdue), "
            f"count(*) filter (due) from undone where {where}", given).fetchone()
        return Workload(*(counted or (0, 0, 0)))

    def _undone(self, viewer: Viewer, as_at: dt.date) -> duckdb.DuckDBPyConnection:
        """A cursor that sees ``_undone_rows`` as the table ``undone``. Who may see which of them
        is for ``_due_within`` to say.
        """
        cursor = self._db.cursor()
        cursor.register("undone", self._undone_rows(viewer, as_at))
        return cursor

    def _undone_rows(self, viewer: Viewer, as_at: dt.date) -> pa.Table:
        """All that is ``overdue`` at a date, or ``due`` in the next 30 days, of things that can
        still be done (stock): measure, person, worker, team, locality, due_on and these two. They
        are few beside all cases: those of the dates looked at last are kept.
        """
        snapshot = self.snapshot(viewer, as_at)
        seal = snapshot.manifest["seal"]
        found = self._kept.get(seal)
        if found is None:
            stock = ", ".join(f"'{m.id}'" for m in self.catalogue.values() if m.kind == "stock")
            overdue, due = _STATUS_SQL["overdue"], _STATUS_SQL["due"]
            rows = self._db.cursor().sql(
                "select measure, person, worker, team, locality, due_on, "
                f"coalesce({overdue}, false) as overdue, "
                f"{due} as due from read_parquet($path, hive_partitioning=false) "
                f"where measure in ({stock or 'null'}) and due_on <= cast($as_at as date) + 30 "
                f"and ({overdue} or {due})",
                params={"path": str(snapshot.entry.path / "cases.parquet"), "as_at": as_at},
            ).to_arrow_table()
            for at, name in enumerate(rows.column_names):
                if pa.types.is_string(rows.schema.field(at).type):
                    rows = rows.set_column(at, name, pc.dictionary_encode(rows[name]))
            found = self._kept[seal] = rows.combine_chunks()
            for old in list(self._kept)[:-KEPT]:
                self._kept.pop(old, None)
        return found

    def make_ready(self) -> None:
        """Read what is undone at the latest dates, so that nobody who opens a page waits for it."""
        analyst = Viewer("analyst")
        for day in self.dates(analyst)[-KEPT:]:
            self._undone_rows(analyst, day)

    @cached_property
    def _kept(self) -> dict[str, pa.Table]:
        """The undone rows of a date, by the seal of its snapshot."""
        return {}

    def _due_within(
        self, viewer: Viewer, place: str, as_at: dt.date, worker: str, service: str,
    ) -> tuple[str, dict[str, object]]:
        """The rows of ``undone`` at a place within the viewer's reach, as SQL."""
        if not viewer.may_see_children:
            raise NotAllowed
        asked = self.of_service(self.service(viewer, service).id) if service else self.catalogue
        stock = [measure for measure in asked.values() if measure.kind == "stock"]
        if not stock:
            raise NotFound("nothing of this service that can be overdue")
        measures: dict[Scope, list[str]] = {}
        for measure in stock:
            scope = viewer.may_see_cases(measure)
            if scope is not None:
                measures.setdefault(scope, []).append(measure.id)
        within: list[str] = []
        given: dict[str, object] = {"as_at": as_at}
        for scope, names in measures.items():
            try:
                where, values = self._within(scope, place)
            except NotAllowed:
                continue
            quoted = ", ".join(f"'{name}'" for name in names)
            within.append(f"measure in ({quoted}){where}")
            given |= values
        if not within:
            raise NotAllowed
        where = f"({' or '.join(within)})"
        if worker == NO_WORKER:
            where += " and worker is null"
        elif worker:
            where, given["worker"] = f"{where} and worker = $worker", worker
        return where, given

    def workers(self, viewer: Viewer, team: str, as_at: dt.date) -> pd.DataFrame:
        """A team's workers: worker, children, full_time_equivalent, overdue.

        ``overdue`` counts things overdue among the worker's cases. Raises NotAllowed.
        """
        found = self.place(viewer, team)
        snapshot = self.snapshot(viewer, as_at)
        if not viewer.may_see_children or found.level != "team":
            raise NotAllowed
        given: dict[str, object] = {
            "path": str(snapshot.entry.path / "cases.parquet"), "team": team}
        own = ""
        if viewer.role == "worker":
            own, given["own"] = " and worker = $own", viewer.worker
        held = f"team = $team and worker is not null{own} group by worker"
        return self._undone(viewer, as_at).execute(
            "with holding as (select worker, max(value) as children, "
            "max(weight) as full_time_equivalent "
            "from read_parquet($path, hive_partitioning=false) "
            f"where measure = 'caseload-average' and {held}), "
            "late as (select worker, count(*) as overdue, "
            f"count(distinct person) as children_overdue from undone where overdue and {held}) "
            "select worker, children, full_time_equivalent, coalesce(overdue, 0) as overdue, "
            "coalesce(children_overdue, 0) as children_overdue "
            "from holding full join late using (worker) order by worker", given).df()

    def worker_figures(
        self, viewer: Viewer, team: str, as_at: dt.date, measures: Sequence[Measure], *,
        period: str = "",
    ) -> pd.DataFrame:
        """The figures of a team's workers: its cases added up by who holds them.

        Headline period unless another is given. Columns as a snapshot's figures; ``place`` is the
        worker, or NO_WORKER where nobody is named. A worker sees the own row only. Raises
        NotAllowed.
        """
        snapshot = self.snapshot(viewer, as_at)
        if not viewer.may_see_children:
            raise NotAllowed
        given: dict[str, object] = {
            "path": str(snapshot.entry.path / "cases.parquet"), "team": team, "as_at": as_at,
            "nobody": NO_WORKER, "measures": [m.id for m in measures],
            "periods": [period or m.headline_period for m in measures],
            "starts": [period_starts(m, period, as_at) if m.kind == "flow" else None
                       for m in measures],
            "weighed": [m.unit not in ("count", "rate") for m in measures],
            "left_out": [m.unknown == "left_out" for m in measures]}
        own = ""
        if viewer.role == "worker":
            own, given["own"] = " and c.worker = $own", viewer.worker
        return self._db.cursor().execute(
            "with asked as (select unnest($measures::varchar[]) as measure, "
            "unnest($periods::varchar[]) as period, unnest($starts::date[]) as starts, "
            "unnest($weighed::boolean[]) as weighed, unnest($left_out::boolean[]) as left_out) "
            "select cast($as_at as date) as as_at, measure, coalesce(c.worker, $nobody) as place, "
            "'worker' as level, any_value(m.period) as period, "
            "coalesce(sum(value), 0) as numerator, "
            "case when any_value(m.weighed) then coalesce(sum(weight) filter "
            "(value is not null or not m.left_out), 0) end as denominator, "
            "count(*) filter (value is null) as unknown, count(*) as cases "
            "from read_parquet($path, hive_partitioning=false) c join asked m using (measure) "
            f"where c.team = $team{own} "
            "and (m.starts is null or happened_on between m.starts and $as_at) "
            "group by measure, c.worker order by measure, place", given).df()


def period_starts(measure: Measure, period: str, as_at: dt.date) -> dt.date:
    """The first day of a period; of the headline one where the measure has no such period."""
    chosen = period if period in measure.period else measure.headline_period
    return as_at.replace(day=1) if chosen == "month" else year_start(as_at)
