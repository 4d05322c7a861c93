"""How often chance alone signals, simulated again with a fixed seed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from data.statistics.chance import (
    FALSE_OF_LEVELS,
    FALSE_OF_STOCK,
    RARE,
    chance,
    expected,
    rarer,
)
from data.statistics.control_chart import SHIFTED, control_chart, control_charts
from data.statistics.simulation import (
    FALSE_SIGNALS,
    LEVEL_SIGNALS,
    MONTHS,
    FalseSignals,
    last_point,
    level_signals,
    stock_signals,
)
from data.statistics.stock_limits import stock_limits

CHARTS = 8_000


@pytest.mark.parametrize(("cases", "share"), [
    (6, 0.050), (10, 0.038), (20, 0.026), (60, 0.019), (200, 0.016)])
def test_the_chance_of_a_control_chart_is_that_of_its_simulation(cases: int, share: float) -> None:
    """Published to a tenth of a per cent, of shares of 85 per cent or so; eight thousand charts
    are out by half a per cent at most, and the shares of six and ten cases are coarse.
    """
    assert chance("control", cases) == pytest.approx(share, abs=1e-9)
    assert last_point(cases, charts=CHARTS) == pytest.approx(share, abs=0.008)


def test_the_chance_of_other_figures_is_that_of_normal_noise() -> None:
    assert chance("control") == 0.018
    assert last_point(None, charts=CHARTS) == pytest.approx(0.018, abs=0.005)


@pytest.mark.parametrize(("cases", "centre"), [
    (60, 99.5), (20, 98), (60, 99), (60, 97.5), (180, 95), (60, 50)])
def test_the_chance_follows_from_how_rare_the_rarer_outcome_is(cases: int, centre: float) -> None:
    met = np.random.default_rng(5).binomial(cases, centre / 100, (CHARTS, MONTHS)).astype(float)
    ruled = (control_charts(100 * met / cases).rule[:, -1] > 0).mean()
    limited = (stock_limits(met, np.full(met.shape, float(cases))).rule[:, -1] > 0).mean()
    assert chance("control", cases, centre) == pytest.approx(ruled, abs=0.008, rel=0.1)
    assert chance("binomial", cases, centre) == pytest.approx(limited, abs=0.004)


def test_between_two_numbers_of_cases_the_chance_goes_by_the_logarithm() -> None:
    between = chance("control", math.sqrt(20 * 60))
    assert between == pytest.approx((0.026 + 0.019) / 2)


def test_beyond_the_table_its_ends_hold() -> None:
    assert chance("control", 5_000) == 0.016
    assert chance("binomial", 5_000) == FALSE_OF_STOCK


def test_a_share_that_never_varies_has_no_signal_by_chance() -> None:
    assert chance("control", 60, 100) == chance("binomial", 60, 100) == 0


def test_chances_of_many_charts_are_given_at_once() -> None:
    found = chance("binomial", np.array([60, np.nan]), np.array([85, 85]))
    assert found.tolist() == [0.003, 0.003]


def test_fewer_than_two_a_month_of_the_rarer_outcome_are_too_rare_for_runs() -> None:
    """One late child in two years of 20 a month: every month since is above the centre."""
    assert rarer(20, 98) == pytest.approx(0.4)
    assert rarer(20, 2) == pytest.approx(0.4)
    assert rarer(20, 85) > RARE
    chart = control_chart([100] * 12 + [95] + [100] * 11)
    assert chart.rule[-1] == SHIFTED


def test_expected_signals_are_the_sum_of_the_chances() -> None:
    """Twelve measures of 48 teams with ten children each: 22 false signals a month."""
    assert expected(chance("control", np.full(12 * 48, 10.0))) == pytest.approx(21.9, abs=0.05)
    assert expected([]) == 0


@pytest.mark.parametrize("kept", FALSE_SIGNALS)
def test_the_kept_table_of_stock_figures_is_that_of_its_simulation(kept: FalseSignals) -> None:
    """Within four standard errors of four thousand charts."""
    again = stock_signals(kept.carried / 100, charts=4_000)
    for found, wanted in zip(again[1:], kept[1:], strict=True):
        error = 100 * math.sqrt(wanted / 100 * (1 - wanted / 100) / 4_000)
        assert found == pytest.approx(wanted, abs=4 * error)


def test_run_rules_fail_stock_figures_and_binomial_limits_do_not() -> None:
    """The finding the two kinds of chart rest on: about 2, 14, 40 and 59 per cent."""
    assert [kept.carried for kept in FALSE_SIGNALS] == [0, 50, 80, 90]
    assert [kept.run_rules for kept in FALSE_SIGNALS] == pytest.approx([2, 14, 40, 59], abs=1.1)
    assert all(kept.stock_limits <= 0.3 for kept in FALSE_SIGNALS)


@pytest.mark.parametrize("carried", [0, .5, .8, .9])
def test_the_chance_of_a_level_is_small_whatever_is_carried_over(carried: float) -> None:
    assert level_signals(carried, charts=4_000) == pytest.approx(FALSE_OF_LEVELS, abs=.006)


def test_a_level_with_limits_that_are_not_widened_would_signal_in_two_charts_of_five() -> None:
    """A caseload of whom four fifths stay, as in the table of the methods page."""
    kept = dict(LEVEL_SIGNALS)[80]
    assert level_signals(.8, charts=4_000, mended=False) == pytest.approx(kept / 100, abs=.03)
