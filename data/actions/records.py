"""What the database of surgeries gives out: plain, frozen, never a row of a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

State = Literal["open", "done", "dropped"]
STATES: tuple[str, ...] = get_args(State)
StepKind = Literal["answered", "closed"]
ChallengeState = Literal["open", "answered", "closed"]
FIELDS = ("what", "owner", "due_on", "state", "reason", "expected")
"""What of an action may change, each change being a version of its own."""


@dataclass(frozen=True)
class Surgery:
    """One surgery: of a place or a service, about the figures of a date (``as_at``), held on a
    day. ``closed_at`` is None while it is open. People are owner keys (``Viewer.owner_key``);
    moments are in UTC.
    """

    id: int
    place: str
    as_at: dt.date
    held: dt.date
    opened_at: dt.datetime
    opened_by: str
    closed_at: dt.datetime | None = None
    closed_by: str = ""


@dataclass(frozen=True)
class Note:
    """Words typed in the room, under an item of the agenda."""

    id: int
    surgery: int
    item: str
    text: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class Version:
    """An action as somebody left it: the first is how it was agreed.

    ``as_at`` is the date looked at when it was written, ``at`` the moment; ``changed`` names those
    of FIELDS that differ from the version before (none of the first).
    """

    number: int
    at: dt.datetime
    by: str
    as_at: dt.date
    what: str
    owner: str
    due_on: dt.date
    state: State
    reason: str
    expected: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """Something agreed, as it stands now: its identity, and the fields of its last version.

    ``agreed_at`` is the date whose figures were on the screen when it was agreed, and effect is
    judged from there; ``state_since`` the date looked at when it came into its present state.
    ``children`` are ids, only for a viewer who may see every child at the place; for another
    owner they are empty and ``children_hidden`` says how many there are (``Actions.children_of``
    gives those that the owner may open). ``may_change`` says whether the viewer it was given to
    may change it; ``may_close`` whether they may say that it is done.
    """

    id: int
    place: str
    measure: str
    surgery: int | None
    agreed_at: dt.date
    agreed_by: str
    written_at: dt.datetime
    children: tuple[str, ...]
    children_hidden: int
    version: int
    what: str
    owner: str
    due_on: dt.date
    state: State
    reason: str
    expected: str
    state_since: dt.date
    changed_at: dt.datetime
    changed_by: str
    may_change: bool
    may_close: bool

    def overdue_at(self, day: dt.date) -> bool:
        """Whether it was to be done before the day and is still open."""
        return self.state == "open" and self.due_on < day


@dataclass(frozen=True)
class Comment:
    """Commentary on a measure at a place, as at a date. ``public`` is marked for publication."""

    id: int
    measure: str
    place: str
    as_at: dt.date
    text: str
    public: bool
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class Minutes:
    """What is kept of a surgery when it closes, for good.

    ``record`` is the agenda's as it was handed over, ``notes`` all that was typed, and ``actions``
    what the surgery agreed, as each stood at that moment. ``sound`` says whether all of it is as
    it was kept. ``whole`` is false for a viewer who may see the agenda and not every child of it:
    then the lines of the record and the notes are left out, and actions that are none of theirs.
    """

    surgery: Surgery
    record: dict[str, Any]
    notes: list[Note]
    actions: list[Action]
    at: dt.datetime
    by: str
    sound: bool = True
    whole: bool = True


@dataclass(frozen=True)
class Step:
    """What became of a challenge on a day: ``text`` is the answer, or what came of it when it was
    closed. ``at`` and ``by`` are when it was written and who wrote it.
    """

    number: int
    kind: StepKind
    on: dt.date
    text: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class Challenge:
    """What the safeguarding board asked of an agency or of the council, and what became of it.

    ``whom`` is a key of the board's file (data/authorities). ``steps`` are in the order they were
    written; their number is the challenge's ``version``. ``may_change`` says whether the viewer it
    was given to may answer and close it.
    """

    id: int
    what: str
    whom: str
    raised_on: dt.date
    raised_by: str
    answer_by: dt.date
    written_at: dt.datetime
    steps: tuple[Step, ...]
    may_change: bool

    @property
    def version(self) -> int:
        return len(self.steps)

    @property
    def state(self) -> ChallengeState:
        return self.steps[-1].kind if self.steps else "open"

    @property
    def answer(self) -> Step | None:
        """The last answer."""
        return next((one for one in reversed(self.steps) if one.kind == "answered"), None)

    @property
    def end(self) -> Step | None:
        """How it was closed."""
        return next((one for one in self.steps if one.kind == "closed"), None)

    def on(self, day: dt.date) -> Challenge | None:
        """The challenge as it stood at the end of a day; None before it was raised."""
        if self.raised_on > day:
            return None
        return replace(self, steps=tuple(one for one in self.steps if one.on <= day))

    def overdue_at(self, day: dt.date) -> bool:
        """Whether an answer was to be there before the day and there is none yet."""
        return self.state == "open" and self.answer_by < day
