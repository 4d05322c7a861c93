"""Addresses of pages as people would open them, over every date, place and measure in turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from itertools import count, islice
from typing import Any
from urllib.parse import urlencode

import orjson

from components.agenda_item import TITLES
from data.actions import Surgery, actions
from data.places import Place
from data.queries import Queries
from data.viewers import Viewer
from tests.benchmarks.report import CannotRun

ROUTER = "_pages_content.children"
PAGES = ("county", "county in brief", "service", "locality", "team", "measure", "cases", "work",
         "late", "child", "definitions", "definition", "surgery", "surgery mode", "actions",
         "minutes", "committee", "locality summary", "board", "monitoring")
_MESSAGE = b'"Go to the county page"'


def router_body(address: str) -> bytes:
    """What a browser posts to /_dash-update-component to open a page."""
    path, _, query = address.partition("?")
    return orjson.dumps({
        "output": f"..{ROUTER}..._pages_store.data..",
        "outputs": [{"id": "_pages_content", "property": "children"},
                    {"id": "_pages_store", "property": "data"}],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": query and f"?{query}"}],
        "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
    })


def check(address: str, status: int, body: bytes) -> None:
    """Raise CannotRun unless an answer is the page itself: a refusal is quick to make."""
    if status != 200 or _MESSAGE in body:
        raise CannotRun(f"{address} did not give its page (status {status})")


def addresses(q: Queries, page: str, wanted: int = 36) -> list[str]:
    """This many different addresses of a kind of page, dates, places and measures in turn.

    A store with few dates may have fewer. Only pages that say something: teams that were open,
    measures the extract could give. Raises CannotRun for a store without a snapshot.
    """
    dates = q.dates(Viewer("analyst"))[::-1]
    if not dates:
        raise CannotRun("the store has no snapshot that may be shown")
    make = _MAKERS[page]
    found = (make(q, dates[n % len(dates)], n // len(dates) + n) for n in count())
    # Both counters have come round to where they began long before the second bound.
    return list(dict.fromkeys(islice(found, wanted * 20)))[:wanted]


def address(path: str, as_at: dt.date, **query: str) -> str:
    """A path with a date and more in its query."""
    return f"{path}?{urlencode({**query, 'as-at': as_at.isoformat()})}"


def _county(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/", as_at)


def _brief(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/", as_at, show="all")


def _service(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/services/{_in_turn(q.authority.services, n).id}", as_at)


def _work(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/morning", as_at, place=_area(q, n).id)


def _late(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/late", as_at, place=_area(q, n).id)


def _child(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/children/{_in_turn(tuple(children(q, as_at, 36)), n)}", as_at)


@cache
def children(q: Queries, as_at: dt.date, wanted: int) -> list[str]:
    """The ids of so many looked-after children, whose journeys are the longest kind."""
    listed = q.cases(Viewer("analyst"), "lac-count", q.authority.id, as_at, size=wanted)
    if listed.rows.empty:
        raise CannotRun(f"nobody is looked after at {as_at}")
    return [str(person) for person in listed.rows["person"]]


def _surgery(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/surgeries/{_in_turn(_led(q), n).id}", as_at)


def _surgery_mode(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/surgeries/{_in_turn(_led(q), n).id}", as_at, mode="surgery",
                   item=str(n % len(TITLES) + 1))


def _actions(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/actions", as_at, show="all", place=_in_turn(_led(q), n).id)


def _minutes(q: Queries, as_at: dt.date, n: int) -> str:
    held = _in_turn(kept_minutes(), n)
    return address(f"/surgeries/{held.place}/minutes/{held.held}", as_at)


def kept_minutes() -> tuple[Surgery, ...]:
    """The surgeries that were closed, in the store that this process was set to."""
    return tuple(one for one in actions().surgeries(Viewer("analyst")) if one.closed_at)


def _led(q: Queries) -> tuple[Place, ...]:
    """The areas and the services, each of which has a surgery."""
    return (*q.places.localities, *q.places.services)


def _locality(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/localities/{_in_turn(q.places.localities, n).id}", as_at)


def _team(q: Queries, as_at: dt.date, n: int) -> str:
    locality = _in_turn(q.places.localities, n)
    teams = q.places.teams_of(locality.id, as_at)
    return address(f"/teams/{_in_turn(teams, n // len(q.places.localities)).id}", as_at)


def _measure(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/measures/{_known(q, as_at, n)}", as_at, place=_area(q, n).id)


def _cases(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/cases", as_at, measure=_known(q, as_at, n), place=_area(q, n).id)


def _committee(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/summaries/committee", as_at)


def _locality_summary(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/summaries/locality/{_in_turn(q.places.localities, n).id}", as_at)


def _board(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/summaries/board", as_at)


def _monitoring(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/summaries/monitoring", as_at)


def _definitions(q: Queries, as_at: dt.date, n: int) -> str:
    return address("/definitions", as_at)


def _definition(q: Queries, as_at: dt.date, n: int) -> str:
    return address(f"/definitions/{_in_turn(tuple(q.catalogue), n)}", as_at)


def _known(q: Queries, as_at: dt.date, n: int) -> str:
    lacking = q.snapshot(Viewer("analyst"), as_at).lacking
    return _in_turn(tuple(m for m in q.catalogue if m not in lacking), n)


def _area(q: Queries, n: int) -> Place:
    return _in_turn((q.places.authority, *q.places.localities), n)


def _in_turn(things: tuple[Any, ...], n: int) -> Any:
    return things[n % len(things)]


_MAKERS: dict[str, Callable[[Queries, dt.date, int], str]] = {
    "county": _county, "county in brief": _brief, "service": _service, "locality": _locality,
    "team": _team, "measure": _measure, "cases": _cases, "work": _work, "late": _late,
    "child": _child, "definitions": _definitions, "definition": _definition,
    "surgery": _surgery, "surgery mode": _surgery_mode, "actions": _actions,
    "minutes": _minutes, "committee": _committee, "locality summary": _locality_summary,
    "board": _board, "monitoring": _monitoring,
}
