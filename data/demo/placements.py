"""Where looked-after children live and under which law: placements, legal statuses, episodes,
arrangements and permanence plans of every period of care."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.demo.care import Care
from data.demo.chance import Rng, delays, draw
from data.demo.days import HISTORY_ENDS, NEVER, Days, next_office_day
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words

EARLY = {"U6": 0.70, "U3": 0.11, "U5": 0.02, "K2": 0.06, "P1": 0.06, "R1": 0.01, "U4": 0.03,
         "R2": 0.01}
LATER = {"U4": 0.50, "U1": 0.12, "U6": 0.13, "K2": 0.09, "P1": 0.07, "S1": 0.02, "U3": 0.04,
         "R1": 0.01, "U5": 0.02}
OLDER = {"H5": 0.22, "P2": 0.12, "U6": 0.26, "U4": 0.22, "K2": 0.12, "R3": 0.01, "P3": 0.02,
         "K1": 0.01, "Z1": 0.02}
PLANS_JSON = ["RETURN1M", "RETURN6M", "RETURNEV", "REMAINSUP", "LTRELFR", "LTFOST18", "RESPLMT",
              "SUPPLIV", "ADOPTION", "OTHERPLN"]
_CARE_CEASED = {"E4A": 0.42, "E4B": 0.10, "E41": 0.08, "E45": 0.12, "E46": 0.05, "E47": 0.04,
                "E48": 0.02, "E13": 0.01, "E3": 0.03, "E8": 0.13}
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


@dataclass(frozen=True)
class Statuses:
    """Legal statuses by position."""

    period: Days
    status: NDArray[np.object_]
    start: Days
    end: Days
    known: Days
    end_known: Days


def ceased_reasons(people: People, care: Care, rng: Rng) -> NDArray[np.object_]:
    """Why each period of care ended; used only where it has."""
    n = care.n
    end = np.minimum(care.end[:n], HISTORY_ENDS)
    age = people.age(care.person, end)
    spell = end - care.start[:n]
    reason = draw(rng, _CARE_CEASED, n)
    adopted = (age < 7) & (spell > 330) & (rng.random(n) < 0.72)
    reason = np.where(adopted, draw(rng, {"E11": 0.9, "E12": 0.1}, n), reason)
    return np.where(age >= 18, draw(rng, _GROWN_CEASED, n), reason)


def make_stays(people: People, care: Care, reasons: NDArray[np.object_], rng: Rng) -> Stays:
    """The placements of each period of care, one after another."""
    n = care.n
    born = people.born[care.person]
    end = care.end[:n]
    periods, starts, ends = [], [], []
    at, now, turn = np.arange(n), care.start[:n].copy(), 0
    while len(at):
        mean = np.array([90.0, 260.0, 500.0, 800.0])[min(turn, 3)]
        stay = np.maximum(rng.gamma(1.3, mean / 1.3, len(at)), 3).astype(np.int64)
        stay = np.where(care.short_break[at], 40_000, stay)
        stay = np.where((now - care.start[at] > 500) & (rng.random(len(at)) < 0.5), 4000, stay)
        until = np.minimum(next_office_day(np.minimum(now + stay, HISTORY_ENDS + 300)), end[at])
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
    last = np.append(np.diff(period) != 0, True)
    adopted = last & np.isin(reasons[period], ["E11", "E12"]) & (stop < NEVER)
    kind = np.where(adopted, np.where(rng.random(m) < 0.9, "A5", "A3"), kind)
    kind = np.where(care.short_break[period], "U6", kind)
    first = np.diff(period, prepend=-1) != 0
    known = start + delays(rng, m, week=0.3, month=0.01, later=0)
    known = np.where(first, care.start_known[period], np.minimum(known, care.end_known[period]))
    known = np.maximum(known, care.start_known[period])
    known = _in_order(known, first)
    end_known = np.where(last, care.end_known[period], np.append(known[1:], NEVER))
    return Stays(period, kind, start, stop, known, end_known, *_arrange(kind, start, stop, rng))


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


def make_statuses(people: People, care: Care, rng: Rng) -> Statuses:
    """The legal statuses of each period of care."""
    n = care.n
    start, end = care.start[:n], care.end[:n]
    first = draw(rng, {"V2": 0.62, "C1": 0.26, "L1": 0.05, "L2": 0.03, "C2": 0.02, "J1": 0.02}, n)
    young = people.born[care.person] + 4745 > start
    first = np.where((first == "J1") & young, "V2", first)
    first = np.where(care.short_break[:n], np.where(rng.random(n) < 0.7, "V4", "V3"), first)
    rows = [(np.arange(n), first, start)]
    # Police protection and emergency orders last days; then the case goes to court.
    at, now, status = np.arange(n), start, first
    for _ in range(3):
        wait = np.where(np.isin(status, ["L1", "L2"]), rng.integers(3, 9, len(at)), np.where(
            status == "C1", rng.integers(150, 330, len(at)), rng.integers(25, 200, len(at))))
        follows = np.where(np.isin(status, ["L1", "L2"]), "C1", np.where(
            status == "C1", "C2", np.where(status == "V2", "C1", "E1"))).astype(object)
        chance = np.select(
            [np.isin(status, ["L1", "L2"]), status == "C1", status == "V2", status == "C2"],
            [1.0, 0.9, 0.42, np.where(people.born[care.person[at]] + 2000 > now, 0.4, 0.0)], 0.0)
        then = next_office_day(np.minimum(now + wait, HISTORY_ENDS + 300))
        going = (rng.random(len(at)) < chance) & (then < end[at]) & (then <= HISTORY_ENDS)
        at, now, status = at[going], then[going], follows[going]
        rows.append((at, status, now))
    period = np.concatenate([r[0] for r in rows])
    kind = np.concatenate([r[1] for r in rows]).astype(object)
    begin = np.concatenate([r[2] for r in rows])
    order = np.lexsort((begin, period))
    period, kind, begin = period[order], kind[order], begin[order]
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
    people: People, care: Care, stays: Stays, statuses: Statuses, reasons: NDArray[np.object_],
    needs: NDArray[np.object_], rng: Rng,
) -> list[Ledger]:
    """Episodes, placements, legal statuses, arrangements and permanence plans."""
    person, m = care.person, len(stays.period)
    provider = np.where(np.isin(stays.type, ["U4", "U5", "U6"]), draw(
        rng, {"PR1": 0.62, "PR4": 0.38}, m), np.where(
            np.isin(stays.type, ["U1", "U2", "U3"]), "PR1", np.where(
                np.isin(stays.type, ["P1", "P2"]), "PR0", draw(
                    rng, {"PR1": 0.35, "PR4": 0.6, "PR5": 0.05}, m)))).astype(object)
    miles = np.round(np.where(stays.type == "P1", 0.0, rng.gamma(1.2, 12.0, m)), 1)
    placement_ids = ids("P", 100_000 + np.arange(m))
    placements = ledger("cla_placement", {
        "placement_id": placement_ids, "person_id": person_ids(person[stays.period]),
        "cla_id": period_ids(stays.period), "type": stays.type,
        "start_date": dates(stays.start), "end_date": dates(stays.end), "provider": provider,
        "distance_miles": miles,
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
    return [_episodes(care, stays, statuses, reasons, needs), placements, legal, arrangements,
            _permanence(people, care, rng)]


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


def _permanence(people: People, care: Care, rng: Rng) -> Ledger:
    """A first plan within two months, mostly to return home; a lasting one after about a year."""
    n = care.n
    end = care.end[:n]
    begin = care.start[:n] + rng.integers(12, 60, n)
    second = care.start[:n] + rng.integers(200, 480, n)
    age = (np.minimum(second, HISTORY_ENDS) - people.born[care.person]) / 365.25
    recorded = rng.random(n) > 0.06
    one = recorded & (begin < end) & (begin <= HISTORY_ENDS)
    two = recorded & (second < end) & (second <= HISTORY_ENDS)
    early = draw(rng, {"RETURN1M": 0.12, "RETURN6M": 0.38, "RETURNEV": 0.2, "LTFOST18": 0.1,
                       "LTRELFR": 0.1, "OTHERPLN": 0.1}, n)
    lasting = np.where(age < 5, draw(rng, {
        "ADOPTION": 0.6, "LTRELFR": 0.2, "LTFOST18": 0.2}, n), np.where(age < 15.5, draw(rng, {
            "LTFOST18": 0.68, "LTRELFR": 0.1, "RESPLMT": 0.1, "RETURNEV": 0.06, "OTHERPLN": 0.06},
            n), draw(rng, {"SUPPLIV": 0.45, "LTFOST18": 0.4, "RESPLMT": 0.1, "OTHERPLN": 0.05}, n)))
    period = np.concatenate([np.flatnonzero(one), np.flatnonzero(two)])
    start = np.concatenate([begin[one], second[two]])
    stop = np.concatenate([np.where(two, second, end)[one], end[two]])
    words_of = np.concatenate([early[one], lasting[two]])
    known = np.maximum(start + delays(rng, len(start)), care.start_known[period])
    json = [f'{{"{key}":"Y"}}' for key in PLANS_JSON]
    number = np.array([PLANS_JSON.index(word) for word in words_of])
    stop_known = np.where(stop == end[period], care.end_known[period], stop + 3)
    return ledger("cla_care_plan", {
        "person_id": person_ids(care.person[period]), "start_date": dates(start),
        "end_date": dates(stop), "permanence_plan": words(number, json),
    }, known, (Later(("end_date",), np.maximum(stop, stop_known)),))


def flagged_unaccompanied(people: People, care: Care, rng: Rng) -> Ledger:
    """A few boys of sixteen or more who came alone, seeking asylum."""
    n = care.n
    age = people.age(care.person, care.start[:n])
    rows = np.flatnonzero((age >= 15) & (people.sex[care.person] == 0) & (rng.random(n) < 0.10))
    return ledger("immigration_status", {
        "person_id": person_ids(care.person[rows]),
        "status": words(np.zeros(len(rows), dtype=int), ["Unaccompanied asylum seeking child"]),
        "start_date": dates(care.start[rows]),
    }, care.start_known[rows])

