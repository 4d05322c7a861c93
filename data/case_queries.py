"""Questions about cases: the list behind a figure, and the figures of a team's workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import pandas as pd

from data import audit
from data.asking import Asking, NotAllowed, NotFound
from data.case_list import SORTS, STATUSES, CaseList, Chosen, case_list
from data.measures.calculate import year_start
from data.measures.catalogue import Measure
from data.places import NO_LOCALITY, NO_WORKER
from data.viewers import Scope, Viewer

PERIODS = ("point", "month", "year")


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
        having = [("measure", asked.id), *self._conditions(viewer.may_see_cases(asked), place)]
        if worker:
            having.append(("worker", None if worker == NO_WORKER else worker))
        starts = period_starts(asked, period, as_at) if asked.kind == "flow" else None
        found = case_list(
            snapshot.entry.path / "cases.parquet", having,
            Chosen(asked.kind, as_at, starts, search, status, sort, descending),
            page=page, size=size)
        audit.note(measure=measure, place=place, as_at=as_at, status=status,
                   rows=len(found.table), of=found.total)
        return found

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


def period_starts(measure: Measure, period: str, as_at: dt.date) -> dt.date:
    """The first day of a period; of the headline one where the measure has no such period."""
    chosen = period if period in measure.period else measure.headline_period
    return as_at.replace(day=1) if chosen == "month" else year_start(as_at)
