"""What a surgery talks about first."""

from __future__ import annotations

import math
from typing import Any

import pytest

from data.signals.ranking import BY_PACE, ORDER, ranked
from data.signals.schema import Signal
from data.statistics.control_chart import CHANCE, FAIL, PASS, RULES
from data.statistics.pace import NOT_SO, ON_COURSE, REACHED
from tests.data.county import CATALOGUE
from tests.data.signals.making import DECIDED, RECEIVED, REVIEWS, signal

NOTHING = signal([(1, 1)], DECIDED)
ORDERED = [name for name, measure in CATALOGUE.items() if measure.better == "higher"]
"""Measures of which more is better."""


def of(measure: str, change: str = "common cause", standing: str = "", **more: Any) -> Signal:
    """A signal with a change ("concern", "improvement") and what its chart assures."""
    if change != "common cause":
        more = {"rule": RULES[4]} | more
        change = f"{change} {'low' if change == 'concern' else 'high'}"
    return NOTHING._replace(
        measure=measure, variation=change, assurance=standing, gap=None, funnel="", pace="",
        value=1.0)._replace(**more)


def order(*signals: Signal) -> list[str]:
    return [signal.measure for signal in ranked(signals, CATALOGUE)]


def test_what_changed_for_the_worse_and_never_meets_its_target_comes_first() -> None:
    """The order of every change with every standing, given backwards."""
    assert ORDER[:4] == (
        ("concern", FAIL), ("concern", CHANCE), ("common cause", FAIL), ("concern", PASS))
    assert len(set(ORDER)) == 12
    signals = [of(ORDERED[n], *cell) for n, cell in enumerate(ORDER)]
    assert order(*reversed(signals)) == ORDERED[:12]


def test_the_rank_counts_from_one() -> None:
    found = ranked([of(DECIDED), of(REVIEWS, "concern")], CATALOGUE)
    assert [(s.measure, s.rank) for s in found] == [(REVIEWS, 1), (DECIDED, 2)]


def test_of_two_alike_the_one_further_from_its_target_in_children_comes_first() -> None:
    assert order(of(DECIDED, gap=3), of(REVIEWS, gap=12)) == [REVIEWS, DECIDED]


def test_of_two_as_far_the_stronger_rule_comes_first() -> None:
    assert order(of(DECIDED, "concern", rule=RULES[4]), of(REVIEWS, "concern", rule=RULES[1])) == [
        REVIEWS, DECIDED]


@pytest.mark.parametrize(("pace", "assurance"), [
    (REACHED, PASS), (ON_COURSE, CHANCE), (NOT_SO, FAIL)])
def test_a_stock_figure_stands_as_its_pace_says(pace: str, assurance: str) -> None:
    assert BY_PACE[pace] == assurance
    assert order(of(DECIDED, standing=assurance, gap=1), of(REVIEWS, pace=pace, gap=2)) == [
        REVIEWS, DECIDED]


def test_a_place_worse_than_the_county_counts_as_a_concern_and_a_better_one_as_an_improvement(
) -> None:
    """Low is worse where more is better, and better where less is."""
    worse, better = of(DECIDED, funnel="outside low"), of(REVIEWS, funnel="outside high")
    steady = of("icpc-15wd")
    assert order(steady, better, worse) == [DECIDED, REVIEWS, "icpc-15wd"]
    fewer = of("re-referrals-12m", funnel="outside low")
    assert order(of(DECIDED, "concern"), fewer) == [DECIDED, "re-referrals-12m"]


def test_what_is_worth_a_look_is_no_concern() -> None:
    assert order(of(DECIDED, gap=1, funnel="worth a look low"), of(REVIEWS, gap=2)) == [
        REVIEWS, DECIDED]


def test_the_own_chart_goes_before_the_funnel() -> None:
    improving = of(DECIDED, "improvement", funnel="outside low")
    assert order(improving, of(REVIEWS, "concern")) == [REVIEWS, DECIDED]


def test_what_is_neither_better_high_nor_low_comes_after_and_what_has_no_figure_last() -> None:
    neither = of(RECEIVED, variation="neutral high", rule=RULES[1])
    without = of(DECIDED, "concern", value=math.nan)
    quiet = of("lac-starts")
    assert order(without, quiet, neither, of(REVIEWS)) == [
        REVIEWS, RECEIVED, "lac-starts", DECIDED]
