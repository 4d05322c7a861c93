"""The columns of a chart, and the events at which its limits begin anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.authority import AuthorityFileError, Event, read_authority
from data.settings import NORFOLK
from data.signals.months import Month, first_column, month_ahead, months_to, rebases
from tests.data.county import CATALOGUE
from tests.data.signals.making import DECIDED, REVIEWS, rebased

JANUARY, FEBRUARY, MARCH = dt.date(2016, 1, 31), dt.date(2016, 2, 29), dt.date(2016, 3, 31)


def test_a_month_without_a_snapshot_keeps_its_column() -> None:
    assert months_to([JANUARY, MARCH], MARCH) == [
        Month(JANUARY, True, True), Month(FEBRUARY, False, True), Month(MARCH, True, True)]


def test_a_month_stands_at_its_last_date_and_the_date_asked_for_is_the_last() -> None:
    middle = dt.date(2016, 2, 12)
    days = [JANUARY, dt.date(2016, 1, 15), middle, FEBRUARY]
    assert months_to(days, FEBRUARY) == [Month(JANUARY, True, True), Month(FEBRUARY, True, True)]
    assert months_to(days, middle) == [Month(JANUARY, True, True), Month(middle, True, False)]


def test_months_run_on_over_the_new_year() -> None:
    days = [dt.date(2015, 11, 30), JANUARY]
    assert [m.date for m in months_to(days, JANUARY)] == [
        dt.date(2015, 11, 30), dt.date(2015, 12, 31), JANUARY]


def test_there_are_no_months_before_the_first_date() -> None:
    assert months_to([MARCH], JANUARY) == []


@pytest.mark.parametrize(("months", "end"), [
    (0, MARCH), (1, dt.date(2016, 4, 30)), (11, dt.date(2017, 2, 28)),
    (24, dt.date(2018, 3, 31))])
def test_a_month_ahead_is_its_last_day(months: int, end: dt.date) -> None:
    assert month_ahead(MARCH, months) == end


@pytest.mark.parametrize(("measure", "day", "column"), [
    (DECIDED, dt.date(2016, 2, 1), 1),     # all of February comes after it
    (DECIDED, dt.date(2016, 2, 2), 2),     # of February a part came before
    (REVIEWS, dt.date(2016, 2, 2), 1),     # how things stood on 29 February comes after it
    (REVIEWS, dt.date(2016, 4, 1), 3),     # nothing does
])
def test_a_month_of_what_happened_must_lie_wholly_after_an_event(
    measure: str, day: dt.date, column: int,
) -> None:
    months = months_to([JANUARY, FEBRUARY, MARCH], MARCH)
    event = Event(date=day, name="x", words="y")
    assert first_column(CATALOGUE[measure], event, months) == column


def changed(tmp_path: Path, event: str) -> Path:
    path = tmp_path / "other.toml"
    path.write_text(NORFOLK.read_text(encoding="utf-8").replace(
        "[[events]]", f"[[events]]\n{event}\n[[events]]", 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(("event", "words"), [
    ('date = 2015-01-01\nname = "a"\nwords = " "\nrebases = ["unallocated"]\nwho = "b"',
     "needs its reason in words"),
    ('date = 2015-01-01\nname = "a"\nwords = "c"\nrebases = ["unallocated"]',
     "needs who decided it"),
    ('name = "a"\nwords = "c"\nrebases = ["unallocated"]\nwho = "b"', "events.0.date"),
])
def test_a_rebase_without_a_date_a_reason_or_somebody_who_answers_for_it_is_refused(
    tmp_path: Path, event: str, words: str,
) -> None:
    with pytest.raises(AuthorityFileError, match=words):
        read_authority(changed(tmp_path, event))


def test_a_rebase_of_a_measure_there_is_none_of_is_refused_by_name() -> None:
    authority = rebased("no-such", day=MARCH)
    with pytest.raises(AuthorityFileError, match=r"New rota of 2016-03-31: .*: no-such"):
        rebases(authority, CATALOGUE)


def test_the_events_of_a_measure_stand_in_order_of_date() -> None:
    later = Event(date=MARCH, name="b", words="b", rebases=(REVIEWS,), who="c")
    earlier = Event(date=JANUARY, name="a", words="a", rebases=(REVIEWS, DECIDED), who="c")
    authority = rebased(day=MARCH).model_copy(update={"events": (later, earlier)})
    assert rebases(authority, CATALOGUE) == {REVIEWS: [earlier, later], DECIDED: [earlier]}
