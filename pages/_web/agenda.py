"""The items of an agenda, asked for and put into words: for the page, the room and the minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from components.agenda_changes import changed_item, well_item
from components.agenda_children import (
    MUCH_LATE,
    NO_WORKER,
    children_item,
    children_sentence,
    demand_group,
    together_group,
    unallocated_group,
)
from components.agenda_item import SHORT, Item
from components.agenda_unknown import unknown_item
from components.agenda_work import caseloads_item, quality_item
from components.scorecard import lacking_words
from data.agenda import Agenda, Nobody, Reading
from data.agenda_signals import standing
from data.caseload_queries import CASELOADS
from data.measures.tallies import UNALLOCATED
from data.quality_queries import PLAN_NAMES
from data.queries import LateTogether, NotAllowed, NotFound
from pages._web.agenda_actions import agree_item, last_time_item
from pages._web.page import Look
from pages._web.room import Room
from pages._web.work import sees_all


@dataclass(frozen=True)
class Asked:
    """Whose agenda is asked for, by whom, and what the database knows of the surgery."""

    look: Look
    agenda: Agenda
    room: Room

    @cached_property
    def reading(self) -> Reading:
        """What the signals say: two items are made of it."""
        return self.look.queries.reading(self.look.viewer, self.agenda, self.look.as_at)

    def every(self, number: int) -> dict[str, Any]:
        """Whether all lines of an item are asked for, and the address that asks for them."""
        kept = {key: self.look.get(key) for key in ("mode", "item")}
        return {"every": self.look.get("all") == str(number),
                "more": self.look.href(path_of(self.agenda), **kept, all=number)}

    def measure_href(self, measure: str) -> str:
        """The address of a measure's chart at the agenda's place."""
        return self.look.href(f"/measures/{measure}", place=self.agenda.place)


def path_of(agenda: Agenda) -> str:
    """The path of an agenda's page."""
    return f"/surgeries/{agenda.id}"


def item_of(asked: Asked, number: int) -> Item:
    """One item of an agenda, by its number from 1, with what was written down of it."""
    return replace(_ITEMS[number - 1](asked), notes=asked.room.notes_of(number))


def items_of(asked: Asked) -> list[Item]:
    """All items of an agenda."""
    return [item_of(asked, number) for number in range(1, len(_ITEMS) + 1)]


def _last_time(asked: Asked) -> Item:
    return last_time_item(asked.look, asked.room, **asked.every(1))


def _well(asked: Asked) -> Item:
    place = asked.look.queries.places.by_id[asked.agenda.place]
    return well_item(**_signalled(asked), place=place.short, **asked.every(2))


def _changed(asked: Asked) -> Item:
    return changed_item(**_signalled(asked), standing=standing, **asked.every(3))


def _signalled(asked: Asked) -> dict[str, Any]:
    look, agenda = asked.look, asked.agenda
    return {
        "reading": asked.reading, "measures": agenda.measures, "href": asked.measure_href,
        "figures": lambda signal: look.queries.recent(look.viewer, agenda, signal, look.as_at)}


def _children(asked: Asked) -> Item:
    look, agenda = asked.look, asked.agenda
    q, place, service = look.queries, agenda.place, agenda.service
    try:
        demand = q.demand(look.viewer, agenda, look.as_at)
    except (NotAllowed, NotFound):
        demand = None
    nobody = _nobody(asked) if UNALLOCATED in agenda.measures else None
    together = None if service else _together(asked)
    elsewhere = [] if not service else [MUCH_LATE] if UNALLOCATED in agenda.measures else [
        NO_WORKER, MUCH_LATE]

    def due(of: str, show: str) -> str:
        return look.href("/morning", place=of, service=service, when=show,
                         by=agenda.next.isoformat() if show == "due" else "")

    return children_item(
        children_sentence(
            demand, unallocated=len(nobody) if nobody else None,
            together=together.children if together else None,
            what="area" if service else "team", yours=not sees_all(look, place, service),
            elsewhere=elsewhere),
        demand_group(demand, what="Area" if service else "Team", href=due) if demand else None,
        None if nobody is None else unallocated_group(
            nobody, team_names={team.id: team.name for team in q.places.teams},
            child_href=look.child_href, more=look.href("/unallocated", place=place)),
        together_group(
            together.rows, every=together.children, measures=q.catalogue,
            child_href=look.child_href, more=look.href("/late", place=place))
        if together else None)


def _nobody(asked: Asked) -> list[Nobody] | None:
    """The children whom nobody is named for; None where that is not known, or not for the viewer.
    """
    look = asked.look
    if UNALLOCATED in look.snapshot.lacking:
        return None
    try:
        return look.queries.nobody_named(look.viewer, asked.agenda, look.as_at)
    except NotAllowed:
        return None


def _together(asked: Asked) -> LateTogether | None:
    look = asked.look
    try:
        return look.queries.late_together(
            look.viewer, asked.agenda.place, look.as_at, size=SHORT)
    except NotAllowed:
        return None


def _caseloads(asked: Asked) -> Item:
    look, agenda = asked.look, asked.agenda
    q = look.queries
    lacking = look.snapshot.lacking.get(CASELOADS["social-workers"])
    return caseloads_item(
        q.places.by_id[agenda.place].name,
        q.caseloads(look.viewer, agenda.place, look.as_at),
        bands=q.caseload_bands("social-workers"),
        most=q.authority.caseloads.newly_qualified, what="Area" if agenda.service else "Team",
        href=partial(_caseload_href, look), lacking=lacking_words(lacking) if lacking else "")


def _caseload_href(look: Look, place: str) -> str:
    """The caseloads of a place; of what is in none of them those of the whole."""
    return look.href("/caseloads", place=place if place in look.queries.places.by_id else "")


def _quality(asked: Asked) -> Item:
    look, agenda = asked.look, asked.agenda
    found = look.queries.quality(
        look.viewer, agenda.place, look.as_at, parts=False).get(agenda.place)
    plans = None if found is None else [
        plan for plan in found if plan.measure in agenda.measures]
    return quality_item(
        agenda.name, plans, names=PLAN_NAMES, measures=agenda.measures, href=asked.measure_href,
        more=look.href("/quality", place=agenda.place))


def _unknown(asked: Asked) -> Item:
    look, agenda = asked.look, asked.agenda
    q = look.queries
    return unknown_item(
        q.blanks(look.viewer, agenda, look.as_at),
        {measure: lacking_words(sources) for measure, sources in look.snapshot.lacking.items()
         if measure in agenda.measures},
        q.left_out_of(look.viewer, agenda, look.as_at), measures=agenda.measures,
        of=len(agenda.measures), href=asked.measure_href,
        blank_href=lambda measure: look.href(
            "/cases", measure=measure, place=agenda.place, status="unknown"),
        **asked.every(7))


def _agree(asked: Asked) -> Item:
    return agree_item(asked.look, asked.agenda, asked.room)


_ITEMS: tuple[Callable[[Asked], Item], ...] = (
    _last_time, _well, _changed, _children, _caseloads, _quality, _unknown, _agree)
