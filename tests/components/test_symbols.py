"""A symbol stands where there is no number, says what it is and is explained below its table."""

from __future__ import annotations

import pytest

from components.numbers import of_words, unknown_words, value_words
from components.places_table import places_table
from components.symbols import said, symbol_key, symbols_of
from data.symbols import SYMBOLS
from tests.components.made import NAN, every, figure, kept_back, measure
from tests.components.test_quality import words

PEP = measure()
ROUNDED = figure(PEP, 0, 40, unknown=0, marks="k k ")


def test_what_rounds_to_nought_is_low_and_not_none() -> None:
    assert (value_words(PEP, ROUNDED), of_words(PEP, ROUNDED)) == ("[k]", "")
    assert unknown_words(ROUNDED) == "[k]"
    assert unknown_words(figure(PEP, 9, 40, unknown=3)) == "3"


def test_how_many_are_not_known_is_suppressed_where_there_are_cases() -> None:
    assert unknown_words(figure(PEP, 9, 40, unknown=NAN)) == "[c]"
    assert unknown_words(figure(PEP, 0, 0, unknown=NAN)) == "–"


def test_a_symbol_in_a_cell_says_what_it_means() -> None:
    (abbreviation,) = every(said("[c]"), "Abbr")
    assert abbreviation.title == SYMBOLS["c"]
    assert said("79 %") == "79 %"


@pytest.mark.parametrize(("of", "found"), [
    (figure(PEP, 9, 40), set()), (kept_back(PEP), {"c"}), (ROUNDED, {"k"}),
    (figure(PEP, 9, 40, unknown=NAN), {"c"})])
def test_a_key_has_the_symbols_that_are_there(of: dict, found: set[str]) -> None:
    assert symbols_of([of]) == found
    key = symbol_key(found)
    assert (key is None) == (not found)
    for one in found:
        assert f"[{one}]: {SYMBOLS[one]}" in words(key)


def test_a_table_explains_its_symbols_below_it() -> None:
    rows = [
        {**one, "place": name, "name": name, "short": name}
        for name, one in (("Norwich", kept_back(PEP, marks="cccc")),
                          ("Breckland", figure(PEP, 30, 40, marks="    ")))]
    drawn = places_table(PEP, rows, caption="Areas", heading="Area", href=lambda row: "")
    assert "Norwich [c] [c]" in words(every(drawn, "Tr")[1])
    assert words(drawn).endswith(f"[c]: {SYMBOLS['c']}")
