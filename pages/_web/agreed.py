"""What was agreed and written about a place: its words, its forms, and its marks on a chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from dash import html
from dash.development.base_component import Component

from components.action_form import action_form, change_form
from components.action_list import action_list
from components.comment_form import comment_form, comment_list
from components.control import Options
from components.link import link
from components.numbers import plural
from components.panel import panel
from components.post_form import FRESH, Sent
from data.actions import Action, DatabaseUnavailable, actions
from data.actions.owners import owner_words
from data.measures.catalogue import Measure
from data.places import Place
from data.queries import NotAllowed, NotFound
from data.surgery_dates import next_surgery
from pages._web.page import Look


def who(look: Look, key: str) -> str:
    """Who an owner's key is, in words."""
    return owner_words(key, look.queries.places)


def place_words(look: Look, place: str) -> str:
    """The name of a place or service; its id where it is no longer in the authority's file."""
    found = look.queries.places.place_or_service(place)
    return found.name if found else place


def measure_words(look: Look, measure: str) -> str:
    """The name of a measure; its id where it is no longer in the catalogue."""
    found = look.queries.catalogue.get(measure)
    return found.name if found else measure


def action_href(look: Look, action: Action) -> str:
    """The address of an action's own page."""
    return look.href(f"/actions/{action.id}")


def agree_href(look: Look, *, place: str, measure: str = "", child: str = "") -> str:
    """The address of the form that agrees an action, filled in so far."""
    return look.href("/actions/add", place=place, measure=measure, child=child)


def agree_form(
    look: Look, *, place: str, measure: str = "", children: str = "", surgery: int | None = None,
    back: str = "", due: dt.date | None = None, sent: Sent = FRESH, name: str = "action",
) -> Component:
    """The form that agrees an action at a place, ``due`` by its next surgery unless said otherwise.
    ``back`` is where it leads when it is kept: the action's own page unless given.
    """
    asked = look.queries
    area = asked.places.locality_of(place) or place
    due = due or next_surgery(asked.authority.surgeries, area, look.as_at)
    return action_form(
        owners=asked.owners(look.viewer, place, look.as_at),
        measures=measures_offered(look), least=look.as_at,
        fresh={"due_on": due.isoformat(), "measure": measure, "children": children},
        kept={"place": place, "as_at": look.as_at.isoformat(),
              "surgery": "" if surgery is None else str(surgery), "back": back},
        sent=sent, name=name)


def change_form_of(look: Look, action: Action, *, sent: Sent = FRESH) -> Component | None:
    """The form that changes an action; None for who may not."""
    return change_form(
        action, owners=look.queries.owners(look.viewer, action.place, look.as_at)
        if action.may_change else (),
        kept={"as_at": look.as_at.isoformat(), "back": action_href(look, action)}, sent=sent)


def comment_form_of(
    look: Look, *, measure: str, place: str, back: str, sent: Sent = FRESH,
    name: str = "comment",
) -> Component:
    """The form that says what the story of a figure is."""
    return comment_form(
        kept={"measure": measure, "place": place, "as_at": look.as_at.isoformat(), "back": back},
        may_publish=look.viewer.may_publish, sent=sent, name=name)


def measures_offered(look: Look) -> Options:
    """Every measure, under its domain."""
    return [(domain, [(measure.id, measure.name) for measure in measures]) for domain, measures
            in groupby(look.queries.catalogue.values(), key=attrgetter("domain"))]


def may_act(look: Look, place: str, measure: str = "") -> bool:
    """Whether the viewer may agree and write something about a place (and a measure)."""
    asked = look.queries
    found = asked.places.place_or_service(place)
    return found is not None and look.viewer.may_act_at(
        found, asked.places, asked.catalogue.get(measure))


def commentary_panel(
    look: Look, measure: Measure, place: Place, agreed: Sequence[Action],
) -> Component | None:
    """What the story is, by whom and when, what was ``agreed`` about it, and the forms for both;
    None for a viewer who may neither read nor write any.
    """
    back = look.href(f"/measures/{measure.id}", place=place.id)
    allowed = may_act(look, place.id, measure.id)
    try:
        said = comment_list(
            actions().comments(look.viewer, measure=measure.id, place=place.id),
            as_at=look.as_at, who=lambda key: who(look, key))
    except DatabaseUnavailable as gone:
        return panel("The story", html.P(gone.why, className="empty"), look="card")
    if not (allowed or said):
        return None
    return panel(
        "The story", said or html.P("Nobody has written anything yet.", className="empty"),
        agreed_words(look, agreed),
        html.Details([
            html.Summary("Write what the story is"),
            comment_form_of(look, measure=measure.id, place=place.id, back=back),
        ]) if allowed else None,
        html.P(link("Agree an action about it", agree_href(
            look, place=place.id, measure=measure.id))) if allowed else None,
        look="card", note=place.name)


def agreed_words(look: Look, agreed: Sequence[Action]) -> Component | None:
    """How many actions there are about a measure at a place and its teams, each a link."""
    if not agreed:
        return None
    return html.Div([
        html.P(f"{plural(len(agreed), 'action')} agreed about it:"),
        html.Ul([html.Li(link(one.what, action_href(look, one))) for one in agreed])])


def action_marks(agreed: Sequence[Action]) -> list[tuple[dt.date, str]]:
    """When something was agreed, and what: marks for a control chart, oldest first."""
    return sorted((one.agreed_at, one.what) for one in agreed)


def agreed_about(look: Look, measure: Measure, place: Place) -> list[Action]:
    """The actions of a place and its teams about a measure, up to the date looked at; those of
    the authority are not those of its areas. None for a viewer who may see none, and while the
    database cannot be read.
    """
    try:
        found = actions().list(look.viewer, place=place.id, measure=measure.id)
    except (NotAllowed, DatabaseUnavailable):
        return []
    return [one for one in found if one.agreed_at <= look.as_at
            and (place.level != "authority" or one.place == place.id)]


def child_panel(look: Look, person: str, place: str) -> Component | None:
    """What was agreed about a child whose team or area is ``place``, and the way to agree more;
    None for a viewer who may do neither.
    """
    try:
        found = [one for one in actions().list(look.viewer, child=person)
                 if one.agreed_at <= look.as_at]
    except DatabaseUnavailable as gone:
        return panel("Agreed", html.P(gone.why, className="empty"))
    more = may_act(look, place)
    if not (found or more):
        return None
    return panel(
        "Agreed", action_list(
            found, caption=f"What was agreed about {person}", as_at=look.as_at,
            href=lambda one: action_href(look, one), owner=lambda key: who(look, key),
            empty="Nothing was agreed about this child."),
        html.P(link("Agree an action about this child", agree_href(
            look, place=place, child=person))) if more else None)


def may_open_child(look: Look, person: str) -> bool:
    """Whether the viewer may open a child's page at the date looked at."""
    try:
        look.queries.child(look.viewer, person, look.as_at)
    except (NotAllowed, NotFound):
        return False
    return True
