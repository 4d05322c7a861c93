"""The signals of a chart as they are named: which months, and by which rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from components.chart_kinds import Chart
from components.kinds import Measure
from components.numbers import missing, month_words
from data.statistics.control_chart import FEWEST, NEARLY, OUTSIDE, RULES, SHIFTED, TRENDING

FACES = {"improvement": "circle", "concern": "diamond", "change": "square"}
"""What a signal is, and the shape that marks it."""


class Run(NamedTuple):
    """Months that make one signal: ``rule`` one of RULES, ``direction`` 1 up or -1 down."""

    rule: str
    direction: int
    months: tuple[dt.date, ...]


class Step(NamedTuple):
    """One month of a baseline, as the rules saw it."""

    day: dt.date
    value: float
    side: int
    rule: str
    direction: int


def verdict(measure: Measure, direction: int) -> str:
    """What going up (1) or down (-1) means: improvement or concern; change where neither is."""
    if measure.better == "neither":
        return "change"
    return "improvement" if (direction > 0) == (measure.better == "higher") else "concern"


def months_judged(chart: Chart) -> int:
    """How many figures the latest baseline has."""
    since = chart.baselines[-1].since if chart.baselines else dt.date.max
    return sum(day >= since and not missing(value)
               for day, value in zip(chart.dates, chart.values, strict=True))


def has_range(chart: Chart) -> bool:
    """Whether a usual range is shown: not from fewer than FEWEST months."""
    return bool(chart.chart) and months_judged(chart) >= FEWEST


def runs(chart: Chart) -> list[Run]:
    """Every signal of a chart's latest baseline, the newest first.

    A month beyond the limits is named for itself and still counts in the row it is part of.
    """
    steps = list(_steps(chart))
    found = [
        *_stretches(steps, RULES[OUTSIDE], lambda before, now: (
            before.rule == now.rule == RULES[OUTSIDE] and before.direction == now.direction)),
        *_stretches(steps, RULES[SHIFTED], lambda before, now: now.side == before.side),
        *_stretches(steps, RULES[TRENDING], lambda before, now: _way(before, now) != 0
                    and _way(before, now) == now.direction == before.direction),
        *_nearly(steps)]
    return sorted(found, key=lambda run: run.months[-1], reverse=True)


def _steps(chart: Chart) -> Iterator[Step]:
    since = chart.baselines[-1].since if chart.baselines else dt.date.max
    for day, value, centre, rule, direction in zip(
            chart.dates, chart.values, chart.centre, chart.rules, chart.directions, strict=True):
        if day >= since:
            known = not (missing(value) or missing(centre))
            side = (value > centre) - (value < centre) if known else 0
            yield Step(day, value, side, rule, direction)


def _way(before: Step, now: Step) -> int:
    return (now.value > before.value) - (now.value < before.value)


def _stretches(
    steps: Sequence[Step], rule: str, together: Callable[[Step, Step], bool],
) -> Iterator[Run]:
    """The longest rows of months that belong ``together`` and of which any is by the rule."""
    row: list[Step] = []
    for step in [*steps, None]:
        if step is not None and row and together(row[-1], step):
            row.append(step)
            continue
        by_rule = [s for s in row if s.rule == rule]
        if by_rule:
            yield Run(rule, by_rule[-1].direction, tuple(s.day for s in row))
        row = [] if step is None else [step]


def _nearly(steps: Sequence[Step]) -> Iterator[Run]:
    """Two or three months near a limit, at most one other between them."""
    row: list[int] = []
    for position in [*range(len(steps)), len(steps) + 3]:
        inside = position < len(steps)
        if inside and steps[position].rule != RULES[NEARLY]:
            continue
        if row and (not inside or position - row[-1] > 2
                    or steps[position].direction != steps[row[-1]].direction):
            yield Run(RULES[NEARLY], steps[row[-1]].direction,
                      tuple(steps[p].day for p in row))
            row = []
        if inside:
            row.append(position)


def run_words(run: Run) -> str:
    """A signal in plain words: "March 2016: below its usual range"."""
    up, number = run.direction > 0, len(run.months)
    if run.rule == RULES[OUTSIDE]:
        return f"{_listed(run.months)}: {'above' if up else 'below'} its usual range"
    if run.rule == RULES[NEARLY]:
        edge = "top" if up else "bottom"
        return f"{_listed(run.months)}: near the {edge} of its usual range"
    said = (f"{number} months in a row {'above' if up else 'below'} the average"
            if run.rule == RULES[SHIFTED] else
            f"{'rising' if up else 'falling'} for {number} months in a row")
    return f"{said}, {month_words(run.months[0])} to {month_words(run.months[-1])}"


def _listed(days: Sequence[dt.date]) -> str:
    """ "March 2016", "February and March 2016", "January to March 2016" """
    first, last = days[0], days[-1]
    if len(days) == 1:
        return month_words(last)
    apart = (last.year - first.year) * 12 + last.month - first.month
    joint = "and" if len(days) == 2 else "to" if apart == len(days) - 1 else "…"
    if joint == "…":
        return f"{len(days)} months from {month_words(first)} to {month_words(last)}"
    start = f"{first:%B}" if first.year == last.year else month_words(first)
    return f"{start} {joint} {month_words(last)}"
