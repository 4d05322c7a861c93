"""What to talk about first: the order in which a surgery goes through its measures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from data.measures.catalogue import Measure
from data.signals.schema import Signal
from data.statistics.control_chart import CHANCE, FAIL, PASS, RULES

_CONCERN, _COMMON, _IMPROVEMENT = "concern", "common cause", "improvement"
ORDER = (
    (_CONCERN, FAIL), (_CONCERN, CHANCE), (_COMMON, FAIL), (_CONCERN, PASS), (_CONCERN, ""),
    (_IMPROVEMENT, FAIL), (_COMMON, CHANCE), (_IMPROVEMENT, CHANCE), (_IMPROVEMENT, ""),
    (_COMMON, PASS), (_IMPROVEMENT, PASS), (_COMMON, ""),
)
"""What changed, and whether the target is met all the same; first what to act on. Without a target
a concern is looked into and the rest is noted."""
BY_PACE = {"reached": PASS, "on course": CHANCE, "not at this pace": FAIL}
"""What stands for assurance where a chart gives none: a stock figure's pace."""


def ranked(signals: Iterable[Signal], catalogue: Mapping[str, Measure]) -> list[Signal]:
    """The first to talk about first, ``rank`` counted from 1: by ORDER, then by the children that
    the target is away, then by the strength of the rule. What is neither better high nor low
    comes after everything that is, and what has no figure at all comes last.
    """
    order = sorted(signals, key=lambda signal: _first(signal, catalogue[signal.measure].better))
    return [signal._replace(rank=n) for n, signal in enumerate(order, 1)]


def _first(signal: Signal, better: str) -> tuple[int, int, int]:
    strength = RULES.index(signal.rule) if signal.rule else len(RULES)
    return _class(signal, better), -(signal.gap or 0), strength


def _class(signal: Signal, better: str) -> int:
    if math.isnan(signal.value):
        return len(ORDER) + 2
    if better == "neither":
        return len(ORDER) + (signal.variation in ("", _COMMON))
    change = signal.variation.split(" ")[0] if signal.rule else _COMMON
    if change == _COMMON and signal.funnel.startswith("outside"):
        # Steady, but not as the county is: that is as good as a change, or as bad.
        good = signal.funnel.endswith("high") == (better == "higher")
        change = _IMPROVEMENT if good else _CONCERN
    return ORDER.index((change, signal.assurance or BY_PACE.get(signal.pace, "")))
