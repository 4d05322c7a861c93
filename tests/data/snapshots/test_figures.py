"""A date's figures in memory: the rows that went in come out, and nothing else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from data.places import NO_LOCALITY
from data.snapshots.figures import Figure, Figures
from tests.data.snapshots.making import MARCH


def row(measure: str, place: str, numerator: float, **more: Any) -> dict[str, Any]:
    return {"as_at": MARCH, "measure": measure, "place": place, "level": "locality",
            "period": "point", "numerator": numerator, "denominator": 10.5, "unknown": 1,
            "cases": 12, **more}


def test_a_row_that_went_in_comes_out() -> None:
    figures = Figures(MARCH, pd.DataFrame([row("a", "norwich", 7.25)]))
    assert figures.one("locality", "norwich", "a", "point") == Figure(
        MARCH, "a", "norwich", "locality", "point", 7.25, 10.5, 1, 12, False)


def test_what_was_not_in_the_rows_is_nothing_though_its_place_and_measure_are() -> None:
    figures = Figures(MARCH, pd.DataFrame([row("a", "norwich", 1), row("b", "breckland", 2)]))
    assert figures.one("locality", "norwich", "b", "point") is None
    assert figures.one("locality", "norwich", "a", "year") is None
    assert figures.one("team", "norwich", "a", "point") is None
    assert [(f.place, f.measure) for f in figures] == [("norwich", "a"), ("breckland", "b")]


def test_a_team_named_like_an_area_is_another_place() -> None:
    figures = Figures(MARCH, pd.DataFrame([
        row("a", "norwich", 1), row("a", "norwich", 2, level="team")]))
    assert [figures.one(level, "norwich", "a", "point").numerator  # type: ignore[union-attr]
            for level in ("locality", "team")] == [1, 2]


def test_a_hidden_number_is_there_and_hidden_and_an_empty_one_is_not_a_number() -> None:
    figures = Figures(MARCH, pd.DataFrame([
        row("a", "norwich", math.nan, hidden=True), row("b", "norwich", 0, hidden=False)]))
    hidden, shown = figures
    assert hidden.hidden
    assert math.isnan(hidden.numerator)
    assert (shown.hidden, shown.numerator) == (False, 0)


def test_no_rows_are_no_figures() -> None:
    assert list(Figures(MARCH, pd.DataFrame([row("a", "norwich", 1)]).iloc[:0])) == []


def test_nothing_in_no_area_is_nought_where_the_county_has_the_measure() -> None:
    """A measure that the extract lacks is still missing."""
    rows = pd.DataFrame([{
        "level": "authority", "place": "norfolk", "measure": "lac-count", "period": "point",
        "numerator": 31.0, "denominator": math.nan, "unknown": 0.0, "cases": 31.0}])
    figures = Figures(MARCH, rows)
    nobody = figures.one("locality", NO_LOCALITY, "lac-count", "point")
    assert nobody is not None
    assert (nobody.numerator, nobody.cases) == (0, 0)
    assert figures.one("locality", NO_LOCALITY, "lac-starts", "month") is None
    assert figures.one("locality", "norwich", "lac-count", "point") is None
    assert len(list(figures)) == 1


def test_a_block_has_the_numbers_asked_for_and_none_where_there_is_no_figure() -> None:
    figures = Figures(MARCH, pd.DataFrame([
        row("a", "norwich", 1), row("b", "norwich", 2), row("a", "breckland", 3)]))
    block = figures.block(
        [("locality", "breckland"), ("team", "norwich"), ("locality", "norwich")],
        [("b", "point"), ("a", "point"), ("a", "year")])
    assert block.shape == (3, 3, 4)
    assert block[2, 0].tolist() == [2, 10.5, 1, 12]
    known = ~np.isnan(block[:, :, 0])
    assert known.tolist() == [[False, True, False], [False] * 3, [True, True, False]]
