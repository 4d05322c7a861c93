"""Early help: families helped before, after or instead of social care, month by month.

Families known from contacts alone and families whose case has closed; the help ends when it is no
longer needed or when a case opens after all.
"""

from __future__ import annotations

import numpy as np

from data.demo.cases import SEASON, Cases
from data.demo.chance import (
    Numbers,
    Rng,
    choose,
    delays,
    draw,
    office_days_between,
    path,
    wander,
)
from data.demo.days import (
    ENDS,
    HISTORY_STARTS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    eighteenth_birthday,
    month_of,
    next_office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.protection import assessment_team
from data.demo.visits import each_child, month_at
from data.demo.workers import Workers

OPEN = path({
    (2011, 4): 1500, (2013, 4): 1850, (2014, 6): 2200, (2015, 6): 2564, (2016, 3): 2790})
"""Families being helped."""
LASTS = 8.5
"""Months of help, on average."""
IN_TIME = path({
    (2011, 4): 0.50, (2014, 6): 0.56, (2015, 6): 0.62, (2016, 3): 0.76})
"""Share of assessments finished within 35 days."""
ORGANISATIONS = {
    "Council early help": 0.42, "School": 0.27, "Children's centre": 0.14, "Health visiting": 0.09,
    "Voluntary organisation": 0.08}
OLDEST = 6200
"""Nobody's help begins later than at about seventeen, in days of age."""
_AGE = [0, 40, 120, 240, 400, 700]
_ENDS = [0, 0.05, 0.7, 1.6, 2.2, 4.0]
"""How readily help ends by how long it has lasted, in days."""


class Helped:
    """Families and their episodes of help, by position."""

    def __init__(self, people: People, cases: Cases, contacted: Days, rng: Rng) -> None:
        self.people, self.cases, self._rng = people, cases, rng
        child = np.unique(np.concatenate([contacted, cases.person[:cases.n]]))
        self.child = child[np.argsort(people.family[child], kind="stable")]
        """Every child there could be help for, families together."""
        self.family, self._first = np.unique(people.family[self.child], return_index=True)
        self.which = np.searchsorted(self.family, people.family[self.child])
        """The position of each child's family in ``family``."""
        self._case_family = np.searchsorted(self.family, cases.family())
        self._referrals = np.sort(self._case_family * 1_000_000 + cases.referred[:cases.n])
        self.of = np.zeros(0, dtype=np.int64)
        """The position in ``family`` of each episode's family."""
        self.start, self.known, self.end, self.end_known, self.must_end = (
            np.zeros(0, dtype=np.int64) for _ in range(5))
        self._level = wander(rng, OPEN, 12, [month_of(2014, 6), month_of(2015, 6)])

    def tell(self) -> None:
        """The whole story: the families there at the start, then month by month."""
        before = HISTORY_STARTS - 420
        weight = self._weights(before) * (self._weights(HISTORY_STARTS) > 0)
        there = choose(self._rng, weight, round(OPEN[0]))
        on = self._rng.integers(before, HISTORY_STARTS, len(there))
        self._begin(there, on, on)
        for month in range(MONTHS):
            a, b = int(STARTS[month]), int(ENDS[month])
            new = self._rng.poisson(self._level[month] / LASTS * SEASON[(month + 3) % 12])
            chosen = choose(self._rng, self._weights(a), int(new))
            on = office_days_between(self._rng, int(next_office_day(a)), b, len(chosen))
            self._begin(chosen, on, on + delays(self._rng, len(on), week=0.3, month=0.03))
            self._finish(month)

    def _weights(self, day: int) -> Numbers:
        """How likely each family is to be helped from about the day: not while a case is open,
        nor when one opens in the weeks after; most of all just after a case has closed."""
        cases, n, size = self.cases, self.cases.n, len(self.family)
        born = self.people.born[self.child]
        young = np.logical_or.reduceat((born < day - 30) & (born > day - OLDEST + 60), self._first)
        open_now, lately, ever = (np.zeros(size, dtype=bool) for _ in range(3))
        before = cases.referred[:n] < day
        open_now[self._case_family[before & (cases.closed[:n] >= day)]] = True
        lately[self._case_family[before & (cases.closed[:n] >= day - 75)]] = True
        ever[self._case_family[before]] = True
        helped = np.zeros(size, dtype=bool)
        helped[self.of[self.end >= NEVER]] = True
        free = young & ~open_now & ~helped & (self._next_referral(np.arange(size), day) > day + 60)
        return np.where(free, np.where(lately, 5.0, np.where(ever, 0.5, 1.0)), 0.0)

    def _next_referral(self, families: Days, day: Days | int) -> Days:
        """The day of each family's next referral; ``NEVER`` for none."""
        key = families * 1_000_000 + day
        found = np.append(self._referrals, NEVER * 1_000_000)[np.searchsorted(self._referrals, key)]
        return np.where(found // 1_000_000 == families, found % 1_000_000, NEVER)

    def children(self, families: Days, on: Days) -> tuple[Days, Days]:
        """Who is helped in each family on a day: the position of the family given, the child."""
        episode, at = each_child(families, self.which)
        born = self.people.born[self.child[at]]
        there = (born < on[episode]) & (born > on[episode] - OLDEST)
        return episode[there], self.child[at[there]]

    def _begin(self, families: Days, on: Days, known: Days) -> None:
        episode, child = self.children(families, on)
        youngest = np.zeros(len(families), dtype=np.int64)
        np.maximum.at(youngest, episode, eighteenth_birthday(self.people.born[child]))
        none = np.full(len(families), NEVER)
        for name, values in (
                ("of", families), ("start", on), ("known", known), ("end", none),
                ("end_known", none),
                ("must_end", np.minimum(self._next_referral(families, on), youngest))):
            setattr(self, name, np.concatenate([getattr(self, name), values]))

    def _finish(self, month: int) -> None:
        """Ends help so that the families an extract shows come to the month's level."""
        rng, a, b = self._rng, int(STARTS[month]), int(ENDS[month])
        self._end(np.flatnonzero((self.end >= NEVER) & (self.must_end <= b)), None, b)
        ended = (self.end <= b) & (self.end_known <= b)
        number = int(((self.known <= b) & ~ended).sum()) - round(float(self._level[month]))
        still = (self.end >= NEVER) & (self.known <= b) & (self.start < a)
        weight = np.where(still, np.interp(b - self.start, _AGE, _ENDS), 0)
        chosen = choose(rng, weight, number)
        self._end(chosen, office_days_between(rng, int(next_office_day(a)), b, len(chosen)), b)
        late = choose(rng, weight * (self.end >= NEVER) * (self.must_end > b + 30), 5)
        self.end[late] = office_days_between(rng, b - 8, b, len(late))
        self.end_known[late] = b + rng.integers(2, 25, len(late))

    def _end(self, episodes: Days, on: Days | None, known_by: int) -> None:
        on = self.must_end[episodes] if on is None else on
        self.end[episodes] = np.maximum(on, self.start[episodes] + 1)
        self.end_known[episodes] = np.maximum(np.maximum(self.known[episodes], np.minimum(
            on + delays(self._rng, len(on)), known_by)), self.end[episodes])


def early_help_ledger(
    people: People, cases: Cases, contacted: Days, workers: Workers, rng: Rng,
) -> Ledger:
    """Every episode of every child helped; ``contacted`` are children known from contacts alone."""
    helped = Helped(people, cases, contacted, rng)
    helped.tell()
    return _ledger(helped, workers, rng)


def _ledger(helped: Helped, workers: Workers, rng: Rng) -> Ledger:
    people, n = helped.people, len(helped.of)
    organisation = draw(rng, ORGANISATIONS, n)
    in_time = rng.random(n) < IN_TIME[month_at(helped.start)]
    done = helped.start + np.where(in_time, rng.integers(12, 36, n), rng.integers(36, 96, n))
    done = np.where(done <= helped.end, done, NEVER)
    done_known = np.maximum(done + delays(rng, n, week=0.2, month=0.02, later=0), helped.known)
    episode, child = helped.children(helped.of, helped.start)
    start, grown = helped.start[episode], eighteenth_birthday(people.born[child])
    end, known = np.minimum(helped.end[episode], grown), helped.known[episode]
    end_known = np.where(grown < helped.end[episode], np.maximum(grown, known) + 3,
                         helped.end_known[episode])
    people.notice(child, known)
    return ledger("early_help_episodes", {
        "episode_id": ids("EH", 100_000 + np.arange(len(child))), "person_id": person_ids(child),
        "start_date": dates(start), "end_date": dates(end),
        "assessment_completed_date": dates(done[episode]),
        "family_id": ids("F", 100_000 + people.family[child]),
        "team": words(assessment_team(people, workers, child), workers.teams),
        "organisation": organisation[episode],
    }, known, (Later(("end_date",), np.maximum(end, end_known)),
               Later(("assessment_completed_date",), done_known[episode])))

