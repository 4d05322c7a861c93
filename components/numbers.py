"""Numbers as people say them, in one place: "79 %", "512 of 648", "63.2", "1,045"."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd

from components.kinds import Figure, Measure
from data.status import SMALLEST_SHARE
from data.symbols import bracketed

THIN = "\u202f"
"""The narrow space that keeps a number and its per cent sign on one line."""
HIDDEN, LOW = bracketed("c"), bracketed("k")
NOT_KNOWN = "not known"
NO_CASES = "no cases"


_MARKED = ("numerator", "denominator", "unknown", "cases")


def missing(value: Any) -> bool:
    """Whether there is no number, date or word."""
    return value is None or value is pd.NA or value != value


def whole(value: float) -> str:
    """A whole number, halves up, thousands by comma."""
    return f"{math.floor(value + 0.5):,}"


def decimal(value: float) -> str:
    """One decimal, halves up."""
    return f"{math.floor(value * 10 + 0.5) / 10:,.1f}"


def amount(value: float) -> str:
    """A number without decimals where it has none: 15, 236.4."""
    return whole(value) if float(value).is_integer() else decimal(value)


def percent(value: float, *, short_of: float | None = None) -> str:
    """A share in per cent, without decimals unless rounding would say too much.

    94.6 is not 95 when it is ``short_of`` a target of 95, 99.7 is not all and 0.2 is not none:
    these keep a decimal, cut towards the truth.
    """
    rounded = math.floor(value + 0.5)
    if rounded != value and rounded in (0, 100, short_of):
        tenths = math.floor(value * 10) if value < rounded else math.ceil(value * 10)
        if tenths != rounded * 10:
            return f"{tenths / 10:.1f}{THIN}%"
    return f"{rounded}{THIN}%"


def is_hidden(figure: Figure) -> bool:
    """Whether the number is suppressed: it is small, or would give a small one away."""
    return not missing(figure["hidden"]) and bool(figure["hidden"])


def mark(figure: Figure, column: str) -> str:
    """The symbol in place of one of a figure's numbers; empty where there is none."""
    marks = figure.get("marks")
    if not marks:
        return ""
    return dict(zip(_MARKED, marks, strict=False)).get(column, "").strip()


def is_share(measure: Measure, figure: Figure) -> bool:
    """Whether the figure may be given in per cent: a share of six or more."""
    return (measure.unit == "percent" and not missing(figure["value"])
            and not figure["cases"] < SMALLEST_SHARE)


def value_words(measure: Measure, figure: Figure) -> str:
    """The figure as it stands on a page. Under six cases a share is a count: "3 of 4"."""
    if is_hidden(figure):
        return HIDDEN
    if mark(figure, "numerator") == "k":
        return LOW
    if missing(figure["numerator"]):
        return NOT_KNOWN
    if measure.unit == "percent":
        if figure["cases"] == 0:
            return NO_CASES
        if missing(figure["value"]):
            return NOT_KNOWN
        if not is_share(measure, figure):
            return _of(measure, figure)
        return unit_words(measure, figure["value"])
    if measure.unit == "count":
        return whole(figure["numerator"])
    if measure.unit == "rate" and missing(figure["denominator"]):
        return plural(figure["numerator"], measure.case, measure.cases)  # a team: no population
    if missing(figure["value"]):
        return NO_CASES if figure["cases"] == 0 else NOT_KNOWN
    return unit_words(measure, figure["value"])


def unit_words(measure: Measure, value: float) -> str:
    """A value in its measure's unit: "95 %", "63.2", "15"."""
    if measure.share_of:
        return f"{decimal(value)}{THIN}%"
    if measure.unit == "percent":
        return percent(value, short_of=_short_of(measure, value))
    if measure.unit == "count":
        return whole(value)
    if measure.unit == "days":
        return plural(value, "day")
    return decimal(value)


def _short_of(measure: Measure, value: float) -> float | None:
    """The target, or the edge of close to it, that a share on its wrong side would be rounded to:
    89.9 and 90 read differently, so they must not look the same.
    """
    if measure.target is None or measure.better == "neither":
        return None
    side = 1 if measure.better == "higher" else -1
    edges = (measure.target, measure.target - side * measure.tolerance)
    return next((edge for edge in edges
                 if side * (edge - value) > 0 and edge == math.floor(value + 0.5)), None)


def of_words(measure: Measure, figure: Figure) -> str:
    """What stands beside the value: "512 of 648"; empty where the value says it all."""
    if (is_hidden(figure) or mark(figure, "numerator") or missing(figure["numerator"])
            or missing(figure["denominator"])):
        return ""
    if measure.unit == "percent":
        return _of(measure, figure) if is_share(measure, figure) else ""
    if measure.unit == "rate":
        return whole(figure["numerator"])
    if missing(figure["value"]):
        return ""
    return f"{amount(figure['numerator'])} for {amount(figure['denominator'])}"


def unknown_words(figure: Figure) -> str:
    """How many are not known, or the symbol where that is not shown; a dash where there is no case.
    """
    if missing(figure["unknown"]):
        return HIDDEN if figure["cases"] != 0 else "–"
    return LOW if mark(figure, "unknown") == "k" else whole(figure["unknown"])


def figure_words(measure: Measure, figure: Figure) -> str:
    """The value and what stands beside it: "79 % (512 of 648)"."""
    words, beside = value_words(measure, figure), of_words(measure, figure)
    return f"{words} ({beside})" if beside else words


def _of(measure: Measure, figure: Figure) -> str:
    """ "512 of 648", "51.5 of 180 full-time posts" """
    said = f"{amount(figure['numerator'])} of {amount(figure['denominator'])}"
    return f"{said} {measure.share_of}" if measure.share_of else said


def target_words(measure: Measure) -> str:
    """The target: "95 %", "15"; empty where there is none."""
    if measure.target is None:
        return ""
    if measure.unit == "percent":
        return f"{amount(measure.target)}{THIN}%"
    return amount(measure.target)


def plural(count: float, one: str, many: str = "") -> str:
    """ "1 child", "2 children", "0 days" """
    return f"{amount(count)} {one if count == 1 else many or one + 's'}"


def time_words(days: int) -> str:
    """A stretch of days as people allow it: "10 days", "6 weeks", "6 months", "12 months"."""
    months = round(days / 30.4375)
    if months and abs(days - 30.4375 * months) < 2:
        return plural(months, "month")
    return plural(days // 7, "week") if days >= 28 and days % 7 == 0 else plural(days, "day")


def day_words(day: Any, *, short: bool = False) -> str:
    """ "31 March 2016", or "31 Mar 2016"; empty for no date."""
    if missing(day):
        return ""
    return f"{day.day} {day:%b %Y}" if short else f"{day.day} {day:%B %Y}"


def month_words(day: dt.date) -> str:
    """ "March 2016" """
    return f"{day:%B %Y}"


def lower_first(words: str) -> str:
    """Words inside a sentence: the capital goes, unless an abbreviation begins with it."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def joined(words: list[str]) -> str:
    """ "a, b and c" """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
