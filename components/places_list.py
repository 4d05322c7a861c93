"""Places as a plain list of links to their own pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.kinds import Place
from components.link import link
from components.place_trail import place_path


def places_list(places: Sequence[Place], *, href: Callable[[str], str]) -> Component:
    """One link a place, by its full name."""
    return html.Ul([html.Li(link(place.name, href(place_path(place)))) for place in places],
                   className="links")
