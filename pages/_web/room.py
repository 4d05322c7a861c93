"""What the database knows of a surgery: whether it is open, its notes, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.actions import Action, DatabaseUnavailable, Note, Surgery, actions
from data.agenda import Agenda
from pages._web.page import Look


@dataclass(frozen=True)
class Room:
    """A surgery as the viewer may see it. ``actions`` are all those of the area or service agreed
    up to the date; ``may_act`` is whether the viewer holds the surgery; ``why_not`` says why none
    of it can be read.
    """

    surgery: Surgery | None = None
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    may_act: bool = False
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        return self.surgery is not None and self.surgery.closed_at is None

    def notes_of(self, number: int) -> tuple[str, ...]:
        """What was written down of an item."""
        return tuple(note.text for note in self.notes if note.item == str(number))


def room_of(look: Look, agenda: Agenda) -> Room:
    """What is known of the surgery of an agenda; empty, with the reason, where the database cannot
    be read.
    """
    viewer, may_act = look.viewer, _may_act(look, agenda)
    try:
        agreed = actions().list(viewer, place=agenda.id, agreed_by=look.as_at)
        surgery, notes = actions().sitting(
            viewer, agenda.id, look.as_at) if may_act else (None, [])
    except DatabaseUnavailable as gone:
        return Room(may_act=may_act, why_not=gone.why)
    return Room(surgery, tuple(notes), tuple(agreed), may_act)


@dataclass(frozen=True)
class Standing:
    """How a surgery stands among all: what is open of it, and the last whose minutes are kept."""

    surgery: Surgery | None
    still_open: int
    overdue: int
    last: Surgery | None


def standings(look: Look, agendas: Sequence[Agenda]) -> dict[str, Standing]:
    """How the surgery of every agenda stands, by its id. Raises DatabaseUnavailable."""
    q = look.queries
    held = [one for one in actions().surgeries(look.viewer) if one.as_at <= look.as_at]
    agreed = actions().list(look.viewer, state="open", agreed_by=look.as_at)
    found = {}
    for agenda in agendas:
        places = {agenda.id, *(team.id for team in q.places.teams if team.parent == agenda.id)}
        own = [action for action in agreed if action.place in places
               or (agenda.service and action.measure in agenda.measures)]
        surgeries = [one for one in held if one.place == agenda.id]
        found[agenda.id] = Standing(
            next((one for one in surgeries if one.as_at == look.as_at), None), len(own),
            sum(action.overdue_at(look.as_at) for action in own),
            next((one for one in surgeries if one.closed_at), None))
    return found


def _may_act(look: Look, agenda: Agenda) -> bool:
    """Whether the viewer holds the surgery."""
    places = look.queries.places
    place = places.place_or_service(agenda.id)
    return place is not None and look.viewer.may_act_at(place, places, None)
