"""Working days: England's bank holidays, counted from the day after."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.working_days import FIRST, LAST, bank_holidays, working_day_calendar

NUMBER = dict(zip(*working_day_calendar().to_pydict().values(), strict=True))
DAYS = st.dates(FIRST, LAST)


def between(start: str, end: str) -> int:
    return NUMBER[dt.date.fromisoformat(end)] - NUMBER[dt.date.fromisoformat(start)]


@pytest.mark.parametrize(("start", "end", "days"), [
    ("2016-03-14", "2016-03-14", 0),    # the same day
    ("2016-03-14", "2016-03-15", 1),    # the day after is the first
    ("2016-03-18", "2016-03-21", 1),    # over a weekend
    ("2016-03-24", "2016-03-29", 1),    # Good Friday to Easter Monday
    ("2015-12-24", "2015-12-29", 1),    # Boxing Day on a Saturday: Monday 28 instead
    ("2016-12-23", "2016-12-28", 1),    # Christmas Day on a Sunday: Tuesday 27 instead
    ("2015-12-31", "2016-01-04", 1),
    ("2016-05-27", "2016-05-31", 1),
    ("2015-08-28", "2015-09-01", 1),    # England's August holiday, not Scotland's
    ("2015-01-01", "2015-01-02", 1),    # 2 January is Scotland's
    ("2015-03-16", "2015-03-17", 1),    # St Patrick's Day is Northern Ireland's
    ("2012-06-01", "2012-06-06", 1),    # the Diamond Jubilee: 4 and 5 June 2012
    ("2022-09-16", "2022-09-20", 1),    # the state funeral, 19 September 2022
    ("2023-05-05", "2023-05-09", 1),    # the coronation, 8 May 2023
])
def test_working_days_between(start: str, end: str, days: int) -> None:
    assert between(start, end) == days


def test_a_clock_that_starts_on_a_weekend_counts_monday_as_its_first_day() -> None:
    assert between("2016-03-19", "2016-03-21") == between("2016-03-18", "2016-03-21") == 1


def test_the_calendar_holds_every_day_once() -> None:
    assert list(NUMBER) == [FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1)]


def test_a_closure_is_no_working_day_and_one_on_a_sunday_changes_nothing() -> None:
    friday, sunday = dt.date(2016, 3, 18), dt.date(2016, 3, 20)
    closed = dict(zip(
        *working_day_calendar([friday, sunday]).to_pydict().values(), strict=True))
    assert closed[friday] == closed[dt.date(2016, 3, 17)]
    assert NUMBER[LAST] - closed[LAST] == 1


@given(DAYS, DAYS)
def test_the_count_never_runs_backwards_and_adds_up(one: dt.date, other: dt.date) -> None:
    early, late = sorted((one, other))
    working = sum(
        1 for n in range(1, min((late - early).days, 60) + 1)
        if (d := early + dt.timedelta(n)).weekday() < 5 and d not in bank_holidays())
    reached = min(late, early + dt.timedelta(60))
    assert NUMBER[reached] - NUMBER[early] == working
