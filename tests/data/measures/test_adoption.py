"""Adoption: how long it took, how many left care by it, and the families who wait."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, in_care, reason, run, values

AT = "31 Mar 2016"
ENTRY, MATCH, SHARE, WAITING = (
    "adoption-a1", "adoption-a2", "adoption-children", "adopters-waiting")


def adopted(**more: Any) -> dict[str, Any]:
    """The tables of one adopted child; a date changed or taken away by its name."""
    row = {"permanence_id": "p", "person_id": "a", "entered_care_date": "1 Jan 2014",
           "placement_order_date": "1 Sep 2014", "matched_date": "1 Oct 2014",
           "placed_date": "1 Jan 2015", "order_date": "1 Jun 2015"}
    return {"permanence": [row | more]}


# How long. From 1 January 2014 to 1 January 2015 are 365 days; from 1 September 2014 to 1 October
# are 30.

@pytest.mark.parametrize(("measure", "days"), [(ENTRY, 365), (MATCH, 30)])
def test_the_days_are_those_between_the_two_dates(measure: str, days: float) -> None:
    assert values(measure, AT, **adopted()) == {"a": days}


@pytest.mark.parametrize("measure", [ENTRY, MATCH])
@pytest.mark.parametrize(("ordered", "counted"), [
    ("31 Mar 2013", False), ("1 Apr 2013", True), ("31 Mar 2016", True), ("1 Apr 2016", False),
    (None, False),
])
def test_children_adopted_in_the_last_three_years_count(
    measure: str, ordered: str | None, counted: bool,
) -> None:
    tables = adopted(entered_care_date="1 Jan 2011", placement_order_date="1 Jun 2011",
                     matched_date="1 Dec 2011", placed_date="1 Feb 2012", order_date=ordered)
    assert bool(values(measure, AT, **tables)) is counted


@pytest.mark.parametrize("measure", [ENTRY, MATCH])
def test_another_order_is_no_adoption(measure: str) -> None:
    assert values(measure, AT, **adopted(order_type="special guardianship")) == {}
    assert len(values(measure, AT, **adopted(order_type="Adoption order"))) == 1


def test_where_the_foster_carer_adopts_the_clock_stops_on_the_day_of_moving_in_with_that_carer(
) -> None:
    """20 days after coming into care; a carer who did not adopt stops nothing."""
    assert values(ENTRY, AT, **adopted(adopted_by_carer=True, fostered_date="21 Jan 2014"),
                  ) == {"a": 20}
    assert values(ENTRY, AT, **adopted(adopted_by_carer=False, fostered_date="21 Jan 2014"),
                  ) == {"a": 365}
    assert values(ENTRY, AT, **adopted(adopted_by_carer=True)) == {"a": 365}


def test_the_period_of_care_gives_the_day_of_coming_in_where_the_adoption_record_does_not() -> None:
    episodes = [in_care("a", "1 Jan 2010", "1 Jan 2011"), in_care("a", "2 Dec 2014", "1 Jun 2015")]
    assert values(ENTRY, AT, **adopted(entered_care_date=None), cla_episodes=episodes) == {"a": 30}


def test_a_missing_date_is_left_out_of_the_average_and_counted_beside_it() -> None:
    for measure, lost in ((ENTRY, "entered_care_date"), (ENTRY, "placed_date"),
                          (MATCH, "matched_date")):
        row = figure(measure, AT, **adopted(**{lost: None}))
        assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 0, 1)


def test_a_child_placed_before_coming_into_care_is_faulty_and_left_out() -> None:
    assert values(ENTRY, AT, **adopted(placed_date="31 Dec 2013")) == {}
    assert values(ENTRY, AT, **adopted(placed_date="1 Jan 2014")) == {"a": 0}


def test_a_match_before_the_placement_order_counts_as_no_days() -> None:
    assert values(MATCH, AT, **adopted(matched_date="1 Aug 2014")) == {"a": 0}


@pytest.mark.parametrize("lost", ["placement_order_date", "placed_date"])
def test_no_order_or_no_placement_before_adoption_is_outside_the_match(lost: str) -> None:
    assert values(MATCH, AT, **adopted(**{lost: None})) == {}


# Leaving care

def left(child: str, on: str, why: str | None, since: str = "1 Jan 2014") -> dict[str, Any]:
    return in_care(child, since, on, ceased_reason=why)


def test_both_kinds_of_adoption_count_and_nothing_else_does() -> None:
    assert values(SHARE, AT, cla_episodes=[
        left("unopposed", "1 Mar 2016", "E11"), left("dispensed", "1 Mar 2016", "E12"),
        left("home", "1 Mar 2016", "E4A"), left("guardian", "1 Mar 2016", "E45"),
        left("blank", "1 Mar 2016", None), in_care("still here", "1 Jan 2014"),
        left("before", "31 Mar 2015", "E11")]) == {
            "unopposed": 1, "dispensed": 1, "home": 0, "guardian": 0, "blank": None}


def test_an_episode_that_only_changes_the_order_ends_no_care() -> None:
    """The last episode gives the reason; the one before it ended with X1."""
    first, last = left("a", "1 Mar 2016", "X1"), left("a", "29 Mar 2016", "E11", "1 Mar 2016")
    assert values(SHARE, AT, cla_episodes=[{**first, "cla_id": "one"},
                                           {**last, "cla_id": "one"}]) == {"a": 1}
    open_still = {**in_care("a", "1 Mar 2016"), "cla_id": "one"}
    assert values(SHARE, AT, cla_episodes=[{**first, "cla_id": "one"}, open_still]) == {}


def test_a_child_who_left_twice_counts_once_by_the_later() -> None:
    rows = [left("a", "1 Jun 2015", "E4A"), left("a", "1 Mar 2016", "E11", "1 Jul 2015")]
    row = figure(SHARE, AT, period="year", cla_episodes=rows)
    assert (row["numerator"], row["denominator"]) == (1, 1)


def test_short_breaks_that_end_are_no_leaving_of_care() -> None:
    rows = {"cla_episodes": [left("a", "1 Mar 2016", "E8")]}
    for legal, found in (("V4", {}), ("V2", {"a": 0})):
        assert values(SHARE, AT, **rows, legal_status=[
            {"legal_status_id": "s", "person_id": "a", "status": legal,
             "start_date": "1 Jan 2014", "end_date": "1 Mar 2016"}]) == found


# Families who wait

def families(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"adopters": [{"adopter_id": f"adopter {n}", "family_id": "f",
                          "approved_date": "1 Jan 2016"} | row for n, row in enumerate(rows)]}


def waiting(*rows: dict[str, Any]) -> list[str]:
    return [c["case"] for c in run(WAITING, AT, **families(*rows)).cases.to_pylist()]


def test_a_couple_is_one_family() -> None:
    assert waiting({}, {}) == ["f"]
    assert figure(WAITING, AT, **families({}, {}))["numerator"] == 1


def test_a_single_adopter_without_a_family_number_is_a_family() -> None:
    assert waiting({"family_id": None}, {"family_id": None}) == ["adopter 0", "adopter 1"]


@pytest.mark.parametrize(("change", "waits"), [
    ({"approved_date": None}, False), ({"approved_date": "31 Mar 2016"}, True),
    ({"approved_date": "1 Apr 2016"}, False), ({"matched_date": "31 Mar 2016"}, False),
    ({"matched_date": "1 Apr 2016"}, True), ({"placed_date": "1 Mar 2016"}, False),
    ({"left_date": "31 Mar 2016"}, False), ({"left_date": "1 Apr 2016"}, True),
])
def test_a_family_waits_from_approval_to_a_match_or_leaving(
    change: dict[str, Any], waits: bool,
) -> None:
    assert bool(waiting(change)) is waits


def test_a_match_of_one_of_the_couple_is_a_match_and_one_leaving_is_not_the_end() -> None:
    assert waiting({"matched_date": "1 Mar 2016"}, {}) == []
    assert waiting({"left_date": "1 Mar 2016"}, {}) == ["f"]


@pytest.mark.parametrize(("approved", "words"), [
    ("31 Dec 2015", "Approved 31 Dec 2015, waiting 91 days"),
    ("30 Dec 2015", "Approved 30 Dec 2015, waiting 92 days: over three months"),
])
def test_over_three_months_is_over_ninety_one_days(approved: str, words: str) -> None:
    assert reason(WAITING, AT, **families({"approved_date": approved})) == words
