"""The items of an agenda that the database of actions answers: what was and what is agreed."""

from __future__ import annotations

from components import agenda_actions as said
from components.agenda_item import Item
from data.actions import Action
from data.agenda import Agenda
from data.effect import Effect
from data.queries import NotAllowed, NotFound
from pages._web.agreed import action_href, who
from pages._web.page import Look
from pages._web.room import Room


def last_time_item(
    look: Look, room: Room, *, every: bool = False, more: str = "",
) -> Item:
    """Everything still open from before, and all of the last time when something was agreed."""
    earlier = [action for action in room.actions if action.agreed_at < look.as_at]
    last = max((action.agreed_at for action in earlier), default=None)
    wanted = [action for action in earlier
              if action.state == "open" or action.agreed_at == last]
    return said.last_time_item(
        wanted, {action.id: effect for action in wanted if (effect := _effect(look, action))},
        as_at=look.as_at, measures=look.queries.catalogue, every=every, more=more,
        who=lambda key: who(look, key), href=lambda action: action_href(look, action),
        why_not=room.why_not)


def agree_item(look: Look, agenda: Agenda, room: Room) -> Item:
    """What was agreed at this surgery."""
    surgery = room.surgery
    held = surgery.held.isoformat() if surgery and surgery.closed_at else ""
    return said.agree_item(
        [action for action in room.actions if action.agreed_at == look.as_at],
        as_at=look.as_at, opened=surgery is not None, closed=bool(held),
        who=lambda key: who(look, key), href=lambda action: action_href(look, action),
        minutes=look.href(f"/surgeries/{agenda.id}/minutes/{held}") if held else "",
        why_not=room.why_not, may_act=room.may_act)


def _effect(look: Look, action: Action) -> Effect | None:
    """What came of an action, by its last judgement; None where it is about no measure, or about
    one that is not there.
    """
    asked = look.queries
    if action.measure not in asked.catalogue:
        return None
    place = action.place if action.place in asked.places.by_id else asked.authority.id
    try:
        return asked.effect(look.viewer, action.measure, place, look.as_at,
                            agreed_at=action.agreed_at, last=True)
    except (NotAllowed, NotFound):
        return None
