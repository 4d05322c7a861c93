"""When performance surgeries are held: by the authority's rule, or on the days that it lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from data.authority import WEEKDAYS, Surgeries


def next_surgery(surgeries: Surgeries, place: str, as_at: dt.date) -> dt.date:
    """The first surgery of an area or a service after a date. ``place`` is the id."""
    return next(day for day in _days(surgeries, place, as_at, 1) if day > as_at)


def previous_surgery(surgeries: Surgeries, place: str, as_at: dt.date) -> dt.date:
    """The last surgery of an area or a service up to a date."""
    return next(day for day in _days(surgeries, place, as_at, -1) if day <= as_at)


def _days(surgeries: Surgeries, place: str, day: dt.date, step: int) -> Iterator[dt.date]:
    """The days from the month of ``day`` on (step 1), or back (step -1), without end."""
    listed = surgeries.dates.get(place, ())
    year, month = day.year, day.month
    while True:
        of_month = sorted(one for one in listed if (one.year, one.month) == (year, month))
        yield from (of_month or [_by_rule(surgeries, year, month)])[::step]
        month += step
        if not 1 <= month <= 12:
            year, month = year + step, month - 12 * step


def _by_rule(surgeries: Surgeries, year: int, month: int) -> dt.date:
    """The ``week``-th ``weekday`` of a month: the second Thursday, the first Tuesday."""
    first = dt.date(year, month, 1)
    until = (WEEKDAYS.index(surgeries.weekday) - first.weekday()) % 7
    return first + dt.timedelta(days=until + 7 * (surgeries.week - 1))
