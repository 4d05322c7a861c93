"""One team: for its manager, every morning."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash.development.base_component import Component

from components.drawn import drawn
from components.due_list import due_panel
from components.facts import fact_strip, place_facts
from components.numbers import day_words
from components.panel import panel
from components.place_trail import place_trail
from components.records import records
from components.scorecard import has_cases, scorecard
from components.sentence import place_sentence
from components.workers_table import workers_table
from data.places import Place
from data.queries import NotAllowed, NotFound, queries
from pages._web.page import Look, Page, Shown, render


def _title(team: str = "") -> str:
    place = queries().places.by_id.get(team)
    return f"{place.name if place else 'Not found'} · Surgery"


dash.register_page(__name__, path_template="/teams/<team>", title=_title)


WORK_ROWS = 35


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
    card = asked.scorecard(look.viewer, place.id, look.as_at)
    table = scorecard(
        card, measures=asked.catalogue, place=place.id, name="This team",
        dates=[day for day in look.dates if day <= look.as_at], href=look.href, short=True)
    return Page(
        title=place.name,
        trail=place_trail(asked.places.trail(place.id), href=look.href),
        lead=place_sentence("This team", records(card), asked.catalogue),
        body=drawn(
            fact_strip(place_facts(
                card[[has_cases(r) for r in records(card)]], measures=asked.catalogue,
                place=place.id, href=look.href)),
            *_work(look, place.id, place.name), panel("Scorecard", table)),
        active=f"/localities/{place.parent}",
    )


def _not_open(place: Place, look: Look) -> str:
    """When a team that was not there at the date opened or closed."""
    if place.starts and look.as_at < place.starts:
        return f"{place.name} opened on {day_words(place.starts)}, after this date."
    return f"{place.name} closed on {day_words(place.ends)}, before this date."


def _work(look: Look, team: str, name: str) -> list[Component]:
    """Workers and what is due, for those who may see them."""
    asked = look.queries
    if not look.viewer.may_see_children:
        return []
    parts: list[Component] = [panel("Workers", workers_table(
        asked.workers(look.viewer, team, look.as_at), name=name))]
    show = look.get("show", "overdue", ("overdue", "due"))
    try:
        due = asked.due(look.viewer, team, look.as_at, show=show, page=look.page_number(),
                        size=WORK_ROWS)
    except NotAllowed:
        return parts
    return [*parts, due_panel(
        due.rows, workload=due.workload, name=name, show=show,
        page=due.page, pages=due.pages, measures=asked.catalogue,
        case_link=asked.authority.case_link, href=partial(look.href, f"/teams/{team}"),
        list_href=lambda measure: look.href(
            "/cases", measure=measure, place=team, status=show))]
