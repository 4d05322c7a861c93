"""Limits of stock shares, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from data.statistics.control_chart import OUTSIDE, ControlCharts
from data.statistics.stock_limits import stock_limits


def chart(met: list[float], cases: list[float], breaks: tuple[int, ...] = ()) -> ControlCharts:
    starts = np.array([breaks]) if breaks else None
    return stock_limits(np.array([met], float), np.array([cases], float), starts=starts).one(0)


def test_limits_are_three_standard_errors_of_the_month_s_cases_from_the_share_of_all() -> None:
    """Of 1,000, 850: with 100 cases a standard error of 3.571, with 25 of 7.141 per cent."""
    drawn = chart([85, 21, *[87.5] * 8, 44], [100, 25, *[100] * 8, 75])
    assert drawn.centre.tolist() == pytest.approx([85] * 11)
    assert (drawn.lower[0], drawn.upper[0]) == pytest.approx((74.2879, 95.7121), abs=1e-4)
    assert (drawn.near_lower[0], drawn.near_upper[0]) == pytest.approx(
        (77.8586, 92.1414), abs=1e-4)
    assert drawn.lower[1] == pytest.approx(63.5757, abs=1e-4)


def test_limits_stay_within_0_and_100_per_cent() -> None:
    drawn = chart([19, 1] * 6, [20] * 12)
    assert (drawn.lower[0], drawn.upper[0]) == pytest.approx((50 - 33.54, 50 + 33.54), abs=0.01)
    assert chart([19] * 12, [20] * 12).upper[0] == 100
    assert chart([1] * 12, [20] * 12).lower[0] == 0


def test_a_month_outside_is_a_signal_and_one_at_100_per_cent_is_not() -> None:
    drawn = chart([18] * 10 + [6, 20], [20] * 12)
    assert (drawn.rule * drawn.direction).tolist() == [0] * 10 + [-OUTSIDE, 0]


def test_a_run_on_one_side_is_no_signal() -> None:
    """A year at 80 per cent and one at 90: in a stock figure the same children, year by year."""
    assert not chart([48] * 12 + [54] * 12, [60] * 24).rule.any()


def test_a_share_that_is_always_100_per_cent_is_its_own_limit_and_no_signal() -> None:
    drawn = chart([60] * 24, [60] * 24)
    assert (drawn.lower[0], drawn.upper[0]) == (100, 100)
    assert not drawn.rule.any()


def test_a_month_without_cases_has_no_value_and_no_limits() -> None:
    drawn = chart([18] * 7 + [0], [20] * 7 + [0])
    assert drawn.points.tolist() == [7] * 8
    assert np.isnan([drawn.values[7], drawn.lower[7], drawn.upper[7]]).all()
    assert drawn.centre[7] == 90


def test_a_month_without_a_figure_is_left_out() -> None:
    drawn = chart([18] * 7 + [np.nan], [20] * 8)
    assert drawn.centre.tolist() == [90] * 8
    assert np.isnan(drawn.values[7])


def test_fewer_than_seven_points_are_asked_nothing() -> None:
    assert not chart([20, 20, 20, 20, 20, 2], [20] * 6).rule.any()
    assert chart([20, 20, 20, 20, 20, 20, 2], [20] * 7).rule.tolist() == [0] * 6 + [OUTSIDE]


def test_each_baseline_has_its_own_limits() -> None:
    drawn = chart([12] * 8 + [54] * 8, [60] * 16, breaks=(8,))
    assert drawn.centre.tolist() == [20] * 8 + [90] * 8
    assert not drawn.rule.any()
    assert chart([12] * 8 + [54] * 8, [60] * 16).rule.all()
