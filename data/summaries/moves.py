"""Which way a figure has moved: by the numbers as sentences say them, and no more than that."""

from __future__ import annotations

from data.measures.catalogue import Measure
from data.summaries.reading import Number, Reading
from data.summaries.report import Verdict
from data.summaries.saying import rounded
from data.summaries.words import words

AGO = {"half": "six months ago", "year": "a year ago"}


def as_said(measure: Measure, value: float) -> float:
    """A value as a sentence says it: to a tenth for means and shares of posts, else whole."""
    if measure.share_of or measure.unit == "mean":
        return rounded(value * 10) / 10
    return float(rounded(value))


def before(reading: Reading) -> tuple[Number | None, str]:
    """What the figure is set beside, and when that was: "six months ago"; "a year ago" for what
    grows with the school year.
    """
    kind = words()[reading.measure.id].compare
    return reading.earlier if kind == "half" else reading.year_before, AGO[kind]


def difference(reading: Reading) -> float | None:
    """How much more than before, of the numbers as they are said; None where one of the two is not
    there to compare.
    """
    now, (then, _) = reading.now, before(reading)
    if then is None or now.symbol or then.symbol:
        return None
    measure = reading.measure
    return round(as_said(measure, now.value) - as_said(measure, then.value), 1)


def moved(reading: Reading) -> Verdict:
    """Better, worse or no change against before; not known where one of the two is not there."""
    by = difference(reading)
    if by is None:
        return "not known"
    if by == 0:
        return "no change"
    return "better" if (by > 0) == (reading.measure.better == "higher") else "worse"
