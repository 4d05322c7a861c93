"""When the signals began that follow each other up to the last month of a chart."""

from __future__ import annotations

import datetime as dt

from data.signals.chart import run_began
from tests.components.charted import charted, month_ends


def test_a_run_of_signals_began_where_the_first_of_them_stands() -> None:
    """Twenty months at 60 per cent, then four at 90: the last four are outside the limits."""
    chart = charted([60.0] * 20 + [90.0] * 4, kind="binomial")
    assert [bool(rule) for rule in chart.rules][-5:] == [False, True, True, True, True]
    assert run_began(chart.dates, chart.rules, chart.directions) == dt.date(2015, 12, 31)


def test_a_chart_whose_last_month_is_no_signal_has_no_run() -> None:
    chart = charted([60.0] * 24, kind="binomial")
    assert run_began(chart.dates, chart.rules, chart.directions) is None


def test_signals_the_other_way_end_a_run() -> None:
    days = month_ends(3)
    assert run_began(days, ["", "outside the limits", "trend"], [0, -1, 1]) == days[-1]
