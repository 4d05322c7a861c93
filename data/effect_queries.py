"""Questions about what came of an action: the chart and the pace, asked as they stood then."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from data.effect import (
    AFTER_MONTHS,
    NOT_JUDGED,
    TOO_EARLY,
    Effect,
    Judgement,
    by_pace,
    by_signal,
    judged_on,
)
from data.measures.catalogue import Measure
from data.places import Place
from data.signal_queries import SignalQueries
from data.signals.months import Month, months_to
from data.signals.series import charted_period
from data.status import value
from data.viewers import Viewer


class EffectQueries(SignalQueries):
    """Whether what was agreed has worked."""

    def effect(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, agreed_at: dt.date,
        last: bool = False,
    ) -> Effect:
        """What came of something agreed of a measure at a place, as known at a date: by every
        judgement, or by the ``last`` that can be made by then (the first where none can).

        Raises NotFound, NotAllowed.
        """
        self.snapshot(viewer, as_at)
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        wanted: tuple[int, ...] = AFTER_MONTHS
        if last:
            wanted = tuple(n for n in AFTER_MONTHS if judged_on(agreed_at, n) <= as_at)[-1:] or (
                AFTER_MONTHS[:1])
        months = months_to(self.edition.snapshots, as_at)
        return Effect(
            then=self._figure(viewer, asked, found, months, agreed_at),
            now=self._figure(viewer, asked, found, months, as_at),
            judgements=tuple(
                self._judged(viewer, measure, place, as_at, agreed_at, n) for n in wanted))

    def _figure(
        self, viewer: Viewer, measure: Measure, place: Place, months: Sequence[Month],
        day: dt.date,
    ) -> dict[str, Any] | None:
        """The figure that a measure's chart has in the month that ends by a day."""
        column = bisect_right(months, day, key=lambda month: month.date) - 1
        if column < 0 or not months[column].held:
            return None
        edition = self.edition
        figures = edition.figures if viewer.sees_small_numbers else edition.public_figures
        figure = figures[months[column].date].one(
            place.level, place.id, measure.id, charted_period(measure))
        if figure is None or math.isnan(figure.numerator):
            return None
        return {**figure._asdict(), "value": value(
            measure, figure.numerator, figure.denominator)}

    def _judged(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, agreed_at: dt.date,
        months: int,
    ) -> Judgement:
        """By the first snapshot there is from the day of judgement on."""
        on = judged_on(agreed_at, months)
        if on > as_at:
            return Judgement(months, on, TOO_EARLY)
        asked = self.measure(viewer, measure)
        days = self.dates(viewer)
        day = days[bisect_left(days, on)]
        if asked.kind != "stock":
            return by_signal(self.chart(viewer, measure, place, day), asked,
                             agreed_at=agreed_at, months=months)
        if not self.signals_ready(day):
            return Judgement(months, on, NOT_JUDGED, why_not=self.signals_fault(day))
        before = days[max(bisect_right(days, agreed_at) - 1, 0)]
        return by_pace(self._pace(viewer, measure, place, before),
                       self._pace(viewer, measure, place, day), asked,
                       agreed_at=agreed_at, months=months)

    def _pace(self, viewer: Viewer, measure: str, place: str, day: dt.date) -> str:
        found = self.signal(viewer, measure, place, day)
        return found.pace if found else ""

