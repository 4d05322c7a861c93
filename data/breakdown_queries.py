"""Questions about whom a measure reaches: by age, sex, ethnicity, disability and placement."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pandas as pd

from data.case_queries import CaseQueries, period_starts
from data.disclosure.groups import GROUPS, LEAST, NOT_KNOWN, NOT_PLACED, group_of
from data.measures.catalogue import Measure
from data.places import Place
from data.snapshots.live import Snapshot
from data.statistics.intervals import wilson
from data.status import SMALLEST_SHARE, value
from data.viewers import Scope, Viewer

BREAKDOWNS = tuple(GROUPS)


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
        be the county's less the others'. Its groups were hidden together with its areas when the
        snapshot was published, and nothing is shown where the county's own figure is not. Raises
        NotFound, NotAllowed, KeyError.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        snapshot = self.snapshot(viewer, as_at)
        period = self.period_of(viewer, asked, period)
        figures = self.edition.figures if viewer.sees_small_numbers else (
            self.edition.public_figures)
        whole = figures[as_at].one(found.level, found.id, asked.id, period)
        if whole is None or not snapshot.holds("children.parquet"):
            return _without("not held", by)
        if whole.hidden or not (viewer.sees_small_numbers or found.level == "authority"):
            return _without("hidden", by)
        if viewer.sees_small_numbers:
            rows, people = self._grouped(asked, found, snapshot, by, period)
        else:
            rows, people = self._public_groups(asked, snapshot, by), LEAST
        if people < LEAST or not len(rows) or (
                viewer.sees_small_numbers and rows["cases"].sum() < LEAST):
            return _without("few", by)
        if rows["group"].tolist() in ([NOT_KNOWN], [NOT_PLACED]):
            return _without("not held", by)
        if asked.unit in ("count", "rate"):
            rows["denominator"] = (
                rows["numerator"].sum() if viewer.sees_small_numbers else whole.numerator)
        rows["hidden"] |= ~(rows["cases"] >= SMALLEST_SHARE)
        if rows["hidden"].all():
            return _without("few" if viewer.sees_small_numbers else "hidden", by)
        return Breakdown(by, _worded(rows, asked))

    def _public_groups(self, measure: Measure, snapshot: Snapshot, by: str) -> pd.DataFrame:
        """The groups of the county's figure as they were made public, in order."""
        public = self.live.public
        rows = public.split(snapshot.entry, snapshot.manifest["seal"], by) if public else None
        if rows is None:
            return pd.DataFrame(columns=["group", "cases"])
        names, _ = group_of(by)
        rows = rows[(rows["measure"] == measure.id) & rows["part"].isin(names)]
        order = rows["part"].map({name: n for n, name in enumerate(names)})
        # Whoever has one case each is counted by children, so that a share has an interval.
        return rows.assign(group=rows["part"], people=0, single=measure.share_of == "",
                           nth=order).sort_values("nth")[
            ["group", "numerator", "denominator", "unknown", "cases", "people", "single",
             "hidden"]].reset_index(drop=True)

    def _grouped(
        self, measure: Measure, place: Place, snapshot: Snapshot, by: str, period: str,
    ) -> tuple[pd.DataFrame, int]:
        """The groups with their numbers, in order, and how many children there are in all."""
        names, nth = group_of(by)
        where, given = self._within(Scope(), place.id)
        given |= {
            "cases": str(snapshot.entry.path / "cases.parquet"),
            "children": str(snapshot.entry.path / "children.parquet"),
            "measure": measure.id, "left_out": measure.unknown == "left_out"}
        if measure.kind == "flow":
            where += " and happened_on between $starts and $as_at"
            given |= {"starts": period_starts(measure, period, snapshot.as_at),
                      "as_at": snapshot.as_at}
        counted = self._db.cursor().execute(
            "with listed as (select person, value, weight "
            "from read_parquet($cases, hive_partitioning=false) "
            f"where measure = $measure{where}), "
            f"broken as (select person, value, weight, {nth} as nth "
            "from listed left join read_parquet($children, hive_partitioning=false) "
            "using (person)) "
            "select nth, coalesce(sum(value), 0) as numerator, coalesce(sum(weight) filter "
            "(value is not null or not $left_out), 0) as denominator, "
            "count(*) filter (value is null) as unknown, count(*) as cases, "
            "count(distinct person) as people, bool_and(weight = 1) as single "
            "from broken group by nth order by nth", given).df()
        counted.insert(0, "group", [names[nth] for nth in counted["nth"]])
        return counted.drop(columns="nth").assign(hidden=False), int(counted["people"].sum())


def _without(why: str, by: str) -> Breakdown:
    return Breakdown(by, pd.DataFrame(), why)


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
