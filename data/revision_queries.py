"""Questions about what was said before: the figures of a date's earlier revisions."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Any

from data.asking import Asking, NotAllowed, NotFound
from data.measures.calculate import FIGURES
from data.snapshots.figures import Figure
from data.snapshots.having import RowsHaving
from data.snapshots.store import Entry, NoSuchSnapshot, SnapshotDamaged, Withdrawal
from data.viewers import Viewer

FILE = "figures.parquet"


@dataclass(frozen=True)
class SaidBefore:
    """One revision of a date that is not shown: when it was built, and its figure; ``why`` is why
    the one after it was loaded. One that was taken back has its ``withdrawal`` in place of that,
    and no time or figure where the viewer may not see them or they are not sound.
    """

    revision: int
    built_at: str = ""
    why: str = ""
    figure: Figure | None = None
    withdrawal: Withdrawal | None = None


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

    def withdrawn(self, viewer: Viewer, as_at: dt.date) -> tuple[Withdrawal, ...]:
        """The revisions of a date that were taken back, oldest first; none for other dates. By whom
        and why is free text, which members of the committee and the board do not get.
        """
        found = self.edition.withdrawn.get(as_at, ())
        if viewer.sees_small_numbers:
            return found
        return tuple(replace(one, by="", why="") for one in found)

    def said_before(
        self, viewer: Viewer, measure: str, place: str, as_at: dt.date, *, period: str = "",
    ) -> list[SaidBefore]:
        """A measure at a place in the revisions before the one shown and in those that were taken
        back, newest first.

        One whose figures are not as they were published is left out, or is said to be withdrawn
        and no more. Members of the committee and the board get no figure, only what was withdrawn:
        what changed between two tables can give away a number that neither shows. Raises NotFound,
        NotAllowed.
        """
        asked = self.measure(viewer, measure)
        found = self.place(viewer, place, measure=asked)
        shown = self.snapshot(viewer, as_at)
        withdrawn = self.withdrawn(viewer, as_at)
        if not viewer.sees_small_numbers:
            return [SaidBefore(one.revision, withdrawal=one) for one in reversed(withdrawn)]
        if shown.entry.revision == 1 and not withdrawn:
            return []
        said: list[SaidBefore] = []
        why = str(shown.manifest.get("why", ""))
        store = self.live.store
        the_one = [("measure", asked.id), ("level", found.level), ("place", found.id),
                   ("period", period or asked.headline_period)]
        for entry in reversed(store.entries(as_at)):
            taken_back = entry.withdrawal
            if not taken_back and entry.revision >= shown.entry.revision:
                continue
            try:
                manifest = store.verify(entry, FILE)
            except SnapshotDamaged:
                if taken_back:
                    said.append(SaidBefore(entry.revision, withdrawal=taken_back))
                continue
            with RowsHaving(entry.path / FILE, FIGURES, the_one) as figures:
                _, rows = figures.rows(FIGURES.names)
            built_at = str(manifest["built_at"])
            if taken_back:
                figure = next(map(_figure, rows.to_pylist()), None)
                said.append(SaidBefore(entry.revision, built_at, "", figure, taken_back))
                continue
            said += [SaidBefore(entry.revision, built_at, why, _figure(row))
                     for row in rows.to_pylist()]
            why = str(manifest.get("why", ""))
        return said


def _figure(row: dict[str, Any]) -> Figure:
    known: dict[str, Any] = {
        name: math.nan if value is None else value for name, value in row.items()}
    return Figure(**known)
