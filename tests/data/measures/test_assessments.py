"""Assessments: 45 working days from the referral."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, reason, run, values

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
