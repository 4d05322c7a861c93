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

from data.disclosure.block import Block, Coefficients
from data.disclosure.table import Table


@dataclass
class System:
    """``equations`` @ numbers = 0, over every number there is. ``known``: shown, here or before;
    ``fixed``: shown in an earlier revision, so that nothing can hide it any more. ``sensitive``:
    small counts of the last table. ``family``: which numbers hang together by any equation.
    ``cost`` of hiding a number. ``aside``: what is of no area and not of the whole. ``offset``:
    where the last table's numbers begin; ``parts`` how many parts it has.
    """

    equations: sparse.csc_array
    truth: np.ndarray
    least: np.ndarray
    known: np.ndarray
    fixed: np.ndarray
    sensitive: np.ndarray
    shown_as: np.ndarray
    family: np.ndarray
    cost: np.ndarray
    aside: np.ndarray
    offset: int
    parts: int


@dataclass(frozen=True)
class Published:
    """A table and the depths to which it was, or would be, shown."""

    table: Table
    depth: np.ndarray


class Systems:
    """The systems of a table at one depth and another; what they have alike is worked out once.

    ``earlier`` are the revisions of the date that were public before, oldest first. What is shown
    of the parts that stand is fixed as well.
    """

    def __init__(
        self, earlier: Sequence[Published], table: Table, threshold: int, *,
        stands: Sequence[int] = (),
    ) -> None:
        self._threshold = threshold
        blocks = [Block(one.table) for one in (*earlier, Published(table, np.zeros(0)))]
        self._last = last = blocks[-1]
        offsets = np.cumsum([0, *(block.size for block in blocks)])
        self._offset = int(offsets[-2])
        links = [_same_as_before(a, b, offsets[i], offsets[j])
                 for j, b in enumerate(blocks) for i, a in enumerate(blocks[:j])]
        self._equations = _equations(
            [(r, c + offset, v) for block, offset in zip(blocks, offsets, strict=False)
             for r, c, v in [block.coefficients]] + links, int(offsets[-1]))
        self._truth, self._shown_as, self._cost = (
            np.concatenate([getattr(block, name) for block in blocks])
            for name in ("truth", "shown_as", "cost"))
        self._aside = np.concatenate([block.aside for block in blocks])
        self._family = together(self._equations)
        before = [block.known(one.depth) for block, one in zip(blocks, earlier, strict=False)]
        self._least = [block.least(known) for block, known in zip(blocks, before, strict=False)]
        self._fixed = _spread(links, np.concatenate([*before, np.zeros(last.size, bool)]))
        self._stand = np.zeros(last.shape, bool)
        self._stand[:, list(stands)] = True

    def at(self, depth: np.ndarray) -> System:
        """The system where the table is shown to these depths."""
        last, own = self._last, self._last.known(depth)
        fixed, known = self._fixed.copy(), self._fixed.copy()
        known[self._offset:] |= own
        fixed[self._offset:] |= self._stand.ravel() & own
        sensitive = np.zeros(len(known), bool)
        sensitive[self._offset:] = last.sensitive(own, self._threshold)
        return System(
            self._equations, self._truth, np.concatenate([*self._least, last.least(own)]),
            known, fixed, sensitive & ~self._fixed, self._shown_as, self._family, self._cost,
            self._aside, self._offset, last.parts)


def system_of(tables: Sequence[Published], threshold: int) -> System:
    """The system of the revisions of a date, oldest first."""
    return Systems(tables[:-1], tables[-1].table, threshold).at(tables[-1].depth)


def together(equations: sparse.csc_array) -> np.ndarray:
    """Which numbers hang together by any equation: the number of its component for each."""
    rows, columns = equations.shape
    entries = equations.tocoo()
    graph = sparse.csr_array(
        (np.ones(entries.nnz), (entries.coords[0] + columns, entries.coords[1])),
        shape=(rows + columns,) * 2)
    return sparse.csgraph.connected_components(graph, directed=False)[1][:columns]


def _equations(blocks: Sequence[Coefficients], size: int) -> sparse.csc_array:
    number = 0
    rows = []
    for r, _, _ in blocks:
        rows.append(r + number)
        number += int(r.max(initial=-1)) + 1
    columns, values = (np.concatenate([block[n] for block in blocks]) for n in (1, 2))
    return sparse.csc_array((values, (np.concatenate(rows), columns)), shape=(number, size))


def _spread(links: Sequence[Coefficients], fixed: np.ndarray) -> np.ndarray:
    """What is fixed in one revision is fixed in every one that has the same number."""
    while True:
        before = fixed.sum()
        for _, ends, _ in links:
            a, b = ends.reshape(2, -1)
            fixed[b] |= fixed[a]
            fixed[a] |= fixed[b]
        if fixed.sum() == before:
            return fixed


def _same_as_before(a: Block, b: Block, i: int, j: int) -> Coefficients:
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
    return np.tile(np.arange(count), 2), ends, np.repeat([1.0, -1.0], count)
