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
    cases = spread.astype(int).tolist()
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, cases[-1] + 1)))])
    return [(n, *_limits(n, *_cumulative(n, centre / 100, logs))) for n in cases]


def _cumulative(cases: int, share: float, logs: np.ndarray) -> tuple[int, np.ndarray]:
    """P(X <= r) for every r that is likely at all, and the first of these; ``logs`` are the
    logarithms of the factorials.
    """
    if not 0 < share < 1:
        return 0, (np.arange(cases + 1) >= cases * share).astype(float)
    middle, far = cases * share, FAR * (1 + math.sqrt(cases * share * (1 - share)))
    first, last = max(0, math.floor(middle - far)), min(cases, math.ceil(middle + far))
    counts = np.arange(first, last + 1)
    chances = np.exp(
        logs[cases] - logs[first:last + 1] - logs[cases - last:cases - first + 1][::-1]
        + counts * math.log(share) + (cases - counts) * math.log1p(-share))
    return first, np.cumsum(chances)


def _limits(cases: int, first: int, cumulative: np.ndarray) -> list[float]:
    """The limits of CURVES in per cent."""
    found = []
    for p, at in zip(CURVES, np.searchsorted(cumulative, CURVES).tolist(), strict=True):
        at = min(at, len(cumulative) - 1)
        below = float(cumulative[at])
        chance = below - (float(cumulative[at - 1]) if at else 0.0)
        part = (below - p) / chance if chance > 0 else 0.0
        found.append(min(100.0, max(0.0, 100 * (first + at - part) / cases)))
    return found


def line_before(fan: Sequence[float], months: int) -> list[float]:
    """The fitted line, per cent, over so many months up to the last, from its ``fan`` ahead
    (centre, low, high of each month): straight in log-odds, as it was fitted. Empty without one.
    """
    if len(fan) < 6 or not (0 < fan[0] < 100 and 0 < fan[3] < 100):
        return []
    first, second = (math.log(share / (100 - share)) for share in (fan[0], fan[3]))
    return [100 / (1 + math.exp(-(first - (second - first) * back)))
            for back in range(months, 0, -1)]
