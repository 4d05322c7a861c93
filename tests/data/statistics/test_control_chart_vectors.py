"""Control charts, limits and labels, against those of the NHS package, point by point."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.statistics.control_chart import (
    CHANCE,
    FAIL,
    NEARLY,
    OUTSIDE,
    PASS,
    SHIFTED,
    TRENDING,
    ControlCharts,
    assurance,
    control_chart,
    control_charts,
    variation,
)

VECTORS = Path(__file__).resolve().parents[4] / "shared/vectors"
pytestmark = pytest.mark.skipif(
    not VECTORS.exists(), reason="the expected results are not beside")

LABELS = {
    "Common Cause": (0, 0), "Above UCL": (OUTSIDE, 1), "Below LCL": (OUTSIDE, -1),
    "7 Point Trend (Increasing)": (TRENDING, 1), "7 Point Trend (Decreasing)": (TRENDING, -1),
    "2 in 3 Above CL": (NEARLY, 1), "2 in 3 Below CL": (NEARLY, -1),
    "7 Points Above CL": (SHIFTED, 1), "7 Points Below CL": (SHIFTED, -1)}
ASSURANCES = {"consistent_pass": PASS, "inconsistent": CHANCE, "consistent_fail": FAIL}
MENDED = {"edge_constant100", "edge_constant_then_dip", "edge_nearly_constant",
          "edge_seven_on_one_side"}
"""Where the package screens away every move that is not zero, or has none: its limits are one
line, or not a number. What ours are is in the tests below, by name."""


def expected_points(case: str) -> list[pd.DataFrame]:
    """The points of each chart of a case."""
    points = pd.read_csv(VECTORS / "control_chart_points.csv")
    return [part.reset_index(drop=True) for _, part in points[points.case == case].groupby("f")]


def cases() -> dict[str, dict[str, Any]]:
    file = VECTORS / "control_chart_cases.json"
    return json.loads(file.read_text()) if file.exists() else {}


def drawn(case: str, points: pd.DataFrame) -> ControlCharts:
    """Ours, as the package was asked for it."""
    asked = cases()[case]
    group = points.rebase_group.to_numpy()
    return control_chart(
        points.y.to_numpy(), breaks=list(np.flatnonzero(np.diff(group)) + 1),
        screen=asked.get("screen_outliers", True), freeze=asked.get("fix_after_n_points"))


@pytest.mark.parametrize("case", sorted(set(cases()) - MENDED))
def test_every_point_has_the_limits_and_the_label_of_the_package(case: str) -> None:
    for points in expected_points(case):
        ours = drawn(case, points)
        for found, wanted in ((ours.centre, points.mean_col), (ours.lower, points.lpl),
                              (ours.upper, points.upl)):
            np.testing.assert_allclose(found, wanted.to_numpy(), rtol=1e-9, atol=1e-9)
        labels = list(zip(ours.rule.tolist(), ours.direction.tolist(), strict=True))
        assert labels == [LABELS[label] for label in points.special_cause_type]


@pytest.mark.parametrize("case", sorted(set(cases()) - MENDED - {"edge_one_point"}))
def test_the_last_point_has_the_variation_and_the_assurance_of_the_package(case: str) -> None:
    summaries = pd.read_csv(VECTORS / "control_chart_summaries.csv")
    better = "lower" if cases()[case].get("improvement") == "decrease" else "higher"
    for points in expected_points(case):
        ours = drawn(case, points)
        (summary,) = summaries[
            (summaries.case == case) & (summaries.f == points.f[0])].itertuples()
        target = None if pd.isna(summary.target) else summary.target
        word = variation(ours.rule[-1], ours.direction[-1], better).split()[0]
        assert word == summary.variation.removeprefix("special_cause_").split("_")[0]
        assert assurance(ours.lower[-1], ours.upper[-1], target, better) == (
            ASSURANCES.get(summary.assurance, ""))


def test_many_series_at_once_are_as_each_alone() -> None:
    parts = expected_points("facet6_breaches")
    together = control_charts(np.array([part.y for part in parts]))
    for n, part in enumerate(parts):
        alone = control_chart(part.y.to_numpy())
        for name in ("lower", "upper", "rule", "direction", "run"):
            np.testing.assert_array_equal(getattr(together.one(n), name), getattr(alone, name))


def test_a_share_that_never_moves_has_limits_and_meets_its_target() -> None:
    """The package: limits that are not a number, and so a target of 95 is hit or miss."""
    (points,) = expected_points("edge_constant100")
    assert points.lpl.isna().all()
    ours = drawn("edge_constant100", points)
    assert (ours.lower == 100).all()
    assert (ours.upper == 100).all()
    assert not ours.rule.any()
    assert assurance(ours.lower[-1], ours.upper[-1], 95, "higher") == PASS


def test_one_dip_at_the_end_leaves_the_limits_of_all_moves() -> None:
    """The package screens the only move away and calls every month at 100 above its limit. Ours
    are its own limits and labels when it does not screen.
    """
    (screened,) = expected_points("edge_constant_then_dip")
    assert (screened.special_cause_type[:-1] == "Above UCL").all()
    ours = drawn("edge_constant_then_dip", screened)
    (unscreened,) = expected_points("edge_constant_then_dip_noscreen")
    np.testing.assert_allclose(ours.lower, unscreened.lpl, atol=1e-9)
    np.testing.assert_allclose(ours.upper, unscreened.upl, atol=1e-9)
    assert list(zip(ours.rule.tolist(), ours.direction.tolist(), strict=True)) == [
        LABELS[label] for label in unscreened.special_cause_type]


def test_one_dip_in_the_middle_does_not_put_every_other_month_outside() -> None:
    """The package: a line at 99.96, and every month of 100 above it."""
    (points,) = expected_points("edge_nearly_constant")
    ours = drawn("edge_nearly_constant", points)
    moves = np.abs(np.diff(points.y))
    np.testing.assert_allclose(ours.upper, points.y.mean() + 2.66 * moves.mean(), atol=1e-9)
    assert (ours.rule == OUTSIDE).tolist() == (points.y < 100).tolist()
    assert assurance(ours.lower[-1], ours.upper[-1], 95, "higher") == PASS


def test_one_step_between_two_levels_keeps_its_move_and_so_its_limits() -> None:
    """Seven months of 1, seven of 3: the package's limits are the line of their mean, 2."""
    (points,) = expected_points("edge_seven_on_one_side")
    ours = drawn("edge_seven_on_one_side", points)
    np.testing.assert_allclose(ours.upper, 2 + 2.66 * 2 / 13, atol=1e-9)
    assert list(zip(ours.rule.tolist(), ours.direction.tolist(), strict=True)) == [
        LABELS[label] for label in points.special_cause_type]


def test_one_point_has_no_limits_and_so_no_assurance() -> None:
    """The package, whose limits are not a number either, calls its target hit or miss."""
    (points,) = expected_points("edge_one_point")
    ours = drawn("edge_one_point", points)
    assert np.isnan([ours.lower[0], ours.upper[0]]).all()
    assert assurance(ours.lower[0], ours.upper[0], 95, "higher") == ""
