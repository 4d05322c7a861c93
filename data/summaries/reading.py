"""What a summary says of one measure at one place is said from this: read once, for one viewer."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

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


class Number(NamedTuple):
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

    ``months`` are up to 36 dates to this one, oldest first, by ``period``; ``over`` reads so many
    of them. ``earlier`` is the figure six months before, ``year_before`` twelve; None where there
    was no snapshot. ``areas`` are the localities in the tree's order (empty below the county).
    ``judged`` are the places that could be told from chance by a funnel (the areas; of an area
    itself alone), ``apart`` those of them outside its 99.8 % limits, by place id: "low" or "high".
    ``county`` is the county's figure where the place is not the county. ``signal`` is None where
    none may be shown. ``comments`` are those of dates up to this one, the latest first; ``unread``
    says why they could not be read.
    """

    measure: Measure
    place: Place
    period: str
    now: Number
    earlier: Number | None
    year_before: Number | None
    over: Callable[[int], tuple[Number, ...]]
    areas: tuple[Number, ...]
    apart: dict[str, str]
    county: Number | None
    elsewhere: tuple[Elsewhere, ...]
    signal: Signal | None
    comments: tuple[Comment, ...]
    judged: tuple[str, ...] = ()
    unread: str = ""

    @cached_property
    def months(self) -> tuple[Number, ...]:
        return self.over(MONTHS)


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
    areas: dict[str, dict[str, Number]] = defaultdict(dict)
    if where.level == "authority":
        for row in q.figures_beside(viewer, place, as_at, measures=measures):
            if row.place != NO_LOCALITY:
                areas[row.measure][row.place] = number_of(
                    q.catalogue[row.measure], row, q.places.by_id[row.place])
    signals = {s.measure: s for s in q.signals(viewer, where.id, as_at, measures=measures)}
    judged = q.funnels(viewer, measures, as_at) if where.level == "authority" else {
        name: {where.id: s.funnel} for name, s in signals.items()
        if s.funnel and s.level == "locality"}
    comments, unread = _comments(asked, viewer, measures, where, as_at)
    compared = {day for day in q.dates(viewer)
                if _months_between(day, as_at) in (0, HALF_YEAR, YEAR)}
    return {m.id: _reading(
        asked, viewer, m, where, as_at, compared, areas[m.id], signals.get(m.id),
        judged.get(m.id, {}), tuple(c for c in comments if c.measure == m.id), unread)
        for m in wanted}


def read_now(
    asked: Asked, viewer: Viewer, measures: Sequence[str], place: str, as_at: dt.date,
) -> dict[str, Reading]:
    """As ``read_all``, with no more than the figure now, the signal and, when they are asked for,
    the months: nothing beside them. Raises NotFound, NotAllowed.
    """
    if not measures:
        return {}
    q = asked.q
    signals = {s.measure: s for s in q.signals(viewer, place, as_at, measures=measures)}
    where, found = q.places.by_id[place], {}
    for measure in (q.catalogue[name] for name in measures):
        over = partial(history, asked, viewer, measure, where, as_at)
        found[measure.id] = Reading(
            measure=measure, place=where, period=q.period_of(viewer, measure),
            now=_at(over(1), where, as_at), earlier=None, year_before=None, over=over, areas=(),
            apart={}, county=None, elsewhere=(), signal=signals.get(measure.id), comments=())
    return found


def _reading(
    asked: Asked, viewer: Viewer, measure: Measure, where: Place, as_at: dt.date,
    compared: Container[dt.date], areas: Mapping[str, Number], signal: Signal | None,
    judged: Mapping[str, str], comments: tuple[Comment, ...], unread: str,
) -> Reading:
    q = asked.q
    county = None if where.level == "authority" else q.places.authority
    numbers = history(asked, viewer, measure, where, as_at, MONTHS, only=compared)
    at_county = None
    if county:
        at_county = _at(history(asked, viewer, measure, county, as_at, 1), county, as_at)
    return Reading(
        measure=measure, place=where, period=q.period_of(viewer, measure),
        now=_at(numbers, where, as_at),
        earlier=_before(numbers, as_at, HALF_YEAR), year_before=_before(numbers, as_at, YEAR),
        over=partial(history, asked, viewer, measure, where, as_at), areas=tuple(
            areas.get(area.id) or _absent(area, as_at) for area in q.places.localities
        ) if where.level == "authority" else (),
        apart={id: _APART[flag] for id, flag in judged.items() if flag in _APART},
        county=at_county, elsewhere=_elsewhere(q.published(viewer, measure.id, as_at), measure,
                                               as_at, len(q.authority.benchmarks.neighbours)),
        signal=signal, comments=comments, judged=tuple(judged), unread=unread)


def history(
    asked: Asked, viewer: Viewer, measure: Measure, place: Place, as_at: dt.date, months: int, *,
    only: Container[dt.date] | None = None,
) -> tuple[Number, ...]:
    """A measure at a place over so many dates to this one (or ``only`` these of them), oldest
    first, by the period the viewer sees of it.
    """
    rows = asked.q.figures_over(
        viewer, measure.id, place.id, as_at, months=months, only=only)
    return tuple(number_of(measure, row, place) for row in rows)


def _at(months: Sequence[Number], place: Place, as_at: dt.date) -> Number:
    """The number of a date, which is the last where there is one."""
    return months[-1] if months and months[-1].as_at == as_at else _absent(place, as_at)


def _before(months: Iterable[Number], as_at: dt.date, number: int) -> Number | None:
    """The number of so many calendar months before the date; None where there is none."""
    return next((m for m in months if _months_between(m.as_at, as_at) == number), None)


def _months_between(day: dt.date, as_at: dt.date) -> int:
    """How many calendar months a day lies before the date."""
    return 12 * (as_at.year - day.year) + as_at.month - day.month


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
