"""The forms of an action: agreeing one, and changing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.action_words import FIELDS, STATES
from components.control import Options
from components.field import select_field, text_field
from components.post_form import FRESH, Sent, post_form
from data.actions.records import Action

Owners = Sequence[tuple[str, str]]
"""Who may answer for an action at a place: keys and words."""


def action_form(
    *, owners: Owners, measures: Options, least: dt.date, fresh: Mapping[str, str],
    kept: Mapping[str, str], sent: Sent = FRESH, name: str = "action",
) -> Component:
    """Agree an action. ``fresh`` is what its fields begin with: due_on as an ISO date, perhaps a
    measure and children; ``kept`` the place, the surgery and whatever else goes with it unseen.
    """
    def text(field: str, label: str, **more: object) -> Component:
        return text_field(name, field, label, value=sent.get(field, fresh.get(field, "")),
                          problem=sent.problem(field), **more)  # type: ignore[arg-type]

    return post_form(
        name,
        text("what", "What is to be done", rows=3),
        html.Div([
            _owner(name, owners, sent, fresh.get("owner", "")),
            text("due_on", "Due", kind="date", least=_day_after(least)),
        ], className="beside"),
        select_field(
            name, "measure", "About which measure", [("", [("", "None in particular")]), *measures],
            value=sent.get("measure", fresh.get("measure", "")), problem=sent.problem("measure"),
            hint="With one, its figures say after three and six months whether it worked."),
        text("children", "About which children", rows=2,
             hint="Their ids, with commas or new lines between. Leave it empty where it is about "
                  "none in particular."),
        text("expected", "What should change", rows=2,
             hint="In whole children where you can: from 45 of 60 to 54 by June."),
        action="/actions/add", button="Agree this action", sent=sent, kept=kept)


def change_form(
    action: Action, *, owners: Owners, kept: Mapping[str, str], sent: Sent = FRESH,
    name: str = "change",
) -> Component | None:
    """Change an action, for those who may: all of it, or only say that it is done."""
    if not (action.may_change or action.may_close):
        return None
    why = text_field(
        name, "reason", "Why", rows=2, value=sent.get("reason"), problem=sent.problem("reason"),
        hint="Needed where it is dropped; it is kept with how it stands.")
    kept = {"seen_version": str(action.version), "made_from": str(action.version), **kept}
    to = f"/actions/{action.id}/change"
    if not action.may_change:
        return post_form(name, why, action=to, button="It is done", sent=sent,
                         kept={**kept, "state": "done"})

    def text(field: str, **more: object) -> Component:
        return text_field(name, field, FIELDS[field], value=sent.get(field, getattr(action, field)),
                          problem=sent.problem(field), **more)  # type: ignore[arg-type]

    return post_form(
        name,
        html.Div([
            select_field(name, "state", FIELDS["state"], [("", list(STATES.items()))],
                         value=sent.get("state", action.state), problem=sent.problem("state")),
            text_field(name, "due_on", FIELDS["due_on"], kind="date",
                       value=sent.get("due_on", action.due_on.isoformat()),
                       problem=sent.problem("due_on")),
            _owner(name, owners, sent, action.owner),
        ], className="beside"),
        why,
        text("what", rows=3),
        text("expected", rows=2),
        action=to, button="Save the change", sent=sent, kept=kept)


def _owner(name: str, owners: Owners, sent: Sent, fresh: str) -> Component:
    chosen = sent.get("owner", fresh)
    offered = [("", "Choose"), *owners]
    if chosen and chosen not in dict(offered):  # of a team that has closed, or somebody who left
        offered.append((chosen, chosen))
    return select_field(name, "owner", FIELDS["owner"], [("", offered)], value=chosen,
                        problem=sent.problem("owner"))


def _day_after(day: dt.date) -> str:
    return (day + dt.timedelta(days=1)).isoformat()
