"""Commentary: beside a figure of a date, and marked for publication only by who may."""

from __future__ import annotations

import pytest

from data.actions import Actions, Comment, Invalid, NotAllowed, NotFound
from data.viewers import Viewer
from tests.data.actions.agreed import (
    AREA,
    FEBRUARY,
    LYNN,
    MARCH,
    OTHER_MEASURE,
    OWN_MEASURE,
    token,
)
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, HEAD, MANAGER, WORKER


def say(book: Actions, viewer: Viewer = HEAD, text: str = "Snow", **other: object) -> Comment:
    fields = {"measure": OWN_MEASURE, "place": AREA, "as_at": MARCH, "token": token()} | other
    return book.comment(viewer, text=text, **fields)  # type: ignore[arg-type]


def test_comments_stand_by_their_date_the_latest_first(book: Actions) -> None:
    march, february = say(book), say(book, as_at=FEBRUARY)
    second = say(book, DIRECTOR, "And ice")
    say(book, measure=OTHER_MEASURE)
    say(book, place="norfolk")
    asked = {"measure": OWN_MEASURE, "place": AREA}
    assert book.comments(HEAD, **asked) == [march, second, february]
    assert book.comments(HEAD, **asked, as_at=FEBRUARY) == [february]
    assert (march.text, march.by, march.public) == ("Snow", f"head:{AREA}", False)


def test_the_same_form_sent_twice_makes_one_comment(book: Actions) -> None:
    form = token()
    assert say(book, token=form) == say(book, token=form)
    with pytest.raises(Invalid, match="sent before with other words"):
        say(book, token=form, text="Ice")
    assert len(book.comments(HEAD, measure=OWN_MEASURE, place=AREA)) == 1


@pytest.mark.parametrize("viewer", [HEAD, MANAGER], ids=lambda v: v.role)
def test_only_an_analyst_or_director_marks_commentary_for_publication(
    book: Actions, viewer: Viewer,
) -> None:
    with pytest.raises(NotAllowed):
        say(book, viewer, place=LYNN, public=True)
    assert say(book, ANALYST, public=True).public
    assert say(book, DIRECTOR, public=True).public


def test_members_read_only_what_is_marked_for_publication(book: Actions) -> None:
    say(book)
    public = say(book, ANALYST, "The new estate", public=True)
    for viewer in (COMMITTEE, BOARD, MANAGER, WORKER):
        assert book.comments(viewer, measure=OWN_MEASURE, place=AREA) == [public]
    say(book, ANALYST, place=LYNN, public=True)
    for viewer in (COMMITTEE, BOARD):
        with pytest.raises(NotAllowed):
            book.comments(viewer, measure=OWN_MEASURE, place=LYNN)


def test_a_comment_needs_words_and_a_measure_and_place_that_there_are(book: Actions) -> None:
    with pytest.raises(Invalid, match="Write something first"):
        say(book, text="")
    with pytest.raises(NotFound, match="no measure called none"):
        say(book, measure="none")
    with pytest.raises(NotFound, match="no place called none"):
        book.comments(HEAD, measure=OWN_MEASURE, place="none")
