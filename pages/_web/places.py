"""The way from one place to another on a page that is about any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dash import html
from dash.development.base_component import Component

from components.drawn import drawn
from components.filters import choices
from data.places import Place
from pages._web.page import Look


def places_switch(
    look: Look, place: Place, *, href: Callable[[str], str],
    may_open: Callable[[str], bool] = lambda place: True,
) -> Component:
    """The county and its areas; in an area also its teams, as far as the viewer may open them."""
    asked = look.queries
    above = asked.places.trail(place.id)
    area = next((one for one in above if one.level == "locality"), None)
    teams = asked.children_of(look.viewer, area, look.as_at) if area else ()

    def row(places: Iterable[Place], label: str) -> Component | None:
        shown = [one for one in places if may_open(one.id)]
        own = [one.id for one in above if one in shown][-1:]
        return choices([(one.short, href(one.id), one.id in own) for one in shown],
                       label=label) if len(shown) > 1 else None

    return html.Div(drawn(row((asked.places.authority, *asked.places.localities), "Places"),
                          row(teams, "Teams")))
