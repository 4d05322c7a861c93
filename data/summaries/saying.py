"""Numbers as a summary says them: whole where they can be, and never rounded over a target."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from functools import lru_cache

from data.measures.catalogue import Measure

THIN = "\u202f"
"""The narrow space that keeps a number and its per cent sign on one line."""

WHY = {"c": "hidden", "k": "low", "x": "not known", "z": "no cases", "u": "too few"}
"""Why a number is not there, in a word or two; what it means is in data/symbols.py."""


def rounded(value: float) -> int:
    """A whole number, halves up."""
    return math.floor(value + 0.5)


def whole(value: float) -> str:
    """A whole number, halves up, thousands by comma: "1,045"."""
    return f"{rounded(value):,}"


def amount(value: float) -> str:
    """A number without decimals where it has none, else with one: "15", "63.2"."""
    return whole(value) if float(value).is_integer() else f"{rounded(value * 10) / 10:,.1f}"


def plural(count: float, one: str, many: str = "") -> str:
    """ "1 child", "2 children" """
    return f"{amount(count)} {one if count == 1 else many or one + 's'}"


def day_words(day: dt.date) -> str:
    """ "31 March 2016" """
    return f"{day.day} {day:%B %Y}"


@lru_cache(256)
def month_words(day: dt.date) -> str:
    """ "March 2016" """
    return f"{day:%B %Y}"


def joined(words: Sequence[str]) -> str:
    """ "a, b and c" """
    return " and ".join([", ".join(words[:-1]), *words[-1:]] if len(words) > 1 else words)


def capital(words: str) -> str:
    """The words with a capital in front, as a sentence begins."""
    return words[:1].upper() + words[1:]


def tens(measure: Measure) -> bool:
    """Whether what is shown has a decimal: shares of posts and hours, means, days no."""
    return bool(measure.share_of) or measure.unit in ("mean", "rate")


def shown(measure: Measure, value: float) -> float:
    """The value as it is said: whole, or with one decimal. Differences are of these."""
    return rounded(value * 10) / 10 if tens(measure) else float(rounded(value))


def value_words(measure: Measure, value: float) -> str:
    """A value in its measure's unit as a table has it: "79 %", "20.9", "512"."""
    if measure.unit == "percent":
        said = f"{shown(measure, value):.1f}" if tens(measure) else edge(measure, value)
        return f"{said}{THIN}%"
    return f"{shown(measure, value):,.1f}" if tens(measure) else whole(value)


def edge(measure: Measure, value: float) -> str:
    """A share without decimals, unless rounding would say too much: 94.6 is not 95 when that is
    the target, 99.7 is not all and 0.2 is not none. These keep a decimal, cut towards the truth.
    """
    near = rounded(value)
    if near != value and (near in (0, 100) or _over(measure, value)):
        tenths = math.floor(value * 10) if value < near else math.ceil(value * 10)
        if tenths != near * 10:
            return f"{tenths / 10:.1f}"
    return str(near)


def _over(measure: Measure, value: float) -> bool:
    """Whether rounding would carry a share that misses its target to the target."""
    if measure.target is None or measure.better == "neither":
        return False
    missed = value < measure.target if measure.better == "higher" else value > measure.target
    return missed and rounded(value) == measure.target


def target_words(measure: Measure) -> str:
    """The target as it is said: "95", "20 or fewer"; empty where there is none."""
    if measure.target is None or measure.better == "neither":
        return ""
    said = amount(measure.target)
    if measure.better == "higher":
        return said
    if measure.target == 0:
        return "none"
    return f"{said} {'or less' if measure.unit in ('days', 'mean') else 'or fewer'}"
