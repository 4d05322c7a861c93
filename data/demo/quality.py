"""What is known of quality: case audits, the answers of children and families, complaints.

Audits were few before 2015 and have been routine since; every pathway plan that was audited was
below good.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from data.demo.allocations import Pieces, team_at
from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Numbers, Rng, choose, draw, office_days_between, path
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    MONTHS,
    NEVER,
    STARTS,
    Days,
    add_working_days,
    month_of,
    next_office_day,
)
from data.demo.families import People, person_ids
from data.demo.leaving_care import Leavers
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.plans import Plans
from data.demo.visits import month_at
from data.demo.workers import Workers

PLANS = ("assessment", "child-in-need", "child-protection", "care", "education", "health",
         "pathway")
AUDITS = path({(2011, 4): 3, (2013, 4): 5, (2014, 12): 9, (2015, 3): 16, (2015, 9): 34,
               (2016, 6): 58})
"""Audits in a month."""
FEW = {"assessment": 0.2, "child-in-need": 0.1, "child-protection": 0.35, "care": 0.35}
ROUTINE = {"assessment": 0.17, "child-in-need": 0.14, "child-protection": 0.2, "care": 0.22,
           "education": 0.09, "health": 0.04, "pathway": 0.14}
ROUTINE_FROM = month_of(2015, 4)
TARGETED = {month_of(2015, 4): ("care", 24), month_of(2015, 5): ("education", 26),
            month_of(2016, 6): ("pathway", 20)}
"""Audits of one kind of plan: the council's own of 2015, and the one before July 2016."""
GOOD = path({(2011, 4): 0.30, (2014, 12): 0.33, (2015, 6): 0.27, (2015, 12): 0.38,
             (2016, 6): 0.46})
WEAKER = {"education": 0.5, "health": 0.6, "pathway": 0.0}
"""How likely, against others, a plan of the kind is to be good."""
AUDITORS = {"Team manager": 0.36, "Independent reviewing officer": 0.2, "Principal social worker":
            0.1, "Audit officer": 0.18, "Multi-agency panel": 0.16}
ANSWERS = path({(2011, 4): 2, (2013, 9): 5, (2014, 12): 12, (2015, 10): 34, (2016, 6): 72})
HELPED = path({(2011, 4): 0.70, (2015, 6): 0.68, (2016, 6): 0.78})
COMPLAINTS = path({(2011, 4): 13, (2014, 6): 15, (2015, 6): 17, (2016, 6): 14})
ANSWERED_IN_TIME = path({(2011, 4): 0.62, (2014, 6): 0.55, (2015, 6): 0.52, (2016, 6): 0.74})
STAGES = ((10, 12), (25, 55), (30, 40))
"""Working days in time, and how many late ones take on top, by stage."""
FURTHER = 0.13


class Work:
    """Who is being worked with under each kind of plan, and by which team."""

    def __init__(self, people: People, cases: Cases, plans: Plans, care: Care, leavers: Leavers,
                 held: Pieces, advised: Pieces) -> None:
        self._people, self._cases, self._plans, self._care = people, cases, plans, care
        self._leavers, self._held, self._advised = leavers, held, advised

    def pick(self, plan: str, on: int, n: int, rng: Rng) -> tuple[Days, Days]:
        """Up to n different people under a kind of plan on a day, and the team of each."""
        cases, care = self._cases, self._care
        if plan == "pathway":
            there = self._leavers.there(on)
            row = there[choose(rng, np.ones(len(there)), n)]
            return self._leavers.person[row], team_at(self._advised, row, np.full(len(row), on))
        if plan == "child-protection":
            m = self._plans.n
            open_now = self._plans.planned[:m] & (self._plans.held[:m] < on) & (
                self._plans.end[:m] > on)
            case = self._plans.case[:m][open_now]
        elif plan in ("care", "education", "health"):
            there = care.seen(on)
            there = there[(care.end[there] > on) & (care.start[there] < on - 30)]
            age = self._people.age(care.person[there], on)
            case = care.case[there[(age >= 5) | (plan != "education")]]
        else:
            m = cases.n
            long = (cases.assessed[:m] < on) == (plan == "child-in-need")
            open_now = (cases.referred[:m] < on - 12) & (cases.closed[:m] > on) & ~cases.nfa[:m]
            case = np.flatnonzero(open_now & long & (cases.referred[:m] > on - 400))
        case = case[choose(rng, self._people.born[cases.person[case]] < on, n)]
        return cases.person[case], team_at(self._held, case, np.full(len(case), on))


def audit_ledger(work: Work, workers: Workers, rng: Rng) -> Ledger:
    """Audits of case files, with the day somebody else agreed the grade."""
    person, team, kind, on = [], [], [], []
    for month in range(MONTHS):
        a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
        shares = ROUTINE if month >= ROUTINE_FROM else FEW
        number = int(rng.poisson(AUDITS[month]))
        plans = draw(rng, shares, number)
        wanted = [(plan, int((plans == plan).sum())) for plan in shares]
        wanted += [TARGETED[month]] if month in TARGETED else []
        for plan, n in wanted:
            day = int(office_days_between(rng, a, b, 1)[0])
            who, where = work.pick(plan, day, n, rng)
            person.append(who)
            team.append(where)
            kind.append(np.full(len(who), PLANS.index(plan)))
            on.append(np.minimum(np.maximum(day, office_days_between(rng, day, b, len(who))), b))
    who, where, about, when = (np.concatenate(c) for c in (person, team, kind, on))
    n = len(who)
    likely = GOOD[month_at(when)] * np.array([WEAKER.get(name, 1.0) for name in PLANS])[about]
    luck = rng.random(n)
    grade = np.where(luck < likely * 0.06, "outstanding", np.where(luck < likely, "good", np.where(
        luck < 0.83, "requires-improvement", "inadequate"))).astype(object)
    moderated = np.where(rng.random(n) < 0.85, next_office_day(
        when + rng.integers(3, 24, n)), NEVER)
    auditor = np.where((about == PLANS.index("education")) & (rng.random(n) < 0.8),
                       "Virtual school", draw(rng, AUDITORS, n)).astype(object)
    return ledger("case_audits", {
        "audit_id": ids("AUD", 1_000 + np.arange(n)), "person_id": person_ids(who),
        "plan_type": words(about, list(PLANS)), "audited_date": dates(when),
        "moderated_date": dates(moderated), "grade": grade, "auditor_role": auditor,
        "team": words(where, workers.teams),
    }, when + rng.integers(0, 4, n), (Later(("moderated_date",), moderated),))


def _rating(rng: Rng, helped: Numbers) -> Days:
    yes = rng.random(len(helped)) < helped
    return np.where(yes, rng.choice([4, 5], len(helped), p=[0.55, 0.45]),
                    rng.choice([1, 2, 3], len(helped), p=[0.2, 0.3, 0.5]))


def _about(
    work: Work, numbers: Numbers, rng: Rng,
) -> tuple[Days, Days, Days, Days]:
    """People, teams, kinds of plan and days, so many a month, of those being worked with."""
    person, team, kind, on = [], [], [], []
    for month in range(MONTHS):
        a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
        plans = draw(rng, ROUTINE, int(rng.poisson(numbers[month])))
        for number, plan in enumerate(PLANS):
            who, where = work.pick(plan, (a + b) // 2, int((plans == plan).sum()), rng)
            person.append(who)
            team.append(where)
            kind.append(np.full(len(who), number))
            on.append(office_days_between(rng, (a + b) // 2, b, len(who)))
    return (np.concatenate(person), np.concatenate(team), np.concatenate(kind),
            np.concatenate(on))


def feedback_ledger(work: Work, workers: Workers, rng: Rng) -> Ledger:
    """Answers of children and families. Whose they are is kept nowhere."""
    _, team, plan, on = _about(work, ANSWERS, rng)
    n = len(on)
    blank = rng.random(n) < 0.03
    return ledger("feedback", {
        "feedback_id": ids("FB", 1_000 + rng.permutation(n)), "received_date": dates(on),
        "team": words(team, workers.teams), "plan_type": words(plan, list(PLANS)),
        "from_child": pa.array(
            rng.random(n) < np.where(plan == PLANS.index("pathway"), 1.0, 0.42)),
        "rating": pa.array(_rating(rng, HELPED[month_at(on)]), mask=blank),
    }, on + rng.integers(0, 5, n))


def complaint_ledger(work: Work, workers: Workers, rng: Rng) -> Ledger:
    """Complaints, and the stages that some go on to."""
    person, team, plan, on = _about(work, COMPLAINTS, rng)
    number = np.arange(len(on))
    parts = []
    for stage, (limit, more) in enumerate(STAGES, start=1):
        n = len(on)
        in_time = rng.random(n) < ANSWERED_IN_TIME[month_at(on)]
        days = np.where(in_time, rng.integers(limit // 2, limit + 1, n),
                        limit + rng.integers(1, more + 1, n))
        answered = add_working_days(on, days)
        parts.append((number, person, team, plan, on, answered, np.full(n, stage)))
        going = np.flatnonzero(rng.random(n) < FURTHER)
        on = next_office_day(answered[going] + rng.integers(5, 25, len(going)))
        kept = going[on <= HISTORY_ENDS]
        on = on[on <= HISTORY_ENDS]
        number, person, team, plan = (c[kept] for c in (number, person, team, plan))
    number, person, team, plan, on, answered, stages = (
        np.concatenate(c) for c in zip(*parts, strict=True))
    n = len(on)
    return ledger("complaints", {
        "complaint_id": ids("CMP", 1_000 + number), "person_id": person_ids(person),
        "team": words(team, workers.teams), "plan_type": words(plan, list(PLANS)),
        "stage": pa.array(stages), "received_date": dates(on), "answered_date": dates(answered),
        "upheld": pa.array(rng.random(n) < 0.42),
    }, on + rng.integers(0, 3, n), (Later(("answered_date", "upheld"), answered),))
