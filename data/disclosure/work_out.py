"""The public rows of the revisions of one date, oldest first. With scipy: for publishing only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from data.authority import Disclosure
from data.disclosure.depths import ALL
from data.disclosure.identities import Identities
from data.disclosure.protect import CannotBeMadeSafe, protect
from data.disclosure.public import public_rows, public_table
from data.disclosure.system import Published
from data.logs import log
from data.measures.catalogue import Measure
from data.snapshots.store import Entry, Store


def public_of(
    store: Store, entries: Sequence[Entry], chosen: Disclosure,
    catalogue: Mapping[str, Measure], identities: Identities,
) -> Iterator[tuple[Entry, pd.DataFrame]]:
    """Each revision of a date with its public rows (files.SCHEMA)."""
    periods = {m.id: identities.period(m, chosen) for m in catalogue.values()}
    for entry, published in published_of(store, entries, chosen, catalogue, identities):
        rows = public_rows(published, chosen=chosen, periods=periods)
        yield entry, rows


def published_of(
    store: Store, entries: Sequence[Entry], chosen: Disclosure,
    catalogue: Mapping[str, Measure], identities: Identities,
) -> Iterator[tuple[Entry, Published]]:
    """Each revision of a date with its table and the depths to which it may be shown."""
    earlier: list[Published] = []
    for entry in entries:
        table = public_table(
            store.figures(entry, workers=False).to_pandas(), entry.path, entry.as_at,
            catalogue=catalogue, chosen=chosen, identities=identities)
        try:
            depth = protect(table, chosen.threshold, earlier)
        except CannotBeMadeSafe as fault:
            log.error("nothing of a snapshot is public", snapshot=entry.name, why=str(fault))
            depth = np.full(table.numbers.shape[1:], ALL, dtype=np.int8)
        published = Published(table, depth)
        earlier.append(published)
        yield entry, published
