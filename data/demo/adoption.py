"""Adoption: each child's way from the decision to the order, and the families who adopt.

A hundred and three children were adopted in the year to July 2015, after 16 to 809 days in care
before they moved in with their new family; fifty more were matched or placed, and seventy-four
approved families were waiting for a child.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo.care import Care
from data.demo.chance import Flags, Rng, choose, delays, draw
from data.demo.days import HISTORY_ENDS, INSPECTED, NEVER, Days, day, next_office_day
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, flags, ids, ledger

YEAR_BEFORE = day(2014, 7, 31)
ADOPTED_IN_THE_YEAR = 103
MATCHED_OR_PLACED = 50
SHORTEST, LONGEST = 16, 809
"""Days from coming into care to moving in, of the children adopted in that year."""
BEFORE, SINCE = 1.0, 0.9
"""Share adopted of the young children who leave care after some time: fewer since July 2015."""
REVERSED = {"RD1": 0.35, "RD2": 0.2, "RD3": 0.35, "RD4": 0.1}


@dataclass(frozen=True)
class Journeys:
    """By period of care: the days of an adoption journey, ``NEVER`` where a step has not come."""

    decided: Days
    ordered: Days
    """The placement order; none where the parents consented."""
    matched: Days
    placed: Days
    """The day the child moved in with the adoptive family, or became theirs by law."""
    reversed: Days
    by_carer: Flags
    """The foster carer adopts: the child does not move."""
    adopted: Flags

    def placing(self, at: int) -> Flags:
        """Periods matched or placed by a day, neither adopted by then nor decided otherwise."""
        return np.asarray((self.matched <= at) & (self.reversed > at))


def ceased_by_adoption(people: People, care: Care, rng: Rng) -> Flags:
    """Which periods of care end in adoption, so that the year's number is what it was."""
    n = care.n
    end, known = care.end[:n], care.end_known[:n]
    age = people.age(care.person, np.minimum(end, HISTORY_ENDS))
    spell = end - care.start[:n]
    able = (end <= HISTORY_ENDS) & (age < 8) & (spell > 330) & ~care.short_break[:n]
    likely = np.interp(spell, [330, 450, 650, 900], [0.15, 0.45, 1.0, 1.0])
    likely = likely * np.where(end > INSPECTED, SINCE, BEFORE)
    adopted = able & (age < 7) & (rng.random(n) < likely)
    year = (end > YEAR_BEFORE) & (end <= INSPECTED)
    # One recorded after the inspectors had counted would be one too many.
    adopted &= ~(year & (known > INSPECTED))
    here = year & (known <= INSPECTED)
    missing = ADOPTED_IN_THE_YEAR - int((adopted & here).sum())
    adopted[choose(rng, able & here & ~adopted, missing)] = True
    adopted[choose(rng, adopted & here, -missing)] = False
    return np.asarray(adopted)


def make_journeys(people: People, care: Care, adopted: Flags, rng: Rng) -> Journeys:
    """The journey of every child adopted, of those on the way, and of those it was not for."""
    n = care.n
    start, end = care.start[:n], care.end[:n]
    decided, ordered, matched, placed, turned = (np.full(n, NEVER) for _ in range(5))
    journeys = Journeys(decided, ordered, matched, placed, turned,
                        np.zeros(n, dtype=bool), adopted.copy())
    # Brothers and sisters who leave care together were placed together.
    _, group = np.unique(people.family[care.person] * 100_000 + np.minimum(end, 50_000),
                         return_inverse=True)
    luck = rng.random((6, n))[:, group]
    rows = np.flatnonzero(adopted)
    journeys.placed[rows] = end[rows] - (80 + luck[0, rows] * 120).astype(np.int64)
    journeys.by_carer[rows] = luck[1, rows] < 0.1
    young = people.born[care.person] + 6 * 365 > start
    going = np.flatnonzero((end >= NEVER) & young & (start > HISTORY_ENDS - 1100)
                           & (start < HISTORY_ENDS - 220) & (luck[1] < 0.42))
    journeys.placed[going] = HISTORY_ENDS + (luck[0, going] * 620 - 240).astype(np.int64)
    rows = np.concatenate([rows, going])
    journeys.placed[rows] = next_office_day(np.clip(
        journeys.placed[rows], start[rows] + 120, np.maximum(end[rows] - 70, start[rows] + 121)))
    _extremes(people, care, journeys, rng)
    placed, lived = journeys.placed[rows], journeys.placed[rows] - start[rows]
    journeys.matched[rows] = placed - np.minimum(8 + luck[2, rows] * 30, lived * 0.3).astype(int)
    matched = journeys.matched[rows] - start[rows]
    journeys.ordered[rows] = start[rows] + (matched * (0.55 + 0.38 * luck[3, rows])).astype(int)
    journeys.decided[rows] = journeys.ordered[rows] - np.minimum(
        15 + luck[4, rows] * 45, (journeys.ordered[rows] - start[rows]) * 0.5).astype(np.int64)
    consent = rows[(luck[5, rows] < 0.06) | (lived < 60)]
    journeys.ordered[consent] = NEVER
    _placing_then(care, journeys, rng)
    _turned(care, journeys, young & ~adopted, rng)
    return journeys


def _extremes(people: People, care: Care, journeys: Journeys, rng: Rng) -> None:
    """The shortest and the longest time before moving in, of the year's adopted children."""
    n = care.n
    start, end = care.start[:n], care.end[:n]
    year = journeys.adopted & (end > YEAR_BEFORE) & (end <= INSPECTED)
    took = journeys.placed - start
    rows = np.flatnonzero(year)
    journeys.placed[rows] = start[rows] + np.clip(took[rows], 90, LONGEST - 3)
    long = np.flatnonzero(year & (end - start > LONGEST + 75))
    babies = np.flatnonzero(year & (people.born[care.person] + 60 > start))
    for able, days in ((long, LONGEST), (babies if len(babies) else rows, SHORTEST)):
        one = able[np.argsort(end[able] - start[able])[:1]]
        journeys.placed[one] = start[one] + days
        journeys.by_carer[one] = False


def _placing_then(care: Care, journeys: Journeys, rng: Rng) -> None:
    """Brings the number matched or placed when the inspectors came to what it was."""
    n = care.n
    open_then = (care.end[:n] > INSPECTED) & (journeys.placed < NEVER)
    now = np.flatnonzero(open_then & (journeys.matched <= INSPECTED))
    surplus = len(now) - MATCHED_OR_PLACED
    last = now[np.argsort(-journeys.matched[now], kind="stable")[:max(surplus, 0)]]
    journeys.placed[last] = np.minimum(
        np.maximum(journeys.placed[last], INSPECTED + 14), care.end[last] - 60)
    journeys.matched[last] = np.maximum(INSPECTED + 1, np.minimum(
        INSPECTED + rng.integers(3, 25, len(last)), journeys.placed[last] - 8))
    ready = np.minimum(journeys.ordered, journeys.decided + 90) + 3
    rows = np.flatnonzero(
        open_then & (journeys.matched > INSPECTED) & (ready < INSPECTED - 2))
    first = rows[np.argsort(journeys.matched[rows], kind="stable")[:max(-surplus, 0)]]
    journeys.matched[first] = np.maximum(
        ready[first], INSPECTED - rng.integers(1, 130, len(first)))


def _turned(care: Care, journeys: Journeys, able: Flags, rng: Rng) -> None:
    """Children for whom adoption was decided and then given up: another way home was found."""
    n = care.n
    start, end = care.start[:n], np.minimum(care.end[:n], HISTORY_ENDS)
    rows = np.flatnonzero(able & (end - start > 330) & (journeys.placed >= NEVER)
                          & ~care.short_break[:n] & (rng.random(n) < 0.22))
    decided = start[rows] + rng.integers(120, 230, len(rows))
    journeys.decided[rows] = decided
    journeys.ordered[rows] = np.where(
        rng.random(len(rows)) < 0.6, decided + rng.integers(20, 60, len(rows)), NEVER)
    journeys.reversed[rows] = np.minimum(
        decided + rng.integers(100, 480, len(rows)), np.maximum(end[rows] - 10, decided + 62))


def permanence_ledger(
    people: People, care: Care, journeys: Journeys, fostered: Days, families: Days, rng: Rng,
) -> Ledger:
    """One row a journey. ``fostered`` is the first day with the carer who then adopted, and
    ``families`` the number of the adoptive family, -1 for none, by period."""
    rows = np.flatnonzero(
        (journeys.decided <= HISTORY_ENDS) & (journeys.decided < care.end[:care.n]))
    n = len(rows)
    end = np.where(journeys.adopted[rows], care.end[rows], NEVER)
    known = np.maximum(journeys.decided[rows] + delays(rng, n, week=0.3, month=0, later=0),
                       care.start_known[rows])
    late = delays(rng, n, week=0.3, month=0.02, later=0)
    reason = np.where(journeys.reversed[rows] < NEVER, draw(rng, REVERSED, n), "").astype(object)
    kind = np.where(end < NEVER, "Adoption order", "").astype(object)

    def recorded(on: Days) -> Days:
        return np.where(on >= NEVER, NEVER, np.maximum(on + late, known))

    matched, placed = journeys.matched[rows], journeys.placed[rows]
    by_carer = journeys.by_carer[rows] & (placed <= HISTORY_ENDS)
    columns = {
        "placement_order_date": journeys.ordered[rows], "matched_date": matched,
        "placed_date": placed, "order_date": end, "decision_reversed_date": journeys.reversed[rows],
        "fostered_date": np.where(by_carer, fostered[rows], NEVER)}
    beside = {
        "matched_date": ("family_id",), "placed_date": ("adopted_by_carer",),
        "order_date": ("order_type",), "decision_reversed_date": ("decision_reversed_reason",)}
    day_known = {name: np.maximum(recorded(on), known) for name, on in columns.items()}
    day_known["order_date"] = np.where(end >= NEVER, NEVER, care.end_known[rows])
    day_known["fostered_date"] = day_known["placed_date"]
    # What had been recorded by the inspectors' day is what they counted.
    for name in ("matched_date", "placed_date"):
        day_known[name] = np.where(columns[name] <= INSPECTED, np.minimum(
            day_known[name], np.maximum(INSPECTED, columns[name])), day_known[name])
    return ledger("permanence", {
        "permanence_id": ids("PERM", 10_000 + np.arange(n)),
        "person_id": person_ids(care.person[rows]), "entered_care_date": dates(care.start[rows]),
        "decision_date": dates(journeys.decided[rows]),
        **{name: dates(on) for name, on in columns.items()},
        "adopted_by_carer": flags(by_carer, placed <= HISTORY_ENDS), "order_type": kind,
        "decision_reversed_reason": reason, "family_id": ids("ADF", families[rows]),
    }, known, [Later((name, *beside.get(name, ())), day_known[name]) for name in columns])
