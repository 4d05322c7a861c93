"""How actions stand: the last version of each, now or as it was at an earlier moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.actions.models import ActionChildRow, ActionRow, VersionRow, Write
from data.actions.records import FIELDS, Version


@dataclass(frozen=True)
class Standing:
    """One action as it stands, for whoever may see it: columns of ActionRow and VersionRow, and of
    the two acts of writing.
    """

    action: Any
    version: Any
    agreed: Any
    changed: Any
    children: tuple[str, ...]


ACTION, VERSION = ActionRow.__table__.c, VersionRow.__table__.c
"""The columns that conditions are on. Nobody changes a row here: plain rows of the tables take a
sixth of the time that objects of the mapper do.
"""
_AGREED, _CHANGED = Write.__table__.alias(), Write.__table__.alias()
_OTHER = VersionRow.__table__.alias().c
_PARTS = (ACTION, VERSION, _AGREED.c, _CHANGED.c)
_NAMES = [[column.name for column in part] for part in _PARTS]
_ROWS = (
    sa.select(*(column for part in _PARTS for column in part))
    .join_from(ActionRow.__table__, VersionRow.__table__, VERSION.action_id == ACTION.id)
    .join(_AGREED, _AGREED.c.id == ACTION.write_id)
    .join(_CHANGED, _CHANGED.c.id == VERSION.write_id)
    .order_by(VERSION.state != "open", VERSION.due_on, ACTION.id))
_LAST = sa.select(sa.func.max(_OTHER.number)).where(_OTHER.action_id == ACTION.id)
_NOW = _ROWS.where(VERSION.number == _LAST.scalar_subquery())
_CHILD = ActionChildRow.__table__.c


def standing(
    session: Session, *where: sa.ColumnElement[bool], until: int | None = None,
) -> list[Standing]:
    """The actions that fit (conditions on ACTION and VERSION), those still open first, by the day
    they are due. ``until`` leaves out what was written after that act of writing.
    """
    last = _NOW if until is None else _ROWS.where(
        VERSION.number == _LAST.where(_OTHER.write_id <= until).scalar_subquery())
    rows = [_parts(row) for row in session.execute(
        last.where(*where)).all()]
    children = _children(session, [action.id for action, *_ in rows])
    return [Standing(action, version, agreed, changed, children.get(action.id, ()))
            for action, version, agreed, changed in rows]


def _parts(row: sa.Row[Any]) -> list[SimpleNamespace]:
    """What a row has of each table, by the names of its columns."""
    values = iter(row)
    return [SimpleNamespace(**{name: next(values) for name in names}) for names in _NAMES]


def _children(session: Session, actions: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        sa.select(_CHILD.action_id, _CHILD.person).where(_CHILD.action_id.in_(actions))
        .order_by(_CHILD.action_id, _CHILD.position)) if actions else ()
    for action, person in rows:
        found[action] = (*found.get(action, ()), person)
    return found


def versions(session: Session, action: int) -> list[Version]:
    """Every version of an action, oldest first."""
    rows = session.execute(
        sa.select(VersionRow, Write).join(Write, Write.id == VersionRow.write_id)
        .where(VersionRow.action_id == action).order_by(VersionRow.number))
    found: list[Version] = []
    for row, write in rows:
        fields = {name: getattr(row, name) for name in FIELDS}
        before = found[-1] if found else None
        found.append(Version(
            number=row.number, at=write.at, by=write.by, as_at=row.as_at, **fields,
            changed=tuple(name for name in FIELDS
                          if before and getattr(before, name) != fields[name])))
    return found
