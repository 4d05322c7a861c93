"""The agenda to read before a surgery: all items one below the other, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.agenda_item import Item, item_section
from components.attributes import aria
from components.quick import quick


def agenda_page(items: Sequence[Item], *, forms: Sequence[Component] = ()) -> Component:
    """The items as sections, beside the list of them; ``forms`` below the last."""
    return html.Div([
        html.Nav(html.Ol([quick(html.Li, quick(html.A, item.title, href=f"#item-{item.number}"))
                          for item in items]), className="agenda-items", **aria(label="Agenda")),
        html.Div([*(item_section(item) for item in items), html.Div(list(forms), className="forms")
                  if forms else None])], className="agenda read")
