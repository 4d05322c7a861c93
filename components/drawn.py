"""The parts of a page that there is something to draw for."""

from __future__ import annotations

from dash.development.base_component import Component


def drawn(*parts: Component | None) -> list[Component]:
    """The parts without those that are None."""
    return [part for part in parts if part is not None]
