"""How care leavers live: where, what they do all day, and when their adviser saw them.

What is known of those in touch is recorded as it changes; of those out of touch little is known.
In July 2015 fifty-nine lived somewhere unsuitable, and what eighty did was not known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.demo.allocations import Pieces, worker_at
from data.demo.chance import Flags, Numbers, Rng, choose, office_days_between, path
from data.demo.days import ENDS, MONTHS, STARTS, Days, day, month_of, next_office_day
from data.demo.families import People, person_ids
from data.demo.leaving_care import INSPECTED, NO, NOT_REQUIRED, RETURNED, YES, Leavers
from data.demo.ledger import Ledger, dates, ids, ledger, words
from data.demo.steering import Marks, recent

SUITABLE = {"U": 0.34, "D": 0.18, "E": 0.12, "B": 0.15, "Z": 0.08, "T": 0.05, "C": 0.04, "K": 0.04}
UNSUITABLE = {"S": 8, "Y": 17, "V": 3, "W": 1, "X": 12, "K": 9, "U": 5, "B": 4}
"""The fifty-nine of July 2015: homeless, in houses of multiple occupation (which have no code of
their own), in emergency accommodation, in bed and breakfast, in custody, and elsewhere."""
HOMES = [*SUITABLE, *UNSUITABLE, "R"]
NOWHERE_KNOWN = len(HOMES) - 1
IS_SUITABLE = np.arange(len(HOMES)) < len(SUITABLE)
UNSUITABLE_NUMBER = path({
    (2011, 4): 44, (2013, 4): 50, (2014, 9): 62, (2015, 7): 59, (2015, 12): 46, (2016, 6): 36})
WORK = {"F1": 0.10, "F2": 0.42, "F3": 0.35, "P2": 0.05, "P3": 0.08}
NO_WORK = {"G4": 0.20, "G5": 0.54, "G6": 0.26}
ACTIVITIES = [*WORK, *NO_WORK]
AT_WORK = path({(2011, 4): 0.42, (2013, 4): 0.44, (2014, 9): 0.42, (2015, 7): 0.41,
                (2015, 12): 0.44, (2016, 6): 0.47})
NOT_KNOWN = path({(2011, 4): 0.13, (2014, 3): 0.15, (2015, 7): 0.20, (2015, 12): 0.10,
                  (2016, 6): 0.06})
"""Shares, of those in touch aged 19 to 21, in study or work, and of whom it is not known."""
NOT_KNOWN_THEN = 80
SEEN = path({(2011, 4): 0.62, (2014, 12): 0.60, (2015, 7): 0.52, (2015, 11): 0.66,
             (2016, 3): 0.76, (2016, 6): 0.80})
"""Share seen face to face by their adviser in two months, of those entitled and up to 20."""
SEEN_TO_AGE = 20
VISITS_FROM = day(2012, 1, 1)


@dataclass(frozen=True)
class Lives:
    """Where care leavers live and what they do: positions in ``HOMES`` and ``ACTIVITIES``, -1
    where it is not known."""

    homes: Marks
    activities: Marks


def make_lives(people: People, leavers: Leavers, rng: Rng) -> Lives:
    """Every move and every change of activity, recorded in its month."""
    n = len(leavers.person)
    lives = Lives(Marks(n), Marks(n))
    home = rng.choice(len(SUITABLE), n, p=np.array(list(SUITABLE.values())))
    busy = _draw_activity(rng, n)
    lives.homes.add(np.arange(n), leavers.since, leavers.since, home)
    lives.activities.add(np.arange(n), leavers.since, leavers.since, busy)
    lost = np.zeros(n, dtype=bool)
    for month in range(MONTHS):
        a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
        here = np.zeros(n, dtype=bool)
        here[leavers.there(b)] = True
        state = leavers.marks.at(b, b)
        touch = here & (state == YES)
        age = people.age(leavers.person, b)
        base = touch & (leavers.entitled(people, b) == "FORMER") & (age >= 19) & (age <= 21)
        was_home, was_busy = home.copy(), busy.copy()
        newly = here & (state == NO) & ~lost
        found = touch & lost
        lost = (lost & here | newly) & ~found
        home[newly] = np.where((rng.random(newly.sum()) < 0.7) | ~IS_SUITABLE[home[newly]],
                               NOWHERE_KNOWN, home[newly])
        busy[newly] = -1
        home[found] = rng.choice(len(SUITABLE), found.sum(), p=np.array(list(SUITABLE.values())))
        busy[found] = _draw_activity(rng, int(found.sum()))
        _move(rng, home, touch, base, month)
        _change(rng, busy, touch, base, month)
        on = office_days_between(rng, np.maximum(a, leavers.since), b, n)
        for marks, now, was in ((lives.homes, home, was_home), (lives.activities, busy, was_busy)):
            rows = np.flatnonzero((now != was) & here)
            marks.add(rows, on[rows], np.minimum(on[rows] + rng.integers(0, 9, len(rows)), b),
                      now[rows])
    return lives


def _draw_activity(rng: Rng, n: int) -> Days:
    shares = np.array([*(0.45 * s for s in WORK.values()), *(0.43 * s for s in NO_WORK.values()),
                       0.12])
    drawn = rng.choice(len(ACTIVITIES) + 1, n, p=shares / shares.sum())
    return np.where(drawn == len(ACTIVITIES), -1, drawn)


def _move(rng: Rng, home: Days, touch: Flags, base: Flags, month: int) -> None:
    """The moves of a month: out of unsuitable homes, and into them so that their number of each
    kind comes to the month's."""
    shares = np.array(list(SUITABLE.values()))
    moving = touch & ((rng.random(len(home)) < 0.03) | (home == NOWHERE_KNOWN))
    moving |= touch & ~IS_SUITABLE[home] & (~base | (rng.random(len(home)) < 0.15))
    home[moving] = rng.choice(len(shares), moving.sum(), p=shares)
    total = UNSUITABLE_NUMBER[month] / sum(UNSUITABLE.values())
    for kind, number in enumerate(UNSUITABLE.values(), start=len(SUITABLE)):
        wanted = round(number * total) if month != INSPECTED else number
        there = np.flatnonzero(base & (home == kind))
        out = rng.permutation(there)[:max(len(there) - wanted, 0)]
        home[out] = rng.choice(len(shares), len(out), p=shares)
        free = base & IS_SUITABLE[home] & (home >= 0)
        home[choose(rng, free, wanted - len(there))] = kind


def _change(rng: Rng, busy: Days, touch: Flags, base: Flags, month: int) -> None:
    """Changes of activity, so that the shares of those in touch come to the month's."""
    anew = touch & (rng.random(len(busy)) < 0.04)
    busy[anew] = _draw_activity(rng, int(anew.sum()))
    n = int(base.sum())
    unknown = NOT_KNOWN_THEN if month == INSPECTED else round(NOT_KNOWN[month] * n)
    _bring(rng, busy, base, np.array([-1]), np.ones(1), unknown)
    _bring(rng, busy, base & (busy >= 0), np.arange(len(WORK)), np.array(list(WORK.values())),
           round(AT_WORK[month] * n))


def _bring(
    rng: Rng, busy: Days, base: Flags, kinds: Days, shares: Numbers, wanted: int,
) -> None:
    """Brings the number of the base with one of the kinds to the number wanted."""
    has = base & np.isin(busy, kinds)
    new = choose(rng, base & ~has, wanted - int(has.sum()))
    busy[new] = rng.choice(kinds, len(new), p=shares / shares.sum())
    old = choose(rng, has, int(has.sum()) - wanted)
    busy[old] = len(WORK) + rng.choice(len(NO_WORK), len(old), p=np.array(list(NO_WORK.values())))


def adviser_visit_ledger(
    people: People, leavers: Leavers, advisers: Pieces, worker_ids: list[str], rng: Rng,
) -> Ledger:
    """Visits of personal advisers: the contacts that were more than a call, and some calls.

    Which of a month's contacts were face to face is chosen so that the share seen comes true.
    """
    position, on, known = leavers.contacts.rows()
    n = len(leavers.person)
    face = rng.random(len(on)) < 0.6
    order = np.argsort(on, kind="stable")
    bounds = np.searchsorted(on[order], STARTS)
    for month in range(month_of(2012, 1), MONTHS):
        b = int(ENDS[month])
        last, latest = np.full(n, -10_000), np.full(n, -1)
        early, now = np.split(order[:np.searchsorted(on[order], b, side="right")], [bounds[month]])
        early = early[face[early] & (known[early] <= b)]
        np.maximum.at(last, position[early], on[early])
        now = now[known[now] <= b]
        latest[position[now]] = now
        stands = recent(last, months=2, by=b)
        base = _entitled_to_visits(people, leavers, b)
        ready = base & ~stands & (latest >= 0)
        seen = choose(rng, ready, round(SEEN[month] * int(base.sum())) - int((base & stands).sum()))
        face[now[ready[position[now]]]] = False
        face[latest[seen]] = True
    kept = np.flatnonzero((on >= VISITS_FROM) & (face | (rng.random(len(on)) < 0.25)))
    return ledger("pa_visits", {
        "pa_visit_id": ids("PAV", 100_000 + np.arange(len(kept))),
        "person_id": person_ids(leavers.person[position[kept]]), "visit_date": dates(on[kept]),
        "face_to_face": pa.array(face[kept]), "visited_by": words(
            worker_at(advisers, position[kept], on[kept]), worker_ids),
        "entered_on": dates(known[kept]),
    }, known[kept])


def _entitled_to_visits(people: People, leavers: Leavers, at: int) -> Flags:
    """Relevant and former relevant young people up to 20 who are entitled to a service."""
    here = np.zeros(len(leavers.person), dtype=bool)
    here[leavers.there(at)] = True
    here &= np.isin(leavers.entitled(people, at), ["FORMER", "RELEVANT"])
    here &= ~np.isin(leavers.marks.at(at, at), [NOT_REQUIRED, RETURNED])
    return here & (people.age(leavers.person, at) <= SEEN_TO_AGE)
