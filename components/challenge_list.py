"""A list of the board's challenges: what is asked, of whom, by when, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.challenge_words import challenge_stands
from components.link import link
from components.numbers import day_words
from components.quick import quick
from components.region import scrolling
from data.actions.records import Challenge

HEADS = ("What the board asks", "Of whom", "Raised", "Answer due", "How it stands")


def challenge_list(
    challenges: Sequence[Challenge], *, caption: str, as_at: dt.date,
    href: Callable[[Challenge], str], whom: Callable[[str], str],
) -> Component:
    """The challenges in the order given; ``whom`` gives the words of an agency's id."""
    if not challenges:
        return html.P("None.", className="empty")
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in HEADS])),
        html.Tbody([html.Tr([
            quick(html.Th, link(one.what, href(one)), scope="row", className="words"),
            _td(HEADS[1], whom(one.whom)),
            _td(HEADS[2], day_words(one.raised_on, short=True), "day"),
            _td(HEADS[3], day_words(one.answer_by, short=True), "day"),
            _td(HEADS[4], challenge_stands(one, as_at),
                "late" if one.overdue_at(as_at) else None)]) for one in challenges]),
    ], className="actions"), label=caption, look="cards")


def _td(label: str, words: str, look: str | None = None) -> Component:
    return quick(html.Td, words, className=look, **data(label=label))
