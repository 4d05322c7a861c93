"""Now beside then: by the numbers as they are shown, and no more said than that."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from components.kinds import Figure, Measure
from components.numbers import missing


def compared_with(
    measure: Measure, values: Sequence[float], *, dates: Sequence[dt.date],
) -> str:
    """ "higher than a year ago", by the numbers shown; empty when either end is missing.

    The first of ``dates`` is what it is compared with: its month is named unless it is a year ago.
    """
    if len(values) < 2 or missing(values[0]) or missing(values[-1]):
        return ""
    first, last = dates[0], dates[-1]
    year = (last.year - first.year, last.month) == (1, first.month)
    then = "a year ago" if year else f"{first:%b %Y}"
    scale = 1 if measure.unit in ("percent", "count") else 10
    change = _shown(values[-1] * scale) - _shown(values[0] * scale)
    if change == 0:
        return f"same as {then}"
    return f"{'higher' if change > 0 else 'lower'} than {then}"


def half_a_year_before(history: Sequence[Figure], as_at: dt.date) -> Figure | None:
    """The figure of a history whose month is six before the date's; None when there is none."""
    month = (as_at.year * 12 + as_at.month - 1) - 6
    for row in history:
        if row["as_at"].year * 12 + row["as_at"].month - 1 == month:
            return row
    return None


def _shown(value: float) -> int:
    return math.floor(value + 0.5)
