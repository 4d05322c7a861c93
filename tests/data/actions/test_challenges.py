"""The board's challenges: asked, answered and closed; who may, and nothing written is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from data.actions import (
    Actions,
    Challenge,
    ChangedMeanwhile,
    DatabaseUnavailable,
    Invalid,
    NotAllowed,
    NotFound,
)
from data.actions.migrations import downgrade
from data.settings import Settings
from data.viewers import Viewer
from tests.data.actions.agreed import agree, ask, token
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, EVERYONE, HEAD

JANUARY, FEBRUARY = dt.date(2016, 1, 20), dt.date(2016, 2, 17)
MARCH, APRIL = dt.date(2016, 3, 23), dt.date(2016, 4, 20)
OFFERED = ("police", "council")


def answer(book: Actions, one: int, viewer: Viewer = BOARD, **other: Any) -> Challenge:
    fields: dict[str, Any] = {
        "seen_version": 0, "answer": "Officers will be trained", "answered_on": FEBRUARY,
        "token": token()}
    return book.answer_challenge(viewer, one, **{**fields, **other})


def close(book: Actions, one: int, viewer: Viewer = BOARD, **other: Any) -> Challenge:
    fields: dict[str, Any] = {
        "seen_version": 1, "outcome": "The board is content", "closed_on": MARCH,
        "token": token()}
    return book.close_challenge(viewer, one, **{**fields, **other})


def problems(write: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        write()
    return dict(refused.value.problems)


def test_a_challenge_is_raised_answered_and_closed_and_every_step_is_kept(book: Actions) -> None:
    raised = ask(book)
    assert (raised.state, raised.version, raised.raised_by, raised.may_change) == (
        "open", 0, "board", True)
    answered = answer(book, raised.id, DIRECTOR)
    assert (answered.state, answered.version) == ("answered", 1)
    closed = close(book, raised.id, ANALYST)
    assert (closed.state, closed.version, closed.may_change) == ("closed", 2, False)
    assert [(s.number, s.kind, s.on, s.text, s.by) for s in closed.steps] == [
        (1, "answered", FEBRUARY, "Officers will be trained", "director"),
        (2, "closed", MARCH, "The board is content", "analyst")]
    assert (closed.what, closed.whom, closed.answer_by) == (raised.what, "police", FEBRUARY)
    assert book.challenge(BOARD, raised.id) == closed


def test_an_answer_may_be_followed_by_another_and_the_last_one_stands(book: Actions) -> None:
    one = ask(book).id
    answer(book, one)
    again = answer(book, one, seen_version=1, answer="And it was tested", answered_on=MARCH)
    assert again.answer is not None
    assert (again.state, again.version, again.answer.text) == ("answered", 2, "And it was tested")


def test_a_challenge_without_an_answer_may_be_closed(book: Actions) -> None:
    closed = close(book, ask(book).id, seen_version=0, outcome="Taken up by the council")
    assert (closed.state, closed.answer) == ("closed", None)
    assert closed.end is not None
    assert closed.end.text == "Taken up by the council"


def test_what_is_closed_stays_as_it_is(book: Actions) -> None:
    one = close(book, ask(book).id, seen_version=0)
    words = problems(lambda: answer(book, one.id, seen_version=1, answered_on=MARCH))
    assert words["form"].startswith("This challenge is closed")
    assert book.challenge(BOARD, one.id) == one


def test_a_challenge_stood_on_a_day_as_its_dates_say(book: Actions) -> None:
    one = ask(book)
    answer(book, one.id)
    closed = close(book, one.id)
    day = dt.timedelta(days=1)
    states = {when: closed.on(when) for when in (JANUARY - day, JANUARY, FEBRUARY, MARCH)}
    assert [found.state if found else None for found in states.values()] == [
        None, "open", "answered", "closed"]


def test_it_is_overdue_the_day_after_an_answer_was_to_be_there(book: Actions) -> None:
    one = ask(book)
    assert not one.overdue_at(FEBRUARY)
    assert one.overdue_at(FEBRUARY + dt.timedelta(days=1))
    assert not answer(book, one.id).overdue_at(MARCH)


def test_those_open_come_first_by_when_an_answer_is_due_then_the_newest(book: Actions) -> None:
    late, soon = ask(book, answer_by=APRIL), ask(book)
    old, new = ask(book), ask(book, raised_on=FEBRUARY, answer_by=MARCH)
    answer(book, old.id)
    answer(book, new.id)
    assert [one.id for one in book.challenges(BOARD)] == [soon.id, late.id, new.id, old.id]


def test_the_same_form_sent_twice_counts_once(book: Actions) -> None:
    form, second, third = token(), token(), token()
    one, again = ask(book, token=form), ask(book, token=form)
    assert one == again
    assert answer(book, one.id, token=second) == answer(book, one.id, token=second)
    assert close(book, one.id, token=third) == close(book, one.id, token=third)
    assert len(book.challenges(BOARD)) == 1
    assert book.challenge(BOARD, one.id).version == 2
    with pytest.raises(Invalid, match="sent before with other words"):
        ask(book, token=form, challenge="Something else")
    with pytest.raises(Invalid, match="sent before with other words"):
        ask(book, ANALYST, token=form)


def test_a_second_person_is_told_what_the_first_wrote(book: Actions) -> None:
    one = ask(book).id
    answer(book, one, DIRECTOR)
    with pytest.raises(ChangedMeanwhile, match="changed this challenge") as told:
        close(book, one, seen_version=0)
    assert told.value.since == list(book.challenge(BOARD, one).steps)
    assert told.value.now.version == 1
    assert book.challenge(BOARD, one).state == "answered"


def test_all_that_is_wrong_is_said_at_once(book: Actions) -> None:
    assert problems(lambda: ask(book, challenge=" ", whom="mayor", raised_on=None,
                                answer_by=None, token="x")) == {
        "token": "The form has lost its token. Open the page again.",
        "challenge": "Say what the board asks.", "whom": "Choose whom the board asks.",
        "raised_on": "Give the day on which it was raised.",
        "answer_by": "Give the day by which an answer is to be there."}
    assert set(problems(lambda: ask(book, challenge="x" * 2001, answer_by=JANUARY))) == {
        "challenge", "answer_by"}
    assert set(problems(lambda: ask(book, challenge="a\0b", raised_on=dt.date(2999, 1, 1)))) == {
        "challenge", "raised_on", "answer_by"}
    one = ask(book).id
    assert problems(lambda: answer(book, one, answer="", answered_on=None)) == {
        "answer": "Write what was answered.",
        "answered_on": "Give the day on which it was answered."}
    assert problems(lambda: answer(book, one, answered_on=JANUARY - dt.timedelta(days=1))) == {
        "answered_on": "The day must not be before 20 January 2016, when the challenge was "
                       "raised."}
    answer(book, one)
    assert set(problems(lambda: close(book, one, closed_on=JANUARY, outcome=""))) == {
        "closed_on", "outcome"}


@pytest.mark.parametrize("viewer", EVERYONE, ids=lambda v: v.role)
def test_the_board_analysts_and_directors_write_heads_read_and_nobody_else(
    book: Actions, viewer: Viewer,
) -> None:
    one = ask(book)
    writes, reads = viewer.role in {"board", "analyst", "director"}, viewer == HEAD
    for write in (lambda: ask(book, viewer), lambda: answer(book, one.id, viewer),
                  lambda: close(book, one.id, viewer)):
        if writes:
            assert write().may_change in (True, False)
        else:
            with pytest.raises(NotAllowed):
                write()
    for read in (lambda: book.challenges(viewer), lambda: book.challenge(viewer, one.id)):
        if writes or reads:
            assert read()
        else:
            with pytest.raises(NotAllowed):
                read()


def test_a_head_is_not_offered_to_change_what_they_read(book: Actions) -> None:
    assert not book.challenge(HEAD, ask(book).id).may_change


@pytest.mark.parametrize("number", [0, 999, 2**31])
def test_there_is_no_challenge_of_another_number(book: Actions, number: int) -> None:
    with pytest.raises(NotFound, match="no challenge of that number"):
        book.challenge(BOARD, number)


def test_a_member_of_the_committee_learns_not_even_whether_there_is_one(book: Actions) -> None:
    with pytest.raises(NotAllowed):
        book.challenge(COMMITTEE, 999)


def test_what_is_written_changes_the_version_that_pages_are_kept_by(book: Actions) -> None:
    before = book.version()
    ask(book)
    assert book.version() != before


def test_a_database_one_migration_behind_says_so_and_keeps_what_it_has(chosen: Settings) -> None:
    from data.actions import open_actions

    book = open_actions(chosen)
    action = agree(book)
    with book.database.migrating() as connection:
        downgrade(connection, "0001")
    with pytest.raises(DatabaseUnavailable, match=r"is at 0001, and this version of Surgery needs "
                                                  r"0002\. Run “surgery database"):
        book.challenges(BOARD)
    assert book.database.upgrade() == "0001"
    assert book.challenges(BOARD) == []
    assert book.one(HEAD, action.id) == action
    book.close()
