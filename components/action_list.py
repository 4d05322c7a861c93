"""A list of actions: what, who, by when, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.action_words import stands_words
from components.attributes import data
from components.link import link
from components.numbers import day_words
from components.quick import quick
from components.region import scrolling
from data.actions.records import Action


def action_list(
    actions: Sequence[Action], *, caption: str, as_at: dt.date, href: Callable[[Action], str],
    owner: Callable[[str], str], place: Callable[[str], str] | None = None,
    measure: Callable[[str], str] | None = None, empty: str = "No actions here.",
) -> Component:
    """The actions in the order given. ``owner``, ``place`` and ``measure`` give the words of an
    id; a column whose words are not asked for is not drawn.
    """
    if not actions:
        return html.P(empty, className="empty")
    heads = ["What", "Owner", *(["Place"] if place else []), *(["Measure"] if measure else []),
             "Due", "How it stands"]
    body = []
    for action in actions:
        late = action.overdue_at(as_at)
        body.append(quick(html.Tr, [
            quick(html.Th, link(action.what, href(action)), scope="row", className="words"),
            _td("Owner", owner(action.owner)),
            *([_td("Place", place(action.place))] if place else []),
            *([_td("Measure", measure(action.measure) if action.measure else "–")]
              if measure else []),
            _td("Due", day_words(action.due_on, short=True), "day"),
            _td("How it stands", stands_words(action, as_at), "late" if late else None)]))
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in heads])),
        html.Tbody(body)], className="actions"), label=caption, look="cards")


def _td(label: str, words: str, look: str | None = None) -> Component:
    return quick(html.Td, words, className=look, **data(label=label))
