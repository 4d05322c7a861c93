"""What was said before: figures of a date's earlier revisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.queries import NotAllowed, NotFound, Queries
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.viewers import Viewer
from tests.data.county import CATALOGUE, FEBRUARY, LYNN, MARCH, NORWICH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, MANAGER
from tests.data.measures.worked import AUTHORITY


def asking(root: Path) -> Queries:
    return Queries(Live(Store(root)), AUTHORITY, CATALOGUE)


def said(q: Queries, viewer: Viewer = ANALYST, place: str = "norfolk") -> list[tuple[int, float]]:
    return [(one.revision, one.figure.numerator)
            for one in q.said_before(viewer, "lac-count", place, MARCH)]


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


def test_a_revision_withdrawn_or_altered_is_left_out(tmp_path: Path) -> None:
    for more in (0, 4, 9, 2):
        publish(tmp_path, more=more)
    store = Store(tmp_path)
    store.withdraw(MARCH, 2, by="analyst 1", why="wrong file")
    (store.entry(MARCH, 3).path / "figures.parquet").write_bytes(b"")
    assert said(asking(tmp_path)) == [(1, 31)]


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
    assert said(q, viewer) == []
    with pytest.raises(NotAllowed):
        q.all_figures(viewer, MARCH, revision=1)


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
