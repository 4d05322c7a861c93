"""What a summary says of one measure at one place is said from this: read once, for one viewer."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.actions.records import Comment
from data.actions.refusals import DatabaseUnavailable
from data.benchmarks.published import Beside, ended
from data.measures.catalogue import Measure
from data.places import NO_LOCALITY, Place
from data.signals.schema import Signal
from data.status import NO_CASES, SMALLEST_SHARE
from data.summaries.asked import UNREAD, Asked
from data.viewers import Viewer
from data.worded import Worded

HALF_YEAR, YEAR, MONTHS = 6, 12, 36
HIDDEN, LOW, ABSENT, NO_SUCH, TOO_FEW = "c", "k", "x", "z", "u"
PUBLISHED = {"england": "England", "neighbours": "Statistical neighbours"}
"""Whose published figures stand beside ours, in order."""
_APART = {"outside low": "low", "outside high": "high"}


@dataclass(frozen=True)
class Number:
    """A figure as the viewer may see it. ``value`` is in people's units (per cent 0 to 100).

    Numbers are not a number where there is none; ``symbol`` then says why: "c" hidden to protect
    people, "k" rounds to nought but is not, "x" not in this extract or not known, "z" there are no
    cases, "u" a share of too few to be one, whose numerator and denominator may still be said.
    """

    as_at: dt.date
    place: Place
    numerator: float
    denominator: float
    unknown: float
    cases: float
    value: float
    status: str
    symbol: str


@dataclass(frozen=True)
class Elsewhere:
    """A published figure beside ours: whose ("England", "Statistical neighbours"), of which year
    ("2014/15"); ``caveat`` where it is not quite the same thing.
    """

    whose: str
    year: str
    value: float
    caveat: str = ""


@dataclass(frozen=True)
class Reading:
    """A measure at a place at a date.

    ``months`` are up to 36 dates to this one, oldest first, by ``period``; ``earlier`` the figure
    six months before, ``year_before`` twelve; None where there was no snapshot. ``areas`` are the
    localities in the tree's order (empty below the county). ``judged`` are the places that could be
    told from chance by a funnel (the areas; of an area itself alone), ``apart`` those of them
    outside its 99.8 % limits, by place id: "low" or "high". ``county`` is the county's figure where
    the place is not the county. ``signal`` is None where none may be shown. ``comments`` are those
    of dates up to this one, the latest first; ``unread`` says why they could not be read.
    """

    measure: Measure
    place: Place
    period: str
    now: Number
    earlier: Number | None
    year_before: Number | None
    months: tuple[Number, ...]
    areas: tuple[Number, ...]
    apart: dict[str, str]
    county: Number | None
    elsewhere: tuple[Elsewhere, ...]
    signal: Signal | None
    comments: tuple[Comment, ...]
    judged: tuple[str, ...] = ()
    unread: str = ""


def read(asked: Asked, viewer: Viewer, measure: str, place: str, as_at: dt.date) -> Reading:
    """One measure at one place. Raises NotFound, NotAllowed."""
    return read_all(asked, viewer, [measure], place, as_at)[measure]


def read_all(
    asked: Asked, viewer: Viewer, measures: Sequence[str], place: str, as_at: dt.date,
) -> dict[str, Reading]:
    """Several measures at one place, by id, in the order given; what can be asked for all of them
    together is. Raises NotFound, NotAllowed.
    """
    q = asked.q
    wanted = [q.measure(viewer, name) for name in measures]
    if not wanted:
        return {}
    q.snapshot(viewer, as_at)
    where = q.place(viewer, place, measure=wanted[0])
    county = q.places.authority
    areas: dict[str, dict[str, Number]] = defaultdict(dict)
    if where.level == "authority":
        for row in q.figures_beside(viewer, place, as_at, measures=measures):
            if row.place != NO_LOCALITY:
                areas[row.measure][row.place] = number_of(
                    q.catalogue[row.measure], row, q.places.by_id[row.place])
    peers = q.places.localities if where.level == "authority" else ()
    signals = {one.id: {s.measure: s for s in q.signals(viewer, one.id, as_at, measures=measures)}
               for one in (where, *peers)}
    comments, unread = _comments(asked, viewer, measures, where, as_at)
    return {m.id: replace(
        _reading(asked, viewer, m, where, as_at, areas[m.id],
                 {id: of[m.id] for id, of in signals.items() if m.id in of},
                 None if where == county else county),
        comments=tuple(c for c in comments if c.measure == m.id), unread=unread) for m in wanted}


def _reading(
    asked: Asked, viewer: Viewer, measure: Measure, where: Place, as_at: dt.date,
    areas: Mapping[str, Number], signals: Mapping[str, Signal], county: Place | None,
) -> Reading:
    q = asked.q
    months = history(asked, viewer, measure, where, as_at, MONTHS)
    at_county = None
    if county:
        at_county = _at(history(asked, viewer, measure, county, as_at, 1), county, as_at)
    judged = {id: s.funnel for id, s in signals.items() if s.funnel and s.level == "locality"}
    return Reading(
        measure=measure, place=where, period=q.period_of(viewer, measure),
        now=_at(months, where, as_at),
        earlier=_before(months, as_at, HALF_YEAR), year_before=_before(months, as_at, YEAR),
        months=months, areas=tuple(
            areas.get(area.id) or _absent(area, as_at) for area in q.places.localities
        ) if where.level == "authority" else (),
        apart={id: _APART[flag] for id, flag in judged.items() if flag in _APART},
        county=at_county, elsewhere=_elsewhere(q.published(viewer, measure.id, as_at), measure,
                                               as_at, len(q.authority.benchmarks.neighbours)),
        signal=signals.get(where.id), comments=(), judged=tuple(judged))


def history(
    asked: Asked, viewer: Viewer, measure: Measure, place: Place, as_at: dt.date, months: int,
) -> tuple[Number, ...]:
    """A measure at a place over so many dates to this one, oldest first, by the period the
    viewer sees of it.
    """
    rows = asked.q.figures_over(viewer, measure.id, place.id, as_at, months=months)
    return tuple(number_of(measure, row, place) for row in rows)


def _at(months: Sequence[Number], place: Place, as_at: dt.date) -> Number:
    """The number of a date, which is the last where there is one."""
    return months[-1] if months and months[-1].as_at == as_at else _absent(place, as_at)


def _before(months: Iterable[Number], as_at: dt.date, number: int) -> Number | None:
    """The number of so many calendar months before the date; None where there is none."""
    wanted = as_at.year * 12 + as_at.month - number
    return next((m for m in months if m.as_at.year * 12 + m.as_at.month == wanted), None)


def _comments(
    asked: Asked, viewer: Viewer, measures: Sequence[str], where: Place, as_at: dt.date,
) -> tuple[list[Comment], str]:
    """What was written by the date, the latest first; and why it could not be read."""
    try:
        found = asked.actions.comments_on(viewer, measures=measures, place=where.id)
    except DatabaseUnavailable:
        return [], UNREAD
    return [comment for comment in found if comment.as_at <= as_at], ""


def mark(row: Worded) -> str:
    """The letter of a figure whose numerator is hidden, or rounds to nought but is not; empty for
    one that is shown.
    """
    if row.hidden:
        return HIDDEN
    return LOW if row.marks.startswith(LOW) else ""


def symbol_of(measure: Measure, row: Worded) -> str:
    """Why a figure as the queries give it has no value to print; empty where it has one."""
    hidden = mark(row)
    if hidden:
        return hidden
    if not row.period or math.isnan(row.numerator):
        return ABSENT
    if row.status == NO_CASES:
        return NO_SUCH
    if measure.unit == "percent" and row.cases < SMALLEST_SHARE:
        return TOO_FEW
    if measure.unit == "rate" and math.isnan(row.denominator):
        return NO_SUCH  # a team has no population
    return ABSENT if math.isnan(row.value) else ""


def number_of(measure: Measure, row: Worded, place: Place) -> Number:
    """A figure as the queries give it; of one that is hidden not a single number is kept."""
    symbol = symbol_of(measure, row)
    if symbol in (HIDDEN, LOW):
        nan = math.nan
        return Number(row.as_at, place, nan, nan, nan, nan, nan, row.status, symbol)
    return Number(row.as_at, place, row.numerator, row.denominator, row.unknown, row.cases,
                  math.nan if symbol else row.value, row.status, symbol)


def _absent(place: Place, as_at: dt.date) -> Number:
    nan = math.nan
    return Number(as_at, place, nan, nan, nan, nan, nan, "not in this extract", ABSENT)


def _elsewhere(
    found: Beside | None, measure: Measure, as_at: dt.date, neighbours: int,
) -> tuple[Elsewhere, ...]:
    """What is published of England and the neighbours, of the latest year over by the date."""
    if found is None or not found.year or ended(found.comparison, found.year) > as_at:
        return ()
    of_year = found.figures[found.year]
    said = []
    for area, whose in PUBLISHED.items():
        figure = of_year.get(area)
        if figure is None or math.isnan(figure.value):
            continue
        caveats = [found.comparison.caveat]
        if area == "neighbours" and figure.areas_counted < neighbours:
            caveats.append(f"The average of {figure.areas_counted} of {neighbours} neighbours.")
        said.append(Elsewhere(whose, _year(found.comparison.year, found.year), figure.value,
                              " ".join(filter(None, caveats))))
    return tuple(said)


def _year(kind: str, year: int) -> str:
    """A published year: "2014/15", "March 2015", "September 2015"."""
    return {"annual": f"March {year}", "september": f"September {year}"}.get(
        kind, f"{year - 1}/{year % 100:02d}")
