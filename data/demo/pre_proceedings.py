"""Pre-proceedings: families told that the council may go to court, and the reviews of their cases.

In July 2015 thirty-two families with sixty children were in pre-proceedings, some for very long,
and of those there for more than eight weeks one in five had been reviewed. A tracker came after.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Rng, path
from data.demo.court import Proceedings
from data.demo.days import (
    DETAIL_STARTS,
    ENDS,
    HISTORY_ENDS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    day,
    month_of,
    next_office_day,
    office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.plans import Plans
from data.demo.visits import month_at

FAMILIES = path({
    (2012, 1): 14, (2013, 4): 20, (2014, 6): 24, (2014, 9): 27, (2015, 4): 33, (2015, 7): 32,
    (2015, 11): 31, (2016, 3): 27})
"""Families in pre-proceedings."""
INSPECTED = day(2015, 7, 31)
FAMILIES_THEN, CHILDREN_THEN, NEW_THEN, REVIEWED_THEN = 32, 60, 2, 6
"""On the inspectors' day: families, children, and of the families those who had just come and,
of the others, those whose case had been reviewed in the last eight weeks."""
CHILDREN_OF_NEW, CHILDREN_REVIEWED = 5, 11
REVIEW_DAYS = 56
BEFORE_REVIEW = INSPECTED - REVIEW_DAYS
"""The first day on which a review counted as one of the last eight weeks."""
LAST_MONTH, LAST_START = month_of(2015, 5), day(2015, 5, 15)
"""Nobody came between this day and July 2015, when two families did."""
DRIFT, TRACKER = day(2014, 8, 1), day(2015, 9, 1)
"""Those who came between these days and did not go to court stayed until the tracker or longer."""
IN_TIME = path({(2015, 9): 0.45, (2015, 12): 0.62, (2016, 3): 0.76})
"""Share of reviews held within eight weeks, by the tracker."""
AT_LEAST = 100
"""Days that a family who does not go to court is there."""
TO_COURT = 0.45
"""Share of court cases that pre-proceedings came before."""
OUTCOMES = ["Care proceedings issued", "Stepped down: child protection plan goes on",
            "Stepped down: child protection plan ended"]
ISSUED, PLAN_GOES_ON, PLAN_ENDED = range(3)


@dataclass(frozen=True)
class Spell:
    """One family's time in pre-proceedings, and the children it is about."""

    family: int
    start: int
    end: int
    outcome: int
    children: tuple[int, ...]

    def open_at(self, at: int) -> bool:
        return self.start <= at < self.end


class Tracker:
    """The families in pre-proceedings, month by month."""

    def __init__(
        self, people: People, cases: Cases, plans: Plans, care: Care, rng: Rng,
    ) -> None:
        self.people, self.cases, self.plans, self._rng = people, cases, plans, rng
        self.spells: list[Spell] = []
        self._of: dict[int, list[Spell]] = defaultdict(list)
        self._care_starts: dict[int, list[int]] = defaultdict(list)
        for person, start in zip(care.person.tolist(), care.start[:care.n].tolist(), strict=True):
            self._care_starts[person].append(start)

    def add(self, spell: Spell) -> None:
        self.spells.append(spell)
        self._of[spell.family].append(spell)

    def free(self, family: int, start: int, end: int) -> bool:
        """Whether the family is in pre-proceedings at no time from about one day to another."""
        return all(s.end + 60 < start or s.start > end + 60 for s in self._of[family])

    def before_court(self, court: Proceedings) -> None:
        """Those whose case went to court in the end."""
        rng = self._rng
        first = np.flatnonzero(np.diff(court.case, prepend=-1) != 0)
        last = np.append(first[1:], len(court.case))
        for a, b in zip(first.tolist(), last.tolist(), strict=True):
            issued = int(court.issued[a])
            longest = 150 if issued > day(2015, 12, 1) else 300
            start = int(office_day(issued - int(rng.integers(60, longest))))
            known_to_us = self.cases.referred[court.open_case[a:b]] < start - 10
            born = self.people.born[court.person[a:b]] < start
            children = court.person[a:b][known_to_us & born]
            if (rng.random() < TO_COURT and len(children) and start > DETAIL_STARTS - 180
                    and not LAST_START < start <= INSPECTED
                    and self.free(int(court.family[a]), start, issued)):
                self.add(Spell(int(court.family[a]), start, issued, ISSUED,
                               tuple(children.tolist())))

    def tell(self) -> None:
        """The families who never went to court: as many as bring the number to its level."""
        for month in range(int(np.searchsorted(ENDS, DETAIL_STARTS)) - 2, MONTHS):
            a, b = int(STARTS[month]), int(ENDS[month])
            if month == LAST_MONTH:
                self._those_inspected(a)
            elif a <= INSPECTED <= b:
                self._newly_come()
            elif a > INSPECTED or b <= LAST_START:
                missing = round(float(FAMILIES[month])) - sum(s.open_at(b) for s in self.spells)
                for _ in range(max(missing, 0)):
                    start = int(next_office_day(self._rng.integers(a, b - 3)))
                    until = INSPECTED + 20 if DRIFT <= start <= INSPECTED else start + AT_LEAST
                    self.add(self._one(self._some(start, until, 5), start))

    def _one(self, spells: list[Spell], at: int) -> Spell:
        """One of some families: a large one while families are small on average."""
        there = [len(s.children) for s in self.spells if s.open_at(at)]
        small = sum(there) * FAMILIES_THEN < CHILDREN_THEN * len(there)
        return (max if small else min)(spells, key=lambda s: len(s.children))

    def _those_inspected(self, a: int) -> None:
        """The families who had been there for long when the inspectors came."""
        rng, kept = self._rng, FAMILIES_THEN - NEW_THEN
        there = [s for s in self.spells if s.open_at(INSPECTED)]
        missing = kept - len(there)
        for spell in [s for s in there if s.outcome != ISSUED][:max(-missing, 0)]:
            end = int(office_day(rng.integers(BEFORE_REVIEW, INSPECTED)))
            self._replace(spell, replace(spell, end=end))
        wanted = CHILDREN_THEN - CHILDREN_OF_NEW - sum(len(s.children) for s in there)
        start = int(office_day(rng.integers(a + 4, LAST_START)))
        for spell in _so_many_children(self._some(start, INSPECTED + 20, 10_000), missing, wanted):
            self.add(spell)
        # Of the largest families not every child was in pre-proceedings.
        while sum(len(s.children) for s in self.spells if s.open_at(INSPECTED)) > (
                CHILDREN_THEN - CHILDREN_OF_NEW):
            largest = max((s for s in self.spells if s.open_at(INSPECTED) and s.outcome != ISSUED),
                          key=lambda s: len(s.children))
            self._replace(largest, replace(largest, children=largest.children[1:]))

    def _newly_come(self) -> None:
        """The two families who had only just come, with the rest of the children."""
        start = int(office_day(INSPECTED - int(self._rng.integers(20, 28))))
        there = sum(len(s.children) for s in self.spells if s.open_at(INSPECTED))
        for spell in _so_many_children(
                self._some(start, INSPECTED + 20, 10_000), NEW_THEN, CHILDREN_THEN - there):
            self.add(spell)

    def _replace(self, old: Spell, new: Spell) -> None:
        self.spells[self.spells.index(old)] = new
        self._of[old.family] = [new if s == old else s for s in self._of[old.family]]

    def _some(self, start: int, until: int, n: int) -> list[Spell]:
        """Families on a plan for some time, who will be at least until a day and do not go to
        court meanwhile."""
        rng, plans = self._rng, self.plans
        m = plans.n
        person = self.cases.person[plans.case[:m]]
        on_plan = np.flatnonzero(
            plans.planned[:m] & ~plans.elsewhere[:m] & (plans.held[:m] < start - 40)
            & (plans.held_known[:m] < start) & (plans.end[:m] > until + 20)
            & (self.people.born[person] < start))
        of: dict[int, list[int]] = defaultdict(list)
        for row in on_plan.tolist():
            of[int(self.people.family[person[row]])].append(row)
        out = []
        for family in rng.permutation(list(of)).tolist() if of else []:
            rows = of[family]
            lasts = rng.integers(60, 150) if start > INSPECTED else rng.integers(120, 420)
            stop = min(int(plans.end[rows].min()), HISTORY_ENDS + 200)
            end = min(max(start + int(lasts), until + 1), stop)
            if start <= INSPECTED:
                end = min(end, max(int(rng.integers(TRACKER, TRACKER + 170)), until + 1))
            goes = any(start < on <= end for row in rows
                       for on in self._care_starts[int(person[row])])
            if goes or not self.free(family, start, end):
                continue
            out.append(Spell(family, start, int(office_day(end)),
                             PLAN_ENDED if end == stop else PLAN_GOES_ON,
                             tuple(int(person[row]) for row in rows)))
            if len(out) >= n:
                break
        return out


def _so_many_children(spells: list[Spell], families: int, children: int) -> list[Spell]:
    """So many of the spells with so many children in all: larger families take the place of
    smaller ones, and of the largest not every child need be in pre-proceedings."""
    chosen, others = spells[:max(families, 0)], spells[max(families, 0):]
    others.sort(key=lambda s: len(s.children))
    while chosen and others and sum(len(s.children) for s in chosen) < children:
        smallest = min(chosen, key=lambda s: len(s.children))
        if len(smallest.children) >= len(others[-1].children):
            break
        chosen.remove(smallest)
        chosen.append(others.pop())
    while sum(len(s.children) for s in chosen) > max(children, len(chosen)):
        largest = max(chosen, key=lambda s: len(s.children))
        chosen.remove(largest)
        chosen.append(replace(largest, children=largest.children[1:]))
    return chosen


def pre_proceedings_ledgers(
    people: People, cases: Cases, plans: Plans, care: Care, court: Proceedings, rng: Rng,
) -> list[Ledger]:
    """Families in pre-proceedings, one row a child, and the reviews of their cases."""
    families = Tracker(people, cases, plans, care, rng)
    families.before_court(court)
    families.tell()
    spells = sorted(families.spells, key=lambda s: (s.start, s.family))
    start = np.array([s.start for s in spells])
    letter = next_office_day(start + rng.integers(2, 8, len(spells)))
    meeting = next_office_day(start + rng.integers(10, 19, len(spells)))
    return [_families(spells, letter, meeting, rng), _reviews(spells, meeting, rng)]


def _families(spells: list[Spell], letter: Days, meeting: Days, rng: Rng) -> Ledger:
    size = np.array([len(s.children) for s in spells])
    of = np.repeat(np.arange(len(spells)), size)
    start, end, outcome, family = (np.array([getattr(s, name) for s in spells])[of]
                                   for name in ("start", "end", "outcome", "family"))
    n = len(of)

    def recorded(on: Days) -> Days:
        """Within days, and by the end of the month."""
        late = np.minimum(on + rng.integers(0, 5, len(spells))[of], ENDS[month_at(on)])
        return np.where(on > HISTORY_ENDS, NEVER, np.maximum(late, on))

    known = recorded(start)
    return ledger("pre_proceedings", {
        "pre_proceedings_id": ids("PLO", 10_000 + np.arange(n)),
        "person_id": person_ids(np.concatenate([s.children for s in spells])),
        "family_id": ids("F", 100_000 + family), "decision_date": dates(start),
        "letter_date": dates(letter[of]), "first_meeting_date": dates(meeting[of]),
        "outcome": words(outcome, OUTCOMES), "outcome_date": dates(end),
    }, known, tuple(Later(columns, np.maximum(recorded(on), known)) for columns, on in (
        (("letter_date",), letter[of]), (("first_meeting_date",), meeting[of]),
        (("outcome_date", "outcome"), end))))


def _reviews(spells: list[Spell], meeting: Days, rng: Rng) -> Ledger:
    """Before the tracker few and far between; on the inspectors' day as few as they found."""
    inspected = [n for n, s in enumerate(spells)
                 if s.open_at(INSPECTED) and meeting[n] < BEFORE_REVIEW]
    reviewed = set(_reviewed_then([len(spells[n].children) for n in inspected], rng))
    rows: list[tuple[int, int]] = []
    for n, spell in enumerate(spells):
        on = int(meeting[n])
        while True:
            if on < TRACKER:
                on = min(on + int(rng.integers(75, 190)), max(
                    TRACKER + int(rng.integers(5, 50)), on + 20))
            else:
                good = rng.random() < IN_TIME[int(month_at(np.array([on]))[0])]
                on += int(rng.integers(30, 57) if good else rng.integers(62, 110))
            on = int(office_day(on))
            if on >= min(spell.end, HISTORY_ENDS + 1):
                break
            if n not in inspected or not BEFORE_REVIEW <= on <= INSPECTED:
                rows.append((spell.family, on))
    rows += [(spells[n].family, int(office_day(rng.integers(BEFORE_REVIEW + 4, INSPECTED - 2))))
             for turn, n in enumerate(inspected) if turn in reviewed]
    family, day_of = np.array(sorted(rows, key=lambda row: row[::-1])).T
    known = np.minimum(day_of + rng.integers(0, 7, len(day_of)), ENDS[month_at(day_of)])
    return ledger("pre_proceedings_reviews", {
        "review_id": ids("PLOR", 10_000 + np.arange(len(family))),
        "family_id": ids("F", 100_000 + family), "review_date": dates(day_of),
    }, known)


def _reviewed_then(children: list[int], rng: Rng) -> list[int]:
    """Which families had been reviewed when the inspectors came: one in five of the families and,
    where some choice of them makes it so, of the children."""
    for _ in range(2000):
        chosen = rng.permutation(len(children))[:REVIEWED_THEN].tolist()
        if sum(children[n] for n in chosen) == CHILDREN_REVIEWED:
            break
    return chosen
