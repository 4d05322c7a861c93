"""Who looked at single children: one line a view or export, kept in the store.

Queries note what they gave out; whoever answers the request writes it down with the address, also
when the answer came from a cache.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from pathlib import Path

from data.snapshots.store import now
from data.viewers import Viewer

_notes: ContextVar[list[dict[str, object]] | None] = ContextVar("notes", default=None)


def begin() -> list[dict[str, object]]:
    """Start collecting what queries note, for the request or command that begins here."""
    notes: list[dict[str, object]] = []
    _notes.set(notes)
    return notes


def note(**what: object) -> None:
    """Called by a query that gives out rows about single children."""
    notes = _notes.get()
    if notes is not None:
        notes.append(what)


def write(root: Path, viewer: Viewer, address: str, notes: list[dict[str, object]]) -> None:
    """Append one line to this month's log under the store."""
    if not notes:
        return
    when = now()
    folder = root / "audit"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = {"when": when, "role": viewer.role, "place": viewer.place, "worker": viewer.worker,
            "address": address, "given": notes}
    with (folder / f"{when[:7]}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, default=str) + "\n")
