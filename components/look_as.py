"""The switch that lets a demonstration be looked at as any role."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.quick import quick


def look_as_switch(roles: Sequence[tuple[str, bool]]) -> Component:
    """A form with one button a role; ``roles`` are the words and whether it is the current one."""
    current = next((words for words, is_current in roles if is_current), "nobody")
    buttons = [
        quick(html.Button, words, type="submit", name="as", value=str(number),
              **(aria(current="true") if is_current else {}))
        for number, (words, is_current) in enumerate(roles)]
    return quick(html.Details, [
        quick(html.Summary, ["Looking as ", quick(html.B, current)]),
        quick(html.Form, buttons, method="post", action="/look-as", className="menu roles"),
    ], className="control look-as")
