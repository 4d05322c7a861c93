"""What is said of a figure: each rule by the smallest reading that shows it."""

from __future__ import annotations

import datetime as dt

import pytest

from data.summaries.moves import beyond_chance, moved
from data.summaries.reading import Number
from data.summaries.sentences import (
    change,
    counts,
    headline,
    not_compared,
    sentences,
    unknown,
    verdict,
)
from tests.data.summaries.readings import NAN, SEPTEMBER, hidden, number, reading, signal

PEP, UNALLOCATED, SECOND = "pep-up-to-date", "unallocated", "cpp-second-subsequent"


def then(measure: str, met: float, of: float = NAN) -> Number:
    return number(measure, met, of, as_at=SEPTEMBER)


def test_a_share_is_said_in_hundreds_with_its_change_and_its_target() -> None:
    assert headline(reading(PEP, number(PEP, 79, 100), then(PEP, 71, 100))) == (
        "79 of every 100 looked-after children of school age have an up-to-date education plan, "
        "8 more than six months ago; the target is 95.")


def test_where_fewer_is_better_the_target_says_so() -> None:
    assert headline(reading(SECOND, number(SECOND, 20, 100), then(SECOND, 23, 100))) == (
        "In the year to 31 March 2016, 20 of every 100 child protection plans begun were for a "
        "child who had been on one before, 3 fewer than six months ago; the target is 18 or "
        "fewer.")


def test_where_fewer_is_better_and_no_target_says_so_it_is_said() -> None:
    missing = "missing-episodes"
    assert change(reading(missing, number(missing, 54), then(missing, 39))) == (
        ", 15 more than six months ago, where fewer is better")


def test_where_no_way_is_better_neither_is_said() -> None:
    asked = "cpp-neglect-share"
    assert change(reading(asked, number(asked, 53, 100), then(asked, 57, 100))) == (
        ", 4 fewer than six months ago")


def test_no_change_is_said_as_the_same() -> None:
    assert change(reading(PEP, number(PEP, 711, 1000), then(PEP, 709, 1000))) == (
        ", the same as six months ago")


def test_the_change_is_that_of_the_numbers_as_they_are_said() -> None:
    # 71.6 is said as 72 and 71.4 as 71: a reader who subtracts finds 1.
    assert change(reading(PEP, number(PEP, 716, 1000), then(PEP, 714, 1000))) == (
        ", 1 more than six months ago")


def test_a_target_that_is_met_is_said_to_be() -> None:
    assert headline(reading(PEP, number(PEP, 96, 100))).endswith("; that meets the target of 95.")


def test_a_share_just_short_of_its_target_is_not_rounded_to_it() -> None:
    assert headline(reading(PEP, number(PEP, 947, 1000))).startswith("Just under 95 of every 100")


def test_a_share_just_past_a_target_for_few_is_not_rounded_to_it() -> None:
    assert "just over 18 of every 100" in headline(reading(SECOND, number(SECOND, 184, 1000)))


@pytest.mark.parametrize(("met", "begins"), [
    (1000, "All 1,000 looked-after children of school age have"),
    (998, "More than 99 of every 100"), (2, "Fewer than 1 of every 100"),
    (10, "1 of every 100 looked-after children of school age has an"),
    (0, "None of the 1,000 looked-after children of school age has an")])
def test_nearly_all_is_not_all_and_hardly_any_is_not_none(met: int, begins: str) -> None:
    assert headline(reading(PEP, number(PEP, met, 1000))).startswith(begins)


def test_all_of_them_are_said_to_be_up_from_so_many() -> None:
    assert change(reading(PEP, number(PEP, 10, 10), then(PEP, 8, 10))) == (
        ", up from 80 in 100 six months ago")


@pytest.mark.parametrize(("met", "of", "said"), [
    (3, 4, "Of 4 looked-after children of school age, 3 have an up-to-date education plan"),
    (1, 4, "Of 4 looked-after children of school age, 1 has an up-to-date education plan"),
    (0, 4, "Of 4 looked-after children of school age, none has an up-to-date education plan"),
    (4, 4, "All 4 looked-after children of school age have an up-to-date education plan"),
    (1, 1, "The one looked-after child of school age has an up-to-date education plan"),
    (0, 1, "There is one looked-after child of school age, and none has an")])
def test_fewer_than_six_are_counted_and_never_a_share(met: int, of: int, said: str) -> None:
    words = headline(reading(PEP, number(PEP, met, of)))
    assert words.startswith(said)
    assert "%" not in " ".join(sentences(reading(PEP, number(PEP, met, of))))


def test_a_count_is_said_in_whole_numbers_and_nought_should_be_the_target() -> None:
    assert headline(reading(UNALLOCATED, number(UNALLOCATED, 12), then(UNALLOCATED, 20))) == (
        "12 children with an open case have no social worker of their own, 8 fewer than six "
        "months ago; there should be none.")


def test_a_single_one_takes_the_singular() -> None:
    assert headline(reading(UNALLOCATED, number(UNALLOCATED, 1))).startswith(
        "1 child with an open case has no social worker of their own")


def test_nought_is_said_as_what_it_means() -> None:
    assert headline(reading(UNALLOCATED, number(UNALLOCATED, 0), then(UNALLOCATED, 7))) == (
        "Every child with an open case has a social worker of their own; six months ago it was 7.")


def test_a_rate_is_for_every_ten_thousand_and_says_how_many_in_all() -> None:
    said = reading("lac-rate", number("lac-rate", 1046, 166_507), then("lac-rate", 1063, 166_507))
    assert headline(said) == ("For every 10,000 children in Norfolk, 63 are looked after by the "
                              "council, 1 fewer than six months ago.")
    assert counts(said) == "That is 1,046 in all."


def test_days_are_days_and_a_single_one_is_one() -> None:
    asked = "adoption-a1"
    now, before = number(asked, 506 * 60, 60), then(asked, 505 * 60, 60)
    assert headline(reading(asked, now, before)).endswith(
        "their new family, 1 day more than six months ago; the target is 426 days or less.")


def test_an_average_is_said_to_a_tenth() -> None:
    asked = "caseload-average"
    assert headline(reading(asked, number(asked, 3135, 150), then(asked, 2985, 150))) == (
        "A full-time social worker has 20.9 children on average, 1 higher than six months ago; "
        "the target is 15 or less.")


def test_what_grows_with_the_school_year_is_set_beside_a_year_ago() -> None:
    asked = "lac-suspensions"
    now = number(asked, 57, 729)
    said = reading(asked, now, then(asked, 12, 731),
                   year_before=number(asked, 60, 730, as_at=dt.date(2015, 3, 31)))
    assert change(said) == ", the same as a year ago"


def test_a_hidden_figure_is_said_to_be_and_nothing_is_compared() -> None:
    said = sentences(reading(PEP, hidden(), then(PEP, 71, 100)))
    assert said == ("Personal education plan up to date: the number is hidden. It is small, or "
                    "would give a small one away, and could point at someone.",)


def test_a_figure_that_rounds_to_nothing_is_said_to_be_a_few() -> None:
    assert headline(reading(PEP, hidden("k"))).endswith(
        "a few, but so few that the number rounds to nothing.")


def test_a_measure_that_the_extract_lacks_is_said_to_be_absent() -> None:
    assert headline(reading(PEP, hidden("x"))) == (
        "Personal education plan up to date: not in this extract.")


def test_nobody_to_count_is_said_for_the_month() -> None:
    assert headline(reading("lac-iha-20wd", hidden("z"))) == (
        "First health assessment within 20 working days: there was nothing to count in March 2016.")


@pytest.mark.parametrize(("earlier", "said"), [
    (None, "There is no figure from six months ago to set beside it."),
    ("c", "The figure of six months ago is hidden."),
    ("k", "The figure of six months ago rounds to nothing."),
    ("x", "The figure of six months ago is not known."),
    ("z", "There was nothing to count six months ago.")])
def test_why_there_is_nothing_to_compare_with_is_said(earlier: str | None, said: str) -> None:
    before = hidden(earlier, as_at=SEPTEMBER) if earlier else None
    found = reading(PEP, number(PEP, 79, 100), before)
    assert (not_compared(found), change(found)) == (said, "")


def test_the_count_follows_the_share_unless_it_was_said() -> None:
    assert counts(reading(PEP, number(PEP, 555, 704))) == "That is 555 of 704."
    assert counts(reading(PEP, number(PEP, 704, 704))) == ""


def test_what_is_not_known_and_counts_as_missed_has_a_best() -> None:
    assert unknown(reading(PEP, number(PEP, 555, 704, unknown=13))) == (
        "13 are not known and count as not met; at best it would be 81 of every 100.")


def test_one_that_is_not_known_takes_the_singular() -> None:
    assert unknown(reading(PEP, number(PEP, 50, 100, unknown=1))) == (
        "1 is not known and counts as not met; at best it would be 51 of every 100.")


def test_what_is_left_out_has_a_worst_and_a_best() -> None:
    # 608 of 762 with 109 left out: at worst 608 of 871, at best 717 of 871.
    assert unknown(reading("lac-seen-alone", number("lac-seen-alone", 608, 762, unknown=109))) == (
        "109 are not known and left out; with them it would be 70 to 82 of every 100.")


def test_where_how_many_are_not_known_is_hidden_nothing_is_worked_out_of_it() -> None:
    assert unknown(reading(PEP, number(PEP, 555, 704, unknown=NAN))) == ""


@pytest.mark.parametrize(("variation", "met", "word"), [
    ("improvement high", 80, "better"), ("concern low", 80, "worse"),
    ("common cause", 80, "no change"), ("", 80, "not known"),
    ("common cause", 96, "met"), ("", 96, "met"),
    ("improvement high", 96, "better"), ("concern low", 96, "worse")])
def test_better_and_worse_are_what_the_chart_calls_more_than_chance(
    variation: str, met: int, word: str,
) -> None:
    # Twenty fewer than before every time: the plain difference decides nothing.
    assert verdict(reading(PEP, number(PEP, met, 100), then(PEP, met - 20, 100), signal=signal(
        PEP, variation=variation))) == word


def test_without_a_figure_or_a_chart_nothing_is_judged() -> None:
    worse = signal(PEP, variation="concern low", rule="trend")
    assert verdict(reading(PEP, hidden(), signal=worse)) == "not known"
    assert verdict(reading(PEP, number(PEP, 2, 4), signal=worse)) == "not known"
    assert verdict(reading(PEP, number(PEP, 80, 100), then(PEP, 40, 100))) == "not known"


def test_what_is_neither_better_nor_worse_has_not_changed_for_the_better() -> None:
    assert beyond_chance(reading("lac-count", number("lac-count", 40), signal=signal(
        "lac-count", variation="neutral high", rule="trend"))) == "no change"


def test_a_measure_of_which_no_way_is_better_has_no_verdict() -> None:
    assert verdict(reading("lac-count", number("lac-count", 40), then("lac-count", 30))) == ""


def test_fewer_of_what_should_be_few_has_moved_to_the_better() -> None:
    assert moved(reading(SECOND, number(SECOND, 20, 100), then(SECOND, 23, 100))) == "better"
