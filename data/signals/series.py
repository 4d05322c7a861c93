"""Figures over the months, and their charts: one series for a page, thousands at publishing.

The same functions draw both, so that a page can never contradict what was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from data.authority import Event
from data.measures.catalogue import Measure
from data.places import Place
from data.signals.months import Month, first_column, months_to
from data.snapshots.figures import Figures
from data.statistics.chance import RARE, rarer
from data.statistics.control_chart import FEWEST, ControlCharts, control_charts
from data.statistics.stock_limits import stock_limits
from data.status import PER, SMALLEST_SHARE

CONTROL, BINOMIAL, NONE = "control", "binomial", ""
FEWEST_OF_A_TEAM = 20
"""A team's chart needs so many cases a month, on average over the last twelve of its baseline:
with fewer, chance alone signals too often (reference: one chart in twenty with six a month)."""
YEAR = 12


def charted_period(measure: Measure) -> str:
    """The period that is charted: never the rolling year, whose months share their cases."""
    return "month" if measure.kind == "flow" else "point"


@dataclass(frozen=True)
class Series:
    """Series to a date: a measure and a place each, a column a month. Never changed.

    Numbers are series x months, not a number where there is no figure.
    """

    measures: list[Measure]
    places: list[Place]
    months: list[Month]
    starts: np.ndarray
    """The columns at which newer baselines begin, series x breaks; 0 where there is none."""
    numerators: np.ndarray
    denominators: np.ndarray
    unknown: np.ndarray
    cases: np.ndarray

    def of(self, chosen: np.ndarray) -> Series:
        """Some of the series."""
        where = np.flatnonzero(chosen)
        return Series(
            [self.measures[n] for n in where], [self.places[n] for n in where], self.months,
            *(getattr(self, name)[where] for name in (
                "starts", "numerators", "denominators", "unknown", "cases")))

    def having(self, test: str, *values: object) -> np.ndarray:
        """Which series are of a measure whose field ``test`` is one of these."""
        return np.array([getattr(m, test) in values for m in self.measures], dtype=bool)

    @cached_property
    def shares(self) -> np.ndarray:
        """Which are shares of their cases (and not of sessions or full-time posts)."""
        return self.having("unit", "percent") & self.having("share_of", "")

    @cached_property
    def values(self) -> np.ndarray:
        """The numbers people say, as data.status.value."""
        per = np.array([PER.get(m.unit, 1.0) for m in self.measures])[:, None]
        some = np.nan_to_num(self.denominators) > 0
        ratio = np.divide(self.numerators, self.denominators,
                          out=np.full(self.numerators.shape, np.nan), where=some)
        return np.where(self.having("unit", "count")[:, None], self.numerators, per * ratio)

    @cached_property
    def charted(self) -> np.ndarray:
        """The values without counts of a part of a month, which say nothing of the whole."""
        counted = self.having("kind", "flow") & self.having("unit", "count", "rate")
        part = np.array([not month.whole for month in self.months], dtype=bool)
        return np.where(counted[:, None] & part, np.nan, self.values)

    @cached_property
    def base(self) -> np.ndarray:
        """How many cases each value stands on."""
        return np.where(self.shares[:, None], self.denominators, self.cases)

    @cached_property
    def latest(self) -> np.ndarray:
        """Which columns are of each series' latest baseline."""
        start = self.starts.max(axis=1, initial=0)
        return np.arange(len(self.months)) >= start[:, None]

    @cached_property
    def usual(self) -> np.ndarray:
        """The share, per cent, of all cases of each latest baseline; not a number without any."""
        met, cases = (np.where(self.latest, np.nan_to_num(numbers), 0).sum(axis=1)
                      for numbers in (self.numerators, self.denominators))
        return 100 * np.divide(met, cases, out=np.full(met.shape, np.nan), where=cases > 0)

    @cached_property
    def kinds(self) -> np.ndarray:
        """CONTROL, BINOMIAL or NONE: the chart each series may have.

        None for a stock figure that is no share, for a share whose months have fewer than
        SMALLEST_SHARE cases more often than not, for a team of fewer than FEWEST_OF_A_TEAM. A
        flow of which fewer than RARE a month have the rarer outcome is binomial as a stock is.
        """
        stock = self.having("kind", "stock")
        there = ~np.isnan(self.base) & self.latest
        few = ((self.base < SMALLEST_SHARE) & there).sum(axis=1) * 2 > there.sum(axis=1)
        recent = there[:, -YEAR:]
        count = recent.sum(axis=1)
        total = np.where(recent, self.base[:, -YEAR:], 0).sum(axis=1)
        small = np.array([p.level == "team" for p in self.places], dtype=bool) & (
            total < FEWEST_OF_A_TEAM * count)
        anything = (~np.isnan(self.charted) & self.latest).any(axis=1)
        percent = self.having("unit", "percent")
        rare = self.shares & (rarer(total / np.maximum(count, 1), self.usual) < RARE)
        kind = np.where(stock | rare, np.where(self.shares, BINOMIAL, NONE), CONTROL)
        return np.where(anything & ~small & ~(percent & few), kind, NONE)

    def charts(self) -> tuple[np.ndarray, ControlCharts]:
        """The kind of each series' chart, and all of them: limits and rules of each baseline, in
        people's units. Those of kind NONE have no limits.
        """
        kinds, values = self.kinds, self.charted
        whole = control_charts(
            np.where((kinds == CONTROL)[:, None], values, np.nan), starts=self.starts,
            levels=self.having("kind", "level"))
        if (kinds == BINOMIAL).any():
            stock = self.of(kinds == BINOMIAL)
            binomial = stock_limits(stock.numerators, stock.denominators, starts=stock.starts)
            whole = ControlCharts(*(
                _put(getattr(whole, f.name), kinds == BINOMIAL, getattr(binomial, f.name))
                for f in fields(whole)))
        return kinds, whole


def _put(whole: np.ndarray, where: np.ndarray, part: np.ndarray) -> np.ndarray:
    """The whole with the part in some of its rows."""
    filled = np.array(whole)
    filled[where] = part
    return filled


class History:
    """The figures of some measures at some places on every date: read once, charted at many."""

    def __init__(
        self, figures: Mapping[dt.date, Figures], measures: Sequence[Measure],
        places: Sequence[Place], events: Mapping[str, Sequence[Event]],
    ) -> None:
        """``events`` are those that begin a measure's limits anew (months.rebases)."""
        self._measures, self._places, self._events = list(measures), list(places), events
        self._days = {day: n for n, day in enumerate(figures)}
        rows = [(place.level, place.id) for place in places]
        across = [(measure.id, charted_period(measure)) for measure in measures]
        # By day, measure, place and number; the last day of all stands for a month without one.
        self._numbers = np.full((len(figures) + 1, len(across), len(rows), 4), np.nan)
        for n, found in enumerate(figures.values()):
            self._numbers[n] = found.block(rows, across).transpose(1, 0, 2)

    def to(self, as_at: dt.date) -> Series:
        """Every measure at every place, measure by measure, to a date."""
        months = months_to(self._days, as_at)
        columns = [self._days[month.date] if month.held else -1 for month in months]
        numbers = self._numbers[columns].transpose(3, 1, 2, 0).reshape(
            4, len(self._measures) * len(self._places), len(months))
        found = Series(
            [m for m in self._measures for _ in self._places], self._places * len(self._measures),
            months, np.zeros((numbers.shape[1], 1), dtype=int), *numbers)
        return replace(found, starts=self._starts(found)) if self._events else found

    def _starts(self, series: Series) -> np.ndarray:
        """Where newer baselines begin: not before FEWEST figures follow the event."""
        most = max(len(events) for events in self._events.values())
        starts = np.zeros((len(self._measures), len(self._places), most), dtype=int)
        there = ~np.isnan(series.charted).reshape(*starts.shape[:2], len(series.months))
        for n, measure in enumerate(self._measures):
            for at, event in enumerate(self._events.get(measure.id, ())):
                column = first_column(measure, event, series.months)
                follow = there[n, :, column:].sum(axis=1)
                starts[n, :, at] = np.where(follow >= FEWEST, column, 0)
        return starts.reshape(-1, most)
