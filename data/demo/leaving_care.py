"""Care leavers: who they are, when they were last in contact and when their plan was reviewed.

In July 2015 a quarter were reported out of touch because contacts had not been recorded. The
contacts had taken place: they were written up in the two months after.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.demo.allocations import Pieces
from data.demo.care import LAST, Care
from data.demo.chance import Rng, choose, draw, office_days_between, path, wander
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
from data.demo.families import People, person_ids
from data.demo.ledger import dates, flags, words
from data.demo.steering import Checks, reach, recent
from data.demo.workers import RESTRUCTURE, Posts
from data.sources.tables import TABLES

NUMBER = path({(2011, 4): 640, (2013, 4): 705, (2015, 7): 760, (2016, 3): 768})
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
LAST_AGE = 9090
"""Nobody receives the service past about their twenty-fifth birthday, in days."""


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
    marks: list[tuple[Days, Days, Days]]
    """Positions, days recorded, and the marks from then on; the last one stands."""

    def there(self, day: int) -> Days:
        """Positions of those receiving a service on the day."""
        return np.flatnonzero((self.since <= day) & (self.until > day))


def make_leavers(people: People, care: Care, rng: Rng) -> Leavers:
    """The care leavers, and the contacts, marks and plan reviews that give each month's shares."""
    leavers = _who(people, care, rng)
    behind = np.array([PLANS_BEHIND.get(name, 1.0) for name in people.localities])
    behind = behind[people.locality[leavers.person]]
    plan_level = wander(rng, PLAN, 0.008, [LAST])
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
        _touch(leavers, counted, month, float(touch_level[month]), rng)
    return leavers


def _who(people: People, care: Care, rng: Rng) -> Leavers:
    """Those there at the start, those who left care at sixteen or over, and a few who qualify;
    some leave the service at 21 or later so that the number comes to each month's level."""
    stock = round(NUMBER[0])
    old = people.add_young_people(HISTORY_STARTS - rng.integers(6100, 8000, stock))
    ended = np.flatnonzero((care.end[:care.n] <= HISTORY_ENDS) & ~care.short_break[:care.n]
                           & (care.end[:care.n] - care.start[:care.n] > 90))
    ended = ended[np.lexsort((care.end[ended], care.person[ended]))]
    ended = ended[np.append(np.diff(care.person[ended]) != 0, True)]
    ended = ended[people.age(care.person[ended], care.end[ended]) >= 16]
    adult = people.age(care.person[ended], care.end[ended]) >= 18
    extra = people.add_young_people(np.zeros(260, dtype=np.int64))
    person = np.concatenate([old, care.person[ended], extra])
    since = np.concatenate([
        HISTORY_STARTS - rng.integers(1, 900, stock),
        np.maximum(care.end[ended], care.end_known[ended]) + 1, np.full(260, NEVER)])
    n = len(person)
    eligibility = np.concatenate([
        np.where(rng.random(stock) < 0.92, "FORMER", "QUALIFYING"),
        np.where(adult, "FORMER", np.where(rng.random(len(ended)) < 0.6, "RELEVANT", "QUALIFYING")),
        np.full(260, "QUALIFYING")]).astype(object)
    luck = rng.random(n)
    state = np.where(luck < 0.004, NOT_REQUIRED, np.where(luck < 0.008, RETURNED, YES))
    until = np.full(n, NEVER)
    waiting = list(range(n - 260, n))
    for month in range(MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        age = b - people.born[person]
        grown = np.flatnonzero((since <= b) & (until > b) & (age > LAST_AGE))
        until[grown] = office_days_between(rng, next_office_day(a), b, len(grown))
        here = (since <= b) & (until > b) & (state == YES)
        wanted = OF if month == INSPECTED else round(NUMBER[month])
        surplus = int(here.sum()) - wanted
        gone = choose(rng, np.where(here & (since < a), np.interp(
            age, [7500, 7670, 7700, 8700, 9100], [0.002, 0.2, 2, 3, 40]), 0), surplus)
        until[gone] = office_days_between(rng, next_office_day(a), b, len(gone))
        for _ in range(-surplus):
            new = waiting.pop(0)
            since[new] = int(next_office_day(a + int(rng.integers(0, 25))))
            people.born[person[new]] = since[new] - int(rng.integers(6000, 7400))
    kept = np.flatnonzero(since < NEVER)
    k = len(kept)
    state, since = state[kept], since[kept]
    special = np.flatnonzero(state != YES)
    leavers = Leavers(
        person[kept], since, until[kept], eligibility[kept], state, Checks(k), Checks(k),
        [(np.arange(k), since, np.full(k, YES)), (special, since[special], state[special])])
    began = np.flatnonzero(since < HISTORY_STARTS)
    on = HISTORY_STARTS - rng.integers(1, 50, len(began))
    leavers.contacts.add(began, on, on)
    on = HISTORY_STARTS - rng.integers(1, 210, len(began))
    leavers.reviews.add(began, on, on)
    return leavers


def _touch(leavers: Leavers, counted: Days, month: int, share: float, rng: Rng) -> None:
    """Contacts and marks of a month, so that the share in touch comes true at its end.

    Those marked out of touch have no contact recorded; when the mark is taken back, a contact
    from before is written up with it.
    """
    a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
    n = len(counted)
    out = REPORTED_NO if month == INSPECTED else n - round(share * n)
    marked = REPORTED_NO if month == INSPECTED else min(round(MARKED_NO[month] * n), out)
    state = leavers.state[counted]
    fresh = leavers.contacts.see(b)[counted] >= b - IN_TOUCH_DAYS
    apart = choose(rng, np.where(state == NO, 12.0, np.where(fresh, 1.0, 4.0)), out)
    stale = apart[~fresh[apart] & (state[apart] != NO)][:out - marked]
    lost = np.setdiff1d(apart, stale)
    met = np.setdiff1d(np.arange(n), apart)
    day = office_days_between(rng, np.maximum(a, leavers.since[counted]), b, n)
    to_no = lost[state[lost] != NO]
    back = met[state[met] != YES]
    refused = stale[rng.random(len(stale)) < 0.08] if month > INSPECTED else stale[:0]
    for rows, now in ((to_no, NO), (back, YES), (refused, REFUSED)):
        leavers.marks.append((counted[rows], day[rows], np.full(len(rows), now)))
        leavers.state[counted[rows]] = now
    before = np.maximum(day[back] - rng.integers(15, 55, len(back)), leavers.since[counted[back]])
    leavers.contacts.add(counted[back], before, np.maximum(day[back], before))
    due = met[~fresh[met] | (rng.random(len(met)) < 0.72)]
    due = np.union1d(due, back)
    leavers.contacts.add(counted[due], day[due],
                         np.minimum(day[due] + rng.integers(0, 8, len(due)), b))


class LeaverList:
    """The care leavers table: one row a young person, as things stand on a day."""

    name = "ssd_care_leavers"

    def __init__(self, people: People, leavers: Leavers, advisers: Pieces, teams: list[str],
                 worker_ids: list[str], rng: Rng) -> None:
        n = len(leavers.person)
        self._leavers, self._advisers = leavers, advisers
        self._teams, self._worker_ids = teams, worker_ids
        self._person = person_ids(leavers.person)
        self._home = draw(rng, {"B": 0.10, "C": 0.05, "D": 0.12, "E": 0.14, "G": 0.02, "H": 0.06,
                                "K": 0.02, "R": 0.10, "U": 0.30, "V": 0.05, "X": 0.02, "Y": 0.02},
                          n)
        self._suitable = ~np.isin(self._home, ["X", "G", "Y"]) & (rng.random(n) > 0.03)
        self._activity = draw(rng, {"F1": 0.06, "F2": 0.17, "F3": 0.13, "P2": 0.03, "P3": 0.05,
                                    "G4": 0.08, "G5": 0.33, "G6": 0.15}, n)
        # Sorted so that the last row of a young person recorded by a day is what stands.
        position = np.concatenate([m[0] for m in leavers.marks])
        on = np.concatenate([m[1] for m in leavers.marks])
        order = np.argsort(on, kind="stable")
        self._mark_of, self._mark_on = position[order], on[order]
        self._mark = np.concatenate([m[2] for m in leavers.marks])[order]

    def as_known(self, day: int) -> pa.Table:
        """The young people receiving a service on the day, and what was recorded of them by it."""
        leavers = self._leavers
        there = leavers.there(day)
        state = np.full(len(leavers.person), YES)
        told = self._mark_on <= day
        state[self._mark_of[told]] = self._mark[told]
        holder = np.full(len(leavers.person), -1)
        team = np.full(len(leavers.person), -1)
        now = (self._advisers.start <= day) & (self._advisers.end > day)
        holder[self._advisers.case[now]] = self._advisers.holder[now]
        team[self._advisers.case[now]] = self._advisers.team[now]
        adviser = words(holder[there], self._worker_ids)
        columns: dict[str, object] = {
            "person_id": pc.take(self._person, pa.array(there)),
            "eligibility": words(
                np.searchsorted(_KINDS, leavers.eligibility[there].astype(str)), _KIND_WORDS),
            "in_touch": words(state[there], STATES),
            "latest_contact": dates(_latest(leavers.contacts, day, len(state))[there]),
            "accommodation": pa.array(self._home[there], pa.string()),
            "accommodation_suitable": flags(self._suitable[there]),
            "activity": pa.array(self._activity[there], pa.string()),
            "pathway_plan_review_date": dates(_latest(leavers.reviews, day, len(state))[there]),
            "personal_advisor": adviser,
            "team": words(team[there], self._teams),
            "worker_id": adviser,
        }
        source = TABLES["care_leavers"]
        return pa.table({source.column(name).ssd: values for name, values in columns.items()})


_KINDS = np.array(["FORMER", "QUALIFYING", "RELEVANT"])
_KIND_WORDS = ["Former relevant child", "Qualifying care leaver", "Relevant child"]


def _latest(checks: Checks, day: int, n: int) -> Days:
    """The latest check of each recorded by a day; ``NEVER`` for none."""
    person, on, known = checks.rows()
    out = np.full(n, -1)
    shown = known <= day
    np.maximum.at(out, person[shown], on[shown])
    return np.where(out < 0, NEVER, out)


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
