"""The charts of a measure at a place: what changed, where it differs, how it goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.control_chart import control_chart, why_no_chart
from components.filters import choices
from components.funnel import Compared, funnel
from components.numbers import lower_first
from components.over_time import over_time
from components.pace_fan import pace_fan
from components.panel import panel
from components.sentence_of_signal import count_sentence
from components.small_multiples import small_multiples
from data.measures.catalogue import Measure
from data.places import REMAINDERS, Place
from data.signal_queries import Chart, Glance
from pages._web.measure_parts import kept, period_of
from pages._web.page import Look

BASELINES = ("latest", "all")
WINDOWS = {"point": "by month", "month": "each month", "year": "twelve months to each date"}


def chart_panel(
    look: Look, measure: Measure, place: Place, history: Any, *,
    marks: Sequence[tuple[dt.date, str]] = (),
) -> Component:
    """The measure over time, one view at a time: against its usual range, in its parts, at its
    pace, each area of the county. ``marks`` are what was agreed about it; ``history`` its
    figures of the period looked at.
    """
    asked = look.queries
    signal = asked.glance(look.viewer, measure.id, place.id, look.as_at)
    share = measure.unit == "percent" and not measure.share_of
    ways = {"range": "Usual range"}
    if share or len(measure.period) > 1:
        ways["parts"] = "Met, not met, not known" if share and measure.better != "lower" else (
            "Counted, not counted" if share else "Over time")
    if signal and signal.pace:
        ways["pace"] = "At this pace"
    if place.level == "authority":
        ways["areas"] = "Each area"
    shown = look.get("chart", "range", ways)
    chart = asked.chart(look.viewer, measure.id, place.id, look.as_at)
    window = chart.period
    if shown == "parts":
        window = period_of(look, measure)
        drawn: Sequence[Component | None] = [_parts_chart(look, measure, place, history)]
    elif shown == "areas":
        drawn = [_each_area(look, measure, place)]
    elif shown == "pace" and (whole := asked.signal(
            look.viewer, measure.id, place.id, look.as_at)):
        drawn = [pace_fan(measure, chart, whole, name=place.name, methods=look.href("/methods"),
                          download=_download(look, "/pace.csv", measure, place))]
    else:
        drawn = [_range_chart(look, measure, place, chart, signal, marks)]
        if why_no_chart(measure, chart, small_numbers=look.viewer.sees_small_numbers):
            drawn = [*drawn, _parts_chart(look, measure, place, history)]
            window = period_of(look, measure)
    switch = choices([
        (words, _address(look, measure, place, chart="" if way == "range" else way), way == shown)
        for way, words in ways.items()], label="Chart") if len(ways) > 1 else None
    return panel("Over time", switch, *drawn, _count(look, place), look="card",
                 note=f"{place.name}, {WINDOWS[window]}")


def _address(look: Look, measure: Measure, place: Place, **more: str) -> str:
    return look.href(f"/measures/{measure.id}", place=place.id,
                     period=kept(look, measure, period_of(look, measure)), **more)


def _range_chart(
    look: Look, measure: Measure, place: Place, chart: Chart, signal: Glance | None,
    marks: Sequence[tuple[dt.date, str]],
) -> Component:
    earlier = look.get("baselines", "latest", BASELINES) == "all"
    return control_chart(
        measure, chart, name=place.name, small_numbers=look.viewer.sees_small_numbers,
        assurance=signal.assurance if signal else "", events=_events(look), marks=marks,
        earlier=_address(look, measure, place, baselines="" if earlier else "all"),
        with_earlier=earlier, methods=look.href("/methods"),
        cases=_list_of(look, measure, place),
        download=_download(look, "/chart.csv", measure, place))


def _parts_chart(look: Look, measure: Measure, place: Place, history: Any) -> Component:
    """Met, not met and not known by month, of the period looked at."""
    return over_time(
        measure, history, name=place.name, events=_events(look), download=_download(
            look, "/figures.csv", measure, place,
            period=kept(look, measure, period_of(look, measure))))


def _events(look: Look) -> list[tuple[dt.date, str]]:
    return [(event.date, event.words) for event in look.queries.authority.events]


def _list_of(look: Look, measure: Measure, place: Place) -> str:
    """The address of the list behind it, for those who may ever open one."""
    if not look.viewer.may_see_children:
        return ""
    return look.href("/cases", measure=measure.id, place=place.id)


def _download(look: Look, path: str, measure: Measure, place: Place, **more: str) -> str:
    return look.href(path, measure=measure.id, place=place.id,
                     as_at=look.as_at.isoformat(), **more)


def _count(look: Look, place: Place) -> Component:
    """How many signals the place has in all beside how many chance alone would show."""
    asked = look.queries
    if not asked.signals_ready(look.as_at):
        return html.P(asked.signals_fault(look.as_at), className="source")
    count = asked.signal_count(look.viewer, place.id, look.as_at)
    return html.P(f"In all measures of {place.name}, {lower_first(count_sentence(count))}",
                  className="source")


def _each_area(look: Look, measure: Measure, place: Place) -> Component:
    """A small chart for each area of the county."""
    asked = look.queries
    drawn = small_multiples(measure, [
        (area.short, look.href(f"/measures/{measure.id}", place=area.id),
         asked.chart(look.viewer, measure.id, area.id, look.as_at))
        for area in asked.places.localities],
        download=_download(look, "/areas.csv", measure, place))
    return drawn or html.P("No area has two figures to draw.", className="empty")


def funnel_panel(look: Look, measure: Measure, place: Place) -> Component | None:
    """The areas beside the county, or on the county's page its teams if the address asks for them;
    at a team, the teams that the viewer may see.
    """
    teams = place.level == "team" or (
        place.level == "authority" and look.get("beside") == "teams")
    drawn = _funnel(look, measure, place, "team" if teams else "locality")
    switch = choices([
        (words, _address(look, measure, place, chart=look.get("chart"), beside=way),
         teams == bool(way)) for words, way in (("Areas", ""), ("Teams", "teams"))],
        label="Beside the county") if place.level == "authority" and (drawn or teams) else None
    if drawn is None and switch is None:
        return None
    own = teams and look.viewer.role not in ("analyst", "director")
    return panel(f"Which {'teams' if teams else 'areas'} differ", switch,
                 drawn or html.P("Fewer than two teams that you may see have enough cases."),
                 look="card", note="those that you may see" if own else None)


def _funnel(look: Look, measure: Measure, place: Place, level: str) -> Component | None:
    asked = look.queries
    signals = {s.place: s for s in asked.glances_across(
        look.viewer, measure.id, look.as_at, level=level) if s.place not in REMAINDERS}
    figures = asked.beside(
        look.viewer, asked.authority.id, look.as_at, measures=[measure.id],
        teams=level == "team")
    found = [Compared(row["short" if level == "locality" else "name"], row, signals[row["place"]])
             for row in figures if row["place"] in signals]
    return funnel(
        measure, found, whole=asked.authority.name,
        kind="area" if level == "locality" else "team", chosen=place.id,
        methods=look.href("/methods"),
        download=_download(look, "/funnel.csv", measure, place, level=level))
