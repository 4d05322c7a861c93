"""Caseloads: for heads before they move work, and for managers before they take more on."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.caseloads import band_names, caseloads_table, dots_key, team_caseloads
from components.drawn import drawn
from components.filters import choices
from components.link import link
from components.panel import panel
from components.place_trail import place_trail
from components.scorecard import lacking_words
from components.sentence_of_caseloads import caseloads_sentence
from data.caseload_queries import CASELOADS, Caseload
from data.places import REMAINDERS, Place
from pages._web.page import Look, Page, Shown, render
from pages._web.places import places_switch

dash.register_page(__name__, path="/caseloads", title="Caseloads · Surgery")

WHOSE = {"social-workers": "Social workers", "reviewing-officers": "Reviewing officers"}


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    whose = look.get("whose", "social-workers", CASELOADS)
    measure = asked.measure(look.viewer, CASELOADS[whose])
    own = asked.authority.id if whose == "reviewing-officers" else look.viewer.place
    place = asked.place(
        look.viewer, look.get("place", own or asked.authority.id), measure=measure)
    loads = asked.caseloads(look.viewer, place.id, look.as_at, whose=whose)
    lacking, reviewing = look.snapshot.lacking.get(measure.id), whose == "reviewing-officers"
    return Page(
        title="Caseloads",
        trail=place_trail(asked.places.trail(place.id), href=look.href, then="Caseloads",
                          may_open=look.may_open),
        lead=f"{lacking_words(lacking)}." if lacking else caseloads_sentence(
            place.name, loads[0], bands=asked.caseload_bands(whose), reviewing=reviewing,
            most=asked.authority.caseloads.newly_qualified),
        body=drawn(
            _switch(look, whose),
            places_switch(look, place, href=lambda to: look.href("/caseloads", place=to))
            if not reviewing else None,
            _places(look, place, loads, whose) if not lacking else None,
            _team(look, place, loads[0], whose)),
        active="/caseloads",
    )


def _switch(look: Look, whose: str) -> Component:
    """Whose caseloads. Reviewing officers work for the whole county, so the way leads there."""
    return choices([
        (words, look.href("/caseloads", whose="" if kind == "social-workers" else kind),
         kind == whose) for kind, words in WHOSE.items()], label="Whose")


def _places(look: Look, place: Place, loads: list[Caseload], whose: str) -> Component:
    heading = {"authority": "Place", "locality": "Team", "team": "Team"}[place.level]
    to = partial(look.href, "/caseloads", whose="" if whose == "social-workers" else whose)
    bands = look.queries.caseload_bands(whose)
    if len(loads) == 2 and loads[1].children == loads[0].children:  # the part is all of it
        loads = loads[:1] if loads[1].place in REMAINDERS else loads[1:]
    table = caseloads_table(
        loads, bands=bands, names=band_names(bands, reviewing=whose == "reviewing-officers"),
        heading=heading,
        href=lambda part: "" if part == place.id or part in REMAINDERS else to(place=part),
        caption=f"Caseloads of {place.name}")
    return panel(
        "Side by side" if len(loads) > 1 else "In bands", table,
        dots_key(bands, of_one=look.viewer.role == "worker")
        if any(load.workers for load in loads) else None,
        html.P("The snapshot of this date does not hold who is newly qualified or from an agency.",
               className="empty") if not look.snapshot.holds("workers.parquet") else None,
        note="how many workers have so many children for a full-time post")


def _team(look: Look, place: Place, load: Caseload, whose: str) -> Component | None:
    """The workers by id, for those who work with the team."""
    if place.level != "team" or not load.workers:
        return None
    measure = CASELOADS[whose] if whose == "reviewing-officers" else ""
    return panel(
        "Workers", team_caseloads(
            load, most=look.queries.authority.caseloads.newly_qualified,
            href=lambda worker: look.href(
                "/cases", measure=measure, place=place.id, worker=worker),
            caption=f"Workers of {place.name}"),
        note=link("The team’s page", look.href(f"/teams/{place.id}"))
        if look.may_open(place.id) else None)
