"""Contacts at the front door: those that became referrals, and the many that did not.

The police send most. In June 2015 few of theirs became referrals; from August 2015 they looked
through them first, and sent fewer.
"""

from __future__ import annotations

import numpy as np

from data.demo.cases import SOURCES, Cases
from data.demo.chance import Rng, delays, draw, path
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    HISTORY_STARTS,
    MONTHS,
    NEVER,
    Days,
    add_working_days,
    month_of,
    next_office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.protection import assessment_team
from data.demo.visits import month_at
from data.demo.workers import Workers

OFFERED = 1_850 * MONTHS
"""Contacts that lead to no referral, before each month takes what it needs."""
CONTACT_FAMILIES = 9_000
POLICE = "6"
POLICE_REFERRED = path({
    (2011, 4): 0.21, (2014, 6): 0.185, (2015, 6): 0.17, (2015, 7): 0.17, (2015, 9): 0.24,
    (2016, 3): 0.30})
"""Share of the police's contacts that become referrals."""
EXACT = month_of(2015, 6)
OTHERS_TO_REFERRALS = 1.45
"""Of sources but the police: contacts that led to nothing, for each that became a referral."""
DECIDED_IN_TIME = path({
    (2011, 4): 0.86, (2014, 6): 0.82, (2015, 6): 0.74, (2015, 9): 0.85, (2016, 3): 0.93})
NEVER_DECIDED = 0.003


def contact_ledger(
    people: People, cases: Cases, workers: Workers, rng: Rng,
) -> tuple[Ledger, Days]:
    """Every contact, and the children of families known from contacts alone.

    A contact becomes the referral of its day; the rest are of children without a referral in the
    days after, so that nothing else can be taken for what came of them.
    """
    led = np.flatnonzero(cases.referred[:cases.n] >= HISTORY_STARTS)
    some = people.add_families(
        CONTACT_FAMILIES, rng.integers(HISTORY_STARTS, HISTORY_ENDS, CONTACT_FAMILIES), unborn=0)
    person = rng.choice(np.concatenate([np.repeat(some, 3), cases.person[led]]), OFFERED)
    on = np.maximum(
        rng.integers(HISTORY_STARTS, HISTORY_ENDS + 1, OFFERED), people.born[person] + 1)
    here = (people.born[person] + 6574 > on) & (on <= HISTORY_ENDS) & (
        _days_to_referral(cases, person, on) > 14)
    person, on = person[here], on[here]
    known = on + delays(rng, len(on), week=0.15, month=0.01, later=0)
    source = _sources(cases, led, on, known, rng)
    kept = source != ""
    person, on, known, source = person[kept], on[kept], known[kept], source[kept]
    decided = _decided(on, rng)
    # What became a referral was decided by the day on which the referral was recorded.
    led_on, led_known = cases.referred[led], cases.referred_known[led]
    led_decided = np.minimum(_decided(led_on, rng), np.maximum(led_known, led_on))
    all_person = np.concatenate([cases.person[led], person])
    all_known = np.concatenate([led_known, known])
    all_decided = np.concatenate([led_decided, decided])
    people.notice(all_person, all_known)
    written = np.where(rng.random(len(all_decided)) < 0.05, rng.integers(1, 5, len(all_decided)), 0)
    return ledger("contacts", {
        "contact_id": ids("CON", 100_000 + np.arange(len(all_person))),
        "person_id": person_ids(all_person),
        "contact_date": dates(np.concatenate([led_on, on])),
        "source_code": np.concatenate([cases.source[led], source]),
        "decided_date": dates(all_decided),
        "referral_id": ids("R", np.concatenate([100_000 + led, np.full(len(on), -1)])),
        "team": words(assessment_team(people, workers, all_person), workers.teams),
    }, all_known, (
        Later(("decided_date",), np.maximum(all_known, all_decided + written)),)), some


def _days_to_referral(cases: Cases, person: Days, on: Days) -> Days:
    """Days to each child's next referral; many when there is none."""
    key = np.sort(cases.person[:cases.n] * 1_000_000 + cases.referred[:cases.n])
    mine = person * 1_000_000 + on
    following = np.append(key, NEVER * 1_000_000)[np.searchsorted(key, mine)]
    return np.asarray(following - mine)


def _sources(cases: Cases, led: Days, on: Days, known: Days, rng: Rng) -> np.ndarray:
    """Who made each contact that led to nothing; empty for those beyond what the month needs.

    ``known`` is put forward where an extract of the month's end must hold the contact.
    """
    out = np.full(len(on), "", dtype=object)
    others = {code: share for code, share in SOURCES.items() if code != POLICE}
    month, led_month = month_at(on), month_at(cases.referred[led])
    police = cases.source[led] == POLICE
    order = np.argsort(month, kind="stable")
    bounds = np.searchsorted(month[order], np.arange(MONTHS + 1))
    for number in range(MONTHS):
        rows = rng.permutation(order[bounds[number]:bounds[number + 1]])
        here = led_month == number
        share = float(POLICE_REFERRED[number])
        if number == EXACT:
            here &= cases.referred_known[led] <= int(ENDS[number])
        else:
            share *= rng.normal(1, 0.03)
        wanted = round(int((here & police).sum()) * (1 / share - 1))
        more = round(int((here & ~police).sum()) * OTHERS_TO_REFERRALS)
        out[rows[:wanted]] = POLICE
        rest = rows[wanted:wanted + more]
        out[rest] = draw(rng, others, len(rest))
        if number == EXACT:
            known[rows[:wanted]] = np.minimum(known[rows[:wanted]], int(ENDS[number]))
    return out


def _decided(on: Days, rng: Rng) -> Days:
    """The day a manager decided: that of the contact or the next working day, or late."""
    n = len(on)
    in_time = rng.random(n) < DECIDED_IN_TIME[month_at(on)]
    days = np.where(in_time, rng.random(n) < 0.45, rng.integers(2, 8, n))
    decided = np.where(days == 0, next_office_day(on), add_working_days(on, days))
    return np.where(rng.random(n) < NEVER_DECIDED, NEVER, decided)
