"""Questions that a surgery's agenda asks beside those of other pages: what falls due against what
was managed before, and what is not known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

import numpy as np

from data import audit
from data.agenda import (
    AS_USUAL,
    LESS_THAN_USUAL,
    MORE_THAN_BEST,
    MORE_THAN_USUAL,
    TOO_FEW_MONTHS,
    Agenda,
    Blank,
    Demand,
    Nobody,
)
from data.agenda_places import Agendas
from data.findings_queries import FindingsQueries, LeftOut
from data.measures.due import DAYS
from data.measures.tallies import Done, Unnamed
from data.places import Place
from data.status import SMALLEST_SHARE, bounds
from data.tally_queries import TallyQueries
from data.unallocated_queries import UnallocatedQueries
from data.undone import Undone
from data.viewers import Viewer

MONTHS_MANAGED = 12
FEWEST_MONTHS = 6
"""Under so many months nobody can say what a team usually manages."""
AHEAD, WHOLE_MONTH = dt.timedelta(days=30), dt.timedelta(days=27)
"""How far ahead a month looks, and from the first to the last day of the shortest."""
Months = dict[dt.date, dict[str | None, tuple[int, int]]]
"""What was done in the month to a date, by place: of what is done again and again, and of what is
done once."""


class AgendaQueries(Agendas, FindingsQueries, UnallocatedQueries, TallyQueries):
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
        months, measures = self._managed(viewer, agenda, as_at, part)
        parts = self.places.localities if agenda.service else [
            team for team in self.places.teams if team.parent == agenda.place]
        ids = {one.id for one in parts}
        everywhere: Months = {day: {agenda.place: (
            sum(again for again, _ in of.values()),
            sum(once for one, (_, once) in of.items() if one in ids))}
            for day, of in months.items()}
        whole = self.places.by_id[agenda.place]
        again = undone.where("measure", measures)
        found = [_demand(agenda, whole, undone, held, again, everywhere), *(
            _demand(agenda, one, undone, held & undone.having(part, one.id), again, months)
            for one in parts)]
        audit.note(demand=agenda.id, as_at=as_at, until=found[0].until, rows=len(found))
        return found[:1] + [one for one in found[1:] if one.overdue or one.due]

    def _managed(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date, part: str,
    ) -> tuple[Months, set[str]]:
        """How many things were done in the month to each of the dates before, by part, and the
        measures of those that are done again and again of which any was: of these what the viewer
        may list, of what is done once all that the agenda talks about.
        """
        within = {measure: self._conditions(scope, agenda.place) for scope, measures in
                  self._due_scopes(viewer, agenda.place, agenda.service) for measure in measures}
        days = [max(month) for _, month in groupby(
            (day for day in self.dates(viewer) if day <= as_at), key=lambda d: (d.year, d.month))
        ][-MONTHS_MANAGED:]
        found: Months = {}
        measures: set[str] = set()
        done_again = self._done_again
        for day in days:
            of_day = found[day] = {}
            for row in self._tally(self.snapshot(viewer, day), "done", Done):
                measure, done = row.measure, row.done
                of = row.team if part == "team" else row.locality
                again, once = of_day.get(of, (0, 0))
                if measure in done_again:
                    measures.add(measure)
                    if measure in within and _is(row, within[measure]):
                        of_day[of] = again + done, once
                elif measure in agenda.measures:
                    of_day[of] = again, once + done
        return found, measures

    @cached_property
    def _done_again(self) -> set[str]:
        """The measures of things that are done again and again: shares of those open (stock)."""
        return {measure.id for measure in self.catalogue.values() if measure.kind == "stock"}

    def nobody_named(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date,
    ) -> list[Nobody]:
        """The children of an area whom nobody is named for, longest first: those of the list of
        that name, with what is late for them. Raises NotAllowed.
        """
        within = self._conditions(self._unallocated_scope(viewer), agenda.place)
        rows = [row for row in self._tally(
            self.snapshot(viewer, as_at), "nobody", Unnamed) if _is(row, within)]
        audit.note(unallocated=agenda.place, as_at=as_at, rows=len(rows))
        if not rows:
            return []
        undone = self.undone(viewer, as_at)
        late = self._due_where(viewer, self.authority.id, as_at, "", "") & undone.overdue & (
            undone.where("person", {row.person for row in rows}))
        things = Counter(undone.name("person", undone.code("person")[late].tolist()))
        return [Nobody(row.person, row.team, (as_at - row.since).days if row.since else None,
                       things[row.person]) for row in rows]

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


def _is(row: Done | Unnamed, conditions: Sequence[tuple[str, str | None]]) -> bool:
    return all(getattr(row, column) == value for column, value in conditions)


def _demand(
    agenda: Agenda, place: Place, undone: Undone, held: np.ndarray, again: np.ndarray,
    months: Months,
) -> Demand:
    """``held`` are the place's rows of what is undone; only those ``again`` are of a kind whose
    doing is counted.
    """
    until = min(agenda.next, undone.as_at + dt.timedelta(days=DAYS))
    overdue, due = held & undone.overdue, held & undone.due_by(until)
    late = undone.code("person")[overdue]
    to_do = int(np.count_nonzero(
        held & again & (undone.overdue | undone.due_by(undone.as_at + AHEAD))))
    done = [of.get(place.id, (0, 0)) for day, of in months.items()
            if place.open_at(day) and place.open_at(day - WHOLE_MONTH)]
    counted = [number for number, _ in done]
    comparable = 0 < sum(counted) >= sum(once for _, once in done)
    enough = comparable and len(done) >= FEWEST_MONTHS
    return Demand(
        place.id, place.name, place.short, len(late), len(np.unique(late[late >= 0])),
        int(np.count_nonzero(due)), until, until == agenda.next,
        to_do if comparable else None, len(done),
        usual(counted) if enough else None, max(counted) if enough else None,
        demand_reading(to_do, counted) if comparable else "")


def usual(done: Sequence[int]) -> tuple[int, int]:
    """From where to where the middle half of the months lie: of twelve, the middle six."""
    ordered, out = sorted(done), len(done) // 4
    return ordered[out], ordered[-1 - out]


def demand_reading(to_do: int, done: Sequence[int]) -> str:
    """How what is to be done within a month stands against what was ``done``, month by month."""
    if not to_do:
        return ""
    if len(done) < FEWEST_MONTHS:
        return TOO_FEW_MONTHS
    if to_do > max(done):
        return MORE_THAN_BEST
    low, high = usual(done)
    return MORE_THAN_USUAL if to_do > high else LESS_THAN_USUAL if to_do < low else AS_USUAL
