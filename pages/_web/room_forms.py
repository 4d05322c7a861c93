"""The forms of a surgery: opening and closing it, an action, a note."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.link import link
from components.note_form import note_form
from components.post_form import post_form
from data.agenda import Agenda
from pages._web.agenda import path_of
from pages._web.agreed import action_href, agree_form, who
from pages._web.page import Look
from pages._web.room import Room

LAST = 8
"""The item under which a note is kept that is of no other: what we agree."""


def surgery_forms(look: Look, agenda: Agenda, room: Room) -> list[Component]:
    """What stands below the agenda's last item: the way to open the surgery, and once it is open
    the way into the room, where actions and notes are written and it is closed.
    """
    if not room.may_act or room.why_not:
        return []
    if room.surgery is None:
        return [_open_form(look, agenda, look.href(path_of(agenda)))]
    to = look.href(path_of(agenda), mode="surgery", item=LAST)
    return [html.P(link("Agree actions, write notes and close the surgery", to),
                   className="ways")] if room.is_open else []


def room_forms(
    look: Look, agenda: Agenda, room: Room, number: int, *, back: str,
) -> list[Component]:
    """What stands beside an item in the room: an action and a note while the surgery is open, the
    way to open it before; to close it beside the last item. ``back`` is this item's address.
    """
    if not room.may_act or room.why_not:
        return [html.P(room.why_not, className="empty")] if room.why_not else []
    if room.surgery is None:
        return [_open_form(look, agenda, back)]
    if not room.is_open:
        return [html.P("This surgery is closed. Its minutes are kept as they stood.",
                       className="empty")]
    return [
        html.H2("Agree an action"), _agree(look, agenda, room, back),
        html.H2("Note on this item"), _note(look, agenda, number, back),
        *([html.H2("Close the surgery"), _close_form(look, agenda)] if number == LAST else [])]


def agreed_today(look: Look, room: Room) -> Component | None:
    """The actions of this surgery so far, each a link; None where there are none."""
    agreed = [action for action in room.actions if action.agreed_at == look.as_at]
    if not agreed:
        return None
    return html.Div([html.H2("Agreed today"), html.Ol([
        html.Li([link(action.what, action_href(look, action)),
                 html.Small(who(look, action.owner))]) for action in agreed])],
        className="agreed-today")


def _agree(look: Look, agenda: Agenda, room: Room, back: str) -> Component:
    return agree_form(look, place=agenda.id, surgery=room.surgery.id if room.surgery else None,
                      back=back, due=agenda.next)


def _note(look: Look, agenda: Agenda, number: int, back: str) -> Component:
    return note_form(place=agenda.id, kept={
        "item": str(number), "as_at": look.as_at.isoformat(), "back": back})


def _open_form(look: Look, agenda: Agenda, back: str) -> Component:
    return post_form("open", action=f"{path_of(agenda)}/open", button="Open the surgery",
                     kept={"as_at": look.as_at.isoformat(), "back": back})


def _close_form(look: Look, agenda: Agenda) -> Component:
    return post_form(
        "close", html.P("What stands on the agenda now, the notes and the actions are kept as the "
                        "minutes, for good.", className="hint"),
        action=f"{path_of(agenda)}/close", button="Close the surgery",
        kept={"as_at": look.as_at.isoformat(), "back": ""})
