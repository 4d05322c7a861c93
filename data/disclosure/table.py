"""The numbers of one date laid out as they add up: measures down, parts across.

A part is the whole, an area, or a group of a breakdown; the areas, and the groups of each
breakdown, are a split: its parts add up to the whole. A measure has four columns that are shown
(numerator, denominator, unknown, cases) and three that anybody can work out from them: how many
are known, how many were missed (not met, or not known where that counts against), and how many of
those are known to have been missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from data.disclosure.identities import NONE, Identities

SHOWN = ("numerator", "denominator", "unknown", "cases")
NUMERATOR, DENOMINATOR, UNKNOWN, CASES, KNOWN, MISSED, FAILED = range(7)
_COLUMN = {"numerator": NUMERATOR, "denominator": DENOMINATOR, "unknown": UNKNOWN, "cases": CASES,
           "missed": MISSED}
AREAS = "areas"


@dataclass(frozen=True)
class Shape:
    """What a measure's columns are. ``counted``: the numerator is all cases, or all that are
    known. ``share``: it is a part of the denominator. ``left_out``: those not known are in neither.
    ``population``: the denominator is one, which everybody knows.
    """

    counted: bool
    share: bool
    left_out: bool
    population: bool


@dataclass
class Table:
    """``numbers``: 7 columns x measures x parts, empty where a measure has no such part; part 0 is
    the whole. ``splits``: the parts of each.
    """

    measures: list[str]
    parts: list[str]
    splits: dict[str, list[int]]
    numbers: np.ndarray
    shapes: list[Shape]
    identities: Identities = field(default=NONE)

    @cached_property
    def main(self) -> list[int]:
        """The whole and the areas: what stands on every page."""
        return [0, *self.splits.get(AREAS, [])]

    def only(self, parts: Sequence[int]) -> Table:
        """The table of these parts: the whole first, and whole splits."""
        at = {part: n for n, part in enumerate(parts)}
        return Table(
            self.measures, [self.parts[part] for part in parts],
            {name: [at[p] for p in some] for name, some in self.splits.items()
             if set(some) <= set(parts)},
            self.numbers[:, :, list(parts)], self.shapes, self.identities)

    @cached_property
    def classes(self) -> np.ndarray:
        """Which of all numbers each column of each measure is: 7 x measures. Two with the same one
        are the same number at every part; -1 for none (a population, or no denominator).
        """
        columns, count = self.numbers.shape[:2]
        number = np.arange(columns * count).reshape(columns, count)
        groups = _Groups(number.size)
        for n, shape in enumerate(self.shapes):
            if not shape.population and shape.share:
                groups.join(number[DENOMINATOR, n], number[KNOWN if shape.left_out else CASES, n])
            elif not shape.population and self._equal((DENOMINATOR, n), (KNOWN, n)):
                groups.join(number[DENOMINATOR, n], number[KNOWN, n])  # a mean of so many
                if self._equal((KNOWN, n), (CASES, n)):
                    groups.join(number[KNOWN, n], number[CASES, n])
            if shape.counted:
                whole = KNOWN if shape.left_out else CASES
                groups.join(number[NUMERATOR, n], number[whole, n])
        at = {measure: n for n, measure in enumerate(self.measures)}
        for cells in self.identities.same:
            here = [(_COLUMN[column], at[measure]) for measure, column in cells if measure in at]
            for one, other in pairwise(here):
                if self._equal(one, other):
                    groups.join(number[one], number[other])
        found = np.array([groups.of(n) for n in number.ravel()]).reshape(number.shape)
        found = np.unique(found, return_inverse=True)[1].reshape(number.shape)
        for n, shape in enumerate(self.shapes):
            if shape.population:
                found[[DENOMINATOR, MISSED, FAILED], n] = -1
            if not shape.share or shape.left_out:
                found[FAILED, n] = -1
            if not shape.share and not self._part_of_base(n):
                found[MISSED, n] = -1
        found[np.isnan(self.numbers).all(axis=2)] = -1
        return found

    def _part_of_base(self, n: int) -> bool:
        """Whether a measure's numerator is a part of its denominator: posts, for instance."""
        missed = self.numbers[MISSED, n]
        return not self.shapes[n].counted and bool((missed[~np.isnan(missed)] >= 0).all())

    def _equal(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether two columns are the same wherever both are: an identity that this date's data
        break joins nothing."""
        a, b = self.numbers[one], self.numbers[other]
        return bool(np.all(np.isclose(a, b) | np.isnan(a) | np.isnan(b)))

    def sums(self) -> list[tuple[int, list[int], int]]:
        """Declared sums as (class of the whole, classes of its parts, part of the table)."""
        at = {measure: n for n, measure in enumerate(self.measures)}
        found = []
        for whole, parts in self.identities.sums:
            cells = [(_COLUMN[column], at.get(measure, -1)) for measure, column in (whole, *parts)]
            if any(n < 0 for _, n in cells):
                continue
            numbers = np.array([self.numbers[cell] for cell in cells])
            classes = [int(self.classes[cell]) for cell in cells]
            found += [(classes[0], classes[1:], int(part))
                      for part in np.flatnonzero(
                          np.isclose(numbers[0], numbers[1:].sum(axis=0)))]
        return found

    @cached_property
    def shared(self) -> np.ndarray:
        """Which measures' cases are also another's, or part of a declared sum."""
        cases = self.classes[CASES]
        others = self.classes[[NUMERATOR, DENOMINATOR, CASES]]
        summed = {c for whole, parts, _ in self.sums() for c in (whole, *parts)}
        return np.array([
            one in summed or int((others == one).any(axis=0).sum()) > 1 for one in cases], bool)


class _Groups:
    """Numbers that turn out to be one: union and find."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def of(self, one: int) -> int:
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.of(int(one)), self.of(int(other))))
        self._above[b] = a


def table_of(
    rows: pd.DataFrame, *, identities: Identities = NONE, rates: Sequence[str] | None = None,
) -> Table:
    """The table of one date's rows: columns measure, split, part (both empty for the whole) and
    the four of SHOWN. A part of the areas that a measure lacks holds nothing of it: noughts.

    ``rates`` are the measures whose denominator is a population; by default those whose
    denominators are all greater than the cases.
    """
    measures = list(dict.fromkeys(rows["measure"]))
    keys = list(zip(rows["split"], rows["part"], strict=True))
    places = [("", ""), *sorted(set(keys) - {("", "")})]
    numbers = np.full((7, len(measures), len(places)), np.nan)
    down = pd.Index(measures).get_indexer(rows["measure"])
    where = {key: n for n, key in enumerate(places)}
    across = np.array([where[key] for key in keys], dtype=int)
    for column, name in enumerate(SHOWN):
        numbers[column, down, across] = rows[name].to_numpy(float)
    splits: dict[str, list[int]] = {}
    for n, (split, _) in enumerate(places[1:], 1):
        splits.setdefault(split, []).append(n)
    for parts in splits.values():
        block = numbers[:, :, parts]
        has = ~np.isnan(block[CASES]).all(axis=1)
        missing = np.isnan(block[CASES]) & has[:, None]
        no_denominator = np.isnan(block[DENOMINATOR]).all(axis=1)
        for column in range(4):
            empty = missing & ~(no_denominator[:, None] & (column == DENOMINATOR))
            block[column][empty] = 0
        numbers[:, :, parts] = block
    shapes = [_shape(numbers[:, n], None if rates is None else name in rates)
              for n, name in enumerate(measures)]
    numbers = np.round(numbers, 6)  # shares of posts add up to no more than that
    _derive(numbers, shapes)
    return Table(measures, [f"{s}:{p}" if s else "" for s, p in places], splits, numbers, shapes,
                 identities)


def _shape(numbers: np.ndarray, rate: bool | None) -> Shape:
    there = ~np.isnan(numbers[CASES])
    met, base, unknown, cases = (numbers[column, there] for column in range(4))
    known = cases - unknown
    counted = bool((met == cases).all() or (met == known).all())
    population = bool((base > cases).all() and len(base)) if rate is None else rate
    none = bool(np.isnan(base).all())
    share = not none and not population and bool(
        (met <= base).all() and ((base == cases).all() or (base == known).all()))
    left_out = bool((base == known).all() and not (base == cases).all()) if share else (
        counted and not (met == cases).all())
    return Shape(counted and not share, share, left_out, population)


def _derive(numbers: np.ndarray, shapes: Sequence[Shape]) -> None:
    numbers[KNOWN] = numbers[CASES] - numbers[UNKNOWN]
    numbers[MISSED] = np.round(numbers[DENOMINATOR] - numbers[NUMERATOR], 6)
    for n, shape in enumerate(shapes):
        if shape.share:
            numbers[FAILED, n] = numbers[KNOWN, n] - numbers[NUMERATOR, n]


def visible(table: Table, depth: np.ndarray) -> np.ndarray:
    """Which numbers a table shows, 7 x measures x parts, by the depth of each (depths.py says what
    each depth hides). The three worked out are never shown as such.
    """
    shown = np.zeros(table.numbers.shape, bool)
    left_out = np.array([s.left_out for s in table.shapes], bool)[:, None]
    counted = np.array([s.counted for s in table.shapes], bool)[:, None]
    shared = left_out & table.shared[:, None]
    shown[UNKNOWN] = depth < 1
    shown[NUMERATOR] = np.where(shared, depth < 1, np.where(counted & ~left_out, depth < 3,
                                                          depth < 2))
    shown[DENOMINATOR] = np.where(shared, depth < 1, depth < 3)
    shown[CASES] = np.where(left_out & ~shared, depth < 1, depth < 3)
    population = np.array([s.population for s in table.shapes], bool)
    shown[DENOMINATOR, population] = True
    return shown & ~np.isnan(table.numbers)


def hidden_of(table: Table, depth: np.ndarray) -> np.ndarray:
    """Which figures are hidden, measures x parts: those whose numerator is not shown."""
    return ~visible(table, depth)[NUMERATOR] & ~np.isnan(table.numbers[CASES])
