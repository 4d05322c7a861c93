"""One mark a worker on a line of children for one full-time post: a picture without a script."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.kinds import CaseloadOfWorker as Worker
from components.numbers import decimal, plural

COLUMNS, PITCH, MARK, EDGE, FOOT = 44, 7, 6, 8, 14
WIDTH = COLUMNS * PITCH + 2 * EDGE
INK, ORANGE, SOFT, LINE, OVER = "#12436d", "#b8470a", "#545d6b", "#7b8594", "#f5e9f0"
_PLAIN = " '=,:;-.()"
"""Characters of the picture that an address may hold as they are."""


def caseload_dots(workers: Sequence[Worker], *, bands: Sequence[int]) -> Component | None:
    """The marks above a scale with the ends of the ``bands``, from nothing to twice the last; what
    is over the last is tinted, and whoever has more than twice as much stands at the end. None when
    nobody's share of a week is known.

    A circle is a permanent worker and a square one from an agency; hollow is newly qualified.
    """
    known = [w for w in workers if w.each is not None]
    if not known:
        return None
    scale = _Scale(bands)
    placed = list(scale.placed(known))
    height = FOOT + PITCH * (2 + max(level for _, level, _ in placed))
    picture = quote(_svg(placed, scale, height - FOOT), safe=_PLAIN)
    return html.Img(src=f"data:image/svg+xml,{picture}", width=WIDTH, height=height,
                    alt=dots_words(known, bands), className="dots")


def dots_words(workers: Sequence[Worker], bands: Sequence[int]) -> str:
    """What the marks show: how many, from where to where, how many above the last band."""
    numbers = sorted(w.each for w in workers if w.each is not None)
    over = sum(n > bands[-1] for n in numbers)
    said = f"{plural(len(numbers), 'worker')}, {decimal(numbers[0])}"
    if len(numbers) > 1:
        said += f" to {decimal(numbers[-1])}"
    return f"{said} children for a full-time post; {over} above {bands[-1]}"


class _Scale:
    """Columns that part where the bands part, so that no mark stands on the wrong side of one."""

    def __init__(self, bands: Sequence[int]) -> None:
        self.bands, self.top = bands, 2 * bands[-1]
        step = math.gcd(*bands)
        self.columns = self.top // step * max(1, COLUMNS * step // self.top)

    def x(self, each: float) -> float:
        """How far along the picture so many children are."""
        return EDGE + COLUMNS * PITCH * min(each, self.top) / self.top

    def placed(self, workers: Sequence[Worker]) -> Iterator[tuple[float, int, Worker]]:
        """Each worker's middle along the line and level above it: those of a column are stacked,
        permanent workers at the bottom.
        """
        levels: Counter[int] = Counter()
        for worker in sorted(workers, key=lambda w: (w.agency, w.newly_qualified)):
            each = min(worker.each or 0, self.top)
            column = max(1, math.ceil(each * self.columns / self.top - 1e-6))
            yield self.x((column - 0.5) * self.top / self.columns), levels[column], worker
            levels[column] += 1


def _svg(placed: Sequence[tuple[float, int, Worker]], scale: _Scale, base: int) -> str:
    over, end = scale.x(scale.bands[-1]), WIDTH - EDGE
    drawn = [f"<path d='M{over:g} 0H{end}V{base}H{over:g}' fill='{OVER}'/>",
             f"<path d='M{EDGE} {base}H{end}' stroke='{SOFT}'/>"]
    for band in scale.bands:
        drawn.append(f"<path d='M{scale.x(band):.4g} 0V{base}' stroke='{LINE}' "
                     "stroke-dasharray='2'/>")
    for number, words in [(0, "0"), *((band, str(band)) for band in scale.bands),
                          (scale.top, f"{scale.top}+")]:
        drawn.append(
            f"<text x='{scale.x(number):.4g}' y='{base + FOOT - 3}' font-size='11' "
            f"font-family='sans-serif' fill='{SOFT}' "
            f"text-anchor='{'end' if number == scale.top else 'middle'}'>{words}</text>")
    for agency in (False, True):
        of_kind = [spot for spot in placed if spot[2].agency == agency]
        hollow = [spot for spot in of_kind if spot[2].newly_qualified]
        look = (ORANGE, "square", MARK - 1) if agency else (INK, "round", MARK)
        drawn += [_marks(of_kind, base, *look), _marks(hollow, base, "#fff", look[1], look[2] - 3)]
    return (f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {base + FOOT}'>"
            f"{''.join(drawn)}</svg>")


def _marks(
    spots: Sequence[tuple[float, int, Worker]], base: int, colour: str, end: str, size: float,
) -> str:
    """All marks of a kind as one line that is nothing but its ends: a few letters each."""
    if not spots:
        return ""
    path = "".join(f"M{x:.4g} {base - (level + 0.5) * PITCH - 0.5:g}h0" for x, level, _ in spots)
    return (f"<path d='{path}' stroke='{colour}' stroke-width='{size}' "
            f"stroke-linecap='{end}'/>")
