"""What charts draw of a funnel and of a pace: without scipy, which a web worker must not hold."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

CURVES = (0.025, 0.975, 0.001, 0.999)
"""The shares of places below each of the four limits: 95 per cent, then 99.8 per cent."""


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
    return [(int(n), *(_limit(int(n), centre / 100, cdf, p) for p in CURVES))
            for n, cdf in ((n, _cumulative(int(n), centre / 100)) for n in spread)]


def _cumulative(cases: int, share: float) -> np.ndarray:
    """P(X <= r) for r = 0 to ``cases``."""
    if not 0 < share < 1:
        counts = np.arange(cases + 1)
        return (counts >= cases * share).astype(float)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, cases + 1)))])
    counts = np.arange(cases + 1)
    return np.cumsum(np.exp(
        logs[-1] - logs - logs[::-1] + counts * math.log(share)
        + (cases - counts) * math.log1p(-share)))


def _limit(cases: int, share: float, cumulative: np.ndarray, p: float) -> float:
    count = min(int(np.searchsorted(cumulative, p)), cases)
    below = cumulative[count]
    at = below - (cumulative[count - 1] if count else 0.0)
    part = (below - p) / at if at > 0 else 0.0
    return min(100.0, max(0.0, 100 * (count - float(part)) / cases))


def line_before(fan: Sequence[float], months: int) -> list[float]:
    """The fitted line, per cent, over so many months up to the last, from its ``fan`` ahead
    (centre, low, high of each month): straight in log-odds, as it was fitted. Empty without one.
    """
    if len(fan) < 6 or not (0 < fan[0] < 100 and 0 < fan[3] < 100):
        return []
    first, second = (math.log(share / (100 - share)) for share in (fan[0], fan[3]))
    return [100 / (1 + math.exp(-(first - (second - first) * back)))
            for back in range(months, 0, -1)]
