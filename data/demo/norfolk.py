"""The made-up Norfolk: five years of event histories, and the extract that any day would give.

Nobody in it is real. The published figures of Norfolk (inspection of 2015, the commissioner's
report of 2016) come out of it on their dates because the events were chosen so; no figure is
written anywhere. The same seed gives the same bytes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.authority import Authority
from data.demo.allocations import (
    Pieces,
    allocate,
    average_load,
    involvement_ledger,
    load_days,
    team_pieces,
)
from data.demo.care import Care
from data.demo.care_visits import review_ledger, visit_ledger
from data.demo.cases import OPEN, Cases
from data.demo.chance import Rng
from data.demo.days import MONTHS, to_day
from data.demo.education import education_ledger
from data.demo.families import People, person_ledgers
from data.demo.health import health_ledger
from data.demo.in_need import front_door_ledgers, plan_ledgers
from data.demo.leaving_care import LeaverList, adviser_pieces, make_leavers
from data.demo.placements import (
    care_ledgers,
    ceased_reasons,
    flagged_unaccompanied,
    make_statuses,
    make_stays,
)
from data.demo.plans import Plans
from data.demo.protection import protection_ledgers
from data.demo.workers import Posts, Workers
from data.places import Places

FIRST_DAY = dt.date(2012, 4, 30)
LAST_DAY = dt.date(2016, 3, 31)
LOOKED_AFTER_AT_START = 990


class Known(Protocol):
    """A table that can say what an extract of a day would hold of it."""

    @property
    def name(self) -> str:
        """The name of its file."""

    def as_known(self, day: int) -> pa.Table:
        """The rows recorded by the day, with what was known of them by then."""


@dataclass(frozen=True)
class History:
    """Everything that happened, with the day on which each thing was recorded."""

    tables: tuple[Known, ...]

    def extract_of(self, day: dt.date) -> dict[str, pa.Table]:
        """The tables as an extract of the day would hold them, by the name of their file.

        Tables and columns of the Standard Safeguarding Dataset have its names; local ones their
        own. Raises ValueError for a day before 30 April 2012 or after 31 March 2016.
        """
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(f"no extract of {day}: the history covers {FIRST_DAY} to {LAST_DAY}")
        return {table.name: table.as_known(to_day(day)) for table in self.tables}


def make_history(authority: Authority, *, seed: int = 1) -> History:
    """The whole history of one seed: about four seconds, and the same every time.

    The authority must have Norfolk's localities and kinds of team; another raises KeyError.
    """
    chance = np.random.default_rng(seed).spawn(12)
    places = Places(authority)
    people = People(authority, chance[0])
    cases, plans, care = _story(people, chance[1:4])
    workers = Workers(places, chance[4])
    pieces = team_pieces(people, cases, plans, care, workers, chance[5])
    before, after = load_days()
    posts = workers.case_holders(average_load(pieces, before), average_load(pieces, after))
    adviser_posts, reviewer_posts = workers.personal_advisers(), workers.reviewing_officers()
    workers.team_managers()
    held = allocate(pieces, cases, care, posts, workers, chance[5])
    leavers = make_leavers(people, care, chance[6])
    people.notice(leavers.person, leavers.since)
    advised = adviser_pieces(people, leavers, adviser_posts, workers.number)
    reviewed = _reviewed(care, reviewer_posts, workers)
    reasons = ceased_reasons(people, care, chance[7])
    stays, statuses = make_stays(people, care, reasons, chance[7]), make_statuses(
        people, care, chance[7])
    tables: list[Known] = [
        *front_door_ledgers(people, cases, held, workers, chance[8]),
        *plan_ledgers(people, cases, plans, care, held, workers, chance[8]),
        *protection_ledgers(people, cases, plans, held, workers, chance[9]),
        *care_ledgers(people, care, stays, statuses, reasons, cases.need, chance[7]),
        flagged_unaccompanied(people, care, chance[7]),
        visit_ledger(people, care, stays, chance[10]),
        review_ledger(people, care, chance[10]),
        health_ledger(people, care, chance[11]),
        education_ledger(people, care, authority, chance[11]),
        involvement_ledger([
            ("ALLOCATED CASE WORKER", cases.person[held.case], held),
            ("INDEPENDENT REVIEWING OFFICER", care.person[reviewed.case], reviewed),
            ("PERSONAL ADVISER", leavers.person[advised.case], advised)], workers, chance[5]),
        *workers.ledgers(),
        LeaverList(people, leavers, advised, workers.teams, workers.id, chance[6]),
        *person_ledgers(people),
    ]
    return History(tuple(tables))


def _story(people: People, chance: list[Rng]) -> tuple[Cases, Plans, Care]:
    """Sixty months of referrals, plans and care, each month coming to its levels."""
    cases = Cases(people, chance[0])
    plans, care = Plans(cases, chance[1]), Care(cases, chance[2])
    care.begin_stock(*cases.begin_stock(round(OPEN[0]), LOOKED_AFTER_AT_START))
    plans.begin_stock(cases.open_now() & ~care.held_cases())
    for month in range(MONTHS):
        cases.refer(month)
        cases.reassess_and_authorise(month)
        plans.begin(month, cases.open_now() & ~plans.held_cases() & ~care.held_cases())
        care.begin(month, plans.held_cases())
        plans.finish(month, care.held_cases())
        care.finish(month)
        cases.close(month, plans.held_cases() | care.held_cases())
    return cases, plans, care


def _reviewed(care: Care, posts: Posts, workers: Workers) -> Pieces:
    """The reviewing officer of each period of care; ``case`` is the position of the period."""
    n = care.n
    team = np.full(n, workers.number["reviewing-officers"])
    start = np.minimum(care.start[:n] + 5, care.end[:n] - 1)
    piece, holder, first, last = posts.held_by(
        posts.spread(team, start, np.arange(n)), start, care.end[:n])
    known = np.maximum(first, care.start_known[piece])
    over = last >= care.end[:n][piece]
    rows = Pieces(piece, team[piece], first, last, known,
                  np.where(over, care.end_known[piece], np.maximum(last, known)), holder)
    return rows.rows(np.flatnonzero(first < last))


def write_extract(history: History, day: dt.date, folder: Path) -> None:
    """Writes the extract of a day: one Parquet file a table. Makes the folder if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in history.extract_of(day).items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd",
                       use_dictionary=True, write_statistics=False)


def month_ends(months: int, last: dt.date = LAST_DAY) -> list[dt.date]:
    """The last days of so many months, the month of ``last`` being the last of them."""
    first = last.year * 12 + last.month - months
    return [
        dt.date(month // 12, month % 12 + 1, calendar.monthrange(month // 12, month % 12 + 1)[1])
        for month in range(first, first + months)]
