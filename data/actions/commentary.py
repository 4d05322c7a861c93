"""Commentary on a measure at a place: what a figure does not say of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.actions.checks import Checks
from data.actions.models import CommentRow, Write
from data.actions.record import Record
from data.actions.records import Comment
from data.asking import NotAllowed
from data.viewers import Viewer

_COMMENT, _WRITE = CommentRow.__table__.c, Write.__table__.c
_ROWS = (
    sa.select(_COMMENT.id, _COMMENT.measure, _COMMENT.place, _COMMENT.as_at, _COMMENT.text,
              _COMMENT.public, _WRITE.at, _WRITE.by)
    .join_from(CommentRow.__table__, Write.__table__, _WRITE.id == _COMMENT.write_id)
    .order_by(_COMMENT.as_at.desc(), _COMMENT.id))


class Commentary(Record):
    """What people wrote about measures."""

    def comment(
        self, viewer: Viewer, *, measure: str, place: str, as_at: dt.date, text: str, token: str,
        public: bool = False,
    ) -> Comment:
        """Write about a measure at a place or service, as at a date. Only an analyst or director
        may mark it ``public``, for publication. Raises NotFound, NotAllowed, Invalid.
        """
        self._must_act(viewer, place, measure)
        if public and not viewer.may_publish:
            raise NotAllowed
        checks = Checks()
        token = checks.token(token)
        fields = {"measure": measure, "place": place, "as_at": as_at, "public": public,
                  "text": checks.text("text", text, needed="Write something first.")}
        checks.done()
        with self.database.writing() as session:
            row = self._again(session, viewer, token, CommentRow, fields) or self._write(
                session, viewer, token, CommentRow, fields)
            return _comments(session, _COMMENT.id == row.id)[0]

    def comments(
        self, viewer: Viewer, *, measure: str, place: str, as_at: dt.date | None = None,
    ) -> list[Comment]:
        """What was written about a measure at a place, as at a date or all of them: latest date
        first, and of a date in the order it was written. Who may see the place's figures but not
        what is written there gets what is marked for publication. Raises NotFound, NotAllowed.
        """
        return self.comments_on(viewer, measures=[measure], place=place, as_at=as_at)

    def comments_on(
        self, viewer: Viewer, *, measures: Collection[str], place: str,
        as_at: dt.date | None = None,
    ) -> list[Comment]:
        """As ``comments``, of several measures at a place at once."""
        where: list[sa.ColumnElement[bool]] = [
            _COMMENT.measure.in_(measures), _COMMENT.place == place]
        if as_at is not None:
            where.append(_COMMENT.as_at == as_at)
        whole = [measure for measure in measures if self._sees_all(viewer, place, measure)]
        if len(whole) < len(measures):
            where.append(_COMMENT.public.is_(True) | _COMMENT.measure.in_(whole))
        with self.database.reading() as session:
            return _comments(session, *where)

    def _sees_all(self, viewer: Viewer, place: str, measure: str) -> bool:
        """Whether more than what is marked for publication may be seen. Raises NotFound,
        NotAllowed.
        """
        self._must_be(place, measure)
        if self._may_see(viewer, place, measure):
            return True
        found = self._place(place)
        if found.level != "service" and not viewer.may_see_figures_of(
                found, self.places, self.catalogue[measure]):
            raise NotAllowed
        return False


def _comments(session: Session, *where: sa.ColumnElement[bool]) -> list[Comment]:
    return [Comment(*row) for row in session.execute(_ROWS.where(*where))]
