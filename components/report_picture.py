"""The small charts of a summary as SVG: they need no script, print at half the width of an A4 page,
and stand alone as files.
"""

from __future__ import annotations

import textwrap
from dataclasses import replace
from html import escape

from dash import html
from dash.development.base_component import Component

from components.numbers import missing
from components.quick import quick
from components.report_areas import areas_parts
from components.report_drawing import (
    SMALL,
    SMALL_WIDTH,
    SOFT,
    TINT,
    WIDE,
    WIDTH,
    dot,
    in_address,
    text,
)
from components.report_months import months_parts
from data.summaries.report import Picture

_STYLE = (f"text{{font:{SMALL}px system-ui,Arial,sans-serif;fill:{SOFT};paint-order:stroke;"
          f"stroke:#fff;stroke-width:3px}}.b,.d{{fill:#1d2330}}.b{{font-weight:700}}"
          f".e{{text-anchor:end}}.m{{text-anchor:middle}}")
_FILE_WIDTH = 3
"""A file's picture is so many times as large, for slides."""


def picture_part(picture: Picture) -> Component:
    """The picture on a page: its title over it, its words for those who do not see it."""
    svg, height = _svg(picture, titled=False)
    return quick(html.Figure, [
        quick(html.Figcaption, picture.title),
        quick(html.Img, src=in_address(svg), alt=picture.words, width=_width(picture),
              height=height)], className="small" if picture.small else None)


def picture_svg(picture: Picture) -> str:
    """The picture as a file of its own: title, chart, key, and its words as a description."""
    return _svg(replace(picture, small=False), titled=True)[0]


def _svg(picture: Picture, *, titled: bool) -> tuple[str, int]:
    """The picture and its height."""
    parts: list[str] = []
    top = 0
    if titled:
        parts += [text(0, 13 * n + 12, line, look="b")
                  for n, line in enumerate(_title_lines(picture.title))]
        top = 13 * len(parts) + 4
    drawn, foot = (months_parts if picture.kind == "months" else areas_parts)(picture, top)
    parts += drawn
    width = _width(picture)
    key, foot = _key(picture, foot, width)
    parts += key
    height = foot + 2
    size = (f" width='{width * _FILE_WIDTH}' height='{height * _FILE_WIDTH}' role='img'"
            if titled else "")
    about = (f"<title>{escape(picture.title, quote=False)}</title>"
             f"<desc>{escape(picture.words, quote=False)}</desc>"
             f"<path d='M0 0H{width}V{height}H0z' fill='#fff'/>") if titled else ""
    return (f"<svg xmlns='http://www.w3.org/2000/svg'{size} viewBox='0 0 {width} {height}'>"
            f"{about}<style>{_STYLE}</style>{''.join(parts)}</svg>"), height


def _width(picture: Picture) -> int:
    return SMALL_WIDTH if picture.small else WIDTH


def _title_lines(title: str) -> list[str]:
    return textwrap.wrap(title, 56)[:2] or [title]


def _key(picture: Picture, foot: int, width: int) -> tuple[list[str], int]:
    """What the signs of the picture mean, as far as they occur in it, below ``foot``; and how far
    down that reaches.
    """
    signs: list[tuple[str, str]] = []
    if any(not missing(v) for v in picture.lower):
        signs.append(("range", "usual range"))
    signs += [(mark, words) for mark, words in (
        ("better", "better"), ("worse", "worse, more than chance"),
        ("apart", "apart: further off than chance explains")) if mark in picture.marks]
    parts: list[str] = []
    x = width
    for sign, words in signs:
        wide = 16 + len(words) * WIDE
        if x + wide > width:  # a row of its own
            x, foot = 0, foot + (16 if not parts else 13)
        y = foot - 4
        parts += [f"<path d='M{x} {y - 9}h12v9h-12z' fill='{TINT}'/>" if sign == "range"
                  else dot(x + 6, y - 4, sign), text(x + 16, y, words, look="s")]
        x += wide + 8
    return parts, foot
