"""The control chart of one measure, as plain data for Plotly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from components.chart_kinds import Baseline, Chart
from components.chart_layout import (
    ACCENT,
    INK,
    SOFT,
    Event,
    add_target,
    layout,
    months_of,
    within,
)
from components.kinds import Measure
from components.numbers import missing, unit_words
from components.signal_runs import FACES, has_range, verdict

COLOURS = {"improvement": "#1f7f78", "concern": "#801650", "change": "#6b4fa0"}
RANGE, EDGE = "rgba(18,67,109,0.07)", "#9aa5b4"
_STEPS = {"xperiod": "M1", "xperiodalignment": "middle", "type": "scatter", "hoverinfo": "skip"}


def control_figure(
    measure: Measure, chart: Chart, *, events: Sequence[Event] = (), marks: Sequence[Event] = (),
    earlier: bool = False,
) -> dict[str, Any]:
    """The line with its signals, the usual range and average of the latest baseline, or with
    ``earlier`` of all. Shares are drawn within 0 and 100; ``marks`` are numbered at the foot.
    """
    shown = list(chart.baselines if earlier else chart.baselines[-1:]) if has_range(chart) else []
    low, high = scale(measure, chart, shown)
    axis: dict[str, Any] = {"range": [low, high]}
    if measure.unit == "percent":
        axis["ticksuffix"] = " %"
    drawn = layout(chart.dates, axis, events=events)
    data = [trace for baseline in shown for trace in _usual(measure, chart, baseline)]
    data += [_line(measure, chart), *_signals(measure, chart, shown)]
    add_target(drawn, measure)
    _label_last(drawn, measure, chart)
    for number, (day, _) in enumerate(within(marks, chart.dates), 1):
        drawn["annotations"].append({
            "x": day.isoformat(), "xref": "x", "y": 0, "yref": "paper", "text": str(number),
            "showarrow": False, "yanchor": "bottom", "bgcolor": INK, "borderpad": 2,
            "font": {"size": 11, "color": "#ffffff"}})
    return {"data": data, "layout": drawn}


def scale(measure: Measure, chart: Chart, shown: Sequence[Baseline]) -> tuple[float, float]:
    """From where to where the chart is drawn: all of it and the target, and some air."""
    numbers = [v for v in chart.values if not missing(v)]
    numbers += [limit for limits in (chart.lower, chart.upper)
                for day, limit in zip(chart.dates, limits, strict=True)
                if shown and day >= shown[0].since and not missing(limit)]
    if measure.unit == "percent":
        return share_scale(measure, numbers)
    numbers += [] if measure.target is None else [measure.target]
    low, high = max(0.0, min(numbers)), max(numbers)
    air = 0.08 * (high - low or abs(high) or 1)
    return max(0.0, low - air), high + air


def share_scale(measure: Measure, shares: Sequence[float]) -> tuple[float, float]:
    """From where to where shares (per cent) and their target are drawn: by tens, over twenty
    points at least, and never beyond 0 and 100.
    """
    known = [v for v in shares if not missing(v)]
    known += [] if measure.target is None else [measure.target]
    low = max(0, 10 * math.floor((max(0, min(known)) - 2) / 10))
    high = 10 * math.ceil((min(100, max(known)) + 2) / 10)
    if high >= 100:
        return min(low, 80), 102  # a little above, so that a point at 100 is whole
    return min(low, max(0, high - 20)), max(high, low + 20)


def _clipped(measure: Measure, values: Sequence[float]) -> list[float | None]:
    """Numbers as drawn: shares within 0 and 100, counts not under nought."""
    top = 100 if measure.unit == "percent" else math.inf
    return [None if missing(v) else round(min(max(v, 0), top), 2) for v in values]


def _usual(measure: Measure, chart: Chart, baseline: Baseline) -> list[dict[str, Any]]:
    """The range of one baseline as a tint between two thin lines, and its average. Months without
    a figure have no limits and are passed over: a tint between lines with gaps is drawn askew.
    """
    inside = [n for n, day in enumerate(chart.dates) if baseline.since <= day <= baseline.until
              and not (missing(chart.lower[n]) and missing(chart.upper[n]))]
    if not inside:
        return []
    if len({(chart.lower[n], chart.upper[n]) for n in inside}) == 1:
        inside = inside[::max(1, len(inside) - 1)]  # straight: its ends say it all
    months = months_of([chart.dates[n] for n in inside])
    fixed = {**_STEPS, "x": months, "mode": "lines"}

    def along(limits: Sequence[float]) -> list[float | None]:
        return _clipped(measure, [limits[n] for n in inside])

    thin = {"color": EDGE, "width": 1, "shape": "hvh"}
    parts = [
        {**fixed, "name": "Bottom of the usual range", "y": along(chart.lower), "line": thin},
        {**fixed, "name": "Top of the usual range", "y": along(chart.upper), "line": thin,
         "fill": "tonexty", "fillcolor": RANGE},
        {**fixed, "name": "Average", "y": along(chart.centre),
         "line": {"color": SOFT, "width": 1, "shape": "hvh"}}]
    return [part for part in parts if any(y is not None for y in part["y"])]


def _line(measure: Measure, chart: Chart) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "x": months_of(chart.dates),
        "y": _clipped(measure, chart.values), "xperiod": "M1", "xperiodalignment": "middle",
        "name": measure.name, "line": {"color": ACCENT, "width": 2}, "marker": {"size": 5},
        "cliponaxis": False,
        "hovertemplate": f"%{{x|%B %Y}}: %{{y:,.4~g}}{_unit(measure)}<extra></extra>"}


def _unit(measure: Measure) -> str:
    return " %" if measure.unit == "percent" else ""


def _signals(
    measure: Measure, chart: Chart, shown: Sequence[Baseline],
) -> list[dict[str, Any]]:
    """The points of a signal, by what they mean: another shape and colour for each."""
    since = shown[0].since if shown else None
    spots: dict[str, list[int]] = {}
    for n, (day, rule, direction) in enumerate(
            zip(chart.dates, chart.rules, chart.directions, strict=True)):
        if rule and since is not None and day >= since:
            spots.setdefault(verdict(measure, direction), []).append(n)
    return [{
        "type": "scatter", "mode": "markers", "name": word[:1].upper() + word[1:],
        "x": months_of([chart.dates[n] for n in spots[word]]),
        "y": _clipped(measure, [chart.values[n] for n in spots[word]]),
        "xperiod": "M1", "xperiodalignment": "middle", "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {"symbol": shape, "size": 10 if shape == "circle" else 11,
                   "color": COLOURS[word], "line": {"color": "#ffffff", "width": 1}},
    } for word, shape in FACES.items() if word in spots]


def _label_last(drawn: dict[str, Any], measure: Measure, chart: Chart) -> None:
    """The last figure beside its point, out of the way of the line that leads to it."""
    value, before = chart.values[-1], (chart.values[-2] if len(chart.values) > 1 else math.nan)
    if missing(value):
        return
    falls = value < before
    drawn["annotations"].append({
        "x": chart.dates[-1].replace(day=16).isoformat(), "xref": "x",
        "y": _clipped(measure, [value])[0], "yref": "y", "showarrow": False,
        "text": f"<b>{unit_words(measure, value)}</b>", "xanchor": "right",
        "yanchor": "top" if falls else "bottom", "yshift": -6 if falls else 6,
        "font": {"size": 12, "color": INK}})
