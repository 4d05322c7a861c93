"""Missing children, interviews on return, risks of exploitation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, figure, held_by, in_care, reason, run, values

AT = "31 Mar 2016"
EPISODES, INTERVIEW, RISK = "missing-episodes", "rhi-72h", "cse-high-medium"


def away(child: str = "a", since: str = "3 Mar 2016", until: str | None = "4 Mar 2016",
         **more: Any) -> dict[str, Any]:
    return {"missing_id": f"{child} {since}", "person_id": child, "start_date": since,
            "end_date": until, "type": "M", **more}


# Episodes

def test_a_child_missing_twice_counts_twice() -> None:
    row = figure(EPISODES, AT, period="month", missing=[away(), away(since="9 Mar 2016")])
    assert (row["numerator"], row["denominator"], row["cases"]) == (2, None, 2)


def test_an_episode_counts_in_the_month_and_year_it_began_in() -> None:
    tables: dict[str, Any] = {"missing": [
        away("a", "1 Apr 2015"), away("b", "29 Feb 2016", AT), away("c", "31 Mar 2015"),
        away("d", "1 Apr 2016", None)]}
    assert figure(EPISODES, AT, period="month", **tables)["numerator"] == 0
    assert figure(EPISODES, AT, period="year", **tables)["numerator"] == 2


@pytest.mark.parametrize(("kind", "found"), [("M", {"a": 1}), (None, {"a": 1}), ("A", {})])
def test_time_away_without_authorisation_is_apart(
    kind: str | None, found: dict[str, float],
) -> None:
    assert values(EPISODES, AT, missing=[away(type=kind)]) == found
    assert bool(values(INTERVIEW, AT, missing=[away(type=kind)])) is bool(found)


@pytest.mark.parametrize(("since", "until", "words"), [
    ("3 Mar 2016", None, "From care"), ("4 Mar 2016", None, "From home"),
    ("1 Jan 2016", "3 Mar 2016", "From home"),
])
def test_the_list_says_whether_the_child_went_from_care_or_from_home(
    since: str, until: str | None, words: str,
) -> None:
    care = [in_care("a", since, until)]
    assert reason(EPISODES, AT, missing=[away()], cla_episodes=care) == words


def test_the_list_says_who_goes_again_and_again_and_who_is_still_missing() -> None:
    cases = run(EPISODES, AT, missing=[away(), away(since="30 Mar 2016", until=None)]).cases
    assert sorted(cases.column("reason").to_pylist()) == [
        "From home; 2 times in the year", "From home; 2 times in the year; still missing"]


def test_the_team_of_the_row_stands_where_nobody_holds_the_child() -> None:
    cases = run(EPISODES, AT, involvements=[held_by("b", "w1", "norwich-looked-after")], missing=[
        away("a", team="breckland-assessment"),
        away("b", team="breckland-assessment")]).cases.to_pylist()
    assert {c["person"]: (c["worker"], c["team"]) for c in cases} == {
        "a": (None, "breckland-assessment"), "b": ("w1", "norwich-looked-after")}


# Interviews on return

# Back on Friday 4 March: three days run through the weekend to Monday 7 March.
@pytest.mark.parametrize(("talked", "value"), [
    ("4 Mar 2016", 1), ("7 Mar 2016", 1), ("8 Mar 2016", 0),
])
def test_the_72_hours_run_through_the_weekend(talked: str, value: float) -> None:
    assert values(INTERVIEW, AT, missing=[away(interview_date=talked)]) == {"a": value}


@pytest.mark.parametrize(("hours", "value"), [(72.0, 1), (72.5, 0)])
def test_hours_are_used_where_they_are_held(hours: float, value: float) -> None:
    assert values(INTERVIEW, AT, missing=[
        away(interview_date="7 Mar 2016", interview_hours=hours)]) == {"a": value}
    assert values(INTERVIEW, AT, missing=[away(interview_hours=hours)]) == {"a": value}


@pytest.mark.parametrize(("more", "value", "words"), [
    ({"interview_offered": True, "interview_accepted": False}, 0, "Offered and declined"),
    ({"interview_offered": True}, 0, "Offered, not done"),
    ({"interview_offered": True, "interview_accepted": True}, 0, "Offered, not done"),
    ({"interview_offered": False}, 0, "Not offered"),
    ({}, None, "Nothing recorded"),
    ({"interview_date": "5 Mar 2016"}, 1, "Done after 1 day"),
    ({"interview_date": "6 Mar 2016"}, 1, "Done after 2 days"),
    ({"interview_date": "7 Mar 2016", "interview_hours": 70.0}, 1, "Done after 70 hours"),
    ({"interview_date": "1 Apr 2016", "interview_offered": True}, 0, "Offered, not done"),
])
def test_declined_or_not_done_counts_as_not_met_and_the_list_says_which(
    more: dict[str, Any], value: float | None, words: str,
) -> None:
    assert values(INTERVIEW, AT, missing=[away(**more)]) == {"a": value}
    assert reason(INTERVIEW, AT, missing=[away(**more)]) == words


# Back on 28 March: due on the 31st.
@pytest.mark.parametrize(("back", "counted"), [
    ("28 Mar 2016", True), ("29 Mar 2016", False), (None, False),
])
def test_an_interview_is_due_when_the_72_hours_are_over(back: str | None, counted: bool) -> None:
    assert bool(values(INTERVIEW, AT, missing=[away(until=back)])) is counted


def test_an_episode_counts_in_the_month_its_hours_ran_out_so_that_none_falls_between() -> None:
    tables: dict[str, Any] = {"missing": [away(since="29 Mar 2016", until="30 Mar 2016")]}
    assert figure(INTERVIEW, AT, period="month", **tables)["cases"] == 0
    assert figure(INTERVIEW, "30 Apr 2016", period="month", **tables)["cases"] == 1


@pytest.mark.parametrize("row", [
    away(until="2 Mar 2016"), away(interview_date="3 Mar 2016"),
])
def test_an_end_before_the_start_or_a_talk_before_the_return_is_left_out(
    row: dict[str, Any],
) -> None:
    assert values(INTERVIEW, AT, missing=[row]) == {}


# Exploitation

def risk(child: str, level: str | None, on: str = "1 Mar 2016", **more: Any) -> dict[str, Any]:
    return {"risk_id": f"{child} {on}", "person_id": child, "kind": "sexual", "level": level,
            "assessed_date": on, **more}


def test_levels_add_up_because_each_child_has_one_the_latest() -> None:
    """The published 5 high, 13 medium and 26 low of 41 children cannot: 44."""
    rows = [risk("a", "high", "1 Jan 2016"), risk("a", "medium"), risk("b", "high", "1 Jan 2016"),
            risk("b", "low"), risk("c", "none"), risk("later", "high", "1 Apr 2016")]
    assert values(RISK, AT, exploitation_risks=rows) == {"a": 1}
    assert figure(RISK, AT, exploitation_risks=rows)["numerator"] == 1


@pytest.mark.parametrize(("row", "counted"), [
    (risk("a", "high", end_date=AT), False), (risk("a", "high", end_date="1 Apr 2016"), True),
    (risk("a", "high", kind="criminal"), False),
])
def test_only_an_open_risk_of_sexual_exploitation_counts(
    row: dict[str, Any], counted: bool,
) -> None:
    assert bool(values(RISK, AT, exploitation_risks=[row])) is counted


def test_an_assessment_without_a_level_is_not_known_and_adds_nothing() -> None:
    row = figure(RISK, AT, exploitation_risks=[risk("a", None), risk("b", "high")])
    assert (row["numerator"], row["unknown"], row["cases"]) == (1, 1, 2)


@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Mar 1998", False), ("1 Apr 1998", True), (None, True),
])
def test_from_18_nobody_is_a_child(birth: str | None, counted: bool) -> None:
    found = values(RISK, AT, exploitation_risks=[risk("a", "high")], person=[born("a", birth)])
    assert bool(found) is counted


def test_the_list_says_in_care_or_at_home() -> None:
    rows = [risk("a", "high"), risk("b", "medium"), risk("c", None)]
    cases = run(RISK, AT, exploitation_risks=rows, cla_episodes=[
        in_care("a", "1 Jan 2016"), in_care("b", "1 Jan 2016", "1 Mar 2016")]).cases.to_pylist()
    assert {c["person"]: c["reason"] for c in cases} == {
        "a": "High, in care, assessed 1 Mar 2016", "b": "Medium, at home, assessed 1 Mar 2016",
        "c": "Level not recorded, at home, assessed 1 Mar 2016"}
