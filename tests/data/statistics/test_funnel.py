"""Funnels, against limits and tests worked out in R, and by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, binomtest
from statsmodels.stats.multitest import multipletests

from data.statistics.drawing import funnel_curves
from data.statistics.funnel import FLAGS, against, limit, limits

VECTORS = Path(__file__).resolve().parents[4] / "shared/vectors"
beside = pytest.mark.skipif(not VECTORS.exists(), reason="the expected results are not beside")


@beside
def test_limits_are_spiegelhalter_s_exact_ones() -> None:
    grid = pd.read_csv(VECTORS / "binomial_limits.csv")
    assert len(grid) > 100
    for theta, rows in grid.groupby("theta"):
        for name, p in (("exact_l95", 0.025), ("exact_u95", 0.975), ("exact_l998", 0.001),
                        ("exact_u998", 0.999)):
            found = limit(rows.n.to_numpy(), 100 * theta, p) / 100
            np.testing.assert_allclose(found, rows[name], atol=1e-9)


@beside
def test_limits_that_are_drawn_are_those_within_0_and_100_per_cent() -> None:
    grid = pd.read_csv(VECTORS / "binomial_limits.csv")
    for theta, rows in grid.groupby("theta"):
        drawn = limits(rows.n.to_numpy(), 100 * theta)
        for found, name in zip(
                drawn, ("exact_l95", "exact_u95", "exact_l998", "exact_u998"), strict=True):
            np.testing.assert_allclose(found / 100, rows[name].clip(0, 1), atol=1e-9)


@beside
def test_flags_are_those_of_the_exact_quantiles() -> None:
    """Every count of every place of the grid, by R's quantiles of the binomial."""
    grid = pd.read_csv(VECTORS / "binomial_limits.csv")
    for row in grid[(grid.n >= 6) & (grid.n <= 100)].itertuples():
        counts = np.arange(row.n + 1)
        wanted = np.select(
            [counts < row.q_l998, counts > row.q_u998, counts < row.q_l95, counts > row.q_u95],
            ["outside low", "outside high", "worth a look low", "worth a look high"], "within")
        found = against(counts, np.full(row.n + 1, row.n), 100 * row.theta)
        assert found.flags == wanted.tolist()


@beside
def test_six_places_are_compared_as_in_r() -> None:
    """The whole by our chi-squared; each by the libraries' exact test, Holm and Benjamini-
    Hochberg, which say the same: none of the six is further off than six of them explain.
    """
    six = pd.read_csv(VECTORS / "six_places_exact_test.csv")
    whole = against(six.x, six.n)
    assert whole.centre / 100 == pytest.approx(six.p0[0], abs=1e-9)
    assert whole.p == pytest.approx(six.chisq_p[0], abs=1e-7)
    assert not any(flag.startswith("outside") for flag in whole.flags)
    exact = [binomtest(x, n, six.p0[0]).pvalue for x, n in zip(six.x, six.n, strict=True)]
    np.testing.assert_allclose(exact, six.p_exact, atol=1e-7)
    for method, wanted in (("holm", six.holm), ("fdr_bh", six.bh)):
        np.testing.assert_allclose(multipletests(exact, method=method)[1], wanted, atol=1e-7)
    assert six.holm.min() > 0.05


def test_a_limit_lies_between_whole_cases() -> None:
    """One of two at 50 per cent: none has a chance of 1/4, one or none of 3/4. A half of all
    places lies at or below r = 1, which is passed by 1/4 of its chance of 1/2.
    """
    assert limit(2, 50, 0.5) == pytest.approx(100 * (1 - 0.5) / 2)


def test_places_are_flagged_against_all_of_them_together() -> None:
    """240 of 300 in all, 80 per cent; 60 cases have 95 per cent limits of 42 and 54 cases, and
    99.8 per cent limits of 38 and 57: read off the binomial distribution.
    """
    assert binom.cdf([37, 38, 41, 42], 60, 0.8).round(4).tolist() == [
        0.0008, 0.002, 0.0221, 0.0427]
    found = against([37, 41, 48, 55, 59], [60] * 5)
    assert found.centre == 80
    assert found.flags == ["outside low", "worth a look low", "within", "worth a look high",
                           "outside high"]
    squares = (11**2 + 7**2 + 0 + 7**2 + 11**2) / (60 * 0.8 * 0.2)
    assert found.p == pytest.approx(math.exp(-squares / 2) * (1 + squares / 2))  # four degrees


def test_a_place_of_fewer_than_six_cases_is_not_judged() -> None:
    found = against([0, 0], [5, 6], 90)
    assert found.flags == ["too few", "outside low"]


def test_all_of_ten_are_not_outside_a_centre_of_95_per_cent() -> None:
    """The limit that is drawn is 99.98 per cent, but 10 of 10 is what chance gives in 60 per
    cent of such places.
    """
    found = against([10], [10], 95)
    assert found.upper998[0] == pytest.approx(99.983, abs=0.001)
    assert binom.pmf(10, 10, 0.95) == pytest.approx(0.599, abs=0.001)
    assert found.flags == ["within"]


def test_a_place_without_a_figure_or_cases_has_no_flag_and_no_limits() -> None:
    found = against([np.nan, 0, 40], [30, 0, 50])
    assert found.flags == ["too few", "too few", "within"]
    assert found.centre == 80
    assert np.isnan(found.lower95[1])
    assert np.isnan(found.p)


def test_no_place_at_all_has_no_centre() -> None:
    found = against([], [])
    assert found.flags == []
    assert np.isnan(found.centre)
    assert found.expected == 0


def test_at_100_per_cent_nothing_is_outside() -> None:
    found = against([20, 30], [20, 30])
    assert found.flags == ["within", "within"]
    assert np.isnan(found.p)


def test_chance_alone_puts_fewer_than_two_of_a_thousand_places_outside() -> None:
    """Of two places with 60 cases at 80 per cent: each below 38, or above 57."""
    each = binom.cdf(37, 60, 0.8) + binom.sf(57, 60, 0.8)
    assert against([48, 48], [60, 60]).expected == pytest.approx(2 * each)
    assert against([500] * 48, [600] * 48).expected < 48 * 0.002


@pytest.mark.parametrize("centre", [0, 5, 50, 85, 99.5, 100])
def test_curves_drawn_without_scipy_are_the_limits(centre: float) -> None:
    for cases, *drawn in funnel_curves(1, 900, centre):
        assert drawn == pytest.approx([float(one) for one in limits(cases, centre)], abs=1e-7)


def test_a_curve_runs_from_the_fewest_cases_to_the_most_and_narrows() -> None:
    drawn = np.array(funnel_curves(6, 120, 80))
    assert (drawn[0, 0], drawn[-1, 0]) == (6, 120)
    assert (np.diff(drawn[:, 0]) >= 1).all()
    assert drawn[-1, 4] - drawn[-1, 3] < drawn[0, 4] - drawn[0, 3]


def test_many_funnels_at_once_are_as_each_alone() -> None:
    met, cases = np.array([[50, 3, np.nan], [10, 0, 30]]), np.array([[60, 5, 9], [80, 0, 40]])
    together = against(met, cases, np.array([80.0, np.nan]))
    alone = against(met[0], cases[0], 80)
    assert together.flag[0].tolist() == alone.flag.tolist()
    assert (together.p[0], together.expected[0]) == (alone.p, alone.expected)
    np.testing.assert_array_equal(together.lower998[0], alone.lower998)
    assert np.isnan(together.upper95[1]).all()


def test_every_flag_is_one_of_the_flags() -> None:
    assert set(against([37, 59, 2, np.nan], [60, 60, 5, 9], 80).flags) <= set(FLAGS)
