"""When surgeries are held. In 2016 the second Thursdays are 14 January, 11 February, 10 March,
14 April and 12 May.
"""

from __future__ import annotations

import datetime as dt

import pytest

from data.authority import Surgeries
from data.surgery_dates import next_surgery, previous_surgery

RULE = Surgeries(weekday="Thursday", week=2)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(("as_at", "before", "after"), [
    ("2016-03-31", "2016-03-10", "2016-04-14"),
    ("2016-04-13", "2016-03-10", "2016-04-14"),
    ("2016-04-14", "2016-04-14", "2016-05-12"),  # on the day it is the last one already
    ("2015-12-31", "2015-12-10", "2016-01-14"),  # over the turn of the year
    ("2016-01-13", "2015-12-10", "2016-01-14"),
])
def test_a_surgery_is_held_on_the_second_thursday(as_at: str, before: str, after: str) -> None:
    assert previous_surgery(RULE, "norwich", day(as_at)) == day(before)
    assert next_surgery(RULE, "norwich", day(as_at)) == day(after)


def test_a_month_that_begins_on_the_weekday_counts_it_as_the_first() -> None:
    """1 September 2016 is a Thursday."""
    first = Surgeries(weekday="Thursday", week=1)
    assert next_surgery(first, "norwich", day("2016-08-31")) == day("2016-09-01")


def test_days_listed_for_a_place_take_the_place_of_the_rule_in_their_months_only() -> None:
    listed = Surgeries(dates={"norwich": (day("2016-05-26"), day("2016-05-05"))})
    found, at = [], day("2016-03-31")
    for _ in range(4):
        at = next_surgery(listed, "norwich", at)
        found.append(at.isoformat())
    assert found == ["2016-04-14", "2016-05-05", "2016-05-26", "2016-06-09"]
    assert previous_surgery(listed, "norwich", day("2016-06-01")) == day("2016-05-26")
    assert previous_surgery(listed, "norwich", day("2016-05-25")) == day("2016-05-05")
    assert next_surgery(listed, "breckland", day("2016-04-14")) == day("2016-05-12")
