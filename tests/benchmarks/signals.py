"""False signals of services in which nothing changes, by simulation: chance, not speed."""

from __future__ import annotations

from data.statistics.chance import FALSE_OF_LEVELS, FALSE_OF_STOCK, chance
from data.statistics.simulation import (
    FALSE_SIGNALS,
    SHARE,
    last_point,
    level_signals,
    stock_signals,
)
from tests.benchmarks.report import Row

CHARTS = 20_000
A_MONTH = (6, 10, 20, 60, 200, None)


def rows() -> list[Row]:
    """Stock figures by how much is carried over; then flows, by their cases a month."""
    found = [stock_signals(line.carried / 100, charts=CHARTS) for line in FALSE_SIGNALS]
    least = found[0].run_rules
    return [
        *(_row(f"false signals of binomial limits, {line.carried} % carried over",
               line.stock_limits, 100 * FALSE_OF_STOCK, 1) for line in found),
        *(_row(f"false signals of run rules, {line.carried} % carried over",
               line.run_rules, least, None) for line in found),
        *(_row(f"false signals of a control chart, {_of(cases)}",
               100 * last_point(cases, charts=CHARTS),
               100 * float(chance("control", cases or float("nan"), 100 * SHARE)), None)
          for cases in A_MONTH),
        _row("false signals of a level, 80 % of the people the same",
             100 * level_signals(.8, charts=CHARTS), 100 * FALSE_OF_LEVELS, None)]


def _of(cases: int | None) -> str:
    return "normal noise" if cases is None else f"{cases} cases a month"


def _row(what: str, ours: float, against: float, at_most: float | None) -> Row:
    return Row(what, f"{ours:.2f} %", f"{against:.2f} %", ours / against, at_most)
