"""Statutory reviews of looked-after children: when they were held, and who took part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.demo.care import Care
from data.demo.chance import Flags, Rng, delays, draw, path, wander, whole_percent
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    HISTORY_STARTS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    add_months,
    add_working_days,
    month_of,
    office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Ledger, dates, flags, ids, ledger
from data.demo.placements import period_ids

ATTENDED = path({(2011, 4): 0.50, (2013, 4): 0.53, (2014, 9): 0.52, (2015, 5): 0.55,
                 (2015, 6): 0.60, (2016, 3): 0.66, (2016, 6): 0.68})
"""Share of reviews of children of four and over that the child attended."""
JUNE, LOW = month_of(2015, 6), {month_of(2014, 11): 0.45, month_of(2015, 2): 0.45}
THERE = {"PN1": 0.77, "PN2": 0.03, "PN3": 0.16, "PN4": 0.04}
AWAY = {"PN5": 0.30, "PN6": 0.28, "PN7": 0.42}


@dataclass(frozen=True)
class Reviews:
    """Reviews by position, in order of period and day: due, held, and recorded."""

    period: Days
    due: Days
    on: Days
    """``NEVER`` for one cancelled."""
    known: Days
    cancelled: Flags

    def second(self, n: int) -> Days:
        """The day of the second review of each of n periods of care; ``NEVER`` for none."""
        held = np.flatnonzero(self.on < NEVER)
        period = self.period[held]
        first = np.flatnonzero(np.diff(period, prepend=-1) != 0)
        turn = np.arange(len(held)) - np.repeat(first, np.diff(np.append(first, len(held))))
        out = np.full(n, NEVER)
        out[period[turn == 1]] = self.on[held[turn == 1]]
        return out


def make_reviews(care: Care, rng: Rng, more: Rng) -> Reviews:
    """Reviews within twenty working days, then three months, then every six."""
    parts = []
    at = np.flatnonzero(~care.short_break[:care.n])
    due = add_working_days(care.start[at], 20)
    turn = np.zeros(len(at), dtype=np.int64)
    while len(at):
        late = rng.random(len(at)) < 0.06
        planned = office_day(due + np.where(late, rng.integers(1, 30, len(at)),
                                            -rng.integers(0, 14, len(at))))
        off = more.random(len(at)) < 0.025
        on = np.where(off, office_day(planned + more.integers(7, 22, len(at))), planned)
        kept = (on < np.minimum(care.end[at], HISTORY_ENDS + 1)) & (on > care.start[at])
        at, due, on, turn, off = at[kept], due[kept], on[kept], turn[kept], off[kept]
        parts.append((at, due, on, off))
        due = np.where(turn == 0, add_months(on, 3), add_months(on, 6))
        turn = turn + 1
    period, due, on, off = (np.concatenate(c) for c in zip(*parts, strict=True))
    shown = on >= HISTORY_STARTS
    period, due, on, off = period[shown], due[shown], on[shown], off[shown]
    n = len(period)
    known = np.maximum(on + delays(rng, n, week=0.3, month=0.02), care.start_known[period])
    put_off = np.flatnonzero(off & (due > HISTORY_STARTS))
    period, due = np.append(period, period[put_off]), np.append(due, due[put_off])
    known = np.append(known, np.maximum(
        office_day(known[put_off] - 6), care.start_known[period[n:]]))
    cancelled = np.arange(len(period)) >= n
    on = np.append(on, np.full(len(put_off), NEVER))
    order = np.lexsort((on, due, period))
    period, due, on, known = (column[order] for column in (period, due, on, known))
    return Reviews(period, due, on, known, cancelled[order])


def late_then(care: Care, reviews: Reviews, day: int) -> Flags:
    """Periods of care with a review late in the year to the day, or overdue then, as an extract
    of the day shows them."""
    out = np.zeros(care.n, dtype=bool)
    rows = np.flatnonzero((reviews.on <= day) & (reviews.known <= day))
    period, on = reviews.period[rows], reviews.on[rows]
    first = np.diff(period, prepend=-1) != 0
    second = np.append(False, first[:-1]) & ~first
    before = np.append(0, on[:-1])
    limit = np.where(first, add_working_days(care.start[period], 20), np.where(
        second, add_months(before, 3), add_months(before, 6)))
    out[period[(on > limit) & (limit > day - 365)]] = True
    last = np.append(first[1:], True)
    coming = np.where(first, add_months(on, 3), add_months(on, 6))
    out[period[last & (coming < day)]] = True
    never = np.ones(care.n, dtype=bool)
    never[period] = False
    out |= never & (add_working_days(np.minimum(care.start[:care.n], day), 20) < day)
    seen = np.zeros(care.n, dtype=bool)
    seen[care.seen(day)] = True
    return out & seen


def review_ledger(people: People, care: Care, reviews: Reviews, rng: Rng) -> Ledger:
    """The reviews with who took part, so that each month's share who attended comes true."""
    person = care.person[reviews.period]
    age = people.age(person, np.where(reviews.on < NEVER, reviews.on, reviews.due))
    return ledger("cla_reviews", {
        "cla_review_id": ids("CLAR", 100_000 + np.arange(len(person))),
        "person_id": person_ids(person), "cla_id": period_ids(reviews.period),
        "due_date": dates(reviews.due), "review_date": dates(reviews.on),
        "cancelled": flags(reviews.cancelled),
        "participation": _participation(reviews, age, rng),
    }, reviews.known)


def _participation(reviews: Reviews, age: Days, rng: Rng) -> NDArray[np.object_]:
    n = len(age)
    level = wander(rng, ATTENDED, 0.025, [JUNE, *LOW])
    month = np.where(reviews.on < NEVER, np.searchsorted(STARTS, reviews.on, side="right") - 1, -1)
    there, away = draw(rng, THERE, n), draw(rng, AWAY, n)
    out = np.where(age < 4, "PN0", away).astype(object)
    for m in range(MONTHS):
        asked = (month == m) & (age >= 4)
        late = asked & (reviews.known > int(ENDS[m])) & (m == JUNE)
        # In June by what had been recorded when the month ended.
        for group in (asked & ~late, late):
            rows = rng.permutation(np.flatnonzero(group))
            share = LOW.get(m, float(level[m]))
            present = rows[:whole_percent(share, len(rows)) or round(share * len(rows))]
            out[present] = there[present]
    not_recorded = (rng.random(n) < 0.025) & ~np.isin(month, [JUNE, *LOW])
    return np.where(not_recorded | (month < 0), "", out).astype(object)
