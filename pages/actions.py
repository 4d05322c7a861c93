"""Everything that surgeries agreed: for those who answer for it, and for those who ask."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html

from components.action_list import action_list
from components.drawn import drawn
from components.filters import choices
from components.link import link
from components.numbers import plural
from components.panel import panel
from data.action_lists import SHOWS, ActionList, narrowed
from data.actions import actions
from data.queries import NotFound
from pages._web.agreed import action_href, agree_href, measure_words, place_words, who
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/actions", title="Actions · Surgery")
WORDS = {"open": "Open", "overdue": "Overdue", "mine": "Mine", "done": "Done",
         "dropped": "Dropped", "all": "All"}


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    show, place = look.get("show", SHOWS[0], SHOWS), look.get("place")
    if place and asked.places.place_or_service(place) is None:
        raise NotFound(f"no place called {place}")
    found = narrowed(
        actions().list(look.viewer), show=show, place=place, viewer=look.viewer,
        places=asked.places, as_at=look.as_at)
    where = place_words(look, place) if place else ""
    return Page(
        title="Actions",
        lead=_lead(found, where),
        body=drawn(
            choices([(f"{WORDS[one]} {found.counts[one]:,}", _address(look, one, place),
                      one == show) for one in SHOWS], label="How they stand"),
            choices([("Every place", _address(look, show, ""), not place), *(
                (f"{one.short} {count:,}", _address(look, show, one.id), one.id == place)
                for one, count in found.by_place)], label="Place")
            if len(found.by_place) > 1 or place else None,
            panel(f"{WORDS[show]}{f', {where}' if where else ''}", action_list(
                found.rows, caption=f"Actions: {WORDS[show].lower()}", as_at=look.as_at,
                href=partial(action_href, look), owner=partial(who, look),
                place=partial(place_words, look), measure=partial(measure_words, look),
                empty="None."), note="soonest due first" if show in SHOWS[:3] else None),
            html.Ul([
                html.Li(link("Agree an action", agree_href(look, place=place)))
                if look.viewer.role != "worker" else None,
                html.Li(html.A("Download as CSV", href=look.href(
                    "/actions.csv", show=show, place=place, as_at=look.as_at.isoformat()),
                    download="")) if found.rows else None], className="links")),
        active="/actions")


def _address(look: Look, show: str, place: str) -> str:
    return look.href("/actions", show="" if show == SHOWS[0] else show, place=place)


def _lead(found: ActionList, where: str) -> str:
    """How many are open and how many of them overdue: "Norwich: 7 actions open, 2 overdue." """
    still, late = found.counts["open"], found.counts["overdue"]
    said = (f"{plural(still, 'action')} open, {late if late else 'none'} overdue." if still else
            "No action is open.")
    return f"{where}: {said}" if where else said
