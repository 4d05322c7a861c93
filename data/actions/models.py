"""The tables. Rows are only ever added: what somebody wrote is never changed or deleted.

Each act of writing is one row of ``writes``, with who, when and the form's token; the rows of the
other tables belong to one. An action's present state is its last version.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

TEXT = 2000
"""The longest text anyone may write, in characters."""
KEY = 100
"""The longest id: of a place, measure, owner, child or item of the agenda."""


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A moment in UTC, aware on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, dialect: sa.Dialect,
    ) -> dt.datetime | None:
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(
        self, value: dt.datetime | None, dialect: sa.Dialect,
    ) -> dt.datetime | None:
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    """Names for all constraints, so that a migration can name what it changes."""

    metadata = sa.MetaData(naming_convention={
        "pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s"})


class Write(Base):
    """One act of writing. The token makes a double click one."""

    __tablename__ = "writes"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(36), unique=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(sa.String(KEY))


class Written(Base):
    """A row that belongs to one act of writing."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    write_id: Mapped[int] = mapped_column(sa.ForeignKey("writes.id"), unique=True)


class SurgeryRow(Written):
    __tablename__ = "surgeries"
    __table_args__ = (sa.UniqueConstraint("place", "as_at"), sa.UniqueConstraint("place", "held"))

    place: Mapped[str] = mapped_column(sa.String(KEY))
    as_at: Mapped[dt.date]
    held: Mapped[dt.date]


class NoteRow(Written):
    __tablename__ = "notes"

    surgery_id: Mapped[int] = mapped_column(sa.ForeignKey("surgeries.id"), index=True)
    item: Mapped[str] = mapped_column(sa.String(KEY))
    text: Mapped[str] = mapped_column(sa.Text)


class MinutesRow(Written):
    """``record`` is JSON as it was when the surgery closed, ``sha256`` that of all that the minutes
    say: the record, the notes and the actions.
    """

    __tablename__ = "minutes"

    surgery_id: Mapped[int] = mapped_column(sa.ForeignKey("surgeries.id"), unique=True)
    record: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))


class ActionRow(Written):
    """What of an action never changes."""

    __tablename__ = "actions"

    surgery_id: Mapped[int | None] = mapped_column(sa.ForeignKey("surgeries.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(KEY), index=True)
    measure: Mapped[str] = mapped_column(sa.String(KEY))
    agreed_at: Mapped[dt.date]


class ActionChildRow(Base):
    __tablename__ = "action_children"

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("actions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(sa.String(KEY), index=True)


class VersionRow(Written):
    __tablename__ = "action_versions"
    __table_args__ = (sa.UniqueConstraint("action_id", "number"),)

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("actions.id"))
    number: Mapped[int]
    as_at: Mapped[dt.date]
    what: Mapped[str] = mapped_column(sa.Text)
    owner: Mapped[str] = mapped_column(sa.String(KEY))
    due_on: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.String(KEY))
    state_since: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    expected: Mapped[str] = mapped_column(sa.Text)


class CommentRow(Written):
    __tablename__ = "comments"
    __table_args__ = (sa.Index(None, "measure", "place", "as_at"),)

    measure: Mapped[str] = mapped_column(sa.String(KEY))
    place: Mapped[str] = mapped_column(sa.String(KEY))
    as_at: Mapped[dt.date]
    text: Mapped[str] = mapped_column(sa.Text)
    public: Mapped[bool]


class ChallengeRow(Written):
    """A challenge as the safeguarding board raised it: none of it changes. ``whom`` is an agency
    of the board's file, or the council.
    """

    __tablename__ = "challenges"

    what: Mapped[str] = mapped_column(sa.Text)
    whom: Mapped[str] = mapped_column(sa.String(KEY))
    raised_on: Mapped[dt.date]
    answer_by: Mapped[dt.date]


class ChallengeStepRow(Written):
    """What became of a challenge: an answer, or its end and what came of it."""

    __tablename__ = "challenge_steps"
    __table_args__ = (sa.UniqueConstraint("challenge_id", "number"),)

    challenge_id: Mapped[int] = mapped_column(sa.ForeignKey("challenges.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(KEY))
    on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(sa.Text)
