"""The made-up Norfolk: event histories of five years and more, and the extract of any day.

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
from data.demo.adoption import ceased_by_adoption, make_journeys
from data.demo.allocations import (
    allocate,
    average_load,
    involvement_ledger,
    load_days,
    team_pieces,
)
from data.demo.care import Care
from data.demo.cases import OPEN, Cases
from data.demo.chance import Rng
from data.demo.contacts import contact_ledger
from data.demo.court import make_proceedings, proceedings_ledger
from data.demo.days import ENDS, MONTHS, to_day
from data.demo.early_help import early_help_ledger
from data.demo.establishment import post_ledger, sickness_ledger, supervision_ledger
from data.demo.exploitation import exploitation_ledger
from data.demo.families import People, person_ledgers
from data.demo.in_need import front_door_ledgers, plan_ledgers
from data.demo.leaver_list import LeaverList
from data.demo.leaver_lives import adviser_visit_ledger, make_lives
from data.demo.leaving_care import adviser_pieces, make_leavers
from data.demo.life_in_care import life_in_care_ledgers
from data.demo.missing import missing_ledger
from data.demo.partnership import partnership_ledgers
from data.demo.placements import ceased_reasons, make_statuses, make_stays
from data.demo.plans import Plans
from data.demo.pre_proceedings import pre_proceedings_ledgers
from data.demo.private_fostering import private_fostering_ledgers
from data.demo.protection import protection_ledgers
from data.demo.quality import Work, audit_ledger, complaint_ledger, feedback_ledger
from data.demo.reviewing_officers import reviewing_pieces
from data.demo.workers import Workers
from data.places import Places

FIRST_DAY = dt.date(2012, 4, 30)
STORY_ENDS = dt.date(2016, 6, 30)
DEMO_ENDS = dt.date(2016, 3, 31)
"""The demo loads the months up to the commissioner's report; the story goes on a quarter longer."""
LOOKED_AFTER_AT_START = 990


class Known(Protocol):
    """A table that can say what an extract of a day would hold of it."""

    @property
    def name(self) -> str:
        """The name of its file."""

    def as_known(self, day: int, known_on: int | None = None) -> pa.Table:
        """What had happened by the day, as recorded by ``known_on``: the day itself if none."""


@dataclass(frozen=True)
class History:
    """Everything that happened, with the day on which each thing was recorded."""

    tables: tuple[Known, ...]

    def extract_of(
        self, day: dt.date, *, known_on: dt.date | None = None,
    ) -> dict[str, pa.Table]:
        """The tables as an extract of the day would hold them, by the name of their file.

        ``known_on`` is a later day on which the extract of the day is made again: what was
        recorded late is in it then. Tables and columns of the Standard Safeguarding Dataset have
        its names; local ones their own. Raises ValueError for a day before 30 April 2012 or after
        30 June 2016, and when ``known_on`` is before the day or after the story.
        """
        known = known_on or day
        if not FIRST_DAY <= day <= known <= STORY_ENDS:
            raise ValueError(f"no extract of {day} as known on {known}: the history covers "
                             f"{FIRST_DAY} to {STORY_ENDS}")
        return {table.name: table.as_known(to_day(day), to_day(known)) for table in self.tables}


def make_history(authority: Authority, *, seed: int = 1) -> History:
    """The whole history of one seed: about four seconds, and the same every time.

    The authority must have Norfolk's localities and kinds of team; another raises KeyError.
    """
    chance = np.random.default_rng(seed).spawn(28)
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
    lives = make_lives(people, leavers, chance[20])
    advised = adviser_pieces(people, leavers, adviser_posts, workers.number)
    reviewed = reviewing_pieces(care, reviewer_posts, workers, chance[22])
    journeys = make_journeys(
        people, care, ceased_by_adoption(people, care, chance[23]), chance[23])
    stays = make_stays(people, care, journeys, chance[7])
    reasons = ceased_reasons(people, care, journeys.adopted, chance[7])
    statuses = make_statuses(people, care, journeys, chance[7])
    court = make_proceedings(people, cases, care, statuses, reasons, chance[17])
    contacts, contacted = contact_ledger(people, cases, workers, chance[13])
    work = Work(people, cases, plans, care, leavers, held, advised)
    tables: list[Known] = [
        contacts,
        early_help_ledger(people, cases, contacted, workers, chance[14]),
        missing_ledger(people, cases, care, stays, held, workers, chance[15]),
        exploitation_ledger(people, cases, care, held, workers, chance[16]),
        *pre_proceedings_ledgers(people, cases, plans, care, court, chance[18]),
        proceedings_ledger(court, chance[17]),
        *private_fostering_ledgers(people, cases, plans, care, chance[19]),
        *partnership_ledgers(people, chance[19]),
        *front_door_ledgers(people, cases, held, workers, chance[8], chance[12]),
        *plan_ledgers(people, cases, plans, care, held, posts, workers, chance[8], chance[12]),
        *protection_ledgers(people, cases, plans, held, posts, workers, chance[9], chance[12]),
        *life_in_care_ledgers(
            people, cases, care, journeys, stays, statuses, reasons, held, posts, workers,
            authority, chance),
        involvement_ledger([
            ("ALLOCATED CASE WORKER", cases.person[held.case], held),
            ("INDEPENDENT REVIEWING OFFICER", care.person[reviewed.case], reviewed),
            ("PERSONAL ADVISER", leavers.person[advised.case], advised)], workers, chance[5]),
        *workers.ledgers(),
        post_ledger(posts, workers, chance[26]), sickness_ledger(workers, chance[26]),
        supervision_ledger(posts, held, cases.person[held.case], workers, chance[26]),
        audit_ledger(work, workers, chance[27]), feedback_ledger(work, workers, chance[27]),
        complaint_ledger(work, workers, chance[27]),
        LeaverList(people, leavers, lives, advised, workers.teams, workers.id),
        adviser_visit_ledger(people, leavers, advised, workers.id, chance[20]),
        *person_ledgers(people),
    ]
    return History(tuple(tables))


def _story(people: People, chance: list[Rng]) -> tuple[Cases, Plans, Care]:
    """Sixty-three months of referrals, plans and care, each month coming to its levels."""
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
        b = int(ENDS[month])
        otherwise = np.zeros(len(people.born), dtype=bool)
        otherwise[care.person[care.seen(b)]] = True
        otherwise[cases.person[plans.case[plans.seen(b)]]] = True
        cases.close(month, plans.held_cases() | care.held_cases(), otherwise, care.leavers(b))
    return cases, plans, care


def write_extract(
    history: History, day: dt.date, folder: Path, *, known_on: dt.date | None = None,
) -> None:
    """Writes the extract of a day, as known then or on a later day: one Parquet file a table.

    Makes the folder if need be. Written and read once: quickly packed, not tightly.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in history.extract_of(day, known_on=known_on).items():
        pq.write_table(table, folder / f"{name}.parquet", compression="lz4",
                       use_dictionary=False, write_statistics=False)


def month_ends(months: int, last: dt.date = DEMO_ENDS) -> list[dt.date]:
    """The last days of so many months, the month of ``last`` being the last of them."""
    first = last.year * 12 + last.month - months
    return [
        dt.date(month // 12, month % 12 + 1, calendar.monthrange(month // 12, month % 12 + 1)[1])
        for month in range(first, first + months)]
