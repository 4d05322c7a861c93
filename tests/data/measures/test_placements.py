"""Placements: how many in a year, how long in one home, how far away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, day, extract_of, figure, in_care, reason, run, values

AT = "31 Mar 2016"
THREE, SETTLED, OUTSIDE, FAR = (
    "placement-3plus", "placement-long-term", "placement-out-of-county", "placement-20-miles")


def placed(*homes: tuple[str | None, str, str | None], since: str = "1 Mar 2013",
           birth: str = "1 Jan 2005", legal: str = "C2", **more: Any) -> dict[str, Any]:
    """The tables of one child in care: each placement's type, first and last day."""
    return {
        "person": [born("a", birth)], "cla_episodes": [in_care("a", since)],
        "legal_status": [{"legal_status_id": "s", "person_id": "a", "status": legal,
                          "start_date": since}],
        "cla_placement": [{"placement_id": f"a{n}", "person_id": "a", "type": type,
                           "start_date": start, "end_date": end, **more}
                          for n, (type, start, end) in enumerate(homes)]}


# Three or more. The twelve months to 31 March 2016 begin on 1 April 2015.

def test_three_placements_are_two_moves() -> None:
    first, second = ("U6", "1 Mar 2013", "1 Jul 2015"), ("U6", "1 Jul 2015", "1 Nov 2015")
    assert values(THREE, AT, **placed(first, second, ("K2", "1 Nov 2015", None))) == {"a": 1}
    assert values(THREE, AT, **placed(first, ("K2", "1 Jul 2015", None))) == {"a": 0}


@pytest.mark.parametrize(("moved", "value"), [("1 Apr 2015", 0), ("2 Apr 2015", 1)])
def test_the_placement_the_child_was_in_when_the_year_began_counts(
    moved: str, value: float,
) -> None:
    """Moved on the first day of the year, the child was in the second home when it began."""
    assert values(THREE, AT, **placed(
        ("U6", "1 Mar 2013", moved), ("U6", moved, "1 Nov 2015"), ("K2", "1 Nov 2015", None),
    )) == {"a": value}


@pytest.mark.parametrize("temporary", ["T0", "T1", "T2", "T3", "T4"])
def test_a_temporary_placement_and_the_return_from_it_are_no_moves(temporary: str) -> None:
    away = (temporary, "1 Aug 2015", "8 Aug 2015")
    closed = placed(("U4", "1 Mar 2013", "1 Aug 2015"), away, ("U4", "8 Aug 2015", "1 Dec 2015"),
                    ("U6", "1 Dec 2015", None))
    kept_open = placed(("U4", "1 Mar 2013", "1 Dec 2015"), away, ("U6", "1 Dec 2015", None))
    for tables in (closed, kept_open):
        assert values(THREE, AT, **tables) == {"a": 0}
        assert reason(THREE, AT, **tables) == "2 placements in the year"


@pytest.mark.parametrize(("type", "value"), [("A3", 0), ("A5", 0), ("A4", 1), ("A6", 1)])
def test_adoption_by_the_childs_own_foster_carer_is_no_move(type: str, value: float) -> None:
    assert values(THREE, AT, **placed(
        ("K2", "1 Mar 2013", "1 Jul 2015"), ("U5", "1 Jul 2015", "1 Feb 2016"),
        (type, "1 Feb 2016", None))) == {"a": value}


def test_a_list_that_only_states_the_number_is_believed() -> None:
    tables = placed(("K2", "1 Nov 2015", None)) | {
        "cla_last_year": [{"person_id": "a", "placements": 3}]}
    extract = extract_of(**tables)
    assert values(THREE, AT, extract=extract) == {"a": 0}, "the rows are whole"
    extract.covers_from["cla_placement"] = day(AT)
    assert values(THREE, AT, extract=extract) == {"a": 1}, "only the latest row is held"


def test_a_child_with_no_placement_recorded_is_left_out_and_does_not_flatter() -> None:
    row = figure(THREE, AT, **placed())
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 0, 1)


@pytest.mark.parametrize("measure", [THREE, SETTLED, OUTSIDE, FAR])
def test_short_breaks_are_outside_every_placement_measure(measure: str) -> None:
    for legal, counted in (("V3", 0), ("V4", 0), ("V2", 1)):
        tables = placed(("U6", "1 Mar 2013", None), legal=legal)
        assert len(values(measure, AT, **tables)) == counted


def test_stays_of_short_breaks_before_the_child_came_into_care_are_no_placements() -> None:
    stays = placed(("U6", "1 Jul 2015", "3 Jul 2015"), ("U6", "1 Aug 2015", "3 Aug 2015"),
                   ("U6", "1 Oct 2015", None), since="1 Oct 2015")
    breaks = {"legal_status_id": "b", "person_id": "a", "status": "V4",
              "start_date": "1 Jun 2015", "end_date": "1 Oct 2015"}
    assert values(THREE, AT, **stays) == {"a": 1}
    stays["legal_status"].append(breaks)
    assert values(THREE, AT, **stays) == {"a": 0}
    assert reason(THREE, AT, **stays) == "1 placement in the year"


# Long-term stability. 913 days before 31 March 2016 is 30 September 2013; 730 days 1 April 2014.

@pytest.mark.parametrize(("since", "counted"), [("30 Sep 2013", True), ("1 Oct 2013", False)])
def test_children_count_after_913_days_in_care(since: str, counted: bool) -> None:
    assert bool(values(SETTLED, AT, **placed(("U4", since, None), since=since))) is counted


@pytest.mark.parametrize(("moved", "value"), [("1 Apr 2014", 1), ("2 Apr 2014", 0)])
def test_a_home_is_settled_after_730_days(moved: str, value: float) -> None:
    assert values(SETTLED, AT, **placed(
        ("U6", "1 Mar 2013", moved), ("U4", moved, None))) == {"a": value}


@pytest.mark.parametrize(("birth", "counted"), [("1 Apr 2000", True), ("31 Mar 2000", False)])
def test_young_people_of_sixteen_and_seventeen_are_left_out(birth: str, counted: bool) -> None:
    assert bool(values(SETTLED, AT, **placed(("U4", "1 Mar 2013", None), birth=birth))) is counted


def test_a_temporary_placement_does_not_interrupt_a_home() -> None:
    stay, away = ("U4", "1 Mar 2013", "1 Aug 2015"), ("T1", "1 Aug 2015", "8 Aug 2015")
    assert values(SETTLED, AT, **placed(stay, away, ("U4", "8 Aug 2015", None))) == {"a": 1}
    assert values(SETTLED, AT, **placed(stay, ("T1", "1 Aug 2015", None))) == {"a": 1}
    assert values(SETTLED, AT, **placed(stay, ("U4", "8 Aug 2015", None))) == {"a": 0}


@pytest.mark.parametrize("type", ["A3", "A4", "A5", "A6"])
def test_an_adoptive_home_and_the_home_before_count_together(type: str) -> None:
    assert values(SETTLED, AT, **placed(
        ("U6", "1 Mar 2013", "1 Dec 2015"), (type, "1 Dec 2015", "1 Jan 2016"),
        ("T1", "1 Jan 2016", "8 Jan 2016"), (type, "8 Jan 2016", None))) == {"a": 1}
    # Only the home straight before: here the last move before it was in June.
    assert values(SETTLED, AT, **placed(
        ("U6", "1 Mar 2013", "1 Jun 2015"), ("U6", "1 Jun 2015", "1 Dec 2015"),
        (type, "1 Dec 2015", None))) == {"a": 0}


def test_a_long_stay_with_no_placement_recorded_is_not_known_and_counts_against() -> None:
    row = figure(SETTLED, AT, **placed())
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


# How far

@pytest.mark.parametrize(("in_area", "value"), [(True, 0), (False, 1), (None, None)])
def test_outside_the_county_is_where_the_child_lives_at_the_date(
    in_area: bool | None, value: float | None,
) -> None:
    assert values(OUTSIDE, AT, **placed(
        ("U6", "1 Mar 2013", None), in_area=in_area)) == {"a": value}


def test_outside_just_over_the_line_counts_and_the_list_says_how_far() -> None:
    tables = placed(("U6", "1 Mar 2013", None), in_area=False, distance_miles=4.8,
                    placing_authority="Suffolk")
    assert values(OUTSIDE, AT, **tables) == {"a": 1}
    assert values(FAR, AT, **tables) == {"a": 0}
    assert reason(OUTSIDE, AT, **tables) == "Outside the county: Suffolk, 5 miles away"


def test_not_recorded_where_is_left_out_of_the_share() -> None:
    row = figure(OUTSIDE, AT, **placed(("U6", "1 Mar 2013", None)))
    assert (row["denominator"], row["unknown"]) == (0, 1)


@pytest.mark.parametrize(("miles", "in_area", "value"), [
    (20.0, False, 0), (20.1, False, 1), (20.1, True, 0), (20.1, None, None),
    (5.0, None, 0), (None, False, None), (None, True, None),
])
def test_far_is_over_twenty_miles_and_outside_with_the_distance_known(
    miles: float | None, in_area: bool | None, value: float | None,
) -> None:
    assert values(FAR, AT, **placed(("U6", "1 Mar 2013", None), in_area=in_area,
                                    distance_miles=miles)) == {"a": value}


def test_a_child_far_off_and_inside_the_county_is_marked() -> None:
    assert reason(FAR, AT, **placed(("U6", "1 Mar 2013", None), in_area=True,
                                    distance_miles=31.25)) == "31.3 miles away, inside the area"


def test_an_extract_without_distances_has_no_figure() -> None:
    extract = extract_of(lacking=("cla_placement.distance_miles",), **placed())
    assert run(FAR, AT, extract=extract).lacking == {FAR: ("cla_placement.distance_miles",)}
