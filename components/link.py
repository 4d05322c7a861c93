"""A link within Surgery: the page changes, the browser does not load it anew."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import aria, data
from components.quick import quick


def link(words: Any, href: str, *, look: str | None = None, current: str = "") -> Component:
    """A link. ``look`` is its class; ``current`` ("page" or "true") marks where the reader is."""
    if current:
        return quick(
            html.A, words, href=href, className=look, **aria(current=current), **data(nav=""))
    if look is None:
        return quick(dcc.Link, words, href=href)
    return quick(dcc.Link, words, href=href, className=look)
