"""Questions that a surgery's agenda asks beside those of other pages: what falls due against what
was managed before, and what is not known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
from data.measures.tallies import Unnamed
from data.places import Place
from data.status import SMALLEST_SHARE, bounds
from data.tally_queries import TallyQueries, chosen, rows_of
from data.unallocated_queries import UnallocatedQueries
from data.viewers import Viewer

MONTHS_MANAGED = 12
FEWEST_MONTHS = 6
"""Under so many months nobody can say what a team usually manages."""
AHEAD, WHOLE_MONTH = dt.timedelta(days=30), dt.timedelta(days=27)
"""How far ahead a month looks, and from the first to the last day of the shortest."""


@dataclass(frozen=True)
class Managed:
    """What was done in the month to each of ``days``, by place: ``again`` of what is done again
    and again, ``once`` of what is done once. ``measures`` are those of the first of which anything
    was done anywhere.
    """

    days: list[dt.date]
    again: Mapping[str, list[int]]
    once: Mapping[str, list[int]]
    measures: Collection[str]


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
        held = np.flatnonzero(
            self._due_where(viewer, agenda.place, as_at, "", agenda.service))
        parts = self.places.localities if agenda.service else [
            team for team in self.places.teams if team.parent == agenda.place]
        managed = self._managed(viewer, agenda, as_at, part, [one.id for one in parts])
        until = min(agenda.next, as_at + dt.timedelta(days=DAYS))
        late = undone.overdue[held]
        to_do = _ToDo(
            until, until == agenda.next, late, undone.due_by(until)[held],
            (late | undone.due_by(as_at + AHEAD)[held])
            & undone.where("measure", managed.measures)[held], undone.code("person")[held])
        found = [_demand(self.places.by_id[agenda.place], to_do, managed), *(
            _demand(one, to_do.of(undone.having(part, one.id)[held]), managed)
            for one in parts)]
        audit.note(demand=agenda.id, as_at=as_at, until=found[0].until, rows=len(found))
        return found[:1] + [one for one in found[1:] if one.overdue or one.due]

    def _managed(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date, part: str, parts: Sequence[str],
    ) -> Managed:
        """How many things were done in the month to each of the dates before, in the agenda's
        place and by part: of those that are done again and again what the viewer may list, of what
        is done once all that the agenda talks about in the parts.
        """
        days = [max(month) for _, month in groupby(
            (day for day in self.dates(viewer) if day <= as_at), key=lambda d: (d.year, d.month))
        ][-MONTHS_MANAGED:]
        tables = [self._tally(self.snapshot(viewer, day), "done") for day in days]
        done = pa.concat_tables(tables)
        month = np.repeat(np.arange(len(days)), [len(table) for table in tables])
        number = done["done"].to_numpy()
        at = pc.index_in(done[part], pa.array(parts, pa.string())).fill_null(-1).to_numpy()
        again = np.zeros(len(done), dtype=bool)
        for scope, measures in self._due_scopes(viewer, agenda.place, agenda.service):
            within = _of(done, [name for name in measures if name in self._done_again])
            for column, value in self._conditions(scope, agenda.place):
                within &= pc.equal(done[column], value).fill_null(False).to_numpy()
            again |= within
        once = (at >= 0) & _of(done, [
            name for name in agenda.measures if name not in self._done_again])

        def monthly(which: np.ndarray) -> list[int]:
            return np.bincount(month[which], number[which], len(days)).astype(int).tolist()

        each = {name: at == n for n, name in enumerate(parts)}

        def by_place(which: np.ndarray) -> dict[str, list[int]]:
            return {agenda.place: monthly(which),
                    **{name: monthly(which & own) for name, own in each.items()}}

        return Managed(days, by_place(again), by_place(once), self._done_again.intersection(
            pc.unique(done["measure"]).to_pylist()))

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
        found = rows_of(chosen(
            self._tally(self.snapshot(viewer, as_at), "nobody"), within), Unnamed)
        audit.note(unallocated=agenda.place, as_at=as_at, rows=len(found))
        if not found:
            return []
        undone = self.undone(viewer, as_at)
        late = self._due_where(viewer, self.authority.id, as_at, "", "") & undone.overdue & (
            undone.where("person", {row.person for row in found}))
        things = Counter(undone.name("person", undone.code("person")[late].tolist()))
        return [Nobody(row.person, row.team, (as_at - row.since).days if row.since else None,
                       things[row.person]) for row in found]

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


def _of(done: pa.Table, measures: Sequence[str]) -> np.ndarray:
    """Which rows of what was done are of these measures."""
    return pc.is_in(done["measure"], pa.array(measures, pa.string())).to_numpy()


class _ToDo(NamedTuple):
    """What is undone at a place, row by row: whether it is ``late``, falls ``due`` by the day
    ``until``, is late or due within a month and of a kind whose doing is counted (``soon``), and
    the number of its ``person``. ``surgery`` is whether that day is the next surgery's.
    """

    until: dt.date
    surgery: bool
    late: np.ndarray
    due: np.ndarray
    soon: np.ndarray
    person: np.ndarray

    def of(self, rows: np.ndarray) -> _ToDo:
        """Some of the rows."""
        return self._replace(late=self.late[rows], due=self.due[rows], soon=self.soon[rows],
                             person=self.person[rows])


def _demand(place: Place, to_do: _ToDo, managed: Managed) -> Demand:
    late = to_do.person[to_do.late]
    soon = int(np.count_nonzero(to_do.soon))
    whole = [n for n, day in enumerate(managed.days)
             if place.open_at(day) and place.open_at(day - WHOLE_MONTH)]
    counted = [managed.again[place.id][n] for n in whole]
    comparable = 0 < sum(counted) >= sum(managed.once[place.id][n] for n in whole)
    enough = comparable and len(whole) >= FEWEST_MONTHS
    return Demand(
        place.id, place.name, place.short, len(late), len(np.unique(late[late >= 0])),
        int(np.count_nonzero(to_do.due)), to_do.until, to_do.surgery,
        soon if comparable else None, len(whole),
        usual(counted) if enough else None, max(counted) if enough else None,
        demand_reading(soon, counted) if comparable else "")


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
