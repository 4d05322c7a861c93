"""The county: for directors each week, and for everyone as the way in."""

from __future__ import annotations

from typing import Any

import dash

from components.drawn import drawn
from components.facts import fact_strip, place_facts
from components.panel import panel
from components.records import records
from components.scorecard import scorecard
from components.sentence import place_sentence
from data.places import REMAINDERS
from pages._web.page import Look, Page, Shown, render
from pages._web.work import workload_facts

dash.register_page(__name__, path="/", title="County · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked, county = look.queries, look.queries.places.authority
    card = asked.scorecard(look.viewer, county.id, look.as_at)
    beside = asked.side_by_side(look.viewer, county.id, look.as_at)
    held = set(beside["place"])
    areas = [*((area.id, area.short) for area in asked.places.localities),
             *((place, words) for place, words in REMAINDERS.items() if place in held)]
    table = scorecard(
        card, measures=asked.catalogue, place=county.id, name=county.short,
        dates=[day for day in look.dates if day <= look.as_at], href=look.href,
        beside=beside, parts=areas, part_path="/localities")
    return Page(
        title=county.name,
        trail=[],
        lead=place_sentence(
            county.name, records(card), asked.catalogue, authority=True),
        body=drawn(
            fact_strip([
                *place_facts(card, measures=asked.catalogue, place=county.id, href=look.href),
                *workload_facts(look, county.id)]),
            panel("Scorecard", table, note=f"{len(asked.catalogue)} measures"),
        ),
        active="/",
    )
