"""Intervals of a share, against print and against scipy."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from data.statistics.intervals import wilson


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
