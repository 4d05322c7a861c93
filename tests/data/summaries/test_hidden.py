"""What a cell hides no sentence, picture, table or row gives away: whatever the numbers are."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from data.summaries.data import areas_table, data
from data.summaries.pictures import pictures
from data.summaries.reading import Number, Reading, number_of
from data.summaries.sentences import sentences
from data.worded import Worded
from tests.data.summaries.readings import CATALOGUE, NORFOLK, PLACES, SEPTEMBER, number, reading

SECRET = 123_457
"""A number that nothing else makes: not a target, a year or a day."""
measures = st.sampled_from(sorted(CATALOGUE))
marks = st.sampled_from(["c   ", "k   ", "cccc"])


def row(measure: str, mark: str, *, met: float = SECRET, of: float = 2 * SECRET) -> Number:
    """A figure as the queries might give it, with its numbers left in by mistake."""
    return number_of(CATALOGUE[measure], Worded(
        SEPTEMBER, measure, NORFOLK.id, NORFOLK.level, "point", met, of, SECRET, of,
        mark.startswith("c"), mark, SECRET, "hidden", None), NORFOLK)


def everything_said(of: Reading) -> str:
    """All of a reading that leaves the service, as text."""
    table = areas_table(of)
    cells = [cell for line in (table.rows if table else ()) for cell in line]
    return " ".join([
        *sentences(of), *(str(picture) for picture in pictures(of)), *(str(cell) for cell in cells),
        *(str(datum) for datum in data(of))])


@settings(max_examples=30, deadline=None)
@given(measures, marks)
def test_a_hidden_figure_leaves_nothing_of_its_numbers(measure: str, mark: str) -> None:
    now = row(measure, mark)
    areas = tuple(row(measure, mark) for _ in PLACES.localities)
    said = everything_said(reading(measure, now, now, months=(now, now), areas=areas))
    numbers = re.sub(r"[,.]", "", said)
    assert str(SECRET) not in numbers
    assert str(2 * SECRET) not in numbers


@settings(max_examples=30, deadline=None)
@given(measures, marks, st.integers(6, 5000), st.integers(6, 5000))
def test_of_a_hidden_earlier_figure_the_change_is_not_said(
    measure: str, mark: str, met: int, more: int,
) -> None:
    shown = number(measure, met, met + more)
    said = " ".join(sentences(reading(measure, shown, row(measure, mark))))
    assert " than six months ago" not in said
    assert str(SECRET) not in re.sub(r"[,.]", "", said)


@settings(max_examples=30, deadline=None)
@given(measures, marks, st.integers(6, 5000))
def test_two_figures_that_differ_only_in_what_is_hidden_read_alike(
    measure: str, mark: str, other: int,
) -> None:
    one, two = row(measure, mark), row(measure, mark, met=other, of=2 * other)
    assert everything_said(reading(measure, one)) == everything_said(reading(measure, two))
