"""Children in need: who they are, their plans, and whether they are seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import (
    born,
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


def case(child: str, since: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    return {"referral_id": f"r-{child}", "person_id": child, "referral_date": since,
            "close_date": until, **more}


def need_plan(child: str, since: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    return {"cin_plan_id": f"{child} {since}", "person_id": child, "start_date": since,
            "end_date": until, **more}


def review(child: str, on: str, plan: str | None = None) -> dict[str, Any]:
    return {"cin_review_id": f"{child} {on}", "person_id": child, "review_date": on,
            "cin_plan_id": plan}


def visit(child: str, on: str, seen: bool | None = True) -> dict[str, Any]:
    return {"cin_visit_id": f"{child} {on}", "person_id": child, "visit_date": on, "seen": seen}


# How many

def test_a_child_in_care_on_a_plan_and_with_an_open_case_is_one_child() -> None:
    row = figure("cin-count-rate", AT, cin_episodes=[case("a", "1 Jan 2016"), case("b", AT)],
                 cp_plans=[on_plan("a", "1 Feb 2016")], cla_episodes=[in_care("a", "1 Mar 2016")])
    # 2 of 166,507 children: 0.12 in 10,000.
    assert (row["numerator"], row["denominator"]) == (2, 166507)


def test_the_list_says_what_each_childs_case_is_the_closest_first() -> None:
    cases = run("cin-count-rate", AT, cin_episodes=[case(c, "1 Jan 2016") for c in "abc"],
                cp_plans=[on_plan("a", "1 Feb 2016"), on_plan("b", "1 Feb 2016")],
                cla_episodes=[in_care("a", "1 Mar 2016")]).cases.to_pylist()
    assert {c["person"]: c["reason"] for c in cases} == {
        "a": "Looked after", "b": "Child protection plan", "c": "Child in need"}


def test_care_leavers_closed_cases_and_no_further_action_are_not_children_in_need() -> None:
    """The local count; the census adds care leavers and cases waiting to be closed."""
    assert values(
        "cin-count-rate", AT, care_leavers=[{"person_id": "leaver"}], cin_episodes=[
            case("leaver", "1 Jan 2014"), case("closed today", "1 Jan 2016", AT),
            case("nothing more", "1 Mar 2016", nfa=True), case("to come", "1 Apr 2016"),
            case("closes tomorrow", "1 Jan 2016", "1 Apr 2016")]) == {"closes tomorrow": 1}


def test_a_child_on_short_breaks_is_in_need_by_the_open_case() -> None:
    assert values(
        "cin-count-rate", AT, cin_episodes=[case("a", "1 Jan 2016")],
        cla_episodes=[in_care("a", "1 Mar 2016")], legal_status=[
            {"legal_status_id": "l", "person_id": "a", "status": "V4",
             "start_date": "1 Mar 2016"}]) == {"a": 1}


# Plans. 84 days before 31 March 2016 is 7 January.

@pytest.mark.parametrize(("last", "value"), [("7 Jan 2016", 1), ("6 Jan 2016", 0)])
def test_a_review_stands_for_84_days(last: str, value: float) -> None:
    assert values("cin-plan-up-to-date", AT, cin_plans=[need_plan("a", "1 Sep 2015")],
                  cin_reviews=[review("a", "1 Dec 2015"), review("a", last)]) == {"a": value}


@pytest.mark.parametrize(("start", "value"), [("7 Jan 2016", 1), ("6 Jan 2016", None)])
def test_a_plan_not_reviewed_stands_84_days_from_its_start_and_then_counts_against(
    start: str, value: float | None,
) -> None:
    tables = {"cin_plans": [need_plan("a", start)], "cin_reviews": [review("a", "1 Apr 2016")]}
    assert values("cin-plan-up-to-date", AT, **tables) == {"a": value}
    row = figure("cin-plan-up-to-date", AT, **tables)
    assert (row["numerator"], row["denominator"]) == (value or 0, 1)


# Good Friday is 25 March 2016 and Easter Monday 28 March. From Tuesday 15 March: 16, 17, 18 are
# days 1 to 3; 21 to 24 are 4 to 7; 29, 30, 31 are 8, 9, 10.
@pytest.mark.parametrize(("start", "found"), [("15 Mar 2016", {"a": 1}), ("16 Mar 2016", {})])
def test_a_plan_counts_from_its_tenth_working_day(start: str, found: dict) -> None:
    assert values("cin-plan-up-to-date", AT, cin_plans=[need_plan("a", start)]) == found


def test_a_review_before_the_plan_or_of_another_plan_is_not_one_of_it() -> None:
    plans = [need_plan("a", "4 Jan 2016"), need_plan("b", "1 Sep 2015")]
    assert values("cin-plan-up-to-date", AT, cin_plans=plans, cin_reviews=[
        review("a", "1 Jan 2016"), review("b", "1 Mar 2016", "an earlier plan")],
    ) == {"a": None, "b": None}


def test_a_child_on_a_protection_plan_or_in_care_is_not_on_a_need_plan_left_open() -> None:
    plans = [need_plan(c, "1 Sep 2015") for c in ("protected", "in care", "need")]
    tables = {"cin_plans": [*plans, need_plan("ended", "1 Sep 2015", AT)],
              "cp_plans": [on_plan("protected", "1 Feb 2016")],
              "cla_episodes": [in_care("in care", "1 Feb 2016")]}
    assert values("cin-plan-up-to-date", AT, **tables) == {"need": None}
    assert values("cin-visit-timely", AT, **tables) == {"need": None}


def test_without_the_reviews_nothing_is_said_of_plans() -> None:
    extract = extract_of(lacking=("cin_reviews",), cin_plans=[need_plan("a", "1 Sep 2015")])
    assert run("cin-plan-up-to-date", AT, extract=extract).figures.num_rows == 0


# Seen. From Tuesday 1 March 2016: 2 to 4 March are days 1 to 3, 7 to 11 are 4 to 8, 14 to 18 are
# 9 to 13, 21 to 24 are 14 to 17, 29 to 31 are 18 to 20.

@pytest.mark.parametrize(("last", "value"), [("1 Mar 2016", 1), ("29 Feb 2016", 0)])
def test_a_child_is_seen_in_time_twenty_working_days_ago(last: str, value: float) -> None:
    tables = {"cin_plans": [need_plan("a", "1 Sep 2015")],
              "cin_visits": [visit("a", "1 Feb 2016"), visit("a", last)]}
    assert values("cin-visit-timely", AT, **tables) == {"a": value}


def test_a_sunday_does_not_make_a_child_late_whose_twentieth_working_day_was_friday() -> None:
    """From Thursday 31 December: New Year's Day is out, 29 January is day 20, 1 February 21."""
    tables = {"cin_plans": [need_plan("a", "1 Sep 2015")],
              "cin_visits": [visit("a", "31 Dec 2015")]}
    assert values("cin-visit-timely", "31 Jan 2016", **tables) == {"a": 1}
    assert values("cin-visit-timely", "1 Feb 2016", **tables) == {"a": 0}


@pytest.mark.parametrize("seen", [False, None])
def test_a_visit_at_which_the_child_was_not_seen_is_no_sighting(seen: bool | None) -> None:
    tables = {"cin_plans": [need_plan("a", "1 Sep 2015")],
              "cin_visits": [visit("a", "1 Feb 2016"), visit("a", "30 Mar 2016", seen)]}
    assert values("cin-visit-timely", AT, **tables) == {"a": 0}
    assert reason("cin-visit-timely", AT, **tables) == "Last seen 1 Feb 2016"


def test_a_child_not_seen_since_the_plan_began_counts_against() -> None:
    tables = {"cin_plans": [need_plan("a", "1 Feb 2016")],
              "cin_visits": [visit("a", "29 Jan 2016"), visit("a", "1 Apr 2016")]}
    assert values("cin-visit-timely", AT, **tables) == {"a": None}
    row = figure("cin-visit-timely", AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("start", "found"), [("29 Feb 2016", {"a": None}), ("1 Mar 2016", {})])
def test_a_plan_counts_once_it_has_run_longer_than_the_interval(start: str, found: dict) -> None:
    assert values("cin-visit-timely", AT, cin_plans=[need_plan("a", start)]) == found


@pytest.mark.parametrize(("birth", "found"), [
    (None, {}), ("1 Apr 2016", {}), ("1 Mar 2016", {}), ("29 Feb 2016", {"a": None}),
])
def test_an_unborn_child_is_not_to_be_seen_and_a_baby_counts_from_birth(
    birth: str | None, found: dict,
) -> None:
    assert values("cin-visit-timely", AT, person=[born("a", birth)],
                  cin_plans=[need_plan("a", "1 Sep 2015")]) == found


def test_the_interval_is_that_of_the_team_which_holds_the_child() -> None:
    """Sixty working days for disabled children's teams: from 5 January, of which 31 March is
    day 60. The team that holds the child goes before the one that made the plan.
    """
    assert values(
        "cin-visit-timely", AT,
        cin_plans=[need_plan(c, "1 Sep 2015", team="norwich-disabilities") for c in "abc"],
        involvements=[held_by("c", "w1", "norwich-family-intervention-1")],
        cin_visits=[visit("a", "5 Jan 2016"), visit("b", "4 Jan 2016"), visit("c", "5 Jan 2016")],
    ) == {"a": 1, "b": 0, "c": 0}


def test_a_child_whom_nobody_holds_is_not_counted_with_the_worker_who_made_the_plan() -> None:
    cases = run("cin-visit-timely", AT, involvements=[held_by("a", None, "norwich-assessment")],
                cin_plans=[need_plan("a", "1 Sep 2015", worker_id="w1"),
                           need_plan("b", "1 Sep 2015", worker_id="w2")]).cases.to_pylist()
    assert {c["person"]: c["worker"] for c in cases} == {"a": None, "b": "w2"}
