"""Which summaries there are, who may have each, and one of them by its name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.benchmarks.published import comparisons
from data.queries import NotAllowed, NotFound
from data.summaries.asked import Asked
from data.summaries.board import board
from data.summaries.committee import committee
from data.summaries.locality import locality
from data.summaries.measure import measure_report
from data.summaries.monitoring import monitoring
from data.summaries.report import Report
from data.summaries.terms import terms
from data.summaries.words import words
from data.viewers import Viewer

MEASURE = "measure"
"""The name by which ``report`` gives the document of a measure's page."""


@dataclass(frozen=True)
class Summary:
    """A summary there is: ``title``, what it is for and who may have it, as sentences."""

    name: str
    title: str
    purpose: str
    readers: str


SUMMARIES = (
    Summary("committee", "Children’s Services Committee: how children are doing",
            "How children are doing, and whether it is getting better: the measures that matter "
            "most, in plain words.",
            "Everyone. It goes to the committee in public."),
    Summary("locality", "An area on two pages",
            "How children in one area are doing beside the county, the other areas and England: "
            "to take to partners.",
            "Everyone but social workers; a team manager has the area of the own team."),
    Summary("board", "Safeguarding board data set",
            "What the board watches, by its own priorities, and the challenges it has made.",
            "Members of the board, heads of social work, the director and analysts."),
    Summary("monitoring", "Three-monthly monitoring",
            "Each criticism of the inspection as a line: how it stood then, every three months "
            "since, and now.",
            "Heads of social work, the director and analysts, for the Department for Education "
            "and inspectors."),
)


def summaries_for(asked: Asked, viewer: Viewer) -> list[tuple[Summary, bool]]:
    """Every summary, and whether the viewer may have it."""
    return [(one, viewer.may_have_summary(one.name, asked.q.places)) for one in SUMMARIES]


def areas_for(asked: Asked, viewer: Viewer) -> list[str]:
    """The areas whose summary the viewer may have, in the tree's order."""
    places = asked.q.places
    return [area.id for area in places.localities
            if viewer.may_have_summary("locality", places, area.id)]


def report(
    asked: Asked, viewer: Viewer, name: str, as_at: dt.date, *, place: str = "", line: str = "",
    measure: str = "",
) -> Report:
    """A summary by its name, or with the name MEASURE the document of a measure at a place (the
    authority where none is given). All but a measure's are made for the public, whoever asks.
    Raises NotFound, NotAllowed, DatabaseUnavailable.
    """
    q = asked.q
    q.snapshot(viewer, as_at)
    if name == MEASURE:
        return measure_report(asked, viewer, measure, place or q.authority.id, as_at)
    if name not in {one.name for one in SUMMARIES}:
        raise NotFound(f"no summary called {name}")
    if name == "locality" and place not in {area.id for area in q.places.localities}:
        raise NotFound(f"no area called {place}")
    if not viewer.may_have_summary(name, q.places, place):
        raise NotAllowed
    return _made(asked, name, as_at, place, line)


def _made(asked: Asked, name: str, as_at: dt.date, place: str, line: str) -> Report:
    if name == "locality":
        return locality(asked, place, as_at)
    if name == "board":
        return board(asked, as_at)
    if name == "monitoring":
        return monitoring(asked, as_at, line)
    return committee(asked, as_at)


def make_ready() -> None:
    """Read all words that summaries are made of, which stay in memory from then on."""
    words()
    terms()
    comparisons()
