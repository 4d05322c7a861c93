"""When a share reaches its target at its present pace.

A logistic regression of the share on the month, weighted by cases, widened where months spread
further than chance would (quasi-binomial). Thousands at once: a model at a time from a library
takes fifty times as long, and is what the tests compare with. Only publishing may import this:
scipy costs a worker sixty megabytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm, t

REACHED, ON_COURSE = "reached", "on course"
NOT_SO, TOO_FEW = "not at this pace", "too few months"
STATES = (REACHED, ON_COURSE, NOT_SO, TOO_FEW)
MOST, FEWEST = 12, 6
"""The latest figures of the baseline that are used, at most; and how many there must be."""
FURTHEST = 24
"""A target more months away than this is not reached at this pace."""
UNSURE = 0.2
"""Nor is one when a slope as steep comes of chance alone more often than this."""
AHEAD = 12
"""The months the fan looks ahead."""
RANGE = 0.8
DRAWS = 2000
_CERTAIN = 1e-6
_STEPS = 60
_SIDE = float(norm.ppf((1 + RANGE) / 2))


@dataclass(frozen=True)
class Line:
    """A fitted line: log-odds = level + slope x months from the last month."""

    level: float
    slope: float
    covariance: np.ndarray
    """Of level and slope, [2 x 2]; widened by the dispersion where that is above 1."""
    dispersion: float
    p: float
    """How often chance alone would give a slope as steep, either way."""

    def crosses(self, target: float) -> float:
        """Months from the last month to the target, per cent; below 0 where it lies behind."""
        return float((logit(target / 100) - self.level) / self.slope)

    def ahead(self, months: int = AHEAD) -> np.ndarray:
        """Rows of centre, low and high in per cent (RANGE), a month each from the next."""
        ahead = np.arange(1, months + 1)
        middle = self.level + self.slope * ahead
        variances = self.covariance
        reach = _SIDE * np.sqrt(
            variances[0, 0] + 2 * ahead * variances[0, 1] + ahead**2 * variances[1, 1])
        return 100 * expit(np.column_stack([middle, middle - reach, middle + reach]))


@dataclass(frozen=True)
class Pace:
    """How a share goes towards its target. Months count from the last month given."""

    state: str
    """One of STATES."""
    month: float = math.nan
    """The first whole month at or beyond the target; not a number unless on course."""
    early: float = math.nan
    late: float = math.nan
    """The range of 80 per cent about ``month``; late is infinite where one draw in ten or more
    never gets there."""
    slope: float = math.nan
    """Change of the log-odds a month."""
    p: float = math.nan
    points: int = 0
    """How many months were used."""
    fan: np.ndarray = field(default_factory=lambda: np.empty((0, 3)))
    """The AHEAD next months: centre, low and high (80 per cent), in per cent; no rows where
    nothing was fitted."""


def pace(
    numerators: Sequence[float] | np.ndarray, denominators: Sequence[float] | np.ndarray,
    target: float, better: str, *, since: int = 0,
) -> Pace:
    """The pace to ``target`` (per cent) of a share by month, in order of months, a column for
    every month; not a number, or no cases, where there is no figure. ``better`` is higher or
    lower; ``since`` is the column at which the latest baseline begins.
    """
    return paces(
        np.asarray(numerators, dtype=float)[None], np.asarray(denominators, dtype=float)[None],
        [target], [better], since=[since])[0]


def paces(
    numerators: np.ndarray, denominators: np.ndarray, targets: Sequence[float],
    betters: Sequence[str], *, since: Sequence[int] | np.ndarray,
) -> list[Pace]:
    """As ``pace``, of many series at once: series x months, and one of the others a series."""
    columns = np.arange(numerators.shape[1])
    known = ~np.isnan(numerators) & (np.nan_to_num(denominators) > 0) & (
        columns >= np.asarray(since)[:, None])
    used = known & (known[:, ::-1].cumsum(axis=1)[:, ::-1] <= MOST)
    lower = np.array([better == "lower" for better in betters], dtype=bool)
    cases = np.where(used, denominators, 0.0)
    met = np.where(used, np.where(lower[:, None], denominators - numerators, numerators), 0.0)
    points = used.sum(axis=1)
    lines = fits(met, cases, columns - columns.max(initial=0))
    found = []
    for n, (target, better) in enumerate(zip(targets, betters, strict=True)):
        if better == "lower":
            target = 100 - target
        last = int(np.flatnonzero(used[n])[-1]) if points[n] else None
        reached = last is not None and met[n, last] >= target / 100 * cases[n, last] - 1e-9
        found.append(_judged(
            lines[n] if points[n] >= FEWEST else None, target, better, reached=bool(reached),
            points=int(points[n]), cases=float(cases[n].sum() / max(points[n], 1))))
    return found


def _judged(
    line: Line | None, target: float, better: str, *, reached: bool, points: int, cases: float,
) -> Pace:
    """A line by what it comes to; it rises where the figure improves, whichever is better.
    ``cases`` are those of a month, on average.
    """
    if line is None:
        enough = points >= FEWEST
        return Pace(REACHED if reached else NOT_SO if enough else TOO_FEW, points=points)
    fan = line.ahead()
    slope = line.slope
    if better == "lower":
        fan, slope = 100 - fan[:, [0, 2, 1]], -slope
    found: dict[str, Any] = {"slope": slope, "p": line.p, "points": points, "fan": fan}
    if reached:
        return Pace(REACHED, **found)
    target = _within_reach(target, cases)
    if line.slope <= 0 or line.p > UNSURE or line.crosses(target) > FURTHEST:
        return Pace(NOT_SO, **found)
    early, late = _range(line, target)
    return Pace(ON_COURSE, _month(line.crosses(target)), early, late, **found)


def fit(met: np.ndarray, cases: np.ndarray, months: np.ndarray) -> Line | None:
    """The line through shares by month; None where there is none: all months at 0 or all at 100
    per cent, or the one after the other, for which no line is steep enough.
    """
    return fits(np.asarray(met, dtype=float)[None], np.asarray(cases, dtype=float)[None],
                np.asarray(months, dtype=float))[0]


def fits(met: np.ndarray, cases: np.ndarray, months: np.ndarray) -> list[Line | None]:
    """As ``fit``, of many series at once: series x months, no cases in a month that has no figure.

    Newton's steps on the log likelihood, which are those of iteratively reweighted least squares.
    """
    total, all_met = cases.sum(axis=1), met.sum(axis=1)
    some = (all_met > 0) & (all_met < total)
    level = logit(np.where(some, all_met / np.where(some, total, 1), 0.5))
    slope = np.zeros(len(met))
    for _ in range(_STEPS):
        share = expit(np.clip(level[:, None] + slope[:, None] * months, -40, 40))
        (a, b, c), inverse = _information(cases * share * (1 - share), months)
        score = met - cases * share
        up, on = score.sum(axis=1), (score * months).sum(axis=1)
        steps = np.clip((c * up - b * on) * inverse, -5, 5), np.clip(
            (a * on - b * up) * inverse, -5, 5)
        level, slope = level + steps[0], slope + steps[1]
        if np.abs(np.stack(steps)).max(initial=0) < 1e-12:
            break
    share = expit(np.clip(level[:, None] + slope[:, None] * months, -40, 40))
    weight = cases * share * (1 - share)
    (a, b, c), inverse = _information(weight, months)
    used = cases > 0
    unsure = np.where(used, np.minimum(share, 1 - share), 0).max(axis=1, initial=0)
    freedom = np.maximum(used.sum(axis=1) - 2, 1)
    spread = np.divide((met - cases * share) ** 2, weight, out=np.zeros(met.shape),
                       where=weight > 0).sum(axis=1) / freedom
    wider = inverse * np.maximum(1.0, spread)
    covariance = np.stack([c, -b, -b, a], axis=1).reshape(-1, 2, 2) * wider[:, None, None]
    variance = a * wider
    steep = np.abs(slope) / np.sqrt(np.where(variance > 0, variance, 1))
    p = 2 * np.where(spread > 1, t.sf(steep, freedom), norm.sf(steep))
    there = some & (unsure >= _CERTAIN) & (variance > 0)
    return [Line(float(level[n]), float(slope[n]), covariance[n], float(spread[n]), float(p[n]))
            if there[n] else None for n in range(len(met))]


def _information(
    weight: np.ndarray, months: np.ndarray,
) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], np.ndarray]:
    """What the months tell of level and slope, [[a, b], [b, c]], and one by its determinant: 0
    where they do not tell the two apart.
    """
    a, b, c = (weight.sum(axis=1), (weight * months).sum(axis=1), (weight * months**2).sum(axis=1))
    apart = a * c - b * b
    return (a, b, c), np.divide(1, apart, out=np.zeros(len(a)), where=apart > 1e-12 * a * c)


def _within_reach(target: float, cases: float) -> float:
    """No line of log-odds reaches 100 per cent: all of the cases is reached where less than half
    a case is expected to be missing.
    """
    return min(target, 100 - 50 / cases) if target >= 100 else target


def _month(crossing: float) -> float:
    """The first whole month; a target that the line, but not the last month, is beyond is met
    next month at the earliest.
    """
    return max(1.0, np.ceil(crossing - 1e-9))


def _range(line: Line, target: float) -> tuple[float, float]:
    """The months that leave one draw of ten before them and one after them."""
    level, slope = (np.array([line.level, line.slope])
                    + _draws() @ np.linalg.cholesky(line.covariance).T).T
    away = logit(target / 100) - level
    with np.errstate(divide="ignore"):
        months = np.where(away <= 0, 0.0, np.where(slope > 0, away / slope, np.inf))
    months.sort()
    early, late = (months[round(share * (DRAWS - 1))] for share in (
        (1 - RANGE) / 2, (1 + RANGE) / 2))
    return _month(float(early)), _month(float(late))


@cache
def _draws() -> np.ndarray:
    """The same for every figure, so that a figure published twice says the same."""
    return np.random.default_rng(20).standard_normal((DRAWS, 2))
