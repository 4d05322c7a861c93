"""Days as whole numbers since 1 January 1970, so that a column of dates is one numpy array.

``NEVER`` stands for a date that has not come; it becomes an empty cell when a table is written.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.working_days import working_day_calendar

Days = NDArray[np.int64]
"""An array of days since 1 January 1970; ``NEVER`` where there is none."""

NEVER = 99_999
_EPOCH = dt.date(1970, 1, 1).toordinal()


def day(year: int, month: int, date: int) -> int:
    """One date as a whole number."""
    return dt.date(year, month, date).toordinal() - _EPOCH


def to_day(date: dt.date) -> int:
    """A date as a whole number."""
    return date.toordinal() - _EPOCH


def to_date(number: int) -> dt.date:
    """A whole number as a date."""
    return dt.date.fromordinal(int(number) + _EPOCH)


FIRST_MONTH = (2011, 4)
MONTHS = 63
"""The months the story is told in: April 2011 to June 2016."""


def _month_bounds() -> tuple[Days, Days]:
    firsts = np.datetime64(f"{FIRST_MONTH[0]}-{FIRST_MONTH[1]:02d}", "M") + np.arange(MONTHS + 1)
    starts = firsts.astype("datetime64[D]").astype(np.int64)
    return starts[:-1], starts[1:] - 1


STARTS, ENDS = _month_bounds()
"""First and last day of each month."""
HISTORY_STARTS = int(STARTS[0])
HISTORY_ENDS = int(ENDS[-1])
DETAIL_STARTS = day(2012, 3, 1)
"""Visits before this day are not made up: no measure of April 2013 or later looks so far back."""
INSPECTED = day(2015, 7, 31)
"""The inspectors' day: most of what they counted is of the end of July 2015."""


def month_of(year: int, month: int) -> int:
    """The number of a month, April 2011 being 0."""
    return (year - FIRST_MONTH[0]) * 12 + month - FIRST_MONTH[1]


_CALENDAR = working_day_calendar()
_FIRST_DAY = to_day(_CALENDAR["day"][0].as_py())
_NUMBER = _CALENDAR["number"].to_numpy().astype(np.int64)
_WORKING = np.flatnonzero(np.diff(_NUMBER, prepend=0)) + _FIRST_DAY


def working_days(a: ArrayLike, b: ArrayLike) -> Days:
    """Working days from a to b: the day after a is the first."""
    return _NUMBER[np.asarray(b) - _FIRST_DAY] - _NUMBER[np.asarray(a) - _FIRST_DAY]


def add_working_days(a: ArrayLike, n: ArrayLike) -> Days:
    """The n-th working day after a; before it when n is negative."""
    return _WORKING[_NUMBER[np.asarray(a) - _FIRST_DAY] - 1 + np.asarray(n)]


def office_day(a: ArrayLike) -> Days:
    """The day itself when it is a working day, else the last working day before it."""
    return add_working_days(a, 0)


def next_office_day(a: ArrayLike) -> Days:
    """The day itself when it is a working day, else the next."""
    return add_working_days(np.asarray(a) - 1, 1)


def add_months(days: ArrayLike, n: int) -> Days:
    """The same day of the month n months on, or the month's last day when it is shorter."""
    dates = np.asarray(days).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    of_month = (dates - months.astype("datetime64[D]")).astype(np.int64)
    moved = (months + n).astype("datetime64[D]").astype(np.int64)
    longest = (months + n + 1).astype("datetime64[D]").astype(np.int64) - 1
    return np.asarray(np.minimum(moved + of_month, longest))


def age_at(born: Days, at: ArrayLike) -> Days:
    """Age in whole years at the last birthday; -1 when not yet born."""
    at = np.broadcast_to(np.asarray(at), born.shape)
    born_on, now = born.astype("datetime64[D]"), at.astype("datetime64[D]")
    months = (now.astype("datetime64[M]") - born_on.astype("datetime64[M]")).astype(np.int64)
    of_month = (
        (now - now.astype("datetime64[M]").astype("datetime64[D]"))
        < (born_on - born_on.astype("datetime64[M]").astype("datetime64[D]"))).astype(np.int64)
    return np.where(born > at, -1, (months - of_month) // 12)


def eighteenth_birthday(born: Days) -> Days:
    """The day each turns 18."""
    return add_months(born, 18 * 12)
