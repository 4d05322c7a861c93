"""How often a chart finds a signal though nothing changed, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dash.development.base_component import Component

from components.chart_parts import chart_table
from components.numbers import THIN, amount, decimal


class FalseSignals(Protocol):
    """Per cent of charts with a false signal, where so many per cent of children carry over."""

    @property
    def carried(self) -> int: ...
    @property
    def run_rules(self) -> float: ...
    @property
    def stock_limits(self) -> float: ...


def false_signals_of_stock(found: Sequence[FalseSignals]) -> Component:
    """By how many children are the same as the month before: the four rules, and the limits."""
    return chart_table(
        ["Children who are the same as the month before", "The four rules", "The limits used here"],
        [[f"{one.carried}{THIN}%", f"{decimal(one.run_rules)}{THIN}%",
          f"{decimal(one.stock_limits)}{THIN}%"] for one in found],
        caption="Stable services with a signal on the last month, of 100",
        look="numbers narrow")


def false_signals_by_rarer(found: Sequence[tuple[float, float]]) -> Component:
    """By how many cases a month are met, or are not, whichever are fewer: the four rules."""
    return chart_table(
        ["Met, or not met, in a month: the fewer of the two",
         "Stable services with a signal on the last month"],
        [[amount(cases), f"{decimal(100 * share)}{THIN}%"] for cases, share in found],
        caption="False signals by cases a month", look="numbers narrow")
