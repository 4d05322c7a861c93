"""Made-up surgeries: every area and service held one six, three and one month before the last date.

They are written as real ones are: by the head who leads, through ``Actions``, with the agenda of
that date as it was, on a clock that stands at the day of the surgery. A surgery that is closed
already is left alone, and every write has a token of its own, so that writing them again, or after
an interruption, adds nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from data.actions import Action, Actions, Surgery, open_actions
from data.agenda import Agenda
from data.demo.agreeing import Proposal, proposals
from data.queries import Queries
from data.settings import Settings
from data.viewers import Viewer

Record = Callable[[Viewer, str, dt.date], dict[str, Any]]
"""The agenda of a place at a date as a viewer sees it, for the minutes: as at a real close."""
MONTHS_BEFORE = (6, 3, 1)
"""So that the first are judged after six months, the next after three, and the last have just been.
Monthly ones would take three times as long to make and show nothing more."""
BEGINS = dt.time(9, 30)
FATES = ("done", "done", "done", "done", "moved", "moved", "open", "open", "dropped")
"""What becomes of an action when its day has come; a moved one is done by the next."""
DROPPED = ("Taken up in the plan for the whole county instead.",
           "The post it hung on is filled; no longer needed.",
           "Tried twice and not the way: another action takes its place.")
MOVED = "More time is needed; what was possible is done."
MORE_TIME = dt.timedelta(days=28)
DONE = ("Done; seen by the team manager.", "Done, and shown at the team meeting.",
        "Done. The list was gone through name by name.")


def days_held(dates: Sequence[dt.date]) -> list[dt.date]:
    """The dates, of all of them, about which a surgery is held."""
    return [dates[-1 - months] for months in MONTHS_BEFORE if months < len(dates)]


class Clock:
    """Stands where it is put, and goes on by four minutes each time it is read."""

    def __init__(self) -> None:
        self.at = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

    def put(self, day: dt.date) -> None:
        self.at = dt.datetime.combine(day, BEGINS, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(minutes=4)
        return self.at


def write_surgeries(q: Queries, settings: Settings, record: Record, *, seed: int = 1) -> int:
    """Hold the surgeries that were not held yet; gives how many. Only dates whose snapshot is made
    up have any. Raises DatabaseUnavailable.
    """
    clock = Clock()
    log = open_actions(settings, clock=clock)
    try:
        return _Room(q, log, clock, record, seed).hold_all()
    finally:
        log.close()


class _Room:
    """Where they are held, one after another."""

    def __init__(
        self, q: Queries, log: Actions, clock: Clock, record: Record, seed: int,
    ) -> None:
        self.q, self.log, self.clock, self.record, self.seed = q, log, clock, record, seed
        analyst = Viewer("analyst")
        self.places = {one.id: one.place for one in log.surgeries(analyst)}
        self.closed = {(one.place, one.as_at) for one in log.surgeries(analyst) if one.closed_at}
        self.agreed = {one.id: one for one in log.list(analyst)}
        """What is in the database, kept up with what is written: asked for once."""

    def hold_all(self) -> int:
        director = Viewer("director")
        days = [day for day, one in self.q.edition.snapshots.items() if one.made_up]
        held = 0
        for day in days_held(days):
            agendas = [agenda for agenda in self.q.agendas(director, day)
                       if (agenda.id, day) not in self.closed]
            for agenda in agendas:
                self.follow_up(agenda, agenda.held - dt.timedelta(days=2))
            for agenda in agendas:
                self.hold(agenda, day)
            held += len(agendas)
        if held:
            for agenda in self.q.agendas(director, days[-1]):
                self.follow_up(agenda, days[-1])
        return held

    def hold(self, agenda: Agenda, as_at: dt.date) -> None:
        """One surgery, from its opening to its close."""
        head, chance = self.head_of(agenda), Random(f"{self.seed} {agenda.id} {as_at}")
        self.clock.put(agenda.held)
        token = self.tokens(agenda, as_at, "surgery")
        surgery = self.log.open_surgery(
            head, agenda.id, as_at, next(token), held=agenda.held)
        self.places[surgery.id] = agenda.id
        before = [one for one in self.own(agenda) if one.surgery != surgery.id]
        last = [one for one in before if one.agreed_at == max(b.agreed_at for b in before)]
        if last:
            done = sum(one.state == "done" for one in last)
            self.log.note(head, surgery.id, "1", (
                f"{done} of {len(last)} agreed last time {'is' if done == 1 else 'are'} done. "
                "What is not stays on the list."), next(token))
        taken = {one.measure for one in before if one.state == "open"}
        found = proposals(self.q, head, agenda, as_at, taken=taken, chance=chance)
        for proposal in found:
            self.log.note(head, surgery.id, "3", f"{proposal.measure.name}. {proposal.why}",
                          next(token))
            self.agree(head, surgery, proposal, next(token))
        for proposal in found[:1]:
            self.log.comment(head, measure=proposal.measure.id, place=agenda.place, as_at=as_at,
                             text=proposal.why, token=next(token))
        self.log.close_surgery(
            head, surgery.id, self.record(head, agenda.id, as_at), next(token))

    def agree(self, head: Viewer, surgery: Surgery, proposal: Proposal, token: str) -> None:
        found = self.log.add(
            head, what=proposal.what, owner=proposal.owner, due_on=proposal.due_on,
            place=proposal.place, measure=proposal.measure.id, children=proposal.children,
            expected=proposal.expected, agreed_at=surgery.as_at, surgery=surgery.id, token=token)
        self.agreed[found.id] = found

    def follow_up(self, agenda: Agenda, until: dt.date) -> None:
        """What became, up to a day, of the open actions of a place."""
        for action in self.own(agenda):
            chance = Random(f"{self.seed} {agenda.id} {action.measure} {action.agreed_at}")
            fate = chance.choice(FATES)
            on = action.due_on - dt.timedelta(days=chance.randrange(6))
            if action.state != "open" or fate == "open" or on > until:
                continue
            if fate == "moved":
                action = self.change(agenda, action, on, due_on=on + MORE_TIME, reason=MOVED)
                on += MORE_TIME
            if fate == "dropped":
                self.change(agenda, action, on, state="dropped", reason=chance.choice(DROPPED))
            elif on <= until:
                self.change(agenda, action, on, state="done", reason=chance.choice(DONE))

    def change(self, agenda: Agenda, action: Action, on: dt.date, **new: Any) -> Action:
        """A change on a day, by whoever answers for the action where it says that it is done."""
        head = self.head_of(agenda)
        self.clock.put(on)
        token = next(self.tokens(agenda, action.agreed_at, f"{action.measure} {action.version}"))
        found = self.agreed[action.id] = self.log.change(
            self.owner_of(action, head) if new.get("state") == "done" else head, action.id,
            seen_version=action.version, token=token,
            as_at=max(day for day in self.q.edition.snapshots if day <= on), **new)
        return found

    def own(self, agenda: Agenda) -> list[Action]:
        """What the surgeries of a place agreed."""
        return [one for one in self.agreed.values()
                if self.places.get(one.surgery or 0) == agenda.id]

    def head_of(self, agenda: Agenda) -> Viewer:
        """Who leads the area or the service; the director where nobody does."""
        for service in self.q.authority.services:
            if service.head_of and agenda.id in (service.head_of, service.id):
                return Viewer("head", service.head_of, service.id)
        return Viewer("head", agenda.id) if not agenda.service else Viewer("director")

    def owner_of(self, action: Action, head: Viewer) -> Viewer:
        """Who says that it is done."""
        role, _, whose = action.owner.partition(":")
        if role == "worker":
            return Viewer("worker", place=action.place, worker=whose)
        return Viewer("manager", whose) if role == "manager" else head

    def tokens(self, agenda: Agenda, as_at: dt.date, what: str) -> Iterator[str]:
        """Tokens that are the same whenever the same is written."""
        number = 0
        while True:
            number += 1
            yield str(uuid5(NAMESPACE_URL, f"{self.seed} {agenda.id} {as_at} {what} {number}"))
