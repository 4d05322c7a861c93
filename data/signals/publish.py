"""Signals worked out at publishing: of every date whose history has none yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path

from data.authority import Authority
from data.logs import log
from data.measures.catalogue import Measure
from data.signals.files import SignalsDamaged, method, path_of, read, write
from data.snapshots.live import Live
from data.snapshots.store import Store


def publish_signals(
    store: Store, authority: Authority, catalogue: Mapping[str, Measure], *,
    days: Collection[dt.date] | None = None,
) -> list[dt.date]:
    """Work out and write the signals that are missing or not as they were written, of every date
    that is live, or of these. Gives those dates, oldest first.

    Raises AuthorityFileError where an event of the authority's file cannot rebase what it names.
    """
    edition = Live(store).edition()
    way = method(authority, catalogue)
    paths = {day: path_of(store.root, day, history, way)
             for day, history in edition.histories.items() if days is None or day in days}
    missing = [day for day, path in paths.items() if not _sound(path)]
    if missing:
        from data.signals.work_out import Workings  # with scipy: only when there is work

        workings = Workings(edition.figures, authority, catalogue)
        for day in missing:
            write(paths[day], workings.signals(day))
    return missing


def _sound(path: Path) -> bool:
    try:
        read(path)
    except FileNotFoundError:
        return False
    except SignalsDamaged as damage:
        log.warning("signals worked out again", why=str(damage))
        return False
    return True
