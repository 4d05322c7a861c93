"""What a figure is called."""

from __future__ import annotations

import math
from typing import Any

import pytest

from data.measures.catalogue import Measure
from data.status import bounds, short_by, status, value

NAN = math.nan


def measure(**changes: Any) -> Measure:
    return Measure(**{
        "id": "m", "name": "M", "domain": "D", "plain_english": "", "core": False, "statute": "",
        "kind": "stock",
        "unit": "percent", "better": "higher", "target": 90, "target_source": "suggested",
        "tolerance": 5, "clock": "", "basis": "", "period": ("point",),
        "unknown": "counts_against", "sources": (), "service": "s", "what_to_do": "", "sql": "",
        **changes})


def said_of(numerator: float, denominator: float, **changes: Any) -> float:
    return value(measure(**changes), numerator, denominator)


@pytest.mark.parametrize(("unit", "numerator", "denominator", "said"), [
    ("percent", 45, 60, 75), ("rate", 1045, 166_507, 62.76), ("mean", 236, 15.5, 15.23),
    ("days", 90, 4, 22.5), ("count", 1045, NAN, 1045)])
def test_the_number_people_say(
    unit: str, numerator: float, denominator: float, said: float,
) -> None:
    assert said_of(numerator, denominator, unit=unit) == pytest.approx(said, abs=0.005)


@pytest.mark.parametrize(("unit", "denominator"), [
    ("percent", 0), ("mean", 0), ("rate", NAN), ("percent", NAN)])
def test_without_anything_to_share_it_by_there_is_no_number(unit: str, denominator: float) -> None:
    assert math.isnan(said_of(3, denominator, unit=unit))


@pytest.mark.parametrize(("number", "word"), [
    (90, "on target"), (95, "on target"), (89.9, "close"), (85, "close"), (84.9, "off target")])
def test_a_share_of_which_more_is_better(number: float, word: str) -> None:
    assert status(measure(), number, 100) == word


@pytest.mark.parametrize(("number", "word"), [
    (15, "on target"), (3, "on target"), (20, "close"), (20.1, "off target")])
def test_a_share_of_which_less_is_better(number: float, word: str) -> None:
    assert status(measure(better="lower", target=15), number, 100) == word


def test_a_share_just_short_by_the_way_computers_add_is_on_target() -> None:
    assert status(measure(target=70), 100 * 0.7 - 1e-13, 10) == "on target"


def test_a_count_of_nobody_is_a_number_and_a_share_of_nobody_is_not() -> None:
    assert status(measure(unit="count", better="lower", target=0, kind="level"), 0, 0) == (
        "on target")
    assert status(measure(), NAN, 0) == "no cases"


def test_without_a_target_there_is_none_to_be_on() -> None:
    assert status(measure(target=None), 50, 100) == "no target"
    assert status(measure(better="neither"), 50, 100) == "no target"


def test_hidden_is_said_only_of_what_is_hidden() -> None:
    assert status(measure(), NAN, NAN, hidden=True) == "suppressed"
    assert status(measure(), NAN, 9, hidden=True) == "suppressed"
    assert status(measure(), NAN, 9) == "not known"


def test_a_mean_of_which_nothing_is_known_is_not_known() -> None:
    assert status(measure(unit="mean", kind="level"), NAN, 3) == "not known"
    assert status(measure(unit="mean", kind="level"), NAN, 0) == "no cases"


def test_a_rate_without_a_population_is_neither_hidden_nor_behind() -> None:
    assert status(measure(unit="rate", kind="level"), NAN, 7) == "no target"


@pytest.mark.parametrize(("numerator", "denominator", "short"), [
    (45, 60, 9), (54, 60, 0), (60, 60, 0), (6, 7, 1), (0, 0, 0)])
def test_how_many_more_would_reach_the_target(
    numerator: float, denominator: float, short: int,
) -> None:
    assert short_by(measure(), numerator, denominator) == short


def test_how_many_fewer_would_where_less_is_better() -> None:
    assert short_by(measure(better="lower", target=20), 5, 20) == 1
    assert short_by(measure(better="lower", target=20), 4, 20) == 0


@pytest.mark.parametrize(("changes", "numerator", "denominator"), [
    ({"target": None}, 45, 60), ({"unit": "count", "kind": "level"}, 45, NAN), ({}, NAN, 60),
    ({}, 45, NAN)])
def test_how_many_more_has_no_meaning_without_a_share_and_a_target(
    changes: dict[str, Any], numerator: float, denominator: float,
) -> None:
    assert short_by(measure(**changes), numerator, denominator) is None


def test_a_share_at_worst_and_at_best() -> None:
    assert bounds(45, 60, 6) == (75, 85)
