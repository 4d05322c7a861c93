"""What a child protection case leaves behind: enquiries, conferences, plans, visits, reviews."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from data.demo.allocations import Pieces, visitors, worker_at
from data.demo.cases import Cases
from data.demo.chance import Rng, delays, draw
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
from data.demo.visits import (
    ALONE,
    PROTECTION_LEVEL,
    WITHIN_THE_WEEK,
    each_child,
    in_time,
    locality_bonus,
    month_at,
    rounds,
)
from data.demo.workers import Posts, Workers

WHY_NOT_ALONE = {"refused": 0.30, "unsuitable": 0.16, "other": 0.22, "": 0.32}
"""Reasons for children of four and over; for many none is recorded."""


def protection_ledgers(
    people: People, cases: Cases, plans: Plans, held: Pieces, posts: Posts, workers: Workers,
    rng: Rng, more: Rng,
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
        "latest_category": plans.latest[made],
        "held_for_another_authority": flags(plans.elsewhere[made]),
    }, plans.held_known[made], (
        Later(("end_date",), np.maximum(end, plans.end_known[made])),
        Later(("latest_category",), plans.latest_known[made],
              pa.array(plans.category[made], pa.string()))))
    return [
        _enquiries(people, cases, plans, held, workers, rng, more), conferences, plan_rows,
        _visits(people, cases, plans, made, held, posts, workers, rng, more),
        _reviews(cases, plans, made, rng)]


def assessment_team(people: People, workers: Workers, person: Days) -> Days:
    """The assessment team of each person's locality."""
    teams = np.array([workers.number[f"{name}-assessment"] for name in people.localities])
    return np.asarray(teams[people.locality[person]])


def _enquiries(
    people: People, cases: Cases, plans: Plans, held: Pieces, workers: Workers, rng: Rng,
    more: Rng,
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
    decided = np.concatenate([np.ones(len(led), dtype=bool), more.random(len(alone)) > 0.03])
    # A conference cannot be in an extract without the enquiry that led to it.
    known = start + delays(rng, len(case), week=0.2, month=0.02, later=0)
    known = np.maximum(known, cases.referred_known[case])
    known[:len(led)] = np.minimum(known[:len(led)], plans.held_known[led])
    person = cases.person[case]
    return ledger("s47_enquiry", {
        "s47_enquiry_id": ids("S47", number), "person_id": person_ids(person),
        "referral_id": ids("R", 100_000 + case), "start_date": dates(start),
        "end_date": dates(end), "nfa": flags(no_action),
        "conference_unnecessary": flags(np.arange(len(case)) >= len(led), decided),
        "team": words(assessment_team(people, workers, person), workers.teams),
        "worker_id": words(worker_at(held, case, start), workers.id),
    }, known, (Later(("end_date", "nfa", "conference_unnecessary"),
                     np.maximum(end, known) + rng.integers(0, 3, len(case))),))


def _visits(
    people: People, cases: Cases, plans: Plans, made: Days, held: Pieces, posts: Posts,
    workers: Workers, rng: Rng, more: Rng,
) -> Ledger:
    case = plans.case[made]
    person = cases.person[case]
    start, end = plans.held[made], plans.end[made]
    # Brothers and sisters are visited together.
    key = people.family[person] * 1_000_000 + start
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    last = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(last, which, end)
    longest, by_end = np.zeros(len(first), dtype=np.int64), np.argsort(end, kind="stable")
    longest[which[by_end]] = by_end
    bonus = locality_bonus(people.localities, people.locality[person[first]])

    def interval(spell: Days, at: Days) -> Days:
        good = in_time(rng, PROTECTION_LEVEL, bonus[spell], at)
        return np.where(good, rng.integers(7, 15, len(at)), rng.integers(16, 36, len(at)))

    begin = np.maximum(start[first], DETAIL_STARTS)
    spell, spell_on = rounds(begin, last, begin + rng.integers(1, 11, len(first)), interval)
    visitor = visitors(held, posts, case[longest[spell]], spell_on, more)
    visit, child = each_child(spell, which)
    on = spell_on[visit]
    there = (on < end[child]) & (on >= start[child]) & (rng.random(len(on)) < 0.985)
    child, on, visit = child[there], on[there], visit[there]
    n = len(child)
    age = people.age(person[child], on)
    month = month_at(on)
    late = delays(rng, len(spell), week=WITHIN_THE_WEEK[month_at(spell_on)], month=0.03)
    known = np.maximum(on + late[visit], plans.held_known[made[child]])
    seen, noted = rng.random(n) < 0.95, rng.random(n) > 0.01
    alone = (rng.random(n) < ALONE[month]) & (age >= 4) & (seen | ~noted)
    told = rng.random(n) > 0.055
    reason = np.where(age < 4, "too-young", draw(more, WHY_NOT_ALONE, n))
    return ledger("cp_visits", {
        "cp_visit_id": ids("CPV", 100_000 + np.arange(n)),
        "person_id": person_ids(person[child]),
        "cp_plan_id": ids("CPP", 10_000 + made[child]), "visit_date": dates(on),
        "seen": flags(seen, noted), "seen_alone": flags(alone, told),
        "alone_reason": np.where(seen & noted & ~alone & told, reason, "").astype(object),
        "visited_by": words(visitor[visit], workers.id), "entered_on": dates(known),
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
