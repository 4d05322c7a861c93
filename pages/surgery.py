"""One surgery's agenda: to prepare by, and with ``?mode=surgery`` to hold it by, item by item."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.agenda_item import TITLES, item_content
from components.agenda_page import agenda_page
from components.drawn import drawn
from components.link import link
from components.numbers import day_words
from components.surgery_mode import surgery_mode
from data.agenda import Agenda
from data.queries import queries
from pages._web.agenda import Asked, item_of, items_of, path_of
from pages._web.page import Look, Page, Shown, render
from pages._web.room import Room, room_of
from pages._web.room_forms import agreed_today, room_forms, surgery_forms


def _title(place: str = "") -> str:
    asked = queries()
    found = asked.places.place_or_service(place)
    return f"Surgery, {found.name if found else 'not found'} · Surgery"


NUMBERS = tuple(str(number) for number in range(1, len(TITLES) + 1))
"""The items as an address names them: ``item`` in the room, ``all`` for every line of one."""
dash.register_page(__name__, path_template="/surgeries/<place>", title=_title)


def layout(place: str = "", **address: Any) -> Shown:
    return render(partial(_build, place), address)


def _build(place: str, look: Look) -> Page:
    agenda = look.queries.agenda(look.viewer, place, look.as_at)
    room = room_of(look, agenda)
    if look.get("mode") == "surgery":
        return _in_the_room(look, agenda, room)
    county = look.queries.places.authority
    where = f"/services/{agenda.id}" if agenda.service else f"/localities/{agenda.id}"
    if (whole := look.get("all")) in NUMBERS:
        item = item_of(Asked(look, agenda, room), int(whole))
        return Page(
            title=item.title, trail=[
                (county.short, look.href("/")), (agenda.name, look.href(where)),
                ("Surgery", look.href(path_of(agenda))), (item.title, None)],
            body=[html.Section(item_content(item, alone=True), className="item")],
            active="/surgeries")
    return Page(
        title=f"Performance surgery, {agenda.name}",
        trail=[(county.short, look.href("/")), (agenda.name, look.href(where)),
               ("Surgery", None)],
        lead=_lead(look, agenda),
        body=drawn(
            html.P(link("Surgery mode, one item at a time",
                        look.href(path_of(agenda), mode="surgery", item=1), look="button"),
                   className="ways"),
            agenda_page(items_of(Asked(look, agenda, room)),
                        forms=surgery_forms(look, agenda, room))),
        active="/surgeries")


def _lead(look: Look, agenda: Agenda) -> str:
    return (f"{agenda.held:%A} {day_words(agenda.held)}, with the figures as at "
            f"{day_words(look.as_at)}. The surgery after it is on {day_words(agenda.next)}.")


def _in_the_room(look: Look, agenda: Agenda, room: Room) -> Page:
    """One item, in large type."""
    number = int(look.get("item", "1", NUMBERS))
    item = item_of(Asked(look, agenda, room), number)

    def href(n: int) -> str:
        return look.href(path_of(agenda), mode="surgery", item=n)

    aside: list[Component] = drawn(
        *room_forms(look, agenda, room, number, back=href(number)),
        agreed_today(look, room) if number < len(TITLES) else None)
    opened = room.surgery.opened_at.isoformat() if room.surgery and room.is_open else ""
    return Page(
        title=item.title, trail=[(agenda.name, None), (day_words(agenda.held), None)],
        body=[surgery_mode(item, name=agenda.name, href=href, leave=look.href(path_of(agenda)),
                           minutes=agenda.minutes, opened=opened, aside=aside)],
        active="/surgeries")
