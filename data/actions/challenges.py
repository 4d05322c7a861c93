"""The safeguarding board's challenges: what it asked, of whom, the answer, and how it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.actions.checks import LONGEST, Checks, is_number
from data.actions.models import ChallengeRow, ChallengeStepRow, Write
from data.actions.record import Record
from data.actions.records import Challenge, Step, StepKind
from data.actions.refusals import ChangedMeanwhile, Invalid
from data.asking import NotAllowed, NotFound
from data.viewers import Viewer

_CLOSED = "This challenge is closed, and stays as it is. Raise another if there is more to ask."


_CHALLENGE, _STEP, _WRITE = (
    one.__table__.c for one in (ChallengeRow, ChallengeStepRow, Write))
_ROWS = (
    sa.select(_CHALLENGE.id, _CHALLENGE.what, _CHALLENGE.whom, _CHALLENGE.raised_on, _WRITE.by,
              _CHALLENGE.answer_by, _WRITE.at)
    .join_from(ChallengeRow.__table__, Write.__table__, _WRITE.id == _CHALLENGE.write_id)
    .order_by(_CHALLENGE.id))
_STEPS = (
    sa.select(_STEP.challenge_id, _STEP.number, _STEP.kind, _STEP.on, _STEP.text, _WRITE.at,
              _WRITE.by)
    .join_from(ChallengeStepRow.__table__, Write.__table__, _WRITE.id == _STEP.write_id)
    .join(ChallengeRow.__table__, _CHALLENGE.id == _STEP.challenge_id)
    .order_by(_STEP.number))


class Challenges(Record):
    """The board's own log. Board members, analysts and directors write it, heads read it; for
    everyone else there is none.
    """

    def raise_challenge(
        self, viewer: Viewer, *, challenge: str, whom: str, raised_on: dt.date | None,
        answer_by: dt.date | None, offered: Collection[str], token: str,
    ) -> Challenge:
        """Ask something of an agency or the council: one of the keys ``offered``. The answer is to
        be there by a day after the one on which it was raised. Raises NotAllowed, Invalid.
        """
        _must_write(viewer)
        checks = Checks()
        token = checks.token(token)
        fields = {
            "what": checks.text("challenge", challenge, needed="Say what the board asks."),
            "whom": whom,
            "raised_on": self._day(checks, "raised_on", raised_on, "it was raised"),
            "answer_by": answer_by}
        if whom not in offered:
            checks.wrong("whom", "Choose whom the board asks.")
        if answer_by is None:
            checks.wrong("answer_by", "Give the day by which an answer is to be there.")
        elif raised_on and not raised_on < answer_by <= raised_on + LONGEST:
            checks.wrong("answer_by", "The day for an answer must be after the day it was raised, "
                                      "and within two years of it.")
        checks.done()
        with self.database.writing() as session:
            row = self._again(session, viewer, token, ChallengeRow, fields) or self._write(
                session, viewer, token, ChallengeRow, fields)
            return self._challenge(session, viewer, row.id)

    def answer_challenge(
        self, viewer: Viewer, challenge: int, *, seen_version: int, answer: str,
        answered_on: dt.date | None, token: str,
    ) -> Challenge:
        """Write down an answer, or a further one. ``seen_version`` is the one the form was made
        from. Raises NotFound, NotAllowed, Invalid, ChangedMeanwhile.
        """
        checks = Checks()
        said = checks.text("answer", answer, needed="Write what was answered.")
        return self._step(viewer, challenge, checks, "answered", said, answered_on, "answered_on",
                          "it was answered", seen_version, token)

    def close_challenge(
        self, viewer: Viewer, challenge: int, *, seen_version: int, outcome: str,
        closed_on: dt.date | None, token: str,
    ) -> Challenge:
        """Close a challenge for good, with what came of it; answered or not. Raises NotFound,
        NotAllowed, Invalid, ChangedMeanwhile.
        """
        checks = Checks()
        said = checks.text("outcome", outcome, needed="Say what came of it.")
        return self._step(viewer, challenge, checks, "closed", said, closed_on, "closed_on",
                          "it was closed", seen_version, token)

    def _step(
        self, viewer: Viewer, challenge: int, checks: Checks, kind: StepKind, text: str,
        on: dt.date | None, field: str, happened: str, seen_version: int, token: str,
    ) -> Challenge:
        """Write what became of a challenge."""
        _must_write(viewer)
        token = checks.token(token)
        self._day(checks, field, on, happened)
        fields: Mapping[str, Any] = {
            "challenge_id": challenge, "number": seen_version + 1, "kind": kind, "on": on,
            "text": text}
        with self.database.writing() as session:
            now = self._challenge(session, viewer, challenge)
            if token and self._again(session, viewer, token, ChallengeStepRow, fields):
                return now
            if seen_version != now.version:
                raise ChangedMeanwhile(now, [s for s in now.steps if s.number > seen_version])
            if now.state == "closed":
                raise Invalid([("form", _CLOSED)])
            last = max([now.raised_on, *(one.on for one in now.steps)])
            if on and on < last:
                checks.wrong(field, f"The day must not be before {last:%-d %B %Y}, when the "
                                    f"challenge was {'answered' if now.steps else 'raised'}.")
            checks.done()
            self._write(session, viewer, token, ChallengeStepRow, fields)
            return self._challenge(session, viewer, challenge)

    def challenges(self, viewer: Viewer) -> list[Challenge]:
        """Every challenge: those still open first, by the day an answer is to be there, then the
        others, the newest first. Raises NotAllowed.
        """
        _must_see(viewer)
        with self.database.reading() as session:
            found = _challenges(session, viewer)
        return sorted(found, key=lambda one: (
            (0, one.answer_by.toordinal(), one.id) if one.state == "open"
            else (1, -one.raised_on.toordinal(), -one.id)))

    def challenge(self, viewer: Viewer, challenge: int) -> Challenge:
        """One challenge. Raises NotFound, NotAllowed."""
        _must_see(viewer)
        with self.database.reading() as session:
            return self._challenge(session, viewer, challenge)

    def _challenge(self, session: Session, viewer: Viewer, challenge: int) -> Challenge:
        found = _challenges(
            session, viewer, _CHALLENGE.id == challenge) if is_number(challenge) else []
        if not found:
            raise NotFound("no challenge of that number")
        return found[0]

    def _day(
        self, checks: Checks, field: str, day: dt.date | None, happened: str,
    ) -> dt.date | None:
        """A day on which something has happened: not one to come."""
        if day is None:
            checks.wrong(field, f"Give the day on which {happened}.")
        elif day > self._clock().date():
            checks.wrong(field, f"The day on which {happened} is still to come.")
        return day


def _challenges(
    session: Session, viewer: Viewer, *where: sa.ColumnElement[bool],
) -> list[Challenge]:
    """Those that fit: conditions on _CHALLENGE."""
    steps: dict[int, list[Step]] = {}
    for challenge, number, kind, *rest in session.execute(_STEPS.where(*where)):
        steps.setdefault(challenge, []).append(
            Step(number, "closed" if kind == "closed" else "answered", *rest))
    return [
        Challenge(id, what, whom, raised_on, raised_by, answer_by, at, tuple(steps.get(id, ())),
                  viewer.may_challenge and not _is_closed(steps.get(id, ())))
        for id, what, whom, raised_on, raised_by, answer_by, at
        in session.execute(_ROWS.where(*where))]


def _is_closed(steps: Collection[Step]) -> bool:
    return any(one.kind == "closed" for one in steps)


def _must_see(viewer: Viewer) -> None:
    if not viewer.may_see_challenges:
        raise NotAllowed


def _must_write(viewer: Viewer) -> None:
    if not viewer.may_challenge:
        raise NotAllowed
