"""Whether an action has worked, on charts written by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from components.effect_words import judgement_words
from data.effect import (
    IMPROVEMENT,
    NO_SIGNAL,
    NOT_JUDGED,
    WORSE,
    Judgement,
    by_pace,
    by_signal,
    judged_on,
)
from data.measures.catalogue import Measure
from data.signals.chart import Chart
from tests.components.made import LOWER, NAN, measure

FLOW = measure(id="assessment-timely", kind="flow", period=("month", "year"))
STOCK = measure()
OUTSIDE, TREND, NEAR, RUN = ("outside the limits", "trend", "two of three near a limit",
                             "run on one side")
# Month-ends from January 2015 to June 2016; an action agreed at 31 December 2015 has 12 of them
# up to it, 3 until it is first judged and 6 until it is judged again.
DATES = [judged_on(dt.date(2014, 12, 31), n) for n in range(1, 19)]
AGREED = dt.date(2015, 12, 31)


def chart(signals: dict[int, tuple[str, int]], *, months: int = 18, kind: str = "control") -> Chart:
    """A chart of so many months, with rules and directions at some of them (1: January 2015)."""
    found = [signals.get(n, ("", 0)) for n in range(1, months + 1)]
    nothing = [NAN] * months
    return Chart(
        "m", "p", "locality", "month", kind, dates=DATES[:months], values=[80.0] * months,
        numerators=nothing, denominators=nothing, unknown=nothing, cases=nothing, centre=nothing,
        lower=nothing, upper=nothing, near_lower=nothing, near_upper=nothing,
        rules=[rule for rule, _ in found], directions=[direction for _, direction in found],
        baselines=[])


def judged(made: Chart, *, months: int = 6, of: Measure = FLOW) -> Judgement:
    return by_signal(made, of, agreed_at=AGREED, months=months)


@pytest.mark.parametrize(("agreed", "months", "on"), [
    ("2015-12-31", 3, "2016-03-31"), ("2015-12-31", 6, "2016-06-30"),
    ("2015-11-30", 3, "2016-02-29"), ("2016-02-29", 6, "2016-08-31"),
    ("2016-02-28", 6, "2016-08-28"), ("2015-11-29", 3, "2016-02-29"),
    ("2014-11-29", 3, "2015-02-28"), ("2015-06-30", 6, "2015-12-31")])
def test_a_months_last_day_is_judged_on_a_months_last_day(
    agreed: str, months: int, on: str,
) -> None:
    assert judged_on(dt.date.fromisoformat(agreed), months) == dt.date.fromisoformat(on)


def test_a_point_outside_the_limits_after_it_is_a_signal_and_says_when() -> None:
    """February 2016 is the fourteenth month: two after the surgery."""
    found = judged(chart({14: (OUTSIDE, 1)}, months=15), months=3)
    assert (found.verdict, found.rule, found.took, found.began) == (
        IMPROVEMENT, OUTSIDE, 2, None)
    assert found.on == dt.date(2016, 3, 31)


def test_the_same_point_is_worse_where_less_is_better() -> None:
    assert judged(chart({14: (OUTSIDE, 1)}), of=LOWER).verdict == WORSE
    assert judged(chart({14: (OUTSIDE, -1)}), of=LOWER).verdict == IMPROVEMENT
    assert judged(chart({14: (OUTSIDE, -1)})).verdict == WORSE


def test_a_signal_before_or_on_the_day_of_the_surgery_does_not_count() -> None:
    found = judged(chart({5: (OUTSIDE, 1), 12: (OUTSIDE, 1)}))
    assert (found.verdict, found.rule, found.took) == (NO_SIGNAL, "", None)


def test_a_signal_after_the_day_of_judgement_does_not_count() -> None:
    """April 2016 is the sixteenth month: too late for three months, in time for six."""
    made = chart({16: (NEAR, 1)})
    assert judged(made, months=3).verdict == NO_SIGNAL
    assert judged(made, months=6).verdict == IMPROVEMENT


@pytest.mark.parametrize("way", [1, -1])
def test_a_run_that_began_before_the_surgery_is_neither_its_doing_nor_its_fault(way: int) -> None:
    """Nine months on one side, from October 2015 (the tenth) to the day of judgement."""
    found = judged(chart(dict.fromkeys(range(10, 19), (RUN, way))))
    assert (found.verdict, found.rule, found.took, found.began) == (
        NO_SIGNAL, "", None, dt.date(2015, 10, 31))


def test_a_run_that_began_with_the_first_month_after_it_did_not_begin_before() -> None:
    made = chart(dict.fromkeys(range(13, 19), (TREND, 1)))
    assert judged(made).began is None
    assert judged(made).took == 1


def test_a_month_of_a_run_that_is_outside_the_limits_is_of_the_run() -> None:
    """Seven on one side from December 2015, the day of the surgery, itself beyond the limits."""
    made = chart({12: (OUTSIDE, 1), **dict.fromkeys(range(13, 19), (RUN, 1))})
    assert judged(made).began == AGREED
    other_way = chart({12: (OUTSIDE, -1), **dict.fromkeys(range(13, 19), (TREND, 1))})
    assert judged(other_way).began is None


def test_a_bad_run_from_before_that_ended_is_not_called_getting_worse() -> None:
    """Low from May 2015 to February 2016 (the fourteenth), then back in the usual range."""
    made = chart(dict.fromkeys(range(5, 15), (RUN, -1)))
    found = judged(made)
    assert (found.verdict, found.began) == (NO_SIGNAL, dt.date(2015, 5, 31))
    assert "began in May 2015, before this was agreed" in judgement_words(found)


def test_the_last_signal_counts_where_there_are_two() -> None:
    """Up in January, down in April and May: what it has come to, four months after."""
    found = judged(chart({13: (OUTSIDE, 1), 16: (NEAR, -1), 17: (NEAR, -1)}))
    assert (found.verdict, found.rule, found.took) == (WORSE, NEAR, 4)


@pytest.mark.parametrize(("made", "of", "why_not"), [
    (chart({14: (OUTSIDE, 1)}), measure(better="neither", target=None, kind="flow",
                                        period=("month",)), "Neither more nor less"),
    (chart({}, kind=""), FLOW, "too small"),
    (chart({}, months=6), FLOW, "fewer than 7 months")])
def test_what_cannot_be_judged_says_why(made: Chart, of: Measure, why_not: str) -> None:
    found = judged(made, of=of)
    assert found.verdict == NOT_JUDGED
    assert why_not in found.why_not


def test_months_without_a_figure_are_no_months_of_figures() -> None:
    made = chart({}, months=8)
    made.values[2:4] = [NAN, NAN]
    assert judged(made).why_not == "There are fewer than 7 months of figures."


def test_a_share_of_those_open_at_the_date_goes_by_its_pace() -> None:
    found = by_pace("not at this pace", "on course", STOCK, agreed_at=AGREED, months=3)
    assert (found.verdict, found.before, found.after) == (
        "on course", "not at this pace", "on course")


@pytest.mark.parametrize(("after", "of", "why_not"), [
    ("", STOCK, "Its pace was not worked out."),
    ("on course", measure(target=None), "It has no target to be on course for.")])
def test_without_a_pace_or_a_target_a_share_is_not_judged(
    after: str, of: Measure, why_not: str,
) -> None:
    found = by_pace("", after, of, agreed_at=AGREED, months=3)
    assert (found.verdict, found.why_not) == (NOT_JUDGED, why_not)
