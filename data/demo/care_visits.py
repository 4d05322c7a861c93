"""Social workers' visits to looked-after children, by the interval of their placement."""

from __future__ import annotations

import numpy as np

from data.demo.allocations import Pieces, visitors
from data.demo.care import Care
from data.demo.chance import Rng, delays, draw
from data.demo.days import DETAIL_STARTS, Days
from data.demo.families import People, person_ids
from data.demo.ledger import Ledger, dates, flags, ids, ledger, words
from data.demo.placements import Stays, period_ids
from data.demo.visits import (
    CARE_LEVEL,
    WITHIN_THE_WEEK,
    in_time,
    locality_bonus,
    month_at,
    rounds,
)
from data.demo.workers import Posts, Workers

WHY_NOT_ALONE = {"refused": 0.35, "unsuitable": 0.22, "other": 0.25, "": 0.18}


def visit_ledger(
    people: People, care: Care, stays: Stays, held: Pieces, posts: Posts, workers: Workers,
    rng: Rng, more: Rng,
) -> Ledger:
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
    seen, alone = rng.random(n) < 0.97, (rng.random(n) < 0.74) & (age >= 4)
    seen_known, alone_known = rng.random(n) > 0.01, rng.random(n) > 0.06
    known = np.maximum(on + delays(rng, n, week=WITHIN_THE_WEEK[month_at(on)], month=0.03),
                       stays.known[rows[spell]])
    reason = np.where(age < 4, "too-young", draw(more, WHY_NOT_ALONE, n))
    reason = np.where(seen & seen_known & ~alone & alone_known, reason, "").astype(object)
    visitor = visitors(held, posts, care.case[period], on, more)
    return ledger("cla_visits", {
        "cla_visit_id": ids("CLAV", 100_000 + np.arange(n)),
        "person_id": person_ids(person[spell]), "cla_id": period_ids(period),
        "visit_date": dates(on), "seen": flags(seen, seen_known),
        "seen_alone": flags(alone, alone_known), "alone_reason": reason,
        "visited_by": words(visitor, workers.id), "entered_on": dates(known),
    }, known)
