"""Which state of the database an answer was made of, so that it is not kept beyond the next write:
whoever keeps answers begins, and the first reading after that notes the version it found.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

UNREADABLE = ""
"""Noted where the database was asked and did not answer."""
_noted: ContextVar[list[str] | None] = ContextVar("asked", default=None)


def begin() -> list[str]:
    """Start noting, for the request that begins here: the list stays empty until the database is
    read, and then holds the version from before that.
    """
    noted: list[str] = []
    _noted.set(noted)
    return noted


def note(version: Callable[[], str]) -> None:
    """Called wherever the database is read."""
    noted = _noted.get()
    if noted is None or noted:
        return
    noted.append(UNREADABLE)
    noted[0] = version()
