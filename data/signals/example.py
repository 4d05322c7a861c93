"""Thirteen months of a made-up team, small enough to work through by hand, as a chart shows it."""

from __future__ import annotations

import datetime as dt
from functools import cache

from data.signals.chart import Baseline, Chart
from data.statistics.control_chart import REACH, RULES, control_chart

VALUES = (80, 84, 80, 76, 80, 84, 80, 76, 80, 84, 80, 76, 66)
"""Visits in time, of a hundred each month, March 2015 to March 2016. The average is 1,026 / 13 =
78.9; eleven moves of 4 and one of 10 are 4.5 on average, and 2.66 times that is 12.0: the usual
range is 67.0 to 90.9, and the last month is below it."""
SINCE = dt.date(2015, 3, 31)


@cache
def example() -> Chart:
    """The example judged by the rules that judge everything."""
    dates = [_month_end(SINCE, n) for n in range(len(VALUES))]
    found = control_chart(VALUES)
    limits = {name: [float(v) for v in getattr(found, name)] for name in (
        "values", "centre", "lower", "upper", "near_lower", "near_upper")}
    whole = [100.0] * len(VALUES)
    return Chart(
        measure="", place="", level="team", period="month", chart="control", dates=dates,
        numerators=[float(v) for v in VALUES], denominators=whole, cases=whole,
        unknown=[0.0] * len(VALUES), **limits,
        rules=[RULES[rule] for rule in found.rule],
        directions=[int(way) for way in found.direction],
        baselines=[Baseline(dates[0], dates[-1], limits["centre"][-1], limits["lower"][-1],
                            limits["upper"][-1], "", "", False)])


def average_move() -> float:
    """How far the example moves from a month to the next, on average."""
    chart = example()
    return (chart.upper[-1] - chart.centre[-1]) / REACH


def _month_end(first: dt.date, months: int) -> dt.date:
    after = first.year * 12 + first.month + months
    return dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
