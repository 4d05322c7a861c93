"""One team: for its manager, every morning."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash.development.base_component import Component

from components.drawn import drawn
from components.facts import fact_strip, place_facts
from components.measure_choice import among_words
from components.numbers import day_words
from components.panel import panel
from components.place_trail import place_trail
from components.records import records
from components.scorecard import has_cases
from components.sentence import place_sentence
from components.workers_table import workers_table
from data.places import Place
from data.queries import NotAllowed, NotFound, queries
from pages._web.lateness import late_panel
from pages._web.measures import chosen, measures_panel
from pages._web.morning import work_panel
from pages._web.page import Look, Page, Shown, render
from pages._web.work import own_pages


def _title(team: str = "") -> str:
    place = queries().places.by_id.get(team)
    return f"{place.name if place else 'Not found'} · Surgery"


dash.register_page(__name__, path_template="/teams/<team>", title=_title)


WORK_ROWS, WITH_ALL = 10, 5
"""So many children of the work on the page; beside all measures in brief fewer, or it is too long.
"""


def layout(team: str = "", **address: Any) -> Shown:
    return render(partial(_build, team), address)


def _build(team: str, look: Look) -> Page:
    asked = look.queries
    place = asked.place(look.viewer, team)
    if place.level != "team":
        raise NotFound(f"no team called {team}")
    if not place.open_at(look.as_at):
        return Page(
            title=place.name, trail=place_trail(asked.places.trail(place.id), href=look.href),
            lead=_not_open(place, look), body=[])
    rows = asked.standing(look.viewer, place.id, look.as_at)
    choice = chosen(look, asked.choices)
    return Page(
        title=place.name,
        trail=place_trail(asked.places.trail(place.id), href=look.href),
        lead=place_sentence("This team", records(rows), asked.catalogue, shown=choice.measures,
                            among=among_words(choice)),
        body=drawn(
            fact_strip(place_facts(
                rows[[has_cases(r) for r in records(rows)]], measures=asked.catalogue,
                place=place.id, href=look.href, opens=own_pages(look, place.id))),
            *_work(look, place, WITH_ALL if choice.in_brief else WORK_ROWS),
            measures_panel(look, place, rows, choices=asked.choices, path=f"/teams/{place.id}",
                           name="This team", short=True)),
        active=f"/localities/{place.parent}" if place.parent else "/",
    )


def _not_open(place: Place, look: Look) -> str:
    """When a team that was not there at the date opened or closed."""
    if place.starts and look.as_at < place.starts:
        return f"{place.name} opened on {day_words(place.starts)}, after this date."
    return f"{place.name} closed on {day_words(place.ends)}, before this date."


def _work(look: Look, place: Place, size: int) -> list[Component]:
    """Workers, children with several things late and what is due, for those who may see them."""
    asked, team, name = look.queries, place.id, place.name
    if not look.viewer.may_see_children:
        return []
    parts = drawn(panel("Workers", workers_table(
        asked.workers(look.viewer, team, look.as_at), name=name, href=lambda worker: look.href(
            "/morning", place=team, worker=worker, when="overdue"))), late_panel(look, place))
    try:
        return [*parts, work_panel(look, place, size)]
    except NotAllowed:
        return parts
