"""Signals are named by their months and in plain words."""

from __future__ import annotations

from components.signal_runs import run_words, runs, verdict
from tests.components.charted import charted
from tests.components.made import COUNT, LOWER, measure

PEP = measure()
QUIET = [80, 84, 80, 76]


def named(values: list[float], **more: object) -> list[str]:
    return [run_words(run) for run in runs(charted(values, **more))]


def test_a_stable_chart_has_no_signal() -> None:
    assert named(QUIET * 3) == []


def test_one_month_beyond_the_range_is_named() -> None:
    assert named([*QUIET * 3, 66]) == ["March 2016: below its usual range"]


def test_months_in_a_row_on_one_side_are_one_signal_with_their_number() -> None:
    # Mean 82: eight months under it, eight over it; the moves keep the limits wide.
    values = [80, 74, 80, 74, 80, 74, 80, 74, 84, 90, 84, 90, 84, 90, 84, 90]
    assert named(values) == [
        "8 months in a row above the average, August 2015 to March 2016",
        "8 months in a row below the average, December 2014 to July 2015"]


def test_a_month_beyond_the_limits_still_counts_in_the_row_it_is_part_of() -> None:
    values = [80, 74, 80, 74, 80, 74, 80, 74, 84, 88, 84, 88, 110, 88, 84, 88]
    assert named(values)[:2] == [
        "8 months in a row above the average, August 2015 to March 2016",
        "December 2015: above its usual range"]


def test_seven_months_rising_are_a_signal_wherever_the_average_is() -> None:
    values = [80, 60, 80, 60, 80, 60, 62, 64, 66, 68, 70, 72]
    assert named(values) == ["rising for 7 months in a row, September 2015 to March 2016"]


def test_two_months_near_the_edge_are_a_signal_with_the_months_near_it() -> None:
    # Average 80, moves of 4 and 8: the range is 80 ± 11 or so, and 90 is near its top.
    found = named([80, 76, 80, 76, 80, 76, 80, 76, 80, 76, 90, 82, 90])
    assert found[0] == "January and March 2016: near the top of its usual range"


def test_no_signal_reaches_back_over_a_new_baseline() -> None:
    before_and_after = [*QUIET * 3, 60, *[v - 40 for v in QUIET * 2]]
    assert named(before_and_after, breaks=[13], whys=["New teams."]) == []


def test_up_is_an_improvement_only_where_more_is_better() -> None:
    assert [verdict(PEP, 1), verdict(PEP, -1), verdict(LOWER, 1), verdict(COUNT, 1)] == [
        "improvement", "concern", "concern", "change"]
