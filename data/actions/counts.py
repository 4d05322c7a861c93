"""What was agreed and held, without words, people or children: for summaries that anybody reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from data.actions.models import ActionRow, MinutesRow, SurgeryRow, VersionRow
from data.actions.record import Record
from data.actions.records import State

_OTHER = aliased(VersionRow)


@dataclass(frozen=True)
class Agreed:
    """One action as it stood at a date: about which measure (empty: none) and place or service,
    when it was agreed, when it is due, and its state then.
    """

    measure: str
    place: str
    agreed_at: dt.date
    due_on: dt.date
    state: State

    def overdue_at(self, day: dt.date) -> bool:
        """Whether it was to be done before the day and was still open."""
        return self.state == "open" and self.due_on < day


@dataclass(frozen=True)
class Held:
    """One surgery with minutes: of a place or service, about the figures of a date, held on a
    day.
    """

    place: str
    as_at: dt.date
    held: dt.date


class Counts(Record):
    """To be counted only: nothing here says who or what."""

    def agreed(self, as_at: dt.date) -> list[Agreed]:
        """Every action agreed on figures up to a date, each as it stood at that date, in the
        order they were agreed.
        """
        last = sa.select(sa.func.max(_OTHER.number)).where(
            _OTHER.action_id == ActionRow.id, _OTHER.as_at <= as_at).scalar_subquery()
        found = sa.select(
            ActionRow.measure, ActionRow.place, ActionRow.agreed_at, VersionRow.due_on,
            VersionRow.state,
        ).join(VersionRow, VersionRow.action_id == ActionRow.id).where(
            ActionRow.agreed_at <= as_at, VersionRow.number == last,
        ).order_by(ActionRow.agreed_at, ActionRow.id)
        with self.database.reading() as session:
            return [Agreed(measure, place, agreed_at, due_on, cast(State, state))
                    for measure, place, agreed_at, due_on, state in session.execute(found)]

    def held(self, as_at: dt.date) -> list[Held]:
        """Every surgery about figures up to a date whose minutes are kept, in order of date."""
        found = sa.select(SurgeryRow.place, SurgeryRow.as_at, SurgeryRow.held).join(
            MinutesRow, MinutesRow.surgery_id == SurgeryRow.id,
        ).where(SurgeryRow.as_at <= as_at).order_by(SurgeryRow.as_at, SurgeryRow.place)
        with self.database.reading() as session:
            return [Held(*row) for row in session.execute(found)]
