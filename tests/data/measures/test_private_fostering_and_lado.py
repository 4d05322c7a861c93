"""Private fostering, and allegations against people who work with children."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, held_by, reason, run, values

AT = "31 Mar 2016"
COUNT, VISIT, LADO = "private-fostering-count", "private-fostering-visit", "lado-timescale"


def fostered(child: str = "a", told: str = "1 Dec 2015", until: str | None = None, **more: Any,
             ) -> dict[str, Any]:
    return {"arrangement_id": f"{child} {told}", "person_id": child, "notified_date": told,
            "end_date": until, **more}


def visit(on: str, alone: bool | None = True) -> dict[str, Any]:
    return {"visit_id": on, "person_id": "a", "visit_date": on, "seen_alone": alone}


def visited(*visits: dict[str, Any], told: str = "1 Dec 2015") -> dict[str, Any]:
    return {"private_fostering": [fostered(told=told)], "private_fostering_visits": list(visits)}


# The children

def test_a_child_counts_once_from_the_day_the_council_was_told_until_the_end() -> None:
    rows = [fostered("a"), fostered("a", "1 Feb 2016"), fostered("b", AT),
            fostered("gone", until=AT), fostered("later", "1 Apr 2016")]
    assert values(COUNT, AT, private_fostering=rows) == {"a": 1, "b": 1}
    assert figure(COUNT, AT, private_fostering=rows)["numerator"] == 2


def test_the_arrangements_own_worker_and_team_come_before_who_holds_the_case() -> None:
    cases = run(COUNT, AT, private_fostering=[
        fostered("a", worker_id="w1", team="breckland-assessment"), fostered("b")],
        involvements=[held_by(child, "w2", "norwich-assessment") for child in "ab"]).cases
    assert {c["person"]: (c["worker"], c["team"]) for c in cases.to_pylist()} == {
        "a": ("w1", "breckland-assessment"), "b": ("w2", "norwich-assessment")}


# Their visits

# Told on 17 March: 18, 21, 22, 23, 24, 29, 30 March are seven working days (Easter is 25 to 28).
@pytest.mark.parametrize(("told", "found"), [("17 Mar 2016", {"a": None}), ("18 Mar 2016", {})])
def test_the_first_visit_is_due_within_seven_working_days(
    told: str, found: dict[str, None],
) -> None:
    assert values(VISIT, AT, **visited(told=told)) == found


# 18 February and 42 days is 31 March 2016 (11 + 31).
@pytest.mark.parametrize(("on", "value"), [("18 Feb 2016", 1), ("17 Feb 2016", 0)])
def test_in_the_first_year_visits_are_six_weeks_apart(on: str, value: float) -> None:
    assert values(VISIT, AT, **visited(visit(on))) == {"a": value}


# 7 January and 84 days is 31 March 2016 (24 + 29 + 31).
@pytest.mark.parametrize(("on", "value"), [("7 Jan 2016", 1), ("6 Jan 2016", 0)])
def test_after_the_first_year_visits_are_twelve_weeks_apart(on: str, value: float) -> None:
    assert values(VISIT, AT, **visited(visit(on), told="1 Jan 2015")) == {"a": value}


# 1 February and 42 days is 14 March 2016. A year from 15 March 2015 ends on 14 March 2016, from
# 14 March 2015 a day earlier.
@pytest.mark.parametrize(("told", "value"), [("15 Mar 2015", 0), ("14 Mar 2015", 1)])
def test_a_visit_overdue_in_the_first_year_stays_so_when_the_year_is_over(
    told: str, value: float,
) -> None:
    assert values(VISIT, AT, **visited(visit("1 Feb 2016"), told=told)) == {"a": value}


def test_no_visit_counts_against_and_one_before_the_council_was_told_is_none() -> None:
    tables = visited(visit("30 Nov 2015"), visit("1 Apr 2016"))
    row = figure(VISIT, AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)
    assert reason(VISIT, AT, **tables) == "No visit recorded"


@pytest.mark.parametrize(("alone", "words"), [
    (True, ""), (False, ", not seen alone"), (None, ", not recorded whether alone"),
])
def test_the_list_says_where_the_child_was_not_seen_alone(alone: bool | None, words: str) -> None:
    assert reason(VISIT, AT, **visited(visit("1 Mar 2016", alone))) == (
        f"Last visit 1 Mar 2016{words}")


# Allegations

def allegation(settled: str | None, referred: str = "31 Jan 2016", **more: Any) -> dict[str, Any]:
    return {"allegation_id": f"l {settled}", "referred_date": referred, "outcome_date": settled,
            **more}


# A month from 31 January 2016 ends on 29 February, three on 30 April 2016.
@pytest.mark.parametrize(("settled", "value", "words"), [
    ("29 Feb 2016", 1, "Settled within 1 month"), ("1 Mar 2016", 0, "Settled within 3 months"),
    ("30 Apr 2016", 0, "Settled within 3 months"), ("1 May 2016", 0, "Settled within 12 months"),
    ("1 Feb 2017", 0, "Settled after more than 12 months"),
])
def test_an_allegation_is_to_be_settled_in_a_month_and_the_list_tells_three(
    settled: str, value: float, words: str,
) -> None:
    (case,) = run(LADO, settled, allegations=[allegation(settled)]).cases.to_pylist()
    assert (case["value"], case["reason"]) == (value, words)


@pytest.mark.parametrize("settled", [None, "30 Jan 2016", "1 Apr 2016"])
def test_an_open_allegation_or_one_settled_before_it_came_is_left_out(settled: str | None) -> None:
    assert values(LADO, AT, allegations=[allegation(settled)]) == {}


def test_an_allegation_leads_to_its_number_and_area_and_to_nobody() -> None:
    tables: dict[str, Any] = {
        "allegations": [allegation("1 Mar 2016", locality="norwich"),
                        allegation("2 Mar 2016")]}
    for case in run(LADO, AT, **tables).cases.to_pylist():
        assert (case["person"], case["worker"], case["team"]) == (None, None, None)
    assert figure(LADO, AT, "norwich", "year", **tables)["cases"] == 1
    assert figure(LADO, AT, period="year", **tables)["cases"] == 2
