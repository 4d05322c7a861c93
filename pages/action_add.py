"""Agreeing an action outside of a surgery, or from a measure's or a child's page."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.attributes import data
from components.control import Control
from components.drawn import drawn
from components.place_trail import place_trail
from data.places import Place
from data.queries import NotAllowed, NotFound
from pages._web.agreed import agree_form, may_act
from pages._web.page import Look, Page, Shown, render

# Before /actions/<action>, which would take it for an action of that name.
dash.register_page(__name__, path="/actions/add", title="Agree an action · Surgery", order=0)


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked, measure = look.queries, look.get("measure")
    offered = _places(look, measure)
    if not offered:
        raise NotAllowed
    chosen = look.get("place") or _own(look, offered)
    place = asked.places.place_or_service(chosen)
    if place is None:
        raise NotFound(f"no place called {chosen}")
    if place.id not in {one.id for one in offered}:
        raise NotAllowed
    return Page(
        title="Agree an action",
        trail=[("Actions", look.href("/actions")), ("Agree an action", None)]
        if place.level == "service" else place_trail(
            asked.places.trail(place.id), href=look.href, then="Agree an action",
            may_open=look.may_open),
        lead=f"{place.name}, on the figures as at {look.as_at:%-d %B %Y}.",
        body=drawn(
            _place_choice(look, offered, place) if len(offered) > 1 else None,
            agree_form(look, place=place.id, measure=look.get("measure", "", asked.catalogue),
                       children=look.get("child"))),
        active="/actions")


def _places(look: Look, measure: str) -> list[Place]:
    """Where the viewer may agree something: the authority, areas, services, then teams."""
    places = look.queries.places
    return [place for place in (
        places.authority, *places.localities, *places.services,
        *(team for team in places.teams if team.open_at(look.as_at)))
        if may_act(look, place.id, measure)]


def _own(look: Look, offered: list[Place]) -> str:
    """The viewer's own place, or the first there is."""
    own = [place.id for place in offered if place.id == look.viewer.place]
    return (own or [offered[0].id])[0]


def _place_choice(look: Look, offered: list[Place], place: Place) -> html.Form:
    """Another place: chosen first, since who may answer for it hangs on that."""
    return html.Form([
        html.Label("Place", htmlFor="choose-place"),
        Control("select", {"id": "choose-place", "name": "place", "defaultValue": place.id},
                [("", [(one.id, one.name) for one in offered])]),
        html.Button("Choose", type="submit"),
    ], action=look.href("/actions/add", measure=look.get("measure"), child=look.get("child")),
        method="get", className="search", **data(nav=""))
