"""The pace to a target, against R's glm and by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from data.statistics.pace import (
    AHEAD,
    NOT_SO,
    ON_COURSE,
    REACHED,
    TOO_FEW,
    Line,
    fit,
    fits,
    pace,
    paces,
)

VECTORS = Path(__file__).resolve().parents[4] / "shared/vectors"
beside = pytest.mark.skipif(not VECTORS.exists(), reason="the expected results are not beside")
SERIES = ("cabg_readmission", "cabg_readmission_last12", "nhs_accidents")
RISING = [30, 32, 34, 36, 38, 40, 42, 44]
"""Of 60 a month."""
NAN = math.nan


def worked(series: str) -> tuple[dict[str, Any], Line]:
    """What R says of a series, and our line with its months counted as R counts them."""
    said = json.loads((VECTORS / "pace_to_target.json").read_text())[series]
    met, cases, months = (np.array([month[key] for month in said["data"]]) for key in "xnt")
    line = fit(met, cases, months)
    assert line is not None
    return said, line


@beside
@pytest.mark.parametrize("series", SERIES)
def test_the_line_is_that_of_r(series: str) -> None:
    """R's dispersion has the weights of its last step but one: with 280,000 cases a month it is
    less near than the rest.
    """
    said, line = worked(series)
    assert [line.level, line.slope] == pytest.approx(said["glm_coef"], abs=1e-6)
    assert line.dispersion == pytest.approx(said["quasi_dispersion"], rel=1e-5)
    wide = line.dispersion > 1
    errors, p = (("quasi_se", "p_slope_quasi") if wide else ("glm_se", "p_slope"))
    assert np.sqrt(np.diag(line.covariance)) == pytest.approx(said[errors], abs=1e-6)
    assert line.covariance[0, 1] == pytest.approx(
        said["glm_cov"] * max(1, line.dispersion), abs=1e-6)
    assert line.p == pytest.approx(said[p], abs=1e-6)


@beside
@pytest.mark.parametrize("series", SERIES)
def test_the_line_crosses_each_target_where_it_does_in_r(series: str) -> None:
    said, line = worked(series)
    at = said["t_at_target"]
    assert [line.crosses(100 * target) for target in at["targets"]] == pytest.approx(
        at["t"], rel=1e-6)


@beside
@pytest.mark.parametrize("series", SERIES)
def test_the_year_ahead_and_its_range_are_those_of_r(series: str) -> None:
    """R's range there is that of the binomial; ours is as much wider as the dispersion says."""
    said, line = worked(series)
    narrow = Line(line.level, line.slope, line.covariance / max(1, line.dispersion),
                  line.dispersion, line.p)
    ahead = narrow.ahead(int(said["horizon_t"][-1]))[int(said["horizon_t"][0]) - 1:]
    for column, name in enumerate(("horizon_p", "horizon_l80", "horizon_u80")):
        np.testing.assert_allclose(ahead[:, column] / 100, said[name], atol=1e-6)


def test_many_lines_at_once_are_those_of_statsmodels() -> None:
    """Forty series of 6 to 60 cases a month, some months without any; near 100 per cent too."""
    draw = np.random.default_rng(6)
    cases = draw.integers(6, 60, (40, 12)).astype(float)
    cases[draw.random(cases.shape) < 0.1] = 0
    met = draw.binomial(cases.astype(int), draw.uniform(0.3, 0.98, (40, 1))).astype(float)
    months = np.arange(-11, 1)
    for row, line in enumerate(fits(met, cases, months)):
        assert line is not None
        used = cases[row] > 0
        wanted = GLM(
            np.column_stack([met[row], cases[row] - met[row]])[used],
            np.column_stack([np.ones(12), months])[used], Binomial()).fit(tol=1e-12)
        assert [line.level, line.slope] == pytest.approx(wanted.params, abs=1e-6)
        assert line.dispersion == pytest.approx(wanted.pearson_chi2 / wanted.df_resid, abs=1e-6)
        np.testing.assert_allclose(
            line.covariance, wanted.cov_params() * max(1, line.dispersion), atol=1e-6)


def test_many_paces_at_once_are_as_each_alone() -> None:
    met = np.array([RISING, RISING[::-1], [30] * 8, [54] * 8], float)
    targets, since = [90, 20, 60, 90], [0, 0, 3, 0]
    betters = ["higher", "lower", "higher", "higher"]
    together = paces(met, np.full(met.shape, 60.0), targets, betters, since=since)
    assert [found.state for found in together] == [ON_COURSE, ON_COURSE, TOO_FEW, REACHED]
    for n, found in enumerate(together):
        alone = pace(met[n], [60] * 8, targets[n], betters[n], since=since[n])
        assert (found.state, found.points) == (alone.state, alone.points)
        np.testing.assert_array_equal(found.month, alone.month)
        np.testing.assert_array_equal(found.fan, alone.fan)


def test_a_share_that_rises_reaches_its_target_in_the_month_its_line_does() -> None:
    """From 50 to 73 per cent in seven months: log-odds 0 to 1, about 0.143 a month. 90 per cent
    are log-odds of 2.197, 1.19 further: a little over eight months.
    """
    found = pace(RISING, [60] * 8, 90, "higher")
    assert found.state == ON_COURSE
    assert found.slope == pytest.approx(0.143, abs=0.001)
    assert found.month == 9
    assert found.early < found.month < found.late
    assert found.points == 8


@pytest.mark.parametrize("cases", [60, 600, 6000])
def test_the_range_is_where_the_edges_of_the_fan_cross_the_target(cases: int) -> None:
    """One line in ten is at its target before the upper edge is, and one after the lower is."""
    met = np.array(RISING) * (cases // 60)
    line = fit(met, np.full(8, cases), np.arange(-7, 1))
    assert line is not None
    _, low, high = line.ahead(60).T
    found = pace(met, [cases] * 8, 90, "higher")
    assert found.early == pytest.approx(1 + np.argmax(high >= 90), abs=1)
    assert found.late == pytest.approx(1 + np.argmax(low >= 90), abs=1)
    assert found.early <= found.month <= found.late


def test_the_fan_starts_a_month_ahead_and_widens() -> None:
    found = pace(RISING, [60] * 8, 90, "higher")
    assert found.fan.shape == (AHEAD, 3)
    centre, low, high = found.fan.T
    assert centre[0] == pytest.approx(100 / (1 + math.exp(-1.143)), abs=0.5)
    assert (low < centre).all()
    assert (centre < high).all()
    assert (np.diff(centre) > 0).all()


def test_the_same_figures_give_the_same_pace() -> None:
    first, again = (pace(RISING, [60] * 8, 90, "higher") for _ in range(2))
    assert (first.early, first.late) == (again.early, again.late)


def test_less_is_better_is_the_mirror_of_more_is_better() -> None:
    more = pace(RISING, [60] * 8, 90, "higher")
    fewer = pace([60 - met for met in RISING], [60] * 8, 10, "lower")
    assert (fewer.state, fewer.month, fewer.early, fewer.late) == (
        more.state, more.month, more.early, more.late)
    assert fewer.slope == -more.slope
    np.testing.assert_allclose(fewer.fan, 100 - more.fan[:, [0, 2, 1]])


@pytest.mark.parametrize(("last", "target", "better", "state"), [
    (54, 90, "higher", REACHED), (53, 90, "higher", ON_COURSE), (60, 90, "higher", REACHED),
    (54, 90, "lower", REACHED), (55, 90, "lower", NOT_SO)])
def test_a_target_is_reached_where_the_last_month_is_at_it_or_beyond(
    last: int, target: float, better: str, state: str,
) -> None:
    met = [40, 42, 44, 46, 48, 50, 52, last]
    assert pace(met, [60] * 8, target, better).state == state


def test_a_target_may_be_reached_after_few_months() -> None:
    found = pace([54, 55], [60, 60], 90, "higher")
    assert (found.state, found.points, len(found.fan)) == (REACHED, 2, 0)


def test_fewer_than_six_months_are_too_few() -> None:
    assert pace(RISING[:5], [60] * 5, 90, "higher").state == TOO_FEW
    assert pace(RISING[:6], [60] * 6, 90, "higher").state == ON_COURSE


def test_a_share_that_falls_does_not_reach_its_target() -> None:
    found = pace(RISING[::-1], [60] * 8, 90, "higher")
    assert (found.state, math.isnan(found.month)) == (NOT_SO, True)
    assert found.fan[-1, 0] < found.fan[0, 0]


def test_a_slope_that_chance_may_well_give_reaches_nothing() -> None:
    found = pace([30, 31, 30, 31, 30, 32], [60] * 6, 90, "higher")
    assert found.slope > 0
    assert found.p > 0.2
    assert found.state == NOT_SO


def test_a_target_more_than_two_years_away_is_not_reached_at_this_pace() -> None:
    """1,000 a month: the slope is sure, and 0.04 a month takes thirty months for 1.2."""
    met = [500 + 10 * month for month in range(12)]
    found = pace(met, [1000] * 12, 85, "higher")
    assert found.p < 0.001
    assert found.state == NOT_SO
    assert pace(met, [1000] * 12, 75, "higher").state == ON_COURSE


def test_a_line_already_beyond_a_target_the_last_month_missed_is_on_course_for_the_next() -> None:
    found = pace([40, 43, 46, 49, 52, 55, 58, 53], [60] * 8, 90, "higher")
    assert (found.state, found.month, found.early) == (ON_COURSE, 1, 1)


def test_only_the_last_twelve_months_count() -> None:
    recent = [30 + month for month in range(12)]
    found = pace([59] * 24 + recent, [60] * 36, 90, "higher")
    alone = pace(recent, [60] * 12, 90, "higher")
    assert found.points == 12
    assert (found.state, found.month, found.slope) == (alone.state, alone.month, alone.slope)


def test_no_month_before_the_latest_baseline_counts() -> None:
    found = pace([59] * 6 + RISING, [60] * 14, 90, "higher", since=6)
    assert (found.points, found.month) == (8, 9)
    assert pace([59] * 6 + RISING[:5], [60] * 11, 90, "higher", since=6).state == TOO_FEW


def test_a_month_without_a_figure_keeps_its_place() -> None:
    """Two months ago nothing was known: the line is as steep, and as far from its target."""
    whole = pace(RISING, [60] * 8, 90, "higher")
    gap = pace([*RISING[:5], NAN, *RISING[6:]], [60] * 5 + [0] + [60] * 2, 90, "higher")
    assert gap.points == 7
    assert gap.slope == pytest.approx(whole.slope, rel=0.01)
    assert gap.month == whole.month


def test_months_count_from_the_last_month_given() -> None:
    found = pace([*RISING, NAN], [60] * 8 + [NAN], 90, "higher")
    assert found.month == 8


@pytest.mark.parametrize("met", [[0] * 8, [60] * 4 + [0] * 4])
def test_shares_that_determine_no_line_have_no_fan(met: list[int]) -> None:
    found = pace(met, [60] * 8, 90, "higher")
    assert (found.state, len(found.fan)) == (NOT_SO, 0)


def test_a_share_that_does_not_move_stays_where_it_is() -> None:
    found = pace([30] * 8, [60] * 8, 90, "higher")
    assert found.state == NOT_SO
    assert found.fan[:, 0] == pytest.approx([50] * AHEAD)


def test_all_of_the_cases_is_reached_where_half_a_case_is_left() -> None:
    """Of ten, 100 per cent is reached where the line is at 95."""
    met = [1, 2, 3, 4, 5, 6, 7, 8]
    every = pace(met, [10] * 8, 100, "higher")
    assert every.state == ON_COURSE
    assert every.month == pace(met, [10] * 8, 95, "higher").month
    none = pace([10 - x for x in met], [10] * 8, 0, "lower")
    assert none.month == every.month


def test_a_share_more_unsteady_than_chance_has_a_wider_range() -> None:
    """Months of 20 and 40 by turns, rising a little: ten times the spread of a binomial."""
    steady = pace(RISING, [60] * 8, 90, "higher")
    unsteady = pace([20, 42, 24, 46, 28, 50, 32, 53], [60] * 8, 90, "higher")
    assert unsteady.p > steady.p
    assert (unsteady.fan[0, 2] - unsteady.fan[0, 1]) > 2 * (steady.fan[0, 2] - steady.fan[0, 1])
