"""Health checks of looked-after children: initial and review assessments, and the dentist."""

from __future__ import annotations

from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.demo.care import COMMISSIONER, COMMISSIONER_INITIAL, Care
from data.demo.chance import (
    Flags,
    Rng,
    choose,
    office_days_between,
    path,
    wander,
    whole_percent,
)
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    MONTHS,
    STARTS,
    Days,
    add_months,
    add_working_days,
    month_of,
    next_office_day,
)
from data.demo.families import People, person_ids
from data.demo.ledger import Ledger, dates, ids, ledger, words
from data.demo.steering import Checks, reach, recent
from data.sources.tables import TABLES

INITIAL = path({
    (2011, 4): 0.42, (2013, 4): 0.30, (2014, 6): 0.20, (2015, 2): 0.12, (2015, 7): 0.09,
    (2015, 9): 0.18, (2015, 11): 0.38, (2016, 1): 0.56, (2016, 3): COMMISSIONER_INITIAL})
REVIEW = path({
    (2011, 4): 0.84, (2013, 4): 0.82, (2014, 3): 0.84, (2014, 11): 0.815, (2015, 6): 0.79,
    (2015, 9): 0.765, (2016, 1): 0.78, (2016, 3): 0.79})
DENTAL = path({
    (2011, 4): 0.74, (2013, 4): 0.75, (2014, 3): 0.77, (2015, 6): 0.81, (2015, 10): 0.80,
    (2016, 3): 0.825})
PUBLISHED = [month_of(2014, 3), month_of(2015, 6), COMMISSIONER]
HEALTH_HERE = {"norwich": 1.25, "south-norfolk": 1.3, "kings-lynn-west-norfolk": 0.75,
               "great-yarmouth": 0.85}
KINDS = ["Initial Health Assessment", "Review Health Assessment", "Dental Check"]
STATUSES = ["Completed", "Refused"]


def health_ledger(people: People, care: Care, rng: Rng) -> Ledger:
    """Every health check of every looked-after child, so that each month's shares come true."""
    initial, review, dental = (Checks(people.n) for _ in range(3))
    refused: list[tuple[Days, Days, Days, int]] = []
    weight_of = np.array([HEALTH_HERE.get(name, 1.0) for name in people.localities])
    first_level = wander(rng, INITIAL, 0.03, [COMMISSIONER])
    review_level = wander(rng, REVIEW, 0.004, PUBLISHED)
    dental_level = wander(rng, DENTAL, 0.005, PUBLISHED[:2])
    _before(people, care, review, dental, rng)
    for month in range(MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        _initial(care, month, float(first_level[month]), initial, review, rng)
        seen = care.seen(b)
        person, start = care.person[seen], care.start[seen]
        year_in = start <= add_months(b, -12)
        small = people.age(person, b) < 5
        long_enough = np.where(small, start <= add_months(b, -6), year_in)

        def healthy(last: Days, small: Flags = small[long_enough], b: int = b) -> Flags:
            return np.where(small, recent(last, months=6, by=b), recent(last, months=12, by=b))

        base = person[long_enough]
        left = reach(rng, review, base, healthy, float(review_level[month]),
                     weight_of[people.locality[base]], (a, b))
        refused.append(_refused(rng, base[left], 0.012, a, b, 1))
        base = person[year_in]
        left = reach(rng, dental, base, partial(recent, months=12, by=b),
                     float(dental_level[month]), weight_of[people.locality[base]], (a, b))
        refused.append(_refused(rng, base[left], 0.02, a, b, 2))
    done = [(*checks.rows(), kind) for kind, checks in enumerate((initial, review, dental))]
    parts = [(person, on, known, np.full(len(person), kind), np.full(len(person), status))
             for status, rows in enumerate((done, refused)) for person, on, known, kind in rows]
    person, on, known, kind, status = (np.concatenate(c) for c in zip(*parts, strict=True))
    return ledger("cla_health", {
        "health_check_id": ids("H", 100_000 + np.arange(len(person))),
        "person_id": person_ids(person), "check_type": words(kind, KINDS),
        "check_date": dates(on), "status": words(status, STATUSES),
    }, known)


def out_of_date(people: People, care: Care, checks: Ledger, day: int) -> Flags:
    """People whose review health assessment was due, and not in date, as an extract of the day
    shows it."""
    known = checks.as_known(day)
    names = TABLES["cla_health"]
    kind, done, person, on = (known.column(names.column(name).ssd or name) for name in (
        "check_type", "status", "person_id", "check_date"))
    rows = pc.and_(pc.is_in(kind, pa.array(KINDS[:2])), pc.equal(done, STATUSES[0])).to_numpy()
    number = pc.cast(pc.utf8_slice_codeunits(person, 1), pa.int64()).to_numpy()[rows] - 200_000
    last = np.full(people.n, -10_000, dtype=np.int64)
    np.maximum.at(last, number, on.cast(pa.int32()).to_numpy()[rows].astype(np.int64))
    seen = care.seen(day)
    children = care.person[seen]
    small = people.age(children, day) < 5
    due = care.start[seen] <= np.where(small, add_months(day, -6), add_months(day, -12))
    fine = np.where(small, recent(last[children], months=6, by=day),
                    recent(last[children], months=12, by=day))
    out = np.zeros(people.n, dtype=bool)
    out[children[due & ~fine]] = True
    return out


def _before(people: People, care: Care, review: Checks, dental: Checks, rng: Rng) -> None:
    """The last checks, before the story begins, of the children already looked after."""
    first = int(STARTS[0])
    there = np.flatnonzero(care.start[:care.n] < first)
    person, start = care.person[there], care.start[there]
    for checks, share in ((review, REVIEW[0]), (dental, DENTAL[0])):
        ago = np.where((people.age(person, first) < 5) & (checks is review), 170, 355)
        on = next_office_day(first - 3 - rng.integers(0, ago))
        had = (rng.random(len(person)) < share - 0.04) & (on > start) & (
            on > people.born[person] + 20)
        checks.add(person[had], on[had], on[had])


def _initial(
    care: Care, month: int, share: float, initial: Checks, review: Checks, rng: Rng,
) -> None:
    """Initial assessments of the children whose twenty working days run out in the month."""
    b = int(ENDS[month])
    base = care.due_assessment(month)
    wanted = whole_percent(share, len(base))
    met = choose(rng, np.ones(len(base)), round(share * len(base)) if wanted is None else wanted)
    start, end, person = care.start[base], care.end[base], care.person[base]
    due = add_working_days(start, 20)
    on = np.maximum(add_working_days(due, -rng.integers(0, 15, len(base))), start)
    known = np.maximum(np.minimum(on + rng.integers(0, 6, len(base)), b), care.start_known[base])
    missed = np.ones(len(base), dtype=bool)
    missed[met] = False
    late = next_office_day(due + 1 + rng.integers(0, 90, len(base)))
    on, known = np.where(missed, late, on), np.where(
        missed, late + rng.integers(0, 10, len(base)), known)
    # An assessment in time but written up after the month: not in that month's extract.
    forgotten = missed & (rng.random(len(base)) < 0.03) & (month != COMMISSIONER)
    on = np.where(forgotten, due, on)
    known = np.where(forgotten, np.maximum(b, due) + rng.integers(1, 20, len(base)), known)
    had = (on < end) & (on <= HISTORY_ENDS) & (~missed | (rng.random(len(base)) < 0.85))
    for checks, own in ((initial, True), (review, False)):
        checks.add(person[had], on[had], known[had], own=own)


def _refused(
    rng: Rng, people: Days, share: float, a: int, b: int, kind: int,
) -> tuple[Days, Days, Days, int]:
    """Some of those without a check, who refused one."""
    rows = people[rng.random(len(people)) < share]
    on = office_days_between(rng, int(next_office_day(a)), b, len(rows))
    return rows, on, on + rng.integers(0, 7, len(rows)), kind
