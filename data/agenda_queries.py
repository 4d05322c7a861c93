"""Questions that a surgery's agenda asks beside those of other pages: what falls due against what
was managed before, and what is not known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby
from statistics import median

import numpy as np
import pyarrow as pa

from data import audit
from data.agenda import (
    AS_USUAL,
    MORE_THAN_EVER,
    MORE_THAN_USUAL,
    TOO_FEW_MONTHS,
    WITH_OVERDUE,
    Agenda,
    Blank,
    Demand,
    Nobody,
)
from data.agenda_places import Agendas
from data.findings_queries import FindingsQueries, LeftOut
from data.measures.catalogue import Measure
from data.measures.due import DAYS
from data.places import Place
from data.status import SMALLEST_SHARE, bounds
from data.unallocated_queries import UnallocatedQueries
from data.undone import Undone
from data.viewers import Viewer

MONTHS_MANAGED = 12
FEWEST_MONTHS = 6
"""Under so many months nobody can say what a team usually manages."""
MONTH, WHOLE_MONTH = 365.25 / 12, dt.timedelta(days=27)
"""Days of a month on average, and those between the first and the last of the shortest."""
KEPT_MONTHS = 40


class AgendaQueries(Agendas, FindingsQueries, UnallocatedQueries):
    """What an agenda asks."""

    def demand(self, viewer: Viewer, agenda: Agenda, as_at: dt.date) -> list[Demand]:
        """The whole first, then its parts that have anything to do: an area's teams, a service's
        areas; of what the viewer may list.

        Raises NotAllowed for who may list nothing there, and NotFound for a service in which
        nothing can be overdue.
        """
        part = "locality" if agenda.service else "team"
        undone = self.undone(viewer, as_at)
        held = self._due_where(viewer, agenda.place, as_at, "", agenda.service)
        months = self._managed(viewer, agenda, as_at, part)
        parts = self.places.localities if agenda.service else [
            team for team in self.places.teams if team.parent == agenda.place]
        everywhere: dict[dt.date, dict[str | None, int]] = {
            day: {agenda.place: sum(of.values())} for day, of in months.items()}
        whole = self.places.by_id[agenda.place]
        again = undone.where("measure", [m.id for m in self._done_again])
        found = [_demand(agenda, whole, undone, held, again, everywhere), *(
            _demand(agenda, one, undone, held & undone.having(part, one.id), again, months)
            for one in parts)]
        audit.note(demand=agenda.id, as_at=as_at, until=found[0].until, rows=len(found))
        return found[:1] + [one for one in found[1:] if one.overdue or one.due]

    def _managed(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date, part: str,
    ) -> dict[dt.date, dict[str | None, int]]:
        """How many things were done in the month to each of the dates before, by part."""
        where, given = self._due_within(viewer, agenda.place, as_at, "", agenda.service)
        del given["as_at"]
        days = [max(month) for _, month in groupby(
            (day for day in self.dates(viewer) if day <= as_at), key=lambda d: (d.year, d.month))
        ][-MONTHS_MANAGED:]
        cursor = self._db.cursor()
        cursor.register("managed", pa.concat_tables(
            self._managed_rows(viewer, day) for day in days))
        found: dict[dt.date, dict[str | None, int]] = {day: {} for day in days}
        for day, of, done in cursor.execute(
                f"select as_at, {part}, sum(done)::integer from managed where {where} "
                "group by all", given).fetchall():
            found[day][of] = done
        return found

    def _managed_rows(self, viewer: Viewer, day: dt.date) -> pa.Table:
        """What was done in the month to a date of the things that have a clock and can be done
        again: as_at, measure, team, locality and done. Those of the dates looked at last are kept.
        """
        snapshot = self.snapshot(viewer, day)
        seal = snapshot.manifest["seal"]
        found = self._kept_managed.get(seal)
        if found is None:
            stock = ", ".join(f"'{m.id}'" for m in self._done_again)
            found = self._kept_managed[seal] = self._db.cursor().sql(
                "select cast($as_at as date) as as_at, measure, team, locality, "
                "count(*)::integer as done from read_parquet($path, hive_partitioning=false) "
                f"where measure in ({stock or 'null'}) and due_on is not null "
                "and done_on > cast($as_at as date) - interval 1 month and done_on <= $as_at "
                "group by all",
                params={"path": str(snapshot.entry.path / "cases.parquet"), "as_at": day},
            ).to_arrow_table()
            for old in list(self._kept_managed)[:-KEPT_MONTHS]:
                self._kept_managed.pop(old, None)
        return found

    @cached_property
    def _done_again(self) -> list[Measure]:
        """The measures of things that are done again and again: shares of those open (stock)."""
        return [measure for measure in self.catalogue.values() if measure.kind == "stock"]

    @cached_property
    def _kept_managed(self) -> dict[str, pa.Table]:
        """What was done in the month to a date, by the seal of its snapshot."""
        return {}

    def nobody_named(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date,
    ) -> list[Nobody]:
        """The children of an area whom nobody is named for, longest first: those of the list of
        that name, with what is late for them. Raises NotAllowed.
        """
        where, given = self._unallocated_within(viewer, agenda.place)
        given |= {"as_at": as_at, "path": str(
            self.snapshot(viewer, as_at).entry.path / "cases.parquet")}
        rows = self._db.cursor().execute(
            "select person, team, cast($as_at as date) - happened_on "
            f"from read_parquet($path, hive_partitioning=false) where {where} "
            "order by happened_on nulls first, person", given).fetchall()
        audit.note(unallocated=agenda.place, as_at=as_at, rows=len(rows))
        if not rows:
            return []
        undone = self.undone(viewer, as_at)
        late = self._due_where(viewer, self.authority.id, as_at, "", "") & undone.overdue & (
            undone.where("person", {person for person, _, _ in rows}))
        things = Counter(undone.name("person", undone.code("person")[late].tolist()))
        return [Nobody(person, team, days, things[person]) for person, team, days in rows]

    def blanks(self, viewer: Viewer, agenda: Agenda, as_at: dt.date) -> list[Blank]:
        """The agenda's measures with something not known, those first that it could change most.
        """
        figures, place = self.edition.figures[as_at], self.places.by_id[agenda.place]
        found = []
        for measure in agenda.measures.values():
            figure = figures.one(place.level, place.id, measure.id, measure.headline_period)
            if figure is None or not figure.unknown > 0:
                continue
            worst = best = None
            if (measure.unit == "percent" and not measure.share_of
                    and figure.cases >= SMALLEST_SHARE):
                of = figure.denominator + (
                    figure.unknown if measure.unknown == "left_out" else 0)
                worst, best = bounds(figure.numerator, of, figure.unknown)
            found.append(Blank(
                measure.id, int(figure.unknown), int(figure.cases), worst, best))
        return sorted(found, key=lambda blank: (
            -(blank.best - blank.worst) if blank.best is not None and blank.worst is not None
            else math.inf, -blank.unknown))

    def left_out_of(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date,
    ) -> list[tuple[str, list[LeftOut]]]:
        """The agenda's measures from which faults of the extract keep rows or values out, those
        with most first, each with what is left out of it in the whole county.
        """
        found = [(measure, self.left_out(viewer, measure, as_at)) for measure in agenda.measures]
        return sorted(((measure, kinds) for measure, kinds in found if kinds),
                      key=lambda one: -sum(kind.count or 0 for kind in one[1]))


def _demand(
    agenda: Agenda, place: Place, undone: Undone, held: np.ndarray, again: np.ndarray,
    months: Mapping[dt.date, Mapping[str | None, int]],
) -> Demand:
    """``held`` are the place's rows of what is undone; only those ``again`` are of a kind whose
    doing is counted.
    """
    until = min(agenda.next, undone.as_at + dt.timedelta(days=DAYS))
    overdue, due = held & undone.overdue, held & undone.due_by(until)
    late = undone.code("person")[overdue]
    days = (until - undone.as_at).days
    done = [of.get(place.id, 0) * days / MONTH for day, of in months.items()
            if place.open_at(day) and place.open_at(day - WHOLE_MONTH)]
    enough = len(done) >= FEWEST_MONTHS
    return Demand(
        place.id, place.name, place.short, len(late), len(np.unique(late[late >= 0])),
        int(np.count_nonzero(due)), until, until == agenda.next, days, len(done),
        median(done) if enough else None, max(done) if enough else None,
        demand_reading(int(np.count_nonzero(due & again)),
                       int(np.count_nonzero(overdue & again)), done))


def demand_reading(due: int, overdue: int, done: Sequence[float]) -> str:
    """How what falls due, and what is overdue, stands against what was ``done`` in as many days,
    month by month.
    """
    if not due:
        return ""
    if len(done) < FEWEST_MONTHS:
        return TOO_FEW_MONTHS
    if due > max(done):
        return MORE_THAN_EVER
    if due + overdue > max(done):
        return WITH_OVERDUE
    return MORE_THAN_USUAL if due > median(done) else AS_USUAL
