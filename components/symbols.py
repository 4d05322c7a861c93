"""Symbols in place of numbers, each with what it means: on the cell, and below the table."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dash import html
from dash.development.base_component import Component

from components.kinds import Figure
from components.numbers import is_hidden, mark, missing
from components.quick import quick
from data.symbols import SYMBOLS, bracketed

_MEANING = {bracketed(one): words for one, words in SYMBOLS.items()}


def said(words: str) -> Component | str:
    """The words; a symbol with its meaning."""
    return quick(html.Abbr, words, title=_MEANING[words]) if words in _MEANING else words


def symbols_of(figures: Iterable[Figure]) -> set[str]:
    """Which symbols stand for something in these figures, or in how many are not known."""
    found = set()
    for figure in figures:
        if is_hidden(figure) or (
                missing(figure["unknown"]) and not missing(figure["numerator"])):
            found.add("c")
        found |= {mark(figure, "numerator"), mark(figure, "unknown")}
    return found - {""}


def meanings(symbols: Collection[str]) -> list[Component]:
    """What each of these symbols means, for a key."""
    return [html.Span(f"{bracketed(one)}: {words}") for one, words in SYMBOLS.items()
            if one in symbols]


def symbol_key(symbols: Collection[str]) -> Component | None:
    """The key below a table; None where it has no symbol."""
    return html.P(meanings(symbols), className="key") if symbols else None
