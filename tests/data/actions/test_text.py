"""Whatever people type is kept to the letter, or refused with a reason; never run, never cut."""

from __future__ import annotations

import pytest

from data.actions import Actions, Invalid, NotFound
from tests.data.actions.agreed import AREA, MARCH, OWN_MEASURE, agree, opened, token
from tests.data.looking import HEAD

TEXTS = {
    "html": "<script>alert('1')</script> & <b>bold</b>", "formula": "=HYPERLINK(\"http://x\")",
    "sql": "'); drop table actions; --", "percent": "95 % of %s {what} \\ %(a)s",
    "emoji": "👩‍👧 seen ✅", "right to left": "\u202eabc\u202c שלום", "combining": "e\u0301 é",
    "tabs and lines": "one\n\ttwo\n\nthree", "control": "bell\x07 and \x1b[31mred", "null": "NULL",
    "outside the plane": "𝔘𝔫𝔦 \U0010ffff", "zero width": "a\u200bb\ufeffc"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_comes_back_as_it_was_typed(book: Actions, text: str) -> None:
    surgery = opened(book)
    action = agree(book, what=text, expected=text, surgery=surgery.id)
    assert (action.what, action.expected) == (text, text)
    dropped = book.change(HEAD, action.id, seen_version=1, token=token(), state="dropped",
                          reason=text)
    assert dropped.reason == text
    assert book.note(HEAD, surgery.id, "1", text, token()).text == text
    assert book.comment(HEAD, measure=OWN_MEASURE, place=AREA, as_at=MARCH, text=text,
                        token=token()).text == text
    minutes = book.close_surgery(HEAD, surgery.id, {"words": text}, token())
    assert (minutes.record["words"], minutes.notes[0].text) == (text, text)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"], ids=["NUL", "half a character"])
def test_what_no_database_can_hold_is_refused_with_a_plain_sentence(
    book: Actions, text: str,
) -> None:
    with pytest.raises(Invalid) as wrong:
        agree(book, what=text)
    assert wrong.value.problems == [(
        "what", "What is to be done holds a character that cannot be kept (a NUL, or half of "
                "one). Type it again instead of pasting it.")]
    for fields in ({"children": [text]}, {"expected": text}, {"owner": f"worker:{text}"}):
        with pytest.raises(Invalid):
            agree(book, **fields)
    with pytest.raises(Invalid):
        book.note(HEAD, opened(book).id, text, text, token())


def test_two_thousand_characters_fit_whatever_they_are(book: Actions) -> None:
    for text in ("x" * 2000, "👩" * 2000, "é" * 2000):
        assert agree(book, what=text).what == text


def test_a_longer_text_is_refused_naming_both_lengths(book: Actions) -> None:
    with pytest.raises(Invalid) as wrong:
        agree(book, what="x" * 10_000)
    assert wrong.value.problems == [(
        "what", "What is to be done is 10,000 characters long; at most 2,000 can be kept. "
                "Shorten it.")]


def test_lines_end_one_way_and_a_browsers_two_characters_count_as_one(book: Actions) -> None:
    assert agree(book, what="a\r\nb\rc").what == "a\nb\nc"
    assert len(agree(book, what="x\r\n" * 999 + "xx").what) == 2000


def test_an_address_may_ask_for_anything(book: Actions) -> None:
    agree(book, children=["child-1"])
    for odd in ("a\0b", "a\ud800b", "'", "%"):
        assert not book.list(HEAD, child=odd)
        assert not book.list(HEAD, measure=odd)
        assert not book.list(HEAD, state=odd)
    for number in (0, -1, 2**31, 2**63, 10**30):
        with pytest.raises(NotFound):
            book.one(HEAD, number)
        with pytest.raises(NotFound):
            book.notes(HEAD, number)
        assert not book.list(HEAD, surgery=number)
