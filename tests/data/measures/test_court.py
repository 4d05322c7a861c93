"""Families in pre-proceedings and care cases before the court."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import extract_of, figure, held_by, reason, run

AT = "31 Mar 2016"
REVIEWED, LENGTH, COURT = "plo-review-timely", "plo-length", "proceedings-26w"


def family(name: str | None = "f", child: str = "a", letter: str | None = "1 Oct 2015",
           met: str | None = "15 Oct 2015", **more: Any) -> dict[str, Any]:
    return {"pre_proceedings_id": f"{name} {child}", "family_id": name, "person_id": child,
            "letter_date": letter, "first_meeting_date": met, **more}


def review(on: str, name: str = "f") -> dict[str, Any]:
    return {"review_id": on, "family_id": name, "review_date": on}


def by_case(measure: str, **tables: Any) -> dict[str, float | None]:
    return {c["case"]: c["value"] for c in run(measure, AT, **tables).cases.to_pylist()}


# Reviews

# 4 February and 56 days is 31 March 2016 (25 days to 29 February and 31).
@pytest.mark.parametrize(("on", "value"), [("4 Feb 2016", 1), ("3 Feb 2016", 0)])
def test_pre_proceedings_are_reviewed_every_56_days(on: str, value: float) -> None:
    assert by_case(REVIEWED, pre_proceedings=[family()],
                   pre_proceedings_reviews=[review("1 Dec 2015"), review(on)]) == {"f": value}


@pytest.mark.parametrize(("met", "counted"), [
    ("3 Feb 2016", True), ("4 Feb 2016", False), (None, True),
])
def test_a_family_counts_when_the_first_interval_is_over(met: str | None, counted: bool) -> None:
    """From the first meeting; from the letter where no meeting is recorded."""
    assert bool(by_case(REVIEWED, pre_proceedings=[family(met=met)])) is counted


def test_no_review_counts_against_and_one_before_the_letter_is_none() -> None:
    tables: dict[str, Any] = {"pre_proceedings": [family()], "pre_proceedings_reviews": [
        review("30 Sep 2015"), review("1 Apr 2016"), review("1 Mar 2016", "another")]}
    assert by_case(REVIEWED, **tables) == {"f": None}
    row = figure(REVIEWED, AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


def test_a_family_counts_once_and_the_list_says_how_many_children_it_has() -> None:
    """32 families were 60 children in 2015: the share is of families."""
    tables: dict[str, Any] = {"pre_proceedings": [family(child=child) for child in "bac"]}
    (case,) = run(REVIEWED, AT, **tables).cases.to_pylist()
    assert (case["case"], case["person"]) == ("f", "a")
    assert case["reason"] == "No review recorded; 3 children"
    assert reason(LENGTH, AT, **tables).endswith("; 3 children")


def test_a_child_without_a_family_number_is_a_family() -> None:
    assert by_case(LENGTH, pre_proceedings=[family(None, "a"), family(None, "b")]) == {
        "a": 182, "b": 182}


# Length

@pytest.mark.parametrize(("more", "days"), [
    ({}, 182),                                                   # 1 October to 31 March, leap year
    ({"letter": None, "decision_date": "11 Dec 2015"}, 111),
    ({"decision_date": "1 Jan 2015"}, 182),                      # the letter begins it
    ({"letter": None, "met": "31 Mar 2016"}, 0),
])
def test_pre_proceedings_run_from_the_letter_else_the_decision(
    more: dict[str, Any], days: float,
) -> None:
    assert by_case(LENGTH, pre_proceedings=[family(**more)]) == {"f": days}


@pytest.mark.parametrize(("ended", "counted"), [(AT, False), ("1 Apr 2016", True), (None, True)])
def test_only_open_pre_proceedings_count(ended: str | None, counted: bool) -> None:
    tables: dict[str, Any] = {"pre_proceedings": [family(outcome_date=ended)]}
    assert bool(by_case(LENGTH, **tables)) is counted
    assert bool(by_case(REVIEWED, **tables)) is counted


# 112 days to 31 March begin on 10 December 2015 (21 + 31 + 29 + 31).
@pytest.mark.parametrize(("letter", "past"), [("10 Dec 2015", False), ("9 Dec 2015", True)])
def test_the_list_names_families_past_the_limit(letter: str, past: bool) -> None:
    words = reason(LENGTH, AT, pre_proceedings=[family(letter=letter)])
    assert ("past the limit" in words) is past


def test_the_average_is_days_by_families() -> None:
    row = figure(LENGTH, AT, pre_proceedings=[
        family(), family(child="b"), family("g", "c", letter="11 Dec 2015")])
    assert (row["numerator"], row["denominator"]) == (182 + 111, 2)


def test_without_the_day_it_ended_everything_would_look_open() -> None:
    extract = extract_of(lacking=("pre_proceedings.outcome_date",))
    assert run(LENGTH, AT, extract=extract).lacking[LENGTH] == ("pre_proceedings.outcome_date",)


def test_the_family_has_the_team_and_worker_of_its_children() -> None:
    (case,) = run(LENGTH, AT, pre_proceedings=[family(child="a"), family(child="b")],
                  involvements=[held_by("b", "w1", "norwich-assessment")]).cases.to_pylist()
    assert (case["worker"], case["team"]) == ("w1", "norwich-assessment")


# Before the court

def before_court(child: str = "a", issued: str = "1 Sep 2015", ended: str | None = "1 Mar 2016",
                 case: str | None = "k") -> dict[str, Any]:
    return {"proceedings_id": f"p-{child}", "court_case_id": case, "person_id": child,
            "issued_date": issued, "final_order_date": ended}


# 1 September 2015 and 182 days is 1 March 2016 (29 + 31 + 30 + 31 + 31 + 29 + 1).
@pytest.mark.parametrize(("ended", "value"), [("1 Mar 2016", 1), ("2 Mar 2016", 0)])
def test_a_case_is_in_time_up_to_182_days(ended: str, value: float) -> None:
    assert by_case(COURT, court_proceedings=[before_court(ended=ended)]) == {"k": value}


def test_brothers_and_sisters_are_one_case_from_the_first_application_to_the_last_order() -> None:
    rows = [before_court("a", ended="10 Feb 2016"), before_court("b", "8 Sep 2015", "8 Mar 2016")]
    assert by_case(COURT, court_proceedings=rows) == {"k": 0}   # each alone would be in time
    assert reason(COURT, AT, court_proceedings=rows) == "Took 27.0 weeks; 2 children"
    assert by_case(COURT, court_proceedings=[before_court(case=None)]) == {"p-a": 1}


@pytest.mark.parametrize("rows", [
    [before_court(ended=None)], [before_court(), before_court("b", ended=None)],
    [before_court(ended="1 Apr 2016")], [before_court(issued="1 Feb 2015", ended="31 Mar 2015")],
])
def test_a_case_still_before_the_court_or_ended_outside_the_year_is_not_counted(
    rows: list[dict[str, Any]],
) -> None:
    assert by_case(COURT, court_proceedings=rows) == {}


def test_an_order_before_the_application_is_faulty_and_left_out() -> None:
    assert by_case(COURT, court_proceedings=[before_court(issued="2 Mar 2016")]) == {}


def test_a_case_counts_in_the_month_and_year_of_its_last_order() -> None:
    rows = [before_court(), before_court("b", "1 Jun 2015", "1 Oct 2015", "old")]
    assert figure(COURT, AT, period="month", court_proceedings=rows)["cases"] == 1
    assert figure(COURT, AT, period="year", court_proceedings=rows)["cases"] == 2
