"""One child: for whom, how each clock stands, and what an earlier snapshot lacks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data import audit
from data.child_queries import STATES
from data.queries import Child, NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.viewers import Viewer
from tests.data.county import BOTH_TEAMS, CATALOGUE, FORMULA, LYNN, MARCH, NORWICH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, HEAD, MANAGER, VIEWERS, WORKER
from tests.data.snapshots.making import as_before

EVERYONE = ("child-lynn-1", "child-lynn-8", "child-lynn-12", "child-norwich-1",
            "child-norwich-10", "child-closed-1", "child-lost-1", "child-yarmouth-1",
            "child-plan-1", "leaver-south-1", "child-door-1", "child-door-5", FORMULA)
HOSTILE = ("", "nobody", "child-lynn", "child-lynn-1 ", "CHILD-LYNN-1", "' or 1=1 --",
           "child-lynn-1' --", '"', "\x00", "☃", "a" * 100_000, "%", "_", "$person", "null",
           "../..")


@pytest.fixture(scope="module")
def q(county_queries: Queries) -> Queries:
    return county_queries


def seen(q: Queries, viewer: Viewer) -> set[str]:
    """Whose page the viewer may open."""
    def may_open(person: str) -> bool:
        try:
            return q.child(viewer, person, MARCH).person == person
        except NotFound:
            return False

    return {person for person in EVERYONE if may_open(person)}


# Who sees whom ------

def test_an_analyst_and_a_director_open_every_child(q: Queries) -> None:
    assert seen(q, ANALYST) == seen(q, DIRECTOR) == set(EVERYONE)


def test_a_head_opens_the_own_area_and_the_children_of_the_own_service(q: Queries) -> None:
    """The head of Lynn leads on looked-after children, wherever they are."""
    assert seen(q, HEAD) == {
        "child-lynn-1", "child-lynn-8", "child-lynn-12", FORMULA, "child-norwich-1",
        "child-norwich-10", "child-closed-1", "child-lost-1"}


def test_a_manager_opens_the_own_team_and_a_worker_the_own_children(q: Queries) -> None:
    assert seen(q, MANAGER) == {"child-lynn-1", "child-lynn-8", "child-lynn-12", FORMULA}
    assert seen(q, WORKER) == {"child-lynn-1", FORMULA}
    assert seen(q, Viewer("worker", NORWICH, worker=BOTH_TEAMS)) == {
        "child-lynn-8", "child-norwich-10"}


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
@pytest.mark.parametrize("person", ["child-lynn-1", "nobody"])
def test_committee_and_board_open_nobody(q: Queries, viewer: Viewer, person: str) -> None:
    with pytest.raises(NotAllowed):
        q.child(viewer, person, MARCH)


@pytest.mark.parametrize("viewer", [v for v in VIEWERS if v.may_see_children], ids=lambda v: v.key)
def test_whoever_is_listed_can_be_opened(q: Queries, viewer: Viewer) -> None:
    for measure in ("lac-count", "cpp-count-rate", "assessments-45wd", "cl-in-touch"):
        rows = q.cases(viewer, measure, "norfolk", MARCH, size=1000).rows
        for person in rows["person"].head(6):
            assert q.child(viewer, person, MARCH).person == person


def test_a_child_out_of_reach_is_not_told_from_one_who_is_not(q: Queries) -> None:
    def said(person: str) -> str:
        with pytest.raises(NotFound) as refused:
            q.child(WORKER, person, MARCH)
        return str(refused.value)

    assert said("child-norwich-1") == said("child-lynn-8") == said("nobody")


@pytest.mark.parametrize("person", HOSTILE)
def test_an_id_of_nobody_is_not_found(q: Queries, person: str) -> None:
    for viewer in (ANALYST, MANAGER):
        with pytest.raises(NotFound):
            q.child(viewer, person, MARCH)


def test_a_view_is_noted_and_a_refusal_is_not(q: Queries) -> None:
    notes = audit.begin()
    found = q.child(MANAGER, "child-lynn-1", MARCH)
    with pytest.raises(NotFound):
        q.child(MANAGER, "child-norwich-1", MARCH)
    (note,) = notes
    assert found.journey is not None
    assert note == {"child": "child-lynn-1", "as_at": MARCH,
                    "rows": len(found.clocks) + len(found.journey)}


# Clocks ------

def test_every_stock_case_of_the_child_is_a_clock_and_no_other_is(q: Queries) -> None:
    found = q.child(ANALYST, "child-lynn-1", MARCH)
    clocks = {clock["measure"] for clock in found.clocks}
    for measure in CATALOGUE.values():
        rows = q.cases(ANALYST, measure.id, "norfolk", MARCH, search="child-lynn-1", size=99,
                       ).rows.query("person == 'child-lynn-1'")
        less = measure.better == "lower" and (rows["value"] == 0).all()
        assert (measure.id in clocks) == (measure.kind == "stock" and len(rows) > 0 and not less)


def test_what_is_late_is_what_the_lists_call_overdue(q: Queries) -> None:
    due = q.due(ANALYST, "norfolk", MARCH, size=10_000).rows
    soon = q.due(ANALYST, "norfolk", MARCH, show="due", size=10_000).rows
    for person in EVERYONE:
        found = q.child(ANALYST, person, MARCH)
        assert found.late == (due["person"] == person).sum(), person
        assert found.due == (soon["person"] == person).sum(), person
        assert [c["measure"] for c in found.clocks if c["state"] == "overdue"] == due.loc[
            due["person"] == person, "measure"].tolist()


def test_clocks_come_worst_first(q: Queries) -> None:
    clocks = q.child(ANALYST, "child-lynn-1", MARCH).clocks
    states = [STATES.index(clock["state"]) for clock in clocks]
    assert states == sorted(states)
    late = [clock["days_over"] for clock in clocks if clock["state"] == "overdue"]
    assert len(late) > 1
    assert late == sorted(late, reverse=True)


def test_a_visit_on_time_is_met_and_says_when_the_next_is_due(q: Queries) -> None:
    """child-lynn-2 was visited on 20 March 2016: the next visit is due by 1 May, 42 days later."""
    visit = next(clock for clock in q.child(ANALYST, "child-lynn-2", MARCH).clocks
                 if clock["measure"] == "lac-visit-timely")
    assert (visit["state"], visit["due_on"], visit["days_over"]) == (
        "met", dt.date(2016, 5, 1), -31)


def test_who_sees_a_child_by_the_own_service_alone_gets_the_clocks_of_that_service(
    q: Queries,
) -> None:
    every, own = (q.child(viewer, "child-norwich-1", MARCH) for viewer in (ANALYST, HEAD))
    assert (every.all_of_them, own.all_of_them) == (True, False)
    assert {c["measure"] for c in own.clocks} == {
        c["measure"] for c in every.clocks if CATALOGUE[c["measure"]].service == "looked-after"}


# Who holds the child, the journey, and snapshots of before ------

def test_who_holds_the_child_and_since_when(q: Queries) -> None:
    about = q.child(MANAGER, "child-lynn-1", MARCH).about
    assert about is not None
    assert (about["worker"], about["team"], about["since"], about["age"]) == (
        "worker-lynn-1", LYNN, dt.date(2015, 9, 1), 9)
    nobody = q.child(MANAGER, "child-lynn-12", MARCH).about
    assert nobody is not None
    assert (nobody["worker"], nobody["nobody"]) == (None, "No worker named")


def test_the_journey_is_newest_first(q: Queries) -> None:
    journey = q.child(MANAGER, "child-lynn-2", MARCH).journey
    assert journey is not None
    days = [step["starts"] for step in journey]
    assert days == sorted(days, reverse=True)
    assert {"care", "legal-status", "placement", "worker"} <= {s["strand"] for s in journey}


def test_nobody_is_known_at_a_date_before_they_were(q: Queries) -> None:
    with pytest.raises(NotFound):
        q.child(ANALYST, "child-lynn-1", dt.date(2015, 1, 31))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """Queries over the snapshot of an earlier version."""
    root: Path = tmp_path_factory.mktemp("before")
    as_before(publish(root))
    return open_queries(Settings(store=root))


@pytest.mark.parametrize("viewer", [ANALYST, HEAD, MANAGER, WORKER], ids=lambda v: v.role)
def test_a_snapshot_without_the_clocks_says_the_same_of_every_child(
    q: Queries, tmp_path: Path, viewer: Viewer,
) -> None:
    as_before(publish(tmp_path), "clocks")
    before = open_queries(Settings(store=tmp_path))
    assert not before.snapshot(ANALYST, MARCH).holds("clocks.parquet")
    assert seen(q, viewer) == seen(before, viewer) != set()
    for person in seen(q, viewer):
        assert before.child(viewer, person, MARCH) == q.child(viewer, person, MARCH)


@pytest.mark.parametrize("viewer", [ANALYST, HEAD, MANAGER, WORKER], ids=lambda v: v.role)
def test_a_snapshot_of_an_earlier_version_has_clocks_and_says_that_it_has_no_journey(
    q: Queries, before: Queries, viewer: Viewer,
) -> None:
    now: Child = q.child(viewer, "child-lynn-1", MARCH)
    then = before.child(viewer, "child-lynn-1", MARCH)
    assert then.clocks == now.clocks
    assert (then.about, then.journey) == (None, None)
    with pytest.raises(NotFound):
        before.child(viewer, "nobody", MARCH)
