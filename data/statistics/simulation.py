"""How often charts find a signal in a service where nothing changes.

Simulations that anyone can run again (``python -m tests.benchmarks --only signals``). The
first is why run rules are asked of flow measures alone: in a stock figure most children of this
month are those of the month before, their state with them, and seven months on one side of the
centre are then nothing new. The others made the table of ``chance`` and its number for levels.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from data.statistics.control_chart import control_charts
from data.statistics.stock_limits import stock_limits

CHILDREN, SHARE, MONTHS = 60, 0.85, 24
"""The stable service: so many children of whom so many are in time, seen for so many months."""


class FalseSignals(NamedTuple):
    """Per cent of charts of a stable service with a signal on the last point."""

    carried: int
    """Per cent of children who are the same, in the same state, as the month before."""
    run_rules: float
    stock_limits: float


FALSE_SIGNALS = (
    FalseSignals(0, 1.80, 0.25), FalseSignals(50, 13.32, 0.25),
    FalseSignals(80, 41.00, 0.21), FalseSignals(90, 58.81, 0.12))
"""Made by ``stock_signals(carried, charts=100_000)`` for each line."""

LEVEL_SIGNALS = ((0, 1.7), (50, 12.7), (80, 38.9), (90, 52.8))
"""Per cent carried over, and per cent of level charts that would signal were their limits not
widened for it: ``level_signals(carried, charts=20_000, mended=False)`` for each."""


def stock_signals(carried: float, *, charts: int, seed: int = 85) -> FalseSignals:
    """The false signals of stock figures of which the share ``carried`` (0 to 1) of the children
    is carried over each month with their state, others taking the place of the rest.
    """
    draw = np.random.default_rng(seed)
    met = np.empty((charts, MONTHS))
    states = draw.random((charts, CHILDREN), dtype=np.float32) < SHARE
    met[:, 0] = states.sum(axis=1)
    for month in range(1, MONTHS):
        stays = draw.random(states.shape, dtype=np.float32) < carried
        states = np.where(stays, states, draw.random(states.shape, dtype=np.float32) < SHARE)
        met[:, month] = states.sum(axis=1)
    ruled = control_charts(100 * met / CHILDREN)
    limited = stock_limits(met, np.full(met.shape, float(CHILDREN)))
    return FalseSignals(round(100 * carried), *(
        100 * float((found.rule[:, -1] > 0).mean()) for found in (ruled, limited)))


def last_point(cases: int | None, *, charts: int, seed: int = 85) -> float:
    """The share of control charts of a stable flow with a signal on the last of MONTHS points: of
    shares of so many ``cases`` a month, or for None of normal noise.
    """
    draw = np.random.default_rng(seed)
    values = (draw.standard_normal((charts, MONTHS)) if cases is None
              else 100 * draw.binomial(cases, SHARE, (charts, MONTHS)) / cases)
    return float((control_charts(values).rule[:, -1] > 0).mean())


def level_signals(
    carried: float, *, charts: int, seed: int = 85, mended: bool = True,
) -> float:
    """The share of control charts of a stable caseload of CHILDREN with a signal on the last of
    MONTHS points, where each child is still there a month later with the chance ``carried`` and
    as many come as leave. Not ``mended``: were the limits not widened by what is carried over.
    """
    draw = np.random.default_rng(seed)
    held = np.empty((charts, MONTHS))
    held[:, 0] = draw.poisson(CHILDREN, charts)
    for month in range(1, MONTHS):
        held[:, month] = draw.binomial(held[:, month - 1].astype(int), carried) + draw.poisson(
            CHILDREN * (1 - carried), charts)
    levels = np.full(charts, mended)
    return float((control_charts(held, levels=levels).rule[:, -1] > 0).mean())
