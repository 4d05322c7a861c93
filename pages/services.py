"""One service across the six areas: for the head who leads it, and for directors."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.drawn import drawn
from components.facts import fact_strip, place_facts
from components.filters import choices as links
from components.link import link
from components.measure_choice import among_words
from components.records import records
from components.sentence import service_sentence
from data.authority import Service
from data.measures.choices import choices
from data.queries import queries
from pages._web.measures import areas, chosen, measures_panel
from pages._web.page import Look, Page, Shown, render
from pages._web.work import area_or_service, own_pages, to_surgery, workload_facts


def _title(service: str = "") -> str:
    names = {s.id: s.name for s in queries().authority.services}
    return f"{names.get(service, 'Not found')} · Surgery"


dash.register_page(__name__, path_template="/services/<service>", title=_title)


def layout(service: str = "", **address: Any) -> Shown:
    return render(partial(_build, service), address)


def _build(name: str, look: Look) -> Page:
    asked, county = look.queries, look.queries.places.authority
    service = asked.service(look.viewer, name)
    path, own = f"/services/{service.id}", asked.of_service(service.id)
    rows = asked.standing(look.viewer, county.id, look.as_at, measures=own)
    offered = choices(own)
    choice = chosen(look, offered)
    shown = [row for row in records(rows) if row["measure"] in choice.measures]
    return Page(
        title=service.name,
        trail=[(county.name, look.href("/")), (service.name, None)],
        lead=service_sentence(
            service.name, county.name, shown, own, among=among_words(choice)),
        body=drawn(
            _led_by(look, service),
            area_or_service(look, path) or _other_services(look, path),
            to_surgery(look, service.id),
            fact_strip([
                *place_facts(rows, measures=own, place=county.id, href=look.href,
                             opens=own_pages(look, county.id)),
                *workload_facts(look, county.id, service=service.id)]),
            measures_panel(look, county, rows, choices=offered, path=path,
                           beside=partial(areas, look), part_path="/localities"),
        ),
        active=path,
    )


def _led_by(look: Look, service: Service) -> Component | None:
    """Who leads the service: the head of social work of which area."""
    area = look.queries.places.by_id.get(service.head_of)
    if area is None:
        return None
    return html.P([
        "Led across the county by the head of social work for ",
        link(area.name, look.href(f"/localities/{area.id}")), "."], className="asked")


def _other_services(look: Look, path: str) -> Component:
    return links([(s.name, look.href(f"/services/{s.id}"), path.endswith(f"/{s.id}"))
                  for s in look.queries.authority.services], label="Services")
