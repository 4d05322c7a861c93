"""Children privately fostered: each is treated as a child in need, and visited."""

from __future__ import annotations

import numpy as np

from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Rng, choose, delays, office_days_between, path, wander
from data.demo.days import (
    DETAIL_STARTS,
    ENDS,
    HISTORY_ENDS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    add_working_days,
    month_of,
    next_office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, flags, ids, ledger
from data.demo.plans import Plans
from data.demo.visits import month_at, rounds

OPEN = path({(2011, 4): 24, (2014, 3): 20, (2015, 3): 17, (2016, 3): 19})
"""Arrangements known to the council."""
NOTIFIED = 44 / 12
"""Notifications in a month."""
IN_TIME = path({(2011, 4): 0.86, (2015, 6): 0.90, (2016, 3): 0.94})
"""Share of visits made within the legal interval."""


class Arrangements:
    """Private fostering arrangements by position."""

    def __init__(
        self, people: People, cases: Cases, plans: Plans, care: Care, rng: Rng,
    ) -> None:
        self._rng, self.people, self.cases = rng, people, cases
        n = cases.n
        # Not those who came onto a plan or into care.
        self._able = ~cases.nfa[:n] & (cases.closed[:n] > cases.referred[:n] + 60)
        self._able[plans.case[:plans.n]] = False
        self._able[care.case[:care.n]] = False
        self.case, self.start, self.known, self.end, self.end_known = (
            np.zeros(0, dtype=np.int64) for _ in range(5))
        self._level = wander(rng, OPEN, 1.0, [month_of(2014, 3), month_of(2015, 3)])

    def tell(self) -> None:
        """Month by month: who is notified, and which arrangements end."""
        for month in range(MONTHS):
            self._notify(month, int(self._rng.poisson(NOTIFIED)))
            b = int(ENDS[month])
            over = np.flatnonzero((self.end >= NEVER) & (self.cases.closed[self.case] <= b))
            self.end[over] = self.cases.closed[self.case[over]]
            self.end_known[over] = np.maximum(
                self.cases.closed_known[self.case[over]], self.known[over])
            surplus = self._seen(b) - round(float(self._level[month]))
            self._finish(month, surplus)
            self._notify(month, -surplus)

    def _seen(self, day: int) -> int:
        """Arrangements that an extract of the day would show."""
        ended = (self.end <= day) & (self.end_known <= day)
        return int(((self.known <= day) & ~ended).sum())

    def _notify(self, month: int, number: int) -> None:
        """New arrangements, with the referral that the notification became."""
        a, b = int(STARTS[month]), int(ENDS[month])
        n, cases = self.cases.n, self.cases
        age = (a - self.people.born[cases.person[:n]]) / 365.25
        weight = np.interp(age, [4, 8, 13, 14.8, 15], [0, 0.3, 1.6, 1.0, 0]) * self._able
        weight *= (cases.referred[:n] >= a) & (cases.referred_known[:n] <= b) & (
            cases.closed[:n] > b + 20)
        case = choose(self._rng, weight, number)
        self._able[case] = False
        for name, values in (
                ("case", case), ("start", cases.referred[case]),
                ("known", cases.referred_known[case]), ("end", np.full(len(case), NEVER)),
                ("end_known", np.full(len(case), NEVER))):
            setattr(self, name, np.concatenate([getattr(self, name), values]))

    def _finish(self, month: int, number: int) -> None:
        a, b = int(STARTS[month]), int(ENDS[month])
        lasted = np.where(self.end >= NEVER, b - self.start, 0)
        weight = np.interp(lasted, [20, 60, 200, 600], [0, 0.5, 1.0, 3.0])
        over = choose(self._rng, weight, number)
        self.end[over] = office_days_between(self._rng, int(next_office_day(a)), b, len(over))
        self.end_known[over] = np.minimum(self.end[over] + delays(self._rng, len(over)), b)


def private_fostering_ledgers(
    people: People, cases: Cases, plans: Plans, care: Care, rng: Rng,
) -> list[Ledger]:
    """Every arrangement, and the visits to the children."""
    told = Arrangements(people, cases, plans, care, rng)
    told.tell()
    person, n = cases.person[told.case], len(told.case)
    arrangements = ledger("private_fostering", {
        "arrangement_id": ids("PF", 1_000 + np.arange(n)), "person_id": person_ids(person),
        "notified_date": dates(told.start), "end_date": dates(told.end),
    }, told.known, (Later(("end_date",), np.maximum(told.end, told.end_known)),))
    return [arrangements, _visits(told, person, rng)]


def _visits(told: Arrangements, person: Days, rng: Rng) -> Ledger:
    n = len(person)

    def interval(spell: Days, at: Days) -> Days:
        rule = np.where(at - told.start[spell] < 320, 42, 84)
        good = rng.random(len(at)) < IN_TIME[month_at(at)]
        return np.where(good, (rule * rng.uniform(0.55, 1.0, len(at))).astype(np.int64),
                        rule + rng.integers(2, 40, len(at)))

    start = np.minimum(told.start, HISTORY_ENDS)
    soon = rng.random(n) < IN_TIME[month_at(start)]
    first = add_working_days(start, np.where(soon, rng.integers(1, 8, n), rng.integers(8, 20, n)))
    spell, on = rounds(told.start, told.end, first, interval)
    kept = on >= DETAIL_STARTS
    spell, on = spell[kept], on[kept]
    m = len(on)
    return ledger("private_fostering_visits", {
        "visit_id": ids("PFV", 10_000 + np.arange(m)), "person_id": person_ids(person[spell]),
        "visit_date": dates(on),
        "seen_alone": flags(rng.random(m) < 0.84, rng.random(m) > 0.03),
    }, np.maximum(on + delays(rng, m, week=0.25, month=0.02), told.known[spell]))
