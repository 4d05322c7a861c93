"""Questions about what was said before: the figures of a date's earlier revisions."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from data.asking import Asking, NotAllowed, NotFound
from data.measures.calculate import FIGURES
from data.snapshots.figures import Figure
from data.snapshots.having import RowsHaving
from data.snapshots.store import Entry, NoSuchSnapshot, SnapshotDamaged
from data.viewers import Viewer

FILE = "figures.parquet"


@dataclass(frozen=True)
class SaidBefore:
    """One earlier revision of a date: when it was built, and its figure; ``why`` is why the one
    after it was loaded.
    """

    revision: int
    built_at: str
    why: str
    figure: Figure


class RevisionQueries(Asking):
    """What a date's figures used to be. Nothing published is ever changed or forgotten."""

    def revision(self, viewer: Viewer, as_at: dt.date, revision: int) -> Entry:
        """One revision of a date, withdrawn or not, as it was published. Raises NotFound for one
        that is not there or not whole, NotAllowed.
        """
        if not viewer.sees_small_numbers:
            raise NotAllowed
        store = self.live.store
        try:
            entry = store.entry(as_at, revision)
            store.verify(entry)
        except NoSuchSnapshot:
            raise NotFound(f"no revision {revision} of {as_at}") from None
        except SnapshotDamaged as damage:
            raise NotFound(f"no sound revision {revision}: {damage}") from None
        return entry

    def said_before(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, period: str = "",
    ) -> list[SaidBefore]:
        """A measure at a place in the revisions before the one shown, newest first.

        Withdrawn ones are left out, and one whose figures are not as they were published. Members
        of the committee and the board get none: what changed between two tables can give away a
        number that neither shows. Raises NotFound, NotAllowed.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        shown = self.snapshot(viewer, as_at)
        if not viewer.sees_small_numbers or shown.entry.revision == 1:
            return []
        said: list[SaidBefore] = []
        why = str(shown.manifest.get("why", ""))
        store = self.live.store
        the_one = [("measure", asked.id), ("level", found.level), ("place", found.id),
                   ("period", period or asked.headline_period)]
        for entry in reversed(store.entries(as_at)):
            if entry.withdrawn or entry.revision >= shown.entry.revision:
                continue
            try:
                manifest = store.verify(entry, FILE)
            except SnapshotDamaged:
                continue
            with RowsHaving(entry.path / FILE, FIGURES, the_one) as figures:
                _, rows = figures.rows(FIGURES.names)
            said += [SaidBefore(entry.revision, str(manifest["built_at"]), why, _figure(row))
                     for row in rows.to_pylist()]
            why = str(manifest.get("why", ""))
        return said


def _figure(row: dict[str, Any]) -> Figure:
    known: dict[str, Any] = {
        name: math.nan if value is None else value for name, value in row.items()}
    return Figure(**known)
