"""Every measure has words of its own, and what is said with them can be read by a child of twelve.
"""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.summaries.moves import before
from data.summaries.overview import lead, not_known, overview
from data.summaries.reading import Reading
from data.summaries.sentences import headline, sentences
from data.summaries.terms import terms
from data.summaries.words import Words, words
from tests.data.summaries.reading_age import reading_age
from tests.data.summaries.readings import CATALOGUE, NAN, SEPTEMBER, hidden, number, reading

OLDEST = 12.5
"""In years: about twelve."""


def plain(measure: str) -> Reading:
    """A measure with a figure of a size that each kind may have."""
    asked = CATALOGUE[measure]
    met, of = {"percent": (555, 704), "count": (53, NAN), "rate": (1046, 166_507),
               "days": (5060, 10), "mean": (209, 10)}[asked.unit]
    then = number(measure, met * 0.9, of, as_at=SEPTEMBER)
    return reading(measure, number(measure, met, of), then, year_before=then)


def test_the_words_cover_the_catalogue_and_nothing_else() -> None:
    assert sorted(words()) == sorted(CATALOGUE)


@pytest.mark.parametrize("measure", CATALOGUE)
def test_every_measure_makes_a_whole_sentence(measure: str) -> None:
    said = headline(plain(measure))
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")
    assert "{" not in said
    assert "  " not in said
    assert ("than " in said) == (before(plain(measure))[0] is not None)


def test_averages_have_a_whole_sentence_and_all_else_has_who_and_what() -> None:
    whole = {name for name, of in words().items() if of.said}
    assert {name for name in whole if CATALOGUE[name].unit not in ("mean", "days")} == {
        "turnover-rate"}
    assert {m.id for m in CATALOGUE.values() if m.unit in ("mean", "days")} <= whole


def test_words_that_would_leave_a_gap_are_refused() -> None:
    with pytest.raises(ValidationError, match="needs who, one, met and met_one"):
        Words(who="children", met="are seen")
    with pytest.raises(ValidationError, match="where the number stands"):
        Words(said="The average is high")


def test_all_that_is_said_of_all_measures_is_for_a_reader_of_about_twelve() -> None:
    readings = [plain(measure) for measure in CATALOGUE]
    titles = {measure.id: measure.name for measure in CATALOGUE.values()}
    said = [sentence for r in readings for sentence in sentences(r)]
    said += [lead(readings), *overview(readings, titles), *not_known(readings, titles)]
    assert reading_age(said) <= OLDEST


def test_what_is_hidden_is_said_as_plainly() -> None:
    said = [headline(reading(m, hidden(symbol))) for m in CATALOGUE for symbol in "ckxz"]
    assert reading_age(said) <= OLDEST + 1  # measures stand under their own, longer, names


def test_the_words_of_the_trade_are_explained_as_plainly() -> None:
    assert reading_age([term.means for term in terms()]) <= OLDEST
