"""Children whom nobody is named for: since when, who came since, what is due, who may see them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import audit
from data.measures.tallies import UNALLOCATED
from data.places import NO_LOCALITY
from data.queries import NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.unallocated_queries import Unallocated
from data.viewers import Viewer
from tests.data.county import CATALOGUE, LYNN, MARCH, NORWICH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, HEAD, MANAGER, VIEWERS, WORKER
from tests.data.measures.worked import AUTHORITY, born, extract_of, held_by, in_care
from tests.data.snapshots.making import as_before

LYNN_AREA = "kings-lynn-west-norfolk"
NOBODYS: list[tuple[str, str, str | None, str, list[tuple[str, str | None]]]] = [
    # child, team, who is said to hold the case, since when, visits and who came
    ("child-blank", LYNN, None, "1 Mar 2016",
     [("10 Feb 2016", "sw-left"), ("1 Mar 2016", "sw-a"), ("10 Mar 2016", "sw-b"),
      ("20 Mar 2016", "sw-b")]),
    ("child-duty", LYNN, "Duty worker", "21 Mar 2016", [("10 Feb 2016", "sw-left")]),
    ("child-unsigned", LYNN, None, "11 Mar 2016", [("15 Mar 2016", None)]),
    ("child-norwich", NORWICH, None, "1 Feb 2016", []),
]


def tables() -> dict[str, list[dict[str, Any]]]:
    """Looked-after children: held by sw-left and then by nobody, one held still, one by nobody
    ever.
    """
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in (
        "person", "cla_episodes", "involvements", "cla_visits")}
    for child in ("child-held", "child-never", *(row[0] for row in NOBODYS)):
        found["person"].append(born(child, "1 May 2006"))
        found["cla_episodes"].append(in_care(child, "1 Sep 2015"))
    found["involvements"].append(held_by("child-held", "sw-left", LYNN, since="1 Sep 2015"))
    for child, team, holder, since, visits in NOBODYS:
        found["involvements"] += [
            held_by(child, "sw-left", team, since="1 Sep 2015", until=since),
            held_by(child, holder, team, since=since)]
        found["cla_visits"] += [
            {"cla_visit_id": f"{child} {on}", "person_id": child, "visit_date": on,
             "visited_by": who} for on, who in visits]
    return found


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    root = tmp_path_factory.mktemp("nobody")
    build(extract_of(**tables()), as_at=MARCH, store=Store(root), authority=AUTHORITY,
          catalogue=CATALOGUE, about={"signed_off_by": "a test"})
    return open_queries(Settings(store=root, refresh_seconds=60))


def listed(q: Queries, viewer: Viewer = ANALYST, place: str = "norfolk") -> list[str]:
    return q.unallocated(viewer, place, MARCH).rows["person"].tolist()


def one(q: Queries, child: str) -> pd.Series:
    rows = q.unallocated(ANALYST, "norfolk", MARCH).rows
    return rows[rows["person"] == child].iloc[0]


# The list ------

def test_they_are_the_children_behind_the_figure_longest_first(q: Queries) -> None:
    """Since when one was is not known; 1 February is 59 days before 31 March, 1 March 30."""
    found = q.unallocated(ANALYST, "norfolk", MARCH)
    assert found.rows["person"].tolist() == [
        "child-never", "child-norwich", "child-blank", "child-unsigned", "child-duty"]
    assert found.rows["days"].tolist()[1:] == [59, 30, 20, 10]
    assert pd.isna(found.rows["days"][0])
    figure = q.figure(ANALYST, UNALLOCATED, "norfolk", MARCH)
    assert figure is not None
    assert found.children == figure["numerator"] == 5
    assert found.longest == 59


def test_who_held_the_case_and_how_it_is_nobodys(q: Queries) -> None:
    assert one(q, "child-blank")["last_worker"] == "sw-left"
    assert one(q, "child-blank")["reason"] == "No worker named"
    assert one(q, "child-duty")["reason"] == "Held on duty"
    assert one(q, "child-never")["reason"].startswith("Never allocated")
    assert pd.isna(one(q, "child-never")["last_worker"])


def test_different_people_who_came_since_are_counted_once_each(q: Queries) -> None:
    """sw-a came on the day itself, sw-b twice after; sw-left before does not count."""
    blank = one(q, "child-blank")
    assert (blank["visited"], blank["visitors"]) == (True, 2)
    assert blank["last_visit"] == pd.Timestamp("2016-03-20")


def test_a_visit_before_is_no_visit_since(q: Queries) -> None:
    duty = one(q, "child-duty")
    assert (duty["visited"], duty["visitors"]) == (False, 0)
    assert duty["last_visit"] == pd.Timestamp("2016-02-10")
    assert q.unallocated(ANALYST, "norfolk", MARCH).unvisited == 2  # and child-norwich


def test_a_visit_that_nobody_signed_is_a_visit_all_the_same(q: Queries) -> None:
    unsigned = one(q, "child-unsigned")
    assert (unsigned["visited"], unsigned["visitors"]) == (True, 0)


def test_whether_anybody_came_since_an_unknown_day_is_not_known(q: Queries) -> None:
    assert pd.isna(one(q, "child-never")["visited"])


def test_what_is_late_is_what_the_lists_call_overdue(q: Queries) -> None:
    due = q.due(ANALYST, "norfolk", MARCH, size=10_000).rows["person"]
    for child in listed(q):
        assert one(q, child)["overdue"] == (due == child).sum() > 0, child


def test_the_next_thing_due_is_the_first_of_those_to_come(q: Queries) -> None:
    """Visited on 20 March: the next visit is due six weeks later, by 1 May."""
    found = one(q, "child-blank")
    clocks = [clock for clock in q.child(ANALYST, "child-blank", MARCH).clocks
              if clock["due_on"] and clock["due_on"] >= MARCH]
    first = min(clocks, key=lambda clock: clock["due_on"])
    assert found["next_due"].date() == first["due_on"] <= dt.date(2016, 5, 1)
    assert found["next_measure"] in {
        clock["measure"] for clock in clocks if clock["due_on"] == first["due_on"]}


def test_the_pages_of_the_list_have_each_child_once(q: Queries) -> None:
    pages = [q.unallocated(ANALYST, "norfolk", MARCH, page=n, size=2) for n in (1, 2, 3)]
    assert [child for page in pages for child in page.rows["person"]] == listed(q)
    assert {(page.children, page.longest, page.unvisited, page.pages) for page in pages} == {
        (5, 59, 2, 3)}
    assert q.unallocated(ANALYST, "norfolk", MARCH, page=99, size=2).page == 3


def test_a_place_where_everyone_has_a_worker_has_an_empty_list(q: Queries) -> None:
    found = q.unallocated(ANALYST, "breckland", MARCH)
    assert (found.children, found.longest, found.unvisited) == (0, None, 0)
    assert found.rows.empty


# Who sees whom ------

@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda v: v.key)
@pytest.mark.parametrize("place", ["norfolk", LYNN_AREA, LYNN, "norwich", NORWICH, NO_LOCALITY])
def test_the_list_is_the_one_of_the_case_lists(q: Queries, viewer: Viewer, place: str) -> None:
    """But a worker has none: children whom nobody holds are no worker's own."""
    def wanted() -> set[str]:
        return set(q.cases(viewer, UNALLOCATED, place, MARCH, size=1000).rows["person"])

    if viewer.role == "worker":
        assert not q.may_list_unallocated(viewer, place)
        with pytest.raises(NotAllowed):
            q.unallocated(viewer, place, MARCH)
    elif q.may_list_unallocated(viewer, place):
        assert set(listed(q, viewer, place)) == wanted()
    else:
        with pytest.raises(NotAllowed):
            wanted()
        with pytest.raises(NotAllowed):
            q.unallocated(viewer, place, MARCH)


def test_a_manager_lists_the_own_team_and_a_head_the_own_area(q: Queries) -> None:
    own = {"child-blank", "child-unsigned", "child-duty"}
    assert set(listed(q, MANAGER)) == set(listed(q, MANAGER, LYNN)) == own
    assert set(listed(q, HEAD)) == set(listed(q, HEAD, LYNN_AREA)) == own
    assert set(listed(q, DIRECTOR, NO_LOCALITY)) == {"child-never"}
    for viewer in (MANAGER, HEAD):
        assert not q.may_list_unallocated(viewer, "norwich")


@pytest.mark.parametrize("viewer", [WORKER, COMMITTEE, BOARD], ids=lambda v: v.role)
def test_a_worker_committee_and_board_list_nobody(q: Queries, viewer: Viewer) -> None:
    for place in ("norfolk", LYNN_AREA, LYNN):
        with pytest.raises(NotAllowed):
            q.unallocated(viewer, place, MARCH)


def test_what_is_late_counts_only_what_the_viewer_may_list(q: Queries) -> None:
    """The head of children in need lists every unallocated child, and of a child of another area
    the things of the own service alone: none of a looked-after child's.
    """
    head = Viewer("head", "breckland", "children-in-need")
    found = {row["person"]: row for row in
             q.unallocated(head, "norfolk", MARCH).rows.to_dict("records")}
    assert set(found) == set(listed(q))
    assert found["child-norwich"]["overdue"] == 0 < one(q, "child-norwich")["overdue"]
    assert pd.isna(found["child-blank"]["next_due"])


@pytest.mark.parametrize("place", ["nowhere", "", "' or 1=1 --", "no-team"])
def test_a_place_that_is_not_there_is_not_found(q: Queries, place: str) -> None:
    with pytest.raises(NotFound):
        q.unallocated(ANALYST, place, MARCH)


def test_a_view_is_noted_and_a_refusal_is_not(q: Queries) -> None:
    notes = audit.begin()
    q.unallocated(MANAGER, LYNN, MARCH, size=2)
    with pytest.raises(NotAllowed):
        q.unallocated(WORKER, LYNN, MARCH)
    assert notes == [{"unallocated": LYNN, "as_at": MARCH, "rows": 2, "of": 3}]


def test_a_snapshot_of_an_earlier_version_lists_them_without_who_came(tmp_path: Path) -> None:
    as_before(publish(tmp_path))
    found: Unallocated = open_queries(Settings(store=tmp_path, refresh_seconds=60)).unallocated(
        ANALYST, LYNN, MARCH)
    assert found.rows["person"].tolist() == ["child-lynn-12", "child-lynn-13"]
    assert not found.told
    assert found.unvisited == 0
    assert found.rows[["last_worker", "last_visit", "visited", "visitors"]].isna().all(axis=None)
    assert found.rows["reason"].str.startswith("No worker named").all()
