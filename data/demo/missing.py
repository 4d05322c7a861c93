"""Children who go missing from care and from home, and the talk on their return.

The council's own count for 1 April to 5 July 2015 is known: 92 times, by 45 young people looked
after, 24 of whom lived in residential care.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.demo.allocations import Pieces, team_at
from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Flags, Numbers, Rng, choose, delays, path
from data.demo.days import (
    DETAIL_STARTS,
    ENDS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, flags, ids, ledger, words
from data.demo.placements import Stays
from data.demo.protection import assessment_team
from data.demo.visits import month_at
from data.demo.workers import Workers

COUNTED = (day(2015, 4, 1), day(2015, 7, 5))
"""First and last day of the weeks whose count is known."""
TIMES, YOUNG_PEOPLE, IN_RESIDENTIAL = 92, 45, 24
RESIDENTIAL = ["K1", "K2", "R1"]
NEITHER = ["H5", "R2", "R3", "R5", "S1"]
"""Neither residential care nor clearly not: nobody of the known count lived there."""
FROM_CARE = path({(2011, 4): 24, (2014, 6): 31, (2015, 6): 29, (2016, 3): 33})
FROM_HOME = path({(2011, 4): 16, (2014, 6): 22, (2015, 6): 24, (2016, 3): 26})
AWAY = 0.12
"""Share of the times in care that the child was away without authorisation, not missing."""
OFFERED = path({
    (2011, 4): 0.55, (2014, 6): 0.66, (2015, 6): 0.68, (2015, 10): 0.84, (2016, 3): 0.94})
IN_TIME = path({
    (2011, 4): 0.45, (2014, 6): 0.52, (2015, 6): 0.50, (2015, 10): 0.68, (2016, 3): 0.80})
"""Share of return interviews held within 72 hours."""
ACCEPTED = 0.78
LIKELY_AT = ([10, 12, 15, 17.9, 18], [0, 0.5, 1.6, 1.2, 0])
"""How likely a child is to go missing, by age in years."""
HOURS_FROM = day(2015, 9, 1)
"""From this day the system holds the time of the return and of the interview."""


@dataclass(frozen=True)
class Times:
    """Times children went missing: the child, the case, the day, and what kind it was."""

    person: Days
    case: Days
    on: Days
    away: Days
    """1 where away without authorisation."""
    counted: Days
    """1 for those of the known count, which nothing may change."""

    def joined(self, other: Times) -> Times:
        return Times(*(np.concatenate([getattr(self, name), getattr(other, name)])
                       for name in self.__annotations__))

    def rows(self, positions: Days) -> Times:
        return Times(*(getattr(self, name)[positions] for name in self.__annotations__))


def missing_ledger(
    people: People, cases: Cases, care: Care, stays: Stays, held: Pieces, workers: Workers,
    rng: Rng,
) -> Ledger:
    """Every time a child was missing or away, and its return interview."""
    runs = rng.gamma(0.30, 1.0, len(people.born)) + 0.02
    times = _known_count(people, care, stays, runs, rng)
    first = int(np.searchsorted(ENDS, DETAIL_STARTS))
    for month in range(first, MONTHS):
        times = times.joined(_from_care(people, care, stays, runs, month, rng))
        times = times.joined(_from_home(people, cases, care, runs, month, rng))
    times = times.rows(np.lexsort((times.on, times.person)))
    times = times.rows(np.flatnonzero(_apart(times)))
    return _ledger(people, times, held, workers, rng)


def _known_count(
    people: People, care: Care, stays: Stays, runs: Numbers, rng: Rng,
) -> Times:
    """The young people of the known count: where they live does not change in those weeks."""
    first, last = COUNTED
    person = care.person[stays.period]
    there = ((stays.start <= first) & (stays.known <= first) & (stays.end > last + 30)
             & ~care.short_break[stays.period] & (people.age(person, first) >= 11))
    home = np.isin(stays.type, RESIDENTIAL)
    other = ~home & ~np.isin(stays.type, NEITHER)
    chosen = np.concatenate([
        choose(rng, np.where(there & home, runs[person], 0), IN_RESIDENTIAL),
        choose(rng, np.where(there & other, runs[person], 0), YOUNG_PEOPLE - IN_RESIDENTIAL)])
    share = np.minimum(runs[person[chosen]], 1.5) + 0.3
    times = 1 + rng.multinomial(TIMES - len(chosen), share / share.sum())
    who = np.repeat(chosen, times)
    # Each time has three days of its own, so that one is over before the next begins.
    slots = (last - first - 1) // 3
    on = np.concatenate([first + 3 * np.sort(rng.choice(slots, k, replace=False)) for k in times])
    none = np.zeros(len(who), dtype=np.int64)
    return Times(person[who], care.case[stays.period[who]], on, none, none + 1)


def _from_care(
    people: People, care: Care, stays: Stays, runs: Numbers, month: int, rng: Rng,
) -> Times:
    """The times of a month in care; in the weeks of the known count only those away."""
    a, b = int(STARTS[month]), int(ENDS[month])
    n = rng.poisson(FROM_CARE[month] / (1 - AWAY))
    person = care.person[stays.period]
    age = (a - people.born[person]) / 365.25
    weight = runs[person] * np.interp(age, *LIKELY_AT)
    weight *= np.where(np.isin(stays.type, [*RESIDENTIAL, "H5"]), 5.0, 1.0)
    first, last = np.maximum(a, stays.start), np.minimum(b, stays.end - 2)
    weight *= (first < last) & ~care.short_break[stays.period]
    chosen = rng.choice(len(weight), n, p=weight / weight.sum())
    on = rng.integers(first[chosen], last[chosen] + 1)
    away = rng.random(n) < AWAY
    kept = away | (on < COUNTED[0]) | (on > COUNTED[1])
    chosen, on, away = chosen[kept], on[kept], away[kept]
    return Times(person[chosen], care.case[stays.period[chosen]], on, away.astype(np.int64),
                 np.zeros(len(on), dtype=np.int64))


def _from_home(
    people: People, cases: Cases, care: Care, runs: Numbers, month: int, rng: Rng,
) -> Times:
    """The times of a month of children with an open case who live at home."""
    a, b = int(STARTS[month]), int(ENDS[month])
    n, total = int(rng.poisson(FROM_HOME[month])), cases.n
    person = cases.person[:total]
    looked_after = np.zeros(len(people.born), dtype=bool)
    looked_after[care.person[(care.start[:care.n] <= b) & (care.end[:care.n] >= a)]] = True
    age = (a - people.born[person]) / 365.25
    weight = runs[person] * np.interp(age, *LIKELY_AT) * ~looked_after[person]
    weight *= (cases.referred[:total] < a) & (cases.closed[:total] > b)
    chosen = rng.choice(total, n, p=weight / weight.sum())
    none = np.zeros(n, dtype=np.int64)
    return Times(person[chosen], chosen, rng.integers(a, b + 1, n), none, none)


def _apart(times: Times) -> Flags:
    """Times that do not run into another of the same child; those of the known count stay."""
    before = np.append(False, np.diff(times.person) == 0) & (np.diff(times.on, prepend=0) < 3)
    follows = np.append(before[1:] & (times.counted[1:] == 1), False)
    return np.asarray((times.counted == 1) | ~(before | follows))


def _ledger(
    people: People, times: Times, held: Pieces, workers: Workers, rng: Rng,
) -> Ledger:
    n, on = len(times.on), times.on
    month, counted = month_at(on), times.counted == 1
    # Most are back within a day; before the same child goes again there is always a day at home.
    stays_away = np.where(rng.random(n) < 0.93, rng.integers(0, 2, n), rng.integers(2, 12, n))
    following = np.append(np.where(np.diff(times.person) == 0, on[1:], NEVER), NEVER)
    back = np.minimum(on + stays_away, following - 1)
    back = np.where(counted, on + np.minimum(stays_away, 1), back)
    known = on + delays(rng, n, week=0.2, month=0.01, later=0)
    known = np.where(counted, np.minimum(known, COUNTED[1]), known)
    offered = (rng.random(n) < OFFERED[month]) & (times.away == 0)
    accepted = offered & (rng.random(n) < ACCEPTED)
    hour = rng.integers(0, 24, n)
    hours = np.where(rng.random(n) < IN_TIME[month], rng.integers(5, 72, n),
                     rng.integers(76, 400, n))
    talked = np.where(accepted, back + (hour + hours) // 24, NEVER)
    written = np.where(accepted, talked, back + 3) + delays(rng, n, week=0.3, month=0.05, later=0)
    timed = accepted & (back >= HOURS_FROM)
    team = team_at(held, times.case, on)
    team = np.where(team < 0, assessment_team(people, workers, times.person), team)
    return ledger("missing", {
        "missing_id": ids("MISS", 10_000 + np.arange(n)), "person_id": person_ids(times.person),
        "start_date": dates(on), "end_date": dates(back), "type": words(times.away, ["M", "A"]),
        "interview_offered": flags(offered, times.away == 0),
        "interview_accepted": flags(accepted, offered),
        "interview_date": dates(talked),
        "interview_hours": pa.array(hours.astype(float), mask=~timed),
        "team": words(team, workers.teams),
    }, known, (
        Later(("end_date",), np.maximum(known, back)),
        Later(("interview_date", "interview_hours", "interview_offered", "interview_accepted"),
              np.maximum(known, written))))
