"""Minutes: whether they are as they were kept, and who reads how much of them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from data.actions import Actions, Minutes, NotAllowed, NotFound
from data.viewers import Viewer
from tests.data.actions.agreed import AREA, HELD, LYNN, MARCH, agree, opened, token
from tests.data.looking import COMMITTEE, DIRECTOR, HEAD, MANAGER, WORKER

RECORD = {"place": AREA, "items": [
    {"number": 4, "title": "The children", "sentence": "7 things are late.",
     "lines": [{"words": "child-1, 40 days", "opens": "/children/child-1"}]}]}
OTHER_MANAGER = Viewer("manager", "norwich-looked-after")


@pytest.fixture
def kept(book: Actions) -> Minutes:
    """A closed surgery: a note, an action of the area and one of a team, each naming a child."""
    surgery = opened(book)
    book.note(HEAD, surgery.id, "4", "child-2 is seen on Friday", token())
    agree(book, surgery=surgery.id, owner="director", children=["child-3"])
    agree(book, surgery=surgery.id, place=LYNN, what="Of the team", children=["child-4"])
    return book.close_surgery(HEAD, surgery.id, RECORD, token())


def test_minutes_are_sound_also_when_an_action_has_been_changed_since(
    book: Actions, kept: Minutes,
) -> None:
    book.change(HEAD, kept.actions[0].id, seen_version=1, token=token(), state="done")
    assert book.minutes(HEAD, AREA, HELD).sound


@pytest.mark.parametrize("change", [
    "update minutes set record = '{\"items\": []}'",
    "update notes set text = 'child-2 is seen'",
    "update action_versions set what = 'Of nobody' where number = 1",
    "update action_children set person = 'child-9'",
    "delete from notes"])
def test_minutes_say_when_anything_in_them_was_changed_behind_their_back(
    book: Actions, kept: Minutes, change: str,
) -> None:
    assert kept.sound
    with book.database.writing() as session:
        session.execute(sa.text(change))
    assert not book.minutes(HEAD, AREA, HELD).sound


def test_a_manager_reads_sentences_and_the_own_teams_actions_and_no_other_child(
    book: Actions, kept: Minutes,
) -> None:
    found = book.minutes(MANAGER, AREA, HELD)
    assert (kept.whole, found.whole, found.sound) == (True, False, True)
    assert found.record["items"][0]["sentence"] == "7 things are late."
    assert (found.record["items"][0]["lines"], found.notes) == ([], [])
    assert [(a.what, a.children) for a in found.actions] == [("Of the team", ("child-4",))]


@pytest.mark.parametrize("viewer", [OTHER_MANAGER, WORKER, COMMITTEE], ids=lambda v: v.role)
def test_minutes_are_for_those_who_have_the_agenda(
    book: Actions, kept: Minutes, viewer: Viewer,
) -> None:
    for ask in (lambda: book.minutes(viewer, AREA, HELD), lambda: book.closed(viewer, AREA)):
        with pytest.raises(NotAllowed):
            ask()


def test_closed_surgeries_are_listed_for_who_may_read_their_minutes(
    book: Actions, kept: Minutes,
) -> None:
    book.open_surgery(DIRECTOR, "norwich", MARCH, token())
    for viewer in (DIRECTOR, HEAD, MANAGER):
        assert book.closed(viewer, AREA) == [kept.surgery]
    assert book.closed(DIRECTOR, "norwich") == []
    with pytest.raises(NotFound):
        book.closed(DIRECTOR, "nowhere")
