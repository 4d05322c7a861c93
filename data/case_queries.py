"""Questions about cases: the list behind a figure, and the figures of a team's workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from data import audit
from data.asking import Asking, NotAllowed, NotFound
from data.measures.calculate import year_start
from data.measures.catalogue import Measure
from data.measures.due import OVERDUE
from data.places import NO_LOCALITY, NO_WORKER
from data.viewers import Scope, Viewer

STATUSES = ("all", "missed", "overdue", "due", "met", "unknown")
SORTS = ("due_on", "done_on", "happened_on", "person", "worker", "team", "value")
PERIODS = ("point", "month", "year")
_CASE_COLUMNS = (
    '"case", person, worker, team, locality, value, happened_on, due_on, done_on, reason')
_DAYS_OVER = "cast($as_at - due_on as integer) as days_over"
_DAYS_OVER_WHEN_DONE = "cast(coalesce(done_on, $as_at) - due_on as integer) as days_over"
"""A flow's cases are over: late is how late they were done, not how long ago that is."""
_COUNT = 'count(*) filter ({1}) as "how many {0}"'


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
        given |= {"path": str(snapshot.entry.path / "cases.parquet"), "as_at": as_at}
        tests = _statuses(asked)
        order = f"{sort} {'desc' if descending else 'asc'} nulls last, \"case\""
        days_over = _DAYS_OVER_WHEN_DONE if asked.kind == "flow" else _DAYS_OVER

        def read(page: int) -> tuple[dict[str, int], pd.DataFrame]:
            """How many there are of each status, and a page: the file is read once for both."""
            found = self._db.cursor().execute(
                f"with found as materialized (select {_CASE_COLUMNS}, {days_over} "
                f"from read_parquet($path, hive_partitioning=false) where {where}), "
                f"counted as (select {', '.join(_COUNT.format(*one) for one in tests.items())} "
                "from found), "
                f"listed as (select * from found where {tests[status]} order by {order} "
                f"limit {int(size)} offset {int((page - 1) * size)}) "
                f"select * from counted left join listed on true order by {order}", given).df()
            counts = {name: int(found[f"how many {name}"].iloc[0]) for name in tests}
            rows = found.drop(columns=[f"how many {name}" for name in tests])
            return counts, rows.iloc[:max(0, counts[status] - (page - 1) * size)]

        page = max(1, page)
        counts, rows = read(page)
        total = counts[status]
        if page > (pages := max(1, -(-total // size))):
            page = pages
            counts, rows = read(page)
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
        where = ""
        given: dict[str, object] = {}
        for column, value in self._conditions(scope, place):
            if value is None:
                where += f" and {column} is null"
            else:
                where, given[f"of_{column}"] = f"{where} and {column} = $of_{column}", value
        return where, given

    def _conditions(self, scope: Scope | None, place: str) -> list[tuple[str, str | None]]:
        """The columns that say where a row belongs, and what must stand in them for it to be of a
        place and within a scope. Raises NotAllowed, NotFound.
        """
        if scope is None:
            raise NotAllowed
        found = self.places.by_id.get(place)
        if found is None and place != NO_LOCALITY:
            raise NotFound(f"no place called {place}")
        conditions: list[tuple[str, str | None]] = []
        if found is None or place == NO_LOCALITY:
            conditions.append(("locality", None))
        elif found.level != "authority":
            conditions.append((found.level, place))
        if scope.column:
            if not self._overlaps(scope, place):
                raise NotAllowed
            conditions.append((scope.column, scope.value))
        return conditions

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


def _statuses(measure: Measure) -> dict[str, str]:
    """Whether a case of a measure has each of STATUSES, as SQL."""
    overdue = OVERDUE[measure.kind]
    to_come = "due_on >= $as_at" if measure.kind == "flow" else f"not {overdue}"
    return {
        "all": "true",
        "missed": "value is distinct from 1",
        "overdue": overdue,
        "due": f"due_on <= cast($as_at as date) + 30 and {to_come}",
        "met": "value = 1",
        "unknown": "value is null",
    }


def period_starts(measure: Measure, period: str, as_at: dt.date) -> dt.date:
    """The first day of a period; of the headline one where the measure has no such period."""
    chosen = period if period in measure.period else measure.headline_period
    return as_at.replace(day=1) if chosen == "month" else year_start(as_at)
