"""One area: for its head of social work, before and in the performance surgery."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash

from components.drawn import drawn
from components.facts import fact_strip, place_facts
from components.panel import panel
from components.place_trail import place_trail
from components.records import records
from components.scorecard import scorecard
from components.sentence import place_sentence
from components.side_by_side import side_by_side
from data.queries import NotFound, queries
from pages._web.page import Look, Page, Shown, render
from pages._web.work import workload_facts


def _title(locality: str = "") -> str:
    place = queries().places.by_id.get(locality)
    return f"{place.name if place else 'Not found'} · Surgery"


dash.register_page(__name__, path_template="/localities/<locality>", title=_title)


def layout(locality: str = "", **address: Any) -> Shown:
    return render(partial(_build, locality), address)


def _build(locality: str, look: Look) -> Page:
    asked, county = look.queries, look.queries.places.authority
    place = asked.place(look.viewer, locality)
    if place.level != "locality":
        raise NotFound(f"no area called {locality}")
    card = asked.scorecard(look.viewer, place.id, look.as_at)
    whole = asked.scorecard(look.viewer, county.id, look.as_at).assign(place=county.id)
    teams = [(team.id, team.short)
             for team in asked.children_of(look.viewer, place, look.as_at)]
    beside = side_by_side(
        asked.side_by_side(look.viewer, place.id, look.as_at), measures=asked.catalogue,
        parts=teams, caption=f"Teams of {place.name}, side by side", href=look.href,
        place=place.id, part_path="/teams")
    some = len(teams) < len(asked.places.teams_of(place.id, look.as_at))
    return Page(
        title=place.name,
        trail=place_trail(asked.places.trail(place.id), href=look.href),
        lead=place_sentence(place.name, records(card), asked.catalogue),
        body=drawn(
            fact_strip([
                *place_facts(card, measures=asked.catalogue, place=place.id, href=look.href),
                *workload_facts(look, place.id)]),
            panel("Scorecard", scorecard(
                card, measures=asked.catalogue, place=place.id, name=place.short,
                dates=[day for day in look.dates if day <= look.as_at], href=look.href,
                beside=whole, parts=[(county.id, county.short)]),
                note=f"beside {county.name}"),
            panel("Teams", beside, note="those that you may see" if some else
                  "those open at this date") if beside else None,
        ),
        active=f"/localities/{place.id}",
    )
