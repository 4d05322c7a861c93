"""Charts and signals for the tests of components, judged by the rules that judge everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np

from data.signals.chart import Baseline, Chart
from data.signals.schema import SIGNALS, Signal
from data.statistics.control_chart import RULES, control_chart
from data.statistics.stock_limits import stock_limits
from tests.components.made import NAN

LAST = dt.date(2016, 3, 31)


def month_ends(number: int) -> list[dt.date]:
    """So many month-ends up to March 2016."""
    firsts = [LAST.year * 12 + LAST.month - n for n in range(number)][::-1]
    return [dt.date(n // 12, n % 12 + 1, 1) - dt.timedelta(days=1) for n in firsts]


def charted(
    values: Sequence[float], *, kind: str = "control", level: str = "authority",
    cases: float = 100, breaks: Sequence[int] = (), whys: Sequence[str] = (), trial: bool = False,
) -> Chart:
    """Shares (per cent) of so many cases a month, with newer baselines from the ``breaks``."""
    days = month_ends(len(values))
    met = np.array(values, dtype=float) * cases / 100
    found = (stock_limits(met[None, :], np.full((1, len(days)), float(cases))).one(0)
             if kind == "binomial" else control_chart(values, breaks))
    starts = [0, *breaks]
    ends = [*breaks, len(days)]
    judged = kind != ""
    return Chart(
        "pep", "norwich", level, "point", kind, days, [float(v) for v in values], met.tolist(),
        [float(cases)] * len(days), [0.0] * len(days), [float(cases)] * len(days),
        *(getattr(found, name).tolist() if judged else [NAN] * len(days)
          for name in ("centre", "lower", "upper", "near_lower", "near_upper")),
        rules=[RULES[rule] if judged else "" for rule in found.rule],
        directions=[int(way) if judged else 0 for way in found.direction],
        baselines=[
            Baseline(days[start], days[end - 1], float(found.centre[end - 1]),
                     float(found.lower[end - 1]), float(found.upper[end - 1]),
                     why, "the director" if why else "", trial)
            for start, end, why in zip(starts, ends, ["", *whys], strict=True)
        ] if judged else [])


def signal(**given: Any) -> Signal:
    """A signal with nothing to say but what is given."""
    empty = {"string": "", "double": NAN, "int32": 0, "bool": False}
    plain = {field.name: empty.get(str(field.type)) for field in SIGNALS}
    return Signal(**{**plain, "pace_fan": [], "gap": None, **given})
