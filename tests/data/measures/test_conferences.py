"""Initial conferences: 15 working days from the strategy discussion."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, held_by, run, values

MEASURE = "icpc-15wd"


def conference(child: str, on: str | None, **more: Any) -> dict[str, Any]:
    return {"icpc_id": f"i-{child}", "person_id": child, "conference_date": on,
            "s47_enquiry_id": f"s-{child}", **more}


def enquiry(child: str, on: str, mark: str = "s") -> dict[str, Any]:
    return {"s47_enquiry_id": f"{mark}-{child}", "person_id": child, "start_date": on}


# From Wednesday 25 March 2015: 26, 27 March are days 1, 2; 30, 31 March, 1, 2 April are 3 to 6.
# Good Friday, 3 April, and Easter Monday, 6 April, are out. 7 to 10 April are 7 to 10; 13 to 17
# April 11 to 15. Monday 20 April is 16.
@pytest.mark.parametrize(("held", "value"), [("17 Apr 2015", 1), ("20 Apr 2015", 0)])
def test_fifteen_working_days_leave_out_easter(held: str, value: float) -> None:
    tables = {"s47_enquiry": [enquiry("a", "25 Mar 2015")],
              "initial_cp_conference": [conference("a", held)]}
    assert values(MEASURE, "30 Apr 2015", **tables) == {"a": value}
    (case,) = run(MEASURE, "30 Apr 2015", **tables).cases.to_pylist()
    assert case["due_on"].isoformat() == "2015-04-17"


def test_of_several_strategy_discussions_the_one_that_began_the_enquiry_counts() -> None:
    """An earlier enquiry of 1 March came to nothing; a later one of 15 April is not this one's."""
    assert values(
        MEASURE, "30 Apr 2015",
        s47_enquiry=[enquiry("a", "1 Mar 2015", "old"), enquiry("a", "25 Mar 2015"),
                     enquiry("a", "15 Apr 2015", "new")],
        initial_cp_conference=[conference("a", "20 Apr 2015")]) == {"a": 0}


def test_transfers_in_are_left_out() -> None:
    assert values(
        MEASURE, "30 Apr 2015",
        s47_enquiry=[enquiry("a", "1 Apr 2015"), enquiry("b", "1 Apr 2015")],
        initial_cp_conference=[conference("a", "8 Apr 2015", transfer_in=True),
                               conference("b", "8 Apr 2015", transfer_in=False)]) == {"b": 1}


def test_a_conference_without_its_strategy_discussion_is_not_known_and_counts_against() -> None:
    tables = {"initial_cp_conference": [conference("a", "8 Apr 2015")]}
    assert values(MEASURE, "30 Apr 2015", **tables) == {"a": None}
    month = figure(MEASURE, "30 Apr 2015", period="month", **tables)
    assert (month["numerator"], month["denominator"], month["unknown"]) == (0, 1, 1)


def test_a_conference_not_held_yet_is_not_in() -> None:
    assert values(
        MEASURE, "30 Apr 2015",
        s47_enquiry=[enquiry("a", "1 Mar 2015"), enquiry("b", "1 Mar 2015")],
        initial_cp_conference=[conference("a", None), conference("b", "1 May 2015")]) == {}


def test_the_conferences_own_team_goes_before_the_team_that_holds_the_child_now() -> None:
    cases = run(
        MEASURE, "30 Apr 2015", involvements=[
            held_by("a", "w9", "norwich-looked-after"), held_by("b", "w9", "norwich-looked-after")],
        s47_enquiry=[enquiry("a", "1 Apr 2015"), enquiry("b", "1 Apr 2015")],
        initial_cp_conference=[
            conference("a", "8 Apr 2015", team="breckland-assessment", worker_id="w1"),
            conference("b", "8 Apr 2015")]).cases.to_pylist()
    assert {c["person"]: (c["locality"], c["team"], c["worker"]) for c in cases} == {
        "a": ("breckland", "breckland-assessment", "w1"),
        "b": ("norwich", "norwich-looked-after", "w9")}
