"""The table of the benchmark: rows of ours against something, as a ratio."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("what", "ours", "against", "ratio", "must be", "reached")
_SECONDS_PER = {"s": 1.0, "ms": 1e-3}
_BYTES_PER = {"KiB": 1024.0, "MB": 1e6}


class CannotRun(RuntimeError):
    """A part of the benchmark cannot run here; the message says why."""


@dataclass(frozen=True)
class Row:
    """One line. ``at_most`` is the most that the ratio may be; None when nothing is asked."""

    what: str
    ours: str
    against: str
    ratio: float
    at_most: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the ratio is within its limit; None when it has none."""
        return None if self.at_most is None else self.ratio <= self.at_most

    def cells(self) -> tuple[str, ...]:
        """The line in words, in the order of HEADINGS."""
        limit = "" if self.at_most is None else f"≤ {self.at_most:g}"
        reached = {True: "yes", False: "NO", None: ""}[self.reached]
        return (self.what, self.ours, self.against, f"{self.ratio:.2f}", limit, reached)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank).

    ``share`` is above 0 and at most 1. Raises ValueError for no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    return sorted(values)[max(1, math.ceil(share * len(values))) - 1]


def amount(value: float, unit: str) -> str:
    """Seconds as ``s`` or ``ms``, or bytes as ``KiB`` or ``MB``, to about three figures."""
    shown = value / (_SECONDS_PER | _BYTES_PER)[unit]
    digits = 0 if shown >= 100 else 1 if shown >= 10 else 2
    return f"{shown:,.{digits}f} {unit}"


def compared(what: str, ours: float, against: float, unit: str, at_most: float | None) -> Row:
    """A line of two amounts."""
    return Row(what, amount(ours, unit), amount(against, unit), ours / against, at_most)


def slowest(
    what: str, ours: Sequence[float], against: Sequence[float], at_most: float | None,
) -> Row:
    """A line of two series of seconds: p50 / p95 of each, and the ratio of the p95."""
    def both(values: Sequence[float]) -> str:
        middle = amount(percentile(values, 0.5), "ms").removesuffix(" ms")
        return f"{middle} / {amount(percentile(values, 0.95), 'ms')}"

    ratio = percentile(ours, 0.95) / percentile(against, 0.95)
    return Row(what, both(ours), both(against), ratio, at_most)


def table(rows: Sequence[Row]) -> str:
    """All lines under their headings, in columns: words to the left, numbers to the right."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADINGS))]
    ruled = ["  ".join("-" * width for width in widths)]
    text = [
        "  ".join(
            cell.ljust(width) if i in (0, 5) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip()
        for line in lines]
    return "\n".join([text[0], *ruled, *text[1:]])
