"""What is public, worked out at publishing: of every date whose live revision has no file yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from data.authority import Authority
from data.disclosure.files import PublicDamaged, method, path_of, read, write
from data.disclosure.identities import read_identities
from data.logs import log
from data.measures.catalogue import Measure
from data.snapshots.store import Entry, SnapshotDamaged, Store


def publish_public(
    store: Store, authority: Authority, catalogue: Mapping[str, Measure], *,
    days: Collection[dt.date] | None = None,
) -> list[dt.date]:
    """Work out and write what is public of every sound revision that has no file, or a damaged
    one, of all dates or these. Gives those dates, oldest first.

    Revisions of a date are taken in order, each with those before it in mind: what one hid stays
    hidden in the next, also when the first is withdrawn, for somebody may have kept it.
    """
    way = method(authority, catalogue)
    done = []
    by_day: dict[dt.date, list[Entry]] = {}
    for entry in store.entries():
        if days is None or entry.as_at in days:
            by_day.setdefault(entry.as_at, []).append(entry)
    for day, entries in by_day.items():
        paths = {}
        for entry in entries:
            try:
                paths[entry.revision] = path_of(
                    store.root, entry, store.verify(entry)["seal"], way)
            except SnapshotDamaged as damage:
                log.warning("public figures not worked out", why=str(damage))
        if all(_sound(path) for path in paths.values()):
            continue
        from data.disclosure.work_out import public_of  # with scipy: only when there is work

        sound = [entry for entry in entries if entry.revision in paths]
        for entry, rows in public_of(
                store, sound, authority.disclosure, catalogue, read_identities()):
            write(paths[entry.revision], rows)
        done.append(day)
    return done


def _sound(path: object) -> bool:
    try:
        read(path)  # type: ignore[arg-type]
    except FileNotFoundError:
        return False
    except PublicDamaged as damage:
        log.warning("public figures worked out again", why=str(damage))
        return False
    return True
