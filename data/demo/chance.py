"""Chance, always through a numpy Generator: weighted choice, delays, and paths over months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.demo.days import MONTHS, Days, month_of, office_day

Rng = np.random.Generator
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


def choose(rng: Rng, weights: ArrayLike, n: int) -> Days:
    """Positions of n different rows, the heavier the likelier; fewer when fewer have weight."""
    weights = np.asarray(weights, dtype=float)
    able = np.flatnonzero(weights > 0)
    keys = rng.exponential(size=len(able)) / weights[able]
    return able[np.argsort(keys, kind="stable")[:max(n, 0)]]


def choose_families(rng: Rng, families: Days, weights: ArrayLike, n: int) -> Days:
    """Positions of n children, brothers and sisters together; only the last family may be split."""
    weights = np.asarray(weights, dtype=float)
    able = np.flatnonzero(weights > 0)
    if not len(able) or n <= 0:
        return able[:0]
    _, which = np.unique(families[able], return_inverse=True)
    heaviest = np.zeros(which.max() + 1)
    np.maximum.at(heaviest, which, weights[able])
    keys = rng.exponential(size=len(heaviest)) / heaviest
    return able[np.lexsort((able, keys[which]))[:n]]


def draw(rng: Rng, shares: Mapping[str, float], n: int) -> NDArray[np.object_]:
    """n words drawn by their shares."""
    words = np.array(list(shares), dtype=object)
    weights = np.array(list(shares.values()), dtype=float)
    return words[rng.choice(len(words), size=n, p=weights / weights.sum())]


def delays(rng: Rng, n: int, *, week: float | Numbers = 0.34, month: float = 0.05,
           later: float = 0.01) -> Days:
    """Days from an event to its recording: mostly the same day, then within a week, some late."""
    luck = rng.random(n)
    out = np.zeros(n, dtype=np.int64)
    out = np.where(luck < week + month + later, rng.integers(1, 8, n), out)
    out = np.where(luck < month + later, rng.integers(8, 29, n), out)
    return np.where(luck < later, rng.integers(29, 75, n), out)


def office_days_between(rng: Rng, first: ArrayLike, last: ArrayLike, n: int) -> Days:
    """n working days drawn between two days (both are possible); never before ``first``."""
    earliest = np.broadcast_to(np.asarray(first, dtype=np.int64), n)
    latest = np.maximum(np.asarray(last, dtype=np.int64), earliest)
    return np.maximum(office_day(rng.integers(earliest, latest + 1)), earliest)


def path(points: Mapping[tuple[int, int], float]) -> Numbers:
    """A value for each month, straight lines between the (year, month) points given."""
    months = [month_of(*when) for when in points]
    return np.interp(np.arange(MONTHS), months, list(points.values()))


def wander(rng: Rng, line: Numbers, size: float, fixed: Sequence[int]) -> Numbers:
    """A path with chance added, apart from the months that are fixed."""
    noise = rng.normal(0, size, len(line))
    noise = np.convolve(noise, [0.5, 0.35, 0.15])[:len(line)]
    noise[list(fixed)] = 0
    return line + noise


def whole_percent(share: float, n: int) -> int | None:
    """How many of n make the share, to a whole percent; None when no number does."""
    k = round(share * n)
    for candidate in (k, k - 1, k + 1):
        if n and 0 <= candidate <= n and round(100 * candidate / n) == round(100 * share):
            return candidate
    return None
