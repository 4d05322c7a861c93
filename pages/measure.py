"""One measure at one place: for whoever asks why, from the director to the team manager."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.beside import beside
from components.comparison import half_a_year_before
from components.drawn import drawn
from components.filters import choices
from components.left_out import left_out
from components.link import link
from components.not_known import not_known_sentence
from components.panel import panel
from components.place_trail import place_trail
from components.quick import quick
from components.sentence import measure_sentence
from data.measures.catalogue import Measure
from data.places import REMAINDERS, Place
from data.queries import queries
from pages._web.agreed import action_marks, agreed_about, commentary_panel
from pages._web.beside import published_panel, quality_panel, said_before_panel
from pages._web.charts import chart_panel, funnel_panel
from pages._web.measure_parts import (
    breakdown_panel,
    first_cases,
    kept,
    parts_panels,
    period_of,
)
from pages._web.page import Look, Page, Shown, render
from pages._web.summaries import measure_files


def _title(measure: str = "") -> str:
    found = queries().catalogue.get(measure)
    return f"{found.name if found else 'Not found'} · Surgery"


dash.register_page(__name__, path_template="/measures/<measure>", title=_title)


def layout(measure: str = "", **address: Any) -> Shown:
    return render(partial(_build, measure), address)


def _build(name: str, look: Look) -> Page:
    asked = look.queries
    measure = asked.measure(look.viewer, name)
    place = asked.place(
        look.viewer, look.get("place", asked.authority.id), measure=measure)
    period = period_of(look, measure)
    history = [figure._asdict() for figure in asked.figures_over(
        look.viewer, measure.id, place.id, look.as_at, period=period)]
    figure = next((one for one in history if one["as_at"] == look.as_at), None)
    agreed = agreed_about(look, measure, place)
    return Page(
        title=measure.name,
        trail=place_trail(asked.places.trail(place.id), href=look.href, then=measure.name,
                          may_open=look.may_open),
        lead=quick(html.Div, [
            quick(html.P, measure.plain_english, className="asked"),
            quick(html.P, measure_sentence(
                measure, place.name, figure,
                earlier=half_a_year_before(history, look.as_at)), className="lead")]),
        body=drawn(
            _places_switch(look, measure, place),
            said_before_panel(look, measure, place, figure, period),
            beside(chart_panel(look, measure, place, history, marks=action_marks(agreed)),
                   funnel_panel(look, measure, place)),
            commentary_panel(look, measure, place, agreed),
            *parts_panels(look, measure, place, figure),
            breakdown_panel(look, measure, place, figure),
            quick(html.Div, [
                panel("What is not known", quick(html.P, not_known_sentence(measure, figure)),
                      look="card"),
                panel("When it slips", quick(html.P, measure.what_to_do), look="card"),
                panel("Clock", quick(html.P, measure.clock[0].upper() + measure.clock[1:] + "."),
                      quick(html.P, link("The whole definition and its SQL",
                                        look.href(f"/definitions/{measure.id}"))), look="card"),
            ], className="three"),
            quality_panel(look, measure, place),
            published_panel(look, measure),
            left_out(asked.left_out(look.viewer, measure.id, look.as_at) or ()),
            first_cases(look, measure, place, figure),
            measure_files(look, measure.id, place.id),
        ),
        active="/" if place.level == "authority" else
        f"/localities/{place.id if place.level == 'locality' else place.parent}",
    )


def _places_switch(look: Look, measure: Measure, place: Place) -> Component:
    """The county and its areas; in an area also its teams."""
    asked = look.queries
    above = asked.places.trail(place.id)
    area = next((p for p in above if p.level == "locality"), None)
    shown = [asked.places.authority, *asked.places.localities,
             *([area] if area and area.id in REMAINDERS else [])]
    teams = asked.children_of(look.viewer, area, look.as_at, measure=measure) if area else ()
    switch = partial(_choices, look, measure)
    chosen, periods = period_of(look, measure), asked.periods_of(look.viewer, measure)
    return quick(html.Div, [
        switch(shown, {p.id for p in above}, "Places"),
        switch(teams, {place.id}, "Teams") if teams else None,
        choices([
            ({"month": "In the month", "year": "In twelve months"}[period], look.href(
                f"/measures/{measure.id}", place=place.id, period=kept(look, measure, period)),
             period == chosen) for period in periods],
            label="Period") if len(periods) > 1 else None])


def _choices(
    look: Look, measure: Measure, places: Sequence[Place], chosen: set[str], label: str,
) -> Component:
    own = [p.id for p in places if p.id in chosen][-1:]
    return choices([
        (p.short, look.href(f"/measures/{measure.id}", place=p.id,
                            period=kept(look, measure, period_of(look, measure))), p.id in own)
        for p in places], label=label)
