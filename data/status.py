"""What a figure is called: its value, how it stands against the target, and what is missing."""

from __future__ import annotations

import math

from data.measures.catalogue import Measure

ON_TARGET = "on target"
CLOSE = "close"
OFF_TARGET = "off target"
NO_TARGET = "no target"
NO_CASES = "no cases"
NOT_KNOWN = "not known"
SUPPRESSED = "suppressed"
SMALLEST_SHARE = 6
"""Below this many cases a share is given as a count only: "3 of 4", never "75 %"."""
PER = {"percent": 100.0, "rate": 10_000.0}
"""What people say a number of that unit per."""


def value(measure: Measure, numerator: float, denominator: float) -> float:
    """The number people say: per cent, per 10,000, a mean, or a count. Not a number where there
    is none: a rate has none for a place without a population, such as a team.
    """
    if measure.unit == "count":
        return numerator
    if not denominator > 0:
        return math.nan
    return PER.get(measure.unit, 1.0) * numerator / denominator


def status(measure: Measure, number: float, cases: float, *, hidden: bool = False) -> str:
    """One of the words above. ``number`` may be not a number: the figure is hidden, or there is
    none, or (a share or mean of cases of which nothing is known) it is not known.
    """
    if hidden:
        return SUPPRESSED
    if measure.unit == "percent" and cases == 0:
        return NO_CASES
    if math.isnan(number):
        if measure.unit == "rate":
            return NO_TARGET
        return NO_CASES if cases == 0 else NOT_KNOWN
    if measure.target is None or measure.better == "neither":
        return NO_TARGET
    behind = measure.target - number if measure.better == "higher" else number - measure.target
    if behind <= 1e-9:
        return ON_TARGET
    return CLOSE if behind <= measure.tolerance + 1e-9 else OFF_TARGET


def short_by(measure: Measure, numerator: float, denominator: float) -> int | None:
    """The whole number of cases that would reach the target now; None where that has no meaning.

    For a share of which more is better: ceil(target x n) - x (statistics of small numbers).
    """
    if (measure.unit != "percent" or measure.share_of or measure.target is None
            or math.isnan(numerator) or math.isnan(denominator)):
        return None
    wanted = measure.target / 100 * denominator
    if measure.better == "higher":
        return max(0, math.ceil(wanted - 1e-9) - int(numerator))
    return max(0, int(numerator) - math.floor(wanted + 1e-9))


def bounds(numerator: float, denominator: float, unknown: float) -> tuple[float, float]:
    """The share, in per cent, were every case that is not known missed, and were it met."""
    return 100 * numerator / denominator, 100 * (numerator + unknown) / denominator
