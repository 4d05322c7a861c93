"""What narrows a list: everything as links and one form, so that it is all in the address."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import aria, data
from components.link import link
from components.quick import quick


def choices(
    options: Sequence[tuple[str, str, bool]], *, label: str, look: str = "choices",
) -> Component:
    """Links side by side of which one is chosen: words, address, whether it is the chosen one."""
    return quick(html.Nav, quick(html.Ul, [
        quick(html.Li, link(words, href, current="true" if chosen else ""))
        for words, href, chosen in options]), className=look, **aria(label=label))


def search_form(
    *, action: str, name: str, label: str, value: str = "", clear: str = "",
) -> Component:
    """One field and its button. ``action`` is the address with what is kept; ``clear`` the one
    without the search, offered when there is something to clear.
    """
    field = f"search-{name}"
    return html.Form([
        html.Label(label, htmlFor=field),
        dcc.Input(id=field, name=name, type="search", value=value, autoComplete="off"),
        html.Button("Search", type="submit"),
        link("Clear", clear) if value and clear else None,
    ], action=action, method="get", className="search", role="search", **data(nav=""))
