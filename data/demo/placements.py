"""Where looked-after children live and under which law: placements, legal statuses, episodes,
arrangements and permanence plans of every period of care."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.demo.adoption import SHORTEST, Journeys
from data.demo.care import Care
from data.demo.chance import Flags, Numbers, Rng, choose, delays, draw, path
from data.demo.days import HISTORY_ENDS, INSPECTED, NEVER, Days, next_office_day
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.visits import month_at

EARLY = {"U6": 0.70, "U3": 0.11, "U5": 0.02, "K2": 0.06, "P1": 0.06, "R1": 0.01, "U4": 0.03,
         "R2": 0.01}
LATER = {"U4": 0.50, "U1": 0.12, "U6": 0.13, "K2": 0.09, "P1": 0.07, "S1": 0.02, "U3": 0.04,
         "R1": 0.01, "U5": 0.02}
OLDER = {"H5": 0.22, "P2": 0.12, "U6": 0.26, "U4": 0.22, "K2": 0.12, "R3": 0.01, "P3": 0.02,
         "K1": 0.01, "Z1": 0.02}
_CARE_CEASED = {"E4A": 0.42, "E4B": 0.10, "E41": 0.08, "E45": 0.12, "E46": 0.05, "E47": 0.04,
                "E48": 0.02, "E13": 0.01, "E3": 0.03, "E8": 0.13}
MEAN_STAYS = (116.0, 330.0, 650.0, 900.0)
"""Days of a child's first, second, third and later placements on average."""
SETTLED = 0.62
"""Share of placements begun after 300 days in care that last."""
LONG_IN_PLACE = 0.68
"""In July 2015, of the children under 16 in care for 913 days, the share in one home for 730."""
IN_COURT = path({
    (2011, 4): 330, (2012, 6): 290, (2013, 6): 200, (2014, 1): 168, (2014, 6): 160,
    (2016, 3): 160})
"""Days from an interim care order to the final order, on average."""
_GROWN_CEASED = {"E5": 0.45, "E6": 0.24, "E7": 0.09, "E8": 0.20, "E9": 0.02}


@dataclass(frozen=True)
class Stays:
    """Placements by position: the period of care, type, first and last day, when recorded."""

    period: Days
    type: NDArray[np.object_]
    start: Days
    end: Days
    known: Days
    end_known: Days
    arrangement: NDArray[np.object_]
    """reg-19, reg-24, long-term, or empty."""
    arranged: Days
    arranged_until: Days
    agrees: Days
    """Whether the child agrees to fewer visits: 1, 0, or -1 where not asked."""

    def standing(self, care: Care, at: int) -> Days:
        """Where the children looked after lived, as an extract of the day shows it."""
        seen = np.zeros(care.n, dtype=bool)
        seen[care.seen(at)] = True
        ended = (self.end <= at) & (self.end_known <= at)
        return np.flatnonzero(seen[self.period] & (self.start <= at) & (self.known <= at) & ~ended)

    def with_carer(self, n: int) -> Days:
        """Of each of n periods of care that the foster carer adopts from, the first day there."""
        out = np.full(n, NEVER)
        rows = np.flatnonzero(np.isin(self.type, ["A3", "A5"]))
        out[self.period[rows]] = self.start[rows - 1]
        return out


@dataclass(frozen=True)
class Whereabouts:
    """By stay: whether outside the county, in whose area, and miles from home (NaN for a child
    who came alone from abroad)."""

    outside: Flags
    authority: NDArray[np.object_]
    miles: Numbers


@dataclass(frozen=True)
class Statuses:
    """Legal statuses by position."""

    period: Days
    status: NDArray[np.object_]
    start: Days
    end: Days
    known: Days
    end_known: Days


def ceased_reasons(people: People, care: Care, adopted: Flags, rng: Rng) -> NDArray[np.object_]:
    """Why each period of care ended; used only where it has."""
    n = care.n
    end = np.minimum(care.end[:n], HISTORY_ENDS)
    age = people.age(care.person, end)
    reason = np.where(adopted, draw(rng, {"E11": 0.9, "E12": 0.1}, n), draw(rng, _CARE_CEASED, n))
    return np.where(age >= 18, draw(rng, _GROWN_CEASED, n), reason)


def make_stays(people: People, care: Care, journeys: Journeys, rng: Rng) -> Stays:
    """The placements of each period of care, one after another; the last with the adopters."""
    n = care.n
    born = people.born[care.person]
    end = care.end[:n]
    periods, starts, ends = [], [], []
    at, now, turn = np.arange(n), care.start[:n].copy(), 0
    while len(at):
        mean = MEAN_STAYS[min(turn, len(MEAN_STAYS) - 1)]
        stay = np.maximum(rng.gamma(1.3, mean / 1.3, len(at)), 3).astype(np.int64)
        stay = np.where(care.short_break[at], 40_000, stay)
        if turn == 0:  # who is adopted by a foster carer came to the carer after a first home
            stay = np.where(journeys.by_carer[at], np.clip(stay, SHORTEST + 2, 60), stay)
        stay = np.where(
            (now - care.start[at] > 300) & (rng.random(len(at)) < SETTLED), 4000, stay)
        placed = journeys.placed[at]
        limit = np.where(now < placed, np.minimum(placed, end[at]), end[at])
        until = np.minimum(next_office_day(np.minimum(now + stay, HISTORY_ENDS + 300)), limit)
        until = np.where((limit - until < 30) | (now >= placed), limit, until)
        until = np.where(until > HISTORY_ENDS, end[at], until)
        periods.append(at)
        starts.append(now)
        ends.append(until)
        going = (until < end[at]) & (until <= HISTORY_ENDS)
        at, now, turn = at[going], until[going], turn + 1
    period, start, stop = (np.concatenate(c) for c in (periods, starts, ends))
    order = np.lexsort((start, period))
    period, start, stop = period[order], start[order], stop[order]
    m = len(period)
    since = start - care.start[period]
    age = (start - born[period]) / 365.25
    kind = np.where(age >= 16, draw(rng, OLDER, m), np.where(
        since < 200, draw(rng, EARLY, m), draw(rng, LATER, m)))
    kind = np.where((age < 2) & np.isin(kind, ["K2", "R1", "S1"]), "U6", kind)
    first = np.diff(period, prepend=-1) != 0
    home = (start >= journeys.placed[period]) & ~first
    kind = np.where(home, np.where(journeys.by_carer[period], "A5", "A6"), kind)
    kind = np.where(home & (journeys.ordered[period] >= NEVER), np.where(
        journeys.by_carer[period], "A3", "A4"), kind)
    # Who adopts the child they foster was the child's foster carer before.
    before = np.append(home[1:] & journeys.by_carer[period[1:]], False)
    kind = np.where(before, "U6", kind)
    kind = np.where(care.short_break[period], "U6", kind)
    known = start + delays(rng, m, week=0.3, month=0.01, later=0)
    known = np.where(first, care.start_known[period], np.minimum(known, care.end_known[period]))
    known = np.maximum(known, care.start_known[period])
    known = _in_order(known, first)
    last = np.append(first[1:], True)
    end_known = np.where(last, care.end_known[period], np.append(known[1:], NEVER))
    kept = _settled_enough(people, care, period, kind, start, stop, known, end_known, rng)
    period, start, stop, known, end_known = (
        column[kept] for column in (period, start, stop, known, end_known))
    kind = kind[kept]
    return Stays(period, kind, start, stop, known, end_known, *_arrange(kind, start, stop, rng))


def _settled_enough(
    people: People, care: Care, period: Days, kind: NDArray[np.object_], start: Days, stop: Days,
    known: Days, end_known: Days, rng: Rng,
) -> Flags:
    """Which stays remain when, of the children long in care when the inspectors came, as many
    had not moved for two years as they found: some last moves did not happen after all."""
    kept = np.ones(len(period), dtype=bool)
    seen = np.zeros(care.n, dtype=bool)
    seen[care.seen(INSPECTED)] = True
    seen &= (people.age(care.person, INSPECTED) < 16) & (care.start[:care.n] <= INSPECTED - 913)
    now = np.flatnonzero(seen[period] & (start <= INSPECTED) & (known <= INSPECTED)
                         & ~((stop <= INSPECTED) & (end_known <= INSPECTED)))
    before = np.maximum(now - 1, 0)
    long_before = (period[before] == period[now]) & (start[before] <= INSPECTED - 730) & (
        now > 0)
    placed = np.char.startswith(kind[now].astype(str), "A")
    settled = (start[now] <= INSPECTED - 730) | (placed & long_before)
    missing = round(LONG_IN_PLACE * len(now)) - int(settled.sum())
    rows = now[choose(rng, ~settled & ~placed & long_before, missing)]
    stop[rows - 1], end_known[rows - 1] = stop[rows], end_known[rows]
    kept[rows] = False
    return kept


def _in_order(known: Days, first: NDArray[np.bool_]) -> Days:
    """Later rows of a period are never recorded before earlier ones."""
    group = np.cumsum(first) * 10_000_000
    return np.maximum.accumulate(known + group) - group


def _arrange(
    kind: NDArray[np.object_], start: Days, end: Days, rng: Rng,
) -> tuple[NDArray[np.object_], Days, Days, Days]:
    n = len(kind)
    luck = rng.random(n)
    with_parents = (kind == "P1") & (luck < 0.2)
    temporary = (kind == "U3") & (luck < 0.5)
    lasting = np.isin(kind, ["U1", "U4"]) & (luck < 0.55) & (end - start > 240)
    arrangement = np.where(with_parents, "reg-19", np.where(
        temporary, "reg-24", np.where(lasting, "long-term", ""))).astype(object)
    begin = np.where(lasting, np.minimum(start, HISTORY_ENDS) + rng.integers(60, 230, n), start)
    until = np.where(with_parents, start + rng.integers(40, 100, n), np.where(
        temporary, start + rng.integers(90, 168, n), end))
    until = np.minimum(until, end)
    agrees = np.where(lasting, rng.choice([1, 0, -1], size=n, p=[0.55, 0.25, 0.20]), -1)
    return arrangement, begin, until, agrees


def make_statuses(people: People, care: Care, journeys: Journeys, rng: Rng) -> Statuses:
    """The legal statuses of each period of care; a placement order follows the court's day."""
    n = care.n
    start, end = care.start[:n], care.end[:n]
    # Brothers and sisters who came into care together are before the court together, and have
    # their order on one day.
    _, lead, which = np.unique(
        people.family[care.person] * 100_000 + start, return_index=True, return_inverse=True)
    together = lead[which]
    first = draw(rng, {"V2": 0.62, "C1": 0.26, "L1": 0.05, "L2": 0.03, "C2": 0.02, "J1": 0.02}, n)
    first = first[together]
    young = people.born[care.person] + 4745 > start
    first = np.where((first == "J1") & young, "V2", first)
    first = np.where(care.short_break[:n], np.where(rng.random(n) < 0.7, "V4", "V3"), first)
    rows = [(np.arange(n), first, start)]
    spread = np.modf(people.family[care.person] * 0.6180339887498949)[0]
    # Police protection and emergency orders last days; then the case goes to court.
    at, now, status = np.arange(n), start, first
    for _ in range(3):
        led_by = together[at]
        wait = np.where(np.isin(status, ["L1", "L2"]), rng.integers(3, 9, n)[led_by], np.where(
            status == "C1", IN_COURT[month_at(now)] * (0.62 + 0.76 * spread[at]),
            rng.integers(25, 200, n)[led_by])).astype(np.int64)
        follows = np.where(np.isin(status, ["L1", "L2"]), "C1", np.where(
            status == "C1", "C2", "C1")).astype(object)
        chance = np.select(
            [np.isin(status, ["L1", "L2"]), status == "C1", status == "V2", status == "C2"],
            [1.0, 1.0, 0.42, 0.0], 0.0)
        then = next_office_day(np.minimum(now + wait, HISTORY_ENDS + 300))
        going = (rng.random(n)[led_by] < chance) & (then < end[at]) & (then <= HISTORY_ENDS)
        at, now, status = at[going], then[going], follows[going]
        rows.append((at, status, now))
    period = np.concatenate([r[0] for r in rows])
    kind = np.concatenate([r[1] for r in rows]).astype(object)
    begin = np.concatenate([r[2] for r in rows])
    freed = np.flatnonzero(journeys.ordered < np.minimum(end, HISTORY_ENDS + 1))
    back = freed[journeys.reversed[freed] < np.minimum(end[freed], HISTORY_ENDS + 1)]
    early = begin < journeys.ordered[period]
    period = np.concatenate([period[early], freed, back])
    begin = np.concatenate([begin[early], journeys.ordered[freed], journeys.reversed[back]])
    kind = np.concatenate([kind[early], np.full(len(freed), "E1"), np.full(len(back), "C2")])
    order = np.lexsort((begin, period))
    period, kind, begin = period[order], kind[order].astype(object), begin[order]
    opening = np.diff(period, prepend=-1) != 0
    last = np.append(opening[1:], True)
    known = np.minimum(begin + delays(rng, len(begin), week=0.3, month=0.02, later=0),
                       care.end_known[period])
    known = np.where(opening, care.start_known[period], np.maximum(known, care.start_known[period]))
    known = _in_order(known, opening)
    stop = np.where(last, end[period], np.append(begin[1:], NEVER))
    end_known = np.where(last, care.end_known[period], np.append(known[1:], NEVER))
    return Statuses(period, kind, begin, stop, known, end_known)


def care_ledgers(
    people: People, care: Care, stays: Stays, where: Whereabouts, statuses: Statuses,
    reasons: NDArray[np.object_], needs: NDArray[np.object_], rng: Rng,
) -> list[Ledger]:
    """Episodes, placements, legal statuses and arrangements."""
    person, m = care.person, len(stays.period)
    provider = np.where(np.isin(stays.type, ["U4", "U5", "U6"]), draw(
        rng, {"PR1": 0.62, "PR4": 0.38}, m), np.where(
            np.isin(stays.type, ["U1", "U2", "U3"]), "PR1", np.where(
                np.isin(stays.type, ["P1", "P2"]), "PR0", draw(
                    rng, {"PR1": 0.35, "PR4": 0.6, "PR5": 0.05}, m)))).astype(object)
    placement_ids = ids("P", 100_000 + np.arange(m))
    placements = ledger("cla_placement", {
        "placement_id": placement_ids, "person_id": person_ids(person[stays.period]),
        "cla_id": period_ids(stays.period), "type": stays.type,
        "start_date": dates(stays.start), "end_date": dates(stays.end), "provider": provider,
        "distance_miles": pa.array(where.miles, mask=np.isnan(where.miles)),
        "in_area": pa.array(~where.outside), "placing_authority": where.authority,
    }, stays.known, (Later(("end_date",), np.maximum(stays.end, stays.end_known)),))
    legal = ledger("legal_status", {
        "legal_status_id": ids("L", 100_000 + np.arange(len(statuses.period))),
        "person_id": person_ids(person[statuses.period]), "status": statuses.status,
        "start_date": dates(statuses.start), "end_date": dates(statuses.end),
    }, statuses.known, (Later(("end_date",), np.maximum(statuses.end, statuses.end_known)),))
    rows = np.flatnonzero((stays.arrangement != "") & (stays.arranged < stays.arranged_until)
                          & (stays.arranged <= HISTORY_ENDS))
    known = np.maximum(stays.arranged, stays.known)[rows] + rng.integers(0, 6, len(rows))
    agrees = stays.agrees[rows]
    arrangements = ledger("placement_arrangements", {
        "person_id": person_ids(person[stays.period[rows]]),
        "placement_id": ids("P", 100_000 + rows), "arrangement": stays.arrangement[rows],
        "child_agrees": pa.array(agrees == 1, mask=agrees < 0),
        "start_date": dates(stays.arranged[rows]), "end_date": dates(stays.arranged_until[rows]),
    }, known, (Later(("end_date",), np.maximum(
        stays.arranged_until[rows], np.where(
            stays.arranged_until[rows] == stays.end[rows], stays.end_known[rows], 0))),))
    return [_episodes(care, stays, statuses, reasons, needs), placements, legal, arrangements]


def period_ids(periods: Days) -> pa.Array:
    """The id of each period of care by position."""
    return ids("CLA", 10_000 + np.asarray(periods))


def _episodes(
    care: Care, stays: Stays, statuses: Statuses, reasons: NDArray[np.object_],
    needs: NDArray[np.object_],
) -> Ledger:
    """A new episode whenever the placement or the legal status changes."""
    period = np.concatenate([stays.period, statuses.period])
    start = np.concatenate([stays.start, statuses.start])
    known = np.concatenate([stays.known, statuses.known])
    order = np.lexsort((known, start, period))
    period, start, known = period[order], start[order], known[order]
    new = (np.diff(period, prepend=-1) != 0) | (np.diff(start, prepend=-1) != 0)
    period, start, known = period[new], start[new], known[new]
    first = np.diff(period, prepend=-1) != 0
    known = _in_order(known, first)
    last = np.append(first[1:], True)
    end = np.where(last, care.end[period], np.append(start[1:], NEVER))
    end_known = np.where(last, care.end_known[period], np.append(known[1:], NEVER))
    reason = np.where(last, reasons[period], "X1").astype(object)
    placement = np.searchsorted(
        stays.period * 1_000_000 + stays.start, period * 1_000_000 + start, side="right") - 1
    return ledger("cla_episodes", {
        "cla_episode_id": ids("E", 100_000 + np.arange(len(period))),
        "person_id": person_ids(care.person[period]), "cla_id": period_ids(period),
        "start_date": dates(start), "entered_care_date": dates(care.start[period]),
        "primary_need_code": needs[care.case[period]], "ceased_date": dates(end),
        "ceased_reason": reason, "placement_id": ids("P", 100_000 + placement),
    }, known, (Later(("ceased_date", "ceased_reason"), np.maximum(end, end_known)),))


def came_alone(people: People, care: Care, rng: Rng) -> Days:
    """Periods of care of a few boys of fifteen or more who came alone, seeking asylum."""
    n = care.n
    age = people.age(care.person, care.start[:n])
    return np.flatnonzero(
        (age >= 15) & (people.sex[care.person] == 0) & (rng.random(n) < 0.10))


def immigration_ledger(care: Care, periods: Days) -> Ledger:
    """Who came alone, seeking asylum."""
    return ledger("immigration_status", {
        "person_id": person_ids(care.person[periods]),
        "status": words(
            np.zeros(len(periods), dtype=int), ["Unaccompanied asylum seeking child"]),
        "start_date": dates(care.start[periods]),
    }, care.start_known[periods])
