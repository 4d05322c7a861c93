"""Small stores of made-up figures, a month-end each, and their signals."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from data.authority import Authority, Event
from data.measures.calculate import FIGURES
from data.queries import Queries
from data.signals.publish import publish_signals
from data.signals.schema import Signal
from data.signals.series import charted_period
from data.signals.work_out import Workings
from data.snapshots.figures import Figures
from data.snapshots.live import Live
from data.snapshots.store import Entry, Store
from tests.data.county import CATALOGUE
from tests.data.looking import TREE
from tests.data.measures.worked import AUTHORITY
from tests.data.snapshots.making import ABOUT, NOTHING

MARCH = dt.date(2016, 3, 31)
DECIDED, RECEIVED, UNALLOCATED, REVIEWS = (
    "contacts-decided-1wd", "contacts-received", "unallocated", "lac-review-timely")
"""A flow share (more is better, target 90), a flow count, a level count (target 0), a stock share
(more is better, target 95)."""
NORFOLK, NORWICH, TEAM = "norfolk", "norwich", "norwich-looked-after"
Numbers = Sequence[tuple[float, float] | float | None]
"""A month each: numerator and denominator of a share, a count, or None where there is no figure."""
PLAIN = AUTHORITY.model_copy(update={"events": ()})
"""Norfolk without events: nothing begins anew."""
Made = Mapping[tuple[str, str], Numbers]
"""Numbers by measure and place."""


def month_ends(months: int, last: dt.date = MARCH) -> list[dt.date]:
    """So many month-ends to the last, oldest first."""
    found = []
    for back in range(months - 1, -1, -1):
        year, month = divmod(12 * last.year + last.month - 1 - back, 12)
        found.append(dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1]))
    return found


def rows(day: dt.date, figures: Mapping[tuple[str, str], tuple[float, float] | float | None],
         period: str = "") -> list[dict[str, Any]]:
    """The rows of a snapshot's figures of a date."""
    found = []
    for (measure, place), numbers in figures.items():
        if numbers is None:
            continue
        met, of = numbers if isinstance(numbers, tuple) else (numbers, math.nan)
        found.append({
            "as_at": day, "measure": measure, "place": place,
            "level": TREE.by_id[place].level,
            "period": period or charted_period(CATALOGUE[measure]), "numerator": float(met),
            "denominator": None if math.isnan(of) else float(of), "unknown": 0,
            "cases": int(met if math.isnan(of) else of)})
    return found


def publish(store: Store, day: dt.date, found: list[dict[str, Any]]) -> Entry:
    """A snapshot of these figures."""
    return store.publish(as_at=day, about=ABOUT, tables={
        **NOTHING, "figures": pa.Table.from_pylist(found, schema=FIGURES)})


def fill(root: Path, made: Made, *, last: dt.date = MARCH) -> Store:
    """A store with a month-end for every number of the series."""
    store = Store(root)
    days = month_ends(max(len(numbers) for numbers in made.values()), last)
    for n, day in enumerate(days):
        publish(store, day, rows(day, {key: numbers[n] for key, numbers in made.items()}))
    return store


def worked_out(
    store: Store, authority: Authority = PLAIN, *, refresh_seconds: float = 60,
) -> Queries:
    """Queries over a store whose signals are worked out."""
    publish_signals(store, authority, CATALOGUE)
    return Queries(Live(store, refresh_seconds=refresh_seconds), authority, CATALOGUE)


def signal(numbers: Numbers, measure: str = RECEIVED, place: str = NORFOLK) -> Signal:
    """The signal of one series, worked out by hand in a test."""
    (one,) = signals({(measure, place): numbers})
    return one


def signals(made: Made, authority: Authority = PLAIN) -> list[Signal]:
    """The signals of some series at their last month."""
    days = month_ends(max(len(numbers) for numbers in made.values()))
    figures = {
        day: figures_of_day(day, {key: numbers[n] for key, numbers in made.items()})
        for n, day in enumerate(days)}
    return Workings(figures, authority, CATALOGUE).signals(MARCH)


def figures_of_day(
    day: dt.date, figures: Mapping[tuple[str, str], tuple[float, float] | float | None],
    period: str = "",
) -> Figures:
    """A date's figures in memory."""
    return Figures(day, pd.DataFrame(rows(day, figures, period), columns=FIGURES.names))


def rebased(*measures: str, day: dt.date) -> Authority:
    """An authority whose only event rebases these measures on a day."""
    event = Event(date=day, name="New rota", words="Visits are shared out anew.",
                  rebases=measures, who="Director")
    return AUTHORITY.model_copy(update={"events": (event,)})
