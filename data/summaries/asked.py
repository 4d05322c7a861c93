"""Whom a summary asks: the figures, and what the surgeries wrote."""

from __future__ import annotations

from dataclasses import dataclass

from data.actions import Actions
from data.queries import Queries
from data.viewers import Viewer

PUBLIC = Viewer("committee")
"""For whom every summary is made, whoever opens it: figures as the public may see them."""


@dataclass(frozen=True)
class Asked:
    """Where all numbers and words of a summary come from: ``q`` figures, ``actions`` the rest."""

    q: Queries
    actions: Actions
UNREAD = "The database it is kept in cannot be used."
"""Why something that was written is missing from a summary. Where the database is stays at home."""
