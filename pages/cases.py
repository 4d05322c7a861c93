"""The list behind a figure: for those who may see children, to work from."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

import dash
from dash import html

from components.case_filters import case_filters
from components.case_list import case_list
from components.drawn import drawn
from components.pager import pager
from components.place_trail import place_trail
from components.sentence_of_list import list_sentence
from data.measures.catalogue import Measure
from data.queries import SORTS, STATUSES
from pages._web.morning import morning_page
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/cases", title="Cases · Surgery")
KEPT = ("measure", "place", "status", "period", "worker", "search", "sort")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    """A measure's list; without one the list of the morning, which is of all."""
    return _of_measure(look) if look.get("measure") else morning_page(look)


def _of_measure(look: Look) -> Page:
    asked = look.queries
    measure = asked.measure(look.viewer, look.get("measure"))
    place_id = look.get("place", asked.authority.id)
    period = look.get("period", measure.headline_period, measure.period)
    status = look.get("status", "all", STATUSES)
    sort = look.get("sort", "due_on", [*SORTS, *(f"-{s}" for s in SORTS)])
    worker, search = look.get("worker"), look.get("search")
    found = asked.cases(
        look.viewer, measure.id, place_id, look.as_at, status=status, worker=worker,
        search=search, sort=sort.lstrip("-"), descending=sort.startswith("-"), period=period,
        page=look.page_number())
    place = asked.places.by_id[place_id]
    name = place.name
    figure = asked.figure(look.viewer, measure.id, place.id, look.as_at, period=period)
    to = partial(_address, look)
    return Page(
        title=f"{measure.name}: the list",
        trail=_trail(look, measure, place_id),
        lead=list_sentence(measure, name, figure, listed=found.counts["all"],
                           narrowed=bool(worker or search), part=status != "all"),
        body=drawn(
            case_filters(measure, counts=found.counts, status=status, period=period,
                         worker=worker, search=search, href=to, of_children=bool(
                             search or any(row["person"] for row in found.records))),
            html.P([
                f"{found.total:,} {'matches' if found.total == 1 else 'match'} this choice. ",
                html.A("Download CSV", href=_download(look), download=""),
            ], className="count"),
            case_list(
                found.records, measure=measure, caption=f"{measure.name}, {name}",
                team_names={team.id: team.name for team in asked.places.teams},
                sort=sort.lstrip("-"), descending=sort.startswith("-"),
                sort_href=lambda by: to(sort=by, page=""),
                worker_href=lambda who: to(worker=who, page=""),
                child_href=look.child_href),
            pager(found.page, found.pages, href=lambda number: to(page=str(number))),
        ),
    )


def _address(look: Look, **changed: str) -> str:
    """This list's address with something changed; empty takes it out."""
    return look.href("/cases", **{**{key: look.get(key) for key in KEPT}, **changed})


def _download(look: Look) -> str:
    given = {key: look.get(key) for key in KEPT if look.get(key)}
    return f"/cases.csv?{urlencode({**given, 'as-at': look.as_at.isoformat()})}"


def _trail(look: Look, measure: Measure, place_id: str) -> list[tuple[str, str | None]]:
    places = look.queries.places
    above = place_trail(places.trail(place_id), href=look.href, then=measure.name,
                        may_open=look.may_open)
    return [*above[:-1], (measure.name, look.href(f"/measures/{measure.id}", place=place_id)),
            ("The list", None)]
