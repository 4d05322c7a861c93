"""What is said of chance and of pace: whether a figure is usual, and when it reaches its target."""

from __future__ import annotations

import math

from data.measures.catalogue import Measure
from data.signals.schema import Signal
from data.statistics.control_chart import (
    CHANCE,
    FAIL,
    NEARLY,
    OUTSIDE,
    PASS,
    RULES,
    SHIFTED,
    TRENDING,
    VARIATIONS,
)
from data.status import ON_TARGET
from data.summaries.moves import difference, moved
from data.summaries.reading import Reading
from data.summaries.saying import amount, month_words, rounded

BEYOND = "more than chance explains"


def usual(reading: Reading) -> str:
    """Whether the latest month is usual; where that cannot be told or may not be said, that it
    cannot of a change, and nothing else.
    """
    signal, measure = reading.signal, reading.measure
    if signal is None or not signal.variation or reading.now.symbol:
        return ("Whether the change is more than chance cannot be told." if difference(reading)
                else "")
    monthly = signal.period != reading.period
    subject = f"The figure {'of the month alone ' if monthly else ''}is"
    between = range_words(measure, signal)
    if signal.variation == VARIATIONS[0]:
        if not between:
            return ""
        so = ", so the change may be chance" if difference(reading) else ""
        return f"{subject} within its usual range, {between}{so}."
    side = _side(signal)
    if {side, moved(reading)} == {"better", "worse"}:
        subject = f"Over a longer time, {subject[:1].lower()}{subject[1:]}"
    if signal.rule == RULES[OUTSIDE]:
        shown = f", {between}" if between and not _on_the_edge(measure, signal) else ""
        return f"{subject} {side} than its usual range{shown}: {BEYOND}."
    if signal.rule == RULES[TRENDING]:
        return f"It has become {side} for {signal.rule_points} months in a row: {BEYOND}."
    if signal.rule == RULES[NEARLY]:
        return f"It has come near the {_edge(side)} edge of its usual range: {BEYOND}."
    if signal.rule == RULES[SHIFTED]:
        return (f"It has been {side} than its usual level for {signal.rule_points} months in a "
                f"row: {BEYOND}.")
    return ""


def _on_the_edge(measure: Measure, signal: Signal) -> bool:
    """Whether a figure outside would read, rounded, as if it were at the edge of the range."""
    fine = 10 if measure.share_of or measure.unit == "mean" else 1
    return rounded(signal.value * fine) in (
        rounded(signal.lower * fine), rounded(signal.upper * fine))


def _side(signal: Signal) -> str:
    """Better or worse; higher or lower where neither is."""
    kind, way = signal.variation.split(" ")
    return {"improvement": "better", "concern": "worse"}.get(
        kind, "higher" if way == "high" else "lower")


def _edge(side: str) -> str:
    return {"higher": "upper", "lower": "lower"}.get(side, side)


def range_words(measure: Measure, signal: Signal) -> str:
    """The usual range: "71 to 86"; empty where there is none."""
    if math.isnan(signal.lower) or math.isnan(signal.upper):
        return ""
    top = 100.0 if measure.unit == "percent" else math.inf
    low, high = max(0.0, signal.lower), min(top, signal.upper)
    fine = bool(measure.share_of) or measure.unit == "mean"
    ends = [amount(rounded(v * 10) / 10) if fine else amount(rounded(v)) for v in (low, high)]
    return f"{ends[0]} to {ends[1]}" if ends[0] != ends[1] else f"about {ends[0]}"


def outlook(reading: Reading) -> str:
    """When the target is reached at this pace, or whether it ever is as things are; empty where
    it is met, where there is none, or where that cannot be told.
    """
    signal = reading.signal
    if signal is None or reading.now.symbol or reading.now.status == ON_TARGET:
        return ""
    if signal.pace == "on course" and signal.pace_month:
        return f"At this pace the target is reached in about {month_words(signal.pace_month)}."
    if signal.pace == "not at this pace":
        return "At this pace the target is not reached within two years."
    if reading.measure.target == 0 and signal.assurance == CHANCE:
        return ""  # the range reaches down to nought, which no month has come near
    return {PASS: "As things are, it goes on reaching the target in most months.",
            CHANCE: "As things are, it is chance whether a month reaches the target.",
            FAIL: "As things are, the target will not be reached: something has to change.",
            }.get(signal.assurance, "")
