"""Section 47 enquiries, initial conferences and child protection plans, month by month."""

from __future__ import annotations

import numpy as np

from data.demo.cases import Cases
from data.demo.chance import (
    Flags,
    Rng,
    choose_families,
    delays,
    draw,
    office_days_between,
    path,
    wander,
    whole_percent,
)
from data.demo.days import (
    ENDS,
    HISTORY_STARTS,
    NEVER,
    STARTS,
    Days,
    add_working_days,
    eighteenth_birthday,
    month_of,
    next_office_day,
)

CAPACITY = 12_000
ON_PLAN = path({
    (2011, 4): 425, (2012, 6): 480, (2013, 6): 556, (2014, 3): 537, (2014, 8): 560,
    (2015, 2): 541, (2015, 6): 522, (2015, 12): 474, (2016, 3): 458})
ON_TIME = path({
    (2011, 4): 0.78, (2013, 4): 0.70, (2014, 3): 0.59, (2014, 12): 0.70, (2015, 6): 0.76,
    (2016, 3): 0.80})
"""Share of conferences held within 15 working days."""
EXACT = month_of(2014, 3)
ABUSE = {"NEG": 0.63, "EMO": 0.21, "PHY": 0.07, "SAB": 0.05, "MUL": 0.04}
_AGE_OF_PLAN = [0, 55, 70, 100, 112, 165, 185, 240, 262, 340, 365, 480, 620, 760, 900]
_ENDS_AT = [0, 0.4, 5.0, 5.0, 0.3, 0.3, 0.7, 1.0, 5.0, 5.0, 2.6, 4.0, 8.0, 9.0, 20.0]
"""How readily plans end by their age in days: mostly at a review conference."""


class Plans:
    """Conferences and the plans they lead to, by position; both hold the case."""

    def __init__(self, cases: Cases, rng: Rng) -> None:
        self.cases, self._rng = cases, rng
        self.n = 0
        self.case = np.zeros(CAPACITY, dtype=np.int64)
        self.enquiry = np.full(CAPACITY, NEVER, dtype=np.int64)
        """The strategy discussion; ``NEVER`` for a transfer in."""
        self.held = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.held_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.planned = np.zeros(CAPACITY, dtype=bool)
        self.elsewhere = np.zeros(CAPACITY, dtype=bool)
        """Held for another authority."""
        self.end = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.end_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.category = np.full(CAPACITY, "", dtype=object)
        self._on_time = wander(rng, ON_TIME, 0.035, [EXACT])
        self._level = wander(rng, ON_PLAN, 5, [
            month_of(2014, 3), month_of(2015, 6), month_of(2016, 3)])

    def running(self) -> Flags:
        """Plans not ended, as things are."""
        return np.asarray(self.planned[:self.n] & (self.end[:self.n] >= NEVER))

    def held_cases(self) -> Flags:
        """Cases with a plan running."""
        held = np.zeros(self.cases.n, dtype=bool)
        held[self.case[:self.n][self.running()]] = True
        return held

    def seen_open(self, day: int) -> int:
        """Plans of the authority's own that an extract of the day would show open."""
        n = self.n
        ended = (self.end[:n] <= day) & (self.end_known[:n] <= day)
        return int((self.planned[:n] & ~self.elsewhere[:n] & (self.held_known[:n] <= day)
                    & ~ended).sum())

    def _add(self, case: Days, enquiry: Days, held: Days, known: Days, planned: Flags) -> Days:
        n = len(case)
        new = np.arange(self.n, self.n + n)
        self.n += n
        self.case[new], self.enquiry[new], self.planned[new] = case, enquiry, planned
        self.held[new] = held
        self.held_known[new] = np.maximum(known, self.cases.referred_known[case])
        families, which = np.unique(self.cases.family()[case], return_inverse=True)
        self.category[new] = draw(self._rng, ABUSE, len(families))[which]
        return new

    def begin_stock(self, free: Flags) -> None:
        """The plans running when the story begins."""
        rng, cases = self._rng, self.cases
        ready = free & (cases.referred[:cases.n] < HISTORY_STARTS - 70)
        chosen = choose_families(rng, cases.family(), ready.astype(float), round(ON_PLAN[0]))
        families, which = np.unique(cases.family()[chosen], return_inverse=True)
        latest = np.full(len(families), 0)
        np.maximum.at(latest, which, cases.referred[chosen])
        held = office_days_between(
            rng, np.maximum(latest + 40, HISTORY_STARTS - 420), HISTORY_STARTS - 3,
            len(families))[which]
        enquiry = add_working_days(held, -rng.integers(9, 20, len(families))[which])
        self._add(chosen, enquiry, held, held, np.ones(len(chosen), dtype=bool))

    def begin(self, month: int, free: Flags) -> None:
        """The conferences of a month, for families whose cases are free: no plan, not in care."""
        rng, cases = self._rng, self.cases
        a, b = int(STARTS[month]), int(ENDS[month])
        ready = free & (cases.referred[:cases.n] <= add_working_days(b, -31))
        age = a - cases.referred[:cases.n]
        weight = np.where(ready, np.interp(age, [0, 40, 90, 365], [6.0, 4.0, 1.0, 0.35]), 0)
        born = cases.people.born[cases.person[:cases.n]]
        weight[born + 6200 < b] = 0
        weight[born > a] *= 12
        number = 78 if month == EXACT else int(rng.normal(70, 5))
        chosen = choose_families(rng, cases.family(), weight, number)
        families, which = np.unique(cases.family()[chosen], return_inverse=True)
        latest = np.full(len(families), 0)
        np.maximum.at(latest, which, cases.referred[chosen])
        in_time = self._in_time(which, len(chosen), float(self._on_time[month]))
        lag = np.where(in_time, rng.choice(
            [8, 9, 10, 11, 12, 13, 14, 15], size=len(families),
            p=[0.04, 0.06, 0.10, 0.15, 0.15, 0.2, 0.2, 0.1]), rng.integers(16, 31, len(families)))
        held = office_days_between(
            rng, np.maximum(next_office_day(a), add_working_days(latest, lag)), b, len(families))
        known = held + delays(rng, len(families), week=0.3, month=0.015, later=0)
        if month == EXACT:
            known = np.minimum(known, b)
        planned = rng.random(len(families)) < 0.87
        new = self._add(chosen, add_working_days(held, -lag)[which], held[which], known[which],
                        planned[which])
        moved = rng.random(len(families)) < (0 if month == EXACT else 0.02)
        self.enquiry[new[moved[which]]] = NEVER
        self.elsewhere[new] = (rng.random(len(families)) < 0.012)[which] & self.planned[new]

    def _in_time(self, which: Days, n: int, share: float) -> Flags:
        """Which families' conferences are in time, so that the share of the children is exact."""
        size = np.bincount(which)
        wanted = whole_percent(share, n) or round(share * n)
        # Single children last: they make the sum come out.
        order = np.lexsort((self._rng.random(len(size)), size == 1))
        chosen = np.zeros(len(size), dtype=bool)
        for family in order:
            if size[family] <= wanted:
                chosen[family] = True
                wanted -= size[family]
        return chosen

    def finish(self, month: int, in_care: Flags) -> None:
        """Ends plans so that the number an extract shows open comes to the level of the month."""
        rng, cases = self._rng, self.cases
        a, b = int(STARTS[month]), int(ENDS[month])
        n = self.n
        open_now = self.running() & (self.held[:n] < b - 20) & (self.held_known[:n] <= b)
        case = self.case[:n]
        adult = open_now & (eighteenth_birthday(cases.people.born[cases.person[case]]) <= b)
        weight = np.interp(b - self.held[:n], _AGE_OF_PLAN, _ENDS_AT)
        weight = np.where(in_care[case], 12.0, weight) * open_now * ~adult
        own = ~self.elsewhere[:n]
        number = self.seen_open(b) - round(self._level[month]) - int((adult & own).sum())
        chosen = choose_families(rng, cases.family()[case], weight * own, number)
        chosen = np.concatenate([chosen, np.flatnonzero(adult)])
        visiting = np.flatnonzero(open_now & ~own & (self.held[:n] < b - 200))
        chosen = np.unique(np.concatenate([chosen, visiting[:1]]))
        families, which = np.unique(cases.family()[case][chosen], return_inverse=True)
        self._end(chosen, office_days_between(rng, next_office_day(a), b, len(families))[which],
                  delays(rng, len(families))[which], b)
        still = np.where(self.running() & own & (self.held[:n] < b - 60), 1.0, 0.0)
        late = choose_families(rng, cases.family()[case], still, int(rng.integers(0, 4)))
        self._end(late, office_days_between(rng, b - 6, b, len(late)),
                  rng.integers(8, 20, len(late)), None)

    def _end(self, plans: Days, on: Days, delay: Days, known_by: int | None) -> None:
        case = self.case[plans]
        on = np.maximum(on, self.held[plans] + 20)
        birthday = eighteenth_birthday(self.cases.people.born[self.cases.person[case]])
        on = np.where(birthday < on, np.maximum(birthday, self.held[plans]), on)
        known = on + delay if known_by is None else np.minimum(on + delay, known_by)
        known = np.maximum(np.maximum(known, on), self.held_known[plans])
        self.end[plans], self.end_known[plans] = on, known
        self.cases.busy[case] = np.maximum(self.cases.busy[case], on + 1)
        self.cases.busy_known[case] = np.maximum(self.cases.busy_known[case], known)
