"""What is said of chance and pace."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.summaries.reading import Number, Reading
from data.summaries.sentences_signal import outlook, usual
from tests.data.summaries.readings import SEPTEMBER, hidden, number, reading, signal

PEP = "pep-up-to-date"


def judged(now: Number, earlier: Number | None = None, measure: str = PEP, **of: Any) -> Reading:
    fields = {"lower": 71.2, "upper": 85.6, "value": now.value, **of}
    return reading(measure, now, earlier, signal=signal(measure, **fields))


def test_within_the_usual_range_a_change_may_be_chance() -> None:
    before = number(PEP, 75, 100, as_at=SEPTEMBER)
    assert usual(judged(number(PEP, 79, 100), before, variation="common cause")) == (
        "The figure is within its usual range, 71 to 86, so the change may be chance.")


def test_without_a_change_nothing_is_said_of_one() -> None:
    assert usual(judged(number(PEP, 79, 100), variation="common cause")) == (
        "The figure is within its usual range, 71 to 86.")


@pytest.mark.parametrize(("variation", "side"), [
    ("improvement high", "better"), ("concern low", "worse"), ("neutral high", "higher"),
    ("neutral low", "lower")])
def test_outside_the_range_it_is_more_than_chance(variation: str, side: str) -> None:
    said = judged(number(PEP, 90, 100), variation=variation, rule="outside the limits")
    assert usual(said) == (
        f"The figure is {side} than its usual range, 71 to 86: more than chance explains.")


def test_a_range_that_would_read_as_if_it_held_the_figure_is_not_said() -> None:
    said = judged(number(PEP, 859, 1000), variation="improvement high", rule="outside the limits")
    assert usual(said) == "The figure is better than its usual range: more than chance explains."


@pytest.mark.parametrize(("rule", "said"), [
    ("trend", "It has become better for 8 months in a row: more than chance explains."),
    ("run on one side", "It has been better than its usual level for 8 months in a row: more than "
                        "chance explains."),
    ("two of three near a limit", "It has come near the better edge of its usual range: more than "
                                  "chance explains.")])
def test_each_rule_of_the_chart_has_its_words(rule: str, said: str) -> None:
    assert usual(judged(number(PEP, 79, 100), variation="improvement high", rule=rule,
                        rule_points=8)) == said


def test_worse_than_before_and_better_than_usual_is_said_of_a_longer_time() -> None:
    before = number(PEP, 95, 100, as_at=SEPTEMBER)
    said = judged(number(PEP, 90, 100), before, variation="improvement high",
                  rule="outside the limits")
    assert usual(said).startswith("Over a longer time, the figure is better than")


def test_a_figure_of_a_year_has_its_range_from_the_months() -> None:
    audits = "audits-good"
    said = judged(number(audits, 79, 100), measure=audits, period="month",
                  variation="common cause")
    assert usual(said) == "The figure of the month alone is within its usual range, 71 to 86."


def test_of_a_change_that_no_chart_judges_it_is_said_that_none_can() -> None:
    now, before = number(PEP, 79, 100), number(PEP, 75, 100, as_at=SEPTEMBER)
    cannot = "Whether the change is more than chance cannot be told."
    assert usual(reading(PEP, now, before)) == cannot
    assert usual(judged(now, before, variation="")) == cannot
    assert usual(reading(PEP, now, number(PEP, 79, 100, as_at=SEPTEMBER))) == ""  # no change


def test_of_a_hidden_figure_and_without_a_signal_nothing_is_said() -> None:
    assert usual(judged(hidden(), variation="concern low", rule="outside the limits")) == ""
    assert usual(reading(PEP, number(PEP, 79, 100))) == ""


def test_the_pace_says_when_or_that_it_does_not() -> None:
    now = number(PEP, 79, 100)
    assert outlook(judged(now, pace="on course", pace_month=dt.date(2016, 8, 31))) == (
        "At this pace the target is reached in about August 2016.")
    assert outlook(judged(now, pace="not at this pace")) == (
        "At this pace the target is not reached within two years.")
    assert outlook(judged(now, pace="too few months")) == ""


def test_without_a_pace_the_range_says_whether_the_target_can_be_reached() -> None:
    assert outlook(judged(number(PEP, 79, 100), assurance="consistently fail")) == (
        "As things are, the target will not be reached: something has to change.")


def test_a_target_that_is_met_has_no_outlook() -> None:
    assert outlook(judged(number(PEP, 96, 100), pace="not at this pace")) == ""


def test_a_range_that_reaches_down_to_nought_makes_no_promise() -> None:
    asked = "unallocated"
    assert outlook(judged(number(asked, 12), measure=asked, assurance="hit or miss")) == ""
