"""Care leavers: pathway plans and contact."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, held_by, reason, run, values

AT = "31 Mar 2016"
PLAN, TOUCH = "cl-pathway-plan", "cl-in-touch"


def leaver(person: str = "a", **more: Any) -> dict[str, Any]:
    return {"person_id": person, "eligibility": "FORMER", "in_touch": "YES", **more}


def of(measure: str, **more: Any) -> dict[str, float | None]:
    return values(measure, AT, care_leavers=[leaver(**more)])


# 30 September and six months is 30 March; 1 October and six months is 1 April.
@pytest.mark.parametrize(("reviewed", "value"), [("1 Oct 2015", 1), ("30 Sep 2015", 0)])
def test_a_pathway_plan_is_good_for_six_months(reviewed: str, value: float) -> None:
    assert of(PLAN, pathway_plan_review_date=reviewed) == {"a": value}


def test_a_blank_review_date_is_not_known_and_counts_against_the_pathway_plan_share() -> None:
    assert of(PLAN) == {"a": None}
    assert reason(PLAN, AT, care_leavers=[leaver()]) == "No plan recorded"
    row = figure(PLAN, AT, care_leavers=[leaver()])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("eligibility", "counted"), [
    ("ELIGIBLE", True), ("RELEVANT", True), ("FORMER", True), ("QUALIFYING", False),
    ("OTHER", False), (None, False),
])
def test_eligible_relevant_and_former_relevant_are_entitled_to_a_plan(
    eligibility: str | None, counted: bool,
) -> None:
    assert bool(of(PLAN, eligibility=eligibility)) is counted


@pytest.mark.parametrize(("in_touch", "counted"), [
    ("DIED", False), ("RHOM", False), ("REFU", True), ("NREQ", True), ("NO", True), (None, True),
])
def test_only_those_who_died_or_went_home_leave_the_pathway_plan_share(
    in_touch: str | None, counted: bool,
) -> None:
    assert bool(of(PLAN, in_touch=in_touch)) is counted


# 4 February to 31 March 2016: 25 days to 29 February and 31 more, 56. 3 February is 57.
@pytest.mark.parametrize(("contact", "value"), [
    ("4 Feb 2016", 1), ("3 Feb 2016", 0), (None, 1),
])
def test_in_touch_needs_a_contact_in_56_days_where_a_date_is_held(
    contact: str | None, value: float,
) -> None:
    assert of(TOUCH, latest_contact=contact) == {"a": value}


def test_not_in_touch_stays_not_in_touch_whatever_date_is_held() -> None:
    assert of(TOUCH, in_touch="NO", latest_contact="30 Mar 2016") == {"a": 0}


@pytest.mark.parametrize("in_touch", ["REFU", None])
def test_refused_or_not_recorded_is_not_the_same_as_not_in_touch(in_touch: str | None) -> None:
    """Not known, and counts against: a blank once made 190 young people look out of touch."""
    assert of(TOUCH, in_touch=in_touch) == {"a": None}
    row = figure(TOUCH, AT, care_leavers=[leaver(in_touch=in_touch)])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize("in_touch", ["DIED", "RHOM", "NREQ"])
def test_those_who_died_went_home_or_need_no_service_are_not_in_the_share(in_touch: str) -> None:
    assert of(TOUCH, in_touch=in_touch) == {}


def test_qualifying_care_leavers_are_in_the_share_in_touch() -> None:
    assert of(TOUCH, eligibility="QUALIFYING") == {"a": 1}


def test_the_reason_shows_the_evidence() -> None:
    assert reason(TOUCH, AT, care_leavers=[leaver(latest_contact="3 Feb 2016")]) == (
        "In touch, last contact 3 Feb 2016")
    assert reason(TOUCH, AT, care_leavers=[leaver(in_touch=None)]) == "Not recorded, no date held"


def test_the_worker_is_the_one_named_else_the_adviser_else_who_holds_the_case() -> None:
    cases = run(TOUCH, AT, involvements=[held_by(p, "w3", "norwich-leaving-care") for p in "abc"],
                care_leavers=[
        leaver("a", worker_id="w1", personal_advisor="w2", team="breckland-leaving-care"),
        leaver("b", personal_advisor="w2"), leaver("c")]).cases.to_pylist()
    assert {c["person"]: (c["worker"], c["team"]) for c in cases} == {
        "a": ("w1", "breckland-leaving-care"), "b": ("w2", "norwich-leaving-care"),
        "c": ("w3", "norwich-leaving-care")}
