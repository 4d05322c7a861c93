"""Children on a plan: how many, visited, seen, alone, reviewed; plans begun, ended, long."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import (
    born,
    day,
    extract_of,
    figure,
    in_care,
    on_plan,
    reason,
    run,
    values,
)

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


def test_a_sunday_does_not_make_a_visit_late_whose_tenth_working_day_was_friday() -> None:
    """From Friday 15 January: 18 to 22 are days 1 to 5, 25 to 29 are 6 to 10, 1 February is 11."""
    tables = {"cp_plans": [on_plan("a", "2 Nov 2015"), on_plan("new", "15 Jan 2016")],
              "cp_visits": [visit("a", "15 Jan 2016")]}
    assert values("cpp-visit-timely", "31 Jan 2016", **tables) == {"a": 1}
    assert values("cpp-visit-timely", "1 Feb 2016", **tables) == {"a": 0, "new": None}


def test_a_visit_with_nobody_in_is_a_visit() -> None:
    assert values("cpp-visit-timely", AT, cp_plans=[on_plan("a", "1 Jan 2016")],
                  cp_visits=[visit("a", "29 Mar 2016", seen=False)]) == {"a": 1}


# Not seen for 20 working days. From Tuesday 1 March 2016: 2 to 4 March are days 1 to 3, 7 to 11 are
# 4 to 8, 14 to 18 are 9 to 13, 21 to 24 are 14 to 17, 29 to 31 are 18 to 20.

UNSEEN = "cpp-longest-unseen"


@pytest.mark.parametrize(("last", "found"), [("1 Mar 2016", {}), ("29 Feb 2016", {"a": 1})])
def test_a_child_is_unseen_from_the_twenty_first_working_day(last: str, found: dict) -> None:
    assert values(UNSEEN, AT, cp_plans=[on_plan("a", "1 Oct 2015")], cp_visits=[
        visit("a", "1 Dec 2015", 1, seen=True), visit("a", last, 2, seen=True)]) == found


def test_a_visit_with_nobody_in_is_no_sighting_and_nor_is_one_that_does_not_say() -> None:
    tables = {"cp_plans": [on_plan("a", "1 Oct 2015")], "cp_visits": [
        visit("a", "29 Feb 2016", 1, seen=True), visit("a", "22 Mar 2016", 2, seen=False),
        visit("a", "29 Mar 2016", 3)]}
    assert values(UNSEEN, AT, **tables) == {"a": 1}
    assert reason(UNSEEN, AT, **tables) == "Last seen 29 Feb 2016: 21 working days"
    assert figure(UNSEEN, AT, **tables)["numerator"] == 1


def test_a_child_seen_alone_was_seen() -> None:
    assert values(UNSEEN, AT, cp_plans=[on_plan("a", "1 Oct 2015")],
                  cp_visits=[visit("a", "29 Mar 2016", seen_alone=True)]) == {}


@pytest.mark.parametrize(("start", "found"), [("1 Mar 2016", {}), ("29 Feb 2016", {"a": 1})])
def test_a_child_never_seen_counts_from_the_day_the_plan_began(start: str, found: dict) -> None:
    assert values(UNSEEN, AT, person=[born("a", "1 Jan 2010")], cp_plans=[on_plan("a", start)],
                  cp_visits=[visit("a", "26 Feb 2016", seen=True)]) == found


def test_an_unborn_child_cannot_be_seen_and_a_newborn_counts_from_birth() -> None:
    people = [born("unborn", None), born("due", "1 Apr 2016"), born("newborn", "1 Mar 2016"),
              born("baby", "29 Feb 2016")]
    plans = [on_plan(p["person_id"], "1 Oct 2015") for p in people]
    assert values(UNSEEN, AT, person=people, cp_plans=plans) == {"baby": 1}


def test_a_list_that_does_not_say_who_was_seen_says_nothing_of_the_unseen() -> None:
    extract = extract_of(lacking=("cp_visits.seen",), cp_plans=[on_plan("a", "1 Oct 2015")])
    assert run(UNSEEN, AT, extract=extract).lacking == {UNSEEN: ("cp_visits.seen",)}


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


@pytest.mark.parametrize("why", ["too-young", "refused", "unsuitable"])
def test_a_recorded_lawful_reason_leaves_the_child_out_of_seen_alone(why: str) -> None:
    assert values("cpp-seen-alone", AT, person=[born("a", "1 Jan 2008")],
                  cp_plans=[on_plan("a", "1 Jan 2016")], cp_visits=[
        visit("a", "8 Mar 2016", seen_alone=False, alone_reason=why)]) == {}


@pytest.mark.parametrize(("why", "alone", "value"), [
    ("other", False, 0), (None, False, 0), ("other", None, None), ("refused", True, 1)])
def test_any_other_reason_counts_against_and_seen_alone_is_seen_alone(
    why: str | None, alone: bool | None, value: float | None,
) -> None:
    assert values("cpp-seen-alone", AT, person=[born("a", "1 Jan 2008")],
                  cp_plans=[on_plan("a", "1 Jan 2016")], cp_visits=[
        visit("a", "8 Mar 2016", seen_alone=alone, alone_reason=why)]) == {"a": value}


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


# Second plans

SECOND = "cpp-second-subsequent"


def plan(n: int, child: str, since: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    return on_plan(child, since, until, **more) | {"cp_plan_id": f"p{n}"}


def by_plan(measure: str, *rows: dict[str, Any], **more: Any) -> dict[str, float | None]:
    cases = run(measure, AT, cp_plans=list(rows), **more).cases.to_pylist()
    return {c["case"]: c["value"] for c in cases}


def test_plans_are_counted_so_a_child_put_on_two_in_a_year_counts_twice() -> None:
    assert by_plan(SECOND, plan(1, "a", "1 Apr 2015", "1 Aug 2015"),
                   plan(2, "a", "1 Feb 2016")) == {"p1": 0, "p2": 1}


def test_a_month_and_the_year_are_both_given() -> None:
    rows = [plan(1, "a", "1 Mar 2005", "1 Mar 2006"), plan(2, "a", "1 Mar 2016"),
            plan(3, "b", "1 Mar 2016"), plan(4, "c", "1 Jun 2015"), plan(5, "d", "1 Jun 2015")]
    month = figure(SECOND, AT, period="month", cp_plans=rows)
    year = figure(SECOND, AT, period="year", cp_plans=rows)
    assert (month["numerator"], month["denominator"]) == (1, 2)
    assert (year["numerator"], year["denominator"]) == (1, 4)


def test_only_plans_by_this_council_count_begun_or_before() -> None:
    assert by_plan(
        SECOND, plan(1, "a", "1 Mar 2013", "1 Mar 2014", held_for_another_authority=True),
        plan(2, "a", "1 Mar 2016"), plan(3, "b", "1 Mar 2013", "1 Mar 2014"),
        plan(4, "b", "1 Mar 2016", held_for_another_authority=True)) == {"p2": 0}


def test_a_later_plan_or_another_childs_is_none_before() -> None:
    assert by_plan(SECOND, plan(1, "a", "1 Mar 2016"), plan(2, "b", "1 Mar 2013", "1 Mar 2014"),
                   plan(3, "a", "1 May 2016")) == {"p1": 0}


@pytest.mark.parametrize(("stated", "value"), [(2, 1), (0, 0), (None, None)])
def test_where_earlier_plans_are_not_held_the_stated_count_speaks(
    stated: int | None, value: float | None,
) -> None:
    extract = extract_of(cp_plans=[plan(1, "a", "1 Mar 2016", previous_plans=stated)])
    extract.covers_from["cp_plans"] = day("1 Oct 2015")
    result = run(SECOND, AT, extract=extract)
    (case,) = result.cases.to_pylist()
    assert case["value"] == value
    (month,) = [r for r in result.figures.to_pylist() if r["place"] == "norfolk"]
    assert (month["period"], month["denominator"]) == ("month", 0 if value is None else 1)


# Ended

@pytest.mark.parametrize(("end", "value"), [("29 Feb 2016", 1), ("1 Mar 2016", 0)])
def test_three_months_from_the_last_of_november_end_with_february(end: str, value: float) -> None:
    assert by_plan("cpp-ended-3m", plan(1, "a", "30 Nov 2015", end)) == {"p1": value}


def test_plans_still_open_held_for_another_or_ended_before_they_began_are_not_in() -> None:
    assert by_plan(
        "cpp-ended-3m", plan(1, "a", "1 Feb 2016"), plan(2, "b", "1 Feb 2016", "1 Apr 2016"),
        plan(3, "c", "1 Feb 2016", "1 Mar 2016", held_for_another_authority=True),
        plan(4, "d", "1 Mar 2016", "29 Feb 2016"), plan(5, "e", "1 Jan 2015", "31 Mar 2015")) == {}


def test_a_plan_that_ended_because_the_child_came_into_care_counts_and_says_so() -> None:
    cases = run(
        "cpp-ended-3m", AT,
        cp_plans=[plan(n, child, "4 Jan 2016", "12 Feb 2016") for n, child in enumerate("abc")],
        cla_episodes=[in_care("a", "10 Feb 2016"), in_care("b", "10 Feb 2016", "11 Feb 2016"),
                      in_care("c", "13 Feb 2016")]).cases.to_pylist()
    # 4 January to 12 February is 39 days.
    assert {c["person"]: (c["value"], c["reason"]) for c in cases} == {
        "a": (1, "Lasted 39 days; the child came into care"), "b": (1, "Lasted 39 days"),
        "c": (1, "Lasted 39 days")}


# Two years, and neglect

@pytest.mark.parametrize(("start", "value"), [("1 Apr 2014", 1), ("2 Apr 2014", 0)])
def test_two_years_on_a_plan_are_730_days(start: str, value: float) -> None:
    """29 February 2016 lies between: 1 April 2014 to 31 March 2016 is 365 + 365 days."""
    assert values("cpp-over-2y", AT, cp_plans=[on_plan("a", start)]) == {"a": value}


def test_an_ended_plan_is_not_an_open_one_however_long_it_lasted() -> None:
    assert values("cpp-over-2y", AT, cp_plans=[
        on_plan("a", "1 Jan 2012", "1 Mar 2016"),
        on_plan("b", "1 Jan 2012", held_for_another_authority=True)]) == {}


def test_the_latest_category_counts_and_more_than_one_is_not_neglect() -> None:
    tables = {"cp_plans": [
        on_plan("a", "1 Jan 2016", initial_category="PHY", latest_category="NEG"),
        on_plan("b", "1 Jan 2016", initial_category="NEG", latest_category="MUL"),
        on_plan("c", "1 Jan 2016", initial_category="NEG", latest_category="EMO"),
        on_plan("d", "1 Jan 2016", initial_category="NEG")]}
    assert values("cpp-neglect-share", AT, **tables) == {"a": 1, "b": 0, "c": 0, "d": None}
    row = figure("cpp-neglect-share", AT, **tables)
    assert (row["numerator"], row["denominator"]) == (1, 4)
