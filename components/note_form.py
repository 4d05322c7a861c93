"""A note on an item of the agenda, typed in the room."""

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component

from components.field import text_field
from components.post_form import FRESH, Sent, post_form


def note_form(
    *, place: str, kept: Mapping[str, str], sent: Sent = FRESH, name: str = "note",
) -> Component:
    """Write a note; ``kept`` names the surgery, the item and the date. Several on one page need
    names of their own.
    """
    return post_form(
        name,
        text_field(name, "text", "Note", rows=2, value=sent.get("text"),
                   problem=sent.problem("text")),
        action=f"/surgeries/{place}/note", button="Write it down", sent=sent, kept=kept)
