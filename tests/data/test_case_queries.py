"""Questions about cases: whose each viewer may list, what is due, who works with how many."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from data import audit
from data.places import NO_LOCALITY, NO_WORKER
from data.queries import SORTS, STATUSES, NotAllowed, NotFound, Queries, Workload, open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.viewers import Viewer
from tests.data.county import (
    BOTH_TEAMS,
    CATALOGUE,
    FORMULA,
    LYNN,
    MARCH,
    NORWICH,
    county,
)
from tests.data.looking import (
    ANALYST,
    BOARD,
    COMMITTEE,
    DIRECTOR,
    HEAD,
    MANAGER,
    PLACES,
    VIEWERS,
    WORKER,
)
from tests.data.measures.worked import AUTHORITY, extract_of


@pytest.fixture(scope="module")
def q(county_queries: Queries) -> Queries:
    return county_queries


def people(q: Queries, viewer: Viewer, place: str, measure: str = "lac-count") -> set[str]:
    return set(q.cases(viewer, measure, place, MARCH, size=1000).rows["person"])


# Cases: who sees whose ------

def test_an_analyst_and_a_director_list_every_case(q: Queries) -> None:
    for viewer in (ANALYST, DIRECTOR):
        assert len(people(q, viewer, "norfolk")) == 31
        assert len(people(q, viewer, "norwich")) == 13


def test_a_head_lists_the_own_service_everywhere(q: Queries) -> None:
    assert len(people(q, HEAD, "norfolk")) == 31
    assert len(people(q, HEAD, NORWICH)) == 11
    assert people(q, HEAD, NO_LOCALITY) == {"child-lost-1", "child-lost-2"}


def test_a_head_lists_another_service_in_the_own_area_only(q: Queries) -> None:
    other = "cpp-count-rate"
    assert people(q, HEAD, "norfolk", other) == set()
    with pytest.raises(NotAllowed):
        q.cases(HEAD, other, "great-yarmouth", MARCH)
    with pytest.raises(NotAllowed):
        q.cases(HEAD, other, NO_LOCALITY, MARCH)
    yarmouth = Viewer("head", "great-yarmouth", "looked-after")
    assert len(people(q, yarmouth, "norfolk", other)) == 8
    assert len(people(q, yarmouth, "great-yarmouth", other)) == 8


def test_a_manager_lists_the_own_team_wherever_it_is_looked_from(q: Queries) -> None:
    own = people(q, MANAGER, LYNN)
    assert len(own) == 13
    assert people(q, MANAGER, "norfolk") == people(q, MANAGER, "kings-lynn-west-norfolk") == own


@pytest.mark.parametrize("place", [NORWICH, "norwich", "mash", NO_LOCALITY,
                                   "kings-lynn-west-norfolk-assessment"])
def test_a_manager_lists_nothing_elsewhere(q: Queries, place: str) -> None:
    with pytest.raises(NotAllowed):
        q.cases(MANAGER, "lac-count", place, MARCH)
    with pytest.raises(NotAllowed):
        q.all_cases(MANAGER, "lac-count", place, MARCH)
    with pytest.raises(NotAllowed):
        list(q.case_rows(MANAGER, "lac-count", place, MARCH))
    with pytest.raises(NotAllowed):
        q.due(MANAGER, place, MARCH)


def test_a_worker_lists_the_own_cases_and_nobody_elses(q: Queries) -> None:
    assert people(q, WORKER, LYNN) == {f"child-lynn-{n}" for n in range(1, 7)} | {FORMULA}
    assert people(q, WORKER, "norfolk") == people(q, WORKER, LYNN)
    assert people(q, WORKER, NORWICH) == set()
    found = q.cases(WORKER, "lac-count", LYNN, MARCH, worker=BOTH_TEAMS)
    assert (found.total, set(found.counts.values())) == (0, {0})
    assert q.cases(WORKER, "lac-count", LYNN, MARCH, worker=NO_WORKER).total == 0


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
@pytest.mark.parametrize("place", ["norfolk", "norwich", LYNN, "nowhere"])
def test_committee_and_board_list_nothing_and_learn_nothing(
    q: Queries, viewer: Viewer, place: str,
) -> None:
    for ask in (
            lambda: q.cases(viewer, "lac-count", place, MARCH),
            lambda: q.all_cases(viewer, "lac-count", place, MARCH),
            lambda: list(q.case_rows(viewer, "lac-count", place, MARCH)),
            lambda: q.due(viewer, place, MARCH),
            lambda: q.worker_figures(viewer, place, MARCH, list(CATALOGUE.values()))):
        with pytest.raises(NotAllowed):
            ask()
    with pytest.raises((NotAllowed, NotFound)):
        q.workers(viewer, place, MARCH)


# What is due, and workers ------

@pytest.mark.parametrize("viewer", [v for v in VIEWERS if v.may_see_children], ids=lambda v: v.key)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_due_is_within_scope(q: Queries, viewer: Viewer, place: str) -> None:
    try:
        lists = [q.due(viewer, place, MARCH, show=show, size=1000) for show in ("overdue", "due")]
    except NotAllowed:
        return
    found = q.places.by_id[place]
    for listed in lists:
        assert listed.workload == q.workload(viewer, place, MARCH)
    assert [len(listed.rows) for listed in lists] == [
        lists[0].workload.overdue, lists[0].workload.due]
    assert lists[0].workload.children == lists[0].rows["person"].nunique()
    for row in (row for listed in lists for row in listed.rows.to_dict("records")):
        scope = viewer.may_see_cases(CATALOGUE[row["measure"]])
        assert scope is not None
        assert scope.column is None or row[scope.column] == scope.value
        assert found.level == "authority" or row[found.level] == place
        assert CATALOGUE[row["measure"]].kind != "flow"
        assert row["due_on"] <= dt.date(2016, 4, 14), "the second Thursday: the next surgery"


def test_the_longest_overdue_is_first(q: Queries) -> None:
    first, second = (q.due(ANALYST, "norfolk", MARCH, page=n, size=10) for n in (1, 2))
    assert (len(first.rows), first.page, second.page) == (10, 1, 2)
    assert pd.concat([first.rows, second.rows])["due_on"].is_monotonic_increasing
    assert first.rows["days_over"].iloc[0] > 0
    assert first.pages == -(-first.workload.overdue // 10)


def test_a_list_of_what_is_due_that_does_not_exist_is_not_found(q: Queries) -> None:
    with pytest.raises(NotFound):
        q.due(ANALYST, "norfolk", MARCH, show="everything")


def test_a_flow_is_over_by_the_days_it_was_late_however_long_ago(q: Queries) -> None:
    rows = q.cases(ANALYST, "assessments-45wd", "norfolk", MARCH, period="year").rows
    assert len(rows)
    assert (rows["days_over"] == (rows["done_on"] - rows["due_on"]).dt.days).all()


def test_nothing_due_in_an_extract_without_stock_is_an_empty_list(tmp_path: Path) -> None:
    tables = {"cin_episodes": county()["cin_episodes"]}
    extract = extract_of(**tables)
    extract.provided = {p for p in extract.provided if p.startswith("cin_episodes")}
    build(extract, as_at=MARCH, store=Store(tmp_path), authority=AUTHORITY, catalogue=CATALOGUE,
          about={"signed_off_by": ""})
    q = open_queries(Settings(store=tmp_path))
    due = q.due(MANAGER, LYNN, MARCH)
    assert due.rows.empty
    assert due.workload == Workload(0, 0, 0, dt.date(2016, 4, 14))
    assert {"measure", "person", "worker", "due_on", "days_over"} <= set(due.rows.columns)
    assert q.figure(ANALYST, "lac-count", "norfolk", MARCH) is None
    card = q.scorecard(ANALYST, "norfolk", MARCH).set_index("measure")
    assert card["status"]["lac-count"] == "not in this extract"
    assert "cla_episodes" in card["lacking"]["lac-count"]
    assert q.side_by_side(ANALYST, LYNN, MARCH).empty


def test_a_managers_workers_are_those_of_the_team(q: Queries) -> None:
    rows = q.workers(MANAGER, LYNN, MARCH).set_index("worker")
    assert set(rows.index) == {"worker-lynn-1", BOTH_TEAMS}
    assert rows["children"].to_dict() == {"worker-lynn-1": 7, BOTH_TEAMS: 6}
    assert rows["full_time_equivalent"].to_dict() == {"worker-lynn-1": 1, BOTH_TEAMS: 0.5}
    listed = q.due(MANAGER, LYNN, MARCH, size=1000).rows
    for worker, row in rows.iterrows():
        own = listed[listed["worker"] == worker]
        assert row["overdue"] == len(own)
        assert row["children_overdue"] == own["person"].nunique()


def test_a_worker_is_among_the_teams_workers_alone(q: Queries) -> None:
    assert q.workers(WORKER, LYNN, MARCH)["worker"].tolist() == ["worker-lynn-1"]


@pytest.mark.parametrize("viewer", [MANAGER, WORKER, COMMITTEE, HEAD], ids=lambda v: v.role)
def test_another_areas_workers_are_not_shown(q: Queries, viewer: Viewer) -> None:
    with pytest.raises(NotAllowed):
        q.workers(viewer, NORWICH, MARCH)


@pytest.mark.parametrize("place", ["norwich", "norfolk"])
def test_only_a_team_has_workers(q: Queries, place: str) -> None:
    with pytest.raises(NotAllowed):
        q.workers(ANALYST, place, MARCH)


# Lists: filter, sort, page ------

def test_each_status_lists_as_many_as_it_counts(q: Queries) -> None:
    for status in STATUSES:
        found = q.cases(ANALYST, "lac-visit-timely", "norfolk", MARCH, status=status)
        assert found.total == len(found.rows) == found.counts[status]
    counts = found.counts
    assert counts["all"] == counts["met"] + counts["missed"]
    assert counts["unknown"] <= counts["missed"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_lists_each_case_once_over_its_pages(
    q: Queries, sort: str, descending: bool,
) -> None:
    pages = [q.cases(ANALYST, "lac-visit-timely", "norfolk", MARCH, sort=sort, size=7, page=n,
                     descending=descending).rows for n in range(1, 6)]
    rows = pd.concat(pages)
    assert rows["case"].is_unique
    assert len(rows) == 31
    known = rows[sort].dropna()
    assert known.is_monotonic_decreasing if descending else known.is_monotonic_increasing


@pytest.mark.parametrize(("page", "shown"), [(-5, 1), (0, 1), (2, 2), (10**9, 5)])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(
    q: Queries, page: int, shown: int,
) -> None:
    found = q.cases(ANALYST, "lac-visit-timely", "norfolk", MARCH, size=7, page=page)
    assert (found.page, found.pages) == (shown, 5)


def test_a_search_is_part_of_a_childs_id_in_any_capitals(q: Queries) -> None:
    assert q.cases(ANALYST, "lac-count", "norfolk", MARCH, search="LOST").total == 2


def test_cases_nobody_holds_can_be_asked_for(q: Queries) -> None:
    found = q.cases(ANALYST, "lac-count", "norfolk", MARCH, worker=NO_WORKER)
    assert set(found.rows["person"]) == {"child-lynn-12", "child-lynn-13"}


def test_a_download_is_the_list_whole(q: Queries) -> None:
    pages = list(q.case_rows(MANAGER, "lac-count", "norfolk", MARCH, sort="person"))
    assert pd.concat(pages)["person"].tolist() == sorted(people(q, MANAGER, LYNN))


# What is noted for the audit log ------

def test_every_answer_with_single_children_is_noted(q: Queries) -> None:
    notes = audit.begin()
    q.cases(MANAGER, "lac-count", "norfolk", MARCH, size=5)
    q.all_cases(MANAGER, "lac-count", LYNN, MARCH)
    q.due(MANAGER, LYNN, MARCH)
    assert [n.get("measure") or n["due"] for n in notes] == ["lac-count", "lac-count", LYNN]
    assert notes[0].items() >= {"place": "norfolk", "status": "all", "rows": 5, "of": 13}.items()


def test_figures_are_not_noted(q: Queries) -> None:
    notes = audit.begin()
    q.scorecard(MANAGER, "norfolk", MARCH)
    q.side_by_side(MANAGER, LYNN, MARCH)
    assert notes == []


# What is overdue, of one worker or one service ------

def test_what_is_overdue_of_a_worker_or_a_service_is_part_of_all_that_is(q: Queries) -> None:
    whole = q.due(ANALYST, "norfolk", MARCH, size=1000).rows
    for narrowed, part in (
            (q.due(ANALYST, "norfolk", MARCH, worker=BOTH_TEAMS, size=1000),
             whole[whole["worker"] == BOTH_TEAMS]),
            (q.due(ANALYST, "norfolk", MARCH, worker=NO_WORKER, size=1000),
             whole[whole["worker"].isna()]),
            (q.due(ANALYST, "norfolk", MARCH, service="child-protection", size=1000),
             whole[whole["measure"].map(lambda m: CATALOGUE[m].service == "child-protection")])):
        assert 0 < len(part) < len(whole)
        assert sorted(narrowed.rows["case"]) == sorted(part["case"])
        assert (narrowed.workload.overdue, narrowed.workload.children) == (
            len(part), part["person"].nunique())


def test_a_head_counts_the_own_service_everywhere_and_others_in_the_own_area(q: Queries) -> None:
    own = q.workload(HEAD, "norfolk", MARCH, service="looked-after")
    assert own == q.workload(ANALYST, "norfolk", MARCH, service="looked-after")
    other = q.workload(HEAD, "norfolk", MARCH, service="child-protection")
    assert other == q.workload(
        ANALYST, "kings-lynn-west-norfolk", MARCH, service="child-protection")


def test_a_service_there_is_not_is_not_found_and_a_member_is_told_nothing(q: Queries) -> None:
    with pytest.raises(NotFound):
        q.workload(ANALYST, "norfolk", MARCH, service="none")
    with pytest.raises(NotAllowed):
        q.workload(COMMITTEE, "norfolk", MARCH, service="none")


def test_what_is_kept_of_a_date_is_that_of_the_newest_snapshot(tmp_path: Path) -> None:
    build(extract_of(**county()), as_at=MARCH, store=Store(tmp_path), authority=AUTHORITY,
          catalogue=CATALOGUE, about={"signed_off_by": ""})
    q = open_queries(Settings(store=tmp_path, refresh_seconds=0.000001))
    before = q.workload(ANALYST, "norwich", MARCH)
    build(extract_of(**county(more=9)), as_at=MARCH, store=Store(tmp_path), authority=AUTHORITY,
          catalogue=CATALOGUE, about={"signed_off_by": ""})
    assert q.workload(ANALYST, "norwich", MARCH).overdue > before.overdue
