"""Children on a plan: how many, visited, seen alone, reviewed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, figure, on_plan, reason, values

AT = "31 Mar 2016"


def visit(child: str, on: str, n: int = 1, **more: Any) -> dict[str, Any]:
    return {"cp_visit_id": f"{child}{n}", "person_id": child, "visit_date": on, **more}


def reviews(child: str, *held: str, quorate: bool | None = True) -> list[dict[str, Any]]:
    return [{"cp_review_id": f"{child} {on} {quorate}", "person_id": child, "review_date": on,
             "quorate": quorate} for on in held]


# How many

def test_an_unborn_child_counts_in_the_children_and_not_in_the_population() -> None:
    row = figure("cpp-count-rate", AT, person=[born("unborn", None), born("b", "1 Jan 2010")],
                 cp_plans=[on_plan("unborn", "1 Mar 2016"), on_plan("b", "1 Mar 2016")])
    # 2 of 166,507 children: 0.12 in 10,000.
    assert (row["numerator"], row["denominator"]) == (2, 166507)


def test_a_plan_held_for_another_authority_is_left_out() -> None:
    assert values("cpp-count-rate", AT, cp_plans=[
        on_plan("a", "1 Mar 2016", held_for_another_authority=True),
        on_plan("b", "1 Mar 2016", held_for_another_authority=False),
        on_plan("c", "1 Mar 2016")]) == {"b": 1, "c": 1}


def test_a_plan_that_ends_on_the_day_is_not_open_and_one_that_starts_on_it_is() -> None:
    assert values("cpp-count-rate", AT, cp_plans=[
        on_plan("ended", "1 Mar 2015", AT), on_plan("ends tomorrow", "1 Mar 2015", "1 Apr 2016"),
        on_plan("starts", AT), on_plan("starts tomorrow", "1 Apr 2016")],
    ) == {"ends tomorrow": 1, "starts": 1}


# Visited. Good Friday is 25 March 2016 and Easter Monday 28 March. From Tuesday 15 March: 16, 17,
# 18 are days 1 to 3; 21 to 24 are 4 to 7; 29, 30, 31 are 8, 9, 10.

@pytest.mark.parametrize(("last", "value"), [("15 Mar 2016", 1), ("14 Mar 2016", 0)])
def test_a_visit_is_on_time_ten_working_days_ago_and_late_eleven(last: str, value: float) -> None:
    assert values("cpp-visit-timely", AT, cp_plans=[on_plan("a", "1 Jan 2016")],
                  cp_visits=[visit("a", "1 Feb 2016", 1), visit("a", last, 2)]) == {"a": value}


@pytest.mark.parametrize(("start", "found"), [("14 Mar 2016", {"a": None}), ("15 Mar 2016", {})])
def test_a_plan_counts_once_it_has_run_longer_than_the_interval(start: str, found: dict) -> None:
    assert values("cpp-visit-timely", AT, cp_plans=[on_plan("a", start)]) == found


def test_a_child_with_no_visit_since_the_plan_began_is_not_known_and_counts_against() -> None:
    tables = {"cp_plans": [on_plan("a", "1 Feb 2016")],
              "cp_visits": [visit("a", "29 Jan 2016", 1), visit("a", "1 Apr 2016", 2)]}
    assert values("cpp-visit-timely", AT, **tables) == {"a": None}
    assert reason("cpp-visit-timely", AT, **tables) == "No visit recorded"
    row = figure("cpp-visit-timely", AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


# Seen alone

def seen(*rows: tuple[str, bool | None], birth: str = "1 Jan 2008") -> dict[str, float | None]:
    return values(
        "cpp-seen-alone", AT, person=[born("a", birth)], cp_plans=[on_plan("a", "1 Jan 2016")],
        cp_visits=[visit("a", on, n, seen_alone=alone) for n, (on, alone) in enumerate(rows)])


def test_only_the_last_visit_says_whether_the_child_was_seen_alone() -> None:
    assert seen(("1 Mar 2016", True), ("8 Mar 2016", False)) == {"a": 0}
    assert seen(("1 Mar 2016", False), ("8 Mar 2016", True)) == {"a": 1}


def test_seen_alone_not_recorded_is_not_known_and_counts_against() -> None:
    assert seen(("1 Mar 2016", True), ("8 Mar 2016", None)) == {"a": None}
    row = figure("cpp-seen-alone", AT, person=[born("a", "1 Jan 2008")],
                 cp_plans=[on_plan("a", "1 Jan 2016")], cp_visits=[visit("a", "8 Mar 2016")])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


def test_a_child_is_asked_about_from_the_fourth_birthday() -> None:
    assert seen(("8 Mar 2016", True), birth="31 Mar 2012") == {"a": 1}   # four today
    assert seen(("8 Mar 2016", True), birth="1 Apr 2012") == {}          # four tomorrow


def test_unborn_children_and_children_without_a_visit_are_not_in_seen_alone() -> None:
    assert values("cpp-seen-alone", AT, person=[born("u", None), born("n", "1 Jan 2008")],
                  cp_plans=[on_plan("u", "1 Jan 2016"), on_plan("n", "1 Jan 2016")],
                  cp_visits=[visit("u", "8 Mar 2016", seen_alone=False)]) == {}


# Reviewed

def reviewed(
    conference: str, *rows: dict[str, Any], at: str = AT, **more: Any,
) -> dict[str, float | None]:
    return values("cpp-reviews-on-time", at, cp_plans=[on_plan("a", conference, **more)],
                  cp_reviews=list(rows))


@pytest.mark.parametrize(("first", "value"), [("1 Dec 2015", 1), ("2 Dec 2015", 0)])
def test_the_first_review_is_due_three_months_after_the_conference(
    first: str, value: float,
) -> None:
    assert reviewed("1 Sep 2015", *reviews("a", first)) == {"a": value}


@pytest.mark.parametrize(("second", "value"), [("1 Mar 2016", 1), ("2 Mar 2016", 0)])
def test_the_next_review_is_due_six_months_after_the_last(second: str, value: float) -> None:
    assert reviewed("1 Jun 2015", *reviews("a", "1 Sep 2015", second)) == {"a": value}


def test_the_clock_runs_from_the_conference_where_the_plan_began_later() -> None:
    """Conference 20 August, plan 1 September: a review on 1 December is eleven days late."""
    assert values(
        "cpp-reviews-on-time", AT, cp_plans=[on_plan("a", "1 Sep 2015", icpc_id="i")],
        initial_cp_conference=[
            {"icpc_id": "i", "person_id": "a", "conference_date": "20 Aug 2015"}],
        cp_reviews=reviews("a", "1 Dec 2015")) == {"a": 0}


def test_one_late_review_in_the_year_fails_the_child_though_the_last_was_on_time() -> None:
    """Due 1 September, held on the 2nd; then due 2 March, held on the 1st."""
    tables = {"cp_plans": [on_plan("a", "1 Jun 2015")],
              "cp_reviews": reviews("a", "2 Sep 2015", "1 Mar 2016")}
    assert values("cpp-reviews-on-time", AT, **tables) == {"a": 0}
    assert reason("cpp-reviews-on-time", AT, **tables) == "Review due 1 Sep 2015 was held late"


@pytest.mark.parametrize(("late", "value"), [("31 Mar 2015", 1), ("1 Apr 2015", 0)])
def test_a_late_review_fails_the_child_for_twelve_months(late: str, value: float) -> None:
    """Conference 1 October 2014, due 1 January 2015. Two more, on time, since the late one."""
    assert reviewed("1 Oct 2014", *reviews("a", late, "25 Sep 2015", "24 Mar 2016")) == {"a": value}


def test_a_conference_that_was_not_quorate_or_was_adjourned_was_not_held() -> None:
    """Adjourned on 1 December, the day it was due, and held on 15 December: late."""
    assert reviewed("1 Sep 2015", *reviews("a", "1 Dec 2015", quorate=False),
                    *reviews("a", "15 Dec 2015")) == {"a": 0}
    assert reviewed("1 Sep 2015", *reviews("a", "1 Dec 2015", quorate=None)) == {"a": 1}


def test_a_review_overdue_now_fails_the_child() -> None:
    """Held 1 September, due 1 March 2016, none since."""
    assert reviewed("1 Jun 2015", *reviews("a", "1 Sep 2015")) == {"a": 0}


def test_no_review_held_is_not_known_and_counts_against() -> None:
    """An inquorate conference alone, or a date still blank, is no review."""
    blank = {"cp_review_id": "x", "person_id": "a", "review_date": None}
    assert reviewed("1 Sep 2015", blank) == {"a": None}
    assert reviewed("1 Sep 2015", *reviews("a", "1 Dec 2015", quorate=False)) == {"a": None}
    row = figure("cpp-reviews-on-time", AT, cp_plans=[on_plan("a", "1 Sep 2015")])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


def test_children_count_from_three_months_on_a_plan() -> None:
    assert reviewed("31 Dec 2015") == {"a": 1}   # three months today: the review is due today
    assert reviewed("1 Jan 2016") == {}
    # 30 November and three months is 29 February, the last day of it.
    assert reviewed("30 Nov 2015", at="29 Feb 2016") == {"a": 1}


def test_reviews_of_an_earlier_plan_are_not_reviews_of_this_one() -> None:
    earlier = [{**r, "cp_plan_id": "before"} for r in reviews("a", "1 Dec 2015")]
    assert reviewed("1 Sep 2015", *earlier) == {"a": None}
