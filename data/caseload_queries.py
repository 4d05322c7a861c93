"""Questions about caseloads: children for one full-time post, as bands and worker by worker."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data import audit
from data.asking import NotAllowed
from data.measures.catalogue import Measure
from data.measures.tallies import REVIEWING_OFFICERS, SOCIAL_WORKERS, Load
from data.places import Place
from data.tally_queries import TallyQueries, chosen, of_place, rows_of
from data.viewers import Viewer

CASELOADS = {"social-workers": SOCIAL_WORKERS, "reviewing-officers": REVIEWING_OFFICERS}
"""Whose caseloads, and the measure whose cases they are."""


class WorkersCaseload(NamedTuple):
    """One worker's. ``worker`` is the id, or empty where the viewer may not see whose it is;
    ``each`` the children for one full-time post, None where the share of a week is not known.
    ``children`` is None where the snapshot does not say how many such a worker holds.
    """

    worker: str
    children: int | None
    full_time_equivalent: float | None
    each: float | None
    newly_qualified: bool
    agency: bool


@dataclass(frozen=True)
class Caseload:
    """A place's. ``bands`` counts the workers up to each band's end and above the last;
    ``not_known`` those whose share of a week is not: neither they nor their children are in any of
    the other numbers, as in the measure's figure. ``newly_qualified_over`` are those newly
    qualified with more than they should hold. ``workers`` are those whom the viewer may see singly,
    most children first where they are named and least first where they are not.
    """

    place: str
    name: str
    short: str
    workers: tuple[WorkersCaseload, ...]
    children: int
    full_time_equivalent: float
    each: float | None
    bands: tuple[int, ...]
    not_known: int
    newly_qualified: int
    newly_qualified_over: int


Workers = Sequence[tuple[Load, WorkersCaseload]]


class CaseloadQueries(TallyQueries):
    """Caseloads of a place and of each of its parts."""

    def caseload_bands(self, whose: str) -> tuple[int, ...]:
        """Where the bands part, for social workers or reviewing officers."""
        settings = self.authority.caseloads
        return settings.reviewing_officer if whose == "reviewing-officers" else settings.bands

    def caseloads(
        self, viewer: Viewer, place: str, as_at: dt.date, *, whose: str = "social-workers",
    ) -> list[Caseload]:
        """The place first, then its parts: areas of the county, teams of an area.

        The numbers are those of figures, and workers are named within one team only. Who leads
        places (analyst, director, head) sees the workers of every place singly, without a name; a
        manager those of the own team; a worker there the own. Raises NotAllowed for members of the
        committee and the board, NotFound.
        """
        measure = self.measure(viewer, CASELOADS[whose])
        found = self.place(viewer, place, measure=measure)
        if not viewer.may_see_children:
            raise NotAllowed
        named = found.level == "team"
        workers = [(row, _worker(row, named=named)) for row in rows_of(chosen(
            self._tally(self.snapshot(viewer, as_at), "caseloads"),
            [("measure", measure.id), *of_place(found)]), Load)]
        loads = [
            self._caseload(viewer, one, of_one, whose, named=named)
            for one, of_one in [(found, workers), *self._split(viewer, found, workers, measure)]]
        if found.level == "team":
            audit.note(caseloads=found.id, as_at=as_at, rows=len(loads[0].workers))
        return loads

    def _split(
        self, viewer: Viewer, whole: Place, workers: Workers, measure: Measure,
    ) -> Iterator[tuple[Place, Workers]]:
        """The parts somebody works in, as far as the viewer may see figures of them: teams of an
        area; areas of the county and its county-wide teams, and the rest, so that they add up.
        """
        teams = [team for team in self.places.teams
                 if whole.level != "team" and team.parent == (
                     None if whole.level == "authority" else whole.id)
                 and viewer.may_see_figures_of(team, self.places, measure)]
        areas = self.places.localities if whole.level == "authority" else ()
        for part in (*areas, *teams):
            if held := [one for one in workers if part.id in (one[0].team, one[0].locality)]:
                yield part, held
        shown = {team.id for team in teams}
        rest = [one for one in workers if one[0].locality is None and one[0].team not in shown]
        if whole.level == "authority" and rest:
            yield self.places.no_locality, rest

    def _caseload(
        self, viewer: Viewer, place: Place, everyone: Workers, whose: str, *, named: bool,
    ) -> Caseload:
        ends, most = self.caseload_bands(whose), self.authority.caseloads.newly_qualified
        known = [worker for _, worker in everyone if worker.each is not None]
        bands = [0] * (len(ends) + 1)
        for worker in known:
            bands[_band(worker.each or 0, ends, whose)] += 1
        children = sum(worker.children or 0 for worker in known)
        full_time = sum(worker.full_time_equivalent or 0 for worker in known)
        new = [worker for worker in known if worker.newly_qualified]
        return Caseload(
            place.id, place.name, place.short, tuple(sorted(
                (worker for row, worker in everyone if _may_see_singly(viewer, place, row)),
                key=lambda w: (-(w.each or 0) if named else (w.each or 0), w.worker))),
            children=children, full_time_equivalent=full_time,
            each=children / full_time if full_time else None, bands=tuple(bands),
            not_known=len(everyone) - len(known), newly_qualified=len(new),
            newly_qualified_over=sum((w.each or 0) > most for w in new))


def _may_see_singly(viewer: Viewer, place: Place, row: Load) -> bool:
    if viewer.role in ("manager", "worker") and place.id != viewer.place:
        return False
    return viewer.role != "worker" or row.worker == viewer.worker


def _band(each: float, ends: Sequence[int], whose: str) -> int:
    """The number of a band: each ends with its last child, but guidance is a range with both."""
    if whose == "reviewing-officers":
        return (each >= ends[0]) + (each > ends[1])
    return bisect_left(ends, each)


def _worker(row: Load, *, named: bool) -> WorkersCaseload:
    share, held = row.full_time_equivalent, row.children
    each = round(held / share, 6) if share and held is not None else None  # 21 / 0.7 is 30
    return WorkersCaseload(
        row.worker if named else "", held, share, each, row.newly_qualified, row.agency)
