"""Whether what was agreed has worked: judged three and six months after, never sooner.

By the chart of the measure at the place, as it stood at the day of judgement. A flow or level
measure by a signal among the points since the surgery; a share of those open at the date (stock)
by its pace to the target, before and after, since the rules of a control chart find signals there
in a service where nothing changes. Small numbers and measures of which neither more nor less is
better are not judged: their figures then and now stand by themselves.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.measures.catalogue import Measure
from data.signals.chart import Chart
from data.statistics.control_chart import FEWEST

AFTER_MONTHS = (3, 6)
"""So many months after the surgery an action is judged."""
TOO_EARLY = "too early"
NOT_JUDGED = "not judged"
IMPROVEMENT = "signal of improvement"
WORSE = "signal of getting worse"
NO_SIGNAL = "no signal yet"
PACES = ("reached", "on course", "not at this pace", "too few months")
"""What is said of a share of those open at the date."""
VERDICTS = (TOO_EARLY, NOT_JUDGED, IMPROVEMENT, WORSE, NO_SIGNAL, *PACES)


@dataclass(frozen=True)
class Judgement:
    """How an action stands so many ``months`` after its surgery, judged ``on`` a date.

    ``rule`` is the word of the rule that was met, ``took`` how many months went by before the
    first point of the signal. ``began`` is when the run of what the chart shows began, where that
    was before the surgery: the action did not begin it, and it is no verdict on it, better or
    worse (NO_SIGNAL). ``before`` and ``after`` are the pace at the surgery and at
    the judgement. ``why_not`` says why nothing is judged.
    """

    months: int
    on: dt.date
    verdict: str
    rule: str = ""
    took: int | None = None
    began: dt.date | None = None
    before: str = ""
    after: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Effect:
    """The judgements, and the figure at the surgery and at the date looked at, as queries word
    them (numerator, denominator, unknown, cases, hidden, value); None where there is none.
    """

    then: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    judgements: tuple[Judgement, ...]


def judged_on(agreed_at: dt.date, months: int) -> dt.date:
    """So many months later: from a month's last day to a month's last day."""
    year, month = divmod(agreed_at.month - 1 + months, 12)
    year, month = agreed_at.year + year, month + 1
    last = calendar.monthrange(year, month)[1]
    ends = (agreed_at + dt.timedelta(days=1)).day == 1
    return dt.date(year, month, last if ends else min(agreed_at.day, last))


def by_signal(chart: Chart, measure: Measure, *, agreed_at: dt.date, months: int) -> Judgement:
    """A flow or level measure: by the last signal among the points after the surgery, up to the
    day of judgement. ``chart`` is the one of that day.
    """
    on = judged_on(agreed_at, months)
    if why_not := _why_not(chart, measure):
        return Judgement(months, on, NOT_JUDGED, why_not=why_not)
    after = [n for n, day in enumerate(chart.dates) if agreed_at < day <= on]
    signals = [n for n in after if chart.rules[n] and chart.directions[n]]
    if not signals:
        return Judgement(months, on, NO_SIGNAL)
    last = signals[-1]
    first = last
    while first - 1 in signals and chart.directions[first - 1] == chart.directions[last]:
        first -= 1
    began = _began_before(chart, first) if first == after[0] else None
    if began:
        return Judgement(months, on, NO_SIGNAL, began=began)
    wanted = 1 if measure.better == "higher" else -1
    return Judgement(
        months, on, IMPROVEMENT if chart.directions[last] == wanted else WORSE,
        rule=chart.rules[last], took=_months_between(agreed_at, chart.dates[first]))


def by_pace(
    before: str, after: str, measure: Measure, *, agreed_at: dt.date, months: int,
) -> Judgement:
    """A share of those open at the date: by its pace at the surgery and at the judgement (words
    of PACES, empty where none was worked out).
    """
    on = judged_on(agreed_at, months)
    if measure.target is None or measure.better == "neither":
        why_not = "It has no target to be on course for."
        return Judgement(months, on, NOT_JUDGED, why_not=why_not)
    if after not in PACES:
        return Judgement(months, on, NOT_JUDGED, why_not="Its pace was not worked out.")
    return Judgement(months, on, after, before=before, after=after)


def _why_not(chart: Chart, measure: Measure) -> str:
    if measure.better == "neither":
        return "Neither more nor less of it is better."
    if not chart.chart:
        return "The numbers are too small for a chart to judge by."
    if sum(not math.isnan(value) for value in chart.values) < FEWEST:
        return f"There are fewer than {FEWEST} months of figures."
    return ""


def _began_before(chart: Chart, first: int) -> dt.date | None:
    """When the signal of a point began, where points before it are of the same one: signals that
    follow each other in one direction, by whichever rule (a month of a run that is outside the
    limits is called by that).
    """
    start = first
    while start and chart.rules[start - 1] and (
            chart.directions[start - 1] == chart.directions[first]):
        start -= 1
    return chart.dates[start] if start < first else None


def _months_between(earlier: dt.date, later: dt.date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month
