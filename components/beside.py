"""Two panels beside each other where there is room, one below the other where there is not."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.quick import quick


def beside(first: Component | None, second: Component | None) -> Component | None:
    """Both in one row; the only one there is by itself; None for neither."""
    if first is None or second is None:
        return first or second
    return quick(html.Div, [first, second], className="two")
