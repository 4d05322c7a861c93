"""What a child protection case leaves behind: enquiries, conferences, plans, visits, reviews."""

from __future__ import annotations

import numpy as np

from data.demo.allocations import Pieces, worker_at
from data.demo.cases import Cases
from data.demo.chance import Rng, delays
from data.demo.days import (
    DETAIL_STARTS,
    HISTORY_ENDS,
    NEVER,
    Days,
    add_months,
    add_working_days,
    office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, flags, ids, ledger, words
from data.demo.plans import Plans
from data.demo.visits import ALONE, PROTECTION_LEVEL, in_time, locality_bonus, rounds
from data.demo.workers import Workers


def protection_ledgers(
    people: People, cases: Cases, plans: Plans, held: Pieces, workers: Workers, rng: Rng,
) -> list[Ledger]:
    """Section 47 enquiries, initial conferences, plans, their visits and their reviews."""
    n = plans.n
    case, on = plans.case[:n], plans.held[:n]
    person = cases.person[case]
    team = words(assessment_team(people, workers, person), workers.teams)
    worker = words(worker_at(held, case, on), workers.id)
    transferred = plans.enquiry[:n] >= NEVER
    conferences = ledger("initial_cp_conference", {
        "icpc_id": ids("ICPC", 10_000 + np.arange(n)),
        "person_id": person_ids(person),
        "s47_enquiry_id": ids("S47", np.where(transferred, -1, 10_000 + np.arange(n))),
        "transfer_in": flags(transferred), "conference_date": dates(on),
        "outcome_cp_plan": flags(plans.planned[:n]), "team": team, "worker_id": worker,
    }, plans.held_known[:n])
    made = np.flatnonzero(plans.planned[:n])
    end = plans.end[made]
    plan_rows = ledger("cp_plans", {
        "cp_plan_id": ids("CPP", 10_000 + made), "person_id": person_ids(person[made]),
        "icpc_id": ids("ICPC", 10_000 + made), "start_date": dates(on[made]),
        "end_date": dates(end),
        "initial_category": plans.category[made],
        "latest_category": plans.category[made],
        "held_for_another_authority": flags(plans.elsewhere[made]),
    }, plans.held_known[made], (Later(("end_date",), np.maximum(end, plans.end_known[made])),))
    return [
        _enquiries(people, cases, plans, held, workers, rng), conferences, plan_rows,
        _visits(people, cases, plans, made, rng), _reviews(cases, plans, made, rng)]


def assessment_team(people: People, workers: Workers, person: Days) -> Days:
    """The assessment team of each person's locality."""
    teams = np.array([workers.number[f"{name}-assessment"] for name in people.localities])
    return np.asarray(teams[people.locality[person]])


def _enquiries(
    people: People, cases: Cases, plans: Plans, held: Pieces, workers: Workers, rng: Rng,
) -> Ledger:
    n = plans.n
    led = np.flatnonzero(plans.enquiry[:n] < NEVER)
    # Enquiries that led to no conference, in the first days of an assessed case.
    assessed = np.flatnonzero((cases.assessed[:cases.n] < NEVER)
                              & (cases.referred[:cases.n] > DETAIL_STARTS - 330))
    families, which = np.unique(cases.family()[assessed], return_inverse=True)
    alone = assessed[(rng.random(len(families)) < 0.13)[which]]
    alone_start = add_working_days(
        cases.referred[alone], rng.integers(0, 5, int(cases.family().max()) + 1)[
            cases.family()[alone]])
    case = np.concatenate([plans.case[led], alone])
    start = np.concatenate([plans.enquiry[led], alone_start])
    length = rng.integers(3, 16, len(case))
    end = add_working_days(np.minimum(start, HISTORY_ENDS + 60), length)
    end[:len(led)] = np.minimum(end[:len(led)], plans.held[led])
    number = np.concatenate([10_000 + led, 50_000 + np.arange(len(alone))])
    no_action = np.concatenate([np.zeros(len(led), dtype=bool), rng.random(len(alone)) < 0.45])
    # A conference cannot be in an extract without the enquiry that led to it.
    known = start + delays(rng, len(case), week=0.2, month=0.02, later=0)
    known = np.maximum(known, cases.referred_known[case])
    known[:len(led)] = np.minimum(known[:len(led)], plans.held_known[led])
    person = cases.person[case]
    return ledger("s47_enquiry", {
        "s47_enquiry_id": ids("S47", number), "person_id": person_ids(person),
        "referral_id": ids("R", 100_000 + case), "start_date": dates(start),
        "end_date": dates(end), "nfa": flags(no_action),
        "team": words(assessment_team(people, workers, person), workers.teams),
        "worker_id": words(worker_at(held, case, start), workers.id),
    }, known, (Later(("end_date", "nfa"), np.maximum(end, known) + rng.integers(0, 3, len(case))),))


def _visits(people: People, cases: Cases, plans: Plans, made: Days, rng: Rng) -> Ledger:
    person = cases.person[plans.case[made]]
    start, end = plans.held[made], plans.end[made]
    # Brothers and sisters are visited together.
    key = people.family[person] * 1_000_000 + start
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    last = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(last, which, end)
    bonus = locality_bonus(people.localities, people.locality[person[first]])

    def interval(spell: Days, at: Days) -> Days:
        good = in_time(rng, PROTECTION_LEVEL, bonus[spell], at)
        return np.where(good, rng.integers(7, 15, len(at)), rng.integers(16, 36, len(at)))

    begin = np.maximum(start[first], DETAIL_STARTS)
    spell, on = rounds(begin, last, begin + rng.integers(1, 11, len(first)), interval)
    # One row a child: each visit is repeated for every child of the spell.
    order = np.argsort(which, kind="stable")
    size = np.bincount(which)
    offset = np.cumsum(size) - size
    count = size[spell]
    visit = np.repeat(np.arange(len(spell)), count)
    child = order[np.repeat(offset[spell], count) + np.arange(len(visit)) - np.repeat(
        np.cumsum(count) - count, count)]
    on = on[visit]
    there = (on < end[child]) & (on >= start[child]) & (rng.random(len(on)) < 0.985)
    child, on, visit = child[there], on[there], visit[there]
    n = len(child)
    age = people.age(person[child], on)
    month = np.clip((on - DETAIL_STARTS) // 30.44 + 11, 0, len(ALONE) - 1).astype(int)
    known = np.maximum(on + delays(rng, len(spell), week=0.3, month=0.03)[visit],
                       plans.held_known[made[child]])
    return ledger("cp_visits", {
        "cp_visit_id": ids("CPV", 100_000 + np.arange(n)),
        "person_id": person_ids(person[child]),
        "cp_plan_id": ids("CPP", 10_000 + made[child]), "visit_date": dates(on),
        "seen": flags(rng.random(n) < 0.95, rng.random(n) > 0.01),
        "seen_alone": flags(
            (rng.random(n) < ALONE[month]) & (age >= 4), rng.random(n) > 0.055),
    }, known)


def _reviews(cases: Cases, plans: Plans, made: Days, rng: Rng) -> Ledger:
    rows: list[tuple[Days, Days, Days]] = []
    at = np.arange(len(made))
    due = add_months(plans.held[made], 3)
    family = cases.family()[plans.case[made]]
    while len(at):
        ended = plans.end[made[at]]
        kept = due - 25 < np.minimum(ended, HISTORY_ENDS)
        at, due, ended = at[kept], due[kept], ended[kept]
        if not len(at):
            break
        _, which = np.unique(family[at], return_inverse=True)
        size = int(which.max()) + 1
        late = rng.random(size) < 0.035
        shift = np.where(late, rng.integers(2, 40, size), -rng.integers(0, 18, size))[which]
        on = np.minimum(office_day(due + shift), ended)
        rows.append((at, due, on))
        due = add_months(on, 6)
    plan = np.concatenate([r[0] for r in rows])
    due = np.concatenate([r[1] for r in rows])
    on = np.concatenate([r[2] for r in rows])
    n = len(plan)
    blank = rng.random(n) < 0.004
    known = np.maximum(on + delays(rng, n, week=0.3, month=0.02),
                       plans.held_known[made[plan]])
    return ledger("cp_reviews", {
        "cp_review_id": ids("CPR", 10_000 + np.arange(n)),
        "person_id": person_ids(cases.person[plans.case[made[plan]]]),
        "cp_plan_id": ids("CPP", 10_000 + made[plan]), "due_date": dates(due),
        "review_date": dates(np.where(blank, NEVER, on)),
        "quorate": flags(rng.random(n) > 0.006),
    }, known)
