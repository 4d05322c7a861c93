"""An action in words: how it stands, and what its fields are called."""

from __future__ import annotations

import datetime as dt

from components.numbers import day_words, plural
from data.actions.records import Action, Version

FIELDS = {"what": "What", "owner": "Owner", "due_on": "Due", "state": "How it stands",
          "reason": "Why", "expected": "What should change"}
STATES = {"open": "Open", "done": "Done", "dropped": "Dropped"}


def stands_words(action: Action, as_at: dt.date) -> str:
    """ "Overdue by 12 days", "Open, due in 5 days"; "Done 20 Apr 2016", when that was written."""
    if action.state != "open":
        return f"{STATES[action.state]} {day_words(action.changed_at.date(), short=True)}"
    days = (action.due_on - as_at).days
    if days < 0:
        return f"Overdue by {plural(-days, 'day')}"
    return f"Open, due in {plural(days, 'day')}" if days else "Open, due today"


def moment_words(moment: dt.datetime) -> str:
    """ "12 Apr 2016 10:40 UTC" """
    return f"{day_words(moment, short=True)} {moment:%H:%M} UTC"


def field_words(version: Version | Action, field: str, *, owner: str) -> str:
    """What a field of an action said; ``owner`` is the words of its owner."""
    if field == "owner":
        return owner
    value = getattr(version, field)
    if field == "due_on":
        return day_words(value)
    return STATES[value] if field == "state" else value
