"""The few questions that a page may ask. Every one takes a viewer and answers only what that
viewer may see; figures of a committee or board member come with small numbers hidden.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import pandas as pd

from data.asking import NotAllowed, NotFound
from data.authority import read_authority
from data.case_queries import SORTS, STATUSES, CaseList, CaseQueries, DueList, Workload
from data.measures.catalogue import Measure, read_catalogue
from data.places import NO_LOCALITY, NO_WORKER, REMAINDERS, Place
from data.settings import Settings, settings
from data.snapshots.live import Figure, Live, figures_of
from data.snapshots.store import Store
from data.status import SMALLEST_SHARE, short_by, status, value
from data.viewers import Viewer

__all__ = ["SORTS", "STATUSES", "CaseList", "DueList", "NotAllowed", "NotFound", "Queries",
           "Workload", "open_queries", "queries"]
MONTHS = 13
"""Twelve months to the date, and the same month a year before."""


class Queries(CaseQueries):
    """Answers from what is live: figures here, cases in the class below it. One for a process:
    ``queries()``.
    """

    def _figures(
        self, viewer: Viewer, day: dt.date, level: str, place: str,
    ) -> tuple[Figure, ...]:
        """A date's figures of one place, as this viewer may see them."""
        edition = self.edition
        shown = edition.figures if viewer.sees_small_numbers else edition.public_figures
        return shown.get(day, {}).get((level, place), ())

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

    def scorecard(self, viewer: Viewer, place: str, as_at: dt.date) -> pd.DataFrame:
        """One row a measure, in the catalogue's order, for a place at a date.

        Columns: measure, level, period, numerator, denominator, unknown, cases, hidden, value,
        status, short_by, lacking (a list, when the extract has not what it takes) and trend (the
        values of up to MONTHS dates to this one, oldest first; empty where there is none, and for
        a share of fewer than SMALLEST_SHARE cases).
        """
        snapshot = self.snapshot(viewer, as_at)
        found = self.place(viewer, place)
        days = [d for d in self.edition.snapshots if d <= as_at][-MONTHS:]
        trends: dict[str, list[float]] = {}
        now: dict[str, Figure] = {}
        for at, day in enumerate(days):
            for figure in self._figures(viewer, day, found.level, found.id):
                measure = self.catalogue.get(figure.measure)
                if measure is None or figure.period != measure.headline_period:
                    continue
                trend = trends.setdefault(measure.id, [math.nan] * len(days))
                if measure.unit != "percent" or figure.cases >= SMALLEST_SHARE:
                    trend[at] = value(measure, figure.numerator, figure.denominator)
                if day == as_at:
                    now[measure.id] = figure
        nothing = partial(
            Figure, as_at, place=found.id, level=found.level, period="", numerator=math.nan,
            denominator=math.nan, unknown=math.nan, cases=math.nan)
        card = self.worded([now.get(m) or nothing(m) for m in self.catalogue])
        card["trend"] = [trends.get(m, []) for m in self.catalogue]
        card["lacking"] = [snapshot.lacking.get(m, []) for m in self.catalogue]
        card["status"] = [word if m in now else "not in this extract"
                          for m, word in zip(self.catalogue, card["status"], strict=True)]
        return card

    def side_by_side(
        self, viewer: Viewer, place: str, as_at: dt.date, *, measure: str | None = None,
        period: str = "", teams: bool = False,
    ) -> pd.DataFrame:
        """The parts of a place at a date: localities of the authority (with ``teams`` the teams
        of all localities instead), teams of a locality, or workers of a team.

        One row a measure and part, headline period unless another is given; columns as
        ``scorecard`` (without trend and lacking) and ``place``, ``name``, ``short``. What is in
        none of the parts comes last, when there is any, so that the parts add up, as far as the
        viewer may see them: a worker's row counts the cases of this team only, and a head sees
        the teams of another area by the measures of the own service.
        """
        asked = self.measure(viewer, measure) if measure else None
        whole = self.place(viewer, place, measure=asked)
        wanted = {asked.id: asked} if asked else self.catalogue
        if whole.level == "team":
            return self._by_worker(viewer, whole.id, as_at, list(wanted.values()), period)
        figures: list[Figure] = []
        parts: list[Place] = []
        for part in self._teams() if teams else self._parts(whole):
            for figure in self._figures(viewer, as_at, part.level, part.id):
                shown = wanted.get(figure.measure)
                if (shown and figure.period == (period or shown.headline_period)
                        and self._beside(viewer, part, shown, figure, as_at)):
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
        name = REMAINDERS[NO_LOCALITY]
        return (*self.places.localities, Place(NO_LOCALITY, name, name, "locality", whole.id))

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
        wanted = period or asked.headline_period
        return self.worded([
            figure for day in days
            for figure in self._figures(viewer, day, found.level, found.id)
            if figure.measure == measure and figure.period == wanted])

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
        measure: str | None = None,
    ) -> pd.DataFrame:
        """Every figure the viewer may see at a date, worded."""
        snapshot = self.snapshot(viewer, as_at)
        if viewer.sees_small_numbers:
            figures = figures_of(self.live.store.figures(snapshot.entry).to_pandas())
        else:
            figures = [f for shown in self.edition.public_figures[as_at].values() for f in shown]
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
        if found is None:
            return place == NO_LOCALITY
        return viewer.may_see_figures_of(found, self.places, self.catalogue.get(measure))


_WORDED: dict[str, type] = {
    "as_at": object, "measure": object, "place": object, "level": object, "period": object,
    "numerator": float, "denominator": float, "unknown": float, "cases": float, "hidden": bool,
    "value": float, "status": object, "short_by": object}


@cache
def queries() -> Queries:
    """The queries of this process, by its settings."""
    return open_queries(settings())


def open_queries(chosen: Settings) -> Queries:
    """Queries over a store, for an authority."""
    authority = read_authority(chosen.authority)
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    live = Live(Store(chosen.store), refresh_seconds=chosen.refresh_seconds)
    return Queries(live, authority, catalogue)
