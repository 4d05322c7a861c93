"""What is public of one snapshot: its rows with small numbers hidden, as files.py keeps them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from data.authority import Disclosure
from data.disclosure.groups import audited_identities, other_tables
from data.disclosure.identities import Identities
from data.disclosure.rounding import low, rounded
from data.disclosure.system import Published
from data.disclosure.table import AREAS, SHOWN, Table, table_of, visible
from data.measures.calculate import year_start
from data.measures.catalogue import Measure

VOICE = ("audits-good", "user-feedback", "complaints-timescale")


def public_table(
    figures: pd.DataFrame, folder: Path | None, as_at: dt.date, *,
    catalogue: Mapping[str, Measure], chosen: Disclosure, identities: Identities,
) -> Table:
    """The table of all that is public of a date: the county's and areas' ``figures``, each over
    its one public period, and the groups, kinds and audits of the snapshot in ``folder``.
    """
    periods = {m.id: identities.period(m, chosen) for m in catalogue.values()}
    levels = figures["level"].isin(["authority", "locality"])
    rows = figures[levels & (figures["period"] == figures["measure"].map(periods))]
    county = rows["level"] == "authority"
    rows = rows.assign(split=np.where(county, "", AREAS), part=np.where(county, "", rows["place"]))
    if "locality" not in chosen.levels:
        rows = rows[county]
    if folder is not None:
        held = set(rows["measure"])
        rows = pd.concat([rows, other_tables(
            folder, as_at, _asked([m for m in catalogue.values() if m.id in held], periods, as_at),
        )], ignore_index=True)
    identities = replace(identities, same=(*identities.same, *audited_identities(
        {m.plan_type: m.id for m in catalogue.values() if m.plan_type})))
    return table_of(rows, identities=identities,
                    rates=[m.id for m in catalogue.values() if m.unit == "rate"])


def _asked(
    measures: Sequence[Measure], periods: Mapping[str, str], as_at: dt.date,
) -> pd.DataFrame:
    starts = {"month": as_at.replace(day=1), "year": year_start(as_at)}
    return pd.DataFrame({
        "measure": pd.Series([m.id for m in measures], dtype=str),
        "starts": pd.Series([starts.get(periods[m.id]) for m in measures], dtype="datetime64[us]"),
        "left_out": np.array([m.unknown == "left_out" for m in measures], bool),
        "plan_type": pd.Series([m.plan_type for m in measures], dtype=str),
        "voice": np.array([m.id in VOICE and periods[m.id] == "year" for m in measures], bool),
        "yearly": np.array([periods[m.id] != "month" for m in measures], bool)})


def public_rows(
    published: Published, *, chosen: Disclosure, periods: Mapping[str, str],
) -> pd.DataFrame:
    """Every row of a table as it may be shown: split, part, measure, period, SHOWN (empty where it
    is hidden), hidden (its numerator is) and marks (of SHOWN, c for hidden, k for what rounds to
    nought but is not, else a space).
    """
    table, depth = published.table, published.depth
    seen = visible(table, depth)[:4]
    there = ~np.isnan(table.numbers[:4])
    shown = np.where(seen, rounded(table, chosen.rounding), np.nan)
    symbols = np.where(seen & low(table, chosen.rounding), "k", np.where(there & ~seen, "c", " "))
    n, p = np.nonzero(there[3])
    names = [part.partition(":") for part in table.parts]
    marks = symbols[:, n, p]
    return pd.DataFrame({
        "split": [names[part][0] for part in p], "part": [names[part][2] for part in p],
        "measure": [table.measures[one] for one in n],
        "period": [periods.get(table.measures[one], "") for one in n],
        **{name: shown[column, n, p] for column, name in enumerate(SHOWN)},
        "hidden": ~seen[0, n, p],
        "marks": ["".join(column) for column in marks.T]})
