"""The chart of one measure over time, as plain data for Plotly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.bar import parts
from components.chart_layout import SOFT, Event, add_target, layout, months_of
from components.kinds import Figure, Measure
from components.numbers import missing

COLOURS = {
    "met": "#12436D", "counted": "#12436D", "not met": "#d8a9c3", "not counted": "#cfd6de",
    "not met or not known": "#d8a9c3", "not counted or not known": "#cfd6de",
}
EDGES = {
    "not met": "#a85c86", "not met or not known": "#a85c86", "not counted": "#7b8594",
    "not counted or not known": "#7b8594",
}
NOT_KNOWN = {"color": "#ffffff", "line": {"color": SOFT, "width": 1},
             "pattern": {"shape": "/", "fgcolor": SOFT, "size": 4, "solidity": 0.25}}


def share_figure(
    measure: Measure, rows: Sequence[Figure], *, as_counts: bool, events: Sequence[Event] = (),
) -> dict[str, Any]:
    """Stacked bars of met, not met and not known by month: shares, or counts of few cases."""
    stacks: dict[str, list[float | None]] = {}
    for position, row in enumerate(rows):
        for word, count in (parts(measure, row) or {}).items():
            stacks.setdefault(word, [None] * len(rows))[position] = (
                count if as_counts else round(100 * count / row["cases"], 2))
    unit = "" if as_counts else " %"
    data = [{
        "type": "bar", "name": word[:1].upper() + word[1:], "x": _months(rows), "y": heights,
        "xperiod": "M1", "marker": NOT_KNOWN if word == "not known" else _fill(word),
        "hovertemplate": f"%{{x|%B %Y}}: %{{y:.4g}}{unit} {word}<extra></extra>",
    } for word, heights in stacks.items()]
    axis: dict[str, Any] = {"rangemode": "tozero"} if as_counts else {
        "range": [0, 100], "ticksuffix": " %", "dtick": 20}
    drawn = layout([r["as_at"] for r in rows], axis, events=events)
    drawn |= {"barmode": "stack", "bargap": 0.18}
    if not as_counts:
        add_target(drawn, measure)
    return {"data": data, "layout": drawn}


def _fill(word: str) -> dict[str, Any]:
    """The colour of a part; a light one has a dark edge so that it stands out from the ground."""
    return {"color": COLOURS[word], "line": {"color": EDGES.get(word, COLOURS[word]), "width": 1}}


def line_figure(
    measure: Measure, rows: Sequence[Figure], *, events: Sequence[Event] = (),
) -> dict[str, Any]:
    """A line of counts, rates or means by month, from nought."""
    values = [None if missing(r["value"]) else round(r["value"], 2) for r in rows]
    data = [{
        "type": "scatter", "mode": "lines+markers", "x": _months(rows), "y": values,
        "xperiod": "M1", "xperiodalignment": "middle", "name": measure.name,
        "line": {"color": COLOURS["met"], "width": 2}, "marker": {"size": 5},
        "hovertemplate": "%{x|%B %Y}: %{y:,.4~g}<extra></extra>"}]
    drawn = layout([r["as_at"] for r in rows], {"rangemode": "tozero"}, events=events)
    add_target(drawn, measure)
    return {"data": data, "layout": drawn}


def _months(rows: Sequence[Figure]) -> list[str]:
    return months_of([r["as_at"] for r in rows])
