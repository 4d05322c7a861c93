"""What an agenda asks, over the hand-written county as at 31 March 2016.

Its surgeries are held on 14 April and 12 May: 42 days ahead. Two dates are published, so that what
was done is known of two months only, unless a test publishes more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from data.agenda import (
    AS_USUAL,
    LESS_THAN_USUAL,
    MORE_THAN_BEST,
    MORE_THAN_USUAL,
    TOO_FEW_MONTHS,
)
from data.agenda_queries import demand_reading, usual
from data.asking import NotAllowed, NotFound
from data.measures.tallies import Done
from data.queries import Queries, open_queries
from data.settings import Settings
from data.tally_queries import rows_of
from data.viewers import Viewer
from tests.data.county import CATALOGUE, LYNN, MARCH, publish
from tests.data.looking import (
    ANALYST,
    BOARD,
    COMMITTEE,
    DIRECTOR,
    HEAD,
    MANAGER,
    WORKER,
)

LYNN_AREA = "kings-lynn-west-norfolk"


def test_an_agenda_is_of_an_area_or_a_service_and_knows_its_days(county_queries: Queries) -> None:
    area = county_queries.agenda(ANALYST, "norwich", MARCH)
    assert (area.name, area.place, area.service) == ("Norwich", "norwich", "")
    assert area.measures == county_queries.catalogue
    assert (area.last, area.held, area.next) == (
        dt.date(2016, 3, 10), dt.date(2016, 4, 14), dt.date(2016, 5, 12))
    service = county_queries.agenda(ANALYST, "looked-after", MARCH)
    assert (service.name, service.place, service.service) == (
        "Looked-after children", "norfolk", "looked-after")
    assert {m.service for m in service.measures.values()} == {"looked-after"}


@pytest.mark.parametrize("of", ["nowhere", "norfolk", LYNN, "no-area"])
def test_nothing_else_holds_a_surgery(county_queries: Queries, of: str) -> None:
    with pytest.raises(NotFound, match=f"no surgery called {of}"):
        county_queries.agenda(ANALYST, of, MARCH)


@pytest.mark.parametrize(("viewer", "agendas"), [
    (ANALYST, 12), (DIRECTOR, 12), (HEAD, [LYNN_AREA, "looked-after"]), (MANAGER, [LYNN_AREA]),
    (WORKER, []), (COMMITTEE, []), (BOARD, []), (Viewer("manager", "mash"), [])])
def test_everyone_opens_the_agendas_of_the_own_area_and_service_only(
    county_queries: Queries, viewer: Viewer, agendas: list[str] | int,
) -> None:
    found = [agenda.id for agenda in county_queries.agendas(viewer, MARCH)]
    assert found == agendas if isinstance(agendas, list) else len(found) == agendas
    for of in {"norwich", LYNN_AREA, "looked-after", "child-protection"} - set(found):
        with pytest.raises(NotAllowed):
            county_queries.agenda(viewer, of, MARCH)


def test_what_falls_due_by_the_surgery_after_this_one_is_the_morning_list_of_that_day(
    county_queries: Queries,
) -> None:
    agenda = county_queries.agenda(HEAD, LYNN_AREA, MARCH)
    whole, team = county_queries.demand(HEAD, agenda, MARCH)
    assert (whole.place, team.place) == (LYNN_AREA, LYNN)
    assert (team.until, team.surgery) == (dt.date(2016, 5, 12), True)
    work = county_queries.workload(HEAD, LYNN, MARCH, until=team.until)
    assert (team.overdue, team.children, team.due) == (work.overdue, work.children, work.due)
    assert min(work.overdue, work.due) > 0
    assert (whole.overdue, whole.due) == (team.overdue, team.due)  # it is the only one with any
    assert (team.months, team.usual, team.most, team.reading) == (2, None, None, TOO_FEW_MONTHS)


def test_nobody_looks_further_ahead_than_what_is_kept(county_queries: Queries) -> None:
    """Things that fall due are kept for 60 days: to 30 May."""
    agenda = replace(county_queries.agenda(HEAD, LYNN_AREA, MARCH), next=dt.date(2016, 6, 9))
    whole, *_ = county_queries.demand(HEAD, agenda, MARCH)
    assert (whole.until, whole.surgery) == (dt.date(2016, 5, 30), False)


def test_a_manager_is_told_of_the_own_team_only(county_queries: Queries) -> None:
    agenda = county_queries.agenda(MANAGER, LYNN_AREA, MARCH)
    assert [one.place for one in county_queries.demand(MANAGER, agenda, MARCH)] == [
        LYNN_AREA, LYNN]
    other = Viewer("manager", "kings-lynn-west-norfolk-leaving-care")
    (whole,) = county_queries.demand(other, agenda, MARCH)
    assert (whole.overdue, whole.due) == (0, 0)


def test_a_service_is_told_by_area_and_of_its_own_measures_only(county_queries: Queries) -> None:
    agenda = county_queries.agenda(HEAD, "looked-after", MARCH)
    whole, *areas = county_queries.demand(HEAD, agenda, MARCH)
    work = county_queries.workload(HEAD, "norfolk", MARCH, service="looked-after",
                                   until=agenda.next)
    assert (whole.overdue, whole.due) == (work.overdue, work.due)
    assert [area.place for area in areas] == ["breckland", LYNN_AREA, "norwich"]
    assert sum(area.overdue for area in areas) < whole.overdue  # two children are in no area


def test_members_of_the_committee_and_the_board_are_told_of_no_children(
    county_queries: Queries,
) -> None:
    for viewer in (COMMITTEE, BOARD):
        for of in (LYNN_AREA, "looked-after"):
            agenda = county_queries.agenda(ANALYST, of, MARCH)
            with pytest.raises(NotAllowed):
                county_queries.demand(viewer, agenda, MARCH)


@pytest.mark.parametrize(("to_do", "reading"), [
    (0, ""), (1, LESS_THAN_USUAL), (2, AS_USUAL), (5, AS_USUAL), (6, MORE_THAN_USUAL),
    (7, MORE_THAN_BEST)])
def test_what_is_to_be_done_within_a_month_is_read_against_what_was_done_in_one(
    to_do: int, reading: str,
) -> None:
    """Six months in which 1, 2, 3, 3, 5 and 6 things were done: usually 2 to 5, at best 6."""
    assert demand_reading(to_do, [3, 1, 5, 2, 6, 3]) == reading


def test_the_middle_six_of_twelve_months_are_usual() -> None:
    assert usual([12, 1, 11, 2, 10, 3, 9, 4, 8, 5, 7, 6]) == (4, 9)


def test_five_months_are_too_few_to_say_what_is_usual() -> None:
    assert demand_reading(7, [1, 2, 3, 5, 6]) == TOO_FEW_MONTHS


def done_of(q: Queries, day: dt.date) -> Sequence[Done]:
    """What was done in the month to a date, as its snapshot holds it."""
    return rows_of(q._tally(q.snapshot(ANALYST, day), "done"), Done)


def test_what_was_done_in_each_month_before_is_counted_once_a_child_and_measure(
    tmp_path: Path,
) -> None:
    """Six month-ends, from October on; what was done in a month is read from the month's own
    snapshot, and only of things that have a clock.
    """
    days = [dt.date(2015, 10, 31), dt.date(2015, 11, 30), dt.date(2015, 12, 31),
            dt.date(2016, 1, 31), dt.date(2016, 2, 29), MARCH]
    for day in days:
        publish(tmp_path, day)
    q = open_queries(Settings(store=tmp_path, refresh_seconds=60))
    agenda = q.agenda(ANALYST, LYNN_AREA, MARCH)
    _, team = q.demand(ANALYST, agenda, MARCH)
    done = [sum(done for measure, team, _, done in done_of(q, day)
                if team == LYNN and CATALOGUE[measure].kind == "stock") for day in days]
    visits = q.cases(ANALYST, "lac-visit-timely", LYNN, MARCH).rows
    in_march = int((visits["done_on"].astype(str) > "2016-02-29").sum())
    assert in_march > 0
    assert [row.done for row in done_of(q, MARCH)
            if (row.team, row.measure) == (LYNN, "lac-visit-timely")] == [in_march]
    assert team.months == 6
    assert (team.usual, team.most) == (usual(done), max(done))
    assert team.reading == demand_reading(team.to_do or 0, done) != ""


def test_what_is_to_be_done_is_what_is_late_or_due_within_30_days_of_what_is_counted_when_done(
    county_queries: Queries,
) -> None:
    q = county_queries
    _, team = q.demand(ANALYST, q.agenda(ANALYST, LYNN_AREA, MARCH), MARCH)
    counted = {row.measure for day in q.dates(ANALYST) for row in done_of(q, day)
               if q.catalogue[row.measure].kind == "stock"}
    undone = q.undone(ANALYST, MARCH)
    rows = undone.frame(np.flatnonzero(undone.having("team", LYNN)))
    at_all = rows[rows["overdue"] | (rows["due_on"] <= dt.date(2016, 4, 30))]
    assert team.to_do == at_all["measure"].isin(counted).sum() > 0


def test_a_place_that_mostly_does_what_is_done_once_is_not_compared(
    county_queries: Queries,
) -> None:
    """The front door: assessments are done once, and none of its things comes round again."""
    agenda = county_queries.agenda(ANALYST, "front-door", MARCH)
    done = [row.measure for row in done_of(county_queries, MARCH)
            if row.measure in agenda.measures]
    assert done
    assert not any(CATALOGUE[measure].kind == "stock" for measure in done)
    for one in county_queries.demand(ANALYST, agenda, MARCH):
        assert (one.to_do, one.usual, one.most, one.reading) == (None, None, None, "")


def test_blanks_come_with_the_share_at_worst_and_at_best(county_queries: Queries) -> None:
    """Leavers of South Norfolk: three of nine (0, 4 and 8) have no word on whether they are in
    touch; a blank counts as not met. One of nine has no pathway plan's date.
    """
    agenda = county_queries.agenda(ANALYST, "south-norfolk", MARCH)
    blanks = {one.measure: one for one in county_queries.blanks(ANALYST, agenda, MARCH)}
    figure = county_queries.figure(ANALYST, "cl-in-touch", "south-norfolk", MARCH)
    assert figure is not None
    touch = blanks["cl-in-touch"]
    assert (touch.unknown, touch.cases) == (figure["unknown"], figure["cases"]) == (3, 9)
    assert touch.worst == pytest.approx(100 * 6 / 9)
    assert touch.best == pytest.approx(100)
    spread = [one.best - one.worst for one in blanks.values()
              if one.best is not None and one.worst is not None]
    assert spread == sorted(spread, reverse=True)


def test_children_whom_nobody_is_named_for_are_those_of_their_own_list(
    county_queries: Queries,
) -> None:
    agenda = county_queries.agenda(HEAD, LYNN_AREA, MARCH)
    found = county_queries.nobody_named(HEAD, agenda, MARCH)
    listed = county_queries.unallocated(HEAD, LYNN_AREA, MARCH).rows
    assert [one.person for one in found] == listed["person"].tolist() == [
        "child-lynn-12", "child-lynn-13"]
    assert [one.overdue for one in found] == listed["overdue"].tolist()
    assert [one.days for one in found] == listed["days"].tolist()
    with pytest.raises(NotAllowed):
        county_queries.nobody_named(COMMITTEE, agenda, MARCH)
