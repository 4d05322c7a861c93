"""Closing a surgery: what was said and agreed is kept as it stood, for good."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import audit
from data.actions.action_log import ActionLog
from data.actions.checks import Checks
from data.actions.models import MinutesRow, Write
from data.actions.records import FIELDS, Minutes, Note, Surgery
from data.actions.standing import ACTION, Standing, standing
from data.actions.surgeries import (
    NOTE,
    SURGERY,
    must_be_open,
    notes_where,
    surgeries_where,
)
from data.asking import NotAllowed, NotFound
from data.viewers import Viewer


class MinutesBook(ActionLog):
    """The minutes of surgeries."""

    def close_surgery(
        self, viewer: Viewer, surgery: int, record: dict[str, Any], token: str,
    ) -> Minutes:
        """Close a surgery and keep its minutes. ``record`` is the agenda as plain data (what JSON
        holds; dates become ISO text); the notes and the actions are kept beside it, as they stand
        now. Raises NotFound, NotAllowed, and Invalid when it is closed already.
        """
        checks = Checks()
        token = checks.token(token)
        kept = json.dumps(record, default=_iso)
        with self.database.writing() as session:
            found = self._surgery(session, viewer, surgery)
            self._must_act(viewer, found.place)
            checks.done()
            # A second click comes with an agenda made a moment later: only the first is kept.
            if self._again(session, viewer, token, MinutesRow, {"surgery_id": surgery}) is None:
                must_be_open(found)
                self._write(session, viewer, token, MinutesRow, {
                    "surgery_id": surgery, "record": kept,
                    "sha256": _hash(kept, *_said(session, surgery))})
                (found,) = surgeries_where(session, SURGERY.id == surgery)
            return self._minutes(session, viewer, found)

    def closed(self, viewer: Viewer, place: str) -> list[Surgery]:
        """The surgeries of a place whose minutes the viewer may read, if only in part, newest
        first. Raises NotFound, NotAllowed.
        """
        self._must_be(place)
        if not viewer.may_see_agenda_of(place, self.places):
            raise NotAllowed
        with self.database.reading() as session:
            found = surgeries_where(session, SURGERY.place == place)
        return [surgery for surgery in found if surgery.closed_at]

    def minutes(self, viewer: Viewer, place: str, held: dt.date) -> Minutes:
        """The minutes of the surgery that a place held on a day; in part for a viewer who may see
        its agenda and not act there. Raises NotFound, NotAllowed.
        """
        self._must_be(place)
        if not viewer.may_see_agenda_of(place, self.places):
            raise NotAllowed
        with self.database.reading() as session:
            found = surgeries_where(session, SURGERY.place == place, SURGERY.held == held)
            if not found or found[0].closed_at is None:
                raise NotFound(f"no record of a surgery held on {held:%-d %B %Y}")
            return self._minutes(session, viewer, found[0])

    def _minutes(self, session: Session, viewer: Viewer, surgery: Surgery) -> Minutes:
        kept, write = session.execute(
            sa.select(MinutesRow, Write).join(Write, Write.id == MinutesRow.write_id)
            .where(MinutesRow.surgery_id == surgery.id)).one()
        notes, agreed = _said(session, surgery.id, until=write.id)
        sound = kept.sha256 == _hash(kept.record, notes, agreed)
        record = json.loads(kept.record)
        whole = self._may_see(viewer, surgery.place, "")
        if not whole:
            record["items"] = [{**item, "lines": []} for item in record.get("items", ())]
            notes, agreed = [], [one for one in agreed if self._sees(viewer, one)]
        audit.note(minutes=surgery.place, held=surgery.held, as_at=surgery.as_at)
        return Minutes(surgery, record, notes, list(self._shown(viewer, agreed)), write.at,
                       write.by, sound, whole)


def _said(
    session: Session, surgery: int, *, until: int | None = None,
) -> tuple[list[Note], list[Standing]]:
    """All that was noted in a surgery, and all that was agreed there as it stood at a write."""
    return (notes_where(session, NOTE.surgery_id == surgery),
            standing(session, ACTION.surgery_id == surgery, until=until))


def _hash(record: str, notes: list[Note], agreed: list[Standing]) -> str:
    """SHA-256 of everything that minutes say, in hexadecimal."""
    said = [record, [(note.item, note.text, note.by, note.at) for note in notes], [
        (one.action.id, one.action.place, one.action.measure, one.children,
         *(getattr(one.version, name) for name in FIELDS)) for one in agreed]]
    return hashlib.sha256(json.dumps(said, default=_iso).encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"minutes cannot keep a {type(value).__name__}")
