"""What was said before: figures of a date's earlier revisions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.queries import NotAllowed, NotFound, Queries
from data.revision_queries import SaidBefore
from data.snapshots.live import Live
from data.snapshots.store import Store, Withdrawal
from data.viewers import Viewer
from tests.data.county import CATALOGUE, FEBRUARY, LYNN, MARCH, NORWICH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, MANAGER
from tests.data.measures.worked import AUTHORITY


def asking(root: Path) -> Queries:
    return Queries(Live(Store(root)), AUTHORITY, CATALOGUE)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def said(q: Queries, viewer: Viewer = ANALYST, place: str = "norfolk") -> list[tuple[int, float]]:
    return [(one.revision, one.figure.numerator)
            for one in q.said_before(viewer, "lac-count", place, MARCH) if one.figure]


def test_the_revisions_before_the_one_shown_newest_first(tmp_path: Path) -> None:
    for more in (0, 4, 9):
        publish(tmp_path, more=more)
    assert said(asking(tmp_path)) == [(2, 35), (1, 31)]
    assert said(asking(tmp_path), place="norwich") == [(2, 17), (1, 13)]


def test_the_first_revision_has_nothing_before_it_and_neither_has_another_date(
    tmp_path: Path,
) -> None:
    publish(tmp_path, FEBRUARY)
    publish(tmp_path)
    assert said(asking(tmp_path)) == []


def test_a_revision_that_was_altered_is_left_out(tmp_path: Path) -> None:
    for more in (0, 4, 9):
        publish(tmp_path, more=more)
    (Store(tmp_path).entry(MARCH, 2).path / "figures.parquet").write_bytes(b"")
    assert said(asking(tmp_path)) == [(1, 31)]


def test_a_later_revision_that_was_withdrawn_is_said_with_its_figure_and_why(
    tmp_path: Path,
) -> None:
    for more in (0, 4):
        publish(tmp_path, more=more)
    Store(tmp_path).withdraw(MARCH, 2, by="analyst 1", why="wrong file")
    q = asking(tmp_path)
    (one,) = q.said_before(ANALYST, "lac-count", "norfolk", MARCH)
    assert (one.revision, one.figure and one.figure.numerator) == (2, 35)
    assert one.withdrawal == Withdrawal(2, today(), "analyst 1", "wrong file")
    assert q.withdrawn(ANALYST, MARCH) == (one.withdrawal,)
    assert q.withdrawn(ANALYST, FEBRUARY) == ()


def test_what_was_replaced_says_why_the_next_one_that_stands_was_loaded(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, more=9, why="a mistake")
    publish(tmp_path, more=4, why="visits recorded late")
    Store(tmp_path).withdraw(MARCH, 2, by="analyst 1", why="wrong file")
    second, first = asking(tmp_path).said_before(ANALYST, "lac-count", "norfolk", MARCH)
    assert (second.revision, second.why, bool(second.withdrawal)) == (2, "", True)
    assert (first.revision, first.why, first.withdrawal) == (1, "visits recorded late", None)


def test_a_withdrawn_revision_that_was_altered_is_said_without_its_figure(tmp_path: Path) -> None:
    for more in (0, 4):
        publish(tmp_path, more=more)
    entry = Store(tmp_path).withdraw(MARCH, 2, by="analyst 1", why="wrong file")
    (entry.path / "figures.parquet").write_bytes(b"")
    (one,) = asking(tmp_path).said_before(ANALYST, "lac-count", "norfolk", MARCH)
    assert (one.figure, one.withdrawal) == (None, entry.withdrawal)


def test_what_was_said_needs_the_figures_of_a_revision_and_no_other_file(tmp_path: Path) -> None:
    for more in (0, 4):
        publish(tmp_path, more=more)
    (Store(tmp_path).entry(MARCH, 1).path / "cases.parquet").write_bytes(b"")
    assert said(asking(tmp_path)) == [(1, 31)]


def test_why_it_was_replaced_stands_with_the_one_replaced(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, more=4, why="visits recorded late")
    (one,) = asking(tmp_path).said_before(ANALYST, "lac-count", "norfolk", MARCH)
    assert one.why == "visits recorded late"


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD])
def test_members_are_not_shown_what_changed_between_two_tables(
    tmp_path: Path, viewer: Viewer,
) -> None:
    publish(tmp_path)
    publish(tmp_path, more=4)
    q = asking(tmp_path)
    assert q.said_before(viewer, "lac-count", "norfolk", MARCH) == []
    with pytest.raises(NotAllowed):
        q.all_figures(viewer, MARCH, revision=1)


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD])
def test_members_are_told_that_a_revision_was_withdrawn_and_when_but_no_figure_and_no_words(
    tmp_path: Path, viewer: Viewer,
) -> None:
    for more in (0, 4):
        publish(tmp_path, more=more)
    Store(tmp_path).withdraw(MARCH, 2, by="analyst 1", why="child 7 was counted twice")
    q = asking(tmp_path)
    assert q.said_before(viewer, "lac-count", "norfolk", MARCH) == [
        SaidBefore(2, withdrawal=Withdrawal(2, today()))]
    assert q.withdrawn(viewer, MARCH) == (Withdrawal(2, today()),)


def test_a_manager_sees_what_was_said_of_the_own_team_and_of_no_other(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, more=4)
    q = asking(tmp_path)
    assert said(q, MANAGER, LYNN) == [(1, 13)]
    with pytest.raises(NotAllowed):
        said(q, MANAGER, NORWICH)


def test_a_revision_that_is_not_there_or_not_whole_is_not_given(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, more=4)
    q = asking(tmp_path)
    with pytest.raises(NotFound, match="no revision 7"):
        q.all_figures(ANALYST, MARCH, revision=7)
    (Store(tmp_path).entry(MARCH, 1).path / "cases.parquet").write_bytes(b"")
    with pytest.raises(NotFound, match="no sound revision 1"):
        q.all_figures(ANALYST, MARCH, revision=1)
