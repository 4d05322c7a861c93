"""The cells that tables of figures share."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.kinds import Figure, Measure
from components.link import link
from components.numbers import HIDDEN, LOW, NO_CASES, NOT_KNOWN, of_words, value_words
from components.quick import quick
from components.symbols import said

_NO_NUMBER = (HIDDEN, LOW, NO_CASES, NOT_KNOWN)


def value_block(
    measure: Measure, figure: Figure, *, bar: Component | None = None,
) -> list[Component | None]:
    """The value, how many of how many, and the bar."""
    words, beside = value_words(measure, figure), of_words(measure, figure)
    number = quick(html.Span if words in _NO_NUMBER else html.B, said(words))
    if measure.unit == "rate" and beside:
        return [number, html.Small(f"per 10,000 ({beside})", className="below"), bar]
    return [number, quick(html.Small, beside) if beside else None, bar]


def figure_cell(measure: Measure, figure: Figure | None, *, href: str) -> Component:
    """One place's value in a table that has ``column_labels``; the style sheet draws a dash where
    there is nothing.
    """
    words = NO_CASES if figure is None else value_words(measure, figure)
    if words == NO_CASES:
        return quick(html.Td)
    if words in _NO_NUMBER:
        return quick(html.Td, said(words), className="none")
    return quick(html.Td, link(words, href))


def column_labels(parts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A table's style that tells the style sheet what the columns of ``parts`` (id and name) are
    called, once and not in every cell: for when the table becomes cards.
    """
    return {f"--part-{n}": json.dumps(words, ensure_ascii=False)
            for n, (_, words) in enumerate(parts, 1)}
