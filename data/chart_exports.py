"""What charts draw as CSV: a chart's months, a funnel's places, the months of a pace."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

import pandas as pd

from data.exports import neutral
from data.signals.chart import Chart
from data.signals.schema import Signal

CHART_COLUMNS = ("as_at", "measure", "place", "period", "numerator", "denominator", "unknown",
                 "cases", "value", "centre", "lower", "upper", "rule", "direction")
FUNNEL_COLUMNS = ("as_at", "measure", "place", "period", "numerator", "denominator", "value",
                  "centre", "lower_95", "upper_95", "lower_998", "upper_998", "reading")
PACE_COLUMNS = ("month", "measure", "place", "value", "at_this_pace", "low_80", "high_80")
_WAYS = {1: "up", -1: "down", 0: ""}


def chart_lines(*charts: Chart) -> str:
    """The months of each chart, oldest first, each with its limits; empty where there is nothing.
    """
    return _written(CHART_COLUMNS, (
        (day, chart.measure, chart.place, chart.period, *numbers, rule, _WAYS[way])
        for chart in charts for day, *numbers, rule, way in zip(
            chart.dates, chart.numerators, chart.denominators, chart.unknown, chart.cases,
            chart.values, chart.centre, chart.lower, chart.upper, chart.rules, chart.directions,
            strict=True)))


def funnel_lines(as_at: dt.date, signals: Iterable[Signal], figures: pd.DataFrame) -> str:
    """The places of a funnel that have a figure (rows of ``Queries.side_by_side``), with limits
    for their size.
    """
    by_place = {row["place"]: row for row in figures.to_dict("records")}
    rows = [(s, by_place[s.place]) for s in signals if s.funnel and s.place in by_place]
    return _written(FUNNEL_COLUMNS, (
        (as_at, s.measure, s.place, s.funnel_period, row["numerator"], row["denominator"],
         row["value"], s.funnel_centre, s.funnel_lower95, s.funnel_upper95, s.funnel_lower998,
         s.funnel_upper998, s.funnel) for s, row in rows))


def pace_lines(chart: Chart, fan: Sequence[float], ahead: Sequence[dt.date]) -> str:
    """The months of a chart, and those ahead with where the pace leads and its 80 per cent range
    (``fan``: centre, low and high of each).
    """
    behind = [(day, chart.measure, chart.place, value, "", "", "")
              for day, value in zip(chart.dates, chart.values, strict=True)]
    onward = [(day, chart.measure, chart.place, "", *parts) for day, *parts in zip(
        ahead, fan[::3], fan[1::3], fan[2::3], strict=True)]
    return _written(PACE_COLUMNS, ((f"{day:%Y-%m}", *rest) for day, *rest in (*behind, *onward)))


def _written(heads: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([round(cell, 4) if isinstance(cell, float) and cell == cell
                         else neutral(cell) for cell in row])
    return out.getvalue()
