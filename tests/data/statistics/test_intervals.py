"""Intervals of a share, against print and against scipy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from data.statistics.intervals import wilson

VECTORS = Path(__file__).resolve().parents[4] / "shared/vectors"
beside = pytest.mark.skipif(not VECTORS.exists(), reason="the expected results are not beside")


@pytest.mark.parametrize(("numerator", "denominator", "low", "high"), [
    (81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.00, 16.11), (1, 29, 0.61, 17.18)])
def test_the_interval_is_that_of_the_worked_examples_in_print(
    numerator: int, denominator: int, low: float, high: float,
) -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3 (score)."""
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=0.005)


@pytest.mark.parametrize("denominator", [1, 6, 7, 30, 31, 999])
def test_the_interval_is_that_of_scipy(denominator: int) -> None:
    for numerator in {0, 1, denominator // 3, denominator - 1, denominator}:
        expected = binomtest(numerator, denominator).proportion_ci(method="wilson")
        assert wilson(numerator, denominator) == pytest.approx(
            (100 * expected.low, 100 * expected.high), abs=1e-9)


@beside
def test_the_interval_is_that_of_r() -> None:
    grid = pd.read_csv(VECTORS / "wilson_and_exact_intervals.csv")
    found = [wilson(x, n) for x, n in zip(grid.x, grid.n, strict=True)]
    np.testing.assert_allclose(
        np.array(found) / 100, grid[["wilson_l_95", "wilson_u_95"]], atol=1e-7)


@beside
@pytest.mark.parametrize(("method", "name"), [("wilson", "wilson"), ("beta", "exact")])
@pytest.mark.parametrize(("level", "suffix"), [(0.95, "95"), (0.8, "8"), (0.998, "998")])
def test_the_libraries_intervals_are_those_of_r(
    method: str, name: str, level: float, suffix: str,
) -> None:
    """So that whoever needs another interval than ours may take it from statsmodels."""
    grid = pd.read_csv(VECTORS / "wilson_and_exact_intervals.csv")
    low, high = proportion_confint(grid.x, grid.n, alpha=1 - level, method=method)
    np.testing.assert_allclose(low, grid[f"{name}_l_{suffix}"], atol=1e-7)
    np.testing.assert_allclose(high, grid[f"{name}_u_{suffix}"], atol=1e-7)
