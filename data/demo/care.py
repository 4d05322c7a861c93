"""Periods of care, month by month: who comes into care, who leaves, and why."""

from __future__ import annotations

import numpy as np

from data.demo.cases import Cases
from data.demo.chance import (
    Flags,
    Rng,
    choose,
    choose_families,
    delays,
    office_days_between,
    path,
    wander,
    whole_percent,
)
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    NEVER,
    STARTS,
    Days,
    add_working_days,
    eighteenth_birthday,
    month_of,
    next_office_day,
)

CAPACITY = 5_000
LOOKED_AFTER = path({
    (2011, 4): 985, (2012, 3): 1030, (2013, 3): 1090, (2013, 10): 1128, (2014, 3): 1150,
    (2014, 9): 1118, (2015, 3): 1072, (2015, 6): 1052, (2015, 10): 1060, (2016, 3): 1045,
    (2016, 6): 1052})
NEW_TO_CARE = path({
    (2011, 4): 38, (2013, 8): 40, (2014, 6): 34, (2015, 6): 36, (2016, 3): 36})
COMMISSIONER = month_of(2016, 3)
"""The month of the commissioner's report."""
COMMISSIONER_INITIAL = 0.68
"""Share of initial health assessments in time in that month: the number of children whose days
ran out must allow it to the whole percent."""
_SPELL = [0, 10, 60, 180, 365, 700, 1500, 3000]
_LEAVES = [3.0, 2.2, 1.6, 1.1, 0.9, 0.7, 0.3, 0.12]


class Care:
    """Every period of care, by position."""

    def __init__(self, cases: Cases, rng: Rng) -> None:
        self.cases, self._rng = cases, rng
        self.n = 0
        self.case = np.zeros(CAPACITY, dtype=np.int64)
        self.start = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.start_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.end = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.end_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.short_break = np.zeros(CAPACITY, dtype=bool)
        """An agreed series of short breaks: legal status V3 or V4 all through."""
        self._level = wander(rng, LOOKED_AFTER, 4, [
            month_of(2014, 3), month_of(2015, 6), month_of(2016, 3)])

    @property
    def person(self) -> Days:
        """The child of each period."""
        return self.cases.person[self.case[:self.n]]

    def running(self) -> Flags:
        """Periods not ended, as things are."""
        return np.asarray(self.end[:self.n] >= NEVER)

    def held_cases(self) -> Flags:
        """Cases with care running."""
        held = np.zeros(self.cases.n, dtype=bool)
        held[self.case[:self.n][self.running()]] = True
        return held

    def seen(self, day: int) -> Days:
        """Periods that an extract of the day would show running, short breaks left out."""
        n = self.n
        ended = (self.end[:n] <= day) & (self.end_known[:n] <= day)
        return np.flatnonzero((self.start_known[:n] <= day) & ~ended & ~self.short_break[:n])

    def left_grown(self, day: int) -> Days:
        """Periods of more than 90 days that had ended by the day, each young person's last, at
        sixteen or over: those who may be care leavers."""
        n = self.n
        ended = np.flatnonzero((self.end[:n] <= day) & ~self.short_break[:n]
                               & (self.end[:n] - self.start[:n] > 90))
        ended = ended[np.lexsort((self.end[ended], self.person[ended]))]
        ended = ended[np.append(np.diff(self.person[ended]) != 0, True)] if len(ended) else ended
        age = self.cases.people.age(self.person[ended], self.end[ended])
        return np.asarray(ended[age >= 16])

    def leavers(self, day: int) -> Flags:
        """People who an extract of the day would show have left care at sixteen or over."""
        out = np.zeros(len(self.cases.people.born), dtype=bool)
        left = self.left_grown(day)
        out[self.person[left[self.end_known[left] < day]]] = True
        return out

    def _add(self, case: Days, start: Days, known: Days, *, short: bool = False) -> None:
        new = np.arange(self.n, self.n + len(case))
        self.n += len(case)
        self.case[new], self.start[new], self.start_known[new] = case, start, known
        self.short_break[new] = short

    def begin_stock(self, case: Days, entered: Days) -> None:
        """The children looked after when the story begins."""
        self._add(case, entered, entered)

    def begin(self, month: int, on_plan: Flags) -> None:
        """The children who come into care in a month."""
        rng, cases = self._rng, self.cases
        a, b = int(STARTS[month]), int(ENDS[month])
        n = cases.n
        person = cases.person[:n]
        born = cases.people.born[person]
        free = cases.open_now() & ~self.held_cases() & (born < a) & (born + 6390 > b) & (
            cases.referred[:n] < b - 4) & (cases.referred_known[:n] <= b)
        before = np.zeros(len(cases.people.born), dtype=bool)
        before[self.person] = True
        # Who has left care at sixteen or over does not come back: a care leaver stays one.
        free &= ~self.leavers(HISTORY_ENDS)[person]
        age = (b - born) / 365.25
        weight = np.where(on_plan, 7.0, 1.0) * np.where(before[person], 2.5, 1.0)
        weight *= np.where(cases.referred[:n] > a - 45, 2.0, 1.0)
        weight *= np.interp(age, [0, 0.5, 2, 8, 12, 15, 17.5], [20, 11, 2.6, 1.0, 1.0, 2.4, 1.2])
        disabled = cases.people.disabled[person]
        number = max(int(rng.normal(NEW_TO_CARE[month], 4)), 20)
        chosen = self._some_alone(np.where(free, weight, 0), number)
        first = np.maximum(next_office_day(a), next_office_day(cases.referred[chosen] + 1))
        start = self._start_days(month, chosen, first)
        known = start + delays(rng, len(chosen), week=0.25, month=0.02, later=0)
        if month in (COMMISSIONER - 1, COMMISSIONER):
            known = np.minimum(known, b)
        self._add(chosen, start, np.maximum(known, cases.referred_known[chosen]))
        free[chosen] = False
        breaks = choose(rng, free & disabled & (age > 4) & (cases.referred[:n] < a),
                        int(rng.random() < 0.75) + int(rng.random() < 0.6))
        on = office_days_between(rng, next_office_day(a), b, len(breaks))
        self._add(breaks, on, np.maximum(on, cases.referred_known[breaks]), short=True)

    def _some_alone(self, weight: Flags, number: int) -> Days:
        """Brothers and sisters mostly come into care together, not always."""
        rng, family = self._rng, self.cases.family()
        alone = rng.random(len(weight)) < 0.45
        grouped = np.where(alone, family.max() + 1 + np.arange(len(family)), family)
        return choose_families(rng, grouped, weight, number)

    def _start_days(self, month: int, chosen: Days, first: Days) -> Days:
        """A working day of the month for each, the same for a family; in the commissioner's month
        such that the children whose twenty working days run out in it make the known share."""
        rng, b = self._rng, int(ENDS[month])
        families, which = np.unique(self.cases.family()[chosen], return_inverse=True)
        start = office_days_between(rng, int(next_office_day(STARTS[month])), b, len(families))
        start = np.maximum(start[which], first)
        if month != COMMISSIONER:
            return start
        last_in = int(add_working_days(b, -20))
        start = np.where(start <= last_in, office_days_between(
            rng, last_in + 1, b, len(start)), start)
        here = len(self.due_assessment(month))
        more = next(k for k in range(len(start))
                    if whole_percent(COMMISSIONER_INITIAL, here + k) is not None)
        early = np.flatnonzero(first <= last_in)[:more]
        start[early] = np.maximum(first[early], int(next_office_day(STARTS[month])))
        return start

    def due_assessment(self, month: int) -> Days:
        """Periods whose first twenty working days ran out in the month with the child in care,
        as an extract of the month's last day shows them."""
        a, b = int(STARTS[month]), int(ENDS[month])
        n = self.n
        due = add_working_days(np.minimum(self.start[:n], b), 20)
        ended = np.where((self.end[:n] <= b) & (self.end_known[:n] <= b), self.end[:n], NEVER)
        return np.flatnonzero(
            (self.start[:n] < b) & (due >= a) & (due <= b) & (self.start_known[:n] <= b)
            & (ended >= due) & ~self.short_break[:n])

    def finish(self, month: int) -> None:
        """Children leave care so that the number looked after comes to the level of the month."""
        rng, cases = self._rng, self.cases
        a, b = int(STARTS[month]), int(ENDS[month])
        n = self.n
        known = self.start_known[:n] <= b
        running = self.running() & (self.start[:n] < b - 4) & known
        if month in (COMMISSIONER - 1, COMMISSIONER):
            running &= self.start[:n] < add_working_days(STARTS[COMMISSIONER], -20)
        adult = self.running() & (eighteenth_birthday(cases.people.born[self.person]) <= b)
        own = ~self.short_break[:n]
        weight = np.interp(b - self.start[:n], _SPELL, _LEAVES)
        age = (b - cases.people.born[self.person]) / 365.25
        spell = b - self.start[:n]
        weight = np.where((age < 6) & (spell > 380) & (spell < 1000), 4.0, weight)
        weight = np.where(age > 15.5, weight * 0.35, weight)
        number = len(self.seen(b)) - round(self._level[month]) - int((adult & own & known).sum())
        chosen = choose_families(
            rng, cases.people.family[self.person], weight * running * own * ~adult, number)
        families, which = np.unique(cases.people.family[self.person[chosen]], return_inverse=True)
        on = office_days_between(rng, next_office_day(a), b, len(families))[which]
        self._end(chosen, on, delays(rng, len(chosen)), b)
        grown = np.flatnonzero(adult)
        self._end(grown, eighteenth_birthday(cases.people.born[self.person[grown]]),
                  delays(rng, len(grown)), b)
        breaks = choose(rng, self.running() & ~own & (spell > 200), int((
            self.running() & ~own).sum() > 42))
        self._end(breaks, office_days_between(rng, next_office_day(a), b, len(breaks)),
                  delays(rng, len(breaks)), b)
        if month != COMMISSIONER:
            still = np.where(self.running() & own & (self.start[:n] < b - 40) & (age < 17), 1.0, 0)
            late = choose(rng, weight * still * running, int(rng.integers(0, 4)))
            self._end(late, office_days_between(rng, b - 5, b, len(late)),
                      rng.integers(8, 20, len(late)), None)

    def _end(self, periods: Days, on: Days, delay: Days, known_by: int | None) -> None:
        case = self.case[periods]
        on = np.maximum(on, self.start[periods] + 1)
        known = on + delay if known_by is None else np.minimum(on + delay, known_by)
        known = np.maximum(np.maximum(known, on), self.start_known[periods])
        self.end[periods], self.end_known[periods] = on, known
        self.cases.busy[case] = np.maximum(self.cases.busy[case], on)
        self.cases.busy_known[case] = np.maximum(self.cases.busy_known[case], known)
