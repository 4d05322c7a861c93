"""The months a chart has columns for, and the events at which its limits begin anew."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.authority import Authority, AuthorityFileError, Event
from data.measures.catalogue import Measure


class Month(NamedTuple):
    """A calendar month's column. ``date`` is its last date with a snapshot, and its last day
    where there is none (``held`` is false): a gap, never bridged. ``whole`` says whether the date
    is the month's last day, so that what happened in the month has all happened.
    """

    date: dt.date
    held: bool
    whole: bool


def months_to(days: Iterable[dt.date], as_at: dt.date) -> list[Month]:
    """A column for every month from the first date's to that of ``as_at``, which is its last."""
    last_of = {(day.year, day.month): day for day in sorted(days) if day <= as_at}
    if not last_of:
        return []
    months = []
    year, month = min(last_of)
    while (year, month) <= (as_at.year, as_at.month):
        end = dt.date(year, month, calendar.monthrange(year, month)[1])
        date = last_of.get((year, month), end)
        months.append(Month(date, (year, month) in last_of, date == end))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def month_ahead(day: dt.date, months: int) -> dt.date:
    """The last day of the month so many after a day's."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def rebases(authority: Authority, catalogue: Mapping[str, Measure]) -> dict[str, list[Event]]:
    """The events that begin a measure's limits anew, in order of date, by measure.

    Raises AuthorityFileError for an event that names a measure there is none of.
    """
    found: dict[str, list[Event]] = {}
    for event in sorted(authority.events, key=lambda e: e.date):
        if unknown := sorted(set(event.rebases) - set(catalogue)):
            raise AuthorityFileError(
                f"events, {event.name} of {event.date}: rebases measures that do not exist: "
                f"{', '.join(unknown)}")
        for measure in event.rebases:
            found.setdefault(measure, []).append(event)
    return found


def first_column(measure: Measure, event: Event, months: Sequence[Month]) -> int:
    """The first column after an event: for what happens in a month, the first month that lies
    wholly after it; ``len(months)`` where there is none.
    """
    for column, month in enumerate(months):
        begins = month.date.replace(day=1) if measure.kind == "flow" else month.date
        if begins >= event.date:
            return column
    return len(months)
