"""Coming to a known share: who has the check this month that the month's last day will show.

A check is dated and recorded by the month's end, so that the extract of that day holds it. The
children checked, not the figure, are what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data.demo.chance import Flags, Numbers, Rng, choose, office_days_between
from data.demo.days import Days, add_months, next_office_day


class Checks:
    """The checks of one kind, as lists that grow: person, day, day recorded."""

    def __init__(self, people: int) -> None:
        self.person: list[Days] = []
        self.on: list[Days] = []
        self.known: list[Days] = []
        self.last = np.full(people, -10_000, dtype=np.int64)
        """Each person's last check, recorded or not."""
        self.seen = np.full(people, -10_000, dtype=np.int64)
        """Each person's last check that had been recorded by the day ``see`` was last given."""
        self._waiting: list[tuple[Days, Days, Days]] = []

    def add(self, person: Days, on: Days, known: Days, *, own: bool = True) -> None:
        """More checks; one that is not its own row elsewhere still counts as the last."""
        if own:
            self.person.append(person)
            self.on.append(on)
            self.known.append(known)
        self._waiting.append((person, on, known))
        np.maximum.at(self.last, person, on)

    def see(self, day: int) -> Days:
        """Each person's last check as an extract of the day shows it. Days must not go back."""
        waiting = []
        for person, on, known in self._waiting:
            shown = known <= day
            np.maximum.at(self.seen, person[shown], on[shown])
            if not shown.all():
                waiting.append((person[~shown], on[~shown], known[~shown]))
        self._waiting = waiting
        return self.seen

    def rows(self) -> tuple[Days, Days, Days]:
        """Person, day and day recorded of every check."""
        return (np.concatenate(self.person), np.concatenate(self.on), np.concatenate(self.known))


class Marks:
    """What is said of each, as a list that grows: position, from when it holds, day recorded,
    what. Of those that hold, the last one recorded stands."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._parts: list[tuple[Days, Days, Days, Days]] = []
        self._sorted: tuple[Days, ...] = ()

    def add(self, position: Days, since: Days, known: Days, mark: Days | int) -> None:
        """More marks; one mark for all, or one for each."""
        self._parts.append(
            (position, since, known, np.broadcast_to(mark, len(position)).copy()))
        self._sorted = ()

    def at(self, day: int, known_on: int) -> Days:
        """The mark of each that holds on the day, as recorded by ``known_on``; -1 for none."""
        if not self._sorted:
            joined = [np.concatenate(part) for part in zip(*self._parts, strict=True)]
            order = np.argsort(joined[2], kind="stable")
            self._sorted = tuple(part[order] for part in joined)
        position, since, known, mark = self._sorted
        holds = (since <= day) & (known <= known_on)
        out = np.full(self._size, -1)
        out[position[holds]] = mark[holds]
        return out


def recent(last: Days, *, months: int, by: int) -> Flags:
    """Whether a check of each day still stands, so many months being allowed."""
    return np.asarray(add_months(np.maximum(last, 0), months) >= by)


def reach(
    rng: Rng, checks: Checks, base: Days, up_to_date: Callable[[Days], Flags], share: float,
    weight: Numbers, month: tuple[int, int], *, by: int | None = None, late: float = 0.02,
) -> Days:
    """Gives checks in the month to as many of the base as bring the share of it up to date.

    The checks fall in the days of ``month``; ``by`` is the day of the extract, the last of them
    unless given. ``up_to_date`` says which of some days of last checks are recent enough then;
    ``weight`` makes some of the base likelier to be next. A few more are checked in the last
    days and recorded after the extract. Returns the positions in the base not up to date.
    """
    first, last = int(next_office_day(month[0])), month[1]
    by = last if by is None else by
    fine = up_to_date(checks.see(by)[base])
    missing = round(share * len(base)) - int(fine.sum())
    chosen = choose(rng, np.where(fine, 0, weight), missing)
    on = office_days_between(rng, first, last, len(chosen))
    known = np.minimum(on + rng.integers(0, 9, len(on)), by)
    checks.add(base[chosen], on, known)
    fine[chosen] = True
    unseen = ~fine & ~up_to_date(checks.last[base])
    forgotten = choose(rng, np.where(unseen, weight, 0), int(rng.binomial(len(base), late / 2)))
    on = office_days_between(rng, max(first, last - 12), last, len(forgotten))
    checks.add(base[forgotten], on, by + rng.integers(1, 25, len(forgotten)))
    return np.flatnonzero(~fine)
