"""The numbers of one table, one after the other, and how they add up: a part of system.py."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from data.disclosure.table import (
    CASES,
    DENOMINATOR,
    FAILED,
    KNOWN,
    MISSED,
    NUMERATOR,
    UNKNOWN,
    Table,
    visible,
)

Coefficients = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Equations as row, number and coefficient."""


class Block:
    """The numbers of one table: class x part. What does not change with what is shown of it is
    worked out once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        classes = table.classes
        self.parts = len(table.parts)
        self.count = int(classes.max(initial=-1)) + 1
        self.shape = self.count, self.parts
        self.size = self.count * self.parts
        self._has = (classes >= 0)[:, :, None] & ~np.isnan(table.numbers)
        self._number = np.broadcast_to(classes[:, :, None], self._has.shape)
        self._part = np.broadcast_to(np.arange(self.parts), self._has.shape)
        truth = np.full(self.shape, np.nan)
        truth[self._number[self._has], self._part[self._has]] = table.numbers[self._has]
        shows = np.zeros(self.shape)
        np.add.at(shows, (self._number[:4][self._has[:4]], self._part[:4][self._has[:4]]), 1)
        self._there = ~np.isnan(truth)
        self.truth = np.nan_to_num(truth).ravel()
        self.shown_as = shows.ravel()
        self.aside = np.isin(self._part_of_each, table.main, invert=True)
        self.cost = self._cost(shows)

    def _cost(self, shows: np.ndarray) -> np.ndarray:
        """What it costs to hide each number: more for large ones, for those that many measures
        show, for a number of cases (all the rest goes with it) and most for the whole."""
        cost = (1 + np.log2(1 + np.abs(self.truth.reshape(self.shape)))) * np.maximum(shows, 1)
        cost[self._cases] *= 4
        cost[:, 0] *= 20
        return cost.ravel()

    @property
    def _part_of_each(self) -> np.ndarray:
        return np.tile(np.arange(self.parts), self.count)

    @cached_property
    def _cases(self) -> np.ndarray:
        cases = self.table.classes[CASES]
        return np.unique(cases[cases >= 0])

    def known(self, depth: np.ndarray) -> np.ndarray:
        """Which numbers are shown, or are none, at these depths."""
        shown = visible(self.table, depth) & self._has
        known = ~self._there
        known[self._number[shown], self._part[shown]] = True
        return known.ravel()

    def least(self, known: np.ndarray) -> np.ndarray:
        """What a number may be at least by the rules alone, where these are known."""
        table, classes = self.table, self.table.classes
        least = self._never_nought.copy()
        for n, s in enumerate(table.shapes):
            met, base, missed = classes[[NUMERATOR, DENOMINATOR, MISSED], n]
            if s.share and met >= 0 and missed >= 0 and self._uses[0][met] == 1:
                beside = known.reshape(self.shape)[base] & self._there[base]
                least[met, beside] = np.maximum(least[met, beside], 1)
                if self._uses[1][missed] == 1:
                    least[missed, beside] = np.maximum(least[missed, beside], 1)
        return np.minimum(
            least, np.where(self._there, self.truth.reshape(self.shape), 0)).ravel()

    @cached_property
    def _uses(self) -> tuple[np.ndarray, np.ndarray]:
        """How many shown columns, and how many of all, are each number."""
        classes = self.table.classes
        return tuple(np.bincount(some[some >= 0], minlength=self.count)  # type: ignore[return-value]
                     for some in (classes[:4], classes))

    @cached_property
    def _never_nought(self) -> np.ndarray:
        """1 for counts of cases and of nothing else: those are never nought where hidden."""
        classes, table = self.table.classes, self.table
        plain = np.zeros(self.count, bool)
        plain[self._cases] = True
        for n, s in enumerate(table.shapes):
            if classes[NUMERATOR, n] >= 0 and not s.counted:
                plain[classes[NUMERATOR, n]] = False
        return np.where(plain[:, None], np.ones(self.shape), 0)

    def sensitive(self, known: np.ndarray, threshold: int) -> np.ndarray:
        """Counts of 1 to the threshold, and those of the whole that are hidden: another way of
        adding up must not tell them. Of sums that are no counts, none."""
        table, few = self.table, np.zeros(self.shape, bool)
        hidden = ~known.reshape(self.shape)
        for n, s in enumerate(table.shapes):
            counts = [UNKNOWN, CASES, *([NUMERATOR, MISSED, FAILED] if s.share else ()),
                      *([NUMERATOR] if s.counted else ())]
            for column in counts:
                if (c := table.classes[column, n]) >= 0:
                    number = table.numbers[column, n]
                    few[c] |= (number > 0) & (number <= threshold)
                    if column in (CASES, NUMERATOR):
                        few[c, 0] |= hidden[c, 0] and number[0] > 0
        return few.ravel()

    @cached_property
    def coefficients(self) -> Coefficients:
        """How its numbers add up: by columns, by parts and as declared."""
        table, width = self.table, self.parts
        made: list[tuple[np.ndarray, np.ndarray]] = []
        columns: set[tuple[tuple[int, int], ...]] = set()
        for n, s in enumerate(table.shapes):
            at = table.classes[:, n].tolist()
            terms = [((CASES, 1), (UNKNOWN, -1), (KNOWN, -1))]
            if at[MISSED] >= 0 and at[DENOMINATOR] >= 0:
                terms.append(((DENOMINATOR, 1), (NUMERATOR, -1), (MISSED, -1)))
            if s.share:
                terms.append(((KNOWN, 1), (NUMERATOR, -1), (FAILED, -1)))
            columns |= {tuple((at[column], factor) for column, factor in equation)
                        for equation in terms if all(at[column] >= 0 for column, _ in equation)}
        for one in sorted(columns):
            numbers = np.array([c for c, _ in one])
            parts = np.flatnonzero(self._there[numbers].all(axis=0))
            made.append((parts[:, None] + numbers * width, np.array([v for _, v in one], float)))
        for some in table.splits.values():
            full = self._there[:, [0, *some]].all(axis=1)
            ids = np.flatnonzero(full)[:, None] * width + np.array([0, *some])
            made.append((ids, np.array([1.0, *[-1.0] * len(some)])))
        made += [(np.array([[whole * width + p, *(c * width + p for c in some)]]),
                  np.array([1.0, *[-1.0] * len(some)])) for whole, some, p in table.sums()]
        rows, ids, values, row = [], [], [], 0
        for many, factors in made:
            rows.append(np.repeat(np.arange(row, row + len(many)), many.shape[1]))
            ids.append(many.ravel())
            values.append(np.tile(factors, len(many)))
            row += len(many)
        if not row:
            return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
        return np.concatenate(rows), np.concatenate(ids), np.concatenate(values)
