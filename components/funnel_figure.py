"""The funnel of places by how many cases they have, as plain data for Plotly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from components.chart_layout import ACCENT, INK, SOFT, add_target, plain_layout
from components.control_chart_figure import COLOURS
from components.kinds import Measure
from components.signal_runs import FACES, verdict
from data.statistics.drawing import funnel_curves

GREY = "#7b8594"


class Spot(NamedTuple):
    """A place in a funnel: its share in per cent of so many ``cases``, and how far out it is."""

    name: str
    value: float
    cases: float
    flag: str
    chosen: bool = False


def direction(flag: str) -> int:
    """1 for a place above the limits or the tint, -1 below, 0 within."""
    return {"high": 1, "low": -1}.get(flag.rpartition(" ")[2], 0)


def is_outside(flag: str) -> bool:
    """Whether a place is further out than chance explains."""
    return flag.startswith("outside")


def funnel_figure(measure: Measure, spots: Sequence[Spot], *, centre: float) -> dict[str, Any]:
    """Places as points over their cases; the 95 per cent limits as a tint, the 99.8 per cent ones
    as lines; ``centre`` is the whole, in per cent.
    """
    fewest, most = (pick(s.cases for s in spots) for pick in (min, max))
    curves = funnel_curves(max(1, 0.9 * fewest), 1.1 * most, centre)
    low, high = _scale(measure, spots, curves, centre)
    ticks = {"dtick": 1} if curves[-1][0] - curves[0][0] < 8 else {"nticks": 8}
    drawn = plain_layout(
        {"showgrid": False, "range": [curves[0][0], curves[-1][0]], **ticks,
         "title": {"text": "Cases", "font": {"size": 12}, "standoff": 4}},
        {"range": [low, high], "ticksuffix": " %"})
    drawn["margin"]["b"] = 44
    add_target(drawn, measure)
    return {"data": [*_limits(curves, centre), *_spots(measure, spots)], "layout": drawn}


def _scale(
    measure: Measure, spots: Sequence[Spot], curves: Sequence[tuple[float, ...]], centre: float,
) -> tuple[float, float]:
    """All places and the wide end of the funnel, within 0 and 100."""
    shares = [s.value for s in spots] + [centre, curves[0][1], curves[0][2]]
    shares += [] if measure.target is None else [measure.target]
    low = max(0, 10 * math.floor((min(shares) - 3) / 10))
    high = 10 * math.ceil((max(shares) + 3) / 10)
    return low, high if high < 100 else 103


def _limits(curves: Sequence[tuple[float, ...]], centre: float) -> list[dict[str, Any]]:
    cases, *limits = (list(column) for column in zip(*curves, strict=True))
    low, high, far_low, far_high = ([round(v, 2) for v in column] for column in limits)
    fixed = {"type": "scatter", "mode": "lines", "x": cases, "hoverinfo": "skip"}
    hidden, thin = {"width": 0}, {"color": SOFT, "width": 1}
    return [
        {**fixed, "name": "95 %, lower", "y": low, "line": hidden},
        {**fixed, "name": "95 %, upper", "y": high, "line": hidden, "fill": "tonexty",
         "fillcolor": "rgba(18,67,109,0.10)"},
        {**fixed, "name": "99.8 %, lower", "y": far_low, "line": thin},
        {**fixed, "name": "99.8 %, upper", "y": far_high, "line": thin},
        {**fixed, "name": "The whole", "x": [cases[0], cases[-1]], "y": [round(centre, 2)] * 2,
         "line": {"color": INK, "width": 1}}]


def _spots(measure: Measure, spots: Sequence[Spot]) -> list[dict[str, Any]]:
    """Those within in grey, those worth a look hollow, those outside by shape and by name."""
    kinds: dict[str, list[Spot]] = {}
    for spot in spots:
        word = verdict(measure, direction(spot.flag)) if is_outside(spot.flag) else (
            "worth a look" if direction(spot.flag) else "within")
        kinds.setdefault(word, []).append(spot)
    markers: dict[str, dict[str, Any]] = {
        "within": {"symbol": "circle", "color": GREY},
        "worth a look": {"symbol": "circle-open", "color": ACCENT, "line": {"width": 2}},
        **{word: {"symbol": shape, "color": COLOURS[word],
                  "line": {"color": "#ffffff", "width": 1}} for word, shape in FACES.items()}}
    return [{
        "type": "scatter", "mode": "markers+text", "name": word[:1].upper() + word[1:],
        "x": [s.cases for s in kinds[word]], "y": [round(s.value, 2) for s in kinds[word]],
        "text": [s.name if _named(s) else "" for s in kinds[word]],
        "customdata": [s.name for s in kinds[word]],
        "textposition": "bottom center" if word != "within" else "top center",
        "textfont": {"size": 11, "color": INK}, "cliponaxis": False,
        "marker": {**marker, "opacity": 1, "size": [12 if s.chosen or is_outside(s.flag) else 8
                                      for s in kinds[word]]},
        "hovertemplate": "%{customdata}: %{y:.4g} % of %{x:,}<extra></extra>",
    } for word, marker in markers.items() if word in kinds]


def _named(spot: Spot) -> bool:
    return spot.chosen or direction(spot.flag) != 0
