"""What is said of a measure at a place, worked out by hand."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest

from data.signals.months import month_ahead
from data.signals.work_out import Workings
from data.snapshots.figures import Figures
from data.statistics.chance import FALSE_OF_LEVELS
from data.statistics.pace import pace
from tests.data.county import CATALOGUE
from tests.data.signals.making import (
    DECIDED,
    MARCH,
    NORFOLK,
    NORWICH,
    PLAIN,
    RECEIVED,
    REVIEWS,
    TEAM,
    UNALLOCATED,
    figures_of_day,
    month_ends,
    rebased,
    rows,
    signal,
    signals,
)

STEADY = [100, 104] * 6
YEAR_FIRST = "lac-permanence-second-review"
"""A flow share whose figure on a page is that of the year."""


# Control charts of flow and level measures ------

def test_a_month_outside_the_limits_is_a_signal() -> None:
    """Eleven months of 100 and 104 and one of 130: the mean is 1250 / 12 = 104.17. The moves are
    ten of 4 and one of 30, which is screened out (30 > 3.267 x 70 / 11): 104.17 +- 2.66 x 4.
    """
    found = signal([*STEADY[:-1], 130])
    assert (found.chart, found.points, found.since) == ("control", 12, dt.date(2015, 4, 30))
    assert (found.rule, found.rule_points, found.variation) == (
        "outside the limits", 1, "neutral high")
    assert [found.centre, found.lower, found.upper] == pytest.approx(
        [104.1667, 93.5267, 114.8067], abs=1e-4)
    assert (found.value, found.previous, found.numerator, found.assurance) == (130, 100, 130, "")


def test_months_on_one_side_of_the_centre_are_a_signal_of_a_level_that_varies_freely() -> None:
    """The mean is 12.8; the last nine lie above it. Up and down by 12 and 10: next to nothing of
    a month is carried over (correlation 0.03, mended 0.09).
    """
    found = signal([2, 14] * 6 + [15, 25] * 4, UNALLOCATED)
    assert (found.rule, found.rule_points) == ("run on one side", 9)
    assert (found.variation, found.period, found.gap) == ("concern high", "point", 25)


def test_the_range_of_a_level_is_widened_by_what_is_carried_over() -> None:
    """The mean is 14. Products of neighbours add up to 21, squares to 104: 0.20,
    mended by (1 + 4r) / 16; the average move is 43 / 15.
    """
    found = signal([10, 14] * 4 + [15, 17] * 4, UNALLOCATED)
    assert found.rule == ""
    assert found.upper - 14 > 2.66 * 43 / 15
    carried = 1 - (2.66 * 43 / 15 / (found.upper - 14)) ** 2
    assert carried == pytest.approx(0.3149, abs=1e-4)


def test_a_share_is_charted_in_per_cent_with_what_its_limits_assure() -> None:
    """97 +- 2.66 x 2 lies above the target of 90."""
    found = signal([(96, 100), (98, 100)] * 6, DECIDED)
    assert (found.centre, found.lower, found.value) == pytest.approx((97, 91.68, 98))
    assert (found.variation, found.assurance) == ("common cause", "consistently pass")
    assert (found.gap, found.period, found.pace) == (0, "month", "reached")


def test_a_month_without_a_figure_breaks_a_run() -> None:
    run = [10, 14] * 4 + [15, 17] * 4
    assert signal([*run[:12], None, *run[13:]], UNALLOCATED).variation == "common cause"


@pytest.mark.parametrize(("months", "judged", "trial"), [
    (6, False, True), (7, True, True), (11, True, True), (12, True, False)])
def test_fewer_than_seven_figures_are_not_judged_and_fewer_than_twelve_are_on_trial(
    months: int, judged: bool, trial: bool,
) -> None:
    found = signal([100, 104] * 3 + [300] if months == 7 else STEADY[:months])
    assert (bool(found.variation), found.trial, found.points) == (judged, trial, months)
    assert math.isnan(found.chance) is not judged


def test_a_count_of_part_of_a_month_is_shown_and_not_judged() -> None:
    """The share of the same part is judged."""
    middle = dt.date(2016, 4, 12)
    made = {(RECEIVED, NORFOLK): 3, (DECIDED, NORFOLK): (10, 40)}
    figures = {day: figures_of_day(day, {
        (RECEIVED, NORFOLK): 100 + 4 * (n % 2), (DECIDED, NORFOLK): (96 + n % 2, 100)})
        for n, day in enumerate(month_ends(12))}
    figures[middle] = figures_of_day(middle, made)
    found = {s.measure: s for s in Workings(figures, PLAIN, CATALOGUE).signals(middle)}
    count, share = found[RECEIVED], found[DECIDED]
    assert (count.value, count.previous, count.variation, count.points) == (3, 104, "", 12)
    assert (share.value, share.variation, share.points) == (25, "concern low", 13)


def test_nothing_after_the_date_is_looked_at() -> None:
    days = month_ends(14)
    figures = {day: figures_of_day(day, {(RECEIVED, NORFOLK): number})
               for day, number in zip(days, [*STEADY, 900, 901], strict=True)}
    (found,) = Workings(figures, PLAIN, CATALOGUE).signals(days[11])
    assert (found.points, found.centre, found.value) == (12, 102, 104)


# Stock figures ------

def test_a_stock_share_has_binomial_limits() -> None:
    """The centre is 1060 of 1200; three standard errors of 100 children are 9.6306 points."""
    found = signal([(90, 100)] * 11 + [(70, 100)], REVIEWS)
    assert (found.chart, found.rule, found.variation) == (
        "binomial", "outside the limits", "concern low")
    assert [found.centre, found.lower, found.upper] == pytest.approx(
        [88.3333, 78.7027, 97.9640], abs=1e-4)
    assert (found.assurance, found.pace, found.gap, found.chance) == (
        "", "not at this pace", 28, 0.003)


def test_a_stock_share_shows_no_run() -> None:
    """Eight months at 80 and eight at 86 of 100: each within 83 +- 11."""
    assert signal([(80, 100)] * 8 + [(86, 100)] * 8, REVIEWS).variation == "common cause"


# Small places ------

@pytest.mark.parametrize(("cases", "chart"), [(19, ""), (20, "binomial")])
def test_a_team_of_fewer_than_twenty_has_no_chart(cases: int, chart: str) -> None:
    found = signal([(18, 60)] * 5 + [(18, cases)] * 12, REVIEWS, TEAM)
    assert (found.chart, found.gap) == (chart, math.ceil(.98 * cases) - 18)
    assert math.isnan(found.lower) is (chart == "")


def test_an_area_of_fewer_than_twenty_has_a_chart() -> None:
    assert signal([(9, 10)] * 12, REVIEWS, NORWICH).chart == "binomial"


@pytest.mark.parametrize(("few", "chart"), [(7, ""), (6, "control")])
def test_a_share_of_fewer_than_six_in_most_months_has_no_chart(few: int, chart: str) -> None:
    found = signal([(2, 5)] * few + [(3, 6)] * (12 - few), DECIDED, NORWICH)
    assert (found.chart, bool(found.variation)) == (chart, chart != "")


def test_a_flow_of_which_next_to_none_are_missed_has_binomial_limits_and_is_assured() -> None:
    """One missed of 240: a run of seven at 100 per cent about one dip says nothing."""
    found = signal([(20, 20)] * 5 + [(19, 20)] + [(20, 20)] * 7, DECIDED, NORWICH)
    assert (found.chart, found.variation, found.rule) == ("binomial", "common cause", "")
    assert found.assurance == "consistently pass"  # 99.6 - 3 * 1.4 = 95.5, over the target of 90


def test_a_flow_that_is_always_in_time_consistently_passes() -> None:
    found = signal([(20, 20)] * 12, DECIDED, NORWICH)
    assert (found.lower, found.upper, found.assurance) == (100, 100, "consistently pass")


def test_a_level_that_drifts_as_caseloads_do_is_no_signal() -> None:
    """Each month most of the month before: 30 up to 41 and back, at most two apart."""
    drift = [30, 31, 33, 35, 36, 38, 39, 41, 40, 38, 37, 35, 33, 32, 31, 30]
    found = signal(drift, UNALLOCATED, NORWICH)
    assert (found.variation, found.chance) == ("common cause", FALSE_OF_LEVELS)


def test_a_level_that_jumps_out_of_its_range_is_a_signal() -> None:
    found = signal([30, 31, 29, 30, 32, 30, 29, 31, 30, 29, 31, 45], UNALLOCATED, NORWICH)
    assert (found.rule, found.variation) == ("outside the limits", "concern high")


def test_a_small_count_of_an_area_has_a_chart_all_the_same() -> None:
    assert signal([1, 0] * 6, UNALLOCATED, NORWICH).chart == "control"


def test_a_team_without_a_case_is_left_out_and_an_area_is_not() -> None:
    assert [s.place for s in signals({
        (REVIEWS, TEAM): [(0, 0)] * 12, (REVIEWS, NORWICH): [(0, 0)] * 12})] == [NORWICH]


def test_a_share_of_sessions_is_judged_as_a_level_and_has_no_pace_and_no_gap() -> None:
    found = signal([(40, 1000), (50, 1000)] * 6, "lac-overall-absence")
    assert (found.chart, found.pace, found.gap, found.funnel) == ("control", "", None, "")
    assert found.chance == FALSE_OF_LEVELS


# Baselines that begin anew ------

@pytest.mark.parametrize(("after", "points", "centre"), [(6, 13, 1900 / 13), (7, 7, 1400 / 7)])
def test_an_event_begins_the_limits_anew_once_seven_figures_follow_it(
    after: int, points: int, centre: float,
) -> None:
    before = [100] * (13 - after)
    numbers = [*before, *[200] * after]
    authority = rebased(RECEIVED, day=month_ends(after)[0].replace(day=1))
    (found,) = signals({(RECEIVED, NORFOLK): numbers}, authority)
    assert found.points == points
    assert found.centre == pytest.approx(centre)
    assert found.since == month_ends(points)[0]


def test_an_event_of_one_measure_leaves_the_others_alone() -> None:
    authority = rebased(RECEIVED, day=dt.date(2015, 9, 1))
    found = {s.measure: s.points for s in signals(
        {(RECEIVED, NORFOLK): STEADY, (UNALLOCATED, NORFOLK): STEADY}, authority)}
    assert found == {RECEIVED: 7, UNALLOCATED: 12}


# Funnels ------

def test_each_area_stands_against_the_authority() -> None:
    """Norwich has 20 of 40 where the county has nine of ten; five cases are too few."""
    found = {s.place: s for s in signals({
        (REVIEWS, NORFOLK): [(450, 500)], (REVIEWS, NORWICH): [(20, 40)],
        (REVIEWS, "breckland"): [(36, 40)], (REVIEWS, "south-norfolk"): [(0, 5)],
        (REVIEWS, "great-yarmouth"): [(0, 0)]})}
    assert {place: s.funnel for place, s in found.items()} == {
        NORFOLK: "", NORWICH: "outside low", "breckland": "within", "south-norfolk": "too few",
        "great-yarmouth": ""}
    norwich = found[NORWICH]
    assert (norwich.funnel_centre, norwich.funnel_numerator, norwich.funnel_denominator) == (
        90, 20, 40)
    assert norwich.funnel_lower998 < norwich.funnel_lower95 < 90 < norwich.funnel_upper95
    assert norwich.funnel_p < 0.001
    assert found["breckland"].funnel_p == norwich.funnel_p
    assert math.isnan(found[NORFOLK].funnel_lower95)


def test_a_team_stands_against_the_authority_however_few_it_has_for_a_chart() -> None:
    found = signals({(REVIEWS, NORFOLK): [(450, 500)], (REVIEWS, TEAM): [(2, 10)]})[1]
    assert (found.chart, found.funnel, found.funnel_centre) == ("", "outside low", 90)


def test_the_funnel_of_what_is_rare_is_that_of_the_year() -> None:
    def figures(month: tuple[int, int], year: tuple[int, int], place: str) -> pd.DataFrame:
        return pd.concat([pd.DataFrame(rows(MARCH, {(YEAR_FIRST, place): numbers}, period))
                          for numbers, period in ((month, "month"), (year, "year"))])

    day = Figures(MARCH, pd.concat([
        figures((8, 10), (90, 100), NORFOLK), figures((3, 4), (10, 40), NORWICH)]))
    found = Workings({MARCH: day}, PLAIN, CATALOGUE).signals(MARCH)[1]
    assert (found.period, found.numerator, found.denominator) == ("month", 3, 4)
    assert (found.funnel_period, found.funnel_numerator, found.funnel_denominator) == (
        "year", 10, 40)
    assert (found.funnel, found.funnel_centre) == ("outside low", 90)


# Pace ------

def test_the_pace_is_that_of_the_last_twelve_months_in_dates() -> None:
    met = [600, 610, 630, 640, 660, 680, 700, 705, 720, 740, 750, 770]
    found = signal([(n, 1000) for n in met], REVIEWS)
    alone = pace(met, [1000] * 12, 98, "higher")
    assert (found.pace, alone.state) == ("not at this pace", "not at this pace")
    assert len(found.pace_fan) == 36
    assert found.pace_fan[:3] == pytest.approx(alone.fan[0].tolist())
    nearer = signal([(n + 200, 1000) for n in met], REVIEWS)
    ahead = pace([n + 200 for n in met], [1000] * 12, 98, "higher")
    assert (nearer.pace, ahead.month) == ("on course", 6)
    assert nearer.pace_month == dt.date(2016, 9, 30)
    assert (nearer.pace_early, nearer.pace_late) == (
        month_ahead(MARCH, int(ahead.early)), month_ahead(MARCH, int(ahead.late)))


def test_the_pace_does_not_look_across_an_event() -> None:
    numbers = [(500, 1000)] * 5 + [(900 + n, 1000) for n in range(7)]
    across = signals({(REVIEWS, NORFOLK): numbers})[0]
    after = signals({(REVIEWS, NORFOLK): numbers}, rebased(REVIEWS, day=dt.date(2015, 9, 1)))[0]
    assert (across.pace, after.pace) == ("on course", "not at this pace")
