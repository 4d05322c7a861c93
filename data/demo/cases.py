"""Referrals and the cases they open: who comes, when the assessment ends, when the case closes.

Told month by month. Each step chooses whose turn it is so that what an extract of the month's
last day holds comes to the level of the path; late recording is part of the sum.
"""

from __future__ import annotations

import numpy as np

from data.demo.chance import (
    Flags,
    Rng,
    choose,
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
    MONTHS,
    NEVER,
    STARTS,
    Days,
    add_working_days,
    eighteenth_birthday,
    month_of,
    next_office_day,
    working_days,
)
from data.demo.families import People

CAPACITY = 70_000
OPEN = path({
    (2011, 4): 5900, (2012, 3): 6500, (2013, 3): 7050, (2014, 3): 7361, (2014, 9): 6300,
    (2015, 3): 5000, (2015, 6): 4534, (2015, 10): 4640, (2016, 3): 4840})
"""Children with an open case: in need, on a plan or looked after; care leavers are not counted."""
RE_REFERRED = path({(2011, 4): 0.22, (2014, 3): 0.24, (2015, 5): 0.25, (2016, 3): 0.235})
EXACT_RE_REFERRALS = month_of(2015, 5)
ON_TIME = path({
    (2011, 4): 0.80, (2013, 4): 0.78, (2014, 6): 0.74, (2014, 12): 0.66, (2015, 4): 0.54,
    (2015, 7): 0.60, (2015, 10): 0.80, (2016, 3): 0.86})
"""Share of assessments begun in the month that will end within 45 working days."""
EXACT_ASSESSMENTS = INSPECTED = month_of(2015, 7)
SEASON = np.array([0.97, 0.98, 1.08, 0.95, 1.03, 1.06, 1.10, 0.82, 0.98, 1.07, 1.06, 0.88])
"""Referrals by month of the year, January first: fewer when schools are closed."""
_SHORT = np.array([[0, 1, 11, 21, 31, 41], [0, 10, 20, 30, 40, 45]])
_SHORT_SHARES = np.array([304, 1633, 1497, 828, 761, 313]) / 5336
_LONG = np.array([[46, 51, 61], [50, 60, 105]])
_LONG_SHARES = np.array([244, 361, 1457]) / 2062
SOURCES = {
    "6": 0.27, "2A": 0.10, "2B": 0.07, "3A": 0.06, "3B": 0.04, "3C": 0.04, "3E": 0.02,
    "1A": 0.05, "1B": 0.05, "1C": 0.02, "1D": 0.02, "4": 0.03, "5A": 0.05, "5B": 0.07,
    "5C": 0.03, "7": 0.02, "8": 0.03, "9": 0.02, "10": 0.01}
NEEDS = {
    "N1": 0.55, "N2": 0.07, "N3": 0.03, "N4": 0.10, "N5": 0.15, "N6": 0.05, "N7": 0.01,
    "N8": 0.02, "N9": 0.02}


class Cases:
    """Every case: a referral and what it opened, by position. The present is kept as well."""

    def __init__(self, people: People, rng: Rng) -> None:
        self.people, self._rng = people, rng
        self.n = 0
        self.person = np.zeros(CAPACITY, dtype=np.int64)
        self.referred = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.referred_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.nfa = np.zeros(CAPACITY, dtype=bool)
        self.assessed = np.full(CAPACITY, NEVER, dtype=np.int64)
        """The day the first assessment was authorised."""
        self.closed = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.closed_known = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.no_more_needed = np.zeros(CAPACITY, dtype=bool)
        """The assessment found that no more help was needed."""
        self.busy = np.zeros(CAPACITY, dtype=np.int64)
        """The case cannot close before this day: a plan, care or an assessment runs until then."""
        self.busy_known = np.zeros(CAPACITY, dtype=np.int64)
        self.source = np.full(CAPACITY, "", dtype=object)
        self.need = np.full(CAPACITY, "", dtype=object)
        self.reassess = np.full(CAPACITY, NEVER, dtype=np.int64)
        self.last = np.full(len(people.born), -1, dtype=np.int64)
        """Each person's latest case."""
        self.assessments = Assessments(rng)
        self._level = wander(rng, OPEN, 22, [
            0, month_of(2014, 3), month_of(2015, 6), month_of(2016, 3)])
        self._re_referred = wander(rng, RE_REFERRED, 0.012, [EXACT_RE_REFERRALS])

    def family(self) -> Days:
        """The family of each case."""
        return self.people.family[self.person[:self.n]]

    def open_now(self) -> Flags:
        """Cases not closed, as things are."""
        return np.asarray((self.closed[:self.n] >= NEVER) & ~self.nfa[:self.n])

    def seen_open(self, day: int) -> Flags:
        """Cases that an extract of the day would show open."""
        n = self.n
        known = self.referred_known[:n] <= day
        shut = (self.closed[:n] <= day) & (self.closed_known[:n] <= day)
        return np.asarray(known & ~shut)

    def begin(
        self, people: Days, referred: Days, known: Days, nfa: Flags, month: int,
    ) -> Days:
        """Opens cases; their positions."""
        rng, n = self._rng, len(people)
        new = np.arange(self.n, self.n + n)
        self.n += n
        self.person[new], self.referred[new], self.referred_known[new] = people, referred, known
        self.people.notice(people, known)
        self.nfa[new] = nfa
        families = self.people.family[people]
        _, first, which = np.unique(families, return_index=True, return_inverse=True)
        self.source[new] = draw(rng, SOURCES, len(first))[which]
        self.need[new] = np.where(
            self.people.disabled[people] & (rng.random(n) < 0.6), "N2",
            draw(rng, NEEDS, len(first))[which])
        self.no_more_needed[new] = (rng.random(len(first)) < 0.38)[which]
        shut = add_working_days(referred, rng.integers(0, 4, len(first))[which])
        self.closed[new] = np.where(nfa, shut, NEVER)
        self.closed_known[new] = np.where(nfa, np.maximum(shut, known), NEVER)
        going = new[~nfa]
        luck = rng.random(len(first))[which][~nfa]
        days = assessment_days(rng, luck < ON_TIME[min(max(month, 0), MONTHS - 1)])
        end = add_working_days(self.referred[going], days)
        self.assessments.add(
            going, np.minimum(add_working_days(
                self.referred[going], rng.integers(0, 3, len(going))), end),
            self.referred[going], end, first=True)
        self.assessed[going] = end
        self.busy[going] = end
        self.reassess[going] = next_office_day(
            self.referred[going] + rng.integers(200, 420, len(going)))
        self.last[people] = new
        return new

    def begin_stock(self, size: int, in_care: int) -> tuple[Days, Days]:
        """The cases open when the story begins.

        Returns the cases of children already looked after, and the day each came into care.
        """
        rng = self._rng
        count = size // 2
        on = HISTORY_STARTS - 1 - np.minimum(rng.exponential(230, count), 900).astype(np.int64)
        people = self.people.add_families(count, on)[:size]
        families = self.people.family[people]
        referred = next_office_day(on[families - families[0]])
        lived = HISTORY_STARTS - self.people.born[people]
        weight = np.interp(lived / 365.25, [0.1, 0.2, 1, 5, 10, 14, 17.8, 17.9],
                           [0, 0.5, 0.6, 0.7, 1.0, 1.5, 1.4, 0])
        looked = choose_families(rng, families, weight, in_care)
        spell = np.where(rng.random(in_care) < 0.45, rng.exponential(250, in_care),
                         rng.exponential(1300, in_care))
        entered = HISTORY_STARTS - 5 - np.minimum(spell, 0.9 * lived[looked]).astype(np.int64)
        entered = add_working_days(entered, 0)
        referred[looked] = add_working_days(np.maximum(
            entered - rng.integers(15, 90, in_care), self.people.born[people[looked]] + 1), 0)
        new = self.begin(people, referred, referred, np.zeros(len(people), dtype=bool), 0)
        return new[looked], entered

    def refer(self, month: int) -> None:
        """The referrals of a month: families new, families back after a time, and re-referrals."""
        rng, a, b = self._rng, int(STARTS[month]), int(ENDS[month])
        total = round(709 * SEASON[(month + 3) % 12] * rng.normal(1, 0.025))
        exact = month == EXACT_RE_REFERRALS
        again = self._re_referrals(month, round(self._re_referred[month] * total))
        back = self._returners(month, round(0.17 * total))
        fresh_count = total - len(again) - len(back)
        fresh = self.people.add_families(fresh_count, a)[:max(fresh_count, 0)]
        people = np.concatenate([again, back, fresh])
        families, which = np.unique(self.people.family[people], return_inverse=True)
        referred = office_days_between(rng, next_office_day(a), b, len(families))
        late = delays(rng, len(families), week=0.10, month=0.012, later=0.0)
        known = np.minimum(referred + late, b) if exact else referred + late
        nfa = rng.random(len(families)) < 0.14
        self.begin(people, referred[which], known[which], nfa[which], month)

    def _young(self, people: Days, day: int) -> Flags:
        return np.asarray(self.people.born[people] + 6480 > day)

    def _re_referrals(self, month: int, count: int) -> Days:
        """Children whose case closed, and was known to be, and who were referred within a year."""
        a, b = int(STARTS[month]), int(ENDS[month])
        last = self.last[self.last >= 0]
        ready = last[(self.closed_known[last] < a) & (self.closed[last] < a)
                     & (self.referred[last] >= b - 363)]
        people = self.person[ready]
        return people[choose_families(
            self._rng, self.people.family[people], self._young(people, b), count)]

    def _returners(self, month: int, count: int) -> Days:
        """Children of families not referred for more than a year."""
        a, b = int(STARTS[month]), int(ENDS[month])
        last = self.last[self.last >= 0]
        ready = last[(self.closed_known[last] < a) & (self.closed[last] < a)
                     & (self.referred[last] < a - 370)]
        people = self.person[ready]
        return people[choose_families(
            self._rng, self.people.family[people], self._young(people, b), count)]

    def reassess_and_authorise(self, month: int) -> None:
        """Second assessments of long cases, and the month whose share is known put right."""
        rng, a, b = self._rng, int(STARTS[month]), int(ENDS[month])
        n = self.n
        due = np.flatnonzero((self.reassess[:n] >= a) & (self.reassess[:n] <= b) & self.open_now()
                             & (self.busy[:n] < self.reassess[:n]) & (rng.random(n) < 0.5))
        days = assessment_days(rng, rng.random(len(due)) < ON_TIME[month])
        start = self.reassess[due]
        end = add_working_days(start, days)
        self.assessments.add(due, start, start, end, first=False)
        self.busy[due] = np.maximum(self.busy[due], end)
        if month == EXACT_ASSESSMENTS:
            moved = self.assessments.put_right(month, 0.48)
            cases, end = self.assessments.case[moved], self.assessments.end[moved]
            self.busy[cases] = np.maximum(self.busy[cases], end)
            first = self.assessments.first[moved]
            self.assessed[cases[first]] = end[first]

    def close(self, month: int, held: Flags, otherwise: Flags, leavers: Flags) -> None:
        """Closes cases so that the children an extract shows open come to the path.

        ``held`` marks cases with a plan or care running, which stay. ``otherwise`` marks people
        whom the extract shows on a plan or looked after, ``leavers`` those who have left care,
        whose cases do not count. A few close in the last days and are recorded later, but not in
        the month of the inspection: an open case whose worker has left is one without a worker.
        """
        rng, b, n = self._rng, int(ENDS[month]), self.n
        grown = eighteenth_birthday(self.people.born[self.person[:n]]) <= b
        can = self.open_now() & ~held & (self.busy[:n] < b) & (self.referred[:n] < b - 2)
        can &= (self.busy_known[:n] <= b) & (self.referred_known[:n] <= b)
        forced = np.flatnonzero(can & grown)
        age = b - self.referred[:n]
        weight = np.where(self.no_more_needed[:n], 12.0, np.interp(
            age, [0, 30, 90, 180, 365, 730], [0.05, 0.3, 1.0, 1.4, 1.8, 3.0]))
        weight = np.where(self.people.disabled[self.person[:n]], weight * 0.15, weight)
        weight = np.where(self.busy[:n] > b - 35, np.where(self.no_more_needed[:n], 6, 0.2), weight)
        left = leavers[self.person[:n]]
        counted = otherwise | np.isin(
            np.arange(len(otherwise)), self.person[:n][self.seen_open(b) & ~left])
        number = int(counted.sum()) - round(self._level[month]) - int((~left[forced]).sum())
        chosen = choose_families(
            rng, self.family(), np.where(can & ~grown & ~left, weight, 0), number)
        self._shut(forced, b, known_by=b)
        self._shut(chosen, b, known_by=b)
        self._shut(choose(rng, can & ~grown & left, int((can & left).sum()) // 6), b, known_by=b)
        if month != INSPECTED:
            rest = np.where(can & self.open_now() & (self.busy[:n] < b - 6)
                            & (self.referred[:n] < b - 60), 1.0, 0.0)
            self._shut(choose(rng, rest, 14), b, known_by=None)

    def _shut(self, cases: Days, b: int, known_by: int | None) -> None:
        """Closes cases within the month; recorded by a day, or else in the weeks after it."""
        rng, n = self._rng, len(cases)
        first = np.maximum(int(STARTS[np.searchsorted(ENDS, b)]), self.busy[cases] + 1)
        first = np.minimum(np.maximum(first, self.referred[cases] + 1), b)
        birthday = eighteenth_birthday(self.people.born[self.person[cases]])
        if known_by is None:
            closed = office_days_between(rng, np.maximum(first, b - 6), b, n)
            known = b + rng.integers(1, 15, n)
        else:
            families, which = np.unique(
                self.people.family[self.person[cases]], return_inverse=True)
            together = office_days_between(rng, int(STARTS[np.searchsorted(ENDS, b)]), b,
                                           len(families))[which]
            closed = np.maximum(together, first)
            closed = np.where((birthday <= b) & (birthday >= first), birthday, closed)
            known = np.minimum(closed + delays(rng, n), known_by)
        self.closed[cases] = closed
        self.closed_known[cases] = np.maximum(np.maximum(known, closed), self.busy_known[cases])


class Assessments:
    """Assessments: the case, the start, the day its clock runs from, and the day authorised."""

    def __init__(self, rng: Rng) -> None:
        self._rng = rng
        self.case = np.zeros(0, dtype=np.int64)
        self.start = np.zeros(0, dtype=np.int64)
        self.clock = np.zeros(0, dtype=np.int64)
        self.end = np.zeros(0, dtype=np.int64)
        self.end_known = np.zeros(0, dtype=np.int64)
        self.first = np.zeros(0, dtype=bool)

    def add(self, case: Days, start: Days, clock: Days, end: Days, *, first: bool) -> None:
        """More assessments; whether they are the first of their cases."""
        self.first = np.concatenate([self.first, np.full(len(case), first)])
        self.case = np.concatenate([self.case, case])
        self.start = np.concatenate([self.start, start])
        self.clock = np.concatenate([self.clock, clock])
        self.end = np.concatenate([self.end, end])
        self.end_known = np.concatenate(
            [self.end_known, end + delays(self._rng, len(end), week=0.2, month=0.02, later=0.0)])

    def put_right(self, month: int, share: float) -> Days:
        """Puts some of a month's assessments off until the next, so that the share is exact.

        The share is of those an extract of the month's last day would hold. Returns the positions
        put off.
        """
        a, b = int(STARTS[month]), int(ENDS[month])
        inside = np.flatnonzero((self.end >= a) & (self.end <= b))
        self.end_known[inside] = np.minimum(self.end_known[inside], b)
        on_time = working_days(self.clock[inside], self.end[inside]) <= 45
        met, late = inside[on_time], inside[~on_time]
        wanted = whole_percent(share, len(inside))
        too_many_met = wanted is not None and len(met) > wanted
        pool = self._rng.permutation(met if too_many_met else late)
        for off in range(len(pool) + 1):
            m, n = len(met) - (off if too_many_met else 0), len(inside) - off
            if n and m == whole_percent(share, n):
                break
        moved = pool[:off]
        self.end[moved] = office_days_between(self._rng, b + 1, b + 21, off)
        self.end_known[moved] = self.end[moved]
        return moved


def assessment_days(rng: Rng, on_time: Flags) -> Days:
    """Lengths of assessments in working days, spread as in Norfolk in 2014-15."""
    n = len(on_time)
    short = rng.choice(6, size=n, p=_SHORT_SHARES)
    long = rng.choice(3, size=n, p=_LONG_SHARES)
    low = np.where(on_time, _SHORT[0][short], _LONG[0][long])
    high = np.where(on_time, _SHORT[1][short], _LONG[1][long])
    return rng.integers(low, high + 1)
