"""Section 47 enquiries, what they lead to, and conferences within 15 working days of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, held_by, on_plan, run, values

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


def test_a_conference_before_its_strategy_discussion_is_left_out() -> None:
    assert values(
        MEASURE, "30 Apr 2015",
        s47_enquiry=[enquiry("a", "9 Apr 2015"), enquiry("b", "8 Apr 2015")],
        initial_cp_conference=[conference("a", "8 Apr 2015"), conference("b", "8 Apr 2015")],
    ) == {"b": 1}


# Enquiries

def test_every_enquiry_of_the_year_counts_though_a_child_has_two() -> None:
    rows = [enquiry("a", "1 May 2014", "s1"), enquiry("a", "30 Apr 2015", "s2"),
            enquiry("b", "30 Apr 2014"), enquiry("c", "1 May 2015")]
    row = figure("s47-rate", "30 Apr 2015", period="year", s47_enquiry=rows)
    # 2 of 166,507 children: 0.12 in 10,000.
    assert (row["numerator"], row["denominator"]) == (2, 166507)


def led_on(
    unnecessary: bool | None, held: str | None = None, on_plan_since: str | None = None,
    until: str | None = None,
) -> dict[str, float | None]:
    """What an enquiry of 1 April 2015 comes to, by the answer, the conference and the plan."""
    asked = enquiry("a", "1 Apr 2015") | {"conference_unnecessary": unnecessary}
    return values("s47-to-icpc", "30 Apr 2015", s47_enquiry=[asked],
                  cp_plans=[on_plan("a", on_plan_since, until)] if on_plan_since else [],
                  initial_cp_conference=[conference("a", held)] if held else [])


def test_a_conference_held_or_due_counts_and_one_not_needed_does_not() -> None:
    assert led_on(False, "17 Apr 2015") == {"a": 1}
    assert led_on(False) == {"a": 1}
    assert led_on(True) == {"a": 0}


def test_a_conference_held_goes_before_the_answer_and_one_to_come_does_not() -> None:
    assert led_on(True, "17 Apr 2015") == {"a": 1}
    assert led_on(None, "17 Apr 2015") == {"a": 1}
    assert led_on(True, "1 May 2015") == {"a": 0}


def test_an_enquiry_not_decided_leaves_the_share() -> None:
    rows = [enquiry("a", "1 Apr 2015") | {"conference_unnecessary": False},
            enquiry("b", "1 Apr 2015")]
    row = figure("s47-to-icpc", "30 Apr 2015", period="month", s47_enquiry=rows)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (1, 1, 1)


def test_an_answer_of_no_for_a_child_on_a_plan_already_is_no_conference() -> None:
    assert led_on(False, on_plan_since="1 Jan 2015") == {}
    assert led_on(True, on_plan_since="1 Jan 2015") == {}
    assert led_on(False, on_plan_since="1 Jan 2015", until="31 Mar 2015") == {"a": 1}
    assert led_on(False, "17 Apr 2015", on_plan_since="17 Apr 2015") == {"a": 1}
