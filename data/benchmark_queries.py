"""Questions about official statistics: what is published of a measure, beside its figure."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from data.asking import Asking
from data.benchmarks.published import (
    HERE,
    BenchmarkFileError,
    Beside,
    Published,
    beside,
    read_published,
)
from data.logs import log
from data.viewers import Viewer

OWN_FILE = "benchmarks.csv"
"""The years an authority has added, in its store."""


class BenchmarkQueries(Asking):
    """Published figures: they are public, so every viewer may see them all."""

    _published: tuple[str, dict[str, list[Published]]] = ("", {})

    @property
    def own_benchmarks(self) -> Path:
        """The file that an authority's own years are kept in."""
        return self.live.store.root / OWN_FILE

    @property
    def benchmarks_key(self) -> str:
        """What tells one state of the published figures from another: the same until one is
        added."""
        try:
            found = self.own_benchmarks.stat()
        except OSError:
            return ""
        return f"{found.st_mtime_ns}.{found.st_size}"

    def published(self, viewer: Viewer, measure: str, as_at: dt.date) -> Beside | None:
        """What is published of a measure, as far as it may be compared; None where nothing is.

        A file of the authority's own that cannot be used is logged and left aside: what comes
        with Surgery stays up. Raises NotFound.
        """
        of = self.measure(viewer, measure).id
        return beside(self._all_published().get(of, ()), of, as_at)

    def _all_published(self) -> dict[str, list[Published]]:
        """Every figure, by measure."""
        key = self.benchmarks_key or "none added"
        if self._published[0] != key:
            shipped = HERE / f"{self.authority.id}.csv"
            try:
                figures = read_published(shipped, self.own_benchmarks)
            except BenchmarkFileError as fault:
                log.error("published figures refused", why=str(fault))
                figures = read_published(shipped)
            by_measure: dict[str, list[Published]] = {}
            for figure in figures:
                by_measure.setdefault(figure.measure, []).append(figure)
            self._published = key, by_measure
        return self._published[1]
