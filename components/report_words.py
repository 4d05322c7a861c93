"""Sentences of a summary, with the words of the trade explained: each leads to the list at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.quick import quick
from data.summaries.report import Term
from data.summaries.terms import spots


class Explained:
    """The terms of a report: each leads to its meaning where it first stands."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._listed = [term.word for term in terms]
        self._unseen = set(self._listed)

    def __call__(self, sentence: str) -> list[Any]:
        """A sentence as text and links: of every term the first on the whole page."""
        parts: list[Any] = []
        done = 0
        if spots(sentence, self._unseen):
            for begins, ends, term in spots(sentence, self._listed):
                if term.word in self._unseen:
                    self._unseen.remove(term.word)
                    parts += [sentence[done:begins],
                              quick(html.A, sentence[begins:ends], href=f"#{term_id(term)}")]
                    done = ends
        return [part for part in (*parts, sentence[done:]) if part]


def term_id(term: Term) -> str:
    """Where the list explains a term."""
    return f"term-{re.sub(r'[^a-z0-9]+', '-', term.word.casefold()).strip('-')}"


def term_list(terms: Sequence[Term]) -> Component:
    """The words and what they mean. A link to one takes the keyboard there."""
    return quick(html.Dl, [
        part for term in sorted(terms, key=lambda term: term.word.casefold())
        for part in (quick(html.Dt, term.word, id=term_id(term), tabIndex=-1),
                     quick(html.Dd, term.means))], className="terms")
