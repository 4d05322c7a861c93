"""Care leavers: who they are, when they were last in contact and when their plan was reviewed.

In July 2015 a quarter were reported out of touch because contacts had not been recorded. The
contacts had taken place: they were written up in the two months after.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from data.demo.allocations import Pieces
from data.demo.care import COMMISSIONER, Care
from data.demo.chance import Rng, choose, office_days_between, path, wander
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    HISTORY_STARTS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    month_of,
    next_office_day,
)
from data.demo.families import People
from data.demo.steering import Checks, Marks, reach, recent
from data.demo.workers import RESTRUCTURE, Posts

NUMBER = path({(2011, 4): 640, (2013, 4): 705, (2015, 7): 760, (2016, 3): 768, (2016, 6): 772})
INSPECTED = month_of(2015, 7)
REPORTED_NO, OF = 190, 760
PLAN = path({(2011, 4): 0.78, (2013, 4): 0.76, (2014, 6): 0.70, (2015, 4): 0.60, (2015, 7): 0.55,
             (2015, 9): 0.58, (2015, 11): 0.70, (2016, 1): 0.82, (2016, 3): 0.90})
IN_TOUCH = path({(2011, 4): 0.82, (2013, 4): 0.81, (2014, 12): 0.79, (2015, 6): 0.755,
                 (2015, 7): 0.75, (2015, 8): 0.80, (2015, 9): 0.87, (2015, 12): 0.885,
                 (2016, 3): 0.90})
MARKED_NO = path({(2011, 4): 0.12, (2015, 6): 0.22, (2015, 7): 0.25, (2015, 9): 0.07,
                  (2016, 3): 0.05})
"""Share marked as not in touch; the rest of those who fail are marked in touch, but long ago."""
PLANS_BEHIND = {"kings-lynn-west-norfolk": 0.6, "great-yarmouth": 0.75, "norwich": 1.2}
STATES = ["YES", "NO", "REFU", "NREQ", "RHOM"]
YES, NO, REFUSED, NOT_REQUIRED, RETURNED = range(5)
IN_TOUCH_DAYS = 56
LEAVES_AT = (7680, 8200)
STAYS_ON, STAYS_UNTIL = 0.28, (8200, 9090)
"""Age in days at which the service ends: soon after 21, or by 25 for those who stay in study."""
ELSEWHERE = 900
"""Young people, at most, whose time in care was elsewhere or before these records."""
LOST_AGES = ([5800, 6570, 6600, 7600, 7700, 9100], [2.5, 2.5, 0.4, 0.4, 2.2, 2.2])
"""Who is likelier to be out of touch, by age in days: the youngest and the oldest."""


@dataclass
class Leavers:
    """Care leavers by position: the person, when they came and went, and what happened since."""

    person: Days
    since: Days
    until: Days
    eligibility: NDArray[np.object_]
    state: Days
    """The mark in touch as the story goes on."""
    contacts: Checks
    reviews: Checks
    marks: Marks
    """Whether in touch."""

    def there(self, day: int) -> Days:
        """Positions of those receiving a service on the day."""
        return np.flatnonzero((self.since <= day) & (self.until > day))

    def entitled(self, people: People, day: int) -> NDArray[np.object_]:
        """What each is entitled as: a relevant child is a former relevant one from 18."""
        grown = (self.eligibility == "RELEVANT") & (people.age(self.person, day) >= 18)
        return np.where(grown, "FORMER", self.eligibility).astype(object)


def make_leavers(people: People, care: Care, rng: Rng) -> Leavers:
    """The care leavers, and the contacts, marks and plan reviews that give each month's shares."""
    leavers = _who(people, care, rng)
    behind = np.array([PLANS_BEHIND.get(name, 1.0) for name in people.localities])
    behind = behind[people.locality[leavers.person]]
    plan_level = wander(rng, PLAN, 0.008, [COMMISSIONER])
    touch_level = wander(rng, IN_TOUCH, 0.008, [INSPECTED])
    for month in range(MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        there = leavers.there(b)
        entitled = there[np.isin(leavers.eligibility[there], ["RELEVANT", "FORMER"])
                         & (leavers.state[there] != RETURNED)]
        reach(rng, leavers.reviews, entitled,
              partial(recent, months=6, by=b),
              float(plan_level[month]), behind[entitled], (a, b))
        counted = there[np.isin(leavers.state[there], [YES, NO, REFUSED])]
        _touch(people, leavers, counted, month, float(touch_level[month]), rng)
    return leavers


def _who(people: People, care: Care, rng: Rng) -> Leavers:
    """Those there at the start, those who left care at sixteen or over, and others who come for
    help; they leave at 21 or later so that the number comes to each month's level."""
    stock = round(NUMBER[0])
    old = people.add_young_people(HISTORY_STARTS - rng.integers(6100, 8000, stock))
    ended = care.left_grown(HISTORY_ENDS)
    adult = people.age(care.person[ended], care.end[ended]) >= 18
    extra = people.add_young_people(np.zeros(ELSEWHERE, dtype=np.int64))
    person = np.concatenate([old, care.person[ended], extra])
    since = np.concatenate([
        HISTORY_STARTS - rng.integers(1, 900, stock),
        np.maximum(care.end[ended], care.end_known[ended]) + 1, np.full(ELSEWHERE, NEVER)])
    n = len(person)
    eligibility = np.concatenate([
        np.where(rng.random(stock) < 0.92, "FORMER", "QUALIFYING"),
        np.where(adult, "FORMER", np.where(rng.random(len(ended)) < 0.6, "RELEVANT", "QUALIFYING")),
        np.where(rng.random(ELSEWHERE) < 0.95, "FORMER", "QUALIFYING")]).astype(object)
    luck = rng.random(n)
    state = np.where(luck < 0.004, NOT_REQUIRED, np.where(luck < 0.008, RETURNED, YES))
    until = np.full(n, NEVER)
    waiting = list(range(n - ELSEWHERE, n))
    leaves = np.where(rng.random(n) < STAYS_ON, rng.integers(*STAYS_UNTIL, n),
                      rng.integers(*LEAVES_AT, n))
    for month in range(MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        age = b - people.born[person]
        grown = np.flatnonzero((since <= b) & (until > b) & (age > leaves))
        until[grown] = office_days_between(rng, next_office_day(a), b, len(grown))
        here = (since <= b) & (until > b) & (state == YES)
        wanted = OF if month == INSPECTED else round(NUMBER[month])
        surplus = int(here.sum()) - wanted
        gone = choose(rng, np.where(here & (since < a), np.interp(
            age, [7500, 7670, 7700, 9100], [0.002, 0.2, 2, 3]), 0), surplus)
        until[gone] = office_days_between(rng, next_office_day(a), b, len(gone))
        for _ in range(-surplus):
            new = waiting.pop(0)
            since[new] = int(next_office_day(a + int(rng.integers(0, 25))))
            people.born[person[new]] = since[new] - int(rng.integers(6600, 7400))
    kept = np.flatnonzero(since < NEVER)
    k = len(kept)
    state, since = state[kept], since[kept]
    special = np.flatnonzero(state != YES)
    leavers = Leavers(
        person[kept], since, until[kept], eligibility[kept], state, Checks(k), Checks(k),
        Marks(k))
    leavers.marks.add(np.arange(k), since, since, YES)
    leavers.marks.add(special, since[special], since[special], state[special])
    began = np.flatnonzero(since < HISTORY_STARTS)
    on = HISTORY_STARTS - rng.integers(1, 50, len(began))
    leavers.contacts.add(began, on, on)
    on = HISTORY_STARTS - rng.integers(1, 210, len(began))
    leavers.reviews.add(began, on, on)
    return leavers


def _touch(
    people: People, leavers: Leavers, counted: Days, month: int, share: float, rng: Rng,
) -> None:
    """Contacts and marks of a month, so that the share in touch comes true at its end.

    Those marked out of touch have no contact recorded; when the mark is taken back, a contact
    from before is written up with it. Those reported in July 2015 had been seen in the weeks
    before: it was written up in the three months after.
    """
    a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
    n = len(counted)
    out = REPORTED_NO if month == INSPECTED else n - round(share * n)
    marked = REPORTED_NO if month == INSPECTED else min(round(MARKED_NO[month] * n), out)
    state = leavers.state[counted]
    fresh = leavers.contacts.see(b)[counted] >= b - IN_TOUCH_DAYS
    lost_at = np.interp(b - people.born[leavers.person[counted]], *LOST_AGES)
    apart = choose(rng, np.where(state == NO, 12.0, np.where(fresh, 1.0, 4.0)) * lost_at, out)
    stale = apart[~fresh[apart] & (state[apart] != NO)][:out - marked]
    lost = np.setdiff1d(apart, stale)
    met = np.setdiff1d(np.arange(n), apart)
    day = office_days_between(rng, np.maximum(a, leavers.since[counted]), b, n)
    to_no = lost[state[lost] != NO]
    back = met[state[met] != YES]
    refused = stale[rng.random(len(stale)) < 0.08] if month > INSPECTED else stale[:0]
    before = day[back] - rng.integers(15, 55, len(back))
    if INSPECTED < month <= INSPECTED + 3:
        before = np.where(state[back] == NO, int(ENDS[INSPECTED]) - rng.integers(
            2, IN_TOUCH_DAYS - 3, len(back)), before)
    before = np.minimum(np.maximum(before, leavers.since[counted[back]]), day[back])
    for rows, since, now in ((to_no, day[to_no], NO), (back, before, YES),
                             (refused, day[refused], REFUSED)):
        leavers.marks.add(counted[rows], since, day[rows], now)
        leavers.state[counted[rows]] = now
    leavers.contacts.add(counted[back], before, day[back])
    due = met[~fresh[met] | (rng.random(len(met)) < 0.72)]
    due = np.union1d(due, back)
    leavers.contacts.add(counted[due], day[due],
                         np.minimum(day[due] + rng.integers(0, 8, len(due)), b))


def adviser_pieces(people: People, leavers: Leavers, posts: Posts, teams: dict[str, int]) -> Pieces:
    """Which personal adviser has each young person from when to when; ``case`` is the position."""
    n = len(leavers.person)
    names = [people.localities[place] for place in people.locality[leavers.person]]
    before = np.array([teams[f"{name}-safeguarding-{i % 3 + 1}"] for i, name in enumerate(names)])
    after = np.array([teams[f"{name}-leaving-care"] for name in names])
    start = leavers.since
    case = np.concatenate([np.arange(n), np.arange(n)])
    team = np.concatenate([before, after])
    begin = np.concatenate([start, np.maximum(start, RESTRUCTURE)])
    end = np.concatenate([np.minimum(leavers.until, RESTRUCTURE), leavers.until])
    kept = np.flatnonzero((begin < end) & (begin <= HISTORY_ENDS))
    case, team, begin, end = case[kept], team[kept], begin[kept], end[kept]
    # Advisers were few in each team: a turn by locality keeps their numbers even.
    piece, holder, first, last = posts.held_by(posts.spread(team, begin, case), begin, end)
    rows = Pieces(case[piece], team[piece], first, last, first, last, holder)
    return rows.rows(np.lexsort((rows.start, rows.case)))
