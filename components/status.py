"""How a figure stands against its target: by word, shape and colour."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

SHAPES = {
    "on target": "circle",
    "close": "diamond",
    "off target": "triangle",
}
"""Every other status has a dash."""


def status_badge(status: str) -> Component:
    """The status in words, with its shape drawn by the style sheet before it."""
    shape = SHAPES.get(status, "dash")
    return html.Span(status[:1].upper() + status[1:], className=f"status {shape}")


def status_key(*, hidden: bool = False) -> Component:
    """What the shapes, the bar and the dashed line mean; and "hidden", where something is."""
    return html.P([
        *(status_badge(status) for status in (*SHAPES, "no target")),
        html.Span("dashed line: target"),
        html.Span("bar: met, not met, not known"),
        html.Span("–: no cases"),
        html.Span("hidden: 1 to 5, or a number that would give such a one away")
        if hidden else None,
    ], className="key")
