"""The few questions that a page may ask. Every one takes a viewer and answers only what that
viewer may see; figures of a committee or board member come with small numbers hidden.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Container, Iterable, Sequence
from functools import cache, partial
from typing import Any

import pandas as pd

from data.agency_queries import AgencyQueries
from data.agenda_queries import AgendaQueries
from data.agenda_signals import AgendaSignals
from data.asking import NotAllowed, NotFound
from data.benchmark_queries import BenchmarkQueries
from data.breakdown_queries import BREAKDOWNS, Breakdown, BreakdownQueries
from data.case_list import SORTS, STATUSES, CaseList
from data.caseload_queries import CaseloadQueries
from data.child_queries import Child, ChildQueries
from data.configuration import read_configuration
from data.disclosure.files import PublicFiles
from data.due_queries import DueList, Workload
from data.effect_queries import EffectQueries
from data.findings_queries import FindingsQueries, LeftOut
from data.lateness_queries import LatenessQueries, LateTogether
from data.measures.catalogue import Measure
from data.morning_queries import MorningQueries
from data.owner_queries import OwnerQueries
from data.places import NO_WORKER, REMAINDERS, Place
from data.quality_queries import QualityQueries
from data.revision_queries import RevisionQueries
from data.settings import Settings, settings
from data.signal_queries import SignalQueries
from data.snapshots.figures import Figure, Figures, figures_of
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.status import SMALLEST_SHARE, value
from data.unallocated_queries import UnallocatedQueries
from data.viewers import Viewer
from data.worded import Worded, frame, worded

__all__ = ["BREAKDOWNS", "SORTS", "STATUSES", "Breakdown", "CaseList", "Child", "DueList",
           "LateTogether", "LeftOut", "NotAllowed", "NotFound", "Queries", "Workload",
           "open_queries", "queries"]
MONTHS = 13
"""Twelve months to the date, and the same month a year before."""


class Queries(AgencyQueries, AgendaQueries, AgendaSignals, BenchmarkQueries, BreakdownQueries,
              CaseloadQueries, ChildQueries, EffectQueries, FindingsQueries, LatenessQueries,
              MorningQueries, OwnerQueries, QualityQueries, RevisionQueries, SignalQueries,
              UnallocatedQueries):
    """Answers from what is live: figures here, all else in the classes below it, one a subject.
    One for a process: ``queries()``.
    """

    @property
    def key(self) -> str:
        """What tells one state of everything that can be asked from another."""
        return f"{self.edition.key}{self.benchmarks_key}{self.signals_key}"

    def _figures(self, viewer: Viewer, day: dt.date) -> Figures:
        """A date's figures, as this viewer may see them."""
        edition = self.edition
        return (edition.figures if viewer.sees_small_numbers else edition.public_figures)[day]

    def _wanted(self, viewer: Viewer, measures: Collection[str] | None) -> list[Measure]:
        """These measures, or all, in the catalogue's order. Raises NotFound."""
        if measures is None:
            return list(self.catalogue.values())
        asked = {self.measure(viewer, measure).id for measure in measures}
        return [measure for name, measure in self.catalogue.items() if name in asked]

    def worded(self, figures: Iterable[Figure], **beside: Sequence[object]) -> pd.DataFrame:
        """Figures as rows, with ``value``, ``status``, ``short_by`` and ``beside``: more columns,
        one value a row. A figure of no period is one that the extract does not hold.
        """
        return frame([worded(self.catalogue, figure) for figure in figures], **beside)

    def standing(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """One row a measure, in the catalogue's order, for a place at a date; all measures, or
        only those of these ids.

        Columns: measure, level, period, numerator, denominator, unknown, cases, hidden, value,
        status, short_by and lacking (a list, when the extract has not what it takes).
        """
        return self._standing(viewer, place, as_at, self._wanted(viewer, measures))

    def _standing(
        self, viewer: Viewer, place: str, as_at: dt.date, wanted: Sequence[Measure],
        **beside: Sequence[object],
    ) -> pd.DataFrame:
        snapshot = self.snapshot(viewer, as_at)
        found = self.place(viewer, place)
        figures = self._figures(viewer, snapshot.as_at)
        nothing = partial(
            Figure, as_at, place=found.id, level=found.level, period="", numerator=math.nan,
            denominator=math.nan, unknown=math.nan, cases=math.nan)
        return self.worded(
            [figures.one(found.level, found.id, m.id, self.period_of(viewer, m)) or nothing(m.id)
             for m in wanted],
            lacking=[snapshot.lacking.get(m.id, []) for m in wanted], **beside)

    def scorecard(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """As ``standing``, with ``trend``: the values of up to MONTHS dates to this one, oldest
        first; empty where there is none, and for a share of fewer than SMALLEST_SHARE cases.
        """
        wanted = self._wanted(viewer, measures)
        level = self.place(viewer, place).level
        days = [d for d in self.edition.snapshots if d <= as_at][-MONTHS:]
        by_day = [self._figures(viewer, day) for day in days]
        return self._standing(viewer, place, as_at, wanted, trend=[
            _trend(measure, [figures.one(level, place, measure.id, self.period_of(viewer, measure))
                             for figures in by_day])
            for measure in wanted])

    def side_by_side(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None, period: str = "", teams: bool = False,
    ) -> pd.DataFrame:
        """The parts of a place at a date: localities of the authority (with ``teams`` the teams
        of all localities instead), teams of a locality, or workers of a team.

        One row a measure (all, or those of these ids) and part, headline period unless another is
        given; columns as ``standing`` (without lacking) and ``place``, ``name``, ``short``. What
        is in none of the parts comes last, when there is any, so that the parts add up, as far as
        the viewer may see them: a worker's row counts the cases of this team only, and a head sees
        the teams of another area by the measures of the own service.
        """
        rows, names, shorts = self._rows_beside(
            viewer, place, as_at, measures=measures, period=period, teams=teams)
        return frame(rows, name=names, short=shorts)

    def beside(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None, period: str = "", teams: bool = False,
    ) -> list[dict[str, Any]]:
        """As ``side_by_side``, one dictionary a row."""
        return [{**row._asdict(), "name": name, "short": short}
                for row, name, short in zip(*self._rows_beside(
                    viewer, place, as_at, measures=measures, period=period, teams=teams),
                    strict=True)]

    def _rows_beside(
        self, viewer: Viewer, place: str, as_at: dt.date, *, measures: Collection[str] | None,
        period: str, teams: bool,
    ) -> tuple[list[Worded], list[str], list[str]]:
        """The figures of the parts of a place, and the names and short names of these."""
        wanted, whole = self._asked_beside(viewer, place, measures)
        if whole.level == "team":
            rows = self._by_worker(viewer, whole.id, as_at, wanted, period)
            names = [REMAINDERS.get(row.place, row.place) for row in rows]
            return rows, names, names
        rows = self.figures_beside(
            viewer, place, as_at, measures=measures, period=period, teams=teams)
        parts = [self.places.by_id[row.place] for row in rows]
        return rows, [part.name for part in parts], [part.short for part in parts]

    def figures_beside(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None, period: str = "", teams: bool = False,
    ) -> list[Worded]:
        """As ``side_by_side`` of the authority or a locality, without a frame: for what asks of
        many measures.
        """
        wanted, whole = self._asked_beside(viewer, place, measures)
        found = self._figures(viewer, as_at)
        periods = {measure.id: self.period_of(viewer, measure, period) for measure in wanted}
        return [
            worded(self.catalogue, figure)
            for part in (self._teams() if teams else self._parts(whole)) for measure in wanted
            if (figure := found.one(part.level, part.id, measure.id, periods[measure.id]))
            and self._beside(viewer, part, measure, figure, as_at)]

    def _asked_beside(
        self, viewer: Viewer, place: str, measures: Collection[str] | None,
    ) -> tuple[list[Measure], Place]:
        """The measures, and a place that may be seen by every one that is asked for, or by none in
        particular.
        """
        wanted = self._wanted(viewer, measures)
        whole, *_ = [self.place(viewer, place, measure=m) for m in (wanted if measures else [None])]
        return wanted, whole

    def _beside(
        self, viewer: Viewer, part: Place, measure: Measure, figure: Figure, as_at: dt.date,
    ) -> bool:
        """Whether a part's figure stands beside the others: what is in none only where there is
        any, and a team that has closed only while it still has cases.
        """
        if not viewer.may_see_figures_of(part, self.places, measure):
            return False
        if part.id in REMAINDERS:
            return figure.cases != 0
        return part.open_at(as_at) or figure.cases > 0

    def _teams(self) -> tuple[Place, ...]:
        return tuple(team for team in self.places.teams if team.parent)

    def _parts(self, whole: Place) -> tuple[Place, ...]:
        if whole.level == "locality":
            return tuple(team for team in self.places.teams if team.parent == whole.id)
        return (*self.places.localities, self.places.no_locality)

    def _by_worker(
        self, viewer: Viewer, team: str, as_at: dt.date, wanted: list[Measure], period: str,
    ) -> list[Worded]:
        rows = self.worker_figures(viewer, team, as_at, wanted, period=period)
        figures = sorted(
            figures_of(rows.assign(as_at=as_at)), key=lambda f: f.place == NO_WORKER)
        return [worded(self.catalogue, figure) for figure in figures]

    def history(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, months: int = 36,
        period: str | None = None,
    ) -> pd.DataFrame:
        """A measure at a place over time, to the date, oldest first: columns as ``scorecard``
        with ``as_at``. ``period`` is the headline one unless given.
        """
        return frame(
            self.figures_over(viewer, measure, place, as_at, months=months, period=period))

    def figures_over(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, months: int = 36,
        period: str | None = None, only: Container[dt.date] | None = None,
    ) -> list[Worded]:
        """As ``history``, without a frame: for what asks of many measures. ``only`` names those of
        the dates that are wanted.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        edition = self.edition
        held = edition.figures if viewer.sees_small_numbers else edition.public_figures
        days = [d for d in edition.snapshots if d <= as_at][-months:]
        if only is not None:
            days = [day for day in days if day in only]
        wanted = self.period_of(viewer, asked, period)
        figures = (held[day].one(found.level, found.id, asked.id, wanted) for day in days)
        return [worded(self.catalogue, figure) for figure in figures if figure]

    def figure(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *,
        period: str | None = None,
    ) -> dict[str, Any] | None:
        """One figure, worded; None when the extract has not what it takes."""
        rows = self.figures_over(viewer, measure, place, as_at, months=1, period=period)
        return rows[0]._asdict() if rows and rows[0].as_at == as_at else None

    def all_figures(
        self, viewer: Viewer, as_at: dt.date, *, place: str | None = None,
        measure: str | None = None, revision: int | None = None,
    ) -> pd.DataFrame:
        """Every figure the viewer may see at a date, worded: those that stand, or those of an
        earlier revision, which members of the committee and the board may not ask for. Raises
        NotFound, NotAllowed.
        """
        snapshot = self.snapshot(viewer, as_at)
        entry = snapshot.entry if revision is None else self.revision(viewer, as_at, revision)
        if viewer.sees_small_numbers:
            figures = figures_of(self.live.store.figures(entry).to_pandas())
        else:
            figures = list(self._figures(viewer, snapshot.as_at))
        wanted = self.measure(viewer, measure).id if measure else ""
        return self.worded([
            f for f in figures
            if (not place or f.place == place) and (not wanted or f.measure == wanted)
            and self._figure_allowed(viewer, f.place, f.level, f.measure)])

    def _figure_allowed(self, viewer: Viewer, place: str, level: str, measure: str) -> bool:
        if viewer.role in ("analyst", "director"):
            return True
        if level == "worker":
            return False
        found = self.places.by_id.get(place)
        return found is not None and viewer.may_see_figures_of(
            found, self.places, self.catalogue.get(measure))


def _trend(measure: Measure, figures: Sequence[Figure | None]) -> list[float]:
    """The values of a measure's figures, one a date; empty where there is no figure at all."""
    if not any(figures):
        return []
    return [value(measure, f.numerator, f.denominator)
            if f and (measure.unit != "percent" or f.cases >= SMALLEST_SHARE) else math.nan
            for f in figures]


@cache
def queries() -> Queries:
    """The queries of this process, by its settings."""
    return open_queries(settings())


def open_queries(chosen: Settings) -> Queries:
    """Queries over a store, for an authority. Raises AuthorityFileError."""
    authority, catalogue = read_configuration(chosen.authority)
    live = Live(Store(chosen.store), refresh_seconds=chosen.refresh_seconds,
                public=PublicFiles.of(chosen.store, authority, catalogue))
    return Queries(live, authority, catalogue)
