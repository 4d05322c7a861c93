"""One area: for its head of social work, before and in the performance surgery."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

import dash
from dash.development.base_component import Component

from components.drawn import drawn
from components.facts import fact_strip, place_facts
from components.measure_choice import among_words
from components.panel import panel
from components.place_trail import place_trail
from components.records import records
from components.scorecard import Part
from components.sentence import place_sentence
from components.side_by_side import side_by_side
from data.places import REMAINDERS, Place
from data.queries import NotFound, queries
from pages._web.lateness import late_panel
from pages._web.measures import chosen, measures_panel
from pages._web.page import Look, Page, Shown, render
from pages._web.summaries import summary_link
from pages._web.work import area_or_service, own_pages, to_surgery, workload_facts


def _title(locality: str = "") -> str:
    place = queries().places.by_id.get(locality)
    return f"{place.name if place else 'Not found'} · Surgery"


dash.register_page(__name__, path_template="/localities/<locality>", title=_title)


def layout(locality: str = "", **address: Any) -> Shown:
    return render(partial(_build, locality), address)


def _build(locality: str, look: Look) -> Page:
    asked = look.queries
    place = asked.place(look.viewer, locality)
    if place.level != "locality" or place.id in REMAINDERS:
        raise NotFound(f"no area called {locality}")
    path = f"/localities/{place.id}"
    rows = asked.standing(look.viewer, place.id, look.as_at)
    choice = chosen(look, asked.choices)
    return Page(
        title=place.name,
        trail=place_trail(asked.places.trail(place.id), href=look.href),
        lead=place_sentence(place.name, records(rows), asked.catalogue, shown=choice.measures,
                            among=among_words(choice)),
        body=drawn(
            area_or_service(look, path),
            to_surgery(look, place.id),
            fact_strip([
                *place_facts(rows, measures=asked.catalogue, place=place.id, href=look.href,
                             opens=own_pages(look, place.id)),
                *workload_facts(look, place.id)]),
            measures_panel(
                look, place, rows, choices=asked.choices, path=path,
                beside=partial(_county, look)),
            late_panel(look, place),
            None if choice.in_brief else _teams(look, place, choice.measures),
            summary_link(look, place),
        ),
        active=path,
    )


def _county(look: Look, measures: Collection[str]) -> tuple[Any, list[Part]]:
    county = look.queries.places.authority
    rows = look.queries.standing(look.viewer, county.id, look.as_at, measures=measures)
    return rows, [(county.id, county.short)]


def _teams(look: Look, place: Place, measures: Collection[str]) -> Component | None:
    """The area's teams side by side, as far as the viewer may see them."""
    asked = look.queries
    teams = [(team.id, team.short)
             for team in asked.children_of(look.viewer, place, look.as_at)]
    beside = side_by_side(
        asked.side_by_side(look.viewer, place.id, look.as_at, measures=measures),
        measures=asked.catalogue, parts=teams, caption=f"Teams of {place.name}, side by side",
        href=look.href, part_path="/teams")
    some = len(teams) < len(asked.places.teams_of(place.id, look.as_at))
    return panel("Teams", beside, note="those that you may see" if some else
                 "those open at this date") if beside else None
