"""Which way a figure has moved: by the numbers as sentences say them, and by what chance explains.

Only what its chart calls more than chance is called better or worse beside a measure, is counted
and is named so. A plain difference to before is said in numbers and judged by nobody.
"""

from __future__ import annotations

from typing import Literal

from data.measures.catalogue import Measure
from data.summaries.reading import Number, Reading
from data.summaries.report import Verdict
from data.summaries.saying import rounded
from data.summaries.words import words

Moved = Literal["better", "worse", "same", "not known"]
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


def moved(reading: Reading) -> Moved:
    """Better, worse or the same as before, by the plain numbers; not known where one of the two is
    not there.
    """
    by = difference(reading)
    if by is None:
        return "not known"
    if by == 0:
        return "same"
    return "better" if (by > 0) == (reading.measure.better == "higher") else "worse"


def beyond_chance(reading: Reading) -> Verdict:
    """Better or worse than usual, where the chart shows more than chance explains; no change within
    its usual range; not known where no chart may judge the figure: it is hidden, or there are too
    few cases or months.
    """
    signal = reading.signal
    if reading.now.symbol or signal is None or not signal.variation:
        return "not known"
    kind = signal.variation.split(" ")[0]
    return "better" if kind == "improvement" else "worse" if kind == "concern" else "no change"
