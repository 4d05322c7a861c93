"""Section 47 enquiries, initial conferences and child protection plans, month by month."""

from __future__ import annotations

import numpy as np

from data.demo.cases import Cases
from data.demo.chance import (
    Flags,
    Numbers,
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
NEGLECT = path({
    (2011, 4): 0.60, (2013, 3): 0.63, (2014, 9): 0.67, (2015, 6): 0.60, (2016, 3): 0.53})
"""Share of the children on a plan whose latest category is neglect."""
NOT_NEGLECT = {"EMO": 0.57, "PHY": 0.19, "SAB": 0.13, "MUL": 0.11}
AGAIN = path({
    (2011, 4): 0.03, (2012, 4): 0.10, (2013, 4): 0.13, (2014, 6): 0.15, (2014, 7): 0.165,
    (2015, 5): 0.165, (2015, 6): 0.23, (2015, 7): 0.20, (2016, 3): 0.21})
"""Share of the plans begun in a month that are a second or later plan."""
EXACT_AGAIN = month_of(2015, 6)
AGAIN_IN_YEAR = 0.17
_AGE_OF_PLAN = [0, 55, 70, 100, 112, 165, 185, 240, 262, 340, 365, 480, 620, 760, 900]
_ENDS_AT = [0, 0.4, 5.0, 5.0, 0.3, 0.3, 0.7, 1.0, 5.0, 5.0, 2.6, 4.0, 6.0, 6.0, 14.0]
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
        self.latest = np.full(CAPACITY, "", dtype=object)
        self.latest_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        """The day the latest category was recorded, where it is not the first."""
        self.again = np.zeros(CAPACITY, dtype=bool)
        """The child had a plan before."""
        self._from_elsewhere = np.zeros(len(cases.people.born), dtype=bool)
        """Who had a plan for another authority, and has none of our own."""
        self._last_end = np.full(len(cases.people.born), -1, dtype=np.int64)
        """The end of each person's last plan; -1 for none, ``NEVER`` while one runs."""
        self._owed = 0.0
        """Second plans that the months before fell short of."""
        self._neglect = wander(rng, NEGLECT, 0.006, [month_of(2014, 9), month_of(2015, 6)])
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

    def seen(self, day: int) -> Days:
        """Plans of the authority's own that an extract of the day would show open."""
        n = self.n
        ended = (self.end[:n] <= day) & (self.end_known[:n] <= day)
        return np.flatnonzero(self.planned[:n] & ~self.elsewhere[:n]
                              & (self.held_known[:n] <= day) & ~ended)

    def _add(
        self, month: int, case: Days, enquiry: Days, held: Days, known: Days, planned: Flags,
    ) -> Days:
        n = len(case)
        new = np.arange(self.n, self.n + n)
        self.n += n
        self.case[new], self.enquiry[new], self.planned[new] = case, enquiry, planned
        self.held[new] = held
        self.held_known[new] = np.maximum(known, self.cases.referred_known[case])
        families, which = np.unique(self.cases.family()[case], return_inverse=True)
        # What begins now is what the whole will look like in half a year.
        neglect = float(NEGLECT[min(month + 6, len(NEGLECT) - 1)])
        shares = {"NEG": neglect / (1 - neglect) * sum(NOT_NEGLECT.values()), **NOT_NEGLECT}
        self.category[new] = draw(self._rng, shares, len(families))[which]
        self.latest[new] = self.category[new]
        person = self.cases.person[case]
        self.again[new] = self._last_end[person] >= 0
        self._last_end[person[planned]] = NEVER
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
        self._add(0, chosen, enquiry, held, held, np.ones(len(chosen), dtype=bool))

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
        number = {EXACT: 78, EXACT_AGAIN: 74}.get(month) or int(rng.normal(70, 5))
        chosen, again = self._who(month, weight, number)
        families, which = np.unique(cases.family()[chosen], return_inverse=True)
        planned = self._which_planned(month, which, again)
        short = float(AGAIN[month]) * int(planned[which].sum()) - int(again.sum())
        self._owed = float(np.clip(self._owed + short, -4, 4))
        latest = np.full(len(families), 0)
        np.maximum.at(latest, which, cases.referred[chosen])
        in_time = self._in_time(which, len(chosen), float(self._on_time[month]))
        lag = np.where(in_time, rng.choice(
            [8, 9, 10, 11, 12, 13, 14, 15], size=len(families),
            p=[0.04, 0.06, 0.10, 0.15, 0.15, 0.2, 0.2, 0.1]), rng.integers(16, 31, len(families)))
        held = office_days_between(
            rng, np.maximum(next_office_day(a), add_working_days(latest, lag)), b, len(families))
        known = held + delays(rng, len(families), week=0.3, month=0.015, later=0)
        if month in (EXACT, EXACT_AGAIN):
            known = np.minimum(known, b)
        new = self._add(month, chosen, add_working_days(held, -lag)[which], held[which],
                        known[which], planned[which])
        moved = rng.random(len(families)) < (0 if month == EXACT else 0.02)
        self.enquiry[new[moved[which]]] = NEVER
        visiting = (rng.random(len(families)) < (0 if month == EXACT_AGAIN else 0.012))[which]
        self.elsewhere[new] = visiting & self.planned[new] & ~self.again[new]
        self._from_elsewhere[cases.person[self.case[new[self.elsewhere[new]]]]] = True

    def _who(self, month: int, weight: Numbers, number: int) -> tuple[Days, Flags]:
        """The cases that come to conference, and which are of children who had a plan before.

        Those who had one have a plan again, so that second plans come to the month's share; their
        brothers and sisters come with them.
        """
        rng, cases = self._rng, self.cases
        family, ended = cases.family(), self._last_end[cases.person[:cases.n]]
        weight = np.where(self._from_elsewhere[cases.person[:cases.n]], 0, weight)
        had = (ended >= 0) & (ended < int(STARTS[month]) - 45)
        # About nine conferences in ten lead to a plan.
        wanted = self._exact_again(month)[0] if month == EXACT_AGAIN else (
            0.89 * float(AGAIN[month]) * number + self._owed)
        again = choose_families(rng, family, np.where(had, weight, 0), round(wanted))
        weight = np.where(ended >= 0, 0, weight) * np.where(np.isin(family, family[again]), 50, 1)
        fresh = choose_families(rng, family, weight, number - len(again))
        return np.concatenate([again, fresh]), np.arange(len(again) + len(fresh)) < len(again)

    def _which_planned(self, month: int, which: Days, again: Flags) -> Flags:
        """Which families' conferences lead to a plan; in the month whose shares of second plans
        are known, in it and in the twelve months to it, so that both come true."""
        rng = self._rng
        size = np.bincount(which)
        before = np.bincount(which, weights=again) > 0
        planned = (rng.random(len(size)) < 0.87) | before
        if month != EXACT_AGAIN:
            return planned
        planned, wanted = before.copy(), self._exact_again(month)[1]
        # Families of one child last: they make the sum come out.
        order = np.lexsort((rng.random(len(size)), size == 1))
        for family in order[~before[order]]:
            planned[family] = int(size[planned].sum()) + size[family] <= wanted
        return planned

    def _exact_again(self, month: int) -> tuple[int, int]:
        """Second plans, and all plans, of the month whose shares are known: such that its own and
        that of the twelve months to it come true."""
        b, n = int(ENDS[month]), self.n
        year = (self.planned[:n] & ~self.elsewhere[:n] & (self.held_known[:n] <= b)
                & (self.held[:n] >= int(STARTS[month - 11])))
        of_year, second = int(year.sum()), int((year & self.again[:n]).sum())

        def miss(again: int, plans: int) -> tuple[bool, float]:
            return (round(100 * again / plans) != round(100 * AGAIN[month]),
                    abs((second + again) / (of_year + plans) - AGAIN_IN_YEAR))

        return min(((again, plans) for again in range(10, 19) for plans in range(52, 68)),
                   key=lambda pair: miss(*pair))

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
        number = len(self.seen(b)) - round(self._level[month]) - int((adult & own).sum())
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
        self._recategorise(month)

    def _recategorise(self, month: int) -> None:
        """Changes categories at reviews so that the share of neglect comes to its level."""
        rng, a, b = self._rng, int(STARTS[month]), int(ENDS[month])
        seen = self.seen(b)
        neglect = self.latest[seen] == "NEG"
        surplus = int(neglect.sum()) - round(float(self._neglect[month]) * len(seen))
        can = (neglect == (surplus > 0)) & (self.held[seen] < b - 75) & (
            self.latest_known[seen] >= NEVER)
        family = self.cases.family()[self.case[seen]]
        chosen = seen[choose_families(rng, family, can, abs(surplus))]
        families, which = np.unique(self.cases.family()[self.case[chosen]], return_inverse=True)
        self.latest[chosen] = draw(rng, NOT_NEGLECT, len(families))[which] if surplus > 0 else "NEG"
        on = office_days_between(rng, next_office_day(a), b, len(families))[which]
        self.latest_known[chosen] = np.minimum(on + delays(rng, len(families))[which], b)

    def _end(self, plans: Days, on: Days, delay: Days, known_by: int | None) -> None:
        case = self.case[plans]
        on = np.maximum(on, self.held[plans] + 20)
        birthday = eighteenth_birthday(self.cases.people.born[self.cases.person[case]])
        on = np.where(birthday < on, np.maximum(birthday, self.held[plans]), on)
        known = on + delay if known_by is None else np.minimum(on + delay, known_by)
        known = np.maximum(np.maximum(known, on), self.held_known[plans])
        self.end[plans], self.end_known[plans] = on, known
        self._last_end[self.cases.person[case]] = on
        self.cases.busy[case] = np.maximum(self.cases.busy[case], on + 1)
        self.cases.busy_known[case] = np.maximum(self.cases.busy_known[case], known)
