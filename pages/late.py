"""Children with three or more things late at once: for heads and managers, to talk about."""

from __future__ import annotations

from typing import Any

import dash

from components.compound_lateness import HEADING, late_words
from components.drawn import drawn
from components.numbers import lower_first
from components.pager import pager
from components.place_trail import place_trail
from pages._web.lateness import late_counts, list_of_late
from pages._web.page import Look, Page, Shown, render
from pages._web.work import sees_all

dash.register_page(__name__, path="/late", title=f"{HEADING} · Surgery")
ROWS = 40


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    place_id = look.get("place", asked.authority.id)
    found = asked.late_together(
        look.viewer, place_id, look.as_at, page=look.page_number(), size=ROWS)
    place = asked.places.by_id[place_id]
    return Page(
        title=HEADING,
        trail=place_trail(asked.places.trail(place.id), href=look.href, then=HEADING,
                          may_open=look.may_open),
        lead=f"{place.name}: "
             + lower_first(late_words(found.children, all_of_it=sees_all(look, place.id, ""))),
        body=drawn(
            late_counts(look, place) if place.level != "team" else None,
            list_of_late(look, place, found),
            pager(found.page, found.pages, href=lambda number: look.href(
                "/late", place=place.id, page=number))),
        active="/late",
    )
