"""Questions about what was said before: the figures of a date's earlier revisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyarrow.compute as pc

from data.asking import Asking, NotAllowed, NotFound
from data.measures.catalogue import Measure
from data.places import Place
from data.snapshots.figures import Figure, figures_of
from data.snapshots.store import Entry, NoSuchSnapshot, SnapshotDamaged
from data.viewers import Viewer


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

        Withdrawn ones are left out, and one that is not as it was published. Members of the
        committee and the board get none: what changed between two tables can give away a number
        that neither shows. Raises NotFound, NotAllowed.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        shown = self.snapshot(viewer, as_at)
        if not viewer.sees_small_numbers or shown.entry.revision == 1:
            return []
        said: list[SaidBefore] = []
        why = str(shown.manifest.get("why", ""))
        store = self.live.store
        for entry in reversed(store.entries()):
            if (entry.as_at != as_at or entry.withdrawn
                    or entry.revision >= shown.entry.revision):
                continue
            try:
                manifest = store.verify(entry)
            except SnapshotDamaged:
                continue
            rows = store.figures(entry, workers=False).filter(
                _the_one(asked, found, period or asked.headline_period)).to_pandas()
            said += [SaidBefore(entry.revision, str(manifest["built_at"]), why, figure)
                     for figure in figures_of(rows)]
            why = str(manifest.get("why", ""))
        return said


def _the_one(measure: Measure, place: Place, period: str) -> pc.Expression:
    return ((pc.field("measure") == measure.id) & (pc.field("level") == place.level)
            & (pc.field("place") == place.id) & (pc.field("period") == period))
