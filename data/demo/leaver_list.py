"""The table of care leavers: one row a young person, as things stood on a day."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.demo.allocations import Pieces
from data.demo.days import NEVER, Days
from data.demo.families import People, person_ids
from data.demo.leaver_lives import ACTIVITIES, HOMES, IS_SUITABLE, NOWHERE_KNOWN, Lives
from data.demo.leaving_care import STATES, Leavers
from data.demo.ledger import dates, flags, words
from data.demo.steering import Checks
from data.sources.tables import TABLES

KINDS = {"FORMER": "Former relevant child", "QUALIFYING": "Qualifying care leaver",
         "RELEVANT": "Relevant child"}


class LeaverList:
    """Care leavers as things stand on a day, which no list of events holds."""

    name = "ssd_care_leavers"

    def __init__(self, people: People, leavers: Leavers, lives: Lives, advisers: Pieces,
                 teams: list[str], worker_ids: list[str]) -> None:
        self._people, self._leavers, self._lives = people, leavers, lives
        self._advisers, self._teams, self._worker_ids = advisers, teams, worker_ids
        self._person = person_ids(leavers.person)

    def as_known(self, day: int, known_on: int | None = None) -> pa.Table:
        """The young people receiving a service on the day, as recorded by ``known_on``: the day
        itself unless given."""
        known = day if known_on is None else known_on
        leavers, there = self._leavers, self._leavers.there(day)
        holder, team = adviser_at(self._advisers, len(leavers.person), day)
        adviser = words(holder[there], self._worker_ids)
        home = self._lives.homes.at(day, known)[there]
        columns: dict[str, object] = {
            "person_id": pc.take(self._person, pa.array(there)),
            "eligibility": words(_position(leavers.entitled(self._people, day)[there]),
                                 list(KINDS.values())),
            "in_touch": words(leavers.marks.at(day, known)[there], STATES),
            "latest_contact": dates(_latest(leavers.contacts, day, known, len(holder))[there]),
            "accommodation": words(home, HOMES),
            "accommodation_suitable": flags(
                IS_SUITABLE[home], (home >= 0) & (home != NOWHERE_KNOWN)),
            "activity": words(self._lives.activities.at(day, known)[there], ACTIVITIES),
            "pathway_plan_review_date": dates(
                _latest(leavers.reviews, day, known, len(holder))[there]),
            "personal_advisor": adviser,
            "team": words(team[there], self._teams),
            "worker_id": adviser,
        }
        source = TABLES["care_leavers"]
        return pa.table({source.column(name).ssd: values for name, values in columns.items()})


def adviser_at(advisers: Pieces, n: int, day: int) -> tuple[Days, Days]:
    """The adviser and the team of each of n young people on a day; -1 for nobody."""
    holder, team = np.full(n, -1), np.full(n, -1)
    now = (advisers.start <= day) & (advisers.end > day)
    holder[advisers.case[now]] = advisers.holder[now]
    team[advisers.case[now]] = advisers.team[now]
    return holder, team


def _position(kinds: NDArray[np.object_]) -> Days:
    return np.searchsorted(np.array(list(KINDS)), kinds.astype(str))


def _latest(checks: Checks, day: int, known_on: int, n: int) -> Days:
    """The latest check of each by the day, as recorded by another; ``NEVER`` for none."""
    person, on, known = checks.rows()
    out = np.full(n, -1)
    shown = (on <= day) & (known <= known_on)
    np.maximum.at(out, person[shown], on[shown])
    return np.where(out < 0, NEVER, out)
