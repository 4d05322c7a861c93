"""Questions about whom a measure reaches: by age, sex, ethnicity, disability and placement."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.case_queries import CaseQueries, period_starts
from data.measures.catalogue import Measure
from data.places import Place
from data.snapshots.live import Snapshot
from data.statistics.intervals import wilson
from data.status import SMALLEST_SHARE, value
from data.suppression import hide_small_numbers
from data.viewers import Scope, Viewer

LEAST = 30
"""A breakdown needs so many cases, and so many children."""
NOT_KNOWN = "Not known"
NOT_PLACED = "Not placed, or not known"
_GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "age": (
        ("Unborn", "unborn"), ("Under 1", "age = 0"), ("1 to 4", "age between 1 and 4"),
        ("5 to 9", "age between 5 and 9"), ("10 to 15", "age between 10 and 15"),
        ("16 and 17", "age between 16 and 17"), ("18 and over", "age >= 18")),
    "sex": (("Female", "sex = 'F'"), ("Male", "sex = 'M'"), ("Neither", "sex = 'I'")),
    "ethnicity": (
        ("White British", "ethnicity = 'WBRI'"), ("Other White", "ethnicity like 'W%'"),
        ("Mixed", "ethnicity like 'M%'"), ("Asian", "ethnicity like 'A%' or ethnicity = 'CHNE'"),
        ("Black", "ethnicity like 'B%'"), ("Other", "ethnicity = 'OOTH'")),
    "disability": (("Disabled", "disabled"), ("Not disabled", "not disabled")),
    "county": (("In the county", "in_area"), ("Outside the county", "not in_area")),
}
"""The groups of each breakdown in order, and who is in them: the first that fits. Age is that at
the date; ethnic groups are those of the 2011 census; in or out of the county is where a child is
placed, and nobody who is not looked after."""
BREAKDOWNS = tuple(_GROUPS)


@dataclass(frozen=True)
class Breakdown:
    """A measure's cases by group.

    ``rows``: group, numerator, denominator, cases, value, low, high (the 95 % interval of a share,
    by Wilson's score; empty where there is none) and hidden. A group of fewer than SMALLEST_SHARE
    cases is hidden. Of a count the denominator is that of all groups and the value the share of it.
    ``why_not`` says why there are no rows (few, not held or hidden); empty when there are.
    """

    by: str
    rows: pd.DataFrame
    why_not: str = ""


class BreakdownQueries(CaseQueries):
    """Figures by group, from the cases they add up."""

    def breakdown(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, by: str,
        period: str = "",
    ) -> Breakdown:
        """A measure at a place by one of BREAKDOWNS, for all who may see its figure there.

        Where small numbers are hidden only the county is broken down: the groups of one area would
        be the county's less the others'. Its groups are hidden as areas are, and nothing is shown
        where the county's own figure is not. Raises NotFound, NotAllowed, KeyError.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        snapshot = self.snapshot(viewer, as_at)
        period = period if period in asked.period else asked.headline_period
        figures = self.edition.figures if viewer.sees_small_numbers else (
            self.edition.public_figures)
        whole = figures[as_at].one(found.level, found.id, asked.id, period)
        if whole is None or not snapshot.holds("children.parquet"):
            return _without("not held", by)
        if whole.hidden or not (viewer.sees_small_numbers or found.level == "authority"):
            return _without("hidden", by)
        rows, people = self._grouped(asked, found, snapshot, by, period)
        if people < LEAST or rows["cases"].sum() < LEAST:
            return _without("few", by)
        if rows["group"].tolist() in ([NOT_KNOWN], [NOT_PLACED]):
            return _without("not held", by)
        if asked.unit in ("count", "rate"):
            rows["denominator"] = rows["numerator"].sum()
        rows["hidden"] = rows["cases"] < SMALLEST_SHARE
        if not viewer.sees_small_numbers:
            rows["hidden"] |= _suppressed(rows, asked, as_at)
        if rows["hidden"].all():
            return _without("few" if viewer.sees_small_numbers else "hidden", by)
        return Breakdown(by, _worded(rows, asked))

    def _grouped(
        self, measure: Measure, place: Place, snapshot: Snapshot, by: str, period: str,
    ) -> tuple[pd.DataFrame, int]:
        """The groups with their numbers, in order, and how many children there are in all."""
        groups = [*_GROUPS[by]]
        where, given = self._within(Scope(), place.id)
        given |= {
            "cases": str(snapshot.entry.path / "cases.parquet"),
            "children": str(snapshot.entry.path / "children.parquet"),
            "measure": measure.id, "left_out": measure.unknown == "left_out"}
        if measure.kind == "flow":
            where += " and happened_on between $starts and $as_at"
            given |= {"starts": period_starts(measure, period, snapshot.as_at),
                      "as_at": snapshot.as_at}
        chosen = " ".join(f"when {test} then {n}" for n, (_, test) in enumerate(groups))
        counted = self._db.cursor().execute(
            "with listed as (select person, value, weight "
            "from read_parquet($cases, hive_partitioning=false) "
            f"where measure = $measure{where}), "
            f"broken as (select person, value, weight, case {chosen} else {len(groups)} end as nth "
            "from listed left join read_parquet($children, hive_partitioning=false) "
            "using (person)) "
            "select nth, coalesce(sum(value), 0) as numerator, coalesce(sum(weight) filter "
            "(value is not null or not $left_out), 0) as denominator, "
            "count(*) filter (value is null) as unknown, count(*) as cases, "
            "count(distinct person) as people, bool_and(weight = 1) as single "
            "from broken group by nth order by nth", given).df()
        names = [*(name for name, _ in groups), NOT_PLACED if by == "county" else NOT_KNOWN]
        counted.insert(0, "group", [names[nth] for nth in counted["nth"]])
        return counted.drop(columns="nth"), int(counted["people"].sum())


def _without(why: str, by: str) -> Breakdown:
    return Breakdown(by, pd.DataFrame(), why)


def _suppressed(rows: pd.DataFrame, measure: Measure, as_at: dt.date) -> np.ndarray:
    """Which groups are few, or would give one that is away: hidden as areas of the county are."""
    numbers = ["numerator", "denominator", "unknown", "cases"]
    whole = {**rows[numbers].sum(), "level": "authority"}
    table = pd.concat([rows[numbers].assign(level="locality"), pd.DataFrame([whole])])
    if measure.unit in ("count", "rate"):
        table["denominator"] = math.nan
    public = hide_small_numbers(table.assign(as_at=as_at, measure=measure.id, period=""))
    hidden = public["hidden"].to_numpy(bool)
    return hidden[:-1] | hidden[-1]


def _worded(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The groups with value and interval; of a hidden one nothing."""
    rows = rows.astype({"numerator": float, "denominator": float, "cases": float})
    rows.loc[rows["hidden"], ["numerator", "denominator", "cases"]] = math.nan
    values, intervals = [], []
    for row in rows.to_dict("records"):
        given = row["denominator"] > 0
        values.append(100 * row["numerator"] / row["denominator"]
                      if given and measure.unit in ("count", "rate")
                      else value(measure, row["numerator"], row["denominator"]))
        intervals.append(wilson(row["numerator"], row["denominator"])
                         if given and row["single"] and measure.unit == "percent"
                         else (math.nan, math.nan))
    return rows.assign(
        value=values, low=[low for low, _ in intervals], high=[high for _, high in intervals],
    ).drop(columns=["unknown", "people", "single"]).reset_index(drop=True)
