"""Minutes of one surgery, as it was closed: for those who were there, on screen and on paper."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.drawn import drawn
from components.minutes import minutes_parts
from components.place_trail import place_trail
from pages._web.minutes import downloads_of, minutes_of, other_minutes
from pages._web.page import Look, Page, Shown, render

dash.register_page(
    __name__, path_template="/surgeries/<place>/minutes/<held>", title="Minutes · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    place = look.get("place")
    found = minutes_of(look.queries, look.viewer, place, look.get("held"))
    places = look.queries.places
    area = place if place in places.by_id else places.authority.id
    return Page(
        title=found.title,
        trail=[*place_trail(places.trail(area), href=look.href, then="Minutes",
                            may_open=look.may_open)[:-1],
               ("Surgery", look.href(f"/surgeries/{place}")), ("Minutes", None)],
        lead=found.standing,
        body=drawn(html.Div([
            downloads_of(place, found),
            *minutes_parts(
                found, action_href=lambda action: look.href(f"/actions/{action}"),
                child_href=look.child_href)], className="minutes"),
            other_minutes(look, place, found)),
        active="/surgeries",
    )
