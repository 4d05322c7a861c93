"""All that anybody knows of some published tables, as equations and bounds.

An unknown is one number (a class of table.py) at one part, of one revision of a date. What is
shown is a constant. What an attacker knows besides: parts add up, columns add up, declared sums
hold, a number that an earlier revision of the date had too is the same one, and what is hidden is
never nought where the rules never hide a nought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

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


@dataclass
class System:
    """``equations`` @ numbers = 0, over every number there is. ``known``: shown, here or before;
    ``fixed``: shown in an earlier revision, so that nothing can hide it any more. ``sensitive``:
    small counts of the last table. ``family``: which numbers hang together by any equation.
    ``cost`` of hiding a number. ``offset``: where the last table's numbers begin; ``parts`` how
    many parts it has.
    """

    equations: sparse.csr_array
    truth: np.ndarray
    least: np.ndarray
    most: np.ndarray
    known: np.ndarray
    fixed: np.ndarray
    sensitive: np.ndarray
    shown_as: np.ndarray
    family: np.ndarray
    cost: np.ndarray
    offset: int
    parts: int


@dataclass(frozen=True)
class Published:
    """A table and the depths to which it was, or would be, shown."""

    table: Table
    depth: np.ndarray


def system_of(
    tables: Sequence[Published], threshold: int, *, stands: Sequence[int] = (),
) -> System:
    """The system of the revisions of a date, oldest first; what is shown of the parts of the last
    that stand is fixed as well.
    """
    blocks = [_Block(one) for one in tables]
    offsets = np.cumsum([0, *(block.size for block in blocks)])
    rows = [(r, c + offset, v) for block, offset in zip(blocks, offsets, strict=False)
            for r, c, v in [block.coefficients()]]
    known = np.concatenate([block.known for block in blocks])
    fixed = np.zeros(len(known), bool)
    fixed[:offsets[-2]] = known[:offsets[-2]]
    links = [_same_as_before(a, b, offsets[i], offsets[j])
             for j, b in enumerate(blocks) for i, a in enumerate(blocks[:j])]
    number = 0
    r_all, c_all, v_all = [], [], []
    for r, c, v in (*rows, *links):
        r_all.append(r + number)
        c_all.append(c)
        v_all.append(v)
        number += int(r.max(initial=-1)) + 1
    r, c, v = (np.concatenate(x) for x in (r_all, c_all, v_all))
    equations = sparse.csr_array((v, (r, c)), shape=(number, offsets[-1]))
    if len(blocks) > 1:
        fixed = _spread(links, fixed)
    last = blocks[-1]
    sensitive = np.zeros(len(known), bool)
    sensitive[offsets[-2]:] = last.sensitive(threshold)
    known |= fixed
    sensitive &= ~fixed
    decided = np.zeros((last.count, last.parts), bool)
    decided[:, list(stands)] = True
    fixed[offsets[-2]:] |= decided.ravel() & last.known
    truth, least, most, shown_as, cost = (
        np.concatenate([getattr(block, name) for block in blocks])
        for name in ("truth", "least", "most", "shown_as", "cost"))
    family = sparse.csgraph.connected_components(
        abs(equations).T @ abs(equations) if equations.nnz else sparse.csr_array((len(known),) * 2),
        directed=False)[1]
    return System(equations, truth, least, most, known, fixed, sensitive, shown_as, family, cost,
                  int(offsets[-2]), last.parts)


def _spread(links: list, fixed: np.ndarray) -> np.ndarray:
    """What is fixed in one revision is fixed in every one that has the same number."""
    while True:
        before = fixed.sum()
        for _, ends, _ in links:
            a, b = ends.reshape(2, -1)
            fixed[b] |= fixed[a]
            fixed[a] |= fixed[b]
        if fixed.sum() == before:
            return fixed


def _same_as_before(a: _Block, b: _Block, i: int, j: int) -> tuple:
    """Equations for the numbers that two revisions have alike, column by column."""
    ours = {name: n for n, name in enumerate(b.table.measures)}
    theirs = {name: n for n, name in enumerate(b.table.parts)}
    pairs = set()
    for n, name in enumerate(a.table.measures):
        if (m := ours.get(name)) is None:
            continue
        for p, part in enumerate(a.table.parts):
            if (q := theirs.get(part)) is None:
                continue
            same = a.table.numbers[:, n, p] == b.table.numbers[:, m, q]
            for column in np.flatnonzero(same):
                one, other = a.table.classes[column, n], b.table.classes[column, m]
                if one >= 0 and other >= 0:
                    pairs.add((int(one) * a.parts + p + i, int(other) * b.parts + q + j))
    ends = np.array(sorted(pairs), dtype=int).reshape(-1, 2).T.ravel()
    count = len(pairs)
    return (np.tile(np.arange(count), 2), ends, np.repeat([1.0, -1.0], count))


class _Block:
    """The numbers of one table: class x part, one after the other."""

    def __init__(self, one: Published) -> None:
        table = self.table = one.table
        classes = table.classes
        self.parts = len(table.parts)
        self.count = int(classes.max(initial=-1)) + 1
        self.size = self.count * self.parts
        shape = (self.count, self.parts)
        there = (classes >= 0)[:, :, None] & ~np.isnan(table.numbers)
        number = np.broadcast_to(classes[:, :, None], there.shape)
        part = np.broadcast_to(np.arange(self.parts), there.shape)
        shown = visible(table, one.depth) & there
        truth = np.full(shape, np.nan)
        truth[number[there], part[there]] = table.numbers[there]
        known = np.zeros(shape, bool)
        known[number[shown], part[shown]] = True
        shows = np.zeros(shape)
        np.add.at(shows, (number[:4][there[:4]], part[:4][there[:4]]), 1)
        self.there = ~np.isnan(truth)
        self.truth = np.nan_to_num(truth).ravel()
        self.known = (known | ~self.there).ravel()
        self.shown_as = shows.ravel()
        self.least, self.most = self._bounds(classes, known, shape)
        self.cost = self._cost(classes, shows)

    def _bounds(self, classes: np.ndarray, known: np.ndarray, shape: tuple[int, int]) -> tuple:
        """What a hidden number may be at least and at most, by the rules alone."""
        table = self.table
        least, most = np.zeros(shape), np.full(shape, np.inf)
        plain = np.ones(self.count, bool)  # never nought where hidden: counts of cases only
        for column in (NUMERATOR, DENOMINATOR, UNKNOWN, KNOWN, MISSED, FAILED):
            for n, s in enumerate(table.shapes):
                c = classes[column, n]
                if c >= 0 and not (column == NUMERATOR and s.counted) and c not in classes[CASES]:
                    plain[c] = False
                if c >= 0 and column == NUMERATOR and not s.counted:
                    plain[c] = False
        cases = np.unique(classes[CASES][classes[CASES] >= 0])
        least[[c for c in cases if plain[c]]] = 1
        for n, s in enumerate(table.shapes):
            met, base = classes[NUMERATOR, n], classes[DENOMINATOR, n]
            if s.share and (classes[:4] == met).sum() == 1 and classes[MISSED, n] >= 0:
                beside = known[base]
                least[met, beside] = np.maximum(least[met, beside], 1)
                missed = classes[MISSED, n]
                if (classes == missed).sum() == 1:
                    least[missed, beside] = np.maximum(least[missed, beside], 1)
        least = np.minimum(least, np.where(self.there, self.truth.reshape(shape), 0))
        return least.ravel(), most.ravel()

    def _cost(self, classes: np.ndarray, shows: np.ndarray) -> np.ndarray:
        """What it costs to hide each number: more for large ones, for those that many measures
        show, for a number of cases (all the rest goes with it) and most for the whole."""
        cost = (1 + np.log2(1 + np.abs(self.truth.reshape(shows.shape)))) * np.maximum(shows, 1)
        cost[np.unique(classes[CASES][classes[CASES] >= 0])] *= 4
        cost[:, 0] *= 20
        return cost.ravel()

    def sensitive(self, threshold: int) -> np.ndarray:
        """Counts of 1 to the threshold, and those of the whole that are hidden: another way of
        adding up must not tell them. Of sums that are no counts, none."""
        table, few = self.table, np.zeros((self.count, self.parts), bool)
        hidden = ~self.known.reshape(few.shape)
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

    def coefficients(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The equations, as row, number and coefficient."""
        table, width = self.table, self.parts
        made: list[tuple[np.ndarray, np.ndarray]] = []
        everywhere = np.arange(width)
        for n, s in enumerate(table.shapes):
            at = table.classes[:, n]
            terms = [((CASES, 1), (UNKNOWN, -1), (KNOWN, -1))]
            if at[MISSED] >= 0 and at[DENOMINATOR] >= 0:
                terms.append(((DENOMINATOR, 1), (NUMERATOR, -1), (MISSED, -1)))
            if s.share:
                terms.append(((KNOWN, 1), (NUMERATOR, -1), (FAILED, -1)))
            for equation in terms:
                if all(at[column] >= 0 for column, _ in equation):
                    parts = everywhere[self.there[[at[c] for c, _ in equation]].all(axis=0)]
                    made.append((np.array([[at[c] * width + p for c, _ in equation]
                                           for p in parts], dtype=int).reshape(len(parts), -1),
                                 np.array([v for _, v in equation], float)))
        for parts in table.splits.values():
            full = self.there[:, [0, *parts]].all(axis=1)
            ids = np.flatnonzero(full)[:, None] * width + np.array([0, *parts])
            made.append((ids, np.array([1.0, *[-1.0] * len(parts)])))
        made += [(np.array([[whole * width + p, *(c * width + p for c in some)]]),
                  np.array([1.0, *[-1.0] * len(some)])) for whole, some, p in table.sums()]
        rows, numbers, values, row = [], [], [], 0
        for ids, factors in made:
            if len(ids):
                rows.append(np.repeat(np.arange(row, row + len(ids)), ids.shape[1]))
                numbers.append(ids.ravel())
                values.append(np.tile(factors, len(ids)))
                row += len(ids)
        if not rows:
            return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
        return np.concatenate(rows), np.concatenate(numbers), np.concatenate(values)
