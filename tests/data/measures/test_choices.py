"""Which measures a page may show."""

from __future__ import annotations

from data.measures.catalogue import read_catalogue
from data.measures.choices import MOST_IN_FULL, choices, slug

CATALOGUE = read_catalogue()


def test_the_commissioners_measures_come_first_then_all_then_every_domain() -> None:
    offered = choices(CATALOGUE)
    first, second, *domains = offered.values()
    assert (first.id, second.id) == ("commissioner", "all")
    assert [d.name for d in domains] == list(dict.fromkeys(m.domain for m in CATALOGUE.values()))
    assert [m for d in domains for m in d.measures] == list(second.measures) == list(CATALOGUE)
    assert all(CATALOGUE[m].commissioner for m in first.measures)
    assert len(first.measures) == sum(bool(m.commissioner) for m in CATALOGUE.values())


def test_only_what_is_shown_in_brief_is_longer_than_a_page_takes() -> None:
    for choice in choices(CATALOGUE).values():
        assert choice.in_brief == (len(choice.measures) > MOST_IN_FULL), choice.id


def test_a_few_measures_are_all_shown_in_full_and_first() -> None:
    own = {m.id: m for m in CATALOGUE.values() if m.service == "leaving-care"}
    assert 0 < len(own) <= MOST_IN_FULL
    first = next(iter(choices(own).values()))
    assert (first.id, first.name, first.in_brief) == ("all", "All measures", False)


def test_without_measures_there_is_still_a_choice_to_show() -> None:
    (only,) = choices({}).values()
    assert (only.id, only.measures) == ("all", ())


def test_a_domain_stands_in_an_address_in_small_letters_and_dashes() -> None:
    assert slug("Private fostering and LADO") == "private-fostering-and-lado"
    assert slug("Section 47 and conferences") == "section-47-and-conferences"
