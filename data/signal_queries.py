"""Questions about signals: what changed and what did not, as it was worked out at publishing."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from data.asking import Asking
from data.authority import Event
from data.logs import log
from data.places import Place
from data.signals.chart import Baseline, Chart, chart_of, runs_began
from data.signals.files import SignalsDamaged, method, path_of, state
from data.signals.held import HeldSheets, Sheet
from data.signals.months import months_to, rebases
from data.signals.ranking import ranked
from data.signals.schema import Funnel, Glance, Signal, SignalCount
from data.signals.series import charted_period
from data.statistics.control_chart import VARIATIONS
from data.viewers import Viewer

__all__ = ["Baseline", "Chart", "Glance", "Signal", "SignalCount", "SignalQueries"]
_SECRET: dict[str, Any] = {
    "numerator": math.nan, "denominator": math.nan, "gap": None, "funnel_numerator": math.nan,
    "funnel_denominator": math.nan}
_NO_FUNNEL: dict[str, Any] = dict.fromkeys(
    (name for name in Signal._fields if name.startswith("funnel_")), math.nan) | {
    "funnel": "", "funnel_period": ""}
_POINTS = ("values", "numerators", "denominators", "unknown", "cases")
"""What of a chart is its months' figures."""
Row = TypeVar("Row", Signal, Glance, Funnel)
Shown = TypeVar("Shown", Signal, Glance)


class SignalQueries(Asking):
    """Signals of the edition's own figures. A page never works one out: where there is none yet,
    answers are empty and ``signals_ready`` says so.

    Members of the committee and the board get a row only where all that it was worked out from is
    public as it is, over the period that is public, and none of its numerators; a funnel only where
    every area's figure is.
    """

    @property
    def signals_key(self) -> str:
        """What tells one state of the signals from another: the same until some are written."""
        return state(self.live.store.root)

    def signals_ready(self, as_at: dt.date) -> bool:
        """Whether a date's signals are worked out and sound."""
        return self._sheet(as_at, whole=None) is not None

    def signals_fault(self, as_at: dt.date) -> str:
        """Why a date has no signals, as a sentence; empty when it has."""
        if self.signals_ready(as_at):
            return ""
        path = self._path(as_at)
        damage = self._refused.get(path) if path else None
        if damage:
            return f"The signals of this date may not be shown: {damage[1]}."
        return "The signals of this date are not worked out yet."

    def signals(
        self, viewer: Viewer, place: str, as_at: dt.date, *,
        measures: Collection[str] | None = None,
    ) -> list[Signal]:
        """The signals of a place, the first to talk about first; all measures, or only these.

        Raises NotFound, NotAllowed.
        """
        return self._at(Signal, viewer, place, as_at, measures)

    def _at(
        self, kind: type[Shown], viewer: Viewer, place: str, as_at: dt.date,
        measures: Collection[str] | None,
    ) -> list[Shown]:
        self.snapshot(viewer, as_at)
        wanted = [self.measure(viewer, name) for name in measures or ()]
        found = self.place(viewer, place, measure=wanted[0] if wanted else None)
        for measure in wanted[1:]:
            self.place(viewer, place, measure=measure)
        sheet = self._sheet(as_at, whole=kind is Signal)
        chosen = None if measures is None else [one.id for one in wanted]
        return self._shown(viewer, sheet.of_place(kind, found.id, chosen) if sheet else [], as_at)

    def signal(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date,
    ) -> Signal | None:
        """One measure at one place; None where nothing is said of it. Raises NotFound,
        NotAllowed.
        """
        return next(iter(self._at(Signal, viewer, place, as_at, [measure])), None)

    def glance(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date,
    ) -> Glance | None:
        """Of ``signal`` what a measure's page tells. Raises NotFound, NotAllowed."""
        return next(iter(self._at(Glance, viewer, place, as_at, [measure])), None)

    def signals_across(
        self, viewer: Viewer, measure: str, as_at: dt.date, level: str = "locality",
    ) -> list[Signal]:
        """A measure at all localities, or all teams that the viewer may see, in the tree's order:
        a funnel. Raises NotFound.
        """
        return self._across(Signal, viewer, measure, as_at, level)

    def glances_across(
        self, viewer: Viewer, measure: str, as_at: dt.date, level: str = "locality",
    ) -> list[Glance]:
        """Of ``signals_across`` what a measure's page tells. Raises NotFound."""
        return self._across(Glance, viewer, measure, as_at, level)

    def _across(
        self, kind: type[Shown], viewer: Viewer, measure: str, as_at: dt.date, level: str,
    ) -> list[Shown]:
        self.snapshot(viewer, as_at)
        asked = self.measure(viewer, measure)
        seen = [place.id for place in self.places.by_id.values() if place.level == level
                and viewer.may_see_figures_of(place, self.places, asked)]
        sheet = self._sheet(as_at, whole=kind is Signal)
        return self._shown(
            viewer, sheet.of_measures(kind, [asked.id], seen) if sheet else [], as_at)

    def signals_of_areas(
        self, viewer: Viewer, measures: Collection[str], as_at: dt.date,
    ) -> list[Signal]:
        """These measures at every locality, in the tree's order. Raises NotFound."""
        self.snapshot(viewer, as_at)
        asked = [self.measure(viewer, name).id for name in measures]
        areas = [area.id for area in self.places.localities]
        sheet = self._sheet(as_at)
        return self._shown(viewer, sheet.of_measures(Signal, asked, areas) if sheet else [],
                           as_at)

    def funnels(
        self, viewer: Viewer, measures: Collection[str], as_at: dt.date,
    ) -> dict[str, dict[str, str]]:
        """By measure, what its funnel says of each locality that it judged, by place id, in the
        tree's order. Raises NotFound.
        """
        self.snapshot(viewer, as_at)
        found: dict[str, dict[str, str]] = {self.measure(viewer, m).id: {} for m in measures}
        areas = [area.id for area in self.places.localities]
        sheet = self._sheet(as_at)
        rows = [row for row in sheet.funnels(areas, found) if row.funnel] if sheet else []
        shown = rows if viewer.sees_small_numbers else [
            row for row, beside in self._of_public_figures(rows, as_at) if beside]
        for row in sorted(shown, key=lambda row: areas.index(row.place)):
            found[row.measure][row.place] = row.funnel
        return found

    def service_signals(self, viewer: Viewer, service: str, as_at: dt.date) -> list[Signal]:
        """The signals of a service's measures at the authority and every locality, the first to
        talk about first. Raises NotFound.
        """
        self.snapshot(viewer, as_at)
        of = self.of_service(self.service(viewer, service).id)
        sheet = self._sheet(as_at)
        rows = [row for place in (self.places.authority, *self.places.localities)
                for row in (sheet.of_place(Signal, place.id) if sheet else []) if row.measure in of]
        return ranked(self._shown(viewer, rows, as_at), self.catalogue)

    def signal_count(
        self, viewer: Viewer, place: str, as_at: dt.date,
        measures: Collection[str] | None = None,
    ) -> SignalCount:
        """How many charts of a place were judged, how many show a signal, and how many would by
        chance alone. Raises NotFound, NotAllowed.
        """
        return counted(self._at(Glance, viewer, place, as_at, measures))

    def chart(self, viewer: Viewer, measure: str, place: str, as_at: dt.date) -> Chart:
        """A measure at a place over time, judged as at publishing: cheap, one series. Flow
        measures by their month.

        Members of the committee and the board see what is public, and limits only where all of it
        is public as it is. Raises NotFound, NotAllowed.
        """
        self.snapshot(viewer, as_at)
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        edition, events = self.edition, self._rebases
        if viewer.sees_small_numbers:
            return chart_of(edition.figures, asked, found, as_at, events)
        points = chart_of(edition.public_figures, asked, found, as_at, events, judged=False)
        if not self._public(found, measure, points.dates, points.period):
            return points
        return replace(chart_of(edition.figures, asked, found, as_at, events),
                       **{name: getattr(points, name) for name in _POINTS})

    def signals_began(
        self, viewer: Viewer, measures: Collection[str], place: str, as_at: dt.date,
    ) -> dict[str, dt.date]:
        """By measure id, the first month of the signals that follow each other in one direction up
        to the last month of its chart at a place; none of a chart whose last month is no signal,
        or whose limits the viewer may not see. Raises NotFound, NotAllowed.
        """
        self.snapshot(viewer, as_at)
        asked = [self.measure(viewer, name) for name in measures]
        if not asked:
            return {}
        found, *_ = [self.place(viewer, place, measure=measure) for measure in asked]
        if not viewer.sees_small_numbers:
            days = [m.date for m in months_to(self.edition.snapshots, as_at)]
            asked = [m for m in asked if self._public(found, m.id, days, charted_period(m))]
        began = runs_began(self.edition.figures, asked, found, as_at, self._rebases)
        return {measure.id: day for measure, day in zip(asked, began, strict=True) if day}

    @cached_property
    def _method(self) -> str:
        return method(self.authority, self.catalogue)

    @cached_property
    def _rebases(self) -> dict[str, list[Event]]:
        return rebases(self.authority, self.catalogue)

    @cached_property
    def _sheets(self) -> HeldSheets:
        return HeldSheets()

    @cached_property
    def _refused(self) -> dict[Path, tuple[str, str]]:
        """Files that may not be shown: the state of the store then, and why."""
        return {}

    def _path(self, as_at: dt.date) -> Path | None:
        history = self.edition.histories.get(as_at)
        return path_of(self.live.store.root, as_at, history, self._method) if history else None

    def _sheet(self, as_at: dt.date, *, whole: bool | None = True) -> Sheet | None:
        """A date's signals (HeldSheets.sheet); None where they are not worked out, or not as they
        were written.
        """
        path = self._path(as_at)
        if path is None or self._refused.get(path, ("", ""))[0] == self.signals_key != "":
            return None
        try:
            return self._sheets.sheet(path, whole=whole)
        except FileNotFoundError:
            return None
        except SignalsDamaged as damage:
            log.error("signals refused", why=str(damage))
            self._refused[path] = self.signals_key, str(damage)
            return None

    def _shown(self, viewer: Viewer, rows: Iterable[Shown], as_at: dt.date) -> list[Shown]:
        """The rows that a viewer may see, of measures that there still are."""
        known = [row for row in rows if row.measure in self.catalogue]
        if viewer.sees_small_numbers:
            return known
        return [_without(row, _SECRET | ({} if beside else _NO_FUNNEL))
                for row, beside in self._of_public_figures(known, as_at)]

    def _of_public_figures(
        self, rows: Iterable[Row], as_at: dt.date,
    ) -> Iterator[tuple[Row, bool]]:
        """The rows that were worked out from what is public as it is; with each whether every
        area's figure beside it is.
        """
        days = [m.date for m in months_to(self.edition.snapshots, as_at) if m.held]
        areas = (self.places.authority, *self.places.localities)
        beside: dict[str, bool] = {}
        for row in rows:
            since = min(row.since or as_at, days[-2:][0])
            if not self._public(self.places.by_id[row.place], row.measure,
                                days[bisect_left(days, since):], row.period):
                continue
            if row.measure not in beside:
                period = self.catalogue[row.measure].headline_period
                beside[row.measure] = all(
                    self._public(area, row.measure, [as_at], period) for area in areas)
            yield row, beside[row.measure]

    def _public(
        self, place: Place, measure: str, days: Iterable[dt.date], period: str,
    ) -> bool:
        """Whether every figure of these dates is public as it is: none hidden, rounded, or over a
        period that is not public.
        """
        altered = self.edition.altered((place.level, place.id, measure, period))
        return not altered or altered.isdisjoint(days)


def _without(row: Shown, hidden: Mapping[str, Any]) -> Shown:
    """A row with these values in place of its own, as far as it has them."""
    return row._replace(**{name: hidden[name] for name in row._fields if name in hidden})


def counted(signals: Iterable[Signal | Glance]) -> SignalCount:
    """The charts among some signals that were judged, those that show one, and how many would by
    chance alone.
    """
    judged = [signal for signal in signals if signal.variation]
    return SignalCount(len(judged), sum(s.variation != VARIATIONS[0] for s in judged),
                       sum(s.chance for s in judged))
