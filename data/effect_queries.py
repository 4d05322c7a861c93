"""Questions about what came of an action: the chart and the pace, asked as they stood then."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
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
from data.signal_queries import SignalQueries
from data.signals.chart import Chart
from data.viewers import Viewer


class EffectQueries(SignalQueries):
    """Whether what was agreed has worked."""

    def effect(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, agreed_at: dt.date,
    ) -> Effect:
        """What came of something agreed of a measure at a place, as known at a date.

        Raises NotFound, NotAllowed.
        """
        chart = self.chart(viewer, measure, place, as_at)
        return Effect(
            then=_figure(chart, agreed_at), now=_figure(chart, as_at),
            judgements=tuple(
                self._judged(viewer, measure, place, as_at, agreed_at, months)
                for months in AFTER_MONTHS))

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


def _figure(chart: Chart, day: dt.date) -> dict[str, Any] | None:
    """The figure that a chart has at a date, or the last before it."""
    n = bisect_right(chart.dates, day) - 1
    if n < 0 or math.isnan(chart.numerators[n]):
        return None
    return {
        "as_at": chart.dates[n], "numerator": chart.numerators[n],
        "denominator": chart.denominators[n], "unknown": chart.unknown[n],
        "cases": chart.cases[n], "hidden": False, "value": chart.values[n]}
