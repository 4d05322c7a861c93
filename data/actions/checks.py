"""What may be written. Everything that is wrong is found before anything is refused."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from data.actions.models import KEY, TEXT
from data.actions.owners import is_owner
from data.actions.records import STATES
from data.actions.refusals import Invalid
from data.places import Places

CHILDREN = 50
"""The most children that one action may name."""
LONGEST = dt.timedelta(days=731)
"""How far ahead something may fall due: a later day is a slip of the pen."""
_NAMES = {"what": "What is to be done", "expected": "What is expected", "reason": "The reason",
          "text": "The text", "item": "The item", "children": "A child’s id",
          "challenge": "The challenge", "answer": "The answer", "outcome": "What came of it"}


class Checks:
    """Collects what is wrong with what was typed: ``done`` raises Invalid with all of it."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []

    def done(self) -> None:
        """Raises Invalid where anything was wrong."""
        if self.problems:
            raise Invalid(self.problems)

    def wrong(self, field: str, sentence: str) -> None:
        self.problems.append((field, sentence))

    def token(self, token: str) -> str:
        """The form's token, written one way."""
        try:
            return str(uuid.UUID(token))
        except (ValueError, AttributeError, TypeError):
            self.wrong("token", "The form has lost its token. Open the page again.")
            return ""

    def text(self, field: str, text: str, *, needed: str = "", longest: int = TEXT) -> str:
        """Any characters that every database can hold, with lines ended one way. ``needed`` is
        the sentence for an empty one, where it may not be empty.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if needed and not text:
            self.wrong(field, needed)
        if len(text) > longest:
            self.wrong(field, f"{_NAMES[field]} is {len(text):,} characters long; at most "
                              f"{longest:,} can be kept. Shorten it.")
        if not storable(text):
            self.wrong(field, f"{_NAMES[field]} holds a character that cannot be kept (a NUL, or "
                              "half of one). Type it again instead of pasting it.")
        return text

    def owner(self, owner: str, places: Places) -> str:
        """The key of somebody who can answer for an action."""
        if not (storable(owner) and is_owner(owner, places)):
            self.wrong("owner", "Choose who answers for it.")
        return owner

    def due(self, due_on: dt.date | None, after: dt.date) -> dt.date | None:
        """A day after the date looked at, and not absurdly far."""
        if due_on is None:
            self.wrong("due_on", "Give the day by which it is to be done.")
        elif due_on <= after:
            self.wrong("due_on", f"The day must be after {after:%-d %B %Y}, the date of the "
                                 "figures that were looked at.")
        elif due_on > after + LONGEST:
            self.wrong("due_on", f"The day must be within two years of {after:%-d %B %Y}.")
        return due_on

    def state(self, state: str, reason: str, *, new: bool) -> str:
        """A state; what is dropped needs its reason."""
        if state not in STATES:
            self.wrong("state", "Choose whether it is open, done or dropped.")
        elif new and state == "dropped" and not reason:
            self.wrong("reason", "Say why it is dropped.")
        return state

    def children(self, children: Iterable[str]) -> tuple[str, ...]:
        """Children's ids, each once, in the order given."""
        ids = tuple(dict.fromkeys(
            self.text("children", child, longest=KEY, needed="A child’s id is empty.")
            for child in children))
        if len(ids) > CHILDREN:
            self.wrong("children", f"{len(ids)} children are named; one action may name at most "
                                   f"{CHILDREN}. Make two of it.")
        return ids


def storable(text: str) -> bool:
    """Whether every database can hold, and be asked for, the text: PostgreSQL knows no NUL, and
    half of a surrogate pair is no character.
    """
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def is_number(id: int) -> bool:
    """Whether it can be the number of a row: an address may hold any."""
    return 0 < id < 2**31
