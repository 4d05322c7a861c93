"""The panel of children with three or more things late, on the pages of places."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.compound_lateness import HEADING, late_by_place, late_table, late_words
from components.link import link
from components.panel import panel
from components.place_trail import place_path
from data.places import Place
from data.queries import LateTogether, NotAllowed
from pages._web.page import Look
from pages._web.work import sees_all

SHORT = 6


def late_panel(look: Look, place: Place) -> Component | None:
    """How many children have several things late at a place, and the first of them; None for a
    viewer who may list nobody there.
    """
    try:
        found = look.queries.late_together(look.viewer, place.id, look.as_at, size=SHORT)
    except NotAllowed:
        return None
    every = link(f"All {found.children:,}", look.href("/late", place=place.id))
    return panel(
        HEADING, html.P(late_words(found.children, all_of_it=sees_all(look, place.id, "")),
                        className="count"),
        list_of_late(look, place, found) if found.children else None,
        note=every if found.pages > 1 else None)


def list_of_late(look: Look, place: Place, found: LateTogether) -> Component:
    """The children of one page of the list."""
    asked = look.queries
    return late_table(
        found.rows, measures=asked.catalogue, caption=f"{HEADING}, {place.name}",
        team_names={team.id: team.name for team in asked.places.teams},
        child_href=look.child_href)


def late_counts(look: Look, place: Place) -> Component | None:
    """How many such children each part of a place has; None where small numbers are hidden."""
    try:
        parts = look.queries.late_by_part(look.viewer, place.id, look.as_at)
    except NotAllowed:
        return None
    return late_by_place(
        parts, href=lambda part: look.href(place_path(look.queries.places.by_id[part])))


def late_counts_panel(look: Look, place: Place) -> Component | None:
    """The county's numbers by area, and the way to the list; None where there are none to show."""
    counts = late_counts(look, place)
    listed = look.viewer.may_see_children and place.level == "authority"
    return panel(HEADING, counts, note=link("The list", look.href("/late")) if listed else
                 None) if counts else None
