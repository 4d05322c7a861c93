"""Official statistics beside a measure: year, symbols, of how many the mean is, and what not to
compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from components.published import published, year_words
from tests.components.made import COUNT, NAN, RATE, every, measure, text

NAMES = {"authority": "Norfolk, as published", "region": "East", "neighbours": "Neighbours",
         "england": "England"}
SYMBOLS = {"x": "not available", "c": "kept back because it is small"}


@dataclass(frozen=True)
class Comparison:
    title: str = "Plans"
    year: str = "financial"
    caveat: str = ""
    not_comparable: str = ""


@dataclass(frozen=True)
class Figure:
    value: float
    symbol: str = ""
    areas_counted: int = 1


@dataclass(frozen=True)
class Found:
    figures: dict[int, dict[str, Figure]]
    year: int = 2016
    comparison: Comparison = Comparison()


def words(found: Found, of: Any = None) -> list[str]:
    drawn = published(found, measure=of or measure(), names=NAMES, symbols=SYMBOLS,
                      source="The source", neighbours=10)
    return [text(part).replace("\u202f", " ") for part in drawn]


def test_the_year_first_then_all_years_behind_a_click_and_the_source() -> None:
    figures = {2017: {"authority": Figure(81.0), "england": Figure(84.5)},
               2016: {"authority": Figure(79.0), "england": Figure(83.25)}}
    assert words(Found(figures)) == [
        "Plans: year to 31 March 2016 Year Norfolk, as published England "
        "Year to 31 March 2016 79 % 83.3 %",
        "All years published Plans: all years Year Norfolk, as published England "
        "Year to 31 March 2017 81 % 84.5 % Year to 31 March 2016 79 % 83.3 %",
        "The source."]


def test_a_symbol_stands_for_its_value_and_is_explained() -> None:
    found = words(Found({2016: {"authority": Figure(NAN, "x"), "england": Figure(NAN, "c")}}))
    assert found[0].endswith(" [x] [c]")
    assert found[-2] == "[c]: kept back because it is small. [x]: not available."


def test_an_area_without_a_figure_in_a_year_has_a_dash() -> None:
    found = words(Found({2017: {"england": Figure(4.0)}, 2016: {"authority": Figure(3.0)}}))
    assert found[0].endswith("Year to 31 March 2016 3 % –")


def test_a_mean_of_fewer_than_all_neighbours_says_of_how_many() -> None:
    assert words(Found({2016: {"neighbours": Figure(2.66, "", 7)}}))[0].endswith(" 2.7 % (of 7)")
    assert words(Found({2016: {"neighbours": Figure(2.66, "", 10)}}))[0].endswith(" 2.7 %")


def test_rates_and_numbers_of_children() -> None:
    assert words(Found({2016: {"england": Figure(60.0)}}), RATE)[0].endswith(" 60")
    assert words(Found({2016: {"england": Figure(52.44)}}), RATE)[0].endswith(" 52.4")
    assert words(Found({2016: {"authority": Figure(1045.0)}}), COUNT)[0].endswith(" 1,045")


def test_what_to_beware_of_stands_below_the_figures() -> None:
    comparison = Comparison(caveat="Of those in care for a year.")
    assert words(Found({2016: {"england": Figure(1.0)}}, comparison=comparison))[1] == (
        "Of those in care for a year.")


def test_what_cannot_be_compared_is_not_shown_and_says_why() -> None:
    found = Found({}, comparison=Comparison(not_comparable="it counts something else"))
    drawn = published(found, measure=measure(), names=NAMES, symbols=SYMBOLS, source="S",
                      neighbours=10)
    assert text(drawn) == (
        "National figures are not set beside this one: it counts something else.")
    assert not every(drawn, "Table")


@pytest.mark.parametrize(("year", "said"), [
    ("financial", "Year to 31 March 2016"), ("annual", "At 31 March 2016"),
    ("academic", "School year 2015/16"), ("september", "At 30 September 2016")])
def test_a_published_year_in_words(year: str, said: str) -> None:
    assert year_words(Comparison(year=year), 2016) == said
