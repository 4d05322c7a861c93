"""What is not known, how a list and its figure agree, and now beside then."""

from __future__ import annotations

import datetime as dt

from components.comparison import compared_with, half_a_year_before
from components.not_known import not_known_sentence
from components.numbers import THIN
from components.sentence_of_list import list_sentence
from tests.components.made import AS_AT, COUNT, LOWER, MEAN, NAN, figure, kept_back, measure

PEP = measure()


def test_what_is_not_known_gives_the_share_at_best_and_at_worst() -> None:
    said = not_known_sentence(PEP, figure(PEP, 512, 648, unknown=22))
    assert said == (
        f"22 cases have no value recorded. Were all of them met, the share would be 82{THIN}%; "
        f"were none, 79{THIN}%. As it stands it is 79{THIN}%, because what is not known counts as "
        "not met.")


def test_one_unknown_case_is_it() -> None:
    said = not_known_sentence(PEP, figure(PEP, 5, 6, unknown=1))
    assert "1 case has no value recorded. Were it met, the share would be 100" in said
    assert "were it not, 83" in said


def test_what_is_left_out_widens_both_ways() -> None:
    said = not_known_sentence(LOWER, figure(LOWER, 20, 80, unknown=20, cases=100))
    assert f"Were all of them counted, the share would be 40{THIN}%; were none, 20{THIN}%" in said
    assert "is left out" in said


def test_nothing_unknown_hidden_or_lacking_is_said() -> None:
    assert "nothing is left unknown" in not_known_sentence(PEP, figure(PEP, 9, 10))
    assert "suppressed" in not_known_sentence(PEP, kept_back(PEP))
    assert "suppressed" in not_known_sentence(PEP, {**figure(PEP, 9, 10), "unknown": NAN})
    assert "does not hold" in not_known_sentence(PEP, None)
    assert not_known_sentence(PEP, figure(PEP, 1, 3, unknown=2)) == (
        "2 cases have no value recorded.")


def test_a_list_says_that_it_holds_what_the_figure_counts() -> None:
    said = list_sentence(PEP, "Norwich", figure(PEP, 79, 106), listed=106, narrowed=False)
    assert said == ("The figure for Norwich is 75 of every 100 (79 of 106). This list holds those "
                    "106 cases and no other.")
    one = list_sentence(PEP, "X", figure(PEP, 1, 1), listed=1, narrowed=False)
    assert one == "The figure for X is 1 of 1. This list holds that one case and no other."


def test_a_viewer_who_may_see_fewer_is_told() -> None:
    said = list_sentence(PEP, "Norfolk", figure(PEP, 79, 106), listed=34, narrowed=False)
    assert said.endswith("(79 of 106). This list holds the 34 that you may see.")
    some = list_sentence(PEP, "Norfolk", figure(PEP, 79, 106), listed=34, narrowed=False, part=True)
    assert some.endswith("(79 of 106). You may see 34 of them.")


def test_a_list_of_one_status_does_not_claim_to_hold_every_case() -> None:
    said = list_sentence(PEP, "Norfolk", figure(PEP, 79, 106), listed=106, narrowed=False,
                         part=True)
    assert said.endswith("The whole list holds those 106 cases and no other.")


def test_a_search_says_how_many_match() -> None:
    said = list_sentence(PEP, "Norfolk", figure(PEP, 79, 106), listed=1, narrowed=True)
    assert said.endswith("of its 106 cases, 1 matches what you chose.")


def test_an_empty_list_and_one_without_a_figure() -> None:
    assert list_sentence(PEP, "X", figure(PEP, 0, 0), listed=0, narrowed=False) == (
        "There are no cases in X.")
    assert list_sentence(PEP, "X", None, listed=12, narrowed=False) == "X: 12 cases."


def test_now_is_compared_with_then_by_the_numbers_shown() -> None:
    year = [dt.date(2015, 3, 31), AS_AT]
    assert compared_with(PEP, [70, 79], dates=year) == "higher than a year ago"
    assert compared_with(PEP, [79.4, 79.1], dates=year) == "same as a year ago"
    assert compared_with(MEAN, [18.9, 18.6], dates=year) == "lower than a year ago"


def test_a_shorter_history_names_its_month_and_a_missing_end_says_nothing() -> None:
    assert compared_with(PEP, [70, 79], dates=[dt.date(2015, 4, 30), AS_AT]) == (
        "higher than Apr 2015")
    assert compared_with(PEP, [NAN, 79], dates=[dt.date(2015, 4, 30), AS_AT]) == ""
    assert compared_with(PEP, [79], dates=[AS_AT]) == ""


def test_half_a_year_before_is_found_by_its_month() -> None:
    history = [{"as_at": dt.date(2015, 9, 30), "value": 65.0}, {"as_at": AS_AT, "value": 79.0}]
    found = half_a_year_before(history, AS_AT)
    assert found is not None
    assert found["value"] == 65
    assert half_a_year_before(history, dt.date(2016, 2, 29)) is None


def test_a_list_of_which_the_viewer_may_see_nothing_says_so() -> None:
    assert list_sentence(COUNT, "Norfolk", figure(COUNT, 16), listed=0, narrowed=False) == (
        "The figure for Norfolk is 16. None of them are cases that you may see.")
