"""Measures and figures for the tests of components, and what a component says."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from dash.development.base_component import Component

from data.measures.catalogue import Measure
from data.status import short_by, status, value

AS_AT = dt.date(2016, 3, 31)
NAN = math.nan


def measure(**words: Any) -> Measure:
    """A share with a target of 95, unless told otherwise."""
    return Measure(**{
        "id": "pep", "name": "Plan up to date", "domain": "Education",
        "plain_english": "Of the children, the share with a plan.", "core": False,
        "statute": "none", "kind": "stock",
        "unit": "percent", "better": "higher", "target": 95, "target_source": "local convention",
        "tolerance": 5, "clock": "every term", "basis": "all", "period": ("point",),
        "unknown": "counts_against", "sources": ("plans",), "service": "looked-after",
        "what_to_do": "Ask.", "sql": "select 1", **words})


COUNT = measure(id="lac-count", name="Children looked after", kind="level", unit="count",
                better="neither", target=None, unknown="left_out")
RATE = measure(id="cpp-count-rate", name="Children on a plan", kind="level", unit="rate",
               better="neither", target=None, unknown="left_out")
MEAN = measure(id="caseload-average", name="Children per worker", kind="level", unit="mean",
               better="lower", target=15, tolerance=1, unknown="left_out", case="social worker",
               cases="social workers", names_child=False)
LOWER = measure(id="re-referrals", name="Re-referrals", kind="flow", unit="percent",
                better="lower", target=20, period=("month", "year"), unknown="left_out")


def figure(
    of: Measure, numerator: float, denominator: float = NAN, *, unknown: float = 0,
    cases: float | None = None, hidden: bool = False, **more: Any,
) -> dict[str, Any]:
    """A figure as queries word it."""
    if cases is None:
        cases = numerator if math.isnan(denominator) or of.unit == "rate" else denominator
    number = value(of, float(numerator), float(denominator))
    return {
        "measure": of.id, "as_at": AS_AT, "numerator": numerator, "denominator": denominator,
        "unknown": unknown, "cases": cases, "hidden": hidden, "value": number,
        "status": status(of, number, cases, hidden=hidden),
        "short_by": short_by(of, numerator, denominator), **more}


def kept_back(of: Measure, **more: Any) -> dict[str, Any]:
    """A figure whose number is hidden because it is small."""
    return figure(of, NAN, NAN, unknown=NAN, cases=NAN, hidden=True, **more)


def text(component: Any) -> str:
    """The words of a component, as they would be read from top to bottom."""
    if component is None:
        return ""
    if isinstance(component, (list, tuple)):
        return " ".join(filter(None, map(text, component)))
    if isinstance(component, Component):
        return text(getattr(component, "children", None))
    return str(component).strip(" ")


def every(component: Any, kind: str) -> list[Component]:
    """Every component of a kind ("Td", "Link") in a tree, in order."""
    if isinstance(component, (list, tuple)):
        return [found for part in component for found in every(part, kind)]
    if not isinstance(component, Component):
        return []
    own = [component] if type(component).__name__ == kind else []
    return own + every(getattr(component, "children", None), kind)


def href(path: str, **query: Any) -> str:
    """An address, as a look makes it."""
    words = "&".join(f"{key}={value}" for key, value in query.items() if value not in ("", None))
    return f"{path}?{words}" if words else path
