"""Reviews of looked-after children: held when due, taken part in, and a permanence plan by the
second."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, extract_of, figure, in_care, reason, run, values

AT = "31 Mar 2016"
TIMELY, TOOK_PART, PERMANENCE = (
    "lac-review-timely", "lac-review-participation", "lac-permanence-second-review")


def review(child: str, on: str | None, due: str | None = None, **more: Any) -> dict[str, Any]:
    return {"cla_review_id": f"{child} {on} {due}", "person_id": child, "review_date": on,
            "due_date": due, **more}


def reviewed(*on: str | dict[str, Any], since: str = "1 Sep 2015") -> dict[str, Any]:
    """The tables of one child in care: the days of the reviews, or whole rows."""
    return {"cla_episodes": [in_care("a", since)],
            "cla_reviews": [r if isinstance(r, dict) else review("a", r) for r in on]}


# On time. From Tuesday 1 September 2015: 2 to 4 September are days 1 to 3, 7 to 11 days 4 to 8,
# 14 to 18 days 9 to 13, 21 to 25 days 14 to 18, Monday 28 day 19 and 29 September day 20.

@pytest.mark.parametrize(("first", "value"), [("29 Sep 2015", 1), ("30 Sep 2015", 0)])
def test_the_first_review_is_due_within_twenty_working_days(first: str, value: float) -> None:
    assert values(TIMELY, "30 Nov 2015", **reviewed(first)) == {"a": value}


@pytest.mark.parametrize(("second", "value"), [("28 Dec 2015", 1), ("29 Dec 2015", 0)])
def test_the_second_review_is_due_three_months_after_the_first_was_held(
    second: str, value: float,
) -> None:
    assert values(TIMELY, AT, **reviewed("28 Sep 2015", second)) == {"a": value}


@pytest.mark.parametrize(("third", "value"), [("12 Jun 2015", 1), ("13 Jun 2015", 0)])
def test_later_reviews_are_due_six_months_after_the_one_before(third: str, value: float) -> None:
    assert values(TIMELY, "30 Nov 2015", **reviewed(
        "26 Sep 2014", "12 Dec 2014", third, since="1 Sep 2014")) == {"a": value}


def test_a_review_held_late_says_so_and_the_next_one_is_due_from_it() -> None:
    (case,) = run(TIMELY, AT, **reviewed("28 Sep 2015", "4 Jan 2016")).cases.to_pylist()
    assert (case["value"], case["reason"]) == (0, "Review due 28 Dec 2015 held 4 Jan 2016")
    assert case["due_on"].isoformat() == "2016-07-04"


def test_one_overdue_now_fails_the_child_and_one_due_today_does_not() -> None:
    assert values(TIMELY, "28 Dec 2015", **reviewed("28 Sep 2015")) == {"a": 1}
    assert values(TIMELY, "29 Dec 2015", **reviewed("28 Sep 2015")) == {"a": 0}


@pytest.mark.parametrize(("second", "value"), [("30 Sep 2014", 1), ("1 Oct 2014", 0)])
def test_only_reviews_that_fell_due_in_the_last_twelve_months_are_looked_at(
    second: str, value: float,
) -> None:
    """The third was due six months after the second: on 30 March 2015, before the twelve months,
    or on 1 April, their first day. It was held on 15 April."""
    assert values(TIMELY, AT, **reviewed(
        "26 Sep 2014", second, "15 Apr 2015", "15 Oct 2015", since="1 Sep 2014")) == {"a": value}


# Back from Thursday 31 March 2016 without Good Friday and Easter Monday: a child who came in on
# 1 March has been there twenty working days that day, one who came in on 29 February twenty-one.
@pytest.mark.parametrize(("since", "found"), [("29 Feb 2016", {"a": None}), ("1 Mar 2016", {})])
def test_no_review_recorded_is_not_known_once_the_first_is_overdue(
    since: str, found: dict[str, float | None],
) -> None:
    assert values(TIMELY, AT, **reviewed(since=since)) == found


def test_a_cancelled_review_was_not_held_and_one_also_marked_held_is_left_out() -> None:
    for row in (review("a", None, "21 Dec 2015", cancelled=True),
                review("a", "21 Dec 2015", "28 Dec 2015", cancelled=True)):
        assert values(TIMELY, AT, **reviewed("28 Sep 2015", row)) == {"a": 0}
    held = review("a", "21 Dec 2015", "28 Dec 2015", cancelled=False)
    assert values(TIMELY, AT, **reviewed("28 Sep 2015", held)) == {"a": 1}


def test_a_review_in_parts_is_one_review_held_on_the_day_of_the_last_part() -> None:
    """Both parts carry the due date of 29 September. Were they two reviews, the next would be
    due in six months."""
    in_time = reviewed(review("a", "21 Sep 2015", "29 Sep 2015"),
                       review("a", "28 Sep 2015", "29 Sep 2015"))
    (case,) = run(TIMELY, "30 Nov 2015", **in_time).cases.to_pylist()
    assert (case["value"], case["due_on"].isoformat()) == (1, "2015-12-28")
    assert values(TIMELY, "30 Nov 2015", **reviewed(
        review("a", "28 Sep 2015", "29 Sep 2015"),
        review("a", "2 Oct 2015", "29 Sep 2015"))) == {"a": 0}


@pytest.mark.parametrize(("matched", "value"), [
    (None, 0), ("1 Sep 2014", 1), ("1 Jan 2015", 1), ("2 Jan 2015", 0),
])
def test_a_later_due_date_stands_for_a_long_term_match_of_over_a_year(
    matched: str | None, value: float,
) -> None:
    """The last review was on 1 July 2015, so the next is due by 1 January 2016; 1 June is
    recorded. A match of 1 January 2015 is a year old on that day, one of 2 January is not."""
    tables = reviewed("26 Sep 2014", "12 Dec 2014", "1 Jun 2015", "1 Jul 2015",
                      review("a", None, "1 Jun 2016"), since="1 Sep 2014")
    arrangement = {"person_id": "a", "arrangement": "long-term", "start_date": matched}
    assert values(TIMELY, AT, **tables,
                  placement_arrangements=[arrangement] if matched else []) == {"a": value}


def test_reviews_of_an_earlier_period_of_care_say_nothing_of_this_one() -> None:
    tables = reviewed("20 Jan 2015", "20 Apr 2015")
    tables["cla_episodes"].append(in_care("a", "5 Jan 2015", "1 Jun 2015"))
    assert values(TIMELY, AT, **tables) == {"a": None}


def test_short_breaks_are_outside_the_reviews() -> None:
    short = [{"legal_status_id": "s", "person_id": "a", "status": "V4", "start_date": "1 Sep 2015"}]
    assert values(TIMELY, AT, **reviewed("28 Sep 2015"), legal_status=short) == {}
    assert values(TOOK_PART, AT, **reviewed("1 Mar 2016"), legal_status=short) == {}
    assert values(PERMANENCE, AT, **reviewed("28 Sep 2015", "21 Dec 2015"),
                  legal_status=short) == {}


@pytest.mark.parametrize("measure", [TIMELY, PERMANENCE])
def test_a_list_that_states_only_the_latest_review_gives_no_figure(measure: str) -> None:
    extract = extract_of(lacking=("cla_reviews.due_date",), **reviewed("28 Sep 2015"))
    result = run(measure, AT, extract=extract)
    assert result.lacking == {measure: ("cla_reviews.due_date",)}


# Taking part

def at_review(code: str | None, birth: str = "1 Jan 2005", on: str = "1 Mar 2016", **more: Any,
              ) -> dict[str, Any]:
    return {"person": [born("a", birth)],
            "cla_reviews": [review("a", on, participation=code, **more)]}


@pytest.mark.parametrize(("code", "value", "attended"), [
    ("PN1", 1, True), ("PN2", 1, True), ("PN3", 1, True), ("PN4", 0, True),
    ("PN5", 1, False), ("PN6", 1, False), ("PN7", 0, False),
])
def test_taking_part_is_not_attending(code: str, value: float, attended: bool) -> None:
    """A silent child was there and took no part; one who sent views took part and was not."""
    tables = at_review(code)
    assert values(TOOK_PART, AT, **tables) == {"a": value}
    assert reason(TOOK_PART, AT, **tables).startswith("Attended") is attended


def test_a_blank_code_is_not_known_and_counts_against() -> None:
    row = figure(TOOK_PART, AT, period="month", **at_review(None))
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)
    assert reason(TOOK_PART, AT, **at_review(None)) == "Not recorded"


def test_children_under_four_on_the_day_are_left_out_by_code_or_by_age() -> None:
    assert values(TOOK_PART, AT, **at_review("PN0")) == {}
    assert values(TOOK_PART, AT, **at_review("PN1", birth="2 Mar 2012")) == {}
    assert values(TOOK_PART, AT, **at_review("PN1", birth="1 Mar 2012")) == {"a": 1}


def test_a_cancelled_review_asks_nobody() -> None:
    assert values(TOOK_PART, AT, **at_review("PN7", cancelled=True)) == {}


def test_every_review_of_the_year_counts_also_after_the_child_has_left() -> None:
    tables = {"person": [born("a", "1 Jan 2005")],
              "cla_episodes": [in_care("a", "1 Jan 2014", "1 Feb 2016")],
              "cla_reviews": [review("a", "31 Mar 2015", participation="PN1"),
                              review("a", "1 Apr 2015", participation="PN1"),
                              review("a", "1 Oct 2015", participation="PN7")]}
    year = figure(TOOK_PART, AT, period="year", **tables)
    assert (year["numerator"], year["denominator"]) == (1, 2)
    assert figure(TOOK_PART, AT, period="month", **tables)["cases"] == 0


# A permanence plan by the second review, of 21 December 2015

def planned(plan: str | None, on: str | None, until: str | None = None) -> dict[str, Any]:
    return reviewed("28 Sep 2015", "21 Dec 2015", "21 Mar 2016") | {"cla_care_plan": [
        {"person_id": "a", "permanence_plan": plan, "start_date": on, "end_date": until}]}


@pytest.mark.parametrize(("on", "value"), [("21 Dec 2015", 1), ("22 Dec 2015", 0)])
def test_a_plan_counts_on_the_day_of_the_second_review_and_not_after(
    on: str, value: float,
) -> None:
    assert values(PERMANENCE, AT, **planned("LTFOST", on)) == {"a": value}


def test_no_plan_or_a_blank_one_is_no_plan_and_one_without_a_date_is_not_known() -> None:
    assert values(PERMANENCE, AT, **reviewed("28 Sep 2015", "21 Dec 2015")) == {"a": 0}
    assert values(PERMANENCE, AT, **planned(None, "1 Oct 2015")) == {"a": 0}
    assert values(PERMANENCE, AT, **planned("LTFOST", None)) == {"a": None}


def test_a_plan_that_had_ended_by_the_second_review_does_not_count() -> None:
    assert values(PERMANENCE, AT, **planned("RETURN", "1 Oct 2015", "1 Dec 2015")) == {"a": 0}
    assert values(PERMANENCE, AT, **planned("RETURN", "1 Oct 2015", "1 Feb 2016")) == {"a": 1}


def test_a_child_counts_in_the_month_of_the_second_review() -> None:
    tables = planned("LTFOST", "1 Dec 2015")
    assert figure(PERMANENCE, "31 Dec 2015", period="month", **tables)["denominator"] == 1
    assert figure(PERMANENCE, AT, period="month", **tables)["denominator"] == 0
    assert figure(PERMANENCE, AT, period="year", **tables)["denominator"] == 1
    one_only = {**tables, "cla_reviews": tables["cla_reviews"][:1]}
    assert values(PERMANENCE, AT, **one_only) == {}
