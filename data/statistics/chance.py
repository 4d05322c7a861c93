"""How many signals chance alone would show.

A chart of a process in which nothing changes still shows a signal now and then: how often on its
last point was found by simulating such charts of 24 months (``simulation.last_point``; a test does
it again). What counts is the rarer outcome: 60 cases of which 85 per cent are met, and 180 of
which 95 per cent are, both have nine a month that are not, and the same chance of a false signal.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

FALSE_BY_RARER = (
    (0.1, 0.490), (0.2, 0.336), (0.3, 0.198), (0.4, 0.125), (0.6, 0.065),
    (0.9, 0.050), (1.5, 0.038), (3, 0.026), (9, 0.019), (30, 0.016))
"""The chance of a false signal on a control chart of a share, by how many cases a month have the
rarer outcome. The last five are the published ones of 6, 10, 20, 60 and 200 cases at 85 per cent.
Between two of these, by the logarithm."""
FALSE_OF_STOCK_BY_RARER = (
    (0.03, 0.025), (0.06, 0.035), (0.1, 0.035), (0.2, 0.022), (0.3, 0.016), (0.6, 0.011),
    (1, 0.008), (2, 0.005), (5, 0.003))
"""The same of binomial limits, whoever is carried over from the month before."""
FALSE_OF_OTHERS = 0.018
"""The same of a control chart of a figure that is no share: normal noise."""
FALSE_OF_LEVELS = 0.007
"""The same of how many or how much there is at a date, whatever is carried over: the limits are
widened for it."""
FALSE_OF_STOCK = 0.003
"""The same of binomial limits where the rarer outcome is not rare."""
RARE = 2
"""With fewer cases a month of the rarer outcome, a control chart of a share sees runs and trends
that are not there: seven months at 100 per cent about one dip are a run above the centre. Such a
share gets binomial limits, though it be a flow."""


def rarer(cases: np.ndarray | float, centre: np.ndarray | float) -> np.ndarray:
    """How many of so many cases a month have the rarer outcome, where ``centre`` (per cent) is
    the usual share.
    """
    centre = np.asarray(centre, dtype=float)
    return np.asarray(cases, dtype=float) * np.minimum(centre, 100 - centre) / 100


def chance(
    chart: str, cases: np.ndarray | float = np.nan, centre: np.ndarray | float = 85.0,
) -> np.ndarray:
    """The chance of a false signal on the last point of each chart, of the kind "control" or
    "binomial". ``cases``: how many a month the share is of; not a number for any other figure.
    ``centre``: the share itself, per cent. A share that never varies has no signals.
    """
    table, unknown = ((FALSE_OF_STOCK_BY_RARER, FALSE_OF_STOCK) if chart == "binomial"
                      else (FALSE_BY_RARER, FALSE_OF_OTHERS))
    rare = rarer(cases, centre)
    at, chances = zip(*table, strict=True)
    found = np.interp(np.log(np.where(rare > 0, rare, 1)), np.log(at), chances)
    return np.where(np.isnan(rare), unknown, np.where(rare > 0, found, 0.0))


def expected(chances: Iterable[float]) -> float:
    """How many signals chance alone would show among charts with these chances."""
    return float(sum(chances))
