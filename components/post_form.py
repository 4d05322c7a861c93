"""A form that writes something down: sent once, and kept on the screen until it is written.

A fresh form has an empty token, which is filled in whenever the page is handed out
(pages/_web/cache.py): two people with the same kept page have two tokens, and the same form sent
twice has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.control import hidden
from components.quick import quick
from data.actions.records import Action, Challenge


@dataclass(frozen=True)
class Sent:
    """What a form was sent with, and why that was not kept: the sentence, those of single fields,
    the action or challenge that somebody else changed ``meanwhile``, and what to look at
    ``beside``. A fresh form was sent with nothing.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    meanwhile: Action | Challenge | None = None
    beside: Component | None = None
    token: str = ""

    def get(self, name: str, fresh: str = "") -> str:
        """What was typed in a field, or what it begins with."""
        return self.values.get(name, fresh)

    def problem(self, name: str) -> str:
        """What was wrong with a field; empty where nothing was."""
        return self.problems.get(name, "")


FRESH = Sent()


def post_form(
    name: str, *fields: Component | None, action: str, button: str, sent: Sent = FRESH,
    kept: Mapping[str, str], look: str = "",
) -> Component:
    """A form that posts to ``action``. ``name`` begins the ids of its fields; ``kept`` is sent
    along unseen; ``button`` is what it says on it. What was wrong comes first and has the keyboard.
    """
    unseen = [hidden("token", sent.token),
              *(hidden(key, sent.get(key, value)) for key, value in kept.items())]
    return quick(html.Form, [
        quick(html.Div, _problem(name, sent), className="problem", tabIndex=-1, role="alert"),
        *unseen,
        *(part for part in fields if part is not None),
        quick(html.Button, button, type="submit"),
    ], id=name, action=action, method="post", className=f"written {look}".strip(),
        **data(send=""))


def _problem(name: str, sent: Sent) -> list[Any]:
    """Why the form was not kept: a sentence, and a link to each field that has to be looked at."""
    if not sent.why:
        return []
    return [
        html.P(sent.why),
        html.Ul([html.Li(html.A(words, href=f"#{name}-{of}") if of != "form" else words)
                 for of, words in sent.problems.items()]) if sent.problems else None,
        sent.beside]
