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

from data.disclosure.system import System, together

_LOOKS, _FEW = (1, -1, 1, -1), 12
"""So often are many asked about at once, one way and the other, while more than so many are left.
"""
_NEARLY = 1e-6


def exposed(system: System, safe: np.ndarray | None = None) -> np.ndarray:
    """The sensitive numbers that somebody can work out, by their place in the system; those that
    are known to be ``safe`` are not looked at: hiding more never gives one away.
    """
    asked = np.flatnonzero(system.sensitive if safe is None else system.sensitive & ~safe)
    low, high = ranges(system, asked)
    return asked[_determined(low, high)]


def settled(system: System) -> np.ndarray:
    """The numbers that nothing but the whole and areas bears on: safe where these are by
    themselves.
    """
    component = _components(system)
    return ~system.aside & ~np.isin(component, component[system.aside & ~system.known])


def _determined(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.floor(high + _NEARLY) - np.ceil(low - _NEARLY) < 1


def ranges(
    system: System, asked: np.ndarray, *, exact: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that each of some numbers can be, by everything that is shown.

    With ``exact`` each range is as wide as it can be; otherwise a range of two whole numbers is
    wide enough, and most are found a few at a time, by asking for many at once. Then one number of
    every component is asked about at a time, in one programme: components do not touch each other.
    """
    low, high = system.truth[asked].copy(), system.truth[asked].copy()
    components = _components(system)
    component = components[asked]

    def look(programme: _Programme, wanted: np.ndarray) -> None:
        found = programme.least(wanted)[asked]
        np.minimum(low, found, out=low)
        np.maximum(high, found, out=high)

    chance = np.random.default_rng(20160331)  # the same looks every time
    ways = chance.choice([-1.0, 1.0], len(asked)) * chance.uniform(0.5, 1, len(asked))
    for sign in () if exact else _LOOKS:
        todo = np.flatnonzero(_determined(low, high) & (component >= 0))
        if len(todo) <= _FEW:
            break
        wanted = np.zeros(len(system.truth))
        wanted[asked[todo]] = sign * ways[todo]
        look(_Programme(system, np.isin(components, component[todo])), wanted)
    left = component >= 0
    while True:
        todo = np.flatnonzero(left if exact else left & _determined(low, high))
        if not len(todo):
            return low, high
        todo = todo[np.unique(component[todo], return_index=True)[1]]
        left[todo] = False
        for sign in (1, -1):
            todo = todo if exact else todo[_determined(low, high)[todo]]
            if len(todo):
                wanted = np.zeros(len(system.truth))
                wanted[asked[todo]] = sign
                look(_Programme(system, np.isin(components, component[todo])), wanted)


def _components(system: System) -> np.ndarray:
    """Which numbers that are not known hang together by what is not known: the number of its
    component for each, -1 for what is known.
    """
    found = np.full(len(system.known), -1)
    free = np.flatnonzero(~system.known)
    found[free] = together(system.equations[:, free])
    return found


class _Programme:
    """Numbers that fit all that is shown; those that are not free are as they are."""

    def __init__(self, system: System, free: np.ndarray) -> None:
        self._truth = system.truth
        self._at = at = np.flatnonzero(free)
        equations = system.equations[:, at].tocsr()
        self._equations = equations[np.flatnonzero(np.diff(equations.indptr))]
        self._right = self._equations @ system.truth[at]
        # Without an end no programme is solved: a thousand more than it is will do.
        self._bounds = np.column_stack([system.least[at], system.truth[at] + 1000])

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
    equations = system.equations[:, at].tocsr()
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
