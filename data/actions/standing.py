"""How actions stand: the last version of each, now or as it was at an earlier moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, Session, aliased

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


def _columns(table: Any) -> Bundle[Any]:
    """All columns of a table: nobody changes a row, and objects of the mapper take thrice the
    time.
    """
    return Bundle("row", *(getattr(table, one.key)
                           for one in sa.inspect(table).mapper.column_attrs))


_AGREED, _CHANGED, _OTHER = aliased(Write), aliased(Write), aliased(VersionRow)
_ROWS = (
    sa.select(*map(_columns, (ActionRow, VersionRow, _AGREED, _CHANGED)))
    .join(VersionRow, VersionRow.action_id == ActionRow.id)
    .join(_AGREED, _AGREED.id == ActionRow.write_id)
    .join(_CHANGED, _CHANGED.id == VersionRow.write_id)
    .order_by(VersionRow.state != "open", VersionRow.due_on, ActionRow.id))
_LAST = sa.select(sa.func.max(_OTHER.number)).where(_OTHER.action_id == ActionRow.id)


def standing(
    session: Session, *where: sa.ColumnElement[bool], until: int | None = None,
) -> list[Standing]:
    """The actions that fit (conditions on ActionRow and VersionRow), those still open first, by
    the day they are due. ``until`` leaves out what was written after that act of writing.
    """
    last = _LAST if until is None else _LAST.where(_OTHER.write_id <= until)
    rows = session.execute(
        _ROWS.where(VersionRow.number == last.scalar_subquery(), *where)).all()
    children = _children(session, [row[0].id for row in rows])
    return [Standing(action, version, agreed, changed, children.get(action.id, ()))
            for action, version, agreed, changed in rows]


def _children(session: Session, actions: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        sa.select(ActionChildRow.action_id, ActionChildRow.person)
        .where(ActionChildRow.action_id.in_(actions))
        .order_by(ActionChildRow.action_id, ActionChildRow.position)) if actions else ()
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
