"""Control charts, worked by hand.

Most charts below start with twelve months of 10 and 12 by turns, and take their limits from these:
the centre is 11, each move is 2, so a limit is 5.32 from the centre (5.68 and 16.32) and a point
is near one beyond 3.55 from it (7.45 and 14.55).
"""

from __future__ import annotations

import numpy as np
import pytest

from data.statistics.control_chart import (
    CHANCE,
    FAIL,
    NEARLY,
    OUTSIDE,
    PASS,
    RULES,
    SHIFTED,
    TRENDING,
    VARIATIONS,
    ControlCharts,
    assurance,
    control_chart,
    control_charts,
    variation,
)

STEADY = [10.0, 12.0] * 6
NAN = np.nan


def after(*values: float) -> ControlCharts:
    """The chart of the steady year and what came after it."""
    return control_chart([*STEADY, *values], freeze=12)


def said(*values: float) -> list[int]:
    """The rules of what came after the steady year; +/- is the direction."""
    chart = after(*values)
    assert not chart.rule[:12].any()
    return (chart.rule * chart.direction)[12:].tolist()


def test_limits_are_2_66_average_moves_from_the_mean() -> None:
    chart = after()
    assert (chart.centre[0], chart.lower[0], chart.upper[0]) == pytest.approx((11, 5.68, 16.32))
    assert (chart.near_lower[0], chart.near_upper[0]) == pytest.approx((7.4533, 14.5467), abs=1e-4)


def test_a_point_beyond_its_limit_is_a_signal_and_one_on_it_is_not() -> None:
    assert said(17, 10, 5) == [OUTSIDE, 0, -OUTSIDE]
    assert said(16.32) == [0]


def test_seven_points_that_each_rise_are_a_trend_from_the_first_to_the_last() -> None:
    assert said(8, 9, 10, 11, 12, 13) == [0] * 6
    assert said(8, 9, 10, 11, 12, 13, 14) == [TRENDING] * 7
    assert said(14, 13, 12, 11, 10, 9, 8)[1:] == [-TRENDING] * 6


def test_two_equal_months_break_a_trend() -> None:
    assert said(8, 9, 10, 10, 11.5, 12, 13, 14) == [0] * 8


def test_where_one_trend_turns_into_another_the_point_goes_with_the_one_that_follows() -> None:
    assert said(8, 9, 10, 11, 12, 13, 14, 13, 12, 11, 10, 9, 8) == (
        [TRENDING] * 6 + [-TRENDING] * 7)


def test_two_of_three_near_a_limit_are_signals_and_the_third_is_not() -> None:
    assert said(15, 12, 15) == [NEARLY, 0, NEARLY]
    assert said(10, 7, 7) == [0, -NEARLY, -NEARLY]
    assert said(15, 12, 12, 15) == [0] * 4


def test_two_of_three_need_all_three_on_one_side() -> None:
    assert said(15, 10, 15) == [0, 0, 0]
    assert said(15, 11, 15) == [0, 0, 0]
    assert said(7, 7) == [0, 0]  # the month before, of 12, is above the centre


def test_a_point_outside_is_not_one_of_the_two_near_a_limit() -> None:
    assert said(15, 12, 17) == [0, 0, OUTSIDE]


def test_seven_points_on_one_side_are_a_run_and_so_is_every_further_one() -> None:
    below = [10, 10.5] * 4
    assert said(*below[:6]) == [0] * 6
    assert said(*below[:7]) == [-SHIFTED] * 7
    assert said(*below) == [-SHIFTED] * 8


def test_a_point_on_the_centre_breaks_a_run() -> None:
    assert said(10, 10.5, 10, 11, 10.5, 10, 10.5, 10) == [0] * 8


def test_of_several_rules_the_first_is_given() -> None:
    assert said(8, 9, 10, 11, 12, 13, 17) == [TRENDING] * 6 + [OUTSIDE]
    assert said(7.5, 8, 8.5, 9, 9.5, 10, 10.5) == [TRENDING] * 7
    assert said(10, 10.5, 10, 10.5, 10, 7, 7.2) == [-SHIFTED] * 5 + [-NEARLY] * 2


def test_the_run_counts_the_points_that_make_the_signal() -> None:
    assert after(17).run[-1] == 1
    assert after(8, 9, 10, 11, 12, 13, 14, 14.2).run[-1] == 8
    assert after(15, 15, 15).run[-1] == 3
    assert after(*[10, 10.5] * 5).run.tolist()[12:] == [10] * 10
    assert after().run.tolist() == [0] * 12


BEFORE, SINCE = [6, 7, 6, 7, 6, 4, 5, 6, 7], [8, 9, 10, 11, 8, 9, 8, 9, 8]
"""Four months rise before the break and four after it."""


def test_a_break_gives_each_baseline_its_own_limits() -> None:
    chart = control_chart(BEFORE + SINCE, breaks=[9])
    assert chart.centre.tolist() == pytest.approx([6] * 9 + [80 / 9] * 9)
    assert chart.upper[-1] == control_chart(SINCE).upper[-1]
    assert chart.points.tolist() == [9] * 18


def test_no_rule_looks_across_a_break() -> None:
    assert control_chart(BEFORE + SINCE).rule[6:12].tolist() == [TRENDING] * 6
    assert TRENDING not in control_chart(BEFORE + SINCE, breaks=[9]).rule


def test_several_breaks_make_as_many_baselines() -> None:
    chart = control_chart([1] * 8 + [2] * 8 + [3] * 8, breaks=[8, 16])
    assert chart.centre.tolist() == [1] * 8 + [2] * 8 + [3] * 8
    assert not chart.rule.any()


def test_a_gap_is_not_bridged_by_a_rule() -> None:
    assert said(10, 10.5, 10, NAN, 10.5, 10, 10.5, 10) == [0] * 8
    assert said(8, 9, 10, NAN, 11, 12, 13, 14, 14.2) == [0] * 9
    assert said(15, NAN, 15) == [0] * 3


def test_a_gap_is_not_a_move() -> None:
    chart = control_chart([1, NAN, 9, 10])
    assert chart.centre[0] == pytest.approx(20 / 3)
    assert chart.upper[0] == pytest.approx(20 / 3 + 2.66)
    assert np.isnan(control_chart([1, NAN, 9]).upper).all()


def test_fewer_than_twelve_points_have_limits_on_trial() -> None:
    assert control_chart(STEADY[:11]).trial.all()
    assert not control_chart(STEADY).trial.any()
    assert control_chart([NAN, *STEADY[:11]]).trial.all()


def test_fewer_than_seven_points_are_asked_no_rule() -> None:
    assert control_chart([1, 1, 1, 5, 5, 5]).rule.tolist() == [0] * 6
    assert control_chart([1, 1, 1, 1, 5, 5, 5]).rule.tolist() == [NEARLY] * 4 + [OUTSIDE] * 3
    assert control_chart([1, 1, 1, NAN, 5, 5, 5]).rule.tolist() == [0] * 7


@pytest.mark.parametrize("share", [100, 85.1, 0.1, 0])
def test_a_figure_that_never_moves_is_its_own_limit_and_no_signal(share: float) -> None:
    """However the mean of 24 times 85.1 is rounded, no month is above it."""
    chart = control_chart([share] * 24)
    assert chart.lower[-1] == chart.upper[-1] == pytest.approx(share)
    assert not chart.rule.any()


def test_one_dip_at_100_per_cent_is_alone_outside_its_limits() -> None:
    """Two moves of 10 among 23: limits are 99.58 ± 2.66 x 20 / 23."""
    chart = control_chart([100] * 11 + [90] + [100] * 12)
    assert chart.lower[0] == pytest.approx(99.5833 - 2.3130, abs=1e-4)
    assert np.flatnonzero(chart.rule == OUTSIDE).tolist() == [11]


def test_outlying_moves_are_left_out_of_the_average() -> None:
    """Moves 0.1 eight times, and 10 twice (0.1 more is a quarter of them at most)."""
    moves = [0.1, -0.1, 0.1, 10, -10, 0.1, -0.1, 0.1]
    chart = control_chart(np.cumsum([0, *moves]))
    assert chart.upper[0] - chart.centre[0] == pytest.approx(2.66 * 0.1)
    unscreened = control_chart(np.cumsum([0, *moves]), screen=False)
    assert unscreened.upper[0] - unscreened.centre[0] == pytest.approx(2.66 * 20.6 / 8)


def test_moves_are_kept_when_more_than_a_quarter_would_be_left_out() -> None:
    moves = [0.1, -0.1, 0.1, 10, -10, 0.1, -0.1]
    chart = control_chart(np.cumsum([0, *moves]))
    assert chart.upper[0] - chart.centre[0] == pytest.approx(2.66 * 20.5 / 7)


@pytest.mark.parametrize(("direction", "better", "word"), [
    (1, "higher", "improvement high"), (-1, "higher", "concern low"),
    (1, "lower", "concern high"), (-1, "lower", "improvement low"),
    (1, "neither", "neutral high"), (-1, "neither", "neutral low")])
def test_a_signal_is_an_improvement_or_a_concern(direction: int, better: str, word: str) -> None:
    assert variation(SHIFTED, direction, better) == word
    assert word in VARIATIONS


def test_without_a_signal_variation_is_common_cause() -> None:
    assert variation(0, 0, "higher") == "common cause"


@pytest.mark.parametrize(("target", "higher", "lower"), [
    (90.1, FAIL, PASS), (90, CHANCE, CHANCE), (85, CHANCE, CHANCE), (80, CHANCE, CHANCE),
    (79.9, PASS, FAIL), (None, "", "")])
def test_a_target_beyond_the_limits_is_never_or_always_met(
    target: float | None, higher: str, lower: str,
) -> None:
    assert assurance(80, 90, target, "higher") == higher
    assert assurance(80, 90, target, "lower") == lower
    assert assurance(80, 90, target, "neither") == ""


@pytest.mark.parametrize(("target", "higher", "lower"), [
    (95, PASS, FAIL), (100, PASS, PASS), (100.5, FAIL, PASS)])
def test_where_the_limits_are_one_line_every_month_meets_the_target_or_none(
    target: float, higher: str, lower: str,
) -> None:
    assert assurance(100, 100, target, "higher") == higher
    assert assurance(100, 100, target, "lower") == lower


def test_without_limits_nothing_is_assured() -> None:
    assert assurance(NAN, NAN, 95, "higher") == ""


def test_many_series_with_breaks_of_their_own_are_as_each_alone() -> None:
    values = np.random.default_rng(1).normal(size=(40, 36))
    values[::3, 5] = NAN
    starts = np.column_stack([np.arange(40) % 13, np.full(40, 20)])
    together = control_charts(values, starts=starts)
    assert together.rule.any()
    for n, row in enumerate(values):
        alone = control_chart(row, breaks=[*starts[n]])
        for name in ("lower", "upper", "near_upper", "rule", "direction", "run", "points"):
            np.testing.assert_array_equal(getattr(together.one(n), name), getattr(alone, name))


def test_no_series_make_no_charts() -> None:
    assert control_charts(np.empty((0, 36)), starts=np.empty((0, 1), int)).rule.shape == (0, 36)


def test_every_rule_has_its_words() -> None:
    assert [RULES[rule] for rule in (OUTSIDE, TRENDING, NEARLY, SHIFTED)] == [
        "outside the limits", "trend", "two of three near a limit", "run on one side"]
