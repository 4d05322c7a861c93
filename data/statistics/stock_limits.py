"""Limits of a share of which the same children are counted month after month.

Binomial (p chart): no rule of runs is asked, for in such a figure every month resembles the one
before. Only a point outside its limits is a signal (``simulation`` says how often it is a false
one). They also serve a flow of which so few are missed that runs mean nothing (``chance.RARE``).
"""

from __future__ import annotations

import numpy as np

from data.statistics.control_chart import (
    FEWEST,
    OUTSIDE,
    ControlCharts,
    in_baselines,
    over_months,
)

_SAME = 1e-9


def stock_limits(
    numerators: np.ndarray, denominators: np.ndarray, *, starts: np.ndarray | None = None,
) -> ControlCharts:
    """Charts of shares, all in per cent: series x months, not a number where there is no figure.

    The centre is all numerators of a baseline by all denominators; a limit is three standard
    errors of a share of that month's cases away from it, but not below 0 nor above 100 (near: two
    of them). A limit is not a number in a month without cases. ``starts``: as ``control_charts``.
    """
    known = ~np.isnan(numerators) & (np.nan_to_num(denominators) > 0)
    shares = 100 * np.divide(
        numerators, denominators, out=np.full(numerators.shape, np.nan), where=known)

    def baseline(inside: np.ndarray) -> ControlCharts:
        there = known & inside
        cases = np.where(there, denominators, 0.0)
        total = cases.sum(axis=1)
        met = np.where(there, numerators, 0.0).sum(axis=1)
        share = np.divide(met, total, out=np.full(len(total), np.nan), where=total > 0)[:, None]
        error = np.sqrt(np.divide(
            share * (1 - share), cases, out=np.full(cases.shape, np.nan), where=there))
        lower, near_lower, near_upper, upper = (
            100 * np.clip(share + errors * error, 0, 1) for errors in (-3, -2, 2, 3))
        points = there.sum(axis=1)
        values = np.where(there, shares, np.nan)
        direction = ((values > upper + _SAME).astype(np.int8)
                     - (values < lower - _SAME).astype(np.int8))
        direction[points < FEWEST] = 0
        outside = np.abs(direction)
        return ControlCharts(
            values, over_months(100 * share[:, 0], shares), lower, upper, near_lower, near_upper,
            OUTSIDE * outside, direction, outside.astype(int), over_months(points, shares))

    return in_baselines(shares, starts, baseline)
