"""The first rule, one measure by itself: 1 to 5 hidden, and a second part so that no subtraction
gives the first away.

Each part of a measure is shown to one of four depths:

| depth | hidden | because |
|---|---|---|
| 0 | nothing | every number is 0 or above the threshold |
| 1 | how many are not known, and what would give it away | those, or the rest, are few |
| 2 | how many met as well | those that met, or that did not, are few |
| 3 | everything | there are few |

Where those not known are left out, cases less denominator gives them: at depth 1 the cases are
hidden too, or, where the cases are another measure's as well, the share in their place.

Nothing is ever shown of a deeper kind than its part allows, so the columns can be made safe one
after the other: all of it first, then how many met, then how many are not known. Nought is never
hidden by itself. This is secondary suppression of the next smallest, as the Department for
Education's tables of children in need and looked-after children have it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from data.disclosure.table import CASES, MISSED, NUMERATOR, UNKNOWN, Shape, Table, visible

ALL, MET, NOT_KNOWN, NOTHING = 3, 2, 1, 0


@dataclass
class _Part:
    """One part of a measure. ``base`` is what its share is of; else how many there are."""

    whole: bool
    base: float
    met: float
    missed: float
    unknown: float
    failed: float
    depth: int = NOTHING


def first_depths(table: Table, threshold: int, given: np.ndarray | None = None) -> np.ndarray:
    """The depth of every part of every measure, each measure by itself: measures x parts.

    ``given`` are depths that stand, those of the whole above all: where the whole is not to be
    hidden the parts of a split are.
    """
    depth = np.zeros(table.numbers.shape[1:], dtype=np.int8) if given is None else given.copy()
    if not threshold:
        return depth
    for n, shape in enumerate(table.shapes):
        numbers = table.numbers[:, n]
        for parts in table.splits.values() or [[]]:
            at = np.array([0, *parts])
            at = at[~np.isnan(numbers[CASES, at])]
            if not len(at) or not _may_be_few(numbers[:, at], threshold):
                continue
            here = [_part(shape, *column, depth=int(depth[n, part]), whole=part == 0)
                    for part, column in zip(
                        at, numbers[[NUMERATOR, UNKNOWN, CASES, MISSED]][:, at].T, strict=True)]
            _hide(here, shape, threshold, stands=given is not None)
            depth[n, at] = np.maximum(depth[n, at], [part.depth for part in here])
    return depth


def _may_be_few(numbers: np.ndarray, threshold: int) -> bool:
    return bool(((numbers > 0) & (numbers <= threshold)).any())


def _part(shape: Shape, met: float, unknown: float, cases: float, missed: float, *,
          depth: int, whole: bool) -> _Part:
    base = cases - unknown if shape.left_out else cases
    failed = base - unknown - met if shape.share and not shape.left_out else base - met
    return _Part(whole, base, met, missed if shape.share else 0, unknown,
                 failed if shape.share else cases - unknown, depth)


def _hide(parts: list[_Part], shape: Shape, threshold: int, *, stands: bool) -> None:
    """Set the depth of the whole and each part of one measure, or of the parts only."""
    def few(amount: float) -> bool:
        return 0 < amount <= threshold

    for part in parts:
        if stands and part.whole:
            continue
        if few(part.base) or (not shape.share and few(part.met)):
            part.depth = ALL
        elif few(part.met) or few(part.missed):
            part.depth = max(part.depth, MET)
        elif few(part.unknown) or (
                shape.share and not shape.left_out and part.unknown and few(part.failed)):
            part.depth = max(part.depth, NOT_KNOWN)

    def room_of_base(part: _Part) -> tuple[float, float, float]:
        return part.base, 1, math.inf

    def room_of_met(part: _Part) -> tuple[float, float, float]:
        # Hidden beside a base that is shown, it is known to be neither none nor all.
        if part.depth == ALL:
            return part.met, 0, math.inf
        return part.met, 1, part.base - (1 if shape.left_out else max(part.unknown, 1))

    def room_of_unknown(part: _Part) -> tuple[float, float, float]:
        # Beside a share that is shown it is known not to be none.
        most = part.missed if shape.share and not shape.left_out else math.inf
        return part.unknown, 1 if part.depth == NOT_KNOWN else 0, most

    second = partial(_hide_a_second, parts, threshold, stands)
    second(ALL, room_of_base, lambda part: part.base > 0)
    if shape.share:
        second(MET, room_of_met, lambda part: 0 < part.met < part.base)
    second(NOT_KNOWN, room_of_unknown, lambda part: part.unknown > 0)


def _hide_a_second(
    rows: list[_Part], threshold: int, stands: bool, depth: int,
    room: Callable[[_Part], tuple[float, float, float]], may_hide: Callable[[_Part], bool],
) -> None:
    """Take further parts of a measure to a depth until none there can be worked out."""
    parts = [row for row in rows if not row.whole]
    wholes = [row for row in rows if row.whole]
    while True:
        hidden = [room(row) for row in parts if row.depth >= depth]
        # With the whole hidden too there is nothing to subtract from.
        if not hidden or any(row.depth >= depth for row in wholes) or _safe(hidden, threshold):
            return
        others = [row for row in parts if row.depth < depth and may_hide(row)]
        if others:
            min(others, key=lambda row: room(row)[0]).depth = depth
        elif wholes and not stands:
            for row in wholes:
                row.depth = depth
        elif stands and any(row.depth < ALL and row.base > 0 for row in parts):
            for row in parts:
                row.depth = ALL if row.base > 0 else row.depth
        else:
            return


def _safe(hidden: list[tuple[float, float, float]], threshold: int) -> bool:
    """Whether each of some numbers, whose sum is known, could be another than it is.

    Each is (number, least, most that it could be). Where all are small, whoever knows that only
    small numbers are hidden must not be able to tell either.
    """
    if all(number <= threshold for number, _, _ in hidden):
        hidden = [(number, least, min(most, threshold)) for number, least, most in hidden]
    for n, (number, least, most) in enumerate(hidden):
        others = hidden[:n] + hidden[n + 1:]
        up = number < most and any(other > low for other, low, _ in others)
        down = number > least and any(other < high for other, _, high in others)
        if number and not (up or down):
            return False
    return True


def together(table: Table, depth: np.ndarray) -> np.ndarray:
    """Depths with one decision for one number: what one measure hides, none of those shows whose
    number is the same. Never shallower than they were.
    """
    depth = depth.copy()
    classes = table.classes
    count = classes.max(initial=-1) + 1
    there = ~np.isnan(table.numbers) & (classes >= 0)[:, :, None]
    there[4:] = False  # worked out, never shown
    number = np.broadcast_to(classes[:, :, None], table.numbers.shape)
    part = np.broadcast_to(np.arange(depth.shape[1]), table.numbers.shape)
    while True:
        shown = visible(table, depth)
        hidden = np.zeros((count, depth.shape[1]), bool)
        gone = there & ~shown
        hidden[number[gone], part[gone]] = True
        torn = (there & shown & hidden[number, part]).any(axis=0) & (depth < ALL)
        if not torn.any():
            return depth
        depth[torn] += 1
