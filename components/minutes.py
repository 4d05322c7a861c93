"""Minutes of a surgery, to read and to print; and a list of those there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.link import link
from components.numbers import day_words
from components.panel import panel
from components.quick import quick
from components.region import scrolling
from data.minutes_seen import (
    MARKING,
    AgreedSeen,
    ItemSeen,
    LineSeen,
    MinutesSeen,
    NoteSeen,
    moment_words,
)

_HEADS = ("What", "Who", "By", "Measure and place", "Expected", "Children")


def minutes_parts(
    minutes: MinutesSeen, *, action_href: Callable[[int], str], child_href: Callable[[str], str],
) -> list[Component]:
    """Everything under the heading: lines open what they opened then, with the date looked at."""
    return [
        html.P(MARKING, className="marking"),
        html.P(minutes.people),
        *(html.P(html.Strong(words)) for words in minutes.warnings),
        *(_item(item) for item in minutes.items),
        panel("Actions agreed",
              _actions(minutes, action_href, child_href) if minutes.actions
              else html.P("None.", className="empty")),
        html.P(minutes.ending, className="ending")]


def minutes_list(
    held: Sequence[tuple[dt.date, dt.date, str]], *, href: Callable[[dt.date], str],
) -> Component:
    """The surgeries of a place that have minutes, newest first: the day each was held, the date of
    its figures, and who closed it. ``href`` gives the address of a day's minutes.
    """
    return html.Ul([
        html.Li([link(day_words(day), href(day)),
                 f", figures as at {day_words(as_at)}, closed by: {by}"])
        for day, as_at, by in held], className="other-minutes")


def _item(item: ItemSeen) -> Component:
    return panel(
        f"{item.number}. {item.title}", html.P(item.sentence),
        *_lines(item.lines), *_notes(item.notes))


def _lines(lines: Sequence[LineSeen]) -> list[Component]:
    found: list[Component] = []
    for under, group in groupby(lines, key=attrgetter("under")):
        if under:
            found.append(html.H3(under))
        found.append(html.Ul([
            quick(html.Li, link(line.words, line.opens) if line.opens else line.words)
            for line in group]))
    return found


def _notes(notes: Sequence[NoteSeen]) -> list[Component]:
    if not notes:
        return []
    return [html.H3("Notes"), html.Dl([
        html.Div([html.Dt(f"{note.by}, {moment_words(note.at)}"),
                  html.Dd(note.text, className="words")]) for note in notes], className="notes")]


def _actions(
    minutes: MinutesSeen, action_href: Callable[[int], str], child_href: Callable[[str], str],
) -> Component:
    caption = f"Actions agreed on {day_words(minutes.held)}"
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in _HEADS])),
        html.Tbody([_action(action, action_href, child_href) for action in minutes.actions])],
        className="cases agreed"), label=caption, look="cards")


def _action(
    action: AgreedSeen, action_href: Callable[[int], str], child_href: Callable[[str], str],
) -> Component:
    return html.Tr([
        html.Th(link(action.what, action_href(action.action)), scope="row"),
        _td("Who", action.owner), _td("By", day_words(action.due_on, short=True), "day"),
        _td("Measure and place", ", ".join(filter(None, (action.measure, action.place)))),
        _td("Expected", action.expected),
        _td("Children", _children(action, child_href))])


def _children(action: AgreedSeen, href: Callable[[str], str]) -> Any:
    """The ids, each a link, and how many there are besides."""
    said: list[Any] = []
    for child in action.children:
        said += [link(child, href(child)), " "]
    if action.hidden:
        said.append(f"{action.hidden} not shown")
    return said or "–"


def _td(label: str, content: Any, look: str | None = None) -> Component:
    return quick(html.Td, content or "–", className=look, **data(label=label))
