"""A small line of up to a year and a month, as a picture that prints and needs no script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.kinds import Measure
from components.numbers import missing, month_words, target_words, unit_words
from components.quick import quick

WIDTH, HEIGHT, EDGE = 120, 30, 3
INK, SOFT = "#12436D", "#5b6472"
IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "/": "%2F", "#": "%23"})
"""Characters of a picture that stand otherwise in an address, or take more room in a layout."""


def trend(
    measure: Measure, values: Sequence[float], *, dates: Sequence[dt.date],
) -> Component | None:
    """The line, its last point dotted, the target dashed; None under two known values.

    ``values`` and ``dates`` run side by side, oldest first; a gap in the values is a gap in the
    line.
    """
    known = [(d, v) for d, v in zip(dates, values, strict=True) if not missing(v)]
    if len(known) < 2:
        return None
    return quick(
        html.Img, src=f"data:image/svg+xml,{_svg(values, measure.target).translate(IN_ADDRESS)}",
        alt=trend_words(measure, known), width=WIDTH, height=HEIGHT, className="trend")


def trend_words(measure: Measure, known: Sequence[tuple[dt.date, float]]) -> str:
    """What the line shows: first, last, lowest, highest."""
    (first_day, first), (last_day, last) = known[0], known[-1]
    numbers = [v for _, v in known]
    target = f". Target {target_words(measure)}" if measure.target is not None else ""
    return (f"{month_words(first_day)} {unit_words(measure, first)}, "
            f"{month_words(last_day)} {unit_words(measure, last)}; "
            f"lowest {unit_words(measure, min(numbers))}, "
            f"highest {unit_words(measure, max(numbers))}{target}")


def _svg(values: Sequence[float], target: float | None) -> str:
    known = [v for v in values if not missing(v)] + ([target] if target is not None else [])
    low, high = min(known), max(known)
    span = (high - low) or 1

    def y(value: float) -> float:
        if high == low:
            return HEIGHT / 2
        return round(EDGE + (HEIGHT - 2 * EDGE) * (high - value) / span, 1)

    step = (WIDTH - 2 * EDGE - 2) / max(1, len(values) - 1)
    points = [None if missing(v) else (round(EDGE + step * n), y(v))
              for n, v in enumerate(values)]
    runs: list[list[tuple[int, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    drawn = []
    if target is not None:
        drawn.append(f"<path d='M0 {y(target):g}H{WIDTH}' stroke='{SOFT}' stroke-dasharray='3'/>")
    for run in runs:
        if len(run) > 1:
            line = " ".join(f"{x:g},{at:g}" for x, at in run)
            drawn.append(f"<polyline fill='none' stroke='{INK}' stroke-width='1.6' "
                         f"points='{line}'/>")
        elif run:
            drawn.append(f"<circle cx='{run[0][0]:g}' cy='{run[0][1]:g}' r='1.6' fill='{INK}'/>")
    if points[-1] is not None:
        drawn.append(f"<circle cx='{points[-1][0]:g}' cy='{points[-1][1]:g}' r='2.8' "
                     f"fill='{INK}'/>")
    return (f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'>"
            f"{''.join(drawn)}</svg>")
