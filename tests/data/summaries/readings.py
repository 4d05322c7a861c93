"""Readings written by hand, as small as the fact that they show."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from data.measures.catalogue import Measure, read_catalogue
from data.places import Place, Places
from data.signals.schema import SIGNALS, Signal
from data.status import status, value
from data.summaries.reading import Number, Reading
from tests.data.measures.worked import AUTHORITY

CATALOGUE: dict[str, Measure] = read_catalogue()
PLACES = Places(AUTHORITY)
NORFOLK = PLACES.authority
MARCH, SEPTEMBER = dt.date(2016, 3, 31), dt.date(2015, 9, 30)
NAN = math.nan


def number(
    measure: str, met: float, of: float = NAN, *, unknown: float = 0, cases: float | None = None,
    place: Place = NORFOLK, as_at: dt.date = MARCH,
) -> Number:
    """A figure of so many of so many, as it is read where nothing of it is hidden."""
    asked = CATALOGUE[measure]
    cases = (of if math.isfinite(of) else met) if cases is None else cases
    share = value(asked, met, of)
    few = asked.unit == "percent" and 0 < cases < 6
    word = status(asked, share, cases)
    symbol = "z" if word == "no cases" else "u" if few else "x" if math.isnan(share) else ""
    return Number(as_at, place, met, of, unknown, cases, NAN if symbol else share, word, symbol)


def hidden(symbol: str = "c", *, place: Place = NORFOLK, as_at: dt.date = MARCH) -> Number:
    """A figure of which nothing is shown."""
    word = {"x": "not in this extract", "z": "no cases"}.get(symbol, "hidden")
    return Number(as_at, place, NAN, NAN, NAN, NAN, NAN, word, symbol)


def reading(
    measure: str, now: Number, earlier: Number | None = None, *,
    months: tuple[Number, ...] | None = None, **more: Any,
) -> Reading:
    """A measure at a place in March 2016; ``earlier`` is September 2015."""
    fields: dict[str, Any] = {
        "place": now.place, "year_before": None, "areas": (), "apart": {},
        "over": lambda last: ((now,) if months is None else months)[-last:],
        "county": None, "elsewhere": (), "signal": None, "comments": ()}
    return Reading(measure=CATALOGUE[measure], period=CATALOGUE[measure].headline_period, now=now,
                   earlier=earlier, **{**fields, **more})


def areas(measure: str, *shares: tuple[float, float]) -> tuple[Number, ...]:
    """The areas' figures, in the tree's order: so many of so many each."""
    return tuple(number(measure, met, of, place=place)
                 for (met, of), place in zip(shares, PLACES.localities, strict=False))


def signal(measure: str, **fields: Any) -> Signal:
    """A signal of the county's, empty but for these fields."""
    empty = {name: NAN if str(kind) in ("double", "int32") else "" if str(kind) == "string" else
             None for name, kind in ((f.name, f.type) for f in SIGNALS)}
    return Signal(**{**empty, "measure": measure, "place": NORFOLK.id, "level": "authority",
                     "period": CATALOGUE[measure].headline_period, "trial": False,
                     "pace_fan": [], **fields})
