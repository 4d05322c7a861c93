"""Open children with no named, active worker: for whoever allocates, every morning."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.drawn import drawn
from components.link import link
from components.pager import pager
from components.panel import panel
from components.place_trail import place_trail
from components.scorecard import lacking_words
from components.unallocated import unallocated_list, unallocated_sentence
from data.measures.catalogue import Measure
from data.measures.tallies import UNALLOCATED
from data.places import Place
from pages._web.page import Look, Page, Shown, render
from pages._web.places import places_switch
from pages._web.work import sees_all

dash.register_page(__name__, path="/unallocated", title="Unallocated · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    measure = asked.measure(look.viewer, UNALLOCATED)
    place = asked.place(
        look.viewer, look.get("place", look.viewer.place or asked.authority.id), measure=measure)
    found = asked.unallocated(look.viewer, place.id, look.as_at, page=look.page_number())
    lacking = look.snapshot.lacking.get(measure.id)
    table = unallocated_list(
        found.rows, measures=asked.catalogue,
        team_names={team.id: team.name for team in asked.places.teams},
        child_href=look.child_href, caption=f"Children without a named worker, {place.name}")
    return Page(
        title="Unallocated children",
        trail=place_trail(asked.places.trail(place.id), href=look.href, then="Unallocated",
                          may_open=look.may_open),
        lead=f"{lacking_words(lacking)}." if lacking else unallocated_sentence(
            place.name, found, all_of_it=sees_all(look, place.id, measure.service)),
        body=drawn(
            places_switch(
                look, place, href=lambda to: look.href("/unallocated", place=to),
                may_open=partial(asked.may_list_unallocated, look.viewer)),
            panel(
                "Who and since when",
                html.P("The snapshot of this date does not hold who held the case before and who "
                       "has visited.", className="empty") if not found.told else None,
                table, pager(found.page, found.pages, href=lambda page: look.href(
                    "/unallocated", place=place.id, page=page)),
                note="longest first") if table else None,
            _what_to_do(look, measure, place)),
        active="/unallocated",
    )


def _what_to_do(look: Look, measure: Measure, place: Place) -> Component:
    return panel(
        "What to do", html.P(measure.what_to_do), html.P(measure.basis),
        html.P(link("The number over time and place by place",
                    look.href(f"/measures/{measure.id}", place=place.id))), look="card")
