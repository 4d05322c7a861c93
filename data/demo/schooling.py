"""Looked-after children at school: sessions missed month by month, and suspensions.

Sessions missed came down from 4.7 per cent in the school year to July 2013 to 3.8 in the next;
suspensions rose year on year.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa

from data.authority import Authority, Term
from data.demo.care import Care
from data.demo.chance import Rng, choose, office_days_between, path
from data.demo.days import (
    ENDS,
    MONTHS,
    STARTS,
    Days,
    add_months,
    month_of,
    to_date,
    to_day,
    working_days,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Ledger, dates, ids, ledger

FIRST = month_of(2011, 9)
MISSED = path({(2011, 9): 0.050, (2012, 9): 0.047, (2013, 7): 0.047, (2013, 9): 0.038,
               (2014, 7): 0.038, (2014, 9): 0.040, (2016, 6): 0.043})
EXACT = {2013: 0.047, 2014: 0.038}
"""Share of sessions missed in the school year to July of a year, by children in care for one."""
SUSPENDED = {2011: 0.075, 2012: 0.085, 2013: 0.096, 2014: 0.108, 2015: 0.118}
"""Share of pupils suspended at least once, by the year in which the school year begins."""
AGES = (4, 15)


def attendance_ledger(people: People, care: Care, authority: Authority, rng: Rng) -> Ledger:
    """Sessions possible and missed: one row a pupil and month, counted when the month is over."""
    n = care.n
    # Few miss much: how prone each child is to be away.
    prone = rng.gamma(0.9, 1 / 0.9, people.n)
    periods, firsts, lasts, possible, missed = [], [], [], [], []
    for month in range(FIRST, MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        here = np.flatnonzero((care.start[:n] <= b) & (care.end[:n] > a) & ~care.short_break[:n])
        age = people.age(care.person[here], _eve(b))
        here = here[(age >= AGES[0]) & (age <= AGES[1])]
        first = np.maximum(care.start[here], a)
        last = np.minimum(care.end[here] - 1, b)
        sessions = 2 * np.sum(
            [_school_days(term, first, last) for term in authority.terms], axis=0)
        lost = rng.poisson(prone[care.person[here]] * MISSED[month] * sessions)
        some = sessions > 0
        periods.append(here[some])
        firsts.append(np.full(some.sum(), a))
        lasts.append(np.full(some.sum(), b))
        possible.append(sessions[some])
        missed.append(np.minimum(lost, sessions)[some])
    period, first, last, sessions, lost = (
        np.concatenate(c) for c in (periods, firsts, lasts, possible, missed))
    # A child with two periods of care in a month has one row.
    _, kept = np.unique(care.person[period] * 100_000 + first, return_index=True)
    period, first, last, sessions, lost = (
        column[kept] for column in (period, first, last, sessions, lost))
    for year, share in EXACT.items():
        _come_to(people, care, year, share, period, first, sessions, lost, rng)
    return ledger("school_attendance", {
        "person_id": person_ids(care.person[period]), "period_start": dates(first),
        "period_end": dates(last), "sessions_possible": pa.array(sessions),
        "sessions_missed": pa.array(lost),
    }, last)


def _come_to(
    people: People, care: Care, year: int, share: float, period: Days, first: Days,
    possible: Days, missed: Days, rng: Rng,
) -> None:
    """A session more or less here and there, so that the year's share is what was reported."""
    end = to_day(dt.date(year, 7, 31))
    seen = care.seen(end)
    age = people.age(care.person[seen], _eve(end))
    pupils = seen[(age >= AGES[0]) & (age <= AGES[1]) & (care.start[seen] <= add_months(end, -12))]
    rows = np.flatnonzero(np.isin(period, pupils) & (first > _eve(end)) & (first <= end))
    surplus = int(missed[rows].sum()) - round(share * int(possible[rows].sum()))
    while surplus:
        able = missed[rows] > 0 if surplus > 0 else (missed[rows] > 0) & (
            missed[rows] < possible[rows] - 1)
        some = rows[choose(rng, able, abs(surplus))]
        missed[some] -= np.sign(surplus)
        surplus -= int(np.sign(surplus)) * len(some)


def suspension_ledger(people: People, care: Care, authority: Authority, rng: Rng) -> Ledger:
    """Suspensions of pupils in care: mostly once, mostly a few days, mostly from twelve."""
    wild = rng.gamma(0.8, 1.0, people.n)
    person, on = [], []
    for year, share in SUSPENDED.items():
        eve = to_day(dt.date(year, 8, 31))
        end = to_day(dt.date(year + 1, 7, 31))
        n = care.n
        here = np.flatnonzero((care.start[:n] < end - 60) & (care.end[:n] > eve + 60)
                              & ~care.short_break[:n])
        age = people.age(care.person[here], eve)
        here, age = here[(age >= 5) & (age <= 15)], age[(age >= 5) & (age <= 15)]
        weight = wild[care.person[here]] * np.interp(
            age, [5, 10, 12, 14, 15], [0.1, 0.5, 1.6, 2.0, 1.6])
        rows = here[choose(rng, weight, round(share * len(here)))]
        times = 1 + rng.poisson(0.7, len(rows))
        rows = np.repeat(rows, times)
        days = office_days_between(
            rng, np.maximum(care.start[rows] + 5, eve + 4), np.minimum(care.end[rows] - 1, end - 9),
            len(rows))
        open_day = np.zeros(len(rows), dtype=bool)
        for term in authority.terms:
            open_day |= (days >= to_day(term.start)) & (days <= to_day(term.end))
        person.append(care.person[rows[open_day]])
        on.append(days[open_day])
    who, when = np.concatenate(person), np.concatenate(on)
    keep = when <= int(ENDS[-1])
    who, when = who[keep], when[keep]
    return ledger("suspensions", {
        "suspension_id": ids("SUS", 1_000 + np.arange(len(who))), "person_id": person_ids(who),
        "start_date": dates(when), "sessions": pa.array(
            2 * np.minimum(1 + rng.poisson(1.6, len(who)), 10)),
    }, when + rng.integers(0, 6, len(who)))


def _eve(day: int) -> int:
    """The 31 August before the school year that the day is in."""
    date = to_date(day)
    return to_day(dt.date(date.year - (date.month < 9), 8, 31))


def _school_days(term: Term, first: Days, last: Days) -> Days:
    """School days of a term in each span of days: working days less the week in the middle."""
    begin, end = to_day(term.start), to_day(term.end)
    half = (begin + end) // 2
    monday = half - (half + 3) % 7
    a, b = np.maximum(first, begin), np.minimum(last, end)
    days = np.where(a <= b, working_days(a - 1, np.maximum(a - 1, b)), 0)
    c, d = np.maximum(a, monday), np.minimum(b, monday + 4)
    return days - np.where(c <= d, working_days(c - 1, np.maximum(c - 1, d)), 0)
