"""Minutes in words: what the page, Word and CSV are made of.

| who | what of the minutes |
|---|---|
| who may act at the place: analyst, director, head of the area or the service | all |
| manager of a team of the area | the agenda's sentences, the actions of the own team |
| everybody else | nothing |

Lines and notes may name children of other teams, so they go with the whole only. The rule is in
``data.actions.minutes``. What is wrong in them is put right at the next surgery, or by commentary
on the measure: nothing is added to minutes once a surgery is closed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from data.actions.owners import owner_words
from data.actions.records import Action, Minutes
from data.measures.catalogue import Measure
from data.places import Places

MARKING = "OFFICIAL-SENSITIVE"
"""The government's marking for what holds ids of single children."""
MADE_UP = "Demonstration. Every child, worker and figure here is made up."
IN_PART = "In part: lines, notes and actions about children whom you may not see are left out."
CHANGED = ("These minutes are not as they were kept when the surgery closed: somebody has changed "
           "them in the database. Do not rely on them, and tell the performance team.")
KEPT = ("These minutes say what the surgery saw and agreed. They stay as they are when figures are "
        "corrected later.")


@dataclass(frozen=True)
class LineSeen:
    """One line of an item as it was read, ``under`` the heading of its list. ``opens`` is the
    address of what is behind it, empty for none.
    """

    words: str
    opens: str = ""
    under: str = ""


@dataclass(frozen=True)
class NoteSeen:
    """What was typed, by whom and when."""

    text: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class ItemSeen:
    """One item of the agenda."""

    number: int
    title: str
    sentence: str
    lines: tuple[LineSeen, ...] = ()
    notes: tuple[NoteSeen, ...] = ()


@dataclass(frozen=True)
class AgreedSeen:
    """One action as it was agreed, in words; ``children`` are ids, ``hidden`` how many more."""

    action: int
    what: str
    owner: str
    due_on: dt.date
    measure: str
    place: str
    expected: str
    children: tuple[str, ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class MinutesSeen:
    """The minutes of one surgery. ``whole`` is false where something is left out for the viewer,
    ``sound`` where the record is not as it was kept.
    """

    name: str
    held: dt.date
    as_at: dt.date
    revision: int
    made_up: bool
    opened_by: str
    opened_at: dt.datetime
    closed_by: str
    closed_at: dt.datetime
    next: dt.date
    items: tuple[ItemSeen, ...]
    actions: tuple[AgreedSeen, ...]
    whole: bool = True
    sound: bool = True

    @property
    def title(self) -> str:
        return f"Minutes of the performance surgery, {self.name}"

    @property
    def standing(self) -> str:
        """When it was held, and which figures it looked at."""
        return (f"Held on {day_words(self.held)} with the figures as at {day_words(self.as_at)}, "
                f"revision {self.revision}.")

    @property
    def people(self) -> str:
        """Who opened it and who closed it."""
        return (f"Opened by: {self.opened_by}, {moment_words(self.opened_at)}. "
                f"Closed by: {self.closed_by}, {moment_words(self.closed_at)}.")

    @property
    def ending(self) -> str:
        """What stands under the last item."""
        return f"{KEPT} The next surgery is on {day_words(self.next)}."

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know first; nothing, mostly."""
        return tuple(words for words, needed in (
            (CHANGED, not self.sound), (IN_PART, not self.whole), (MADE_UP, self.made_up))
            if needed)


def minutes_seen(
    minutes: Minutes, places: Places, catalogue: Mapping[str, Measure],
) -> MinutesSeen:
    """Minutes as ``Actions.minutes`` gives them to a viewer, in words."""
    record, surgery = minutes.record, minutes.surgery
    notes: dict[str, list[NoteSeen]] = {}
    for note in minutes.notes:
        notes.setdefault(note.item, []).append(
            NoteSeen(note.text, owner_words(note.by, places), note.at))
    return MinutesSeen(
        name=record["name"], held=surgery.held, as_at=surgery.as_at, revision=record["revision"],
        made_up=record["made_up"], opened_by=owner_words(surgery.opened_by, places),
        opened_at=surgery.opened_at, closed_by=owner_words(minutes.by, places),
        closed_at=minutes.at, next=dt.date.fromisoformat(record["next"]),
        items=tuple(ItemSeen(
            item["number"], item["title"], item["sentence"],
            tuple(_line(line) for line in item["lines"]),
            tuple(notes.get(str(item["number"]), ()))) for item in record["items"]),
        actions=tuple(_agreed(action, places, catalogue) for action in minutes.actions),
        whole=minutes.whole, sound=minutes.sound)


def _line(line: Mapping[str, str]) -> LineSeen:
    """A line that stands under its heading, which its words need not say again."""
    under = line.get("under", "")
    return LineSeen(line["words"].removeprefix(f"{under}: "), line["opens"], under)


def _agreed(action: Action, places: Places, catalogue: Mapping[str, Measure]) -> AgreedSeen:
    measure, place = catalogue.get(action.measure), places.place_or_service(action.place)
    return AgreedSeen(
        action.id, action.what, owner_words(action.owner, places), action.due_on,
        measure.name if measure else action.measure, place.name if place else action.place,
        action.expected, action.children, action.children_hidden)


def day_words(day: dt.date) -> str:
    """ "31 March 2016" """
    return f"{day.day} {day:%B %Y}"


def moment_words(when: dt.datetime) -> str:
    """ "10 March 2016 at 14:05 UTC" """
    return f"{day_words(when)} at {when:%H:%M} UTC"
