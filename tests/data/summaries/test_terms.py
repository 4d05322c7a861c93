"""The words of the trade: found where they stand, in any form, and explained once."""

from __future__ import annotations

from data.summaries.terms import spots, terms, terms_of


def words(*texts: str) -> list[str]:
    return [term.word for term in terms_of(texts)]


def test_the_words_that_occur_are_given_in_the_order_of_the_alphabet() -> None:
    assert words("A pathway plan is due.", "The target is 95.") == ["pathway plan", "target"]


def test_a_word_is_known_in_its_other_forms_and_whatever_its_capitals() -> None:
    assert words("Care leavers in touch") == ["care leavers"]
    assert words("one care leaver") == ["care leavers"]


def test_a_word_inside_another_is_none() -> None:
    assert words("targeted previews") == []


def test_every_word_is_explained_once_in_one_sentence() -> None:
    found = terms()
    assert len({term.word for term in found}) == len(found)
    assert all(term.means.endswith(".") and term.means.count(".") == 1 for term in found)


def test_a_word_that_stands_inside_a_longer_one_is_not_marked_twice() -> None:
    text = "A child protection conference was held."
    marked = [text[start:end] for start, end, _ in spots(text)]
    assert marked == ["child protection conference"]


def test_only_the_first_of_a_word_is_marked() -> None:
    assert len(spots("An audit, and another audit.")) == 1
