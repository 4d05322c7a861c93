"""The made-up surgeries: held once, about what the figures say, and naming nobody."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.actions import Action, Actions, open_actions
from data.actions.owners import is_owner
from data.demo.agreeing import FEWEST, expected, expected_at, words
from data.demo.surgeries import DONE, DROPPED, MOVED, days_held, write_surgeries
from data.queries import Queries, open_queries
from data.settings import Settings
from data.signals.publish import publish_signals
from data.snapshots.store import Store
from data.viewers import Viewer
from tests.data.county import CATALOGUE, FEBRUARY, MARCH, publish
from tests.data.measures.worked import AUTHORITY

ANALYST = Viewer("analyst")
SEED = 6
"""One of which something is done, dropped and overdue though the county is small."""
PLACES = {one.id for one in (*AUTHORITY.localities, *AUTHORITY.services)}


def record(viewer: Viewer, place: str, as_at: dt.date) -> dict[str, Any]:
    return {"place": place, "as_at": as_at, "by": viewer.owner_key}


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The county of two month-ends, its signals, and the surgeries about the first."""
    found = Settings(store=tmp_path_factory.mktemp("surgeries"), refresh_seconds=60)
    for day in (FEBRUARY, MARCH):
        publish(found.store, day)
    publish_signals(Store(found.store), AUTHORITY, CATALOGUE)
    assert write_surgeries(open_queries(found), found, record, seed=SEED) == 12
    return found


@pytest.fixture(scope="module")
def q(chosen: Settings) -> Queries:
    return open_queries(chosen)


@pytest.fixture
def log(chosen: Settings) -> Iterator[Actions]:
    opened = open_actions(chosen)
    yield opened
    opened.close()


@pytest.fixture
def agreed(log: Actions) -> list[Action]:
    return log.list(ANALYST)


def test_every_area_and_service_has_held_and_closed_one(log: Actions) -> None:
    held = log.surgeries(ANALYST)
    assert {(one.place, one.as_at) for one in held} == {
        (place, FEBRUARY) for place in PLACES}
    for one in held:
        minutes = log.minutes(ANALYST, one.place, one.held)
        assert minutes.sound
        assert minutes.record == {"place": one.place, "as_at": one.as_at.isoformat(),
                                  "by": one.closed_by}
        assert one.opened_at.date() == one.closed_at.date() == one.held  # type: ignore[union-attr]
    assert {one.opened_by for one in held if one.place == "leaving-care"} == {"head:south-norfolk"}


def test_written_again_nothing_is_added(
    chosen: Settings, q: Queries, log: Actions, agreed: list[Action],
) -> None:
    version = log.version()
    assert write_surgeries(q, chosen, record, seed=SEED) == 0
    assert (log.version(), log.list(ANALYST)) == (version, agreed)


def test_written_again_after_an_interruption_everything_is_there_once(
    chosen: Settings, q: Queries, agreed: list[Action], tmp_path: Path,
) -> None:
    other = chosen.model_copy(update={"database": f"sqlite:///{tmp_path}/again.db"})
    left = 7

    def breaks(viewer: Viewer, place: str, as_at: dt.date) -> dict[str, Any]:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return record(viewer, place, as_at)

    with pytest.raises(KeyboardInterrupt):
        write_surgeries(q, other, breaks, seed=SEED)
    assert write_surgeries(q, other, record, seed=SEED) == 6
    opened = open_actions(other)
    found = opened.list(ANALYST)
    opened.close()

    def about(one: Action) -> tuple[object, ...]:
        return one.place, one.agreed_at, one.measure, one.owner, one.children, one.state, one.due_on

    assert Counter(map(about, found)) == Counter(map(about, agreed))


def test_what_is_agreed_is_about_a_target_that_the_place_missed_then(
    q: Queries, agreed: list[Action],
) -> None:
    assert len(agreed) > 6
    for one in agreed:
        measure = q.catalogue[one.measure]
        found = q.places.by_id[one.place]  # a team where most of it comes from there
        whole = found.parent if found.level == "team" else found.id
        signal = q.signal(ANALYST, one.measure, str(whole), FEBRUARY)
        assert signal is not None
        assert (signal.value < measure.target if measure.better == "higher"
                else signal.value > measure.target)


def test_what_should_change_begins_at_the_figure_of_the_place_where_it_is_measured(
    q: Queries, agreed: list[Action],
) -> None:
    for one in agreed:
        measure = q.catalogue[one.measure]
        then = q.effect(ANALYST, one.measure, one.place, FEBRUARY, agreed_at=FEBRUARY).then
        assert then is not None
        few = measure.unit == "percent" and then["denominator"] < FEWEST
        meets = (then["value"] >= measure.target if measure.better == "higher"
                 else then["value"] <= measure.target)
        assert one.expected == ("" if few or meets else expected(measure, then["value"]))


@pytest.mark.parametrize(("measure", "team", "said"), [
    ("lac-visit-timely", "norwich-looked-after", "From 91\u202f% to 93\u202f% in three months"),
    ("lac-visit-timely", "breckland-looked-after", ""),
    ("lac-suspensions", "norwich-looked-after", "")])
def test_a_teams_own_figure_counts_not_that_of_its_area(
    q: Queries, measure: str, team: str, said: str,
) -> None:
    """10 of 11 visited on time; 3 of 3, too few; no suspension among 11, which is on target."""
    assert expected_at(q, ANALYST, CATALOGUE[measure], team, FEBRUARY) == said


def test_children_are_those_counted_against_it_in_the_snapshot_of_that_date(
    q: Queries, agreed: list[Action],
) -> None:
    named = [one for one in agreed if one.children]
    assert named
    for one in named:
        cases = q.all_cases(ANALYST, one.measure, one.place, one.agreed_at)
        against = cases["value"] == 1 if q.catalogue[one.measure].better == "lower" else (
            cases["value"] != 1)
        assert set(one.children) <= set(cases["person"][against])


def test_owners_are_roles_and_ids_of_workers(q: Queries, agreed: list[Action]) -> None:
    for one in agreed:
        assert is_owner(one.owner, q.places)
        role, _, whose = one.owner.partition(":")
        if role == "worker":
            cases = q.all_cases(ANALYST, one.measure, one.place, one.agreed_at)
            assert whose in set(cases["worker"])


def test_nothing_that_is_said_names_a_person() -> None:
    """No word has a capital but the first of a sentence and the days of the week."""
    said = [text for one in words().values() for text in one.values() if isinstance(text, str)]
    for text in (*said, *DONE, *DROPPED, MOVED):
        for sentence in re.split(r"(?<=[.:;?]) ", text):
            capitals = re.findall(r"\b[A-Z]\w*", sentence[1:])
            assert all(re.fullmatch("(Mon|Tues|Wednes|Thurs|Fri)days?", one)
                       for one in capitals), text


def test_some_are_done_or_dropped_and_some_open_past_their_day(agreed: list[Action]) -> None:
    states = Counter(one.state for one in agreed)
    assert set(states) == {"done", "open", "dropped"}
    assert [one for one in agreed if one.overdue_at(MARCH)]
    assert all(one.changed_by == one.owner or one.owner.startswith("head:")
               for one in agreed if one.state == "done")
    assert all(one.reason for one in agreed if one.state != "open")
    assert all(one.state_since <= MARCH for one in agreed)


def test_every_measure_that_is_spoken_of_is_in_the_catalogue() -> None:
    assert set(words()) <= set(CATALOGUE)


@pytest.mark.parametrize(("measure", "now", "said"), [
    ("pep-up-to-date", 70.4, "From 70\u202f% to 83\u202f% in three months"),
    ("assessments-open-overdue", 7, "From 7 to 3 in three months"),
    ("caseload-average", 15.3, "15 or fewer, and kept"),
    ("adoption-a1", 526, "From 526 days to 476 days in three months")])
def test_half_of_the_way_to_the_target_is_expected(measure: str, now: float, said: str) -> None:
    assert expected(CATALOGUE[measure], now) == said


@pytest.mark.parametrize(("months", "held"), [(1, []), (2, [0]), (3, [1]), (7, [0, 3, 5])])
def test_a_shorter_demo_holds_those_it_has_the_dates_for(months: int, held: list[int]) -> None:
    dates = [dt.date(2016, month, 1) for month in range(1, months + 1)]
    assert days_held(dates) == [dates[n] for n in held]


def test_nothing_is_made_up_of_a_store_that_is_not(tmp_path: Path) -> None:
    chosen = Settings(store=tmp_path)
    publish(tmp_path, FEBRUARY, made_up="")
    publish(tmp_path, MARCH, made_up="")
    assert write_surgeries(open_queries(chosen), chosen, record) == 0
