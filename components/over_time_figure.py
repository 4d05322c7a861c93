"""The chart of one measure over time, as plain data for Plotly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from components.bar import parts
from components.kinds import Figure, Measure
from components.numbers import missing, target_words

INK, SOFT, LINE = "#1d2330", "#5b6472", "#e3e6eb"
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
Event = tuple[dt.date, str]


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
    layout = _layout(rows, axis, events)
    layout |= {"barmode": "stack", "bargap": 0.18}
    if not as_counts:
        _add_target(layout, measure)
    return {"data": data, "layout": layout}


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
    layout = _layout(rows, {"rangemode": "tozero"}, events)
    _add_target(layout, measure)
    return {"data": data, "layout": layout}


def _months(rows: Sequence[Figure]) -> list[str]:
    return [r["as_at"].replace(day=1).isoformat() for r in rows]


def lettered(events: Sequence[Event], rows: Sequence[Figure]) -> list[tuple[str, Event]]:
    """The events within the months drawn, each with the letter that marks it."""
    first, last = rows[0]["as_at"].replace(day=1), rows[-1]["as_at"]
    within = [event for event in events if first <= event[0] <= last]
    return list(zip(ascii_uppercase, within, strict=False))


def _layout(
    rows: Sequence[Figure], axis: dict[str, Any], events: Sequence[Event],
) -> dict[str, Any]:
    first, last = rows[0]["as_at"].replace(day=1), rows[-1]["as_at"]
    layout: dict[str, Any] = {
        "font": {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif",
                 "size": 12, "color": SOFT},
        "margin": {"l": 44, "r": 48, "t": 22, "b": 34}, "height": 300,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "xaxis": {"type": "date", "tickformat": "%b<br>%Y", "showgrid": False,
                  "fixedrange": True, "nticks": 7, "linecolor": LINE,
                  "range": [first.isoformat(), last.isoformat()]},
        "yaxis": {"gridcolor": LINE, "zeroline": False, "fixedrange": True, **axis},
        "shapes": [], "annotations": [], "dragmode": False,
        "hoverlabel": {"bgcolor": "#ffffff", "font": {"color": INK}},
    }
    for letter, (day, _) in lettered(events, rows):
        layout["shapes"].append({
            "type": "line", "xref": "x", "x0": day.isoformat(), "x1": day.isoformat(),
            "yref": "paper", "y0": 0, "y1": 1.02,
            "line": {"color": INK, "width": 1}})
        layout["annotations"].append({
            "x": day.isoformat(), "xref": "x", "y": 1.02, "yref": "paper", "text": letter,
            "showarrow": False, "xanchor": "center", "yanchor": "bottom",
            "font": {"size": 11, "color": INK}})
    return layout


def _add_target(layout: dict[str, Any], measure: Measure) -> None:
    if measure.target is None:
        return
    layout["shapes"].append({
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": measure.target,
        "y1": measure.target, "line": {"color": INK, "width": 1.5, "dash": "dash"}})
    layout["annotations"].append({
        "x": 1, "xref": "paper", "y": measure.target, "yref": "y", "showarrow": False,
        "text": f"Target<br>{target_words(measure)}", "xanchor": "left", "yanchor": "middle",
        "align": "left", "font": {"size": 11, "color": INK}})
