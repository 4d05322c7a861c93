"""What is live: the newest sound revision of every date, its figures held in memory.

A running server looks at the store every few seconds. A new revision is verified before it is
shown; one that is torn, altered or unreadable is refused by name and the one before it stays up.
"""

from __future__ import annotations

import atexit
import datetime as dt
import gc
import hashlib
import threading
import time
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from data.disclosure.files import PublicFiles, nothing_shown
from data.logs import log
from data.snapshots.figures import Figures, Likeness
from data.snapshots.store import Entry, SnapshotDamaged, Store, Withdrawal

Fingerprint = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Snapshot:
    """One revision that may be shown, with its manifest."""

    entry: Entry
    manifest: dict[str, Any]
    fingerprint: Fingerprint

    @property
    def as_at(self) -> dt.date:
        return self.entry.as_at

    @property
    def made_up(self) -> bool:
        return bool(self.manifest.get("made_up"))

    @property
    def lacking(self) -> dict[str, list[str]]:
        """Measure to the sources that the extract lacked."""
        return self.manifest.get("lacking", {})

    def holds(self, file: str) -> bool:
        """Whether a file is part of it: an earlier version published fewer."""
        return file in self.manifest["files"]


class Edition:
    """Everything live at one moment: never changed, replaced whole.

    ``figures`` are every date's as they are, without those of single workers; ``public_figures``
    those of the authority and localities with small numbers hidden, and ``not_public`` the dates
    of which nothing is shown because that is not worked out. ``withdrawn`` are each date's
    revisions that were taken back, also of a date that has none left. ``histories`` tell, for each
    date, one history of revisions up to it from another.
    """

    def __init__(self, snapshots: dict[dt.date, Snapshot], figures: dict[dt.date, Figures],
                 public_figures: dict[dt.date, Figures], refused: dict[str, str],
                 not_public: frozenset[dt.date] = frozenset(),
                 withdrawn: dict[dt.date, tuple[Withdrawal, ...]] | None = None) -> None:
        self.snapshots = snapshots
        self.figures = figures
        self.public_figures = public_figures
        self.refused = refused
        self.not_public = not_public
        self.withdrawn = withdrawn or {}
        self.key = "+".join(
            f"{s.as_at:%y%m%d}.{s.entry.revision}.{s.manifest['seal'][:8]}"
            for s in snapshots.values()) or "empty"
        self.key += "".join(f"-{day:%y%m%d}" for day in sorted(not_public))
        self.key += "".join(f"~{day:%y%m%d}.{one.revision}.{one.on}"
                            for day, taken_back in self.withdrawn.items() for one in taken_back)
        self.histories: dict[dt.date, str] = {}
        so_far = hashlib.sha256()
        for day, s in snapshots.items():
            so_far.update(f"{day} {s.entry.revision} {s.manifest['seal']}\n".encode())
            self.histories[day] = so_far.hexdigest()
        self._likeness = {
            day: Likeness(found, public_figures[day]) for day, found in figures.items()}
        self._altered: dict[tuple[str, str, str, str], frozenset[dt.date]] = {}

    def altered(self, where: tuple[str, str, str, str]) -> frozenset[dt.date]:
        """The dates of which the public does not see a figure (level, place, measure, period) as it
        is: worked out when it is asked for first.
        """
        if where not in self._altered:
            self._altered[where] = frozenset(
                day for day, alike in self._likeness.items() if where not in alike)
        return self._altered[where]

    def latest(self) -> Snapshot | None:
        return next(reversed(self.snapshots.values()), None)


class Live:
    """Keeps the edition fresh. Safe for threads: readers take the edition, never the parts."""

    def __init__(
        self, store: Store, *, refresh_seconds: float = 5.0, public: PublicFiles | None = None,
    ) -> None:
        """Without ``public`` nothing is public."""
        self.store = store
        self.public = public
        self.refresh_seconds = refresh_seconds
        self._lock = threading.Lock()
        self._checked = float("-inf")
        self._seen: tuple[object, ...] | None = None
        self._edition = Edition({}, {}, {}, {})

    def edition(self) -> Edition:
        """The edition to answer from; looks at the store first when it is time to."""
        if (time.monotonic() - self._checked >= self.refresh_seconds
                and self._lock.acquire(blocking=self._seen is None)):
            try:
                # Files are looked at too: one that was altered in place is refused, one that was
                # mended is taken up again.
                files = {e: self.store.fingerprint(e) for e in self.store.entries()}
                seen = (*files.items(), self.public.state() if self.public else 0)
                if seen != self._seen:
                    self._edition = self._read(files)
                    self._seen = seen
                    # What is in memory by now stays there: looking through all of it for rubbish
                    # would stop a page for a tenth of a second now and then.
                    gc.collect()
                    gc.freeze()
                    atexit.register(gc.unfreeze)  # the end of the process tidies as ever
                    pa.default_memory_pool().release_unused()  # what the reading took
                self._checked = time.monotonic()
            finally:
                self._lock.release()
        return self._edition

    def _read(self, found: dict[Entry, Fingerprint]) -> Edition:
        old = self._edition
        snapshots: dict[dt.date, Snapshot] = {}
        figures: dict[dt.date, Figures] = {}
        public: dict[dt.date, Figures] = {}
        refused: dict[str, str] = {}
        not_public: set[dt.date] = set()
        withdrawn: dict[dt.date, tuple[Withdrawal, ...]] = {}
        for entry in found:
            if entry.withdrawal:
                withdrawn[entry.as_at] = (*withdrawn.get(entry.as_at, ()), entry.withdrawal)
        for day in sorted({e.as_at for e in found}):
            for entry in reversed([e for e in found if e.as_at == day and not e.withdrawn]):
                kept = old.snapshots.get(day)
                if kept and (kept.entry, kept.fingerprint) == (entry, found[entry]):
                    snapshots[day] = kept
                    figures[day], public[day] = old.figures[day], old.public_figures[day]
                    if day in old.not_public:
                        rows = self.store.figures(entry, workers=False).to_pandas()
                        self._make_public(day, entry, kept.manifest, rows, public, not_public)
                    break
                try:
                    manifest = self.store.verify(entry)
                    rows = self.store.figures(entry, workers=False).to_pandas()
                except (SnapshotDamaged, OSError, ValueError) as fault:
                    refused[entry.name] = str(fault)
                    if old.refused.get(entry.name) != str(fault):
                        log.error("snapshot refused", snapshot=entry.name, why=str(fault))
                    continue
                snapshots[day] = Snapshot(entry, manifest, found[entry])
                figures[day] = Figures(day, rows)
                self._make_public(day, entry, manifest, rows, public, not_public)
                break
        return Edition(snapshots, figures, public, refused, frozenset(not_public), withdrawn)

    def _make_public(
        self, day: dt.date, entry: Entry, manifest: dict[str, Any], rows: pd.DataFrame,
        public: dict[dt.date, Figures], not_public: set[dt.date],
    ) -> None:
        """The public figures of a date, as they were worked out; nothing where they were not."""
        shown = self.public.figures(entry, manifest["seal"]) if self.public else None
        if shown is None:
            not_public.add(day)
            shown = nothing_shown(rows)
        elif not (shown["level"] == "locality").any():  # areas are not public here
            areas = rows[rows["level"] == "locality"]
            shown = pd.concat([shown, nothing_shown(areas)], ignore_index=True)
        public[day] = Figures(day, shown)
