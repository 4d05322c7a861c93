"""The agenda as plain words, kept with the minutes for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from components.agenda_item import Group, Item, Line
from components.numbers import lower_first

_ENDS = (".", "!", "?", "…")


def agenda_record(
    items: Sequence[Item], *, place: str, name: str, as_at: dt.date, revision: int, next: dt.date,
    made_up: bool = False,
) -> dict[str, Any]:
    """Every item with its sentence and its lines, each with the address that it opens.

    ``place`` is the id of the area or service; dates are written as ISO dates, so that the whole
    can be kept as JSON.
    """
    return {
        "place": place, "name": name, "as_at": as_at.isoformat(), "revision": revision,
        "next": next.isoformat(), "made_up": made_up,
        "items": [{
            "number": item.number, "title": item.title, "sentence": item.sentence,
            "lines": [{"under": group.heading, "words": line_words(group, line),
                       "opens": line.href} for group in item.groups for line in group.lines],
        } for item in items]}


def line_words(group: Group, line: Line) -> str:
    """A line of a list as a sentence: "Team by team: Leaving care. Late now: 23; children: 22."."""
    said = f"{group.heading}: {line.words}"
    if line.beside:
        said += f"{'' if said.endswith(_ENDS) else ','} {line.beside}"
    if line.reading:
        said += f"{'' if said.endswith(_ENDS) else '.'} {line.reading}"
    numbers = "; ".join(f"{lower_first(head)}: {words}" for head, number in zip(
        group.columns, line.numbers, strict=True)
        if (words := number if isinstance(number, str) else number[0]))
    said += "" if said.endswith(_ENDS) else "."
    return f"{said} {numbers[:1].upper()}{numbers[1:]}." if numbers else said
