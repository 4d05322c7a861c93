"""Sentences say what the figures show, and no more."""

from __future__ import annotations

from components.numbers import THIN
from components.sentence import measure_sentence, place_sentence
from tests.components.made import COUNT, LOWER, MEAN, NAN, RATE, figure, kept_back, measure

PEP = measure()
IHA = measure(id="iha", name="First health assessments", target=90, kind="flow",
              period=("month",))
ALL = {m.id: m for m in (COUNT, RATE, PEP, IHA, MEAN)}


def test_the_county_says_how_many_then_targets_then_the_furthest_from_its_target() -> None:
    card = [figure(COUNT, 1045), figure(RATE, 458, 166507), figure(PEP, 960, 1000),
            figure(IHA, 23, 34)]
    assert place_sentence("Norfolk", card, ALL, authority=True) == (
        "Norfolk looks after 1,045 children; 458 are on a protection plan. 1 of 2 measures with a "
        f"target meets it; furthest from it: first health assessments, 68{THIN}% (23 of 34) "
        f"against 90{THIN}%.")


def test_an_area_has_children_and_one_child_is_one_child() -> None:
    card = [figure(COUNT, 1), figure(RATE, 1, 20000)]
    assert place_sentence("Norwich", card, ALL) == (
        "Norwich has 1 looked-after child and 1 child on a protection plan.")


def test_a_place_with_plans_only_says_only_that() -> None:
    assert place_sentence("This team", [figure(COUNT, 0), figure(RATE, 12)], ALL) == (
        "This team has 12 children on a protection plan.")


def test_all_none_and_the_only_measure_meeting_its_target_are_worded() -> None:
    met, missed = figure(PEP, 99, 100), figure(IHA, 1, 100)
    both_met = [met, figure(IHA, 95, 100)]
    assert place_sentence("X", both_met, ALL) == "All 2 measures with a target meet it."
    none = place_sentence("X", [figure(PEP, 90, 100), missed], ALL)
    assert none.startswith("None of the 2 measures with a target meets it; furthest from it: first")
    assert place_sentence("X", [met], ALL) == "The one measure with a target meets it."
    assert place_sentence("X", [missed], ALL).startswith(
        "The one measure with a target does not meet it; ")


def test_a_handful_of_cases_is_never_the_furthest_from_its_target() -> None:
    card = [figure(PEP, 90, 100), figure(IHA, 0, 3)]
    assert "furthest from it: plan up to date" in place_sentence("X", card, ALL)


def test_a_place_without_figures_says_so() -> None:
    empty = {**figure(PEP, NAN, NAN, unknown=NAN, cases=NAN), "hidden": NAN,
             "status": "not in this extract"}
    assert place_sentence("Norwich", [empty], ALL) == "Norwich has no figures at this date."


def test_hidden_numbers_are_left_out_of_a_places_sentence() -> None:
    card = [kept_back(COUNT), kept_back(PEP)]
    assert place_sentence("Norwich", card, ALL) == "Norwich has no figures at this date."


def test_hidden_shares_are_not_counted_as_measures_without_a_target() -> None:
    card = [kept_back(PEP), figure(IHA, 95, 100), figure(MEAN, 16, 1)]
    assert place_sentence("Norwich", card, ALL).startswith(
        "1 of 2 measures with a target that are not suppressed meets it")


def test_a_share_says_how_many_what_it_was_how_far_it_has_to_go_and_what_is_unknown() -> None:
    now, then = figure(PEP, 512, 648, unknown=22), figure(PEP, 420, 648)
    assert measure_sentence(PEP, "Norfolk", now, earlier=then) == (
        "Norfolk: 79 of every 100 (512 of 648), 14 more in 100 than six months ago. 104 more would "
        f"reach the target of 95{THIN}%. 22 are not known and count as not met.")


def test_a_fall_is_fewer_and_no_change_is_as_many() -> None:
    now = figure(PEP, 60, 100)
    assert "10 fewer in 100 than six months ago" in measure_sentence(
        PEP, "X", now, earlier=figure(PEP, 70, 100))
    assert "as many as six months ago" in measure_sentence(
        PEP, "X", now, earlier=figure(PEP, 601, 1000))


def test_without_an_earlier_figure_no_change_is_said() -> None:
    now = figure(PEP, 60, 100)
    for earlier in (None, kept_back(PEP), figure(PEP, 0, 0), figure(PEP, 3, 4)):
        said = measure_sentence(PEP, "X", now, earlier=earlier)
        assert said.startswith("X: 60 of every 100 (60 of 100). 35 more")


def test_a_handful_is_a_count_without_a_change() -> None:
    assert measure_sentence(PEP, "X", figure(PEP, 3, 4), earlier=figure(PEP, 50, 100)) == (
        f"X: 3 of 4. 1 more would reach the target of 95{THIN}%.")


def test_a_target_that_is_met_is_said_to_be_met() -> None:
    assert measure_sentence(PEP, "X", figure(PEP, 97, 100)) == (
        f"X: 97 of every 100 (97 of 100). It meets the target of 95{THIN}%.")


def test_what_is_over_cannot_reach_a_target_any_more() -> None:
    assert "4 more would have reached the target" in measure_sentence(
        IHA, "X", figure(IHA, 5, 10))


def test_where_less_is_better_fewer_would_have_reached_the_target() -> None:
    said = measure_sentence(LOWER, "X", figure(LOWER, 30, 100, unknown=1, cases=101))
    assert "10 fewer would have reached the target of 20" in said
    assert said.endswith("1 is not known and is left out.")


def test_a_count_is_a_number_and_its_change_a_number() -> None:
    now = figure(COUNT, 1045)
    assert measure_sentence(COUNT, "Norfolk", now, earlier=figure(COUNT, 1033)) == (
        "Norfolk: 1,045, 12 more than six months ago.")
    assert measure_sentence(COUNT, "Norfolk", now, earlier=figure(COUNT, 1045)) == (
        "Norfolk: 1,045, as many as six months ago.")


def test_a_rate_says_of_every_ten_thousand_and_of_a_team_how_many() -> None:
    assert measure_sentence(RATE, "X", figure(RATE, 458, 166507)) == (
        "X: 27.5 in every 10,000 (458 children).")
    assert measure_sentence(RATE, "X", figure(RATE, 1)) == "X: 1 child."


def test_a_mean_says_how_far_it_is_from_its_target() -> None:
    now, then = figure(MEAN, 4290, 230.8, cases=246), figure(MEAN, 4400, 230.8, cases=246)
    assert measure_sentence(MEAN, "X", now, earlier=then) == (
        "X: 18.6 on average (4,290 for 230.8), 0.5 lower than six months ago. That is 3.6 above "
        "the target of 15.")


def test_hidden_and_not_in_the_extract_are_said() -> None:
    assert measure_sentence(PEP, "X", None) == (
        "X: this extract does not hold what the figure needs.")
    assert measure_sentence(PEP, "X", kept_back(PEP)).startswith("X: the number is suppressed")
    some = {**figure(PEP, 90, 100), "unknown": NAN}
    assert measure_sentence(PEP, "X", some).endswith("How many are not known is suppressed.")


def test_no_cases_say_no_cases() -> None:
    assert measure_sentence(PEP, "X", figure(PEP, 0, 0)) == "X: no cases."
