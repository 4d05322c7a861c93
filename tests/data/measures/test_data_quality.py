"""Gaps in records, and visits recorded late."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import (
    extract_of,
    figure,
    held_by,
    in_care,
    on_plan,
    reason,
    run,
    values,
)

AT = "31 Mar 2016"
GAPS, LATE = "dq-missing-fields", "dq-late-recording"
FULL = "Nothing missing"


def whole(**more: Any) -> dict[str, Any]:
    """A child in need whose record has no gap, and what else is held."""
    return {
        "person": [{"person_id": "a", "ethnicity": "WBRI", "date_of_birth": "1 Jan 2010"}],
        "cin_episodes": [
            {"referral_id": "r", "person_id": "a", "referral_date": "4 Jan 2016"}],
        "involvements": [held_by("a", "w1", "norwich-assessment")], **more}


def cared(since: str = "4 Jan 2016", **more: Any) -> dict[str, Any]:
    """A looked-after child whose record has no gap, and what else is held."""
    care: dict[str, Any] = {
        "cla_episodes": [in_care("a", since)],
        "cla_visits": [{"cla_visit_id": "v", "person_id": "a", "visit_date": since}],
        "cla_reviews": [{"cla_review_id": "r", "person_id": "a", "review_date": since}],
        "cla_care_plan": [{"person_id": "a", "start_date": since}]}
    return whole(**{**care, **more})


def test_a_complete_record_has_no_gap() -> None:
    assert values(GAPS, AT, **whole()) == {"a": 0}
    assert reason(GAPS, AT, **cared()) == FULL


@pytest.mark.parametrize(("more", "words"), [
    ({"involvements": [held_by("a", None, "norwich-assessment")]}, "worker"),
    ({"involvements": [held_by("a", "Duty worker", "norwich-assessment")]}, "worker"),
    ({"involvements": [held_by("a", "w1")]}, "team"),
    ({"involvements": []}, "worker, team"),
    ({"person": [{"person_id": "a", "date_of_birth": "1 Jan 2010"}]}, "ethnicity"),
    ({"person": [{"person_id": "a", "ethnicity": "NOBT"}]}, "ethnicity"),
    ({"person": [], "involvements": []}, "worker, team, ethnicity"),
])
def test_each_field_that_is_blank_is_named(more: dict[str, Any], words: str) -> None:
    assert values(GAPS, AT, **whole(**more)) == {"a": 1}
    assert reason(GAPS, AT, **whole(**more)) == f"Missing: {words}"


@pytest.mark.parametrize("person", [
    {"ethnicity": "REFU", "date_of_birth": "1 Jan 2010"},      # an answer
    {"expected_date_of_birth": "1 May 2016"},                   # unborn
    {"date_of_birth": "1 Apr 2016"},
])
def test_refused_is_an_answer_and_an_unborn_child_has_no_ethnicity_yet(
    person: dict[str, Any],
) -> None:
    assert reason(GAPS, AT, **whole(person=[{"person_id": "a", **person}])) == FULL


# In care since 4 January: a visit by the 11th, a plan by the 18th, a review by 1 February.
@pytest.mark.parametrize(("more", "words"), [
    ({"cla_visits": []}, "visit date"),
    ({"cla_care_plan": []}, "plan date"),
    ({"cla_care_plan": [{"person_id": "a", "permanence_plan": "RETURN"}]}, "plan date"),
    ({"cla_care_plan": [
        {"person_id": "a", "start_date": "4 Jan 2016", "end_date": "1 Mar 2016"}]}, "plan date"),
    ({"cla_reviews": []}, "review date"),
    ({"cla_reviews": [{"cla_review_id": "r", "person_id": "a", "review_date": "1 Feb 2016",
                       "cancelled": True}]}, "review date"),
    ({"cla_visits": [{"cla_visit_id": "v", "person_id": "a", "visit_date": "3 Jan 2016"}],
      "cla_reviews": []}, "visit date, review date"),
])
def test_what_a_looked_after_child_may_lack(more: dict[str, Any], words: str) -> None:
    assert reason(GAPS, AT, **cared(**more)) == f"Missing: {words}"


# Seven days to 31 March begin on the 24th. Ten working days on 15 March (16, 17, 18, 21 to 24, 29,
# 30, 31), twenty on 1 March.
@pytest.mark.parametrize(("since", "words"), [
    ("24 Mar 2016", FULL), ("23 Mar 2016", "Missing: visit date"),
    ("15 Mar 2016", "Missing: visit date"), ("14 Mar 2016", "Missing: visit date, plan date"),
    ("1 Mar 2016", "Missing: visit date, plan date"),
    ("29 Feb 2016", "Missing: visit date, plan date, review date"),
])
def test_nothing_is_missed_before_it_has_fallen_due(since: str, words: str) -> None:
    bare = whole(cla_episodes=[in_care("a", since)])
    assert reason(GAPS, AT, **bare) == words


# A plan since 15 March is ten working days old, since 14 March eleven; three months on 31 December.
@pytest.mark.parametrize(("since", "words"), [
    ("15 Mar 2016", FULL), ("14 Mar 2016", "Missing: visit date"),
    ("31 Dec 2015", "Missing: visit date"), ("30 Dec 2015", "Missing: visit date, review date"),
])
def test_what_a_child_on_a_protection_plan_may_lack(since: str, words: str) -> None:
    assert reason(GAPS, AT, **whole(cp_plans=[on_plan("a", since)])) == words


@pytest.mark.parametrize("reviews", [
    {"cp_reviews": [{"cp_review_id": "r", "person_id": "a", "review_date": "1 Mar 2016"}]},
    {"cp_last_review": [{"person_id": "a", "review_date": "1 Mar 2016"}]},
])
def test_the_latest_review_that_a_list_states_is_a_review(reviews: dict[str, Any]) -> None:
    assert reason(GAPS, AT, **whole(
        cp_plans=[on_plan("a", "1 Oct 2015")], **reviews,
        cp_visits=[{"cp_visit_id": "v", "person_id": "a", "visit_date": "1 Mar 2016"}])) == FULL


# 84 days to 31 March begin on 7 January 2016.
@pytest.mark.parametrize(("since", "words"), [
    ("7 Jan 2016", "Missing: visit date"), ("6 Jan 2016", "Missing: visit date, review date"),
])
def test_what_a_child_in_need_with_a_plan_may_lack(since: str, words: str) -> None:
    plan = {"cin_plan_id": "n", "person_id": "a", "start_date": since}
    assert reason(GAPS, AT, **whole(cin_plans=[plan])) == words


def test_what_an_extract_does_not_hold_for_anybody_is_not_looked_for() -> None:
    tables = whole(cla_episodes=[in_care("a", "4 Jan 2016")])
    extract = extract_of(**tables, lacking=(
        "cla_visits", "cla_reviews", "cla_care_plan", "cla_care_plan.start_date"))
    assert values(GAPS, AT, extract=extract) == {"a": 0}


def test_a_list_that_states_when_a_child_was_last_seen_may_have_a_gap_too() -> None:
    status = {"person_id": "a", "status": "cin", "start_date": "4 Jan 2016"}
    assert reason(GAPS, AT, **whole(open_status=[status])) == "Missing: visit date"
    assert reason(GAPS, AT, **whole(
        open_status=[{**status, "last_seen_date": "1 Mar 2016"}])) == FULL


def test_a_child_with_five_gaps_counts_once() -> None:
    row = figure(GAPS, AT, cla_episodes=[in_care("a", "4 Jan 2016"), in_care("b", "4 Jan 2016")])
    assert (row["numerator"], row["denominator"], row["cases"]) == (2, 2, 2)


# Late recording

def visit(on: str = "24 Mar 2016", entered: str | None = "30 Mar 2016", **more: Any,
          ) -> dict[str, Any]:
    return {"cp_visit_id": f"{on} {entered}", "person_id": "a", "visit_date": on,
            "entered_on": entered, **more}


# Thursday 24 March: Good Friday and Easter Monday are no working days, 29 and 30 March are two.
@pytest.mark.parametrize(("entered", "value"), [
    ("24 Mar 2016", 0), ("28 Mar 2016", 0), ("30 Mar 2016", 0), ("31 Mar 2016", 1),
])
def test_a_visit_is_recorded_late_after_two_working_days(entered: str, value: float) -> None:
    assert values(LATE, AT, cp_visits=[visit(entered=entered)]) == {"a": value}


@pytest.mark.parametrize("row", [
    visit(entered=None), visit(entered="23 Mar 2016"),
    visit("29 Feb 2016", "1 Mar 2016"), visit("1 Apr 2016", "1 Apr 2016"),
])
def test_visits_not_recorded_recorded_before_they_were_made_or_of_another_month_are_left_out(
    row: dict[str, Any],
) -> None:
    assert values(LATE, AT, cp_visits=[row]) == {}


def test_visits_in_need_on_a_plan_and_in_care_are_added_up_under_who_made_them() -> None:
    cases = run(LATE, AT, involvements=[held_by("a", "w1", "norwich-assessment")],
                cp_visits=[visit(visited_by="w2")],
                cla_visits=[{"cla_visit_id": "l", "person_id": "a", "visit_date": "1 Mar 2016",
                             "entered_on": "1 Mar 2016"}],
                cin_visits=[{"cin_visit_id": "n", "person_id": "a", "visit_date": "1 Mar 2016",
                             "entered_on": "4 Mar 2016"},
                            {"cin_visit_id": "m", "person_id": "a", "visit_date": "1 Mar 2016",
                             "entered_on": "2 Mar 2016"}]).cases.to_pylist()
    assert sorted((c["worker"], c["team"], c["value"], c["reason"]) for c in cases) == [
        ("w1", "norwich-assessment", 0, "Recorded after 0 working days"),
        ("w1", "norwich-assessment", 0, "Recorded after 1 working day"),
        ("w1", "norwich-assessment", 1, "Recorded after 3 working days"),
        ("w2", "norwich-assessment", 0, "Recorded after 2 working days")]


def test_visits_of_three_tables_may_have_the_same_number_and_stay_three() -> None:
    row: dict[str, Any] = {"person_id": "a", "visit_date": "1 Mar 2016", "entered_on": "1 Mar 2016"}
    cases = run(LATE, AT, cla_visits=[{"cla_visit_id": "1", **row}],
                cp_visits=[{"cp_visit_id": "1", **row}],
                cin_visits=[{"cin_visit_id": "1", **row}]).cases.to_pylist()
    assert {c["case"] for c in cases} == {"cla 1", "cp 1", "cin 1"}
