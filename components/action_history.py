"""What became of an action: every version, who wrote it, when, and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.action_words import FIELDS, field_words, moment_words
from components.attributes import data
from components.region import scrolling
from data.actions.records import Version


def action_history(versions: Sequence[Version], *, who: Callable[[str], str]) -> Component:
    """``versions`` oldest first; shown newest first, a row a changed field."""
    rows = []
    for before, version in reversed(list(zip([None, *versions], versions, strict=False))):
        changed = version.changed if before else ("what",)
        for field in changed:
            rows.append(html.Tr([
                html.Th(moment_words(version.at), scope="row"), _td("By", who(version.by)),
                _td("Changed", FIELDS[field] if before else "Agreed"),
                _td("From", field_words(before, field, owner=who(before.owner)) or "–"
                    if before else ""),
                _td("To", field_words(version, field, owner=who(version.owner)) or "–")]))
    caption = "Every version of this action, newest first"
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col")
                            for words in ("When", "By", "Changed", "From", "To")])),
        html.Tbody(rows)], className="versions"), label=caption, look="cards")


def _td(label: str, words: str) -> Component:
    return html.Td(words, className=None if words else "blank", **data(label=label))
