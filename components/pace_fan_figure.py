"""The pace to the target, as plain data for Plotly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from components.chart_layout import ACCENT, SOFT, add_target, layout, months_of
from components.control_chart_figure import share_scale
from components.kinds import Measure
from components.numbers import missing
from data.months import months_after
from data.statistics.drawing import line_before

MOST = 12
"""The months behind that are drawn: as many as the line is fitted to at most."""


def pace_figure(
    measure: Measure, dates: Sequence[dt.date], values: Sequence[float], fan: Sequence[float],
) -> dict[str, Any]:
    """Months behind as points, the fitted line through them and on, the range of 80 per cent
    about it. ``fan`` is centre, low and high of each month ahead, in per cent.
    """
    ahead = months_after(dates[-1], len(fan) // 3)
    centre, low, high = ([round(share, 2) for share in fan[part::3]] for part in range(3))
    before = [round(share, 2) for share in line_before(fan, len(dates))]
    steady = {"type": "scatter", "xperiod": "M1", "xperiodalignment": "middle"}
    quiet = {**steady, "mode": "lines", "hoverinfo": "skip", "x": months_of(ahead)}
    data = [
        {**quiet, "name": "Range, lower", "y": low, "line": {"width": 0}},
        {**quiet, "name": "Range, upper", "y": high, "line": {"width": 0}, "fill": "tonexty",
         "fillcolor": "rgba(18,67,109,0.14)"},
        {**quiet, "name": "Fitted line", "x": months_of([*dates, *ahead] if before else ahead),
         "y": [*before, *centre], "line": {"color": SOFT, "width": 2, "dash": "dot"}},
        {**steady, "mode": "markers", "name": measure.name, "x": months_of(dates),
         "y": [None if missing(v) else round(v, 2) for v in values],
         "marker": {"size": 7, "color": ACCENT},
         "hovertemplate": "%{x|%B %Y}: %{y:.4g} %<extra></extra>"}]
    drawn = layout([*dates, *ahead], {
        "range": share_scale(measure, [*values, *low, *high]), "ticksuffix": " %"})
    if ahead:
        drawn["xaxis"]["range"][1] = months_after(ahead[-1], 1)[0].isoformat()
    add_target(drawn, measure)
    return {"data": data, "layout": drawn}
