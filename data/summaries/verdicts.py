"""Whether what was criticised has become better since its baseline: one word, and the rule for it.

In this order, by what is worked out at publishing (the chart, its range, the pace) and no other
arithmetic:

| word | when |
|---|---|
| cannot be judged | no figure to show, or neither more nor less of it is better |
| worse | the chart shows a concern, begun after the baseline, and it is worse than then |
| at target | the figure meets the target at this date |
| signal of improvement | the chart shows one, begun after the baseline, and it is better |
| not reached at this pace | no signal, and the target is two years or more away, or out of range |
| no signal yet | no more than chance explains, or what the chart shows began before |
| cannot be judged | nothing of all that: too few, or a figure that the chart rests on is hidden |
| not measured here | the line has no measure |

A chart looks back three years and a baseline may be younger, so a signal alone is not enough: it
must have begun since, and the figure must have moved the same way.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from data.measures.catalogue import Measure
from data.signals.schema import Signal
from data.statistics.control_chart import FAIL, NEARLY, OUTSIDE, RULES, SHIFTED, TRENDING
from data.status import ON_TARGET
from data.summaries.reading import Number
from data.summaries.report import Verdict as Word

CANNOT = "cannot be judged"
WORSE = "worse"
AT_TARGET = "at target"
IMPROVEMENT = "signal of improvement"
NOT_REACHED = "not reached at this pace"
NO_SIGNAL = "no signal yet"
NOT_MEASURED = "not measured here"
WORDS: dict[str, Word] = {
    WORSE: "worse", AT_TARGET: "met", IMPROVEMENT: "better", NOT_REACHED: "no change",
    NO_SIGNAL: "no change", CANNOT: "not known", NOT_MEASURED: ""}
"""Every verdict, and what it is on a report's item."""

_WHY_NO_FIGURE = {
    "c": "The figure is hidden: it is small, or would give a small one away.",
    "k": "There are a few, but so few that the figure rounds to nothing.",
    "x": "The figure is not in this extract, or not known.",
    "z": "There was nobody to count.",
    "u": "There are too few to rely on."}
IMPROVED, CONCERN = "improvement", "concern"
_TOLD = {IMPROVED: "an improvement", CONCERN: "a concern"}
_RULES = {
    RULES[OUTSIDE]: "the last month lies outside its usual range",
    RULES[TRENDING]: "{0} months in a row went the same way",
    RULES[NEARLY]: "{0} of the last three months lie near the edge of its usual range",
    RULES[SHIFTED]: "{0} months in a row lie on one side of its middle"}


@dataclass(frozen=True)
class Verdict:
    """One of the words above, and the rule that says so as a sentence. ``since_baseline`` is what
    the chart shows that began after the baseline: IMPROVED, CONCERN or nothing.
    """

    word: str
    rule: str
    since_baseline: str = ""


def verdict_of(
    measure: Measure, now: Number, then: Number | None, signal: Signal | None,
    began: dt.date | None, baseline: dt.date, *, fault: str = "",
) -> Verdict:
    """The verdict on a measure since its ``baseline``, when its figure was ``then`` (None: there
    is none to compare with).

    ``signal`` is None where none may be shown; ``began`` is when the run of signals that the last
    month ends began (``Queries.signals_began``), None where that is not known; ``fault`` is why a
    date has no signals at all.
    """
    if measure.better == "neither":
        return Verdict(CANNOT, "Neither more nor less of it is better, so the figures stand by "
                               "themselves.")
    if now.symbol or math.isnan(now.value):
        return Verdict(CANNOT, _WHY_NO_FIGURE[now.symbol or "x"])
    shows = _shows(signal)
    moved = _moved(measure, now, then)
    old = began is not None and began <= baseline
    since = shows if shows and not old and moved in (shows, "") else ""
    said = _chart_words(signal, shows, since, began if old else None) if signal or not fault else (
        fault)
    if since == CONCERN:
        met = "It still meets its target." if now.status == ON_TARGET else ""
        return Verdict(WORSE, _sentences(said, met), since)
    if now.status == ON_TARGET:
        return Verdict(AT_TARGET, _sentences("The target is met at this date.", said), since)
    if since:
        return Verdict(IMPROVEMENT, _sentences(said, _pace_words(signal)), since)
    if signal is None or not signal.variation:
        return Verdict(CANNOT, said)
    word = NOT_REACHED if not shows and _out_of_reach(signal) else NO_SIGNAL
    return Verdict(word, _sentences(said, _pace_words(signal)))


def _shows(signal: Signal | None) -> str:
    """What the last month of a chart shows: IMPROVED, CONCERN or nothing."""
    word = signal.variation.partition(" ")[0] if signal else ""
    return word if word in _TOLD else ""


def _moved(measure: Measure, now: Number, then: Number | None) -> str:
    """Which way the figure went since the baseline; empty where there is none to compare with."""
    if then is None or math.isnan(then.value):
        return ""
    if now.value == then.value:
        return "neither"
    return IMPROVED if (now.value > then.value) == (measure.better == "higher") else CONCERN


def _chart_words(
    signal: Signal | None, shows: str, since: str, before: dt.date | None,
) -> str:
    """What the chart says of the last month, and why that counts since the baseline or not;
    ``before`` is when it began, where that was not after the baseline.
    """
    if signal is None:
        return "Some figures that its chart rests on are hidden, so no signal is printed."
    if not signal.variation:
        return "There are too few cases or months to tell a change from chance."
    if not shows:
        return "The last month is within its usual range: no more than chance explains."
    if since:
        return (f"Its chart shows {_TOLD[shows]}: "
                f"{_RULES[signal.rule].format(signal.rule_points)}.")
    if before:
        return (f"Its chart shows {_TOLD[shows]}, but that began in {before:%B %Y}, not after the "
                "baseline.")
    than = "better" if shows == IMPROVED else "worse"
    return (f"Its chart shows {_TOLD[shows]} against its usual range, but the figure is no {than} "
            "than at the baseline.")


def _out_of_reach(signal: Signal) -> bool:
    return signal.pace == "not at this pace" or signal.assurance == FAIL


def _pace_words(signal: Signal | None) -> str:
    """When the target is reached; empty where nothing is said of that."""
    if signal is None:
        return ""
    if signal.pace == "on course" and signal.pace_month:
        return f"At this pace the target is reached in {signal.pace_month:%B %Y}."
    if signal.pace == "not at this pace":
        return "At this pace the target is not reached within two years."
    if signal.assurance == FAIL:
        return "The whole of its usual range misses the target."
    return ""


def _sentences(*said: str) -> str:
    return " ".join(filter(None, said))
