"""How a figure stands against its target: by word, shape and colour."""

from __future__ import annotations

from collections.abc import Collection

from dash import html
from dash.development.base_component import Component

from components.quick import quick
from components.symbols import meanings

SHAPES = {
    "on target": "circle",
    "close": "diamond",
    "off target": "triangle",
}
"""Every other status has a dash."""


def status_badge(status: str) -> Component:
    """The status in words, with its shape drawn by the style sheet before it."""
    return quick(html.Span, status_words(status), className=f"status {status_shape(status)}")


def status_words(status: str) -> str:
    """The status as it stands by itself."""
    return status[:1].upper() + status[1:]


def status_shape(status: str) -> str:
    """The class by which the style sheet draws the status's shape."""
    return SHAPES.get(status, "dash")


def status_key(*, symbols: Collection[str] = (), drawn: bool = True) -> Component:
    """What the shapes mean; the bar and the dashed line, where they are ``drawn``; and the
    symbols in place of numbers.
    """
    return html.P([
        *(status_badge(status) for status in (*SHAPES, "no target")),
        html.Span("dashed line: target") if drawn else None,
        html.Span("bar: met, not met, not known") if drawn else None,
        html.Span("–: no cases"),
        *meanings(symbols),
    ], className="key")
