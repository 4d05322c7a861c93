"""What charts draw of a funnel and of a pace: without scipy, which a web worker must not hold."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

CURVES = (0.025, 0.975, 0.001, 0.999)
"""The shares of places below each of the four limits: 95 per cent, then 99.8 per cent."""
FAR = 10
"""Beyond so many standard deviations a count is not likely at all: less than once in 10^20."""


def funnel_curves(
    fewest: float, most: float, centre: float, points: int = 40,
) -> list[tuple[float, ...]]:
    """The exact binomial limits of a funnel (per cent, as ``funnel.limits`` has them) for numbers
    of cases from ``fewest`` to ``most``, closer together where there are few: cases, lower and
    upper 95 per cent, lower and upper 99.8 per cent.

    Spiegelhalter's interpolation: the least count r with P(X <= r) >= p, less the part of P(X = r)
    by which that is too much.
    """
    spread = np.unique(np.geomspace(max(1, fewest), max(1, most, fewest), points).round())
    cases = spread.astype(int)
    limits = _limits(cases, *_cumulative(cases, centre / 100))
    return [(n, *four) for n, four in zip(cases.tolist(), limits.tolist(), strict=True)]


def _cumulative(cases: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each number of cases the first and the last count that is likely at all, and
    P(X <= r) for every r from the first: a row each, as long as the longest.
    """
    if not 0 < share < 1:
        sure = (cases * share).astype(int)
        return sure, sure, np.ones((len(cases), 1))
    middle, far = cases * share, FAR * (1 + np.sqrt(cases * share * (1 - share)))
    first = np.maximum(0, np.floor(middle - far)).astype(int)
    last = np.minimum(cases, np.ceil(middle + far)).astype(int)
    counts = first[:, None] + np.arange((last - first).max() + 1)
    likely = counts <= last[:, None]
    met = np.where(likely, counts, 0)
    missed = cases[:, None] - met
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, cases[-1] + 1)))])
    chances = np.exp(logs[cases][:, None] - logs[met] - logs[missed]
                     + met * math.log(share) + missed * math.log1p(-share))
    return first, last, np.cumsum(np.where(likely, chances, 0.0), axis=1)


def _limits(
    cases: np.ndarray, first: np.ndarray, last: np.ndarray, cumulative: np.ndarray,
) -> np.ndarray:
    """The limits of CURVES in per cent, a row for each number of cases."""
    found = []
    for p in CURVES:
        at = np.minimum((cumulative < p).sum(axis=1), last - first)
        below, before = (np.take_along_axis(cumulative, np.maximum(n, 0)[:, None], axis=1)[:, 0]
                         for n in (at, at - 1))
        chance = below - np.where(at > 0, before, 0.0)
        part = np.divide(below - p, chance, out=np.zeros(len(cases)), where=chance > 0)
        found.append(np.clip(100 * (first + at - part) / cases, 0.0, 100.0))
    return np.column_stack(found)


def line_before(fan: Sequence[float], months: int) -> list[float]:
    """The fitted line, per cent, over so many months up to the last, from its ``fan`` ahead
    (centre, low, high of each month): straight in log-odds, as it was fitted. Empty without one.
    """
    if len(fan) < 6 or not (0 < fan[0] < 100 and 0 < fan[3] < 100):
        return []
    first, second = (math.log(share / (100 - share)) for share in (fan[0], fan[3]))
    return [100 / (1 + math.exp(-(first - (second - first) * back)))
            for back in range(months, 0, -1)]
