"""Two versions of the same thing side by side, where two people changed it at once."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.region import scrolling


def versions_table(
    rows: Sequence[tuple[str, str, str]], *, yours: str, theirs: str, caption: str,
) -> Component:
    """``rows`` are what a field is called, what was typed in it, and what is kept; those that
    differ stand out, by word too.
    """
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([
            html.Td(), html.Th(yours, scope="col"), html.Th(theirs, scope="col")])),
        html.Tbody([html.Tr([
            html.Th([words, html.Small("differs")] if mine != kept else words, scope="row"),
            html.Td(mine or "–", **data(label=yours)),
            html.Td(kept or "–", **data(label=theirs)),
        ], className="differs" if mine != kept else None) for words, mine, kept in rows]),
    ], className="versions"), label=caption, look="cards")
