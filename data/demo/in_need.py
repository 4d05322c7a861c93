"""Referrals, assessments, child in need plans, their visits and reviews."""

from __future__ import annotations

import numpy as np

from data.demo.allocations import Pieces, team_at, visitors, worker_at
from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Rng, delays, draw, path
from data.demo.days import (
    DETAIL_STARTS,
    HISTORY_ENDS,
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
from data.demo.visits import (
    WITHIN_THE_WEEK,
    each_child,
    in_time,
    locality_bonus,
    month_at,
    rounds,
)
from data.demo.workers import Posts, Workers

FIRST_VIEW = path({
    (2011, 4): 0.62, (2014, 6): 0.58, (2015, 4): 0.48, (2015, 8): 0.55, (2015, 11): 0.76,
    (2016, 3): 0.86})
"""Share of assessments with a manager's first view within ten working days."""
REVIEWED = path({
    (2011, 4): 0.60, (2014, 6): 0.62, (2015, 6): 0.48, (2015, 11): 0.66, (2016, 3): 0.80})
"""Share of reviews of child in need plans held within twelve weeks of the last."""
HAVE_PLANS = 0.58
"""Share of children in need, neither on a protection plan nor in care, with a plan."""


def front_door_ledgers(
    people: People, cases: Cases, held: Pieces, workers: Workers, rng: Rng, more: Rng,
) -> list[Ledger]:
    """Referrals with the cases they open, and assessments."""
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
    return [referrals, _assessments(people, cases, held, workers, rng, more)]


def _assessments(
    people: People, cases: Cases, held: Pieces, workers: Workers, rng: Rng, more: Rng,
) -> Ledger:
    a = cases.assessments
    n = len(a.case)
    person = cases.person[a.case]
    known = np.maximum(a.start + delays(rng, n, week=0.2, month=0, later=0),
                       cases.referred_known[a.case])
    end_known = np.maximum(a.end_known, known)
    known = np.where(a.end == a.start, end_known, np.minimum(known, end_known))
    viewed, viewed_known = _first_views(a.start, a.end, known, more)
    return ledger("cin_assessments", {
        "assessment_id": ids("A", 100_000 + np.arange(n)), "person_id": person_ids(person),
        "referral_id": ids("R", 100_000 + a.case), "start_date": dates(a.start),
        "checkpoint_date": dates(viewed),
        "child_seen": flags(rng.random(n) < 0.94, rng.random(n) > 0.015),
        "authorised_date": dates(a.end),
        "nfa": flags(cases.no_more_needed[a.case]),
        "team": words(assessment_team(people, workers, person), workers.teams),
        "worker_id": words(worker_at(held, a.case, a.start), workers.id),
    }, known, (Later(("authorised_date", "nfa", "child_seen"), end_known),
               Later(("checkpoint_date",), viewed_known)))


def _first_views(start: Days, end: Days, known: Days, rng: Rng) -> tuple[Days, Days]:
    """When a manager recorded a first view of each assessment, and when that was known; never
    after the assessment was authorised, and for some assessments not at all."""
    n = len(start)
    in_time = rng.random(n) < FIRST_VIEW[month_at(start)]
    days = np.where(in_time, rng.integers(2, 11, n), rng.integers(11, 30, n))
    on = add_working_days(np.minimum(start, HISTORY_ENDS + 60), days)
    viewed = (in_time & (on <= end + 4)) | ((on < end) & (rng.random(n) < 0.6))
    on = np.where(viewed, np.minimum(on, end), NEVER)
    return on, np.maximum(known, on + np.where(rng.random(n) < 0.12, rng.integers(1, 6, n), 0))


def plan_ledgers(
    people: People, cases: Cases, plans: Plans, care: Care, held: Pieces, posts: Posts,
    workers: Workers, rng: Rng, more: Rng,
) -> list[Ledger]:
    """Child in need plans, the visits under them and their reviews."""
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
    teams = team_at(held, rows, start)
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
    seen, noted = rng.random(m) < 0.93, rng.random(m) > 0.01
    alone, told = (rng.random(m) < 0.5) & (seen | ~noted), rng.random(m) > 0.1
    late = delays(rng, m, week=WITHIN_THE_WEEK[month_at(on)], month=0.03)
    visit_known = np.maximum(on + late, known[spell])
    visits = ledger("cin_visits", {
        "cin_visit_id": ids("CINV", 100_000 + np.arange(m)),
        "person_id": person_ids(person[spell]), "visit_date": dates(on),
        "seen": flags(seen, noted), "seen_alone": flags(alone, told),
        "visited_by": words(visitors(held, posts, rows[spell], on, more), workers.id),
        "entered_on": dates(visit_known),
    }, visit_known)
    return [plan_rows, visits, _reviews(cases, rows, start, end, known, more)]


def _reviews(
    cases: Cases, rows: Days, start: Days, end: Days, known: Days, rng: Rng,
) -> Ledger:
    """Reviews of each family's plans together, every six to twelve weeks or late."""
    key = cases.family()[rows] * 1_000_000 + cases.referred[rows]
    _, which = np.unique(key, return_inverse=True)
    size = int(which.max()) + 1
    first, last = np.full(size, NEVER), np.zeros(size, dtype=np.int64)
    np.minimum.at(first, which, start)
    np.maximum.at(last, which, end)

    def interval(spell: Days, at: Days) -> Days:
        good = rng.random(len(at)) < REVIEWED[month_at(at)]
        return np.where(good, rng.integers(38, 85, len(at)), rng.integers(86, 170, len(at)))

    begin = np.maximum(first, DETAIL_STARTS - 90)
    group, on = rounds(begin, last, begin + interval(np.arange(size), begin), interval)
    review, plan = each_child(group, which)
    held_on = on[review]
    there = (held_on > start[plan]) & (held_on < end[plan])
    review, plan, held_on = review[there], plan[there], held_on[there]
    late = delays(rng, len(on), week=0.3, month=0.03)[review]
    return ledger("cin_reviews", {
        "cin_review_id": ids("CINR", 100_000 + np.arange(len(plan))),
        "person_id": person_ids(cases.person[rows[plan]]),
        "cin_plan_id": ids("CINP", 100_000 + plan), "review_date": dates(held_on),
    }, np.maximum(held_on + late, known[plan]))
