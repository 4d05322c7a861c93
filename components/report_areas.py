"""A summary's places side by side: a bar each with its figure, and the target across them all."""

from __future__ import annotations

import textwrap

from components.numbers import missing
from components.report_drawing import (
    EDGE,
    INK,
    WIDE,
    across,
    dot,
    hidden_words,
    level,
    said,
    short,
    text,
)
from data.summaries.report import Picture

NAMES, BARS, END = 104, 110, 226
"""Where names end, bars begin and bars end; what is said of each stands to their right."""
FEW = 12
"""Up to so many places each has room to breathe."""
APART = "apart"


def areas_parts(picture: Picture, top: int) -> tuple[list[str], int]:
    """What is drawn below ``top``, and how far down it reaches."""
    levels = _levels(picture)
    known = [v for v in picture.values if not missing(v)] + [value for value, *_ in levels]
    most = max([*known, 1e-9])
    if picture.unit == "percent":
        most = min(100.0, most) or 1.0

    def x(value: float) -> int:
        return round(BARS + (END - BARS) * min(max(value, 0), most) / most)

    bars: list[str] = []
    parts: list[str] = []
    rise: list[tuple[int, int, str]] = []
    y = top + 4
    for value, words, dashes in sorted(levels, reverse=True):
        y += 12
        parts.append(_over(x(value), y, words))
        rise.append((x(value), y - 8, dashes))
    y += 5
    begins = y
    marks = picture.marks or ("",) * len(picture.values)
    room = 18 if len(picture.labels) <= FEW else 15
    for name, value, symbol, mark in zip(
            picture.labels, picture.values, picture.symbols, marks, strict=True):
        lines = name_lines(name)
        high = max(room, 11 * len(lines) + (5 if room == 18 else 1))
        middle = y + high // 2
        parts += [text(NAMES, middle + 4 + round(11 * (n - (len(lines) - 1) / 2)), line, look="e")
                  for n, line in enumerate(lines)]
        parts += _words(picture, middle, value, symbol, mark)
        if not missing(value):
            thick = min(13, high - 6)
            bars.append(f"M{BARS} {middle - thick // 2}H{x(value)}v{thick}H{BARS}z")
        y += high
    lines = [across(f"M{at} {start}V{y}", dashes=dashes) for at, start, dashes in rise]
    lines.append(across(f"M{BARS} {begins}V{y}", colour=EDGE))
    drawn = f"<path d='{''.join(bars)}' fill='{INK}' fill-opacity='.55'/>"
    return [drawn, *lines, *parts], y + 4


def _words(
    picture: Picture, middle: int, value: float, symbol: str, mark: str,
) -> list[str]:
    """What is said of one place, beside its bar or in its stead."""
    if missing(value):
        return [text(BARS + 5, middle + 4, hidden_words(symbol), look="s")]
    words = said(picture, value)
    parts = [text(END + 8, middle + 4, words, look="b")]
    if mark == "apart":
        at = END + 20 + 7 * len(words)
        parts += [dot(at, middle, mark), text(at + 8, middle + 4, APART)]
    return parts


def name_lines(name: str) -> list[str]:
    """A name in as many lines as it takes."""
    return textwrap.wrap(name, int((NAMES - 2) / WIDE))


def _levels(picture: Picture) -> list[tuple[float, str, str]]:
    """The lines across with their words: the target long dashes, others dotted."""
    found = [] if picture.target is None else [
        (picture.target, f"Target {level(picture, picture.target)}", "6 3")]
    for name, value in picture.beside:
        if not missing(value):
            whose, _, year = name.partition(", ")
            number = level(picture, value) if year else said(picture, value)
            found.append((value, " ".join(filter(None, (short(whose), year, number))), "1 3"))
    return found


def _over(x: int, y: int, words: str) -> str:
    """A line's words, which end at it; those of a line too far left begin there."""
    fits = len(words) * WIDE + 4 < x
    return text(x - 4 if fits else x + 4, y, words, look="s e" if fits else "s")
