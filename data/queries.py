"""The few questions that a page may ask. Every one takes a viewer and answers only what that
viewer may see; figures of a committee or board member come with small numbers hidden.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd

from data.asking import NotAllowed, NotFound
from data.authority import read_authority
from data.case_queries import SORTS, STATUSES, CaseList, CaseQueries, DueList, Workload
from data.measures.catalogue import Measure, read_catalogue
from data.places import NO_LOCALITY, NO_WORKER, REMAINDERS, Place
from data.settings import Settings, settings
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.status import SMALLEST_SHARE, short_by, status, values
from data.viewers import Viewer

__all__ = ["SORTS", "STATUSES", "CaseList", "DueList", "NotAllowed", "NotFound", "Queries",
           "Workload", "open_queries", "queries"]
MONTHS = 13
"""Twelve months to the date, and the same month a year before."""


class Queries(CaseQueries):
    """Answers from what is live: figures here, cases in the class below it. One for a process:
    ``queries()``.
    """

    def _rows(self, viewer: Viewer, level: str, place: str) -> pd.DataFrame:
        """All dates' figures of one place, as this viewer may see them."""
        edition = self.edition
        if viewer.sees_small_numbers:
            found = edition.figures.get((level, place))
            return found.assign(hidden=False) if found is not None else _NO_ROWS
        found = edition.public_figures.get((level, place))
        return found if found is not None else _NO_ROWS

    def worded(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Figures with ``value``, ``status`` and ``short_by``."""
        rows = rows.reset_index(drop=True)
        codes = rows["measure"].astype(str).to_numpy()
        numerator = rows["numerator"].to_numpy(float)
        denominator = rows["denominator"].to_numpy(float)
        cases = rows["cases"].to_numpy(float)
        hidden = rows["hidden"].to_numpy(bool) if "hidden" in rows else np.zeros(len(rows), bool)
        value = np.full(len(rows), np.nan)
        word: list[str] = [""] * len(rows)
        short: list[int | None] = [None] * len(rows)
        for name in dict.fromkeys(codes):
            measure = self.catalogue.get(name)
            if measure is None:
                continue  # a snapshot of an older catalogue: its figures stay, unnamed
            at = np.flatnonzero(codes == name)
            value[at] = values(measure, numerator[at], denominator[at])
            for i in at:
                word[i] = status(
                    measure, float(value[i]), float(cases[i]), hidden=bool(hidden[i]))
                short[i] = short_by(measure, float(numerator[i]), float(denominator[i]))
        # Plain lists: pages go through the rows one by one, which Arrow's strings make slow.
        texts = {name: np.array(rows[name].tolist(), dtype=object)
                 for name in ("place", "level", "period", "name", "short", "part") if name in rows}
        return rows.assign(**texts, measure=codes.astype(object), value=value,
                           status=np.array(word, dtype=object), short_by=short)

    def scorecard(self, viewer: Viewer, place: str, as_at: dt.date) -> pd.DataFrame:
        """One row a measure, in the catalogue's order, for a place at a date.

        Columns: measure, level, period, numerator, denominator, unknown, cases, hidden, value,
        status, short_by, lacking (a list, when the extract has not what it takes) and trend (the
        values of up to MONTHS dates to this one, oldest first; empty where there is none, and for
        a share of fewer than SMALLEST_SHARE cases).
        """
        snapshot = self.snapshot(viewer, as_at)
        found = self.place(viewer, place)
        rows = self._rows(viewer, found.level, found.id)
        days = [d for d in self.edition.snapshots if d <= as_at][-MONTHS:]
        headline = {m.id: m.headline_period for m in self.catalogue.values()}
        of_each = zip(*(rows[c].tolist() for c in ("as_at", "measure", "period")), strict=True)
        worded = self.worded(rows[np.array(
            [day in days and headline.get(measure) == period for day, measure, period in of_each],
            dtype=bool)])
        now = worded[worded["as_at"] == as_at].set_index("measure")
        trends: dict[str, dict[dt.date, float]] = {}
        for measure, day, value, cases in zip(
                *(worded[c].tolist() for c in ("measure", "as_at", "value", "cases")), strict=True):
            few = self.catalogue[measure].unit == "percent" and cases < SMALLEST_SHARE
            trends.setdefault(measure, {})[day] = np.nan if few else value
        card = now.reindex(list(self.catalogue)).rename_axis("measure").reset_index()
        card["trend"] = [
            [trends[m].get(day, np.nan) for day in days] if m in trends else []
            for m in card["measure"]]
        card["lacking"] = [snapshot.lacking.get(m, []) for m in card["measure"]]
        card["status"] = card["status"].fillna("not in this extract")
        return card

    def side_by_side(
        self, viewer: Viewer, place: str, as_at: dt.date, *, measure: str | None = None,
        period: str = "", teams: bool = False,
    ) -> pd.DataFrame:
        """The parts of a place at a date: localities of the authority (with ``teams`` the teams
        of all localities instead), teams of a locality, or workers of a team.

        One row a measure and part, headline period unless another is given; columns as
        ``scorecard`` (without trend and lacking) and ``place``, ``name``, ``short``. What is in
        none of the parts comes last, when there is any, so that the parts add up, as far as the
        viewer may see them: a worker's row counts the cases of this team only, and a head sees
        the teams of another area by the measures of the own service.
        """
        asked = self.measure(viewer, measure) if measure else None
        whole = self.place(viewer, place, measure=asked)
        wanted = [asked] if asked else list(self.catalogue.values())
        if whole.level == "team":
            together = self._by_worker(viewer, whole.id, as_at, wanted, period)
        else:
            parts = self._teams() if teams else self._parts(whole)
            together = self._by_part(viewer, parts, as_at, wanted, period)
        return self.worded(together).drop(columns="place").rename(columns={"part": "place"})

    def _by_part(
        self, viewer: Viewer, places: tuple[Place, ...], as_at: dt.date, wanted: list[Measure],
        chosen: str,
    ) -> pd.DataFrame:
        """The figures of places of one level."""
        parts = {place.id: place for place in places}
        measures = {m.id: m for m in wanted}

        def shown(place: str, measure: str, period: str, cases: float) -> bool:
            part, asked = parts[place], measures.get(measure)
            if (asked is None or period != (chosen or asked.headline_period)
                    or not viewer.may_see_figures_of(part, self.places, asked)):
                return False
            if place in REMAINDERS:
                return cases != 0
            return part.open_at(as_at) or cases > 0  # cases that a team which has closed still has

        # One pass over the date's figures: a frame a part would take several times as long.
        edition = self.edition
        frames = edition.frames if viewer.sees_small_numbers else edition.public_frames
        rows = frames.get(as_at, _NO_ROWS)
        rows = rows[(rows["level"] == places[0].level) & rows["place"].isin(list(parts))]
        asked_of = (rows[column].tolist() for column in ("place", "measure", "period", "cases"))
        rows = rows[np.array([shown(*row) for row in zip(*asked_of, strict=True)], dtype=bool)]
        order = {place: n for n, place in enumerate(parts)}
        rows = rows.iloc[np.argsort([order[p] for p in rows["place"].tolist()], kind="stable")]
        found = rows["place"].tolist()
        return rows.assign(
            hidden=rows.get("hidden", False), part=found,
            name=[parts[p].name for p in found], short=[parts[p].short for p in found])

    def _teams(self) -> tuple[Place, ...]:
        return tuple(team for team in self.places.teams if team.parent)

    def _parts(self, whole: Place) -> tuple[Place, ...]:
        if whole.level == "locality":
            return tuple(team for team in self.places.teams if team.parent == whole.id)
        name = REMAINDERS[NO_LOCALITY]
        return (*self.places.localities, Place(NO_LOCALITY, name, name, "locality", whole.id))

    def _by_worker(
        self, viewer: Viewer, team: str, as_at: dt.date, wanted: list[Measure], period: str,
    ) -> pd.DataFrame:
        rows = self.worker_figures(viewer, team, as_at, wanted, period=period)
        names = rows["place"].map(lambda worker: REMAINDERS.get(worker, worker))
        rows = rows.assign(part=rows["place"], name=names, short=names, hidden=False)
        last = rows["place"] == NO_WORKER
        return pd.concat([rows[~last], rows[last]], ignore_index=True)

    def history(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, months: int = 36,
        period: str | None = None,
    ) -> pd.DataFrame:
        """A measure at a place over time, to the date, oldest first: columns as ``scorecard``
        with ``as_at``. ``period`` is the headline one unless given.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        rows = self._rows(viewer, found.level, found.id)
        days = [d for d in self.edition.snapshots if d <= as_at][-months:]
        rows = rows[(rows["measure"] == measure) & rows["as_at"].isin(days)
                    & (rows["period"] == (period or asked.headline_period))]
        return self.worded(rows.sort_values("as_at"))

    def figure(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *,
        period: str | None = None,
    ) -> pd.Series | None:
        """One figure, worded; None when the extract has not what it takes."""
        rows = self.history(viewer, measure, place, as_at, months=1, period=period)
        rows = rows[rows["as_at"] == as_at]
        return rows.iloc[0] if len(rows) else None

    def all_figures(
        self, viewer: Viewer, as_at: dt.date, *, place: str | None = None,
        measure: str | None = None,
    ) -> pd.DataFrame:
        """Every figure the viewer may see at a date, in the snapshot's own columns."""
        snapshot = self.snapshot(viewer, as_at)
        rows = (self.live.store.figures(snapshot.entry).to_pandas() if viewer.sees_small_numbers
                else self.edition.public_frames[snapshot.as_at])
        if place:
            rows = rows[rows["place"] == place]
        if measure:
            rows = rows[rows["measure"] == self.measure(viewer, measure).id]
        allowed = [
            self._figure_allowed(viewer, p, level, m)
            for p, level, m in zip(rows["place"], rows["level"], rows["measure"], strict=True)]
        return rows[pd.Series(allowed, index=rows.index, dtype=bool)].reset_index(drop=True)

    def _figure_allowed(self, viewer: Viewer, place: str, level: str, measure: str) -> bool:
        if viewer.role in ("analyst", "director"):
            return True
        if level == "worker":
            return False
        found = self.places.by_id.get(place)
        if found is None:
            return place == NO_LOCALITY
        return viewer.may_see_figures_of(found, self.places, self.catalogue.get(measure))


_NO_ROWS = pd.DataFrame({
    "as_at": pd.Series(dtype=object), "measure": pd.Series(dtype=str),
    "place": pd.Series(dtype=str), "level": pd.Series(dtype=str),
    "period": pd.Series(dtype=str), "numerator": pd.Series(dtype=float),
    "denominator": pd.Series(dtype=float), "unknown": pd.Series(dtype=float),
    "cases": pd.Series(dtype=float), "hidden": pd.Series(dtype=bool)})


@cache
def queries() -> Queries:
    """The queries of this process, by its settings."""
    return open_queries(settings())


def open_queries(chosen: Settings) -> Queries:
    """Queries over a store, for an authority."""
    authority = read_authority(chosen.authority)
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    live = Live(Store(chosen.store), refresh_seconds=chosen.refresh_seconds)
    return Queries(live, authority, catalogue)
