"""One measure at one place: for whoever asks why, from the director to the team manager."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.breakdown import breakdown, breakdown_choices
from components.case_list import case_list
from components.comparison import half_a_year_before
from components.drawn import drawn
from components.filters import choices
from components.left_out import left_out
from components.link import link
from components.not_known import not_known_sentence
from components.over_time import over_time
from components.panel import panel
from components.place_trail import place_trail
from components.places_table import places_table, with_cases
from components.sentence import measure_sentence
from data.measures.catalogue import Measure
from data.places import REMAINDERS, Place
from data.queries import BREAKDOWNS, NotAllowed, queries
from pages._web.beside import published_panel, quality_panel, said_before_panel
from pages._web.page import Look, Page, Shown, render


def _title(measure: str = "") -> str:
    found = queries().catalogue.get(measure)
    return f"{found.name if found else 'Not found'} · Surgery"


dash.register_page(__name__, path_template="/measures/<measure>", title=_title)


WINDOWS = {"point": "by month", "month": "each month", "year": "twelve months to each date"}
TEAMS = 20
"""So many teams of the county; an area's page of the measure has all of its own."""


def layout(measure: str = "", **address: Any) -> Shown:
    return render(partial(_build, measure), address)


def _build(name: str, look: Look) -> Page:
    asked = look.queries
    measure = asked.measure(look.viewer, name)
    place = asked.place(
        look.viewer, look.get("place", asked.authority.id), measure=measure)
    period = _period(look, measure)
    figure = asked.figure(look.viewer, measure.id, place.id, look.as_at, period=period)
    history = asked.history(look.viewer, measure.id, place.id, look.as_at, period=period)
    events = [(event.date, event.words) for event in asked.authority.events]
    over = over_time(measure, history, name=place.name, events=events, download=look.href(
        "/figures.csv", measure=measure.id, place=place.id, period=_kept(look, measure, period),
        as_at=look.as_at.isoformat()))
    return Page(
        title=measure.name,
        trail=place_trail(asked.places.trail(place.id), href=look.href, then=measure.name,
                          may_open=look.may_open),
        lead=html.Div([
            html.P(measure.plain_english, className="asked"),
            html.P(measure_sentence(
                measure, place.name, figure,
                earlier=half_a_year_before(history, look.as_at)), className="lead")]),
        body=drawn(
            _places_switch(look, measure, place),
            said_before_panel(look, measure, place, figure, period),
            panel("Over time", over, look="card", note=f"{place.name}, {WINDOWS[period]}"),
            *_parts(look, measure, place, figure),
            _breakdown(look, measure, place, figure),
            html.Div([
                panel("What is not known", html.P(not_known_sentence(measure, figure)),
                      look="card"),
                panel("When it slips", html.P(measure.what_to_do), look="card"),
                panel("Definition", html.P(measure.clock[0].upper() + measure.clock[1:] + "."),
                      html.P(link("The whole definition and its SQL",
                                  look.href(f"/definitions/{measure.id}"))), look="card"),
            ], className="three"),
            quality_panel(look, measure, place),
            published_panel(look, measure),
            left_out(asked.left_out(look.viewer, measure.id, look.as_at) or ()),
            _first_cases(look, measure, place, figure),
        ),
        active="/" if place.level == "authority" else
        f"/localities/{place.id if place.level == 'locality' else place.parent}",
    )


def _period(look: Look, measure: Measure) -> str:
    """The period looked at: the point, the month or the twelve months to the date."""
    return look.queries.period_of(look.viewer, measure, look.get("period"))


def _kept(look: Look, measure: Measure, period: str) -> str:
    """The period for an address: nothing where it is the one shown anyway."""
    return "" if period == look.queries.period_of(look.viewer, measure) else period


def _places_switch(look: Look, measure: Measure, place: Place) -> Component:
    """The county and its areas; in an area also its teams."""
    asked = look.queries
    above = asked.places.trail(place.id)
    area = next((p for p in above if p.level == "locality"), None)
    shown = [asked.places.authority, *asked.places.localities,
             *([area] if area and area.id in REMAINDERS else [])]
    teams = asked.children_of(look.viewer, area, look.as_at, measure=measure) if area else ()
    switch = partial(_choices, look, measure)
    chosen, periods = _period(look, measure), asked.periods_of(look.viewer, measure)
    return html.Div([
        switch(shown, {p.id for p in above}, "Places"),
        switch(teams, {place.id}, "Teams") if teams else None,
        choices([
            ({"month": "In the month", "year": "In twelve months"}[period], look.href(
                f"/measures/{measure.id}", place=place.id, period=_kept(look, measure, period)),
             period == chosen) for period in periods],
            label="Period") if len(periods) > 1 else None])


def _choices(
    look: Look, measure: Measure, places: Sequence[Place], chosen: set[str], label: str,
) -> Component:
    own = [p.id for p in places if p.id in chosen][-1:]
    return choices([
        (p.short, look.href(f"/measures/{measure.id}", place=p.id,
                            period=_kept(look, measure, _period(look, measure))), p.id in own)
        for p in places], label=label)


def _parts(look: Look, measure: Measure, place: Place, figure: Any) -> list[Component]:
    """The areas of the county and all its teams; the teams of an area; the workers of a team."""
    asked = look.queries
    if place.level == "team" and not look.viewer.may_see_children:
        return []
    period = _period(look, measure)
    parts = asked.side_by_side(
        look.viewer, place.id, look.as_at, measures=[measure.id], period=period)
    words = {"authority": "Areas", "locality": "Teams", "team": "Workers"}[place.level]
    first = places_table(
        measure, with_cases(parts), caption=f"{measure.name}: {words.lower()} of {place.name}",
        heading=words[:-1], href=partial(_part_address, look, measure, place),
        whole_figure=figure, whole_name=place.name)
    tables = [panel(words, first, look="card",
                    note=f"the line is {place.name}" if measure.unit == "percent"
                    and not measure.share_of else None)]
    if first is None:
        return []
    if place.level != "authority":
        return tables
    teams = asked.side_by_side(
        look.viewer, place.id, look.as_at, measures=[measure.id], period=period, teams=True)
    second = places_table(
        measure, with_cases(teams), caption=f"{measure.name}: teams", heading="Team",
        label="name", href=partial(_part_address, look, measure, place), whole_figure=figure,
        whole_name=place.name, most_to_do_first=True, at_most=TEAMS)
    if second is None:
        return tables
    return [*tables, panel(
        "Teams", second, look="card",
        note=_team_note(look, measure))]


def _breakdown(look: Look, measure: Measure, place: Place, figure: Any) -> Component:
    """The figure by group of children, where the address asks for one."""
    asked, period = look.queries, _period(look, measure)
    by = look.get("by", "", BREAKDOWNS)
    ways = breakdown_choices(by, by=BREAKDOWNS, href=lambda way: look.href(
        f"/measures/{measure.id}", place=place.id, period=_kept(look, measure, period), by=way))
    if not by:
        return panel("Break down by", ways, look="card")
    found = asked.breakdown(
        look.viewer, measure.id, place.id, look.as_at, by=by, period=period)
    return panel(
        "Break down by", ways,
        breakdown(measure, found.rows, by=by, name=place.name, whole_figure=figure,
                  small_numbers=look.viewer.sees_small_numbers, why_not=found.why_not),
        look="card")


def _team_note(look: Look, measure: Measure) -> str | None:
    """Which teams these are, and in what order: a head's do not add up to the county."""
    yours = "" if look.viewer.role in ("analyst", "director") else "those that you may see"
    counted = measure.unit == "percent" and measure.target is not None and not measure.share_of
    order = "most cases to the target first" if counted else ""
    return ", ".join(filter(None, (yours, order))) or None


def _part_address(look: Look, measure: Measure, place: Place, row: Any) -> str:
    period = _kept(look, measure, _period(look, measure))
    if place.level == "team":
        return look.href("/cases", measure=measure.id, place=place.id, worker=row["place"],
                         period=period)
    return look.href(f"/measures/{measure.id}", place=row["place"], period=period)


def _first_cases(
    look: Look, measure: Measure, place: Place, figure: Any,
) -> Component | None:
    """The first ten of the list, for those who may open it."""
    asked = look.queries
    status = "all" if measure.unit != "percent" or measure.share_of else (
        "met" if measure.better == "lower" else "missed")
    sort = "-value" if measure.unit == "mean" or measure.share_of else (
        "happened_on" if measure.unit in ("count", "rate") else "due_on")
    try:
        found = asked.cases(
            look.viewer, measure.id, place.id, look.as_at, status=status, size=10,
            sort=sort.lstrip("-"), descending=sort.startswith("-"),
            period=_period(look, measure))
    except NotAllowed:
        return None
    names = {team.id: team.name for team in asked.places.teams}
    words = {"missed": "Not met or not known", "met": "Counted", "all": "The list"}[status]
    every = figure is not None and found.counts["all"] == figure["cases"]
    yours = "" if every else " that you may see"
    more = link(f"Open all {found.total:,}", look.href(
        "/cases", measure=measure.id, place=place.id, status=status, sort=sort,
        period=_kept(look, measure, _period(look, measure))))
    return panel(
        words,
        case_list(found.rows, measure=measure, caption=f"{words}, {place.name}",
                  team_names=names, child_href=look.child_href,
                  leave_out=("value",) if status == "met" else ()),
        note=[f"{found.total:,}{yours} in {place.name} · ", more] if found.total else None)
