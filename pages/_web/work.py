"""How much is overdue and due at a place, and a head's way between the own area and service."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.facts import Fact, work_facts
from components.filters import choices
from components.link import link
from data.queries import NotAllowed, NotFound
from pages._web.page import Look


def workload_facts(look: Look, place: str, *, service: str = "") -> list[Fact]:
    """Two facts for the strip, of one service where it is given; none for a viewer who may list
    nothing there, and none of a service in which nothing can be overdue.
    """
    try:
        return work_facts(
            look.queries.workload(look.viewer, place, look.as_at, service=service),
            href=lambda status: look.href("/morning", place=place, service=service, when=status),
            all_of_it=sees_all(look, place, service), own=look.viewer.role == "worker")
    except (NotAllowed, NotFound):
        return []


def own_pages(look: Look, place: str) -> dict[str, str]:
    """The measures whose cases at a place have a page of their own that the viewer may open."""
    found = {}
    if look.viewer.may_see_children:
        found["caseload-average"] = "/caseloads"
    if look.queries.may_list_unallocated(look.viewer, place):
        found["unallocated"] = "/unallocated"
    return found


def sees_all(look: Look, place: str, service: str) -> bool:
    """Whether the viewer may list every case of the place."""
    above = {p.id for p in look.queries.places.trail(place)}
    asked = look.queries.of_service(service) if service else look.queries.catalogue
    scopes = (look.viewer.may_see_cases(m) for m in asked.values())
    return all(s is not None and (not s.column or s.value in above) for s in scopes)


def area_or_service(look: Look, path: str) -> Component | None:
    """The one switch of a head of social work, who leads an area and a service; ``path`` is the
    page's own. None for everyone else.
    """
    if look.viewer.role != "head" or not look.viewer.service:
        return None
    ways = {"My area": f"/localities/{look.viewer.place}",
            "My service": f"/services/{look.viewer.service}"}
    return choices([(words, look.href(way), way == path) for words, way in ways.items()],
                   label="My area or my service")


def to_surgery(look: Look, of: str) -> Component | None:
    """The way to the surgery of an area or a service; None for who may not open it."""
    if not look.viewer.may_see_agenda_of(of, look.queries.places):
        return None
    return html.P(link("Open the surgery", look.href(f"/surgeries/{of}"), look="button quiet"),
                  className="ways")
