"""Figures made public by hand: a frame of one authority and its areas in, the same frame out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.disclosure.identities import NONE, Identities
from data.disclosure.protect import protect
from data.disclosure.system import Published
from data.disclosure.table import AREAS, SHOWN, table_of, visible


def public_table(
    figures: pd.DataFrame, *, threshold: int = 5, identities: Identities = NONE,
    earlier: tuple[Published, ...] = (),
) -> Published:
    """One date's figures (of one period) with the depths to which they may be shown."""
    whole = figures["level"] == "authority"
    table = table_of(figures[figures["level"].isin(["authority", "locality"])].assign(
        split=np.where(whole, "", AREAS), part=np.where(whole, "", figures["place"])),
        identities=identities)
    return Published(table, protect(table, threshold, earlier))


def at(published: Published, measure: str, place: str = "") -> dict[str, float | None]:
    """What is shown of a measure at a place: each of SHOWN, None where it is hidden."""
    table = published.table
    n = table.measures.index(measure)
    p = table.parts.index(f"{AREAS}:{place}" if place else "")
    seen = visible(table, published.depth)
    return {name: float(table.numbers[column, n, p]) if seen[column, n, p] else None
            for column, name in enumerate(SHOWN)}


def hide_small_numbers(figures: pd.DataFrame, *, threshold: int = 5) -> pd.DataFrame:
    """Each date, measure and period by itself: hidden numbers empty, and ``hidden``."""
    frame = figures[figures["level"].isin(["authority", "locality"])].reset_index(drop=True)
    out = frame.astype(dict.fromkeys(SHOWN, float)).assign(hidden=False)
    for _, one in frame.groupby(["as_at", "period", "measure"], sort=False, dropna=False):
        published = public_table(one, threshold=threshold)
        shown = [at(published, row.measure, "" if row.level == "authority" else row.place)
                 for row in one.itertuples()]
        for name in SHOWN:
            out.loc[one.index, name] = [np.nan if s[name] is None else s[name] for s in shown]
        out.loc[one.index, "hidden"] = [s["numerator"] is None for s in shown]
    return out
