"""Families who adopt: from the first enquiry to approval, a match, and an order or an end to it.

Seventy-four approved families were waiting for a child in July 2015, most of them for more than
four months. Some are matched with children of other councils, and some give up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.demo.adoption import Journeys
from data.demo.care import Care
from data.demo.chance import Rng, draw
from data.demo.days import HISTORY_ENDS, HISTORY_STARTS, INSPECTED, NEVER, Days, next_office_day
from data.demo.families import ETHNICITIES, People
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words

WAITING_THEN = 74
WAITED_LONG, LONG = 0.58, 122
"""Share of them who had waited more than four months."""
FOR_OTHERS = 190
"""Families approved over the years who take no child of the county's."""
NOT_APPROVED = 260
_STEPS = ("enquiry_date", "stage_1_start_date", "stage_1_end_date", "stage_2_start_date",
          "application_date", "stage_2_end_date", "approved_date", "matched_date", "placed_date",
          "order_date", "left_date")


@dataclass
class Families:
    """Approved families by position, in days; ``NEVER`` for what has not come."""

    approved: Days
    matched: Days
    placed: Days
    order: Days
    left: Days
    children: Days

    def waiting(self, on: int) -> Days:
        """Positions of those approved by the day, neither matched nor gone."""
        return np.flatnonzero((self.approved <= on) & (self.matched > on) & (self.left > on))


def make_families(
    people: People, care: Care, journeys: Journeys, rng: Rng,
) -> tuple[Families, Days]:
    """The families, and by period of care the position of the child's family, -1 for none."""
    periods = np.flatnonzero(journeys.placed <= HISTORY_ENDS + 400)
    key = people.family[care.person[periods]] * 100_000 + journeys.placed[periods]
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    of_child = np.full(care.n, -1)
    of_child[periods] = which
    n = len(first)
    matched = np.full(n, NEVER)
    np.minimum.at(matched, which, journeys.matched[periods])
    order = np.zeros(n, dtype=np.int64)
    np.maximum.at(order, which, np.where(
        journeys.adopted[periods], care.end[periods], NEVER))
    wait = np.where(rng.random(n) < 0.4, rng.integers(14, 110, n), rng.integers(110, 420, n))
    ours = Families(matched - wait, matched, journeys.placed[periods][first], order,
                    np.full(n, NEVER), np.bincount(which, minlength=n))
    others = _others(rng.integers(HISTORY_STARTS - 300, HISTORY_ENDS, FOR_OTHERS), rng)
    missing = WAITING_THEN - len(ours.waiting(INSPECTED))
    there = others.waiting(INSPECTED)
    gone = rng.permutation(there)[:max(len(there) - missing, 0)]
    kept = np.setdiff1d(np.arange(FOR_OTHERS), gone)
    count = max(missing - len(there), 0)
    long = sum(int((part.approved[rows] < INSPECTED - LONG).sum()) for part, rows in (
        (ours, ours.waiting(INSPECTED)), (others, np.setdiff1d(there, gone))))
    since = np.where(np.arange(count) < round(WAITED_LONG * WAITING_THEN) - long,
                     rng.integers(LONG + 5, 330, count), rng.integers(5, LONG, count))
    more = _others(INSPECTED - since, rng, after=INSPECTED)
    return Families(*(np.concatenate([getattr(ours, name), getattr(others, name)[kept],
                                      getattr(more, name)])
                      for name in Families.__annotations__)), of_child


def _others(approved: Days, rng: Rng, after: int = 0) -> Families:
    """Families who take a child of another council, or none and leave, some time after a day."""
    n = len(approved)
    ends = np.maximum(approved, after) + rng.integers(40, 480, n)
    matches = rng.random(n) < 0.6
    matched = np.where(matches, ends, NEVER)
    placed = np.where(matches, next_office_day(
        np.minimum(ends, HISTORY_ENDS + 60) + rng.integers(10, 40, n)), NEVER)
    return Families(approved, matched, placed, np.where(matches, placed + rng.integers(
        100, 260, n), NEVER), np.where(matches, NEVER, ends), np.where(matches, 1, 0))


def adopters_ledger(families: Families, rng: Rng) -> Ledger:
    """One row an adopter, two for a couple; also those who never came to be approved."""
    n = len(families.approved)
    asked = rng.integers(HISTORY_STARTS - 200, HISTORY_ENDS - 20, NOT_APPROVED)
    total = n + NOT_APPROVED
    went = np.arange(total) < n
    long = np.where(rng.random(total) < 0.4, rng.integers(150, 183, total),
                    rng.integers(184, 330, total))
    begun = np.append(families.approved - long[:n], asked + rng.integers(15, 70, NOT_APPROVED))
    half = begun + (long * 0.4).astype(np.int64)
    on = {name: np.full(total, NEVER) for name in _STEPS}
    on["enquiry_date"] = np.append(begun[:n] - rng.integers(15, 90, n), asked)
    on["stage_1_start_date"] = begun
    on["stage_1_end_date"] = np.where(went | (rng.random(total) < 0.4), half, NEVER)
    on["stage_2_start_date"] = np.where(went, half + rng.integers(0, 20, total), NEVER)
    on["application_date"] = on["stage_1_start_date"]
    on["stage_2_end_date"] = np.append(families.approved - 3, np.full(NOT_APPROVED, NEVER))
    on["approved_date"] = np.append(families.approved, np.full(NOT_APPROVED, NEVER))
    for name in ("matched", "placed", "order"):
        on[f"{name}_date"] = np.append(getattr(families, name), np.full(NOT_APPROVED, NEVER))
    stays = rng.random(NOT_APPROVED) < 0.12
    on["left_date"] = np.append(families.left, np.where(
        stays & (asked > HISTORY_ENDS - 200), NEVER, half[n:] + rng.integers(5, 90, NOT_APPROVED)))
    couple = rng.random(total) < 0.72
    of = np.repeat(np.arange(total), np.where(couple, 2, 1))
    second = np.diff(of, prepend=-1) == 0
    sex = np.where(rng.random(total) < 0.35, 0, 1)[of]
    sex = np.where(second, np.where(rng.random(len(of)) < 0.9, 1 - sex, sex), sex)
    shares = np.array(list(ETHNICITIES.values()))
    reason = np.where(on["left_date"] < NEVER, draw(
        rng, {"1": 0.8, "2": 0.15, "3": 0.05}, total), "").astype(object)
    children = np.append(families.children, np.zeros(NOT_APPROVED, dtype=np.int64))
    foster = (rng.random(total) < np.where(on["approved_date"] > INSPECTED, 0.12, 0.02)) & went
    later = [Later((name,), on[name][of]) for name in _STEPS[1:] if name not in (
        "placed_date", "left_date")]
    later += [Later(("placed_date", "children_placed"), on["placed_date"][of]),
              Later(("left_date", "left_reason"), on["left_date"][of])]
    return ledger("adopters", {
        "adopter_id": ids("AD", 10_000 + np.arange(len(of))), "family_id": ids("ADF", of),
        "sex": words(sex, ["M", "F"]),
        "ethnicity": words(rng.choice(len(shares), len(of), p=shares / shares.sum()),
                           list(ETHNICITIES)),
        "disabled": words(np.where(rng.random(len(of)) < 0.03, 0, 1), ["Y", "N"]),
        "fostering_for_adoption": words(np.where(foster, 0, 1)[of], ["Y", "N"]),
        **{name: dates(on[name][of]) for name in _STEPS},
        "children_placed": pa.array(children[of], mask=children[of] == 0),
        "left_reason": reason[of],
    }, on["enquiry_date"][of], later)

