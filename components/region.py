"""A part of a page that scrolls sideways on its own, so that the page never does."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.quick import quick


def scrolling(content: Any, *, label: str, look: str = "") -> Component:
    """Holds a wide table. It takes the keyboard's focus, so that it scrolls without a mouse."""
    return quick(html.Div, content, className=f"scrolling {look}".strip(), role="region",
                 tabIndex=0, **aria(label=label))
