"""Whether a hidden number can be worked out, and what else to hide where it can.

Both questions are linear programmes over the system of system.py. A number is safe while at least
two whole numbers are possible for it (Willenborg and de Waal, Elements of Statistical Disclosure
Control, chapter 4: the attacker's problem). Where one is not, the cheapest further numbers are
hidden that let it be another (Kelly, Golden and Assad, Cell suppression: disclosure protection for
sensitive tabular data, Networks 22, 1992), and so on until all are safe.

Only for the process that publishes: scipy takes more memory than a web server has.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from data.disclosure.system import System

_LOOKS, _FEW = 6, 12
"""So often are many asked about at once, while more than so many are left."""
_NEARLY = 1e-6


def exposed(system: System, among: np.ndarray | None = None) -> np.ndarray:
    """The sensitive numbers that somebody can work out, by their place in the system; only those
    of the families ``among`` where given: nothing has changed in the others.
    """
    asked = np.flatnonzero(system.sensitive)
    if among is not None:
        asked = asked[np.isin(system.family[asked], among)]
    low, high = ranges(system, asked)
    return asked[_determined(low, high)]


def _determined(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.floor(high + _NEARLY) - np.ceil(low - _NEARLY) < 1


def ranges(
    system: System, asked: np.ndarray, *, exact: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that each of some numbers can be, by everything that is shown.

    With ``exact`` each range is as wide as it can be; otherwise a range of two whole numbers is
    wide enough, and most are found a few at a time, by asking for many at once.
    """
    low, high = system.truth[asked].copy(), system.truth[asked].copy()
    free = ~system.known & np.isin(system.family, np.unique(system.family[asked]))
    if not free.any() or not len(asked):
        return low, high
    chance = np.random.default_rng(20160331)  # the same looks every time
    everything = _Programme(system, free)
    for _ in range(0 if exact else _LOOKS):
        todo = asked[_determined(low, high) & free[asked]]
        if len(todo) <= _FEW:
            break
        wanted = np.zeros(len(free))
        wanted[todo] = chance.choice([-1.0, 1.0], len(todo)) * chance.uniform(0.5, 1, len(todo))
        for sign in (1, -1):
            found = everything.least(sign * wanted)[asked]
            low, high = np.minimum(low, found), np.maximum(high, found)
    todo = np.flatnonzero((_determined(low, high) | exact) & free[asked])
    families = system.family[asked[todo]]
    for family in np.unique(families):
        programme = _Programme(system, free & (system.family == family))
        for n in todo[families == family]:
            wanted = np.zeros(len(free))
            wanted[asked[n]] = 1
            for sign in (1, -1):
                found = programme.least(sign * wanted)[asked[n]]
                low[n], high[n] = min(low[n], found), max(high[n], found)
                if not exact and not _determined(low[n:n + 1], high[n:n + 1])[0]:
                    break
    return low, high


class _Programme:
    """Numbers that fit all that is shown; those that are not free are as they are."""

    def __init__(self, system: System, free: np.ndarray) -> None:
        self._truth = system.truth
        self._at = at = np.flatnonzero(free)
        equations = system.equations[:, at]
        self._equations = equations[np.flatnonzero(np.diff(equations.indptr))]
        self._right = self._equations @ system.truth[at]
        # Without an end no programme is solved: a thousand more than it is will do.
        self._bounds = np.column_stack([
            system.least[at], np.minimum(system.most[at], system.truth[at] + 1000)])

    def least(self, wanted: np.ndarray) -> np.ndarray:
        """The numbers for which ``wanted`` @ them is least."""
        answer = linprog(wanted[self._at], A_eq=self._equations, b_eq=self._right,
                         bounds=self._bounds, method="highs")
        if answer.status != 0:
            raise RuntimeError(f"what is shown contradicts itself: {answer.message}")
        found = self._truth.copy()
        found[self._at] = answer.x
        return found


def to_hide(system: System, target: int) -> np.ndarray:
    """The numbers, of those that are shown, whose hiding lets a number be another, at least cost.
    Empty where nothing does.
    """
    at = np.flatnonzero((system.family == system.family[target]) & ~system.fixed)
    equations = system.equations[:, at]
    equations = equations[np.flatnonzero(np.diff(equations.indptr))]
    hidden = ~system.known[at]
    truth = system.truth[at]
    cost = np.where(hidden | (system.shown_as[at] == 0), 1e-6, system.cost[at])
    # What is shown and nought is never hidden; what is hidden later is left at least one.
    movable = hidden | (system.shown_as[at] == 0) | (truth > 0)
    least = np.where(hidden, system.least[at], np.where(system.shown_as[at] > 0, 1, 0))
    down = np.where(movable, np.maximum(truth - least, 0), 0)
    up = np.where(movable, 1000.0, 0)
    here = int(np.searchsorted(at, target))
    best: tuple[float, np.ndarray] = np.inf, np.zeros(0, int)
    for sign in (1, -1):
        bounds = np.column_stack([np.zeros(2 * len(at)), np.concatenate([up, down])])
        bounds[here] = (1, 1) if sign > 0 else (0, 0)
        bounds[here + len(at)] = (0, 0) if sign > 0 else (1, 1)
        if sign < 0 and down[here] < 1:
            continue
        answer = linprog(
            np.concatenate([cost, cost]), A_eq=sparse.hstack([equations, -equations]),
            b_eq=np.zeros(equations.shape[0]), bounds=bounds, method="highs")
        if answer.status == 0 and answer.fun < best[0] - 1e-9:
            moved = answer.x[:len(at)] + answer.x[len(at):] > _NEARLY
            best = answer.fun, at[moved & ~hidden & (system.shown_as[at] > 0)]
    return best[1]
