"""Contacts, referrals, assessments, child in need plans and visits: what the front door leaves."""

from __future__ import annotations

import numpy as np

from data.demo.allocations import Pieces, worker_at
from data.demo.care import Care
from data.demo.cases import SOURCES, Cases
from data.demo.chance import Rng, delays, draw
from data.demo.days import (
    DETAIL_STARTS,
    HISTORY_ENDS,
    HISTORY_STARTS,
    NEVER,
    Days,
    add_working_days,
    next_office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, flags, ids, ledger, words
from data.demo.plans import Plans
from data.demo.protection import assessment_team
from data.demo.visits import PROTECTION_LEVEL as LEVEL
from data.demo.visits import in_time, locality_bonus, rounds
from data.demo.workers import Workers

OTHER_CONTACTS = 104_000
CONTACT_FAMILIES = 9_000
HAVE_PLANS = 0.58
"""Share of children in need, neither on a protection plan nor in care, with a plan."""


def front_door_ledgers(
    people: People, cases: Cases, held: Pieces, workers: Workers, rng: Rng,
) -> list[Ledger]:
    """Contacts, referrals with the cases they open, and assessments."""
    n = cases.n
    person, referred = cases.person[:n], cases.referred[:n]
    known = cases.referred_known[:n]
    closed = cases.closed[:n]
    team = assessment_team(people, workers, person)
    reason = np.where(
        cases.nfa[:n], "RC8", np.where(cases.no_more_needed[:n], "RC8", np.where(
            people.age(person, np.minimum(closed, HISTORY_ENDS)) >= 18, "RC6",
            draw(rng, {"RC7": 0.9, "RC5": 0.05, "RC3": 0.03, "RC4": 0.02}, n)))).astype(object)
    referrals = ledger("cin_episodes", {
        "referral_id": ids("R", 100_000 + np.arange(n)), "person_id": person_ids(person),
        "referral_date": dates(referred), "source_code": cases.source[:n],
        "primary_need_code": cases.need[:n], "nfa": flags(cases.nfa[:n]),
        "close_date": dates(closed), "close_reason": reason,
        "team": words(team, workers.teams),
        "worker_id": words(worker_at(held, np.arange(n), referred), workers.id),
    }, known, (Later(
        ("close_date", "close_reason", "nfa"), np.maximum(closed, cases.closed_known[:n])),))
    return [_contacts(people, cases, rng), referrals,
            _assessments(people, cases, held, workers, rng)]


def _contacts(people: People, cases: Cases, rng: Rng) -> Ledger:
    led = np.flatnonzero(cases.referred[:cases.n] >= HISTORY_STARTS)
    some = people.add_families(
        CONTACT_FAMILIES, rng.integers(HISTORY_STARTS, HISTORY_ENDS, CONTACT_FAMILIES), unborn=0)
    pool = np.concatenate([np.repeat(some, 3), cases.person[led]])
    person = rng.choice(pool, OTHER_CONTACTS)
    on = rng.integers(HISTORY_STARTS, HISTORY_ENDS + 1, OTHER_CONTACTS)
    on = np.maximum(on, people.born[person] + 1)
    here = (people.born[person] + 6574 > on) & (on <= HISTORY_ENDS)
    person, on = person[here], on[here]
    known = on + delays(rng, len(on), week=0.15, month=0.01, later=0)
    source = draw(rng, SOURCES, len(on))
    all_person = np.concatenate([cases.person[led], person])
    all_on = np.concatenate([cases.referred[led], on])
    all_known = np.concatenate([cases.referred_known[led], known])
    people.notice(all_person, all_known)
    return ledger("contacts", {
        "contact_id": ids("CON", 100_000 + np.arange(len(all_person))),
        "person_id": person_ids(all_person), "contact_date": dates(all_on),
        "source_code": np.concatenate([cases.source[led], source]),
    }, all_known)


def _assessments(
    people: People, cases: Cases, held: Pieces, workers: Workers, rng: Rng,
) -> Ledger:
    a = cases.assessments
    n = len(a.case)
    person = cases.person[a.case]
    known = np.maximum(a.start + delays(rng, n, week=0.2, month=0, later=0),
                       cases.referred_known[a.case])
    end_known = np.maximum(a.end_known, known)
    known = np.where(a.end == a.start, end_known, np.minimum(known, end_known))
    return ledger("cin_assessments", {
        "assessment_id": ids("A", 100_000 + np.arange(n)), "person_id": person_ids(person),
        "referral_id": ids("R", 100_000 + a.case), "start_date": dates(a.start),
        "child_seen": flags(rng.random(n) < 0.94, rng.random(n) > 0.015),
        "authorised_date": dates(a.end),
        "nfa": flags(cases.no_more_needed[a.case]),
        "team": words(assessment_team(people, workers, person), workers.teams),
        "worker_id": words(worker_at(held, a.case, a.start), workers.id),
    }, known, (Later(("authorised_date", "nfa", "child_seen"), end_known),))


def plan_ledgers(
    people: People, cases: Cases, plans: Plans, care: Care, held: Pieces, workers: Workers,
    rng: Rng,
) -> list[Ledger]:
    """Child in need plans and the visits under them."""
    n = cases.n
    stop = cases.closed[:n].copy()
    made = np.flatnonzero(plans.planned[:plans.n])
    np.minimum.at(stop, plans.case[made], plans.held[made])
    np.minimum.at(stop, care.case[:care.n], care.start[:care.n])
    start = next_office_day(
        np.minimum(cases.assessed[:n], HISTORY_ENDS + 30) + rng.integers(1, 15, n))
    rows = np.flatnonzero(
        (start < stop - 10) & (start <= HISTORY_ENDS) & ~cases.no_more_needed[:n]
        & ~cases.nfa[:n] & (rng.random(n) < HAVE_PLANS) & (stop > DETAIL_STARTS))
    start, end, person = start[rows], stop[rows], cases.person[rows]
    known = np.maximum(start + delays(rng, len(rows)), cases.referred_known[rows])
    end_known = np.maximum(np.maximum(end, known), np.where(
        end == cases.closed[rows], cases.closed_known[rows], end))
    number = ids("CINP", 100_000 + np.arange(len(rows)))
    teams = held.team[np.searchsorted(
        held.case * 1_000_000 + held.start, rows * 1_000_000 + start, side="right") - 1]
    plan_rows = ledger("cin_plans", {
        "cin_plan_id": number, "person_id": person_ids(person),
        "referral_id": ids("R", 100_000 + rows), "start_date": dates(start),
        "end_date": dates(end), "team": words(teams, workers.teams),
        "worker_id": words(worker_at(held, rows, start), workers.id),
    }, known, (Later(("end_date",), end_known),))
    bonus = locality_bonus(people.localities, people.locality[person]) - 0.08

    def interval(spell: Days, at: Days) -> Days:
        good = in_time(rng, LEVEL, bonus[spell], at)
        return np.where(good, rng.integers(18, 29, len(at)), rng.integers(30, 75, len(at)))

    begin = np.maximum(start, DETAIL_STARTS)
    spell, on = rounds(begin, np.where(end >= NEVER, end, end + 1),
                       add_working_days(begin, 1) + rng.integers(0, 12, len(rows)), interval)
    m = len(spell)
    seen = flags(rng.random(m) < 0.93, rng.random(m) > 0.01)
    visits = ledger("cin_visits", {
        "cin_visit_id": ids("CINV", 100_000 + np.arange(m)),
        "person_id": person_ids(person[spell]), "visit_date": dates(on), "seen": seen,
        "seen_alone": flags(rng.random(m) < 0.5, rng.random(m) > 0.1),
    }, np.maximum(on + delays(rng, m, week=0.3, month=0.03), known[spell]))
    return [plan_rows, visits]
