"""Visits to looked-after children by the interval of their placement, and statutory reviews."""

from __future__ import annotations

import numpy as np

from data.demo.care import Care
from data.demo.chance import Rng, delays, draw
from data.demo.days import (
    DETAIL_STARTS,
    HISTORY_ENDS,
    HISTORY_STARTS,
    NEVER,
    Days,
    add_months,
    add_working_days,
    office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Ledger, dates, flags, ids, ledger
from data.demo.placements import Stays, period_ids
from data.demo.visits import CARE_LEVEL, in_time, locality_bonus, rounds

TAKES_PART = {"PN1": 0.55, "PN2": 0.02, "PN3": 0.12, "PN4": 0.02, "PN5": 0.12, "PN6": 0.04,
              "PN7": 0.13}


def visit_ledger(people: People, care: Care, stays: Stays, rng: Rng) -> Ledger:
    """A visit in the first week of a placement, then as often as the regulation asks, or late."""
    rows = np.flatnonzero((stays.end > DETAIL_STARTS) & ~care.short_break[stays.period])
    start, end, kind = stays.start[rows], stays.end[rows], stays.type[rows]
    person = care.person[stays.period[rows]]
    lasting = np.isin(kind, ["U1", "U4"])
    matched = (stays.arrangement[rows] == "long-term") & (stays.agrees[rows] == 1)
    weekly = (kind == "P1") | (stays.arrangement[rows] == "reg-24")
    bonus = locality_bonus(people.localities, people.locality[person])

    def interval(spell: Days, at: Days) -> Days:
        lived = at - start[spell]
        rule = np.where(lasting[spell] & (lived > 340), 90, 42)
        rule = np.where(matched[spell] & (lived > 340), 181, rule)
        rule = np.where(weekly[spell], np.where(lived < 24, 7, 28), rule)
        short = np.maximum((rule * 0.62).astype(np.int64), 4)
        good = in_time(rng, CARE_LEVEL, bonus[spell], at)
        return np.where(good, rng.integers(short, rule + 1),
                        rule + rng.integers(2, 10 + rule * 3 // 4, len(at)))

    begin = np.maximum(start, DETAIL_STARTS - 60)
    # Of placements older than the detail, the first visit falls anywhere in its interval.
    first = np.where(start < begin, begin + rng.integers(0, 90, len(rows)), begin + np.where(
        rng.random(len(rows)) < 0.88, rng.integers(0, 7, len(rows)),
        rng.integers(8, 25, len(rows))))
    spell, on = rounds(begin, end, first, interval)
    kept = on >= DETAIL_STARTS
    spell, on = spell[kept], on[kept]
    n = len(spell)
    period = stays.period[rows[spell]]
    age = people.age(person[spell], on)
    return ledger("cla_visits", {
        "cla_visit_id": ids("CLAV", 100_000 + np.arange(n)),
        "person_id": person_ids(person[spell]), "cla_id": period_ids(period),
        "visit_date": dates(on), "seen": flags(rng.random(n) < 0.97, rng.random(n) > 0.01),
        "seen_alone": flags((rng.random(n) < 0.74) & (age >= 4), rng.random(n) > 0.06),
    }, np.maximum(on + delays(rng, n, week=0.3, month=0.03), stays.known[rows[spell]]))


def review_ledger(people: People, care: Care, rng: Rng) -> Ledger:
    """Reviews within twenty working days, then three months, then every six."""
    parts = []
    at = np.flatnonzero(~care.short_break[:care.n])
    due = add_working_days(care.start[at], 20)
    turn = np.zeros(len(at), dtype=np.int64)
    while len(at):
        late = rng.random(len(at)) < 0.06
        on = office_day(due + np.where(late, rng.integers(1, 30, len(at)),
                                       -rng.integers(0, 14, len(at))))
        kept = (on < np.minimum(care.end[at], HISTORY_ENDS + 1)) & (on > care.start[at])
        at, due, on, turn = at[kept], due[kept], on[kept], turn[kept]
        parts.append((at, due, on))
        due = np.where(turn == 0, add_months(on, 3), add_months(on, 6))
        turn = turn + 1
    period, due, on = (np.concatenate(c) for c in zip(*parts, strict=True))
    shown = on >= HISTORY_STARTS
    period, due, on = period[shown], due[shown], on[shown]
    n = len(period)
    cancelled = rng.random(n) < 0.012
    blank = cancelled | (rng.random(n) < 0.004)
    age = people.age(care.person[period], on)
    part = np.where(age < 4, "PN0", draw(rng, TAKES_PART, n)).astype(object)
    part = np.where(blank | (rng.random(n) < 0.03), "", part)
    return ledger("cla_reviews", {
        "cla_review_id": ids("CLAR", 100_000 + np.arange(n)), "cla_id": period_ids(period),
        "due_date": dates(due), "review_date": dates(np.where(blank, NEVER, on)),
        "cancelled": flags(cancelled), "participation": part,
    }, np.maximum(on + delays(rng, n, week=0.3, month=0.02), care.start_known[period]))
