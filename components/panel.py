"""A part of a page with its own heading."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.quick import quick


def panel(heading: str, *content: Any, note: Any = None, look: str = "") -> Component:
    """A section. ``note`` stands beside the heading in smaller letters; ``look`` "card" draws a
    frame round it.
    """
    return quick(html.Section, [
        quick(html.H2, [heading, quick(html.Small, note)] if note else heading),
        *(part for part in content if part is not None)],
        className=f"panel {look}".strip())
