"""Children looked after: how many, who came in, visited within the interval of regulation 28, and
seen alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import (
    born,
    extract_of,
    figure,
    held_by,
    in_care,
    reason,
    run,
    values,
)

AT = "31 Mar 2016"
VISITS = "lac-visit-timely"


def status(child: str, code: str, since: str, until: str | None = None) -> dict[str, Any]:
    return {"legal_status_id": f"{child} {since}", "person_id": child, "status": code,
            "start_date": since, "end_date": until}


def home(child: str, type: str | None, since: str, until: str | None = None,
         n: str = "1") -> dict[str, Any]:
    return {"placement_id": f"{child}{n}", "person_id": child, "type": type, "start_date": since,
            "end_date": until}


# How many

def test_children_looked_after_at_the_date_are_counted_once_each() -> None:
    assert values("lac-count", AT, cla_episodes=[
        in_care("a", "1 Jan 2015", "1 Jun 2015", cla="one", ceased_reason="X1"),
        in_care("a", "1 Jun 2015", cla="one"),
        in_care("left today", "1 Jan 2015", AT),
        in_care("leaves tomorrow", "1 Jan 2015", "1 Apr 2016"),
        in_care("came today", AT), in_care("comes tomorrow", "1 Apr 2016"),
    ]) == {"a": 1, "leaves tomorrow": 1, "came today": 1}


@pytest.mark.parametrize("measure", ["lac-count", "lac-rate"])
def test_agreed_short_breaks_are_left_out(measure: str) -> None:
    children = ["v3", "v4", "was v4", "c2", "none"]
    assert values(measure, AT, cla_episodes=[in_care(c, "1 Jan 2015") for c in children],
                  legal_status=[
        status("v3", "V3", "1 Jan 2015"), status("v4", "V4", "1 Jan 2015"),
        status("was v4", "V4", "1 Jan 2015", "1 Feb 2016"), status("was v4", "V2", "1 Feb 2016"),
        status("c2", "C2", "1 Jan 2015")]) == {"was v4": 1, "c2": 1, "none": 1}


def test_the_rate_divides_by_the_estimate_in_use_at_the_date() -> None:
    """166,600 until 31 March 2015; 166,507 from 1 April 2015."""
    rows = {"cla_episodes": [in_care("a", "1 Jan 2013")]}
    assert figure("lac-rate", "31 Mar 2015", **rows)["denominator"] == 166600
    assert figure("lac-rate", "1 Apr 2015", **rows)["denominator"] == 166507
    assert figure("lac-rate", AT, place="norwich", **rows)["denominator"] == 24700
    assert figure("lac-count", AT, **rows)["denominator"] is None


# Who came in

STARTS = "lac-starts"


def test_a_child_who_came_in_twice_in_the_year_counts_once_with_the_later_start() -> None:
    rows = {"cla_episodes": [in_care("a", "4 May 2015", "1 Jul 2015"), in_care("a", "7 Mar 2016"),
                             in_care("b", "1 Apr 2015"), in_care("c", "31 Mar 2015")]}
    cases = {c["person"]: c for c in run(STARTS, AT, **rows).cases.to_pylist()}
    assert set(cases) == {"a", "b"}
    assert cases["a"]["reason"] == "Came in 7 Mar 2016, again within the year"
    assert figure(STARTS, AT, period="month", **rows)["numerator"] == 1
    assert figure(STARTS, AT, period="year", **rows)["numerator"] == 2


def test_an_episode_that_only_changes_the_order_or_the_home_is_no_start() -> None:
    assert values(STARTS, AT, cla_episodes=[
        in_care("a", "1 Jan 2014", "1 Mar 2016", cla="one", ceased_reason="X1"),
        {**in_care("a", "1 Mar 2016", cla="one"), "entered_care_date": "1 Jan 2014"}]) == {}


def test_a_child_who_came_for_short_breaks_is_no_start() -> None:
    assert values(STARTS, AT, cla_episodes=[in_care("a", "1 Mar 2016"), in_care("b", "1 Mar 2016")],
                  legal_status=[status("a", "V4", "1 Mar 2016"),
                                status("b", "V2", "1 Mar 2016")]) == {"b": 1}


def test_unaccompanied_children_count_and_are_marked() -> None:
    rows = {"cla_episodes": [in_care("a", "1 Mar 2016")]}
    assert reason(STARTS, AT, **rows, immigration_status=[{"person_id": "a", "status": "UASC"}],
                  ) == "Came in 1 Mar 2016 (unaccompanied asylum-seeking child)"
    assert reason(STARTS, AT, **rows) == "Came in 1 Mar 2016"


# Visited: the rules of regulation 28, each on its last day and a day over.
# 31 March 2016 less 7 days is 24 March, less 28 is 3 March, less 42 is 18 February. Three months
# to it run from 31 December; six months from 30 September end on 30 March, from 1 October on
# 1 April. A placement of 1 April 2015 is 365 days old, of 31 March 2015 a year and a day (366
# days: 29 February 2016 lies between).

DAYS_7 = ("24 Mar 2016", "23 Mar 2016")
DAYS_28 = ("3 Mar 2016", "2 Mar 2016")
DAYS_42 = ("18 Feb 2016", "17 Feb 2016")
MONTHS_3 = ("31 Dec 2015", "30 Dec 2015")
MONTHS_6 = ("1 Oct 2015", "30 Sep 2015")
YEAR, YEAR_AND_A_DAY = "1 Apr 2015", "31 Mar 2015"


def visited(
    *dates: str, placed: str = "1 Sep 2015", type: str | None = "U6",
    legal: str = "C2", order: str = "1 Sep 2014", arrangement: str | None = None,
    agrees: bool | None = None, plan: str | None = None, review: dict[str, Any] | None = None,
    placements: list[dict[str, Any]] | None = None, at: str = AT, **more: Any,
) -> dict[str, Any]:
    """The tables of one child, in care since 1 September 2014."""
    return {
        "cla_episodes": [in_care("a", "1 Sep 2014")],
        "legal_status": [status("a", legal, order)],
        "cla_placement": placements or [home("a", type, placed)],
        "placement_arrangements": [{"person_id": "a", "arrangement": arrangement,
                                    "child_agrees": agrees, "start_date": placed}]
        if arrangement else [],
        "cla_care_plan": [{"person_id": "a", "permanence_plan": plan}] if plan else [],
        "cla_reviews": [{"cla_review_id": "r", "person_id": "a", **review}] if review else [],
        "cla_visits": [{"cla_visit_id": f"v{n}", "person_id": "a", "visit_date": on}
                       for n, on in enumerate(dates)],
    }


HELD = {"review_date": "1 Feb 2016"}


@pytest.mark.parametrize(("limits", "facts"), [
    # 1. With parents before assessment (regulation 19): weekly to the first review, then 6 weeks.
    (DAYS_7, {"type": "P1", "arrangement": "reg-19"}),
    (DAYS_42, {"type": "P1", "arrangement": "reg-19", "review": HELD}),
    (DAYS_7, {"type": "P1", "arrangement": "reg-19", "legal": "C1"}),
    # 2. Temporarily approved carer (regulation 24), or with parents under an interim care order:
    # weekly to the first review, then 4 weeks.
    (DAYS_7, {"arrangement": "reg-24"}),
    (DAYS_28, {"arrangement": "reg-24", "review": HELD}),
    (DAYS_7, {"type": "P1", "legal": "C1"}),
    (DAYS_28, {"type": "P1", "legal": "C1", "review": HELD}),
    # 3. With parents under a care order: 6 weeks after the first.
    (DAYS_42, {"type": "P1", "legal": "C2"}),
    (DAYS_42, {"type": "P1", "legal": "C2", "placed": "1 Sep 2014", "plan": "LTFOST"}),
    # 4. Matched long-term foster home, over a year old, and the child agrees: 6 months.
    (MONTHS_6, {"type": "U1", "arrangement": "long-term", "agrees": True,
                "placed": YEAR_AND_A_DAY}),
    (MONTHS_6, {"type": "U4", "arrangement": "long-term", "agrees": True,
                "placed": YEAR_AND_A_DAY}),
    # ... a child who does not agree, or was not asked: 3 months; not matched: 3 months.
    (MONTHS_3, {"type": "U4", "arrangement": "long-term", "agrees": False,
                "placed": YEAR_AND_A_DAY}),
    (MONTHS_3, {"type": "U4", "arrangement": "long-term", "placed": YEAR_AND_A_DAY}),
    (MONTHS_3, {"type": "U1", "placed": YEAR_AND_A_DAY}),
    # ... in its first year: 6 weeks.
    (DAYS_42, {"type": "U4", "arrangement": "long-term", "agrees": True, "placed": YEAR}),
    # 5. Everyone else: 6 weeks in the first year, then 3 months if meant to last until 18.
    (DAYS_42, {}),
    (DAYS_42, {"plan": "LTFOST", "placed": YEAR}),
    (MONTHS_3, {"plan": "LTFOST", "placed": YEAR_AND_A_DAY}),
    (MONTHS_3, {"type": "K2", "plan": "RESPLMT", "placed": YEAR_AND_A_DAY}),
    (DAYS_42, {"plan": "RETURN", "placed": YEAR_AND_A_DAY}),
    (DAYS_42, {"plan": None, "placed": YEAR_AND_A_DAY}),
    (DAYS_42, {"type": None, "legal": "C1", "placed": YEAR_AND_A_DAY}),
    # An interim care order matters only to a child placed with parents.
    (DAYS_42, {"type": "U6", "legal": "C1"}),
], ids=str)
def test_each_rule_of_regulation_28_to_the_day(
    limits: tuple[str, str], facts: dict[str, Any],
) -> None:
    last_day, a_day_over = limits
    assert values(VISITS, AT, **visited(last_day, **facts)) == {"a": 1}
    assert values(VISITS, AT, **visited(a_day_over, **facts)) == {"a": 0}


def test_a_cancelled_review_and_one_before_this_period_of_care_are_no_first_review() -> None:
    for review in ({"review_date": "1 Feb 2016", "cancelled": True},
                   {"review_date": "31 Aug 2014"}, {"review_date": "1 Apr 2016"},
                   {"review_date": None, "due_date": "1 Feb 2016"}):
        assert values(VISITS, AT, **visited("10 Mar 2016", arrangement="reg-24", review=review),
                      ) == {"a": 0}
    assert values(VISITS, AT, **visited(
        "10 Mar 2016", arrangement="reg-24", review={**HELD, "cancelled": False})) == {"a": 1}


@pytest.mark.parametrize(("placed", "found"), [("24 Mar 2016", {}), ("23 Mar 2016", {"a": 0})])
def test_a_new_placement_counts_once_its_first_week_is_over(
    placed: str, found: dict[str, float],
) -> None:
    """Placed 24 March the first visit is due today; placed on the 23rd it was due yesterday. The
    visit of 20 March was to the home before. A visit in the first week changes nothing."""
    assert values(VISITS, AT, **visited("20 Mar 2016", placed=placed)) == found
    inside = dict.fromkeys(found, 1.0)
    assert values(VISITS, AT, **visited("20 Mar 2016", "24 Mar 2016", placed=placed)) == inside


def test_a_child_with_no_visit_at_all_is_not_known_and_counts_against() -> None:
    assert values(VISITS, AT, **visited()) == {"a": None}
    row = figure(VISITS, AT, **visited("1 Apr 2016"))
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


def test_with_parents_under_a_care_order_the_first_week_runs_from_the_order() -> None:
    """At home since 1 September; the order is of 1 March, so a visit is due by 8 March."""
    facts = {"type": "P1", "legal": "C2", "order": "1 Mar 2016"}
    assert values(VISITS, AT, **visited("29 Feb 2016", **facts)) == {"a": 0}
    assert values(VISITS, AT, **visited("2 Mar 2016", **facts)) == {"a": 1}
    # Placed after the order, the week runs from the placement.
    assert values(VISITS, AT, **visited("1 Mar 2016", type="P1", placed="2 Mar 2016")) == {"a": 0}


@pytest.mark.parametrize("temporary", ["T0", "T1", "T4"])
@pytest.mark.parametrize("until", [None, "20 Feb 2016"])
def test_a_temporary_move_does_not_restart_the_clock(temporary: str, until: str | None) -> None:
    """At home in a long-term placement of March 2015; away since 20 February. Whether the system
    keeps the placement open meanwhile or closes it, three months run on from 31 December."""
    placements = [
        home("a", "U4", YEAR_AND_A_DAY, until), home("a", temporary, "20 Feb 2016", n="2")]
    assert values(VISITS, AT, **visited("31 Dec 2015", placements=placements)) == {"a": 1}
    assert values(VISITS, AT, **visited("30 Dec 2015", placements=placements)) == {"a": 0}


def test_a_real_move_restarts_the_clock() -> None:
    placements = [
        home("a", "U4", YEAR_AND_A_DAY, "1 Mar 2016"), home("a", "U4", "1 Mar 2016", n="2")]
    assert values(VISITS, AT, **visited("15 Feb 2016", placements=placements)) == {"a": 0}
    assert reason(VISITS, AT, **visited("15 Feb 2016", placements=placements)) == (
        "Last visit 15 Feb 2016, before this placement (placement)")


def test_an_arrangement_for_another_placement_decides_nothing_here() -> None:
    """The temporary approval was for the first home and was never closed on the system."""
    tables = visited("18 Feb 2016", placements=[
        home("a", "U6", "1 Sep 2015", "1 Feb 2016"), home("a", "U6", "1 Feb 2016", n="2")])
    tables["placement_arrangements"] = [{"person_id": "a", "placement_id": "a1",
                                         "arrangement": "reg-24", "start_date": "1 Sep 2015"}]
    assert values(VISITS, AT, **tables) == {"a": 1}
    tables["placement_arrangements"][0]["placement_id"] = "a2"
    assert values(VISITS, AT, **tables) == {"a": 0}


def test_an_arrangement_that_has_ended_decides_nothing() -> None:
    tables = visited("18 Feb 2016", arrangement="reg-24")
    tables["placement_arrangements"][0]["end_date"] = "1 Mar 2016"
    assert values(VISITS, AT, **tables) == {"a": 1}


def test_short_breaks_are_outside_the_visits() -> None:
    assert values(VISITS, AT, **visited("1 Sep 2015", legal="V4")) == {}


def test_a_visit_by_another_worker_counts_and_is_marked() -> None:
    tables = visited("18 Feb 2016") | {"involvements": [held_by("a", "W1")]}
    for visitor, words in (("W1", "Last visit 18 Feb 2016 (placement)"),
                           ("W2", "Last visit 18 Feb 2016 by another worker (placement)"),
                           (None, "Last visit 18 Feb 2016 (placement)")):
        tables["cla_visits"][0]["visited_by"] = visitor
        assert values(VISITS, AT, **tables) == {"a": 1}
        assert reason(VISITS, AT, **tables) == words


# Seen alone

ALONE = "lac-seen-alone"


def seen(*visits: tuple[str, bool | None, str | None], birth: str = "1 Jan 2005",
         ) -> dict[str, Any]:
    """The tables of one child, in care since 1 September 2014: each visit's day, whether the
    child was seen alone, and why not."""
    return {"person": [born("a", birth)], "cla_episodes": [in_care("a", "1 Sep 2014")],
            "cla_visits": [{"cla_visit_id": f"v{n}", "person_id": "a", "visit_date": on,
                            "seen": True, "seen_alone": alone, "alone_reason": why}
                           for n, (on, alone, why) in enumerate(visits)]}


def test_the_last_visit_decides_whether_a_child_was_seen_alone() -> None:
    assert values(ALONE, AT, **seen(("1 Feb 2016", True, None), ("1 Mar 2016", False, "other")),
                  ) == {"a": 0}
    assert values(ALONE, AT, **seen(("1 Mar 2016", True, None), ("1 Feb 2016", False, None)),
                  ) == {"a": 1}
    assert values(ALONE, AT, **seen(("1 Apr 2016", True, None))) == {}


@pytest.mark.parametrize(("why", "words"), [
    ("refused", "the child did not want to"), ("too-young", "too young"),
    ("unsuitable", "judged unsuitable"),
])
def test_a_lawful_exception_stays_on_the_list_with_its_reason_and_out_of_the_share(
    why: str, words: str,
) -> None:
    tables = seen(("1 Mar 2016", False, why))
    assert values(ALONE, AT, **tables) == {"a": None}
    assert reason(ALONE, AT, **tables) == f"Visit 1 Mar 2016: {words}"
    row = figure(ALONE, AT, **tables)
    assert (row["denominator"], row["unknown"], row["cases"]) == (0, 1, 1)


def test_any_other_reason_or_nothing_recorded_is_not_seen_alone() -> None:
    assert values(ALONE, AT, **seen(("1 Mar 2016", False, "other"))) == {"a": 0}
    assert values(ALONE, AT, **seen(("1 Mar 2016", None, None))) == {"a": 0}
    nobody_in = seen(("1 Mar 2016", None, None))
    nobody_in["cla_visits"][0]["seen"] = False
    assert values(ALONE, AT, **nobody_in) == {"a": 0}
    assert reason(ALONE, AT, **nobody_in) == "Visit 1 Mar 2016: not seen at all"


@pytest.mark.parametrize(("birth", "found"), [("31 Mar 2012", {"a": 1}), ("1 Apr 2012", {})])
def test_children_under_four_are_left_out_even_when_seen_alone(
    birth: str, found: dict[str, float],
) -> None:
    assert values(ALONE, AT, **seen(("1 Mar 2016", True, None), birth=birth)) == found


def test_a_visit_from_an_earlier_period_of_care_is_not_this_ones() -> None:
    assert values(ALONE, AT, **seen(("1 Aug 2014", True, None))) == {}


def test_an_extract_that_does_not_say_who_was_seen_alone_has_no_figure() -> None:
    extract = extract_of(lacking=("cla_visits.seen_alone",), **seen(("1 Mar 2016", None, None)))
    assert run(ALONE, AT, extract=extract).lacking == {ALONE: ("cla_visits.seen_alone",)}
