"""Actions: what was agreed, who answers for it, by when, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import audit
from data.actions.checks import Checks, is_number, storable
from data.actions.models import ActionChildRow, ActionRow, VersionRow
from data.actions.records import FIELDS, STATES, Action, Version
from data.actions.refusals import ChangedMeanwhile, Invalid
from data.actions.standing import ACTION, VERSION, Standing, standing, versions
from data.actions.surgeries import Surgeries, must_be_open
from data.asking import NotAllowed, NotFound
from data.viewers import Viewer

_WHAT = "Say what is to be done."


class ActionLog(Surgeries):
    """Actions and their history."""

    def add(
        self, viewer: Viewer, *, what: str, owner: str, due_on: dt.date | None, place: str,
        agreed_at: dt.date, token: str, measure: str = "", children: Iterable[str] = (),
        expected: str = "", surgery: int | None = None,
    ) -> Action:
        """Agree an action at a place or service, about a measure or none, in a surgery or outside.

        ``agreed_at`` is the date whose figures were looked at (the surgery's, in one); what falls
        due does so after it. ``owner`` is a key of ``data.actions.owners``. ``children`` are at
        most 50 ids, and only such as the viewer may open: it is the caller who has seen to that
        (``Queries.child`` says). Raises NotFound, NotAllowed, Invalid.
        """
        self._must_act(viewer, place, measure)
        checks = Checks()
        token = checks.token(token)
        fields = {"surgery_id": surgery, "place": place, "measure": measure,
                  "agreed_at": agreed_at}
        named = checks.children(children)
        first = {
            "number": 1, "as_at": agreed_at, "what": checks.text("what", what, needed=_WHAT),
            "owner": checks.owner(owner, self.places), "due_on": checks.due(due_on, agreed_at),
            "state": STATES[0], "state_since": agreed_at, "reason": "",
            "expected": checks.text("expected", expected)}
        with self.database.writing() as session:
            held = None if surgery is None else self._surgery(session, viewer, surgery)
            if held:
                self._must_act(viewer, held.place)
                if held.as_at != agreed_at:
                    checks.wrong("form", "The surgery is about another date. Open it again.")
            checks.done()
            row = self._again(session, viewer, token, ActionRow, fields)
            if row is None:
                if held:
                    must_be_open(held)
                row = self._write(session, viewer, token, ActionRow, fields)
                self._with(session, row.write_id, VersionRow, {"action_id": row.id, **first})
                session.add_all(ActionChildRow(action_id=row.id, position=n, person=child)
                                for n, child in enumerate(named))
                session.flush()
            elif self._again(session, viewer, token, VersionRow, first) and (
                    _one(session, row.id, row.write_id).children != named):
                raise Invalid([("form", "This form was sent before with other children.")])
            return self._shown(viewer, [_one(session, row.id, row.write_id)])[0]

    def change(
        self, viewer: Viewer, action: int, *, seen_version: int, token: str,
        as_at: dt.date | None = None, what: str | None = None, owner: str | None = None,
        due_on: dt.date | None = None, state: str | None = None, reason: str | None = None,
        expected: str | None = None,
    ) -> Action:
        """Write a further version of an action: what is None stays as it was.

        ``seen_version`` is the one that the form was made from: where it is not the last any more
        ChangedMeanwhile is raised, and nothing is written. ``as_at`` is the date looked at (that
        of the version before unless given). Whoever may act at the place may change everything;
        another owner may only say that it is done, with a reason. ``reason`` belongs to a state:
        it is empty again when the state changes and none is given. Where nothing differs nothing
        is written. Raises NotFound, NotAllowed, Invalid.
        """
        checks = Checks()
        token = checks.token(token)
        given: dict[str, Any] = {name: value for name, value in {
            "what": None if what is None else checks.text("what", what, needed=_WHAT),
            "owner": owner, "due_on": due_on, "state": state,
            "reason": None if reason is None else checks.text("reason", reason),
            "expected": None if expected is None else checks.text("expected", expected),
        }.items() if value is not None}
        with self.database.writing() as session:
            now = self._visible(session, viewer, action)
            again = token and self._again(
                session, viewer, token, VersionRow,
                {**given, "action_id": action, "number": seen_version + 1})
            if again:
                return self._shown(viewer, [_one(session, action, again.write_id)])[0]
            if seen_version != now.version.number:
                since = [v for v in versions(session, action) if v.number > seen_version]
                raise ChangedMeanwhile(self._shown(viewer, [now])[0], since)
            new = _next(now.version, given, as_at)
            different = {name for name in FIELDS if new[name] != getattr(now.version, name)}
            if not self._may_act(viewer, now.action.place, now.action.measure) and not (
                    different <= {"state", "reason"} and new["state"] == "done"):
                raise NotAllowed
            self._check(checks, new, different, now)
            if not different:
                return self._shown(viewer, [now])[0]
            row = self._write(session, viewer, token, VersionRow, {"action_id": action, **new})
            return self._shown(viewer, [_one(session, action, row.write_id)])[0]

    def _check(
        self, checks: Checks, new: dict[str, Any], different: set[str], now: Standing,
    ) -> None:
        """Raises Invalid for a version that cannot be."""
        if "owner" in different:
            checks.owner(new["owner"], self.places)
        if "due_on" in different:
            checks.due(new["due_on"], now.action.agreed_at)
        checks.state(new["state"], new["reason"], new="state" in different)
        checks.done()

    def list(
        self, viewer: Viewer, *, place: str | None = None, mine: bool = False,
        state: str | None = None, overdue_at: dt.date | None = None, measure: str | None = None,
        surgery: int | None = None, child: str | None = None, agreed_by: dt.date | None = None,
    ) -> Sequence[Action]:
        """The actions that the viewer may see, those still open first, by the day they are due.

        Of a ``place`` with the teams within it (of the authority all, of a service those about its
        measures too); ``mine`` those that the viewer answers for; ``overdue_at`` those open and
        due before the day; ``agreed_by`` those agreed up to the day; of a ``child`` those naming
        the child at places where the viewer may see all children. Raises NotFound for no such
        place, and NotAllowed for who sees none.
        """
        if not viewer.may_see_children:
            raise NotAllowed
        odd = surgery is not None and not is_number(surgery)
        if odd or not all(map(storable, filter(None, (state, measure, child)))):
            return []
        where: list[sa.ColumnElement[bool]] = []
        if place is not None:
            where += self._within(place)
        if mine:
            where.append(VERSION.owner == viewer.owner_key)
        if state is not None:
            where.append(VERSION.state == state)
        if overdue_at is not None:
            where += [VERSION.state == STATES[0], VERSION.due_on < overdue_at]
        if agreed_by is not None:
            where.append(ACTION.agreed_at <= agreed_by)
        if measure is not None:
            where.append(ACTION.measure == measure)
        if surgery is not None:
            where.append(ACTION.surgery_id == surgery)
        if child is not None:
            where.append(ACTION.id.in_(sa.select(ActionChildRow.action_id).where(
                ActionChildRow.person == child)))
        with self.database.reading() as session:
            found = [one for one in standing(session, *where) if self._sees(viewer, one)]
        shown = self._shown(viewer, found)
        return [one for one in shown if child is None or child in one.children]

    def one(self, viewer: Viewer, action: int) -> Action:
        """An action. Raises NotFound, in the same words for one out of reach as for none."""
        with self.database.reading() as session:
            return self._shown(viewer, [self._visible(session, viewer, action)])[0]

    def history(self, viewer: Viewer, action: int) -> Sequence[Version]:
        """Every version of an action, oldest first. Raises NotFound."""
        with self.database.reading() as session:
            self._visible(session, viewer, action)
            return versions(session, action)

    def children_of(
        self, viewer: Viewer, action: int, may_open: Callable[[str], bool],
    ) -> tuple[str, ...]:
        """The children that an action names and the viewer may open: for an owner who may not see
        every child at its place. Raises NotFound.
        """
        with self.database.reading() as session:
            named = self._visible(session, viewer, action).children
        found = tuple(child for child in named if may_open(child))
        if found:
            audit.note(actions=[action], rows=len(found), of=len(named))
        return found

    def _within(self, place: str) -> Iterable[sa.ColumnElement[bool]]:
        """The conditions that an action is of a place, or of one within it."""
        self._must_be(place)
        found = self._place(place)
        if found.level == "authority":
            return []
        if found.level == "service":
            about = [m.id for m in self.catalogue.values() if m.service == place]
            return [sa.or_(ACTION.place == place, ACTION.measure.in_(about))]
        teams = [team.id for team in self.places.teams if team.parent == place]
        return [ACTION.place.in_([place, *teams])]

    def _visible(self, session: Session, viewer: Viewer, action: int) -> Standing:
        found = standing(session, ACTION.id == action) if is_number(action) else []
        if not viewer.may_see_children or not found or not self._sees(viewer, found[0]):
            raise NotFound("no action of that number")
        return found[0]

    def _sees(self, viewer: Viewer, one: Standing) -> bool:
        return one.version.owner == viewer.owner_key or self._may_see(
            viewer, one.action.place, one.action.measure)

    def _shown(self, viewer: Viewer, found: Iterable[Standing]) -> Sequence[Action]:
        """Actions as this viewer may see them, and a note of the children given out."""
        actions = [self._action(viewer, one) for one in found]
        named = sum(len(action.children) for action in actions)
        if named:
            audit.note(actions=[a.id for a in actions if a.children], rows=named)
        return actions

    def _action(self, viewer: Viewer, one: Standing) -> Action:
        action, version = one.action, one.version
        may_change = self._may_act(viewer, action.place, action.measure)
        all_children = self._may_see(viewer, action.place, action.measure)
        return Action(
            id=action.id, place=action.place, measure=action.measure, surgery=action.surgery_id,
            agreed_at=action.agreed_at, agreed_by=one.agreed.by, written_at=one.agreed.at,
            children=one.children if all_children else (),
            children_hidden=0 if all_children else len(one.children),
            version=version.number, state_since=version.state_since, changed_at=one.changed.at,
            changed_by=one.changed.by, may_change=may_change,
            may_close=version.state == STATES[0] and (
                may_change or version.owner == viewer.owner_key),
            **{name: getattr(version, name) for name in FIELDS})


def _one(session: Session, action: int, until: int) -> Standing:
    """An action as an act of writing left it."""
    return standing(session, ACTION.id == action, until=until)[0]


def _next(last: VersionRow, given: Mapping[str, Any], as_at: dt.date | None) -> dict[str, Any]:
    """The fields of the version after the last. A page of an earlier date does not put what is
    written on it into the past.
    """
    new = {name: given.get(name, getattr(last, name)) for name in FIELDS}
    new |= {"number": last.number + 1, "as_at": max(as_at or last.as_at, last.as_at),
            "state_since": last.state_since}
    if new["state"] != last.state:
        new |= {"reason": given.get("reason", ""), "state_since": new["as_at"]}
    return new
