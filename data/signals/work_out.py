"""A date's signals, worked out from its figures and those before. Publishing alone imports this:
scipy costs a worker sixty megabytes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data.authority import Authority
from data.measures.catalogue import Measure
from data.places import Place, Places
from data.signals.months import month_ahead, rebases
from data.signals.ranking import ranked
from data.signals.schema import Signal
from data.signals.series import BINOMIAL, NONE, YEAR, History, Series, charted_period
from data.snapshots.figures import Figures
from data.statistics.chance import FALSE_OF_LEVELS, chance
from data.statistics.control_chart import (
    FEWEST,
    RULES,
    TRIAL,
    ControlCharts,
    assurance,
    variation,
)
from data.statistics.funnel import FLAGS, against
from data.statistics.pace import Pace, paces
from data.status import short_by

Columns = dict[str, np.ndarray]
_NO_PACE = Pace("")


class Workings:
    """All dates' signals, one after the other, from figures that are read once."""

    def __init__(
        self, figures: Mapping[dt.date, Figures], authority: Authority,
        catalogue: Mapping[str, Measure],
    ) -> None:
        """``figures`` by date, oldest first. Raises AuthorityFileError where an event rebases a
        measure there is none of.
        """
        places = Places(authority)
        self._catalogue = catalogue
        self._figures = figures
        self._places = [places.authority, *places.localities, *places.teams]
        self._history = History(
            figures, list(catalogue.values()), self._places, rebases(authority, catalogue))

    def signals(self, as_at: dt.date) -> list[Signal]:
        """The signals of a date, place by place, the first to talk about first.

        A place has a row for each measure that has a figure there; a team only where it has any
        cases or a chart.
        """
        series = self._history.to(as_at)
        kinds, charts = series.charts()
        columns = _charted(series, kinds, charts) | _funnels(
            self._figures[as_at], list(self._catalogue.values()), self._places)
        team = np.array([place.level == "team" for place in series.places], dtype=bool)
        some = (series.cases[:, -1] > 0) | (columns["funnel"] != "") | (kinds != NONE)
        kept = np.flatnonzero(~np.isnan(series.cases[:, -1]) & (~team | some))
        found: dict[str, list[Signal]] = {place.id: [] for place in self._places}
        paced = _paces(series, kinds, kept)
        values = zip(*(columns[name][kept].tolist() for name in columns), strict=True)
        for n, row in zip(kept.tolist(), values, strict=True):
            signal = _signal(
                series.measures[n], series.places[n], as_at, dict(zip(columns, row, strict=True)),
                paced.get(n, _NO_PACE))
            found[signal.place].append(signal)
        return [one for rows in found.values() for one in ranked(rows, self._catalogue)]


def _charted(series: Series, kinds: np.ndarray, charts: ControlCharts) -> Columns:
    """What the last point of each chart says, an item a series."""
    drawn = kinds != NONE
    points = np.where(drawn, charts.points[:, -1], 0)
    known = ~np.isnan(series.charted)
    first = np.argmax(known & series.latest, axis=1)
    began = np.array([month.date for month in series.months], dtype=object)
    recent = np.where(series.latest, series.base, np.nan)[:, -YEAR:]
    count = (~np.isnan(recent)).sum(axis=1)
    base = np.nansum(recent, axis=1) / np.maximum(count, 1)
    judged = drawn & (points >= FEWEST) & known[:, -1]
    values = series.values
    return {
        "chart": kinds,
        "points": points,
        "since": np.where(drawn, began[first], None),
        **{name: np.where(drawn, getattr(charts, name)[:, -1], np.nan)
           for name in ("centre", "lower", "upper")},
        "value": values[:, -1],
        "previous": values[:, -2] if len(series.months) > 1 else np.full(len(values), np.nan),
        "numerator": series.numerators[:, -1],
        "denominator": series.denominators[:, -1],
        "judged": judged,
        "rule": np.where(judged, charts.rule[:, -1], 0),
        "direction": np.where(judged, charts.direction[:, -1], 0),
        "rule_points": np.where(judged, charts.run[:, -1], 0),
        "trial": drawn & (points < TRIAL),
        "chance": np.where(judged, np.where(
            kinds == BINOMIAL, chance("binomial", base, series.usual),
            np.where(series.having("kind", "level"), FALSE_OF_LEVELS,
                     chance("control", np.where(series.shares, base, np.nan), series.usual))),
            np.nan),
    }


def _funnels(
    figures: Figures, measures: Sequence[Measure], places: Sequence[Place],
) -> Columns:
    """Each locality, and each team, against the authority, by the headline period of shares; an
    item a measure and place, as a series.
    """
    shape = len(measures), len(places)
    numbers = figures.block([(p.level, p.id) for p in places],
                            [(m.id, m.headline_period) for m in measures])
    met, cases = numbers[:, :, 0].T, numbers[:, :, 1].T
    shares = np.array([m.unit == "percent" and not m.share_of for m in measures], dtype=bool)
    met, cases = (np.where(shares[:, None], n, np.nan) for n in (met, cases))
    centre = 100 * np.divide(met[:, 0], cases[:, 0], out=np.full(len(measures), np.nan),
                             where=np.nan_to_num(cases[:, 0]) > 0)
    found: Columns = {"funnel": np.full(shape, "", dtype=object)}
    numbers_of = ("centre", "lower95", "upper95", "lower998", "upper998", "p", "expected")
    found |= {f"funnel_{name}": np.full(shape, np.nan) for name in (
        "numerator", "denominator", *numbers_of)}
    found["funnel_period"] = np.full(shape, "", dtype=object)
    periods = np.array([m.headline_period for m in measures], dtype=object)[:, None]
    for level in ("locality", "team"):
        of = np.flatnonzero([place.level == level for place in places])
        some = np.nan_to_num(cases[:, of]) > 0
        beside = against(met[:, of], cases[:, of], centre)
        found["funnel"][:, of] = np.where(some, np.array(FLAGS, dtype=object)[beside.flag], "")
        found["funnel_period"][:, of] = np.where(some, periods, "")
        found["funnel_numerator"][:, of] = np.where(some, met[:, of], np.nan)
        found["funnel_denominator"][:, of] = np.where(some, cases[:, of], np.nan)
        for name in numbers_of:
            number = np.asarray(getattr(beside, name))
            found[f"funnel_{name}"][:, of] = np.where(
                some, number if number.ndim == 2 else number[:, None], np.nan)
    return {name: column.reshape(-1) for name, column in found.items()}


def _paces(series: Series, kinds: np.ndarray, kept: np.ndarray) -> dict[int, Pace]:
    """The pace of the charted shares that have a target, by number of series."""
    wanted = [n for n in kept[series.shares[kept] & (kinds[kept] != NONE)].tolist()
              if series.measures[n].target is not None and series.measures[n].better != "neither"]
    found = paces(
        series.numerators[wanted], series.denominators[wanted],
        [series.measures[n].target or 0.0 for n in wanted],
        [series.measures[n].better for n in wanted],
        since=series.starts[wanted].max(axis=1, initial=0))
    return dict(zip(wanted, found, strict=True))


def _signal(
    measure: Measure, place: Place, as_at: dt.date, row: dict[str, Any], paced: Pace,
) -> Signal:
    """One row; ``rank`` is given when the place's rows are all there."""
    rule, way, judged = (row.pop(name) for name in ("rule", "direction", "judged"))
    may_be_sure = row["chart"] != NONE and measure.kind != "stock" and row["points"] >= FEWEST
    return Signal(
        measure=measure.id, place=place.id, level=place.level, period=charted_period(measure),
        rule=RULES[rule], rank=0,
        variation=variation(rule, way, measure.better) if judged else "",
        assurance=assurance(row["lower"], row["upper"], measure.target, measure.better)
        if may_be_sure else "",
        pace=paced.state, pace_month=_month(as_at, paced.month),
        pace_early=_month(as_at, paced.early), pace_late=_month(as_at, paced.late),
        pace_fan=paced.fan.reshape(-1).tolist(),
        gap=_gap(measure, row["numerator"], row["denominator"]), **row)


def _month(as_at: dt.date, ahead: float) -> dt.date | None:
    return month_ahead(as_at, int(ahead)) if math.isfinite(ahead) else None


def _gap(measure: Measure, numerator: float, denominator: float) -> int | None:
    """The whole number of children that would reach the target: of a share, or of a count."""
    if measure.unit != "count" or measure.target is None or math.isnan(numerator):
        return short_by(measure, numerator, denominator)
    behind = numerator - measure.target if measure.better == "lower" else (
        measure.target - numerator)
    return max(0, math.ceil(behind - 1e-9))
