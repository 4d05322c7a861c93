"""Advocates and independent visitors of looked-after children: who has one, and who waits."""

from __future__ import annotations

import numpy as np

from data.demo.care import Care
from data.demo.chance import Numbers, Rng, choose, office_days_between, path
from data.demo.days import ENDS, MONTHS, NEVER, STARTS, Days, next_office_day
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words

ADVOCATES = path({(2011, 4): 30, (2013, 4): 38, (2015, 6): 47, (2015, 7): 47, (2015, 12): 66,
                  (2016, 6): 84})
"""How many children have an advocate: money for twice as many was found after the inspection."""
VISITORS = path({(2011, 4): 28, (2014, 3): 36, (2015, 9): 36, (2016, 6): 44})
WAITING = path({(2011, 4): 6, (2014, 3): 15, (2015, 6): 22, (2015, 7): 22, (2016, 6): 14})
"""How many have an independent visitor, and how many wait for one."""
FROM_AGE = 7
CAPACITY = 2_000


class _Help:
    """Who has one kind of help: rows that grow, and the row of each period of care."""

    def __init__(self, periods: int) -> None:
        self.row = np.full(periods, -1)
        """The row of each period that has help or waits for it; -1 for none."""
        self.n = 0
        self.period = np.zeros(CAPACITY, dtype=np.int64)
        self.asked, self.start, self.end, self.end_known = (
            np.full(CAPACITY, NEVER) for _ in range(4))

    def add(self, periods: Days, asked: Days, start: Days) -> None:
        """Help asked for, and begun unless that is ``NEVER``."""
        new = np.arange(self.n, self.n + len(periods))
        self.n += len(periods)
        self.row[periods] = new
        self.period[new], self.asked[new], self.start[new] = periods, asked, start

    def stop(self, periods: Days, on: Days, known: Days) -> None:
        """Help, or waiting for it, that ends."""
        rows = self.row[periods]
        self.end[rows], self.end_known[rows] = on, known
        self.row[periods] = -1

    def running(self) -> Days:
        """Periods with help that has begun."""
        held = np.flatnonzero(self.row >= 0)
        return held[self.start[self.row[held]] < NEVER]

    def waiting(self) -> Days:
        """Periods of those who wait, the longest first."""
        held = np.flatnonzero(self.row >= 0)
        held = held[self.start[self.row[held]] >= NEVER]
        return held[np.argsort(self.asked[self.row[held]], kind="stable")]

    def since(self, periods: Days) -> Days:
        """The day each one's help began or, while they wait, was asked for."""
        row = self.row[periods]
        return np.where(self.start[row] >= NEVER, self.asked[row], self.start[row])


def advocacy_ledger(people: People, care: Care, rng: Rng) -> Ledger:
    """Month by month, so that the numbers helped and waiting come to the month's."""
    none = np.zeros(MONTHS)
    kinds = [_month_by_month(people, care, rng, *levels)
             for levels in ((ADVOCATES, none), (VISITORS, WAITING))]
    period, asked, start, end, end_known = (
        np.concatenate([getattr(one, name)[:one.n] for one in kinds])
        for name in ("period", "asked", "start", "end", "end_known"))
    kind = np.repeat([0, 1], [one.n for one in kinds])
    return ledger("advocacy", {
        "advocacy_id": ids("ADV", 1_000 + np.arange(len(period))),
        "person_id": person_ids(care.person[period]), "kind": words(kind, ["advocate", "visitor"]),
        "referred_date": dates(asked), "start_date": dates(start), "end_date": dates(end),
    }, asked, (Later(("start_date",), start), Later(("end_date",), np.maximum(end, end_known))))


def _month_by_month(
    people: People, care: Care, rng: Rng, helped: Numbers, waiting: Numbers,
) -> _Help:
    n = care.n
    out = _Help(n)
    old_enough = people.born[care.person] + FROM_AGE * 366
    for month in range(MONTHS):
        a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
        seen = np.zeros(n, dtype=bool)
        seen[care.seen(b)] = True
        gone = np.flatnonzero((out.row >= 0) & ~seen)
        out.stop(gone, np.maximum(np.minimum(care.end[gone], b), out.since(gone)),
                 care.end_known[gone])
        has = out.running()
        tired = choose(rng, np.ones(len(has)), int(rng.binomial(len(has), 0.06)))
        tired = has[tired][out.since(has[tired]) < a - 60]
        out.stop(tired, (on := office_days_between(rng, a, b, len(tired))), on)
        number, queue = round(helped[month]), out.waiting()
        surplus = len(out.running()) - number
        fewer = rng.permutation(out.running())[:max(surplus, 0)]
        out.stop(fewer, (on := office_days_between(
            rng, np.maximum(a, out.since(fewer) + 1), b, len(fewer))), on)
        lucky = queue[:max(-surplus, 0)]
        out.start[out.row[lucky]] = office_days_between(
            rng, np.maximum(a, out.since(lucky)), b, len(lucky))
        free = seen & (out.row < 0) & (old_enough < a) & (care.start[:n] < a - 20)
        new = choose(rng, free, max(number - len(out.running()), 0))
        asked = office_days_between(rng, a, b, len(new))
        out.add(new, asked, np.minimum(asked + rng.integers(0, 20, len(new)), b))
        free[new] = False
        more = choose(rng, free, round(waiting[month]) - len(out.waiting()))
        out.add(more, office_days_between(rng, a, b, len(more)), np.full(len(more), NEVER))
        fewer = out.waiting()[max(round(waiting[month]), 0):]
        out.stop(fewer, np.full(len(fewer), b), np.full(len(fewer), b))
    return out

