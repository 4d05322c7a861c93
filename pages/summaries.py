"""Which summaries there are: for whoever looks for one to take to a meeting."""

from __future__ import annotations

from typing import Any

import dash

from components.drawn import drawn
from components.summary_list import summary_list
from data.summaries.reports import areas_for, summaries_for
from pages._web.page import Look, Page, Shown, render
from pages._web.summaries import asked_of

dash.register_page(__name__, path="/summaries", title="Summaries · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = asked_of(look)
    return Page(
        title="Summaries",
        trail=[(look.queries.places.authority.short, look.href("/")), ("Summaries", None)],
        lead="What committee, safeguarding board, inspectors and partners read: the same figures "
             "that the surgeries use, with small numbers hidden. To read here, print or take away.",
        body=drawn(summary_list([
            (one.title, one.purpose, one.readers, _links(look, one.name) if may else ())
            for one, may in summaries_for(asked, look.viewer)])),
        active="/summaries")


def _links(look: Look, name: str) -> list[tuple[str, str]]:
    """The way to it; of the areas the way to each."""
    if name != "locality":
        return [("Open", look.href(f"/summaries/{name}"))]
    places = look.queries.places
    return [(places.by_id[area].short, look.href(f"/summaries/locality/{area}"))
            for area in areas_for(asked_of(look), look.viewer)]
