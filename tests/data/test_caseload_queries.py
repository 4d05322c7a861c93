"""Caseloads: the bands and their ends, who is counted how, and whom each viewer sees singly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data import audit
from data.caseload_queries import Caseload, WorkersCaseload
from data.places import NO_LOCALITY
from data.queries import NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.viewers import Viewer
from tests.data.county import BOTH_TEAMS, CATALOGUE, LYNN, MARCH, NORWICH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, HEAD, MANAGER, WORKER
from tests.data.measures.worked import AUTHORITY, born, extract_of, held_by, in_care
from tests.data.snapshots.making import as_before

OFFICERS = "reviewing-officers"
LYNN_AREA = "kings-lynn-west-norfolk"
HOLDERS: list[tuple[str, str, int, float | None, dict[str, Any]]] = [
    # worker, team, children, share of a week; children for a full-time post
    ("sw-nine", LYNN, 9, 0.75, {"newly_qualified": True, "started_on": "1 Feb 2016"}),  # 12
    ("sw-five", LYNN, 5, 0.4, {"newly_qualified": True, "started_on": "1 Feb 2016"}),  # 12.5
    ("sw-half", LYNN, 9, 0.5, {"newly_qualified": True, "started_on": "1 Feb 2014"}),  # 18
    ("sw-eleven", LYNN, 11, 0.6, {}),  # 18.33
    ("sw-half-more", LYNN, 11, 0.5, {}),  # 22
    ("sw-agency", LYNN, 12, 0.5, {"agency": True}),  # 24
    ("sw-unknown", LYNN, 3, None, {}),
    ("sw-norwich", NORWICH, 4, 1.0, {}),
    ("sw-mash", "mash", 2, 1.0, {}),
    ("sw-lost", "A team nobody knows", 1, 1.0, {}),
]
CHAIRS = [("officer-40", 4), ("officer-50", 5), ("officer-70", 7), ("officer-80", 8)]
"""Reviewing officers for a tenth of the week, and how many children each has."""


def tables() -> dict[str, list[dict[str, Any]]]:
    """An office worked by hand."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in (
        "person", "cin_episodes", "involvements", "professionals", "workforce", "cla_episodes",
        "legal_status")}
    for worker, team, children, share, more in HOLDERS:
        found["professionals"].append({
            "professional_id": worker, "job_title": "Social worker", "department": team,
            "full_time_equivalent": share, "agency": more.get("agency", False)})
        found["workforce"].append({
            "professional_id": worker, "newly_qualified": more.get("newly_qualified", False),
            "started_on": more.get("started_on", "1 Jan 2010")})
        for n in range(children):
            child = f"child-{worker}-{n}"
            found["person"].append(born(child, "1 May 2010"))
            found["cin_episodes"].append({
                "referral_id": child, "person_id": child, "referral_date": "1 Feb 2016"})
            found["involvements"].append(held_by(child, worker, team, since="1 Feb 2016"))
    for officer, children in CHAIRS:
        found["professionals"].append({
            "professional_id": officer, "job_title": "Independent reviewing officer",
            "department": OFFICERS, "full_time_equivalent": 0.1})
        for n in range(children):
            child = f"child-{officer}-{n}"
            found["person"].append(born(child, "1 May 2010"))
            found["cla_episodes"].append(in_care(child, "1 Sep 2015"))
            found["involvements"].append(
                held_by(child, officer, since="1 Sep 2015", role="reviewing-officer"))
    return found


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    root = tmp_path_factory.mktemp("office")
    build(extract_of(**tables()), as_at=MARCH, store=Store(root), authority=AUTHORITY,
          catalogue=CATALOGUE, about={"signed_off_by": "a test"})
    return open_queries(Settings(store=root, refresh_seconds=60))


def loads(
    q: Queries, viewer: Viewer, place: str, whose: str = "social-workers",
) -> dict[str, Caseload]:
    return {load.place: load for load in q.caseloads(viewer, place, MARCH, whose=whose)}


def lynn(q: Queries, viewer: Viewer = ANALYST) -> Caseload:
    return loads(q, viewer, LYNN)[LYNN]


def worker(q: Queries, name: str) -> WorkersCaseload:
    return next(w for w in lynn(q).workers if w.worker == name)


# Numbers ------

def test_each_band_ends_with_its_last_child(q: Queries) -> None:
    """Up to 12: nine of three quarters are 12. Up to 18: 12.5 and 18. Up to 22: 18.33 and 22."""
    assert q.caseload_bands("social-workers") == (12, 18, 22)
    assert lynn(q).bands == (1, 2, 2, 1)


def test_a_half_time_worker_counts_double(q: Queries) -> None:
    assert worker(q, "sw-half").each == 18
    assert worker(q, "sw-half-more").each == 22
    assert worker(q, "sw-agency").each == 24


def test_a_share_that_is_not_known_is_in_no_band_and_no_total(q: Queries) -> None:
    """9 + 5 + 9 + 11 + 11 + 12 = 57 children for 0.75 + 0.4 + 0.5 + 0.6 + 0.5 + 0.5 = 3.25."""
    found = lynn(q)
    assert found.not_known == 1
    assert found.children == 57
    assert found.full_time_equivalent == pytest.approx(3.25)
    assert found.each == pytest.approx(57 / 3.25)
    assert sum(found.bands) == 6


def test_how_many_such_a_worker_holds_is_said_all_the_same(q: Queries) -> None:
    unknown = worker(q, "sw-unknown")
    assert (unknown.children, unknown.full_time_equivalent, unknown.each) == (3, None, None)


def test_newly_qualified_is_so_for_a_year_and_twelve_is_not_too_many(q: Queries) -> None:
    """Three are marked; one of them began two years ago. Of the others one has 12, one 12.5."""
    found = lynn(q)
    assert {w.worker for w in found.workers if w.newly_qualified} == {"sw-nine", "sw-five"}
    assert (found.newly_qualified, found.newly_qualified_over) == (2, 1)
    assert [w.worker for w in found.workers if w.agency] == ["sw-agency"]


@pytest.mark.parametrize("place", ["norfolk", LYNN_AREA, LYNN, NORWICH, "mash", NO_LOCALITY])
def test_the_numbers_are_those_of_the_figure(q: Queries, place: str) -> None:
    found = loads(q, ANALYST, place)[place]
    figure = q.figure(ANALYST, "caseload-average", place, MARCH)
    assert figure is not None
    assert found.children == figure["numerator"]
    assert found.full_time_equivalent == pytest.approx(figure["denominator"])
    assert found.not_known == figure["unknown"]
    assert sum(found.bands) + found.not_known == figure["cases"]


def test_the_parts_of_the_county_add_up_to_it(q: Queries) -> None:
    """Areas, then teams of the whole county, then what is in neither."""
    found = loads(q, ANALYST, "norfolk")
    assert list(found) == ["norfolk", LYNN_AREA, "norwich", "mash", NO_LOCALITY]
    whole, *parts = found.values()
    assert whole.children == sum(part.children for part in parts) == 64
    assert whole.bands == tuple(map(sum, zip(*(p.bands for p in parts), strict=True)))


def test_a_place_without_a_worker_has_no_average(q: Queries) -> None:
    empty = loads(q, ANALYST, "breckland")
    assert list(empty) == ["breckland"]
    assert (empty["breckland"].each, empty["breckland"].bands) == (None, (0, 0, 0, 0))


def test_guidance_is_a_range_that_holds_both_its_ends(q: Queries) -> None:
    """Five of a tenth are 50 and seven are 70: both within. 40 is below and 80 above."""
    found = loads(q, ANALYST, "norfolk", OFFICERS)
    assert q.caseload_bands(OFFICERS) == (50, 70)
    assert found["norfolk"].bands == (1, 2, 1)
    assert list(found) == ["norfolk", OFFICERS]
    assert found["norfolk"].each == pytest.approx(24 / 0.4)


# Who sees whom ------

def test_workers_are_named_in_one_team_only_most_children_first(q: Queries) -> None:
    assert [w.worker for w in lynn(q).workers] == [
        "sw-agency", "sw-half-more", "sw-eleven", "sw-half", "sw-five", "sw-nine", "sw-unknown"]
    for place in ("norfolk", LYNN_AREA):
        found = loads(q, DIRECTOR, place)
        assert all(load.workers for load in found.values())
        assert {w.worker for load in found.values() for w in load.workers} == {""}


def test_marks_without_a_name_come_in_an_order_that_names_nobody(q: Queries) -> None:
    each = [w.each or 0 for w in loads(q, ANALYST, "norfolk")["norfolk"].workers]
    assert each == sorted(each)


def test_a_head_names_the_own_areas_workers_and_sees_the_others_without_a_name(q: Queries) -> None:
    assert {w.worker for w in lynn(q, HEAD).workers} == {w.worker for w in lynn(q).workers}
    norwich = loads(q, HEAD, "norwich")
    assert list(norwich) == ["norwich"], "no team of another area"
    assert [w.worker for w in norwich["norwich"].workers] == [""]
    with pytest.raises(NotAllowed):
        q.caseloads(HEAD, NORWICH, MARCH)


def test_a_head_names_those_of_the_own_service_everywhere(q: Queries) -> None:
    """Reviewing officers are of the service of looked-after children."""
    found = loads(q, HEAD, OFFICERS, OFFICERS)[OFFICERS]
    assert [w.worker for w in found.workers] == [
        "officer-80", "officer-70", "officer-50", "officer-40"]
    with pytest.raises(NotAllowed):
        q.caseloads(Viewer("head", "norwich", "front-door"), OFFICERS, MARCH, whose=OFFICERS)


def test_a_manager_sees_singly_those_of_the_own_team_alone(q: Queries) -> None:
    assert len(lynn(q, MANAGER).workers) == 7
    area = loads(q, MANAGER, LYNN_AREA)
    assert {place: len(load.workers) for place, load in area.items()} == {LYNN_AREA: 0, LYNN: 7}
    county = loads(q, MANAGER, "norfolk")
    assert {len(load.workers) for load in county.values()} == {0}
    assert county["norwich"].bands == (1, 0, 0, 0)
    assert "mash" not in county, "its numbers are in what is in no area"
    assert county[NO_LOCALITY].children == 3
    with pytest.raises(NotAllowed):
        q.caseloads(MANAGER, NORWICH, MARCH)


def test_a_worker_sees_the_teams_bands_and_the_own_caseload(q: Queries) -> None:
    half = Viewer("worker", LYNN, worker="sw-half")
    found = lynn(q, half)
    assert found.bands == lynn(q).bands
    assert [(w.worker, w.each) for w in found.workers] == [("sw-half", 18)]
    assert not loads(q, half, LYNN_AREA)[LYNN_AREA].workers
    with pytest.raises(NotAllowed):
        q.caseloads(half, NORWICH, MARCH)


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
@pytest.mark.parametrize("place", ["norfolk", "norwich", LYNN])
def test_committee_and_board_see_no_caseloads(q: Queries, viewer: Viewer, place: str) -> None:
    with pytest.raises(NotAllowed):
        q.caseloads(viewer, place, MARCH)


def test_a_place_that_is_not_there_is_not_found(q: Queries) -> None:
    for place in ("nowhere", "", "' or 1=1 --", "no-team"):
        with pytest.raises(NotFound):
            q.caseloads(ANALYST, place, MARCH)


def test_names_given_out_are_noted_and_numbers_are_not(q: Queries) -> None:
    notes = audit.begin()
    q.caseloads(MANAGER, LYNN_AREA, MARCH)
    q.caseloads(MANAGER, LYNN, MARCH)
    assert notes == [{"caseloads": LYNN, "as_at": MARCH, "rows": 7}]


# The hand-written county, and earlier versions ------

def test_a_worker_of_two_teams_counts_once_where_most_children_are(
    county_queries: Queries,
) -> None:
    """Four children in Lynn and two in Norwich, half the week: 12 for a full-time post."""
    found = {w.worker: w for w in county_queries.caseloads(ANALYST, LYNN, MARCH)[0].workers}
    assert found[BOTH_TEAMS].each == 12
    norwich = county_queries.caseloads(ANALYST, NORWICH, MARCH)[0]
    assert BOTH_TEAMS not in {w.worker for w in norwich.workers}


def test_a_snapshot_of_an_earlier_version_has_the_numbers_and_not_who_they_are(
    tmp_path: Path,
) -> None:
    as_before(publish(tmp_path))
    q = open_queries(Settings(store=tmp_path, refresh_seconds=60))
    found = q.caseloads(ANALYST, "norfolk", MARCH)[0]
    assert found.newly_qualified == 0
    assert not [w for w in found.workers if w.newly_qualified or w.agency]
    assert found.not_known == 1
    assert [w.children for w in found.workers if w.each is None] == [None]
    assert q.caseloads(WORKER, LYNN, MARCH)[0].workers[0].worker == WORKER.worker
