"""One action: who answers for it, what became of it, and whether it worked."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import unquote

import dash
from dash import html
from dash.development.base_component import Component

from components.action_history import action_history
from components.action_words import stands_words
from components.drawn import drawn
from components.effect_words import effect_words
from components.link import link
from components.numbers import day_words, plural
from components.panel import panel
from data.actions import Action, actions
from data.queries import NotAllowed, NotFound
from pages._web.agreed import change_form_of, may_open_child, measure_words, place_words, who
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path_template="/actions/<action>", title="Action · Surgery")


def layout(action: str = "", **address: Any) -> Shown:
    """An address that a refused change was sent to, asked for again, is the action's own."""
    return render(partial(_build, unquote(action).removesuffix("/change")), address)


def _build(number: str, look: Look) -> Page:
    if not re.fullmatch("[0-9]{1,9}", number):
        raise NotFound("no action of that number")
    action = actions().one(look.viewer, int(number))
    form = change_form_of(look, action)
    return Page(
        title=f"Action {action.id}",
        trail=[("Actions", look.href("/actions")),
               (place_words(look, action.place), look.href("/actions", place=action.place)),
               (f"Action {action.id}", None)],
        lead=html.P(action.what, className="lead words"),
        body=drawn(
            html.Dl([html.Div([html.Dt(words), html.Dd(said)])
                     for words, said in _facts(look, action) if said], className="definition"),
            _effect(look, action),
            panel("Change it", form) if form else None,
            panel("What became of it", action_history(
                actions().history(look.viewer, action.id), who=partial(who, look)))),
        active="/actions")


def _facts(look: Look, action: Action) -> list[tuple[str, Any]]:
    """What is known of it, each with its words."""
    stands = stands_words(action, look.as_at)
    late = action.overdue_at(look.as_at)
    return [
        ("Owner", who(look, action.owner)),
        ("Due", day_words(action.due_on)),
        ("How it stands", html.Span(stands, className="late") if late else stands),
        ("Why", html.Span(action.reason, className="words") if action.reason else None),
        ("About", _measure(look, action)),
        ("Children", _children(look, action)),
        ("What should change", html.Span(action.expected, className="words")
         if action.expected else None),
        ("Agreed", f"By {who(look, action.agreed_by)}, on the figures as at "
                   f"{day_words(action.agreed_at)}"),
    ]


def _measure(look: Look, action: Action) -> Any:
    """The measure, which opens at the action's place where the viewer may see it there."""
    if not action.measure:
        return None
    measure = look.queries.catalogue.get(action.measure)
    words = measure_words(look, action.measure)
    try:
        place = _of_figures(look, action, measure)
    except (NotAllowed, NotFound):
        return words
    return link(words, look.href(f"/measures/{action.measure}", place=place))


def _of_figures(look: Look, action: Action, measure: Any) -> str:
    """The place whose figures an action is about: a service's are those of the county. Raises
    NotFound, NotAllowed.
    """
    asked = look.queries
    if measure is None:
        raise NotFound("no such measure any more")
    service = action.place in {one.id for one in asked.places.services}
    place = asked.authority.id if service else action.place
    return asked.place(look.viewer, place, measure=measure).id


def _children(look: Look, action: Action) -> Component | None:
    """The children named, each opening the child's page, as far as the viewer may open it."""
    named = len(action.children) + action.children_hidden
    if not named:
        return None
    shown = [child for child in action.children if may_open_child(look, child)] \
        if action.children else list(actions().children_of(
            look.viewer, action.id, partial(may_open_child, look)))
    rest = named - len(shown)
    return html.Ul([
        *(html.Li(link(child, look.child_href(child))) for child in shown),
        html.Li(f"{plural(rest, 'child', 'children')} that you cannot open at this date")
        if rest else None])


def _effect(look: Look, action: Action) -> Component | None:
    """Whether it worked; None where it is about no measure, or of figures that the viewer may not
    see.
    """
    asked = look.queries
    measure = asked.catalogue.get(action.measure)
    if measure is None:
        return None
    try:
        place = _of_figures(look, action, measure)
        found = asked.effect(look.viewer, measure.id, place, look.as_at,
                             agreed_at=action.agreed_at)
    except (NotAllowed, NotFound):
        return None
    return panel("Has it worked?", effect_words(
        found, measure, place=place_words(look, place)),
        note="judged three and six months after it was agreed")
