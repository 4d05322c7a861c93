"""What is live: the newest sound revision of every date, its figures held in memory.

A running server looks at the store every few seconds. A new revision is verified before it is
shown; one that is torn, altered or unreadable is refused by name and the one before it stays up.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from data.logs import log
from data.snapshots.store import Entry, SnapshotDamaged, Store
from data.suppression import hide_small_numbers

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


class Edition:
    """Everything live at one moment: never changed, replaced whole."""

    def __init__(self, snapshots: dict[dt.date, Snapshot], frames: dict[dt.date, pd.DataFrame],
                 public: dict[dt.date, pd.DataFrame], refused: dict[str, str]) -> None:
        self.snapshots = snapshots
        self.refused = refused
        self.frames = frames
        self.public_frames = public
        self.key = "+".join(
            f"{s.as_at:%y%m%d}.{s.entry.revision}.{s.manifest['seal'][:8]}"
            for s in snapshots.values()) or "empty"

    @cached_property
    def figures(self) -> dict[tuple[str, str], pd.DataFrame]:
        """Every date's figures by level and place, as they are; those of workers are not here."""
        return _by_place(self.frames)

    @cached_property
    def public_figures(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The same for authority and localities with small numbers hidden."""
        return _by_place(self.public_frames)

    def latest(self) -> Snapshot | None:
        return next(reversed(self.snapshots.values()), None)


def _by_place(frames: dict[dt.date, pd.DataFrame]) -> dict[tuple[str, str], pd.DataFrame]:
    if not frames:
        return {}
    together = pd.concat(list(frames.values()), ignore_index=True)
    for column in ("measure", "place", "level", "period"):
        together[column] = together[column].astype("category")
    return {(str(level), str(place)): rows
            for (level, place), rows in together.groupby(["level", "place"], observed=True)}


class Live:
    """Keeps the edition fresh. Safe for threads: readers take the edition, never the parts."""

    def __init__(self, store: Store, *, refresh_seconds: float = 5.0) -> None:
        self.store = store
        self.refresh_seconds = refresh_seconds
        self._lock = threading.Lock()
        self._checked = float("-inf")
        self._seen: tuple[tuple[Entry, Fingerprint], ...] | None = None
        self._edition = Edition({}, {}, {}, {})

    def edition(self) -> Edition:
        """The edition to answer from; looks at the store first when it is time to."""
        if (time.monotonic() - self._checked >= self.refresh_seconds
                and self._lock.acquire(blocking=self._seen is None)):
            try:
                # Files are looked at too: one that was altered in place is refused, one that was
                # mended is taken up again.
                seen = tuple((e, self.store.fingerprint(e)) for e in self.store.entries())
                if seen != self._seen:
                    self._edition = self._read(dict(seen))
                    self._seen = seen
                self._checked = time.monotonic()
            finally:
                self._lock.release()
        return self._edition

    def _read(self, found: dict[Entry, Fingerprint]) -> Edition:
        old = self._edition
        snapshots: dict[dt.date, Snapshot] = {}
        frames: dict[dt.date, pd.DataFrame] = {}
        public: dict[dt.date, pd.DataFrame] = {}
        refused: dict[str, str] = {}
        for day in sorted({e.as_at for e in found}):
            for entry in reversed([e for e in found if e.as_at == day and not e.withdrawn]):
                kept = old.snapshots.get(day)
                if kept and (kept.entry, kept.fingerprint) == (entry, found[entry]):
                    snapshots[day] = kept
                    frames[day], public[day] = old.frames[day], old.public_frames[day]
                    break
                try:
                    manifest = self.store.verify(entry)
                    figures = self.store.figures(entry, workers=False).to_pandas()
                except (SnapshotDamaged, OSError, ValueError) as fault:
                    refused[entry.name] = str(fault)
                    if old.refused.get(entry.name) != str(fault):
                        log.error("snapshot refused", snapshot=entry.name, why=str(fault))
                    continue
                snapshots[day] = Snapshot(entry, manifest, found[entry])
                frames[day], public[day] = figures, hide_small_numbers(figures)
                break
        return Edition(snapshots, frames, public, refused)
