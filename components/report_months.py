"""A summary's line over months: its usual range, its target, and who else stands where."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from functools import cache

from components.numbers import missing
from components.report_drawing import (
    EDGE,
    INK,
    LINE,
    SMALL,
    TINT,
    WIDE,
    across,
    dot,
    hidden_words,
    level,
    path,
    runs,
    said,
    short,
    text,
)
from data.summaries.report import Picture

LEFT, RIGHT, TOP, PLOT = 36, 238, 12, 112
"""Where the plot begins and ends; to its right stand the names of the lines."""
SMALL_RIGHT, SMALL_PLOT = 156, 56
"""Where a small one ends, and how high its plot is."""
_STEPS = (1, 2, 2.5, 5, 10)


def months_parts(picture: Picture, top: int) -> tuple[list[str], int]:
    """What is drawn below ``top``, and how far down it reaches."""
    days = [dt.date.fromisoformat(label) for label in picture.labels]
    ticks = _ticks(picture)
    low, high = ticks[0], ticks[-1]
    top += TOP
    labels, (right, plot) = _labels(picture), _frame(picture)
    foot = top + max(plot, sum(room for *_, room in labels) - SMALL)

    @cache
    def y(value: float) -> int:
        inside = min(max(value, low), high)
        return round(foot - (foot - top) * (inside - low) / (high - low))

    x = [round(LEFT + 6 + (right - LEFT - 12) * at) for at in _spread(days)]
    parts = [across("".join(f"M{LEFT} {y(tick)}H{right}" for tick in ticks), colour=LINE),
             *(text(LEFT - 4, y(tick) + 4, level(picture, tick), look="s e") for tick in ticks)]
    parts += _range(picture, x, y)
    parts += [across(f"M{LEFT} {y(value)}H{right}", dashes=dashes)
              for value, dashes in _levels(picture)]
    parts += _line(picture, x, y, foot)
    parts += _named(labels, y, top, foot, right)
    if days:
        parts += [text(LEFT, foot + 14, f"{days[0]:%b %Y}", look="s"),
                  text(right, foot + 14, f"{days[-1]:%b %Y}", look="s e")]
    return parts, foot + 18


def _frame(picture: Picture) -> tuple[int, int]:
    """Where the plot ends, and how high it is."""
    return (SMALL_RIGHT, SMALL_PLOT) if picture.small else (RIGHT, PLOT)


def _spread(days: Sequence[dt.date]) -> list[float]:
    """Where each month stands between 0 and 1: one that is missing leaves its room."""
    months = [day.year * 12 + day.month for day in days]
    if not months:
        return []
    span = months[-1] - months[0]
    return [(month - months[0]) / span if span else 1.0 for month in months]


def _ticks(picture: Picture) -> list[float]:
    """Round numbers from under the lowest to over the highest that is drawn; of a share none
    outside 0 and 100.
    """
    drawn = [v for row in (picture.values, picture.lower, picture.upper) for v in row if v == v]
    drawn += [value for value, _ in _levels(picture)]
    if not drawn:
        return [0.0, 1.0]
    low, high = max(0.0, min(drawn)), max(drawn)
    if picture.unit == "percent":
        high = min(100.0, high)
    span = max(high - low, 6 if picture.unit in ("percent", "count", "days") else 0.6)
    power = 10 ** math.floor(math.log10(span / 3))
    step: float = next(s * power for s in _STEPS if s * power >= span / 3 - 1e-9)
    if picture.unit in ("count", "days"):
        step = float(max(1, math.ceil(step)))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last - first < 2:  # one level: in the middle, unless that is outside what there can be
        first, last = max(0, first - 1), last + 1
        if picture.unit == "percent" and last * step > 100:
            first, last = first - 1, last - 1
    return [round(n * step, 6) for n in range(first, last + 1)]


def _levels(picture: Picture) -> list[tuple[float, str]]:
    """The lines across, each with its dashes: the target long, others dotted."""
    target = [] if picture.target is None else [(picture.target, "6 3")]
    return target + [(value, "1 3") for _, value in picture.beside if not missing(value)]


def _labels(picture: Picture) -> list[tuple[float, list[str], str, int]]:
    """What stands to the right: value, lines, look, and the room it takes."""
    found: list[tuple[float, list[str], str, int]] = []
    if picture.values and not missing(picture.values[-1]):
        found.append((picture.values[-1], [said(picture, picture.values[-1])], "b", 14))
    if picture.target is not None:
        found.append((picture.target, [f"Target {level(picture, picture.target)}"], "s", 13))
    for name, value in picture.beside:
        if not missing(value):
            whose, _, year = name.partition(", ")
            number = level(picture, value) if year else said(picture, value)
            words = [short(whose), ", ".join(filter(None, (number, year)))]
            found.append((value, words, "s", 25))
    return sorted(found, key=lambda one: -one[0])


def _named(
    labels: Sequence[tuple[float, list[str], str, int]], y: Callable[[float], int], top: int,
    foot: int, right: int,
) -> list[str]:
    """The names at their lines, moved apart where they would stand on each other; and the foot."""
    at: list[int] = []
    for n, (value, *_) in enumerate(labels):  # from the top down, each below the one before
        at.append(max(y(value), at[-1] + labels[n - 1][3] if n else top))
    under = foot + SMALL
    for n in reversed(range(len(labels))):  # and up again from the foot
        at[n] = min(at[n], under - labels[n][3] + SMALL)
        under = at[n] - SMALL
    edges, parts = [f"M{LEFT} {foot}H{right}"], []
    for (value, words, look, _), place in zip(labels, at, strict=True):
        edges.append(f"M{right} {y(value)}l6 {round(place) - y(value)}")
        parts += [text(right + 9, round(place) + 4 + 12 * n, line, look=look)
                  for n, line in enumerate(words)]
    return [across("".join(edges), colour=EDGE), *parts]


def _range(picture: Picture, x: Sequence[int], y: Callable[[float], int]) -> list[str]:
    """The usual range as a tint, wherever there is one."""
    parts = []
    for run in runs(picture.lower):
        around = [*((x[n], y(picture.upper[n])) for n in run),
                  *((x[n], y(picture.lower[n])) for n in reversed(run))]
        parts.append(f"<path d='{path(around)}z' fill='{TINT}'/>")
    return parts


def _line(
    picture: Picture, x: Sequence[int], y: Callable[[float], int], foot: int,
) -> list[str]:
    """The figures, the marks of signals, and the letter of what is not shown at its place."""
    values = picture.values
    drawn = list(runs(values))
    if not drawn:
        why = hidden_words(next(filter(None, picture.symbols), ""))
        right, plot = _frame(picture)
        return [text((LEFT + right) / 2, foot - plot / 2, why, look="m")]
    lines = [path([(x[n], y(values[n])) for n in run]) for run in drawn if len(run) > 1]
    parts = [f"<path d='{''.join(lines)}' fill='none' stroke='{INK}' stroke-width='2' "
             "stroke-linejoin='round'/>"] if lines else []
    marks = picture.marks or ("",) * len(values)
    dots = {run[0] for run in drawn if len(run) == 1} | {len(values) - 1}
    parts += [dot(x[n], y(values[n]), marks[n]) for run in drawn for n in run
              if marks[n] or n in dots]
    before, end = "", 0
    for n, symbol in enumerate(picture.symbols):
        symbol = symbol if symbol and missing(values[n]) else ""
        if symbol and symbol != before and x[n] >= end:  # where there is room for it
            parts.append(text(x[n], foot - 4, f"[{symbol}]", look="s m"))
            end = x[n] + 3 * WIDE
        before = symbol
    return parts
