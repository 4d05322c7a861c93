"""Assessments: 45 working days from the referral, a first view by day ten, the child seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, figure, reason, run, values

MEASURE = "assessments-45wd"


def assessment(
    child: str, start: str, authorised: str | None, n: int = 1, **more: Any,
) -> dict[str, Any]:
    return {"assessment_id": f"{child}{n}", "person_id": child, "start_date": start,
            "authorised_date": authorised, **more}


def referral(child: str, on: str) -> dict[str, Any]:
    return {"referral_id": f"r-{child}", "person_id": child, "referral_date": on}


# From Monday 2 November 2015: 3 to 6 November are days 1 to 4; four whole weeks to 4 December make
# 24; 7 to 18 December 34; 21 to 24 December 38. Christmas Day is a Friday; Boxing Day falls on
# Saturday, so Monday 28 is its substitute. 29, 30, 31 December are 39, 40, 41. New Year's Day is
# out. 4, 5, 6, 7 January are 42, 43, 44, 45. 8 January is 46.
@pytest.mark.parametrize(("authorised", "value"), [("7 Jan 2016", 1), ("8 Jan 2016", 0)])
def test_forty_five_working_days_leave_out_christmas_and_its_substitute_day(
    authorised: str, value: float,
) -> None:
    assert values(MEASURE, "31 Jan 2016", cin_assessments=[
        assessment("a", "2 Nov 2015", authorised)]) == {"a": value}


def test_the_reason_says_how_many_working_days_it_took() -> None:
    assert reason(MEASURE, "31 Jan 2016", cin_assessments=[
        assessment("a", "2 Nov 2015", "8 Jan 2016")]) == "Took 46 working days"


def test_the_first_assessment_counts_from_the_referral_and_a_later_one_from_its_own_start() -> None:
    """Referred 2 November, begun 9 November, authorised 8 January: 46 working days, not 41."""
    cases = run(MEASURE, "31 Jan 2016", cin_episodes=[referral("a", "2 Nov 2015")],
                cin_assessments=[
        assessment("a", "9 Nov 2015", "8 Jan 2016", 1, referral_id="r-a"),
        assessment("a", "16 Nov 2015", "8 Jan 2016", 2, referral_id="r-a"),
    ]).cases.to_pylist()
    assert {c["case"]: c["value"] for c in cases} == {"a1": 0, "a2": 1}


def test_an_open_first_assessment_still_leaves_the_second_with_its_own_start() -> None:
    assert values(MEASURE, "31 Jan 2016", cin_episodes=[referral("a", "1 Sep 2015")],
                  cin_assessments=[
        assessment("a", "2 Sep 2015", None, 1, referral_id="r-a"),
        assessment("a", "2 Nov 2015", "7 Jan 2016", 2, referral_id="r-a"),
    ]) == {"a": 1}


def test_an_assessment_whose_referral_is_not_held_counts_from_its_own_start() -> None:
    assert values(MEASURE, "31 Jan 2016", cin_assessments=[
        assessment("a", "2 Nov 2015", "7 Jan 2016", referral_id="elsewhere")]) == {"a": 1}


def test_open_assessments_are_not_in_however_late() -> None:
    assert values(MEASURE, "31 Jan 2016", cin_assessments=[
        assessment("a", "1 Jun 2015", None),
        assessment("b", "1 Jun 2015", "1 Feb 2016")]) == {}   # still open on 31 January


def test_an_assessment_counts_in_the_month_it_was_authorised() -> None:
    rows = [assessment("a", "2 Nov 2015", "31 Dec 2015"),
            assessment("b", "2 Nov 2015", "1 Jan 2016"),
            assessment("c", "2 Nov 2015", "8 Jan 2016")]
    month = figure(MEASURE, "31 Jan 2016", period="month", cin_assessments=rows)
    year = figure(MEASURE, "31 Jan 2016", period="year", cin_assessments=rows)
    assert (month["numerator"], month["denominator"]) == (1, 2)
    assert (year["numerator"], year["denominator"]) == (2, 3)


def test_an_assessment_authorised_before_it_began_is_left_out() -> None:
    assert values(MEASURE, "31 Jan 2016", cin_assessments=[
        assessment("a", "7 Jan 2016", "6 Jan 2016"),
        assessment("b", "7 Jan 2016", "7 Jan 2016")]) == {"b": 1}


# Open and late

OPEN = "assessments-open-overdue"


@pytest.mark.parametrize(("at", "found"), [("7 Jan 2016", {}), ("8 Jan 2016", {"a": 1})])
def test_an_open_assessment_is_late_from_the_forty_sixth_working_day(at: str, found: dict) -> None:
    rows = [assessment("a", "2 Nov 2015", None)]
    assert values(OPEN, at, cin_assessments=rows) == found
    assert figure(OPEN, at, cin_assessments=rows)["numerator"] == len(found)


def test_a_weekend_after_the_last_day_makes_nothing_late() -> None:
    """Begun Tuesday 3 November, a day after the one above: day 45 is Friday 8 January."""
    rows = [assessment("a", "3 Nov 2015", None)]
    assert values(OPEN, "10 Jan 2016", cin_assessments=rows) == {}
    assert reason(OPEN, "11 Jan 2016", cin_assessments=rows) == (
        "Open 46 working days, due 8 Jan 2016")


def test_late_open_work_runs_from_the_referral_and_never_meets_late_finished_work() -> None:
    tables = {"cin_episodes": [referral("a", "2 Nov 2015")], "cin_assessments": [
        assessment("a", "9 Nov 2015", None, referral_id="r-a"),
        assessment("b", "2 Nov 2015", "8 Jan 2016"),
        assessment("c", "2 Nov 2015", "11 Jan 2016")]}   # still open on 8 January
    assert values(OPEN, "8 Jan 2016", **tables) == {"a": 1, "c": 1}
    assert values(MEASURE, "8 Jan 2016", **tables) == {"b": 0}


# The first view. From Tuesday 1 March 2016: 2 to 4 March are days 1 to 3, 7 to 11 are 4 to 8,
# 14 and 15 are 9 and 10.

VIEW = "assessments-10wd-view"


@pytest.mark.parametrize(("viewed", "value"), [("15 Mar 2016", 1), ("16 Mar 2016", 0)])
def test_a_first_view_is_due_by_the_tenth_working_day(viewed: str, value: float) -> None:
    assert values(VIEW, "31 Mar 2016", cin_assessments=[
        assessment("a", "1 Mar 2016", None, checkpoint_date=viewed)]) == {"a": value}


def test_the_clock_of_the_view_runs_from_the_assessment_and_not_from_the_referral() -> None:
    assert values(VIEW, "31 Mar 2016", cin_episodes=[referral("a", "23 Feb 2016")],
                  cin_assessments=[assessment("a", "1 Mar 2016", None, referral_id="r-a",
                                              checkpoint_date="15 Mar 2016")]) == {"a": 1}


def test_an_assessment_authorised_by_the_tenth_day_has_had_its_view() -> None:
    assert values(VIEW, "31 Mar 2016", cin_assessments=[
        assessment("a", "1 Mar 2016", "15 Mar 2016"), assessment("b", "1 Mar 2016", "16 Mar 2016"),
        assessment("c", "1 Mar 2016", "16 Mar 2016", checkpoint_date="4 Mar 2016"),
    ]) == {"a": 1, "b": 0, "c": 1}


def test_no_view_recorded_is_not_known_and_counts_against() -> None:
    rows = [assessment("a", "1 Mar 2016", None)]
    row = figure(VIEW, "31 Mar 2016", period="month", cin_assessments=rows)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


def test_an_assessment_counts_once_it_reaches_day_ten_and_in_that_month_only() -> None:
    """Begun Monday 22 February: 23 to 26 are days 1 to 4, 29 February 5, 1 to 4 March 6 to 9."""
    rows = [assessment("a", "22 Feb 2016", None, checkpoint_date="25 Feb 2016")]
    counted = {at: figure(VIEW, at, period="month", cin_assessments=rows)["denominator"]
               for at in ("29 Feb 2016", "6 Mar 2016", "7 Mar 2016", "31 Mar 2016", "30 Apr 2016")}
    assert counted == {"29 Feb 2016": 0, "6 Mar 2016": 0, "7 Mar 2016": 1, "31 Mar 2016": 1,
                       "30 Apr 2016": 0}


def test_a_view_dated_before_the_assessment_began_is_left_out() -> None:
    assert values(VIEW, "31 Mar 2016", cin_assessments=[
        assessment("a", "1 Mar 2016", None, checkpoint_date="29 Feb 2016")]) == {}


# Seen

SEEN = "assessment-child-seen"


def test_not_recorded_counts_as_not_seen() -> None:
    rows = [assessment("a", "1 Feb 2016", "1 Mar 2016", child_seen=True),
            assessment("b", "1 Feb 2016", "1 Mar 2016", child_seen=False),
            assessment("c", "1 Feb 2016", "1 Mar 2016")]
    row = figure(SEEN, "31 Mar 2016", period="month", cin_assessments=rows)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (1, 3, 1)


def test_a_child_not_born_when_the_assessment_ended_is_left_out() -> None:
    children = ("unborn", "born after", "born that day")
    assert values(
        SEEN, "31 Mar 2016", cin_assessments=[
            assessment(c, "1 Feb 2016", "1 Mar 2016", child_seen=False) for c in children],
        person=[born("unborn", None), born("born after", "2 Mar 2016"),
                born("born that day", "1 Mar 2016")]) == {"born that day": 0}


def test_a_child_of_whom_nothing_else_is_held_stays_in() -> None:
    assert values(SEEN, "31 Mar 2016", cin_assessments=[
        assessment("a", "1 Feb 2016", "1 Mar 2016", child_seen=False)]) == {"a": 0}
