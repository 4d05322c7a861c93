"""The agenda of a surgery as it is kept with its minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.agenda_actions import agreed_sentence
from components.agenda_record import agenda_record
from pages._web.agenda import Asked, items_of
from pages._web.page import Look
from pages._web.room import room_of


class _Kept(Look):
    """A look whose addresses all name their date: what is latest today is not so for ever."""

    @property
    def is_latest(self) -> bool:
        return False


def surgery_record(look: Look, place: str) -> dict[str, Any]:
    """The agenda of an area or service at the date looked at, as plain data. Raises NotFound,
    NotAllowed.
    """
    kept = _Kept(**vars(look))
    agenda = kept.queries.agenda(kept.viewer, place, kept.as_at)
    *items, last = items_of(Asked(kept, agenda, room_of(kept, agenda)))
    return agenda_record(
        [*items, replace(last, sentence=agreed_sentence(last))], place=agenda.id, name=agenda.name,
        as_at=kept.as_at, revision=kept.snapshot.entry.revision, next=agenda.next,
        made_up=kept.snapshot.made_up)
