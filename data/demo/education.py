"""Personal education plans, from the virtual school: one row a meeting, term by term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np

from data.authority import Authority
from data.demo.care import COMMISSIONER, Care
from data.demo.chance import Flags, Numbers, Rng, office_days_between, path, wander
from data.demo.days import (
    ENDS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    add_working_days,
    month_of,
    next_office_day,
    to_date,
    to_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger
from data.demo.steering import Checks, reach
from data.demo.visits import month_at

LEVEL = path({
    (2011, 4): 0.74, (2013, 4): 0.74, (2014, 3): 0.71, (2014, 12): 0.65, (2015, 7): 0.52,
    (2015, 9): 0.53, (2015, 12): 0.66, (2016, 3): 0.79,
    (2016, 6): 0.84})
BEHIND = "great-yarmouth"
BEFORE_SEPTEMBER, BY_MARCH = 1.0, 0.42
"""How much likelier than elsewhere Great Yarmouth's children are to be next for a plan."""
ROUTINE = 0.22
"""Of the share up to date, how many have a plan, still good, reviewed in a month of term."""
SCHOOL_AGES = (4, 15)
JUDGED = path({(2011, 4): 0.0, (2014, 8): 0.0, (2014, 9): 0.10, (2015, 6): 0.14, (2015, 9): 0.30,
               (2016, 6): 0.40})
GOOD = path({(2011, 4): 0.25, (2014, 9): 0.24, (2015, 6): 0.20, (2015, 12): 0.36, (2016, 6): 0.58})
"""Share of plans that the virtual school judged, and of those the share good or better."""


def education_ledger(
    people: People, care: Care, authority: Authority, rng: Rng, more: Rng,
) -> Ledger:
    """Every plan meeting, so that the share up to date comes to the level at each month's end."""
    starts = np.array([to_day(term.start) for term in authority.terms])
    ends = np.array([to_day(term.end) for term in authority.terms])
    checks = Checks(people.n)
    level = wander(rng, LEVEL, 0.008, [COMMISSIONER])
    first = month_of(authority.terms[0].start.year, authority.terms[0].start.month)
    behind = people.localities.index(BEHIND)
    for month in range(first, MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        # Meetings are held in term time: in the part of the month that is in its last term.
        term = int(np.searchsorted(starts, b, side="right")) - 1
        open_from, open_to = max(a, int(starts[term])), min(b, int(ends[term]))
        seen = care.seen(b)
        born = people.age(care.person[seen], _school_year_eve(b))
        pupil = (born >= SCHOOL_AGES[0]) & (born <= SCHOOL_AGES[1])
        pupil &= add_working_days(care.start[seen], 20) <= b
        base = care.person[seen[pupil]]
        likely = np.where(people.locality[base] == behind, np.interp(
            month, [month_of(2015, 6), month_of(2015, 11), COMMISSIONER],
            [BEFORE_SEPTEMBER, 0.45, BY_MARCH]), 1.0)

        def current(last: Days, b: int = b) -> Flags:
            of_term = np.searchsorted(starts, last, side="right") - 1
            good_until = ends[np.minimum(of_term + 1, len(ends) - 1)]
            return np.asarray((of_term >= 0) & (good_until >= b))

        if open_from + 2 > open_to:
            checks.see(b)
            continue
        _routine(rng, checks, base, current, likely * ROUTINE * float(level[month]),
                 (open_from, open_to), b)
        reach(rng, checks, base, current, float(level[month]), likely,
              (open_from, open_to), by=b)
    return _ledger(people, checks, rng, more)


def _routine(
    rng: Rng, checks: Checks, base: Days, current: Callable[[Days], Flags], chance: Numbers,
    days: tuple[int, int], by: int,
) -> None:
    """Plans still good that are reviewed again, so that a new term's reviews are not all late."""
    seen = checks.see(by)[base]
    chosen = base[current(seen) & (seen < days[0] - 60) & (rng.random(len(base)) < chance)]
    on = office_days_between(rng, int(next_office_day(days[0])), days[1], len(chosen))
    checks.add(chosen, on, np.minimum(on + rng.integers(0, 8, len(on)), by))


def _ledger(people: People, checks: Checks, rng: Rng, more: Rng) -> Ledger:
    """The meetings; of some the virtual school judged the plan in the weeks after."""
    person, on, known = checks.rows()
    n = len(person)
    school = np.array([f"School {number}" for number in range(101, 401)], dtype=object)
    month = month_at(on)
    judged = rng.random(n) < JUDGED[month]
    luck, good = rng.random(n), GOOD[month]
    grade = np.where(luck < 0.05 * good, "outstanding", np.where(luck < good, "good", np.where(
        luck < good + 0.75 * (1 - good), "requires-improvement", "inadequate")))
    graded = np.where(judged, next_office_day(on + more.integers(5, 40, n)), NEVER)
    return ledger("education_plans", {
        "pep_id": ids("PEP", 10_000 + np.arange(n)), "person_id": person_ids(person),
        "review_date": dates(on),
        "school": school[(person * 37 + people.locality[person] * 50) % len(school)],
        "grade": np.where(judged, grade, "").astype(object), "graded_date": dates(graded),
    }, known, (Later(("graded_date", "grade"), np.maximum(graded, known)),))


def _school_year_eve(day: int) -> int:
    """The 31 August before the school year that the day is in."""
    date = to_date(day)
    return to_day(dt.date(date.year - (date.month < 9), 8, 31))
