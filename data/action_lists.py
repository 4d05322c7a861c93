"""Which of the actions somebody may see stand on a page: by how they stand, and by place."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from data.actions.records import Action
from data.exports import neutral
from data.places import Place, Places
from data.viewers import Viewer

SHOWS = ("open", "overdue", "mine", "done", "dropped", "all")
"""Open ones first: what is overdue is open, and what is one's own may be either."""


@dataclass(frozen=True)
class ActionList:
    """``rows`` are those shown; ``counts`` how many there would be of each of SHOWS at the place;
    ``by_place`` how many of those shown belong to the authority, each area (with its teams), each
    service and each county-wide team that has any, whatever the place chosen.
    """

    rows: Sequence[Action]
    counts: dict[str, int]
    by_place: list[tuple[Place, int]]


def narrowed(
    actions: Sequence[Action], *, show: str, place: str, viewer: Viewer, places: Places,
    as_at: dt.date,
) -> ActionList:
    """The actions agreed up to a date, narrowed: ``show`` is one of SHOWS, ``place`` an id or
    empty. Their order is kept.
    """
    agreed = [action for action in actions if action.agreed_at <= as_at]
    here = [action for action in agreed if not place or _within(action, place, places)]
    shown = [action for action in agreed if _fits(action, show, viewer, as_at)]
    tops = [_top(action, places) for action in shown]
    return ActionList(
        rows=[action for action in here if _fits(action, show, viewer, as_at)],
        counts={one: sum(_fits(action, one, viewer, as_at) for action in here) for one in SHOWS},
        by_place=[(found, tops.count(found.id)) for found in (
            places.authority, *places.localities, places.no_locality, *places.services,
            *places.teams) if found.id in tops])


def _fits(action: Action, show: str, viewer: Viewer, as_at: dt.date) -> bool:
    if show == "mine":
        return action.owner == viewer.owner_key and action.state == "open"
    if show == "overdue":
        return action.overdue_at(as_at)
    return show in ("all", action.state)


def _within(action: Action, place: str, places: Places) -> bool:
    """Whether an action is of a place or of a team within it; of the authority, only those about
    the county as a whole.
    """
    return place in (action.place, _top(action, places))


def _top(action: Action, places: Places) -> str:
    """The area of a team; any other place by itself."""
    found = places.by_id.get(action.place)
    return found.parent or found.id if found and found.level == "team" else action.place


COLUMNS = ("as_at", "action", "what", "owner", "place", "measure", "due_on", "state", "overdue",
           "state_since", "reason", "expected", "children", "agreed_at", "agreed_by", "version")


def action_lines(actions: Sequence[Action], as_at: dt.date) -> str:
    """The CSV of actions, as neutral to spreadsheets as all others: children's ids only where the
    viewer they were given to may see every child at the place.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in actions:
        writer.writerow(map(neutral, (
            as_at.isoformat(), one.id, one.what, one.owner, one.place, one.measure,
            one.due_on.isoformat(), one.state, "yes" if one.overdue_at(as_at) else "no",
            one.state_since.isoformat(), one.reason, one.expected, ", ".join(one.children),
            one.agreed_at.isoformat(), one.agreed_by, one.version)))
    return out.getvalue()
