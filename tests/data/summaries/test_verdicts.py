"""The verdict on a line since its baseline, on signals and figures written by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.places import Place
from data.signals.schema import Signal
from data.statistics.control_chart import FAIL
from data.status import OFF_TARGET, ON_TARGET
from data.summaries.reading import Number
from data.summaries.verdicts import (
    AT_TARGET,
    CANNOT,
    CONCERN,
    IMPROVED,
    IMPROVEMENT,
    NO_SIGNAL,
    NOT_REACHED,
    WORDS,
    WORSE,
    Verdict,
    verdict_of,
)
from tests.components.charted import signal as made
from tests.components.made import COUNT, LOWER, NAN, measure

BASELINE, AUGUST, MARCH = dt.date(2015, 7, 31), dt.date(2015, 8, 31), dt.date(2016, 3, 31)
COUNTY = Place("norfolk", "authority", "Norfolk", "")
SHARE = measure()
WITHIN = made(variation="common cause", pace="on course", pace_month=dt.date(2016, 12, 31))
BETTER = made(variation="improvement high", rule="outside the limits", rule_points=1)
CONCERNED = made(variation="concern low", rule="run on one side", rule_points=8)


def number(
    value: float, status: str = OFF_TARGET, symbol: str = "", day: dt.date = MARCH,
) -> Number:
    """A share of a hundred children."""
    return Number(day, COUNTY, value, 100, 0, 100, value, status, symbol)


def judged(now: float, then: float | None, signal: Signal | None, **given: Any) -> Verdict:
    """The verdict on a share with a target of 95, whose signal began in August."""
    fields = {"of": SHARE, "began": AUGUST, "status": OFF_TARGET, "symbol": "", **given}
    return verdict_of(
        fields["of"], number(now, fields["status"], fields["symbol"]),
        None if then is None else number(then, day=BASELINE), signal, fields["began"], BASELINE)


def test_a_signal_that_began_after_the_baseline_and_a_better_figure_is_an_improvement() -> None:
    assert judged(79, 53, BETTER) == Verdict(
        IMPROVEMENT, "Its chart shows an improvement: the last month lies outside its usual range.",
        IMPROVED)


def test_an_improvement_says_too_that_the_target_is_out_of_reach() -> None:
    found = judged(79, 53, BETTER._replace(pace="not at this pace"))
    assert found.word == IMPROVEMENT
    assert found.rule.endswith("At this pace the target is not reached within two years.")


def test_an_improvement_against_three_years_is_none_since_the_baseline_when_it_fell_since() -> None:
    """Contact with care leavers: 94 of 100 at the baseline as now known, 90 now, usual 82."""
    found = judged(90, 94, BETTER)
    assert (found.word, found.since_baseline) == (NO_SIGNAL, "")
    assert "the figure is no better than at the baseline" in found.rule


def test_the_same_figure_as_at_the_baseline_is_no_improvement() -> None:
    assert judged(90, 90, BETTER).word == NO_SIGNAL


@pytest.mark.parametrize("began", [dt.date(2015, 5, 31), BASELINE])
def test_a_signal_that_had_begun_by_the_baseline_is_none_since(began: dt.date) -> None:
    found = judged(79, 53, BETTER, began=began)
    assert found == Verdict(NO_SIGNAL, f"Its chart shows an improvement, but that began in "
                                       f"{began:%B %Y}, not after the baseline.")


def test_without_a_figure_at_the_baseline_the_signal_alone_decides() -> None:
    assert judged(79, None, BETTER).word == IMPROVEMENT
    assert judged(79, NAN, BETTER).word == IMPROVEMENT


def test_a_concern_that_began_since_is_worse_and_says_how_many_months_it_took() -> None:
    assert judged(60, 70, CONCERNED) == Verdict(
        WORSE, "Its chart shows a concern: 8 months in a row lie on one side of its middle.",
        CONCERN)


def test_worse_goes_before_a_target_that_is_still_met() -> None:
    found = judged(96, 99, CONCERNED, status=ON_TARGET)
    assert found.word == WORSE
    assert found.rule.endswith("It still meets its target.")


def test_a_concern_is_none_since_the_baseline_where_the_figure_is_no_worse_than_then() -> None:
    found = judged(75, 70, CONCERNED)
    assert found.word == NO_SIGNAL
    assert "a concern against its usual range, but the figure is no worse" in found.rule


def test_where_less_is_better_a_lower_figure_has_moved_the_right_way() -> None:
    signal = made(variation="improvement low", rule="trend", rule_points=7)
    found = judged(15, 30, signal, of=LOWER)
    assert found.word == IMPROVEMENT
    assert "7 months in a row went the same way" in found.rule
    assert judged(30, 15, signal, of=LOWER).word == NO_SIGNAL


def test_a_target_that_is_met_says_so_and_whether_it_came_by_a_signal() -> None:
    assert judged(96, 80, WITHIN, status=ON_TARGET).since_baseline == ""
    found = judged(96, 80, BETTER, status=ON_TARGET)
    assert (found.word, found.since_baseline) == (AT_TARGET, IMPROVED)


def test_a_target_that_is_met_stands_though_no_signal_may_be_shown() -> None:
    found = judged(96, 80, None, status=ON_TARGET)
    assert found.word == AT_TARGET
    assert "are hidden" in found.rule


def test_within_the_usual_range_is_no_signal_and_gives_the_pace() -> None:
    assert judged(91, 89, WITHIN) == Verdict(
        NO_SIGNAL, "The last month is within its usual range: no more than chance explains. "
                   "At this pace the target is reached in December 2016.")


def test_within_the_usual_range_and_no_pace_to_the_target_is_not_reached() -> None:
    assert judged(79, 79, WITHIN._replace(pace="not at this pace")).word == NOT_REACHED


def test_a_range_that_wholly_misses_the_target_is_not_reached() -> None:
    found = judged(79, 79, made(variation="common cause", assurance=FAIL))
    assert found.word == NOT_REACHED
    assert found.rule.endswith("The whole of its usual range misses the target.")


@pytest.mark.parametrize(("symbol", "words"), [
    ("c", "hidden: it is small"), ("k", "rounds to nothing"), ("x", "not in this extract"),
    ("z", "nobody to count"), ("u", "too few to rely on")])
def test_a_figure_that_is_not_shown_cannot_be_judged_whatever_its_chart_says(
    symbol: str, words: str,
) -> None:
    found = judged(NAN, 53, BETTER, symbol=symbol)
    assert (found.word, found.since_baseline) == (CANNOT, "")
    assert words in found.rule


def test_a_hidden_chart_and_one_of_too_few_months_cannot_be_judged() -> None:
    assert "are hidden" in judged(79, 53, None).rule
    few = judged(79, 53, made())
    assert few.word == CANNOT
    assert "too few cases or months" in few.rule


def test_a_measure_of_which_neither_more_nor_less_is_better_cannot_be_judged() -> None:
    neutral = made(variation="neutral high", rule="outside the limits", rule_points=1)
    assert judged(33, 28, neutral, of=COUNT).word == CANNOT


def test_every_word_has_a_verdict_of_an_item() -> None:
    assert WORDS[IMPROVEMENT] == "better"
    assert WORDS[WORSE] == "worse"
    assert WORDS[AT_TARGET] == "met"
    assert {WORDS[NO_SIGNAL], WORDS[NOT_REACHED]} == {"no change"}
