"""What the charts of a summary are drawn with: letters, lines, colours, and numbers as people say
them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import pairwise

from components.numbers import THIN, decimal, missing, percent, plural, whole
from data.summaries.report import Picture

WIDTH = 340
"""Of every picture, in its own units: 86 mm of paper leave its letters 8 points high."""
SMALL_WIDTH = 240
"""Of one that stands beside two others: its letters are as high on a third of the paper."""
LETTERS, SMALL = 11, 10
WIDE = 6
"""What a letter of SMALL takes on average; names are wrapped by it, on the safe side."""
INK, SOFT, LINE, EDGE, TINT = "#12436D", "#545d6b", "#d5dae1", "#7b8594", "#e4e9f0"
BETTER, WORSE = "#1f7f78", "#801650"
WORDS = {"c": "hidden", "k": "nearly none", "x": "not available", "z": "no cases",
         "u": "too few to tell"}
"""Why there is no mark, beside the letter: what it means in full stands below a report's end."""
_IN_ADDRESS = (("%", "%25"), ("<", "%3C"), (">", "%3E"), ("#", "%23"), ("/", "%2F"))
"""What must not stand in an address as it is, its own sign first; and the stroke, which takes six
letters in JSON.
"""


def in_address(svg: str) -> str:
    """A picture as the address of an image. Its own per cent signs must not be read as codes."""
    for sign, code in _IN_ADDRESS:
        svg = svg.replace(sign, code)
    return f"data:image/svg+xml,{svg}"


def said(picture: Picture, value: float) -> str:
    """A value in the picture's unit: "79 %", "63.2", "15 days"."""
    if picture.unit == "percent":
        return percent(value, short_of=picture.target)
    if picture.unit == "count":
        return whole(value)
    return plural(round(value), "day") if picture.unit == "days" else decimal(value)


def short(whose: str) -> str:
    """A name that fits: "Statistical neighbours" are "Neighbours" here."""
    return whose if len(whose) <= 11 else whose.rsplit(maxsplit=1)[-1].capitalize()[:12]


def level(picture: Picture, value: float) -> str:
    """A target or a published figure, as it was set: "95 %", "62.5 %", "15"."""
    words = whole(value) if float(value).is_integer() else decimal(value)
    return f"{words}{THIN}%" if picture.unit == "percent" else words


def hidden_words(symbol: str) -> str:
    """ "[c] hidden" """
    return f"[{symbol}] {WORDS.get(symbol, '')}".strip() if symbol else "not available"


def text(x: float, y: float, words: str, *, look: str = "") -> str:
    """Words whose foot is at ``y``; ``look`` says how: b bold, s soft, e ends at ``x``, m has its
    middle there. Soft is what needs no class: most words are.
    """
    return f"<text x='{x:g}' y='{y:g}'{_classes(look)}>{escape(words, quote=False)}</text>"


@cache
def _classes(look: str) -> str:
    classes = " ".join(dict.fromkeys(
        one for one in ("" if {"b", "s"} & set(look) else "d", *look.split()) if one not in "s"))
    return f" class='{classes}'" if classes else ""


def across(path: str, *, colour: str = SOFT, dashes: str = "") -> str:
    """A thin line; dashed where ``dashes`` says so."""
    of = f" stroke-dasharray='{dashes}'" if dashes else ""
    return f"<path d='{path}' stroke='{colour}'{of}/>"


def path(points: Sequence[tuple[int, int]]) -> str:
    """A line through points, each from the one before."""
    (first, last), *_ = points
    steps = [f"l{next_x - x} {next_y - y}" for (x, y), (next_x, next_y) in pairwise(points)]
    return f"M{first} {last}{''.join(steps).replace(' -', '-')}"


def dot(x: int, y: int, mark: str = "") -> str:
    """A figure: a dot, larger for better, a diamond for worse or apart."""
    if mark in ("worse", "apart"):
        return f"<path d='M{x} {y - 6}l6 6-6 6-6-6z' fill='{WORSE}'/>"
    size, colour = (5, BETTER) if mark == "better" else (4, INK)
    return f"<circle cx='{x}' cy='{y}' r='{size}' fill='{colour}'/>"


def runs(values: Sequence[float]) -> Iterator[range]:
    """The positions in a row that have a number: a gap is a gap in the line."""
    start = 0
    for n, value in enumerate((*values, math.nan)):
        if missing(value):
            if n > start:
                yield range(start, n)
            start = n + 1
