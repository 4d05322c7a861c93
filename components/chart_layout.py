"""What the charts of a measure have in common: axes, the target, events and colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from components.kinds import Measure
from components.numbers import target_words

INK, SOFT, LINE, ACCENT, WASH = "#1d2330", "#5b6472", "#e3e6eb", "#12436D", "#e9f1f8"
CONFIG: Any = {"displayModeBar": False, "responsive": True, "doubleClick": False}
Event = tuple[dt.date, str]


def months_of(dates: Sequence[dt.date]) -> list[str]:
    """The first of each month: a chart draws a month's figure in the middle of the month."""
    return [day.replace(day=1).isoformat() for day in dates]


def lettered(events: Sequence[Event], dates: Sequence[dt.date]) -> list[tuple[str, Event]]:
    """The events within the months drawn, each with the letter that marks it."""
    return list(zip(ascii_uppercase, within(events, dates), strict=False))


def within(events: Sequence[Event], dates: Sequence[dt.date]) -> list[Event]:
    """The events within the months drawn."""
    first, last = dates[0].replace(day=1), dates[-1]
    return [event for event in events if first <= event[0] <= last]


def layout(
    dates: Sequence[dt.date], axis: dict[str, Any], *, events: Sequence[Event] = (),
) -> dict[str, Any]:
    """A chart by month, with the events as lettered lines; ``axis`` is what the y axis has of its
    own.
    """
    first, last = dates[0].replace(day=1), dates[-1]
    ticks = {"dtick": "M1"} if len(dates) < 7 else {"nticks": 7}
    plain = plain_layout(
        {"type": "date", "tickformat": "%b<br>%Y", "showgrid": False,
         "range": [first.isoformat(), last.isoformat()], **ticks}, axis)
    for letter, (day, _) in lettered(events, dates):
        plain["shapes"].append({
            "type": "line", "xref": "x", "x0": day.isoformat(), "x1": day.isoformat(),
            "yref": "paper", "y0": 0, "y1": 1.02,
            "line": {"color": INK, "width": 1}})
        plain["annotations"].append({
            "x": day.isoformat(), "xref": "x", "y": 1.02, "yref": "paper", "text": letter,
            "showarrow": False, "xanchor": "center", "yanchor": "bottom",
            "font": {"size": 11, "color": INK}})
    return plain


def plain_layout(across: dict[str, Any], up: dict[str, Any]) -> dict[str, Any]:
    """A chart with nothing on it yet, of two axes."""
    return {
        "font": {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif",
                 "size": 12, "color": SOFT},
        "margin": {"l": 44, "r": 48, "t": 22, "b": 34}, "height": 300,
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "xaxis": {"fixedrange": True, "linecolor": LINE, **across},
        "yaxis": {"gridcolor": LINE, "zeroline": False, "fixedrange": True, **up},
        "shapes": [], "annotations": [], "dragmode": False,
        "hoverlabel": {"bgcolor": "#ffffff", "font": {"color": INK}},
    }


def add_target(drawn: dict[str, Any], measure: Measure) -> None:
    """The target as a dashed line with its number at the end, where there is one."""
    if measure.target is None:
        return
    drawn["shapes"].append({
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": measure.target,
        "y1": measure.target, "line": {"color": INK, "width": 1.5, "dash": "dash"}})
    drawn["annotations"].append({
        "x": 1, "xref": "paper", "y": measure.target, "yref": "y", "showarrow": False,
        "text": f"Target<br>{target_words(measure)}", "xanchor": "left", "yanchor": "middle",
        "align": "left", "font": {"size": 11, "color": INK}})
