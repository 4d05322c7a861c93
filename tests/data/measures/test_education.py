"""Education of looked-after children: plans in time and good, school missed, suspensions.

Terms: Autumn 2015, 3 September to 18 December; Spring 2016, 4 January to 24 March; Summer 2016,
11 April to 20 July.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, extract_of, figure, in_care, reason, run, values

MEASURE = "pep-up-to-date"


def pupil(*reviewed: str | None, birth: str = "1 Jan 2005", since: str = "1 Jan 2014",
          ) -> dict[str, Any]:
    return {"person": [born("a", birth)], "cla_episodes": [in_care("a", since)],
            "education_plans": [{"pep_id": str(n), "person_id": "a", "review_date": on}
                                for n, on in enumerate(reviewed)]}


@pytest.mark.parametrize(("at", "reviewed", "value"), [
    # In term, 1 March: since the start of the last term.
    ("1 Mar 2016", "3 Sep 2015", 1),
    ("1 Mar 2016", "2 Sep 2015", 0),      # the summer holiday belongs to the summer term
    ("1 Mar 2016", "1 Mar 2016", 1),
    # The last day of term, and the holiday after it: the autumn term is no longer enough.
    ("24 Mar 2016", "18 Dec 2015", 1),
    ("25 Mar 2016", "18 Dec 2015", 0),
    ("31 Mar 2016", "3 Jan 2016", 0),     # the Christmas holiday belongs to the autumn term
    ("31 Mar 2016", "4 Jan 2016", 1),
    ("31 Mar 2016", "29 Mar 2016", 1),    # a meeting in the Easter holiday itself
    ("10 Apr 2016", "4 Jan 2016", 1),
    # The first day of term: the term just ended is good, the last but one is not.
    ("11 Apr 2016", "4 Jan 2016", 1),
    ("11 Apr 2016", "18 Dec 2015", 0),
    ("20 Jul 2016", "29 Mar 2016", 1),
    # Summer holiday.
    ("31 Aug 2016", "10 Apr 2016", 0),
    ("31 Aug 2016", "11 Apr 2016", 1),
])
def test_a_plan_is_good_until_the_end_of_the_term_after(
    at: str, reviewed: str, value: float,
) -> None:
    assert values(MEASURE, at, **pupil(reviewed)) == {"a": value}


def test_the_due_day_is_the_end_of_the_next_term() -> None:
    (case,) = run(MEASURE, "31 Mar 2016", **pupil("4 Jan 2016")).cases.to_pylist()
    assert case["due_on"].isoformat() == "2016-07-20"


def test_a_plan_of_the_last_term_in_the_file_is_good_though_the_next_is_not_there_yet() -> None:
    """Autumn 2016 is the last term listed."""
    assert values(MEASURE, "31 Oct 2016", **pupil("20 Sep 2016")) == {"a": 1}


def test_a_date_after_the_last_term_in_the_file_has_no_figure_but_says_what_is_lacking() -> None:
    result = run(MEASURE, "31 Jan 2017", **pupil("20 Sep 2016"))
    assert result.lacking == {MEASURE: ("terms",)}
    assert result.figures.num_rows == 0


def test_a_plan_older_than_the_terms_in_the_file_is_out_of_date() -> None:
    assert values(MEASURE, "31 Mar 2016", **pupil("1 Nov 2011", since="1 Jan 2010")) == {"a": 0}


def test_no_plan_or_a_blank_date_is_not_known_and_counts_against() -> None:
    assert values(MEASURE, "31 Mar 2016", **pupil()) == {"a": None}
    assert values(MEASURE, "31 Mar 2016", **pupil(None, "1 Apr 2016")) == {"a": None}
    row = figure(MEASURE, "31 Mar 2016", **pupil())
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Aug 2011", True),    # four on 31 August 2015
    ("1 Sep 2011", False),    # three
    ("1 Sep 1999", True),     # fifteen
    ("31 Aug 1999", False),   # sixteen
])
def test_school_age_is_the_age_before_the_school_year(birth: str, counted: bool) -> None:
    assert bool(values(MEASURE, "31 Mar 2016", **pupil(birth=birth))) is counted


# Back from Thursday 31 March 2016, without Good Friday 25 and Easter Monday 28 March: 31, 30, 29
# March are days 20 to 18; 24 to 21 March 17 to 14; 18 to 14 March 13 to 9; 11 to 7 March 8 to 4;
# 4, 3, 2 March 3 to 1. So a child who came in on 1 March has been there twenty working days.
@pytest.mark.parametrize(("since", "counted"), [("1 Mar 2016", True), ("2 Mar 2016", False)])
def test_children_count_from_twenty_working_days_in_care(since: str, counted: bool) -> None:
    assert bool(values(MEASURE, "31 Mar 2016", **pupil(since=since))) is counted


# The first plan. From Monday 20 July 2015: 21 to 24 July are days 1 to 4, 27 to 31 July 5 to 9,
# 3 to 7 August 10 to 14, 10 to 14 August 15 to 19, Monday 17 August 20. The summer holiday, from
# 23 July, stops nothing.

INITIAL = "pep-initial-20wd"


@pytest.mark.parametrize(("made", "value"), [("17 Aug 2015", 1), ("18 Aug 2015", 0)])
def test_school_holidays_do_not_stop_the_clock_of_the_first_plan(made: str, value: float) -> None:
    assert values(INITIAL, "31 Mar 2016", **pupil(made, since="20 Jul 2015")) == {"a": value}


def test_a_starter_counts_in_the_month_the_twenty_days_ran_out() -> None:
    late = pupil("1 Oct 2015", since="20 Jul 2015")
    assert figure(INITIAL, "31 Aug 2015", period="month", **late)["unknown"] == 1
    assert figure(INITIAL, "31 Oct 2015", period="month", **late)["cases"] == 0
    year = figure(INITIAL, "31 Oct 2015", period="year", **late)
    assert (year["numerator"], year["denominator"], year["unknown"]) == (0, 1, 0)


def test_a_plan_from_before_the_child_came_in_is_not_the_first_of_this_care() -> None:
    assert values(INITIAL, "31 Mar 2016", **pupil("1 Jul 2015", since="20 Jul 2015")) == {"a": None}


@pytest.mark.parametrize(("left", "found"), [("16 Aug 2015", {}), ("17 Aug 2015", {"a": None})])
def test_a_starter_who_left_before_the_twentieth_day_is_out(
    left: str, found: dict[str, float | None],
) -> None:
    tables = pupil(since="20 Jul 2015") | {"cla_episodes": [in_care("a", "20 Jul 2015", left)]}
    assert values(INITIAL, "31 Mar 2016", **tables) == found


@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Aug 2010", True), ("1 Sep 2010", False), ("1 Sep 1998", True), ("31 Aug 1998", False),
])
def test_a_starters_school_age_is_that_of_the_school_year_of_coming_in(
    birth: str, counted: bool,
) -> None:
    """In July 2015 it is still the age on 31 August 2014 that counts: four to fifteen."""
    tables = pupil(birth=birth, since="20 Jul 2015")
    assert bool(values(INITIAL, "31 Mar 2016", **tables)) is counted


def test_a_child_who_came_in_for_a_short_break_needs_no_first_plan() -> None:
    assert values(INITIAL, "31 Mar 2016", **pupil(since="20 Jul 2015"), legal_status=[{
        "legal_status_id": "s", "person_id": "a", "status": "V4", "start_date": "20 Jul 2015",
    }]) == {}


# The quality of plans

QUALITY = "pep-quality"


def graded(grade: str | None, on: str | None, made: str | None = "1 Feb 2016") -> dict[str, Any]:
    return {"education_plans": [{"pep_id": "1", "person_id": "a", "review_date": made,
                                 "grade": grade, "graded_date": on}]}


@pytest.mark.parametrize(("grade", "value"), [
    ("outstanding", 1), ("good", 1), ("requires-improvement", 0), ("inadequate", 0), (None, None),
])
def test_good_and_outstanding_plans_meet_it_and_no_grade_counts_against(
    grade: str | None, value: float | None,
) -> None:
    tables = graded(grade, "1 Mar 2016")
    assert values(QUALITY, "31 Mar 2016", **tables) == {"a": value}
    assert figure(QUALITY, "31 Mar 2016", period="year", **tables)["denominator"] == 1


def test_a_plan_counts_when_it_was_judged_and_not_when_it_was_made() -> None:
    tables = graded("good", "1 Mar 2016", made="1 Nov 2014")
    assert figure(QUALITY, "31 Mar 2016", period="month", **tables)["numerator"] == 1
    assert figure(QUALITY, "29 Feb 2016", period="year", **tables)["cases"] == 0
    assert values(QUALITY, "31 Mar 2016", **graded("good", None)) == {}


def test_a_plan_judged_before_it_was_made_is_faulty_and_left_out() -> None:
    assert values(QUALITY, "31 Mar 2016", **graded("good", "31 Jan 2016")) == {}
    assert values(QUALITY, "31 Mar 2016", **graded("good", "1 Feb 2016")) == {"a": 1}
    assert reason(QUALITY, "31 Mar 2016", **graded("requires-improvement", "1 Mar 2016")) == (
        "Requires improvement, plan of 1 Feb 2016")


# School missed

ABSENCE, PERSISTENT, SUSPENDED = (
    "lac-overall-absence", "lac-persistent-absence", "lac-suspensions")


def month(start: str, end: str, possible: int | None = 40, missed: int | None = 0,
          attended: float | None = None) -> dict[str, Any]:
    return {"person_id": "a", "period_start": start, "period_end": end,
            "sessions_possible": possible, "sessions_missed": missed,
            "percent_attended": attended}


def attended(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return pupil(**more) | {"school_attendance": list(rows)}


JULY = ("1 Jul 2015", "31 Jul 2015")
SEPTEMBER = ("1 Sep 2015", "30 Sep 2015")
OCTOBER = ("1 Oct 2015", "31 Oct 2015")


def test_sessions_are_added_up_from_september_and_weighed_by_those_possible() -> None:
    row = figure(ABSENCE, "31 Mar 2016", **attended(
        month(*JULY, 40, 40), month(*SEPTEMBER, 38, 4), month(*OCTOBER, 42, 0)))
    assert (row["numerator"], row["denominator"]) == (4, 80)


def test_a_row_with_more_missed_than_possible_is_faulty_and_left_out() -> None:
    rows = attended(month(*SEPTEMBER, 40, 41), month(*OCTOBER, 40, 4))
    assert figure(ABSENCE, "31 Mar 2016", **rows)["denominator"] == 40
    assert values(PERSISTENT, "31 Mar 2016", **rows) == {"a": 1}
    only_faulty = attended(month(*SEPTEMBER, 40, 41))
    assert values(PERSISTENT, "31 Mar 2016", **only_faulty) == {"a": None}


@pytest.mark.parametrize("measure", [ABSENCE, PERSISTENT])
def test_a_pupil_with_no_attendance_held_is_left_out_and_counted_beside(measure: str) -> None:
    row = figure(measure, "31 Mar 2016", **attended())
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 0, 1)


@pytest.mark.parametrize(("since", "counted"), [("31 Mar 2015", True), ("1 Apr 2015", False)])
def test_sessions_missed_are_of_children_in_care_for_a_year(since: str, counted: bool) -> None:
    rows = attended(month(*SEPTEMBER), since=since)
    assert bool(values(ABSENCE, "31 Mar 2016", **rows)) is counted
    assert values(PERSISTENT, "31 Mar 2016", **rows) == {"a": 0}


def test_months_before_the_child_came_into_care_do_not_count() -> None:
    assert values(PERSISTENT, "31 Mar 2016", **attended(
        month(*SEPTEMBER, 40, 40), month(*OCTOBER, 40, 0), since="12 Oct 2015")) == {"a": 0}


@pytest.mark.parametrize(("missed", "value"), [(4, 1), (3, 0)])
def test_a_tenth_of_the_sessions_is_persistent(missed: int, value: float) -> None:
    assert values(PERSISTENT, "31 Mar 2016", **attended(
        month(*SEPTEMBER, 40, missed))) == {"a": value}


@pytest.mark.parametrize(("missed", "value"), [(6, 1), (5, 0)])
def test_before_september_2015_it_was_fifteen_in_a_hundred(missed: int, value: float) -> None:
    """6 of 40 is 15 in 100; 5 of 40 is 12.5, which today's definition would count."""
    assert values(PERSISTENT, "31 Aug 2015", **attended(
        month(*JULY, 40, missed))) == {"a": value}


@pytest.mark.parametrize(("share", "value"), [(90.0, 1), (90.1, 0)])
def test_a_share_attended_serves_where_the_feed_gives_no_sessions(
    share: float, value: float,
) -> None:
    assert values(PERSISTENT, "31 Mar 2016", **attended(
        month(*SEPTEMBER, None, None, share))) == {"a": value}


def test_a_feed_without_sessions_gives_no_share_of_sessions() -> None:
    extract = extract_of(lacking=("school_attendance.sessions_missed",), **attended())
    assert run(ABSENCE, "31 Mar 2016", extract=extract).lacking == {
        ABSENCE: ("school_attendance.sessions_missed",)}


# Suspensions

def suspended(*on: str, **more: Any) -> dict[str, Any]:
    return pupil(**more) | {"suspensions": [
        {"suspension_id": str(n), "person_id": "a", "start_date": start, "sessions": 3}
        for n, start in enumerate(on)]}


@pytest.mark.parametrize(("on", "value"), [
    ("31 Aug 2015", 0), ("1 Sep 2015", 1), ("31 Mar 2016", 1), ("1 Apr 2016", 0),
])
def test_suspensions_of_the_school_year_to_the_date_count(on: str, value: float) -> None:
    assert values(SUSPENDED, "31 Mar 2016", **suspended(on)) == {"a": value}


def test_a_pupil_counts_once_however_often_suspended() -> None:
    tables = suspended("2 Nov 2015", "1 Feb 2016")
    assert figure(SUSPENDED, "31 Mar 2016", **tables)["numerator"] == 1
    assert reason(SUSPENDED, "31 Mar 2016", **tables) == (
        "Suspended 2 times, 6 sessions, last on 1 Feb 2016")


def test_a_suspension_before_the_child_came_into_care_does_not_count() -> None:
    assert values(SUSPENDED, "31 Mar 2016", **suspended(
        "2 Nov 2015", since="3 Nov 2015")) == {"a": 0}


@pytest.mark.parametrize("measure", [ABSENCE, PERSISTENT, SUSPENDED])
@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Aug 2011", True), ("1 Sep 2011", False), ("1 Sep 1999", True), ("31 Aug 1999", False)])
def test_pupils_are_children_of_school_age_before_the_school_year(
    measure: str, birth: str, counted: bool,
) -> None:
    assert bool(values(measure, "31 Mar 2016", **suspended(birth=birth))) is counted
