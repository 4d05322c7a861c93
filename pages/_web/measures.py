"""The measures a page shows, by its address: the ways to the others, and the table of these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from dash.development.base_component import Component

from components.brief import brief_table
from components.measure_choice import choice_note, measure_choice
from components.panel import panel
from components.records import records
from components.scorecard import Part, scorecard, worth_a_row
from data.measures.choices import Choice
from data.places import REMAINDERS, Place
from pages._web.page import Look

Beside = Callable[[Collection[str]], tuple[Any, list[Part]]]
"""The figures of the places beside, for some measures, and those places."""


def chosen(look: Look, choices: Mapping[str, Choice]) -> Choice:
    """The choice of ``?show=``; the first where there is none of that name."""
    return choices[look.get("show", next(iter(choices)), choices)]


def measures_panel(
    look: Look, place: Place, rows: Any, *, choices: Mapping[str, Choice], path: str,
    name: str = "", beside: Beside | None = None, part_path: str = "", short: bool = False,
) -> Component:
    """The scorecard of a place: the measures chosen, in full with the places beside, or in brief.

    ``rows`` are the figures of all measures there are to choose from, as queries give them;
    ``path`` is the page's own. ``short`` leaves out what has no cases there.
    """
    asked, choice = look.queries, chosen(look, choices)
    every = records(rows)
    held = {row["measure"]: row for row in (
        worth_a_row(every, asked.catalogue) if short else every)}
    shown = {m: row for m, row in held.items() if m in choice.measures}
    name = name or place.short
    if choice.in_brief:
        table = brief_table(list(shown.values()), measures=asked.catalogue, place=place.id,
                            name=name, href=look.href)
    else:
        figures, parts = beside(list(shown)) if beside and shown else (None, [])
        table = scorecard(
            asked.scorecard(look.viewer, place.id, look.as_at, measures=list(shown)),
            measures=asked.catalogue, place=place.id, name=name,
            dates=[day for day in look.dates if day <= look.as_at], href=look.href,
            beside=figures, parts=parts, part_path=part_path)
    first = next(iter(choices))
    return panel(
        "Scorecard",
        measure_choice(choices.values(), chosen=choice.id, rows=held, href=lambda show: look.href(
            "", show="" if show == first else show) or path) if len(choices) > 1 else None,
        table,
        note=choice_note(choice, shown=len(shown), total=len(every), short=short))


def areas(look: Look, measures: Collection[str]) -> tuple[Any, list[Part]]:
    """The areas beside the county, and what is in none of them where there is any."""
    asked = look.queries
    beside = asked.side_by_side(
        look.viewer, asked.places.authority.id, look.as_at, measures=measures)
    held = set(beside["place"])
    return beside, [*((area.id, area.short) for area in asked.places.localities),
                    *((place, words) for place, words in REMAINDERS.items() if place in held)]
