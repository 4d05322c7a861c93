"""Small numbers hidden, and a second one wherever subtraction would give the first away.

A count of 1 to 5 is hidden: how many met, how many did not, how many are not known, or how many
there are. Zero is never hidden by itself. Localities, and what is in none, add up to the authority,
so a single hidden part could be worked out from the total: then the next smallest is hidden too.

Each row of a table (authority, locality, no area) is shown to one of four depths:

| depth | hidden | because |
|---|---|---|
| 0 | nothing | every number is 0 or above the threshold |
| 1 | how many are not known, and what would give it away | those, or the rest, are few |
| 2 | how many met as well | those that met, or that did not, are few |
| 3 | everything | there are few |

Nothing is ever shown of a deeper kind than its row allows, so the three columns can be made safe
one after the other: all of it first, then how many met, then how many are not known.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

THRESHOLD = 5
_ALL, _MET, _UNKNOWN, _NOTHING = 3, 2, 1, 0


@dataclass
class _Row:
    """One row of a table. ``base`` is what its share is of; else how many there are."""

    total: bool
    base: float
    met: float
    missed: float
    unknown: float
    known: float
    depth: int = _NOTHING


def hide_small_numbers(figures: pd.DataFrame, *, threshold: int = THRESHOLD) -> pd.DataFrame:
    """Authority and locality figures with small numbers hidden.

    ``figures`` has the columns of a snapshot's figures. Gives only rows of level authority and
    locality, with hidden cells empty and a column ``hidden`` (true where the numerator is not
    shown). Each date, measure and period is a table of its own.
    """
    public = figures[figures["level"].isin(["authority", "locality"])].reset_index(drop=True)
    cases = public["cases"].to_numpy(float)
    unknown = public["unknown"].to_numpy(float)
    met = public["numerator"].to_numpy(float)
    denominator = public["denominator"].to_numpy(float)
    depth = np.zeros(len(public), dtype=int)
    left_out = np.zeros(len(public), dtype=bool)
    total = (public["level"] == "authority").to_numpy()
    for at in _tables(public):
        share = _share(met[at], denominator[at], unknown[at], cases[at])
        left_out[at] = share == "left out"
        rows = [_row(share, *numbers) for numbers in zip(
            total[at], met[at], unknown[at], cases[at], strict=True)]
        _hide(rows, share, threshold)
        depth[at] = [row.depth for row in rows]
    # A population is no count of cases and is known to everyone; any other denominator is one.
    population = denominator > cases
    public["hidden"] = depth >= _MET
    public["numerator"] = np.where(depth >= _MET, np.nan, met)
    public["denominator"] = np.where((depth >= _ALL) & ~population, np.nan, denominator)
    public["unknown"] = np.where(depth >= _UNKNOWN, np.nan, unknown)
    public["cases"] = np.where(
        depth >= np.where(left_out, _UNKNOWN, _ALL), np.nan, cases)
    return public


def _tables(public: pd.DataFrame) -> Iterator[np.ndarray]:
    """The positions of the rows of each date, measure and period."""
    keys = pd.MultiIndex.from_frame(public[["as_at", "measure", "period"]].astype(str))
    numbers = keys.factorize()[0]
    order = np.argsort(numbers, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1) if len(order) else ()


def _share(met: np.ndarray, denominator: np.ndarray, unknown: np.ndarray,
           cases: np.ndarray) -> str:
    """What the figures of a table are: a share with those not known in it or out of it, or none."""
    if (met <= denominator).all():
        if (denominator == cases).all():
            return "counted against"
        if (denominator == cases - unknown).all():
            return "left out"
    return ""


def _row(share: str, total: bool, met: float, unknown: float, cases: float) -> _Row:
    base = cases - unknown if share == "left out" else cases
    missed = base - met if share else 0.0
    known = missed - unknown if share == "counted against" else cases - unknown
    return _Row(bool(total), base, met, missed, unknown, known)


def _hide(rows: list[_Row], share: str, threshold: int) -> None:
    """Set the depth of each row of one table."""
    def few(amount: float) -> bool:
        return 0 < amount <= threshold

    for row in rows:
        if few(row.base) or (not share and few(row.met)):
            row.depth = _ALL
        elif few(row.met) or few(row.missed):
            row.depth = _MET
        elif few(row.unknown) or (share != "left out" and row.unknown and few(row.known)):
            row.depth = _UNKNOWN

    def room_of_base(row: _Row) -> tuple[float, float, float]:
        return row.base, 1, math.inf

    def room_of_met(row: _Row) -> tuple[float, float, float]:
        # Hidden beside a base that is shown, it is known to be neither none nor all.
        if row.depth == _ALL:
            return row.met, 0, math.inf
        least_missed = max(row.unknown, 1) if share == "counted against" else 1
        return row.met, 1, row.base - least_missed

    def room_of_unknown(row: _Row) -> tuple[float, float, float]:
        # Beside a share that is shown it is known not to be none.
        most = row.missed if share == "counted against" else math.inf
        return row.unknown, 1 if row.depth == _UNKNOWN else 0, most

    _hide_a_second(rows, _ALL, threshold, room_of_base, lambda row: row.base > 0)
    if share:
        _hide_a_second(rows, _MET, threshold, room_of_met,
                       lambda row: 0 < row.met < row.base)
    _hide_a_second(rows, _UNKNOWN, threshold, room_of_unknown, lambda row: row.unknown > 0)


def _hide_a_second(
    rows: list[_Row], depth: int, threshold: int,
    room: Callable[[_Row], tuple[float, float, float]], may_hide: Callable[[_Row], bool],
) -> None:
    """Take further parts of a table to a depth until none there can be worked out."""
    parts = [row for row in rows if not row.total]
    totals = [row for row in rows if row.total]
    while True:
        hidden = [room(row) for row in parts if row.depth >= depth]
        # With the total hidden too there is nothing to subtract from.
        if not hidden or any(row.depth >= depth for row in totals) or _safe(hidden, threshold):
            return
        others = [row for row in parts if row.depth < depth and may_hide(row)]
        if others:
            min(others, key=lambda row: room(row)[0]).depth = depth
        elif totals:
            for row in totals:
                row.depth = depth
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
