"""The few questions that a page may ask. Every one takes a viewer and answers only what that
viewer may see; figures of a committee or board member come with small numbers hidden.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from functools import cache, partial

import numpy as np
import pandas as pd

from data.asking import NotAllowed, NotFound
from data.authority import read_authority
from data.benchmark_queries import BenchmarkQueries
from data.breakdown_queries import BREAKDOWNS, Breakdown, BreakdownQueries
from data.case_queries import SORTS, STATUSES, CaseList, DueList, Workload
from data.caseload_queries import CaseloadQueries
from data.child_queries import Child, ChildQueries
from data.disclosure.files import PublicFiles
from data.findings_queries import FindingsQueries, LeftOut
from data.lateness_queries import LatenessQueries, LateTogether
from data.measures.catalogue import Measure, read_catalogue
from data.places import NO_WORKER, REMAINDERS, Place
from data.quality_queries import QualityQueries
from data.revision_queries import RevisionQueries
from data.settings import Settings, settings
from data.snapshots.figures import Figure, Figures, figures_of
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.status import SMALLEST_SHARE, short_by, status, value
from data.unallocated_queries import UnallocatedQueries
from data.viewers import Viewer

__all__ = ["BREAKDOWNS", "SORTS", "STATUSES", "Breakdown", "CaseList", "Child", "DueList",
           "LateTogether", "LeftOut", "NotAllowed", "NotFound", "Queries", "Workload",
           "open_queries", "queries"]
MONTHS = 13
"""Twelve months to the date, and the same month a year before."""


class Queries(BenchmarkQueries, BreakdownQueries, CaseloadQueries, ChildQueries, FindingsQueries,
              LatenessQueries, QualityQueries, RevisionQueries, UnallocatedQueries):
    """Answers from what is live: figures here, all else in the classes below it, one a subject.
    One for a process: ``queries()``.
    """

    @property
    def key(self) -> str:
        """What tells one state of everything that can be asked from another."""
        return f"{self.edition.key}{self.benchmarks_key}"

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

    def worded(self, figures: Sequence[Figure]) -> pd.DataFrame:
        """Figures as rows, with ``value``, ``status`` and ``short_by``."""
        rows: list[tuple[object, ...]] = []
        for figure in figures:
            measure = self.catalogue.get(figure.measure)
            if measure is None:  # of an older catalogue: the figure stays, unnamed
                rows.append((*figure, math.nan, "", None))
                continue
            number = value(measure, figure.numerator, figure.denominator)
            rows.append((
                *figure, number, status(measure, number, figure.cases, hidden=figure.hidden),
                short_by(measure, figure.numerator, figure.denominator)))
        columns = zip(*rows, strict=True) if rows else [()] * len(_WORDED)
        return pd.DataFrame({
            name: np.array(values, dtype=_WORDED[name])
            for name, values in zip(_WORDED, columns, strict=True)})

    def standing(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """One row a measure, in the catalogue's order, for a place at a date; all measures, or
        only those of these ids.

        Columns: measure, level, period, numerator, denominator, unknown, cases, hidden, value,
        status, short_by and lacking (a list, when the extract has not what it takes).
        """
        snapshot = self.snapshot(viewer, as_at)
        found = self.place(viewer, place)
        wanted = self._wanted(viewer, measures)
        figures = self._figures(viewer, snapshot.as_at)
        now = [figures.one(found.level, found.id, m.id, self.period_of(viewer, m)) for m in wanted]
        nothing = partial(
            Figure, as_at, place=found.id, level=found.level, period="", numerator=math.nan,
            denominator=math.nan, unknown=math.nan, cases=math.nan)
        rows = self.worded([
            figure or nothing(measure.id) for figure, measure in zip(now, wanted, strict=True)])
        rows["lacking"] = [snapshot.lacking.get(m.id, []) for m in wanted]
        rows["status"] = [word if figure else "not in this extract"
                          for figure, word in zip(now, rows["status"], strict=True)]
        return rows

    def scorecard(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """As ``standing``, with ``trend``: the values of up to MONTHS dates to this one, oldest
        first; empty where there is none, and for a share of fewer than SMALLEST_SHARE cases.
        """
        rows = self.standing(viewer, place, as_at, measures=measures)
        level = self.place(viewer, place).level
        days = [d for d in self.edition.snapshots if d <= as_at][-MONTHS:]
        by_day = [self._figures(viewer, day) for day in days]
        rows["trend"] = [
            _trend(measure, [figures.one(level, place, measure.id, self.period_of(viewer, measure))
                             for figures in by_day])
            for measure in self._wanted(viewer, measures)]
        return rows

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
        wanted = self._wanted(viewer, measures)
        # By every measure asked for, or by none in particular.
        whole, *_ = [self.place(viewer, place, measure=m) for m in (wanted if measures else [None])]
        if whole.level == "team":
            return self._by_worker(viewer, whole.id, as_at, wanted, period)
        figures: list[Figure] = []
        parts: list[Place] = []
        found = self._figures(viewer, as_at)
        for part in self._teams() if teams else self._parts(whole):
            for measure in wanted:
                figure = found.one(
                    part.level, part.id, measure.id, self.period_of(viewer, measure, period))
                if figure and self._beside(viewer, part, measure, figure, as_at):
                    figures.append(figure)
                    parts.append(part)
        return self.worded(figures).assign(
            name=np.array([p.name for p in parts], dtype=object),
            short=np.array([p.short for p in parts], dtype=object))

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
    ) -> pd.DataFrame:
        rows = self.worker_figures(viewer, team, as_at, wanted, period=period)
        figures = sorted(
            figures_of(rows.assign(as_at=as_at)), key=lambda f: f.place == NO_WORKER)
        names = np.array([REMAINDERS.get(f.place, f.place) for f in figures], dtype=object)
        return self.worded(figures).assign(name=names, short=names)

    def history(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, months: int = 36,
        period: str | None = None,
    ) -> pd.DataFrame:
        """A measure at a place over time, to the date, oldest first: columns as ``scorecard``
        with ``as_at``. ``period`` is the headline one unless given.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        days = [d for d in self.edition.snapshots if d <= as_at][-months:]
        wanted = self.period_of(viewer, asked, period)
        figures = (self._figures(viewer, day).one(found.level, found.id, asked.id, wanted)
                   for day in days)
        return self.worded([figure for figure in figures if figure])

    def figure(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *,
        period: str | None = None,
    ) -> pd.Series | None:
        """One figure, worded; None when the extract has not what it takes."""
        rows = self.history(viewer, measure, place, as_at, months=1, period=period)
        rows = rows[rows["as_at"] == as_at]
        return rows.iloc[0] if len(rows) else None

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


_WORDED: dict[str, type] = {
    "as_at": object, "measure": object, "place": object, "level": object, "period": object,
    "numerator": float, "denominator": float, "unknown": float, "cases": float, "hidden": bool,
    "marks": object, "value": float, "status": object, "short_by": object}


@cache
def queries() -> Queries:
    """The queries of this process, by its settings."""
    return open_queries(settings())


def open_queries(chosen: Settings) -> Queries:
    """Queries over a store, for an authority."""
    authority = read_authority(chosen.authority)
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    live = Live(Store(chosen.store), refresh_seconds=chosen.refresh_seconds,
                public=PublicFiles.of(chosen.store, authority, catalogue))
    return Queries(live, authority, catalogue)
