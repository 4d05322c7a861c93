"""The list of the morning: what is undone within the viewer's reach, what hurts most first."""

from __future__ import annotations

import datetime as dt
from functools import partial
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from components.drawn import drawn
from components.due_list import due_panels, due_sentence, due_table, when_words, work_by_part
from components.filters import choices
from components.link import link
from components.pager import pager
from components.panel import panel
from components.place_trail import place_trail
from data.measures.due import DAYS
from data.morning_queries import WHENS
from data.places import REMAINDERS, Place
from data.urgency import FIRST_WORDS
from pages._web.page import Look, Page
from pages._web.work import sees_all

KEPT = ("place", "worker", "service", "when", "by")


def morning_page(look: Look) -> Page:
    """``/morning``, and ``/cases`` where no measure is named."""
    asked = look.queries
    place_id, worker, service = own_place(look), look.get("worker"), look.get("service")
    when = look.get("when", look.get("status"), WHENS)
    when = when if when in WHENS else ""
    found = asked.morning(look.viewer, place_id, look.as_at, when=when, worker=worker,
                          service=service, until=due_by(look.get("by"), look.as_at),
                          page=look.page_number())
    place = asked.places.by_id[place_id]
    of = asked.service(look.viewer, service).name if service else ""
    to, own = partial(_address, look), look.viewer.role == "worker"
    return Page(
        title="The morning’s work",
        trail=place_trail(asked.places.trail(place_id), href=look.href, then="Morning list",
                          may_open=look.may_open),
        lead=due_sentence(
            ", ".join(filter(None, ("" if own and place.level == "authority" else place.name,
                                    of, worker))),
            found, all_of_it=sees_all(look, place_id, service), own=own),
        body=drawn(
            *_narrowed(look, place, of),
            None if worker else _by_part(look, place, service),
            choices([(words, to(when=which), which == when)
                     for which, words in when_words(found).items()], label="Which of it"),
            html.P([FIRST_WORDS, " ", html.A(
                "Download CSV", href=f"/morning.csv?{_download(look)}", download="")],
                className="count"),
            *due_panels(
                found, measures=asked.catalogue, name=place.name, child_href=look.child_href,
                href=lambda measure: look.href(
                    "/cases", measure=measure, place=place_id, worker=worker)),
            pager(found.page, found.pages, href=lambda number: to(page=str(number)))),
        active="/morning",
    )


def own_place(look: Look) -> str:
    """The place asked for, or the viewer's own; a worker's cases may be in more than one team."""
    own = "" if look.viewer.role == "worker" else look.viewer.place
    return look.get("place", own or look.queries.authority.id)


def due_by(text: str, as_at: dt.date) -> dt.date | None:
    """The day asked for as the last of what falls due, DAYS on at most; None for no such day, and
    then the list ends with the next surgery. An agenda asks for the surgery after it.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return min(day, as_at + dt.timedelta(days=DAYS)) if day >= as_at else None


def _address(look: Look, **changed: str) -> str:
    kept = {key: look.get(key) for key in KEPT}
    return look.href("/morning", **{**kept, **changed})


def _download(look: Look) -> str:
    given = {key: look.get(key) for key in KEPT if look.get(key)}
    return urlencode({"place": own_place(look), **given, "as-at": look.as_at.isoformat()})


def _narrowed(look: Look, place: Place, service: str) -> list[Component]:
    """What the list is narrowed to, and the way out of it."""
    to = partial(_address, look, place=place.id)
    worker = look.get("worker")
    found = []
    if worker:
        whose = REMAINDERS.get(worker, f"Worker {worker}")
        found.append((f"{whose}. ", "Show every worker", to(worker="")))
    if service:
        found.append((f"{service} only. ", "Show every service", to(service="")))
    return [html.P([words, link(let_go, href)], className="chosen")
            for words, let_go, href in found]


def _by_part(look: Look, place: Place, service: str) -> Component | None:
    """The areas of the county or the teams of an area, each with its own list."""
    parts = look.queries.work_by_part(look.viewer, place.id, look.as_at, service=service,
                                      until=due_by(look.get("by"), look.as_at))
    if len(parts) < 2:
        return None
    heading = "Area" if place.level == "authority" else "Team"
    return html.Details([
        html.Summary(f"{heading} by {heading.lower()}"),
        work_by_part([(part.name, work, _address(look, place=part.id)) for part, work in parts],
                     heading=heading, until=parts[0][1].until)], open=True)


def work_panel(look: Look, place: Place, size: int) -> Component:
    """The first of a place's list on the place's own page, what hurts most, and the way to all of
    it. Raises NotAllowed.
    """
    found = look.queries.morning(look.viewer, place.id, look.as_at, size=size)
    every = link(f"All {sum(found.groups.values()):,}", look.href("/morning", place=place.id))
    return panel(
        "Work", html.P(due_sentence(place.name, found, all_of_it=sees_all(look, place.id, ""),
                                    own=look.viewer.role == "worker"), className="count"),
        due_table(found.entries, measures=look.queries.catalogue, caption=f"Work, {place.name}",
                  child_href=look.child_href, href=lambda measure: look.href(
                      "/cases", measure=measure, place=place.id)),
        note=every if found.pages > 1 else None)
