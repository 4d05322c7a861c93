"""Funnels: how far from the county chance alone may carry a place, by how many cases it has.

Exact binomial limits (Spiegelhalter 2005, Statistics in Medicine 24, appendix A.1.1). All shares
are in per cent. Only publishing may import this: scipy costs a worker sixty megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, chi2

from data.status import SMALLEST_SHARE

FAR = 0.002
"""A place is outside where chance alone would put it further off in fewer than 2 of 1,000."""
WIDE = 0.05
"""Between the limits of 5 and of 2 per thousand lies what is worth a look."""
FLAGS = ("outside low", "worth a look low", "within", "worth a look high", "outside high",
         "too few")


@dataclass(frozen=True)
class Funnel:
    """Places against their centre (per cent); an item a place, in their order. Of many funnels at
    once every array has them first: funnels x places, and funnels where it is of the whole.
    """

    centre: np.ndarray
    flag: np.ndarray
    """A place in FLAGS."""
    lower95: np.ndarray
    upper95: np.ndarray
    lower998: np.ndarray
    upper998: np.ndarray
    p: np.ndarray
    """Of the whole: how likely chance alone spreads the places so far or further (chi-squared);
    not a number for fewer than two places."""
    expected: np.ndarray
    """How many of the places chance alone would put outside."""

    @property
    def flags(self) -> list[str]:
        """Of one funnel: one of FLAGS a place."""
        return [FLAGS[n] for n in self.flag]


def limit(cases: np.ndarray | float, centre: np.ndarray | float, p: float) -> np.ndarray:
    """The exact limit, in per cent, below which a share ``p`` of places with so many ``cases``
    would lie; interpolated between whole cases, and so it may be below 0.
    """
    cases = np.asarray(cases, dtype=float)
    share = centre / 100
    count = binom.ppf(p, cases, share)
    below, at = binom.cdf(count, cases, share), binom.pmf(count, cases, share)
    return 100 * (count - (below - p) / at) / cases


def limits(
    cases: np.ndarray | float, centre: np.ndarray | float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The lower and upper limits of 95 per cent and the lower and upper ones of 99.8 per cent, as
    they are drawn: within 0 and 100. Not a number without cases. (``drawing`` has them without
    scipy, for the curves of a page.)
    """
    cases = np.asarray(cases, dtype=float)
    some = np.where(cases > 0, cases, np.nan)
    low, high, far_low, far_high = (
        np.clip(limit(some, centre, p), 0, 100)
        for p in (WIDE / 2, 1 - WIDE / 2, FAR / 2, 1 - FAR / 2))
    return low, high, far_low, far_high


def against(
    numerators: Sequence[float] | np.ndarray, denominators: Sequence[float] | np.ndarray,
    centre: np.ndarray | float | None = None,
) -> Funnel:
    """Places against the ``centre`` (per cent), or without one against all of them together. One
    funnel, or many of the same places at once (funnels x places, and as many centres).

    A place is flagged by the exact chance of its count. Above, that differs from the limit that is
    drawn by less than one case: all 10 of 10 lie above the limit of a centre of 95 per cent, and
    are what chance gives in three places of five.
    """
    met, cases = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    known = ~np.isnan(met) & (cases >= SMALLEST_SHARE)
    counted = ~np.isnan(met) & (cases > 0)
    if centre is None:
        total = np.where(counted, cases, 0).sum(axis=-1)
        centre = 100 * np.divide(np.where(counted, met, 0).sum(axis=-1), total,
                                 out=np.full(total.shape, np.nan), where=total > 0)
    centre = np.asarray(centre, dtype=float)
    middle = centre[..., None]
    share = np.broadcast_to(middle / 100, cases.shape)
    some = np.where(known, cases, np.nan)
    flag = np.full(met.shape, FLAGS.index("within"))
    for p, low, high in ((WIDE / 2, 1, 3), (FAR / 2, 0, 4)):
        lowest, highest = binom.ppf(p, some, share), binom.ppf(1 - p, some, share)
        flag = np.select([met < lowest, met > highest], [low, high], flag)
    outside = np.nansum(
        binom.cdf(lowest - 1, some, share) + binom.sf(highest, some, share), axis=-1)
    flag = np.where(known, flag, FLAGS.index("too few"))
    return Funnel(centre, flag, *limits(cases, middle),
                  _spread_by_chance(met, cases, share, counted), outside)


def _spread_by_chance(
    met: np.ndarray, cases: np.ndarray, share: np.ndarray, counted: np.ndarray,
) -> np.ndarray:
    variance = np.where(counted, cases * share * (1 - share), np.nan)
    squares = np.divide((met - cases * share) ** 2, variance,
                        out=np.zeros(met.shape), where=variance > 0)
    places = ((variance > 0) & counted).sum(axis=-1)
    return np.where(places > 1, chi2.sf(squares.sum(axis=-1), np.maximum(places - 1, 1)), np.nan)
