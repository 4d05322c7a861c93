"""Surgeries: opened once, noted in while open, closed for good."""

from __future__ import annotations

import datetime as dt

import pytest

from data.actions import Actions, Invalid, NotFound
from tests.data.actions.agreed import (
    APRIL,
    AREA,
    FEBRUARY,
    HELD,
    MARCH,
    agree,
    opened,
    token,
)
from tests.data.looking import ANALYST, DIRECTOR, HEAD


def test_of_two_who_open_a_surgery_both_get_the_same(book: Actions) -> None:
    first = opened(book)
    second = book.open_surgery(DIRECTOR, AREA, MARCH, token())
    assert first == second == book.surgery(HEAD, AREA, MARCH)
    assert (first.place, first.as_at, first.held, first.opened_by, first.closed_at) == (
        AREA, MARCH, HELD, f"head:{AREA}", None)


def test_a_surgery_nobody_has_opened_is_none(book: Actions) -> None:
    assert book.surgery(HEAD, AREA, MARCH) is None
    with pytest.raises(NotFound, match="no place called atlantis"):
        book.surgery(HEAD, "atlantis", MARCH)


def test_a_surgery_may_be_held_for_a_service(book: Actions) -> None:
    assert opened(book, HEAD, "looked-after").place == "looked-after"


def test_surgeries_come_newest_first(book: Actions) -> None:
    for day in (FEBRUARY, APRIL, MARCH):
        book.open_surgery(HEAD, AREA, day, token())
    opened(book, ANALYST, "norwich")
    assert [s.as_at for s in book.surgeries(HEAD, AREA)] == [APRIL, MARCH, FEBRUARY]
    assert [s.place for s in book.surgeries(HEAD)] == [AREA] * 3
    assert len(book.surgeries(DIRECTOR)) == 4


def test_two_surgeries_of_a_place_are_not_held_on_one_day(book: Actions) -> None:
    opened(book)
    with pytest.raises(Invalid, match="was held on 14 April 2016 already, about 31 March 2016"):
        book.open_surgery(HEAD, AREA, FEBRUARY, token(), held=HELD)
    with pytest.raises(Invalid, match="on or after the date of its figures"):
        book.open_surgery(HEAD, AREA, APRIL, token(), held=HELD)
    form = token()
    book.open_surgery(HEAD, AREA, APRIL, form)
    with pytest.raises(Invalid, match="sent before with other words"):
        book.open_surgery(HEAD, "looked-after", APRIL, form)


def test_notes_are_kept_in_the_order_they_were_typed_and_a_double_click_makes_one(
    book: Actions,
) -> None:
    surgery, form = opened(book), token()
    first = book.note(HEAD, surgery.id, "3", "The rise is the new estate", form)
    assert book.note(HEAD, surgery.id, "3", "The rise is the new estate", form) == first
    second = book.note(DIRECTOR, surgery.id, "1", "Agreed", token())
    assert book.notes(HEAD, surgery.id) == [first, second]
    assert [(n.item, n.text, n.by) for n in (first, second)] == [
        ("3", "The rise is the new estate", f"head:{AREA}"), ("1", "Agreed", "director")]


@pytest.mark.parametrize(("item", "text", "field"), [
    ("", "x", "item"), ("1" * 101, "x", "item"), ("1", " \n", "text")])
def test_an_empty_note_is_refused(book: Actions, item: str, text: str, field: str) -> None:
    surgery = opened(book)
    with pytest.raises(Invalid) as wrong:
        book.note(HEAD, surgery.id, item, text, token())
    assert [name for name, _ in wrong.value.problems] == [field]


def test_a_closed_surgery_takes_no_more_notes_and_is_not_closed_again(book: Actions) -> None:
    surgery, note, close = opened(book), token(), token()
    book.note(HEAD, surgery.id, "1", "Kept", note)
    minutes = book.close_surgery(HEAD, surgery.id, {"place": AREA}, close)
    assert minutes.surgery.closed_at == minutes.at
    assert (minutes.surgery.closed_by, minutes.by) == (f"head:{AREA}", f"head:{AREA}")
    with pytest.raises(Invalid, match="is closed"):
        book.note(HEAD, surgery.id, "1", "Too late", token())
    with pytest.raises(Invalid, match="is closed"):
        book.close_surgery(DIRECTOR, surgery.id, {}, token())
    # The forms that were in time may come again.
    assert book.note(HEAD, surgery.id, "1", "Kept", note).text == "Kept"
    assert book.close_surgery(HEAD, surgery.id, {"made": "a moment later"}, close) == minutes


def test_minutes_keep_actions_as_they_stood_when_the_surgery_closed(book: Actions) -> None:
    surgery = opened(book)
    action = agree(book, surgery=surgery.id)
    agree(book, what="Agreed elsewhere")
    record = {"place": AREA, "as_at": MARCH, "items": [{"number": 1, "sentence": "“7 of 9” ✓"}]}
    kept = book.close_surgery(HEAD, surgery.id, record, token())
    book.change(HEAD, action.id, seen_version=1, token=token(), what="Something else")
    found = book.minutes(HEAD, AREA, HELD)
    assert found == kept
    assert found.record == {**record, "as_at": "2016-03-31"}
    assert [(a.what, a.version) for a in found.actions] == [("Two duty visits a week", 1)]


def test_there_are_no_minutes_before_a_surgery_is_closed(book: Actions) -> None:
    opened(book)
    for day in (HELD, MARCH):
        with pytest.raises(NotFound, match=f"no record of a surgery held on {day.day} "):
            book.minutes(HEAD, AREA, day)


def test_minutes_hold_only_what_can_be_read_back(book: Actions) -> None:
    surgery = opened(book)
    with pytest.raises(TypeError, match="cannot keep a timedelta"):
        book.close_surgery(HEAD, surgery.id, {"clock": dt.timedelta(minutes=45)}, token())
    assert book.surgery(HEAD, AREA, MARCH) == surgery
