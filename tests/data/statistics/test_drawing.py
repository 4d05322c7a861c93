"""What charts draw without scipy is what publishing works out with it."""

from __future__ import annotations

import numpy as np
import pytest

from data.statistics.drawing import funnel_curves, line_before
from data.statistics.funnel import limits


@pytest.mark.parametrize("centre", [0.5, 20.0, 79.3, 95.0, 99.5])
def test_the_curves_are_the_exact_limits_of_the_funnel(centre: float) -> None:
    drawn = np.array(funnel_curves(1, 1500, centre))
    exact = np.column_stack(limits(drawn[:, 0], centre))
    assert np.abs(drawn[:, 1:] - exact).max() < 1e-7


def test_of_a_whole_that_is_all_or_nothing_the_limits_stay_within_a_share() -> None:
    for centre in (0.0, 100.0):
        drawn = funnel_curves(1, 50, centre)
        assert all(0 <= limit <= 100 for _, *four in drawn for limit in four)


def test_the_line_behind_is_straight_in_log_odds() -> None:
    fan = [60.0, 0, 0, 70.0, 0, 0]
    back = line_before(fan, 3)
    odds = [np.log(v / (100 - v)) for v in (*back, 60.0, 70.0)]
    assert np.diff(odds) == pytest.approx([np.diff(odds)[-1]] * 4)


def test_without_a_fan_there_is_no_line() -> None:
    assert line_before([], 12) == []
    assert line_before([100.0, 100, 100, 100.0, 100, 100], 12) == []
