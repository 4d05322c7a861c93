"""From the figures of a date to what is public of them: each rule in turn until all is safe."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.disclosure.depths import ALL, first_depths, together
from data.disclosure.safety import exposed, settled, to_hide
from data.disclosure.system import Published, System, Systems
from data.disclosure.table import CASES, Table, hidden_of, visible

_ROUNDS = 40


class CannotBeMadeSafe(RuntimeError):
    """Something small is given away however much is hidden: a fault of the rules."""


def protect(
    table: Table, threshold: int, earlier: Sequence[Published] = (),
) -> np.ndarray:
    """To which depth each part of each measure may be shown: measures x parts.

    The whole and its areas come first and are never hidden for the sake of other splits: the
    groups of a breakdown make room, for they are opened less often. ``earlier`` are the revisions
    of the date that were public before, oldest first: what they hid stays hidden, and what they
    showed hides nothing now. Raises CannotBeMadeSafe.
    """
    depth = np.zeros(table.numbers.shape[1:], dtype=np.int8)
    if not threshold or not depth.size:
        return depth
    main = table.main
    some = table.only(main)
    before = [Published(one.table.only(one.table.main), one.depth[:, one.table.main])
              for one in earlier]
    depth[:, main] = _safe(
        some, threshold, before, np.maximum(first_depths(some, threshold), _kept(some, before)))
    if len(main) == len(table.parts):
        return depth
    depth = np.maximum(depth, _kept(table, earlier))
    # What is hidden of the whole is not told by its groups.
    rest = np.setdiff1d(np.arange(len(table.parts)), main)
    with np.errstate(invalid="ignore"):
        gone = hidden_of(table, depth)[:, :1] & (table.numbers[CASES][:, rest] > 0)
    depth[:, rest] = np.where(gone, ALL, depth[:, rest])
    return _safe(table, threshold, earlier, first_depths(table, threshold, depth), stands=main)


def _safe(
    table: Table, threshold: int, earlier: Sequence[Published], depth: np.ndarray, *,
    stands: Sequence[int] = (),
) -> np.ndarray:
    """Depths made deeper until nothing small can be worked out; those of the parts that stand are
    left as they are.
    """
    depth = together(table, depth)
    systems = Systems(earlier, table, threshold, stands=stands)
    safe: np.ndarray | None = None
    for _ in range(_ROUNDS):
        system = systems.at(depth)
        if safe is None and len(stands):
            safe = settled(system)
        open_to_all = exposed(system, safe)
        if not len(open_to_all):
            return depth
        safe = system.sensitive if safe is None else safe | system.sensitive
        safe[open_to_all] = False
        # One of a family at a time, and look again: what one hides changes the others.
        first = np.unique(system.family[open_to_all], return_index=True)[1]
        deeper = depth
        for target in open_to_all[first].tolist():
            deeper = _hide(table, system, deeper, to_hide(system, target), target)
        depth = together(table, deeper)
    raise CannotBeMadeSafe(f"still open after {_ROUNDS} rounds")


def _kept(table: Table, earlier: Sequence[Published]) -> np.ndarray:
    """The depths of earlier revisions, as this table has the measures and parts."""
    depth = np.zeros(table.numbers.shape[1:], dtype=np.int8)
    for one in earlier:
        measures = {name: n for n, name in enumerate(one.table.measures)}
        parts = {name: n for n, name in enumerate(one.table.parts)}
        for n, name in enumerate(table.measures):
            for p, part in enumerate(table.parts):
                if name in measures and part in parts:
                    depth[n, p] = max(depth[n, p], one.depth[measures[name], parts[part]])
    return depth


def _hide(
    table: Table, system: System, depth: np.ndarray, numbers: np.ndarray, target: int,
) -> np.ndarray:
    """Depths at which these numbers are no longer shown; where there are none to hide, the
    target's whole split.
    """
    depth = depth.copy()
    for number in numbers:
        one, part = divmod(int(number) - system.offset, system.parts)
        while True:
            columns, rows = np.nonzero(table.classes[:4] == one)
            still = visible(table, depth)[columns, rows, part]
            if not still.any() or (depth[rows[still], part] >= ALL).all():
                break
            depth[rows[still], part] += 1
    if not len(numbers):
        one, part = divmod(target - system.offset, system.parts)
        rows = np.nonzero((table.classes == one).any(axis=0))[0]
        split = next((parts for parts in table.splits.values() if part in parts), [part])
        at = np.ix_(rows, np.array(split))
        depth[at] = np.where(table.numbers[CASES][at] > 0, ALL, depth[at])
    return depth
