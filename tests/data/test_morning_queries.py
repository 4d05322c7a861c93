"""The morning's list: whose, child by child, and what comes first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from data import audit
from data.morning_queries import Entry
from data.places import NO_WORKER
from data.queries import NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.store import Store
from data.urgency import first_to_last, lateness
from data.viewers import Viewer
from tests.data.county import BOTH_TEAMS, FEBRUARY, JANUARY, LYNN, MARCH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, MANAGER, PLACES, VIEWERS, WORKER
from tests.data.snapshots.making import as_before


@pytest.fixture(scope="module")
def q(county_queries: Queries) -> Queries:
    return county_queries


APRIL = dt.date(2016, 4, 26)
"""A Tuesday. The visits of 20 March fall due on 1 May; the next surgery is on 12 May."""


@pytest.fixture(scope="module")
def april(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    store = tmp_path_factory.mktemp("april")
    publish(store, APRIL)
    return open_queries(Settings(store=store))


def everything(
    q: Queries, viewer: Viewer, place: str, as_at: dt.date = MARCH, **chosen: str,
) -> list[Entry]:
    return [entry for page in q.morning_pages(viewer, place, as_at, **chosen) for entry in page]


# What comes first ------

def order(*entries: tuple[int, bool, bool, int, float]) -> list[int]:
    """The order of entries: group, on_plan, nobody, late, lateness."""
    names = ("group", "on_plan", "nobody", "late", "lateness")
    return first_to_last(**{name: np.array(values) for name, values in zip(
        names, zip(*entries, strict=True), strict=True)}).tolist()


def test_children_on_a_plan_come_first_then_those_nobody_holds_then_several_late() -> None:
    assert order((0, False, False, 1, 9.0), (0, False, False, 3, 0.1), (0, False, True, 1, 0.1),
                 (0, True, False, 1, 0.1)) == [3, 2, 1, 0]


def test_then_whoever_is_latest_against_the_clock() -> None:
    late = lateness(np.array([60, 6, 60]), np.array([365, 10, np.nan]))
    assert late.round(2).tolist() == [0.16, 0.6, 2.0]
    assert order(*((0, False, False, 1, n) for n in late)) == [2, 1, 0]


def test_what_is_overdue_comes_before_what_falls_due_whoever_it_is() -> None:
    assert order((2, True, True, 0, -1.01), (1, True, True, 0, -1.0),
                 (0, False, False, 1, 0.01)) == [2, 1, 0]


def test_equals_keep_their_order() -> None:
    assert order(*[(0, False, False, 1, 1.0)] * 3) == [0, 1, 2]


# The list ------

@pytest.mark.parametrize("viewer", [v for v in VIEWERS if v.may_see_children], ids=lambda v: v.key)
@pytest.mark.parametrize("place", PLACES)
def test_it_holds_each_thing_of_the_lists_of_what_is_overdue_and_due_once(
    q: Queries, viewer: Viewer, place: str,
) -> None:
    try:
        lists = [q.due(viewer, place, MARCH, show=show, size=1000) for show in ("overdue", "due")]
    except NotAllowed:
        with pytest.raises(NotAllowed):
            q.morning(viewer, place, MARCH)
        return
    expected = Counter(
        (row["measure"], row["case"], row["worker"]) for found in lists
        for row in found.rows.to_dict("records"))
    found = everything(q, viewer, place)
    assert Counter((t["measure"], t["case"], t["worker"]) for e in found
                   for t in e.things) == expected
    people = [e.person for e in found if e.person]
    assert len(people) == len(set(people))


@pytest.mark.parametrize("when", ["", "overdue", "week", "due"])
def test_each_narrowing_lists_as_many_things_as_it_counts(april: Queries, when: str) -> None:
    found = april.morning(ANALYST, "norfolk", APRIL, when=when, size=1000)
    assert sum(len(e.things) for e in found.entries) == found.counts[when] > 0
    assert sum(found.groups.values()) == len(found.entries)
    assert found.counts["overdue"] == found.workload.overdue
    assert found.counts["due"] == found.workload.due


def test_what_falls_due_is_up_to_the_next_surgery_and_a_week_is_seven_days(
    april: Queries,
) -> None:
    found = april.morning(ANALYST, "norfolk", APRIL, when="week", size=1000)
    assert (found.week, found.workload.until, found.surgery) == (
        dt.date(2016, 5, 3), dt.date(2016, 5, 12), True)
    assert {t["due_on"] for e in found.entries for t in e.things} == {dt.date(2016, 5, 1)}


def test_a_surgery_nearer_than_a_week_leaves_a_week(q: Queries) -> None:
    # From Wednesday 13 January 2016 the second Thursday is a day off.
    assert q.next_surgery("norwich", dt.date(2016, 1, 13)) == dt.date(2016, 1, 14)
    assert q.due_until("norwich", dt.date(2016, 1, 13)) == dt.date(2016, 1, 20)


def test_groups_run_from_overdue_to_later_and_plans_come_first(q: Queries) -> None:
    found = everything(q, ANALYST, "norfolk")
    groups = [e.group for e in found]
    assert groups == sorted(groups, key=("overdue", "week", "later").index)
    late = [e.on_plan for e in found if e.group == "overdue"]
    assert late == sorted(late, reverse=True)
    assert any(late)


def test_a_child_says_how_much_is_late_though_only_what_is_due_is_listed(
    april: Queries,
) -> None:
    whole = {e.person: e.late for e in everything(april, ANALYST, "norfolk", APRIL)}
    due = [e for e in everything(april, ANALYST, "norfolk", APRIL, when="due") if e.person]
    assert all(e.late == whole[e.person] for e in due)
    assert any(e.late for e in due)
    assert not any(t["overdue"] for e in due for t in e.things)


def test_a_child_nobody_holds_is_marked(q: Queries) -> None:
    nobody = {e.person for e in everything(q, ANALYST, LYNN) if e.nobody}
    assert nobody <= {"child-lynn-12", "child-lynn-13"}
    assert nobody
    assert {e.person for e in everything(q, ANALYST, LYNN, worker=NO_WORKER)} == nobody


def test_a_child_has_age_and_days_since_the_last_visit(q: Queries) -> None:
    child = next(e for e in everything(q, ANALYST, LYNN) if e.person == "child-lynn-1")
    # Born on 1 May 2006; the last visit was on 20 January 2016, 71 days before 31 March.
    assert (child.age, child.unvisited, child.told) == (9, 71, True)


def test_pages_hold_each_entry_once_in_one_order(q: Queries) -> None:
    whole = [e.things[0]["case"] for e in everything(q, ANALYST, "norfolk")]
    pages = [q.morning(ANALYST, "norfolk", MARCH, size=7, page=n) for n in range(1, 40)]
    parts = [e.things[0]["case"] for page in pages[:pages[0].pages] for e in page.entries]
    assert parts == whole
    assert pages[-1].page == pages[0].pages


def test_a_worker_has_the_own_cases_and_narrowing_to_another_gives_none(q: Queries) -> None:
    assert {t["worker"] for e in everything(q, WORKER, "norfolk") for t in e.things} == {
        "worker-lynn-1"}
    assert everything(q, WORKER, "norfolk", worker=BOTH_TEAMS) == []


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_committee_and_board_learn_nothing(q: Queries, viewer: Viewer) -> None:
    for place in ("norfolk", LYNN, "nowhere"):
        with pytest.raises(NotAllowed):
            q.morning(viewer, place, MARCH)
    with pytest.raises(NotAllowed):
        next(q.morning_pages(viewer, "norfolk", MARCH))


def test_what_there_is_not_is_not_found(q: Queries) -> None:
    for chosen in ({"when": "never"}, {"service": "none"}):
        with pytest.raises(NotFound):
            q.morning(ANALYST, "norfolk", MARCH, **chosen)
    with pytest.raises(NotFound):
        q.morning(ANALYST, "nowhere", MARCH)


def test_the_parts_of_a_place_have_the_work_of_their_own_lists(q: Queries) -> None:
    parts = q.work_by_part(ANALYST, "norfolk", MARCH)
    assert parts
    for part, work in parts:
        assert work == q.workload(ANALYST, part.id, MARCH)
    assert [part.id for part, _ in q.work_by_part(MANAGER, "kings-lynn-west-norfolk", MARCH)] == [
        LYNN]
    assert q.work_by_part(MANAGER, LYNN, MARCH) == []


def test_the_list_is_noted_for_the_audit_log(q: Queries) -> None:
    notes = audit.begin()
    q.morning(MANAGER, LYNN, MARCH, when="overdue", size=3)
    assert notes[0].items() >= {"morning": LYNN, "when": "overdue", "rows": 3}.items()


# Where it is read from ------

def _without_the_child(entry: Entry) -> tuple[object, ...]:
    return entry.person, entry.late, entry.on_plan, [
        {name: value for name, value in thing.items()
         if name not in ("age", "unborn", "last_visit")} for thing in entry.things]


def test_a_snapshot_of_an_earlier_version_gives_the_same_list(tmp_path: Path) -> None:
    now, before = tmp_path / "now", tmp_path / "before"
    publish(now)
    as_before(publish(before))
    assert not (before / "snapshots/as_at=2016-03-31/revision=1/due.parquet").exists()
    lists = [open_queries(Settings(store=store)) for store in (now, before)]
    new, old = (everything(q, ANALYST, "norfolk") for q in lists)
    assert [_without_the_child(e) for e in new] == [_without_the_child(e) for e in old]
    assert not any(e.told for e in old), "who the children are is not held"


def test_only_the_dates_looked_at_last_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = 2
    monkeypatch.setattr("data.due_queries.KEPT", kept)
    days = [MARCH, FEBRUARY, JANUARY]
    for day in days:
        publish(tmp_path, day)
    q = open_queries(Settings(store=tmp_path))
    first = q.undone(ANALYST, days[0])
    for day in days[1:kept]:
        q.undone(ANALYST, day)
    assert q.undone(ANALYST, days[0]) is first, "looked at again, it is the last"
    for day in days[kept:]:
        q.undone(ANALYST, day)
    assert q.undone(ANALYST, days[0]) is first
    assert q.undone(ANALYST, days[1]) is not None
    assert len(q._kept_undone) == kept


def test_a_damaged_list_is_refused_like_any_file_of_a_snapshot(tmp_path: Path) -> None:
    entry = publish(tmp_path)
    (entry.path / "due.parquet").write_bytes(b"nothing")
    q = open_queries(Settings(store=tmp_path))
    with pytest.raises(NotFound, match=r"due\.parquet"):
        q.morning(ANALYST, "norfolk", MARCH)
    assert Store(tmp_path).entries()
