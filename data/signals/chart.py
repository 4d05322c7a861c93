"""One measure at a place over time: its points, limits and baselines, as a chart shows them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.authority import Event
from data.measures.catalogue import Measure
from data.places import Place
from data.signals.months import first_column
from data.signals.series import NONE, History, Series, charted_period
from data.snapshots.figures import Figures
from data.statistics.control_chart import RULES, TRIAL, ControlCharts


@dataclass(frozen=True)
class Baseline:
    """The months whose limits were worked out together, from one break to the next.

    ``why`` says what began it: the words of the event, empty for the first; ``who`` decided it.
    Limits are those of its last month with any, in people's units; not a number where there are
    none.
    """

    since: dt.date
    until: dt.date
    centre: float
    lower: float
    upper: float
    why: str
    who: str
    trial: bool


@dataclass(frozen=True)
class Chart:
    """A series, one point a calendar month, oldest first, the date asked for last.

    Every list is as long as ``dates``; what is not there is not a number. A month without a
    snapshot keeps its place, empty: nothing bridges it. ``values`` and limits are in people's
    units; a count of a part of a month is shown and not judged. ``rules`` are RULES' words ("" for
    none), ``directions`` 1 up, -1 down, 0 neither. ``chart`` is control, binomial or, where
    nothing is judged, empty: then there are no limits and no baselines.
    """

    measure: str
    place: str
    level: str
    period: str
    chart: str
    dates: list[dt.date]
    values: list[float]
    numerators: list[float]
    denominators: list[float]
    unknown: list[float]
    cases: list[float]
    centre: list[float]
    lower: list[float]
    upper: list[float]
    near_lower: list[float]
    near_upper: list[float]
    rules: list[str]
    directions: list[int]
    baselines: list[Baseline]


def chart_of(
    figures: Mapping[dt.date, Figures], measure: Measure, place: Place, as_at: dt.date,
    events: Mapping[str, Sequence[Event]], *, judged: bool = True,
) -> Chart:
    """The chart of a measure at a place to a date that is among ``figures``. ``events`` are those
    that begin a measure's limits anew. Not ``judged``, it has points and no limits.
    """
    series = _series(figures, [measure], place, as_at, events)
    kind, one = NONE, None
    if judged:
        kinds, charts = series.charts()
        kind, one = str(kinds[0]), charts.one(0)
    drawn = one if kind != NONE else None
    nothing = [math.nan] * len(series.months)
    columns: dict[str, Any] = {
        name: getattr(series, name)[0].tolist()
        for name in ("values", "numerators", "denominators", "unknown", "cases")}
    columns |= {name: getattr(drawn, name).tolist() if drawn else nothing
                for name in ("centre", "lower", "upper", "near_lower", "near_upper")}
    return Chart(
        measure=measure.id, place=place.id, level=place.level, period=charted_period(measure),
        chart=kind, dates=[month.date for month in series.months],
        rules=[RULES[rule] for rule in drawn.rule.tolist()] if drawn else [""] * len(nothing),
        directions=drawn.direction.tolist() if drawn else [0] * len(nothing),
        baselines=_baselines(series, drawn, measure, events.get(measure.id, ())) if drawn else [],
        **columns)


def runs_began(
    figures: Mapping[dt.date, Figures], measures: Sequence[Measure], place: Place, as_at: dt.date,
    events: Mapping[str, Sequence[Event]],
) -> list[dt.date | None]:
    """``run_began`` of the charts of several measures at a place, judged all at once."""
    series = _series(figures, measures, place, as_at, events)
    kinds, charts = series.charts()
    dates = [month.date for month in series.months]
    return [None if kind == NONE else run_began(dates, rules, directions)
            for kind, rules, directions in zip(
                kinds.tolist(), charts.rule.tolist(), charts.direction.tolist(), strict=True)]


def run_began(
    dates: Sequence[dt.date], rules: Sequence[object], directions: Sequence[int],
) -> dt.date | None:
    """The first month of the signals that follow each other in one direction up to the last
    month; None where the last is no signal.
    """
    first = len(dates)
    while first and rules[first - 1] and directions[first - 1] == directions[-1]:
        first -= 1
    return dates[first] if first < len(dates) else None


def _series(
    figures: Mapping[dt.date, Figures], measures: Sequence[Measure], place: Place, as_at: dt.date,
    events: Mapping[str, Sequence[Event]],
) -> Series:
    anew = {m.id: events[m.id] for m in measures if events.get(m.id)}
    return History(figures, measures, [place], anew).to(as_at)


def _baselines(
    series: Series, chart: ControlCharts, measure: Measure, events: Sequence[Event],
) -> list[Baseline]:
    """Of one series, oldest first; one without any figure is left out."""
    began = {first_column(measure, event, series.months): event for event in events}
    starts = [0, *sorted({int(column) for column in series.starts[0] if column > 0})]
    found = []
    for start, end in zip(starts, [*starts[1:], len(series.months)], strict=True):
        there = np.flatnonzero(~np.isnan(chart.values[start:end])) + start
        if not len(there):
            continue
        with_limits = there[~np.isnan(chart.lower[there])]
        last = (with_limits if len(with_limits) else there)[-1]
        event = began.get(start) if start else None
        found.append(Baseline(
            series.months[there[0]].date, series.months[there[-1]].date,
            float(chart.centre[last]), float(chart.lower[last]), float(chart.upper[last]),
            event.words if event else "", event.who if event else "",
            bool(chart.points[last] < TRIAL)))
    return found
