"""The cells that tables of figures share."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.kinds import Figure, Measure
from components.link import link
from components.numbers import HIDDEN, NO_CASES, NOT_KNOWN, of_words, value_words
from components.quick import quick

_NO_NUMBER = (HIDDEN, NO_CASES, NOT_KNOWN)


def value_block(
    measure: Measure, figure: Figure, *, bar: Component | None = None,
) -> list[Component | None]:
    """The value, how many of how many, and the bar."""
    words, beside = value_words(measure, figure), of_words(measure, figure)
    number = html.Span(words) if words in _NO_NUMBER else html.B(words)
    if measure.unit == "rate" and beside:
        return [number, html.Small(f"per 10,000 ({beside})", className="below"), bar]
    return [number, html.Small(beside) if beside else None, bar]


def figure_cell(
    measure: Measure, figure: Figure | None, *, href: str = "", label: str = "",
) -> Component:
    """One place's value; ``label`` names the place where the table becomes cards."""
    if figure is None:
        return quick(html.Td, "–", className="part none", **data(label=label))
    words = value_words(measure, figure)
    if words in _NO_NUMBER:
        shown = "–" if words == NO_CASES else words
        return quick(html.Td, shown, className="part none", **data(label=label))
    return quick(
        html.Td, link(words, href) if href else words, className="part", **data(label=label))
