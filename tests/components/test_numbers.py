"""Numbers as people say them."""

from __future__ import annotations

import datetime as dt

import pytest

from components.bar import parts
from components.not_known import not_known_sentence
from components.numbers import (
    THIN,
    day_words,
    decimal,
    joined,
    missing,
    of_words,
    percent,
    plural,
    target_words,
    time_words,
    value_words,
    whole,
)
from components.sentence import measure_sentence
from tests.components.made import COUNT, LOWER, MEAN, NAN, RATE, figure, kept_back, measure

PEP = measure()


@pytest.mark.parametrize(("value", "words"), [
    (79.01, "79"), (78.5, "79"), (0, "0"), (100, "100"), (12.4999, "12"),
])
def test_a_share_is_rounded_to_whole_per_cent_halves_up(value: float, words: str) -> None:
    assert percent(value) == f"{words}{THIN}%"


@pytest.mark.parametrize(("value", "words"), [
    (99.7, "99.7"), (99.97, "99.9"), (0.2, "0.2"), (0.01, "0.1"),
])
def test_nearly_all_is_not_all_and_nearly_none_is_not_none(value: float, words: str) -> None:
    assert percent(value) == f"{words}{THIN}%"


def test_a_share_just_short_of_its_target_does_not_read_as_the_target() -> None:
    assert value_words(PEP, figure(PEP, 946, 1000)) == f"94.6{THIN}%"
    assert value_words(PEP, figure(PEP, 9496, 10000)) == f"94.9{THIN}%"


def test_a_share_just_short_of_being_close_does_not_read_as_one_that_is() -> None:
    near = measure(target=95.0, tolerance=5.0)
    assert value_words(near, figure(near, 161, 179)) == f"89.9{THIN}%"  # 89.94: off target
    assert value_words(near, figure(near, 153, 170)) == f"90{THIN}%"  # close
    low = measure(target=20.0, tolerance=5.0, better="lower")
    assert value_words(low, figure(low, 2504, 10000)) == f"25.1{THIN}%"


def test_a_share_just_past_its_target_is_rounded_as_any_other() -> None:
    assert value_words(PEP, figure(PEP, 954, 1000)) == f"95{THIN}%"


def test_where_less_is_better_just_above_the_target_keeps_its_decimal() -> None:
    assert value_words(LOWER, figure(LOWER, 204, 1000)) == f"20.4{THIN}%"
    assert value_words(LOWER, figure(LOWER, 196, 1000)) == f"20{THIN}%"


def test_under_six_cases_a_share_is_a_count() -> None:
    small = figure(PEP, 3, 4)
    assert value_words(PEP, small) == "3 of 4"
    assert of_words(PEP, small) == ""


def test_six_cases_are_a_share_with_its_count_beside() -> None:
    six = figure(PEP, 3, 6)
    assert (value_words(PEP, six), of_words(PEP, six)) == (f"50{THIN}%", "3 of 6")


def test_no_cases_hidden_and_not_known_are_said() -> None:
    assert value_words(PEP, figure(PEP, 0, 0)) == "no cases"
    assert value_words(PEP, kept_back(PEP)) == "[c]"
    assert value_words(LOWER, figure(LOWER, 0, 0, unknown=8, cases=8)) == "not known"


def test_counts_have_a_comma_and_rates_and_means_one_decimal() -> None:
    assert value_words(COUNT, figure(COUNT, 1045)) == "1,045"
    rate = figure(RATE, 458, 166507)
    assert (value_words(RATE, rate), of_words(RATE, rate)) == ("27.5", "458")
    mean = figure(MEAN, 4290, 230.8, cases=246)
    assert (value_words(MEAN, mean), of_words(MEAN, mean)) == ("18.6", "4,290 for 230.8")


def test_a_rate_of_a_team_is_its_count_because_a_team_has_no_population() -> None:
    assert value_words(RATE, figure(RATE, 40)) == "40 children"
    assert value_words(RATE, figure(RATE, 1)) == "1 child"


def test_a_mean_of_nobody_has_no_cases() -> None:
    assert value_words(MEAN, figure(MEAN, 0, 0)) == "no cases"


def test_targets_are_given_in_the_measures_unit() -> None:
    assert target_words(PEP) == f"95{THIN}%"
    assert target_words(MEAN) == "15"
    assert target_words(COUNT) == ""


def test_small_words() -> None:
    assert (plural(1, "child", "children"), plural(0, "day")) == ("1 child", "0 days")
    assert (whole(1044.5), decimal(17.75)) == ("1,045", "17.8")
    assert (joined([]), joined(["a"]), joined(["a", "b", "c"])) == ("", "a", "a, b and c")
    assert day_words(dt.date(2016, 3, 31)) == "31 March 2016"
    assert day_words(dt.date(2016, 3, 1), short=True) == "1 Mar 2016"
    assert day_words(None) == ""
    assert missing(NAN)
    assert missing(None)
    assert not missing(0)


ABSENCE = measure(
    id="absence", kind="level", better="lower", target=7.5, share_of="sessions",
    unknown="left_out")


def test_a_share_of_something_else_than_cases_says_of_what_and_draws_no_parts() -> None:
    """Twelve pupils missed 300 of 4,000 sessions: no pupil is met or not met."""
    row = figure(ABSENCE, 300, 4000, cases=12, unknown=1)
    assert value_words(ABSENCE, row) == f"7.5{THIN}%"
    assert of_words(ABSENCE, row) == "300 of 4,000 sessions"
    assert parts(ABSENCE, row) is None
    assert row["short_by"] is None
    assert not_known_sentence(ABSENCE, row) == "1 case has no value recorded and is left out."


def test_a_share_of_something_else_is_so_many_points_from_its_target() -> None:
    row = figure(ABSENCE, 380, 4000, cases=12)
    assert measure_sentence(ABSENCE, "Norfolk", row).endswith(
        "That is 2 percentage points above the target of 7.5 %.".replace(" %", f"{THIN}%"))


def test_a_share_with_a_decimal_changes_by_its_decimals() -> None:
    """4.6 against 4.2 is not "1 more in 100"."""
    said = measure_sentence(ABSENCE, "Norfolk", figure(ABSENCE, 184, 4000, cases=12),
                            earlier=figure(ABSENCE, 168, 4000, cases=12))
    assert ", 0.4 percentage points higher than six months ago." in said


@pytest.mark.parametrize(("days", "words"), [
    (1, "1 day"), (10, "10 days"), (14, "14 days"), (28, "4 weeks"), (30, "1 month"),
    (42, "6 weeks"), (56, "8 weeks"), (61, "2 months"), (63, "9 weeks"), (65, "65 days"),
    (84, "12 weeks"), (91, "3 months"), (183, "6 months"), (365, "12 months"), (366, "12 months")])
def test_a_stretch_of_days_is_said_as_people_allow_it(days: int, words: str) -> None:
    assert time_words(days) == words
