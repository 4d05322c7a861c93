"""Surgeries: opened, and noted in. ``minutes.py`` closes them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.actions.checks import Checks, is_number
from data.actions.models import KEY, MinutesRow, NoteRow, SurgeryRow, Write
from data.actions.record import Record
from data.actions.records import Note, Surgery
from data.actions.refusals import Invalid
from data.asking import NotAllowed, NotFound
from data.viewers import Viewer

SURGERY, NOTE = SurgeryRow.__table__.c, NoteRow.__table__.c
"""The columns that conditions are on: plain rows of the tables, as in ``standing``."""
_WRITE, _CLOSED = Write.__table__, Write.__table__.alias()
_SURGERIES = (
    sa.select(SURGERY.id, SURGERY.place, SURGERY.as_at, SURGERY.held, _WRITE.c.at, _WRITE.c.by,
              _CLOSED.c.at, _CLOSED.c.by)
    .join_from(SurgeryRow.__table__, _WRITE, _WRITE.c.id == SURGERY.write_id)
    .outerjoin(MinutesRow.__table__, MinutesRow.__table__.c.surgery_id == SURGERY.id)
    .outerjoin(_CLOSED, _CLOSED.c.id == MinutesRow.__table__.c.write_id)
    .order_by(SURGERY.as_at.desc(), SURGERY.place))
_NOTES = (
    sa.select(NOTE.id, NOTE.surgery_id, NOTE.item, NOTE.text, _WRITE.c.at, _WRITE.c.by)
    .join_from(NoteRow.__table__, _WRITE, _WRITE.c.id == NOTE.write_id)
    .order_by(NOTE.id))


class Surgeries(Record):
    """The surgeries of places and services."""

    def open_surgery(
        self, viewer: Viewer, place: str, as_at: dt.date, token: str, *,
        held: dt.date | None = None,
    ) -> Surgery:
        """The surgery of a place or service about a date, opened unless it is already: of two who
        open it at once both get the same. ``held`` is the day it is held (``as_at`` unless given),
        by which its minutes are found. Raises NotFound, NotAllowed, and Invalid for a day on which
        another surgery of the place was held.
        """
        self._must_act(viewer, place)
        checks = Checks()
        token = checks.token(token)
        held = held or as_at
        if held < as_at:
            checks.wrong("held", "A surgery is held on or after the date of its figures.")
        checks.done()
        with self.database.writing() as session:
            for found in surgeries_where(session, SURGERY.place == place):
                if found.as_at == as_at:
                    return found
                if found.held == held:
                    raise Invalid([("held", f"A surgery was held on {held:%-d %B %Y} already, "
                                            f"about {found.as_at:%-d %B %Y}.")])
            fields = {"place": place, "as_at": as_at, "held": held}
            row = self._again(session, viewer, token, SurgeryRow, fields) or self._write(
                session, viewer, token, SurgeryRow, fields)
            return surgeries_where(session, SURGERY.id == row.id)[0]

    def sitting(
        self, viewer: Viewer, place: str, as_at: dt.date,
    ) -> tuple[Surgery | None, list[Note]]:
        """``surgery``, and what was typed at it."""
        self._must_see(viewer, place)
        with self.database.reading() as session:
            found = surgeries_where(session, SURGERY.place == place, SURGERY.as_at == as_at)
            if not found:
                return None, []
            return found[0], notes_where(session, NOTE.surgery_id == found[0].id)

    def surgery(self, viewer: Viewer, place: str, as_at: dt.date) -> Surgery | None:
        """The surgery of a place about a date; None while nobody has opened it. Raises NotFound
        for no such place, NotAllowed.
        """
        self._must_see(viewer, place)
        with self.database.reading() as session:
            found = surgeries_where(session, SURGERY.place == place, SURGERY.as_at == as_at)
        return found[0] if found else None

    def surgeries(self, viewer: Viewer, place: str | None = None) -> list[Surgery]:
        """The surgeries of a place, or all that the viewer may see, newest first. Raises NotFound,
        NotAllowed.
        """
        if place is not None:
            self._must_see(viewer, place)
        elif not viewer.may_see_children:
            raise NotAllowed
        with self.database.reading() as session:
            found = surgeries_where(session, *[SURGERY.place == place] * (place is not None))
        return [surgery for surgery in found if self._may_see(viewer, surgery.place, "")]

    def note(self, viewer: Viewer, surgery: int, item: str, text: str, token: str) -> Note:
        """Words under an item of a surgery's agenda. Raises NotFound, NotAllowed, and Invalid
        when the surgery is closed.
        """
        checks = Checks()
        token = checks.token(token)
        fields = {
            "surgery_id": surgery,
            "item": checks.text("item", str(item), longest=KEY, needed="Say of which item."),
            "text": checks.text("text", text, needed="Write something first.")}
        with self.database.writing() as session:
            found = self._surgery(session, viewer, surgery)
            self._must_act(viewer, found.place)
            checks.done()
            row = self._again(session, viewer, token, NoteRow, fields)
            if row is None:
                must_be_open(found)
                row = self._write(session, viewer, token, NoteRow, fields)
            return notes_where(session, NOTE.id == row.id)[0]

    def notes(self, viewer: Viewer, surgery: int) -> list[Note]:
        """What was typed at a surgery, in the order it was. Raises NotFound."""
        with self.database.reading() as session:
            self._surgery(session, viewer, surgery)
            return notes_where(session, NOTE.surgery_id == surgery)

    def _surgery(self, session: Session, viewer: Viewer, surgery: int) -> Surgery:
        """A surgery that the viewer may see. Raises NotFound, in the same words for one out of
        reach as for none, and NotAllowed for who sees none at all.
        """
        if not viewer.may_see_children:
            raise NotAllowed
        found = surgeries_where(session, SURGERY.id == surgery) if is_number(surgery) else []
        if not found or not self._may_see(viewer, found[0].place, ""):
            raise NotFound("no surgery of that number")
        return found[0]

    def _must_see(self, viewer: Viewer, place: str) -> None:
        self._must_be(place)
        if not self._may_see(viewer, place, ""):
            raise NotAllowed


def surgeries_where(session: Session, *where: sa.ColumnElement[bool]) -> list[Surgery]:
    """The surgeries that fit (conditions on SURGERY), newest first."""
    return [Surgery(id, place, as_at, held, opened_at, opened_by, closed_at, closed_by or "")
            for id, place, as_at, held, opened_at, opened_by, closed_at, closed_by
            in session.execute(_SURGERIES.where(*where)).all()]


def notes_where(session: Session, *where: sa.ColumnElement[bool]) -> list[Note]:
    """The notes that fit (conditions on NOTE), in the order they were typed."""
    return [Note(*row) for row in session.execute(_NOTES.where(*where)).all()]


def must_be_open(surgery: Surgery) -> None:
    """Raises Invalid for a surgery that is closed."""
    if surgery.closed_at:
        raise Invalid([("form", "This surgery is closed, and its minutes are kept as they are. "
                                "Write it as commentary, or at the next surgery.")])
