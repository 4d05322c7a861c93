"""Quality beside volume: a plan in place is not a good plan."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.drawn import drawn
from components.panel import panel
from components.place_trail import place_trail
from components.quality_table import (
    AUDITS_OF,
    quality_sentence,
    quality_table,
    verdicts_table,
)
from components.scorecard import scorecard
from data.places import REMAINDERS, Place
from data.quality_queries import ADVOCACY, AUDITS, COMPLAINTS, FEEDBACK, PLAN_NAMES, PlanQuality
from pages._web.page import Look, Page, Shown, render
from pages._web.places import places_switch

dash.register_page(__name__, path="/quality", title="Quality · Surgery")
VOICE = (AUDITS, FEEDBACK, COMPLAINTS, ADVOCACY)


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    whole = asked.authority.id
    place = asked.place(look.viewer, look.get("place", look.viewer.place or whole))
    if not look.viewer.sees_small_numbers:
        place = asked.place(look.viewer, whole)
    found = asked.quality(look.viewer, place.id, look.as_at)
    plans = found.get(place.id)
    return Page(
        title="Quality beside volume",
        trail=place_trail(asked.places.trail(place.id), href=look.href, then="Quality",
                          may_open=look.may_open),
        lead=quality_sentence(place.name, plans, PLAN_NAMES) if plans else (
            "The snapshot of this date does not hold what was audited: it was published by an "
            "earlier version."),
        body=drawn(
            places_switch(look, place, href=lambda to: look.href("/quality", place=to))
            if look.viewer.sees_small_numbers else None,
            panel("Plans", quality_table(
                plans, names=PLAN_NAMES, measures=asked.catalogue,
                href=lambda measure: look.href(f"/measures/{measure}", place=place.id),
                caption=f"Quality beside volume, {place.name}"),
                note=f"audits, answers and complaints of twelve months; {AUDITS_OF}")
            if plans else None,
            _parts(look, place, found),
            _voice(look, place),
            _how_it_is_read()),
        active="/quality",
    )


def _parts(look: Look, whole: Place, found: dict[str, list[PlanQuality]]) -> Component | None:
    """The same kinds of plan across the areas, or the teams of an area."""
    places, at = look.queries.places.by_id, partial(look.href, "/quality")
    table = verdicts_table(
        found, names=PLAN_NAMES, place_names={place: places[place].short for place in found},
        href=lambda place: "" if place == whole.id or place in REMAINDERS else at(place=place),
        caption=f"Quality of plans, {whole.name} place by place")
    return panel("Place by place", table) if table else None


def _voice(look: Look, place: Place) -> Component:
    """Audits, feedback, complaints and advocacy as measures of their own."""
    asked = look.queries
    card = asked.scorecard(look.viewer, place.id, look.as_at, measures=VOICE)
    return panel("Audits and voice", scorecard(
        card, measures=asked.catalogue, place=place.id, name=place.short,
        dates=[day for day in look.dates if day <= look.as_at], href=look.href))


def _how_it_is_read() -> Component:
    return panel(
        "How it is read",
        html.P("A plan is in place by its own measure’s rule. Compliant but poor: in place as "
               "often as wanted, but even allowing for chance fewer of those audited are good "
               "than wanted. Not audited: nobody has looked at one in twelve months, so nothing "
               "is known of how good they are. Six audits are the fewest that say anything."),
        look="card")
