"""A native control of a form: an input, a text area or a select, as the browser has it.

Dash has no plain input: its own draws a box, keeps what is typed to itself and knows neither dates
nor ticks nor ``aria-describedby``. This one is drawn by assets/forms.js, three lines of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

Options = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Groups of what a select offers: a heading ("" for none), and values with their words."""


class Control(Component):
    """``element`` is input, textarea or select; ``given`` its properties by React's names, where
    ``defaultValue`` is what it begins with; ``options`` what a select offers.
    """

    element: str
    given: dict[str, Any]
    options: Options | None
    _children_props: list[str] = []  # noqa: RUF012  as Dash declares them
    _base_nodes = ["children"]  # noqa: RUF012
    _namespace = "surgery"
    _type = "Control"
    _prop_names = ["element", "given", "options"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(
        self, element: str, given: dict[str, Any], options: Options | None = None,
    ) -> None:
        # Dash's own looks through the path for a package of the name of the namespace, each time.
        self.element, self.given, self.options = element, given, options


def hidden(name: str, value: str = "") -> Control:
    """What a form sends without showing it."""
    return Control("input", {"type": "hidden", "name": name, "defaultValue": value})
