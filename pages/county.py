"""The county: for directors each week, and for everyone as the way in."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash.development.base_component import Component

from components.drawn import drawn
from components.facts import fact_strip, place_facts
from components.measure_choice import among_words
from components.panel import panel
from components.places_list import places_list
from components.records import records
from components.sentence import place_sentence
from pages._web.lateness import late_counts_panel
from pages._web.measures import areas, chosen, measures_panel
from pages._web.page import Look, Page, Shown, render
from pages._web.work import own_pages, workload_facts

dash.register_page(__name__, path="/", title="County · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked, county = look.queries, look.queries.places.authority
    rows = asked.standing(look.viewer, county.id, look.as_at)
    choice = chosen(look, asked.choices)
    return Page(
        title=county.name,
        trail=[],
        lead=place_sentence(
            county.name, records(rows), asked.catalogue, shown=choice.measures,
            among=among_words(choice), authority=True),
        body=drawn(
            fact_strip([
                *place_facts(rows, measures=asked.catalogue, place=county.id, href=look.href,
                             opens=own_pages(look, county.id)),
                *workload_facts(look, county.id)]),
            measures_panel(look, county, rows, choices=asked.choices, path="/",
                           beside=partial(areas, look), part_path="/localities"),
            late_counts_panel(look, county),
            _county_teams(look),
        ),
        active="/",
    )


def _county_teams(look: Look) -> Component | None:
    """The teams that work across the county, for those who may open them: no area has them."""
    teams = [team for team in look.queries.places.teams
             if not team.parent and team.open_at(look.as_at) and look.may_open(team.id)]
    return panel("County-wide teams", places_list(teams, href=look.href)) if teams else None
