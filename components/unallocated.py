"""Children with nobody named: how long, who left, who has visited since, what is due next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.kinds import Measure
from components.link import link
from components.numbers import day_words, missing, plural
from components.records import records
from components.region import scrolling

HEADS = ("Child", "Team", "Nobody for", "How", "Last worker", "Visited since by", "Last visit",
         "Things late", "Next due")
_NUMBERS = ("Nobody for", "Things late")


class Unallocated(Protocol):
    """How many children, the longest wait in days, and how many nobody has visited since."""

    @property
    def children(self) -> int: ...
    @property
    def longest(self) -> int | None: ...
    @property
    def unvisited(self) -> int: ...


def unallocated_sentence(name: str, found: Unallocated, *, all_of_it: bool = True) -> str:
    """What the list says, in a sentence or two. ``all_of_it`` is false where the reader may see
    only some of the place's children.
    """
    yours = "" if all_of_it else " that you may see"
    if not found.children:
        return f"{name}: every child with an open case{yours} has a named worker."
    one = found.children == 1
    said = (f"{name}: {plural(found.children, 'child', 'children')} with an open case{yours} "
            f"{'has' if one else 'have'} no named worker")
    if found.longest is not None:
        said += f", {'' if one else 'the longest '}for {plural(found.longest, 'day')}"
    if not found.unvisited:
        return f"{said}."
    whom = f" {found.unvisited} of them" if found.unvisited < found.children else (
        "" if one else " any of them")
    return f"{said}. Nobody has visited{whom} since."


def unallocated_list(
    rows: pd.DataFrame, *, measures: Mapping[str, Measure], team_names: Mapping[str, str],
    child_href: Callable[[str], str], caption: str,
) -> Component | None:
    """``rows`` as the query gives them, longest first; None when there are none."""
    if rows.empty:
        return None
    body = [html.Tr([
        html.Th(link(row["person"], child_href(row["person"])), scope="row"),
        *(html.Td(words, className=look, **data(label=head))
          for head, (words, look) in zip(HEADS[1:], _cells(row, measures, team_names),
                                         strict=True))]) for row in records(rows)]
    head = html.Thead(html.Tr([
        html.Th(words, scope="col", className="number" if words in _NUMBERS else None)
        for words in HEADS]))
    return scrolling(html.Table(
        [html.Caption(caption, className="unseen"), head, html.Tbody(body)], className="cases"),
        label=caption, look="cards")


def _cells(
    row: Mapping[str, Any], measures: Mapping[str, Measure], team_names: Mapping[str, str],
) -> list[tuple[str, str | None]]:
    due = "nothing" if missing(row["next_due"]) else (
        f"{day_words(row['next_due'], short=True)}: {measures[row['next_measure']].name}")
    return [
        ("none" if missing(row["team"]) else team_names.get(row["team"], row["team"]), None),
        ("not known" if missing(row["days"]) else plural(row["days"], "day"), "number"),
        (row["reason"], None),
        ("–" if missing(row["last_worker"]) else row["last_worker"], "day"),
        _visitors(row),
        ("none" if missing(row["last_visit"]) else day_words(row["last_visit"], short=True), "day"),
        (f"{row['overdue']}", "number late" if row["overdue"] else "number"),
        (due, "why")]


def _visitors(row: Mapping[str, Any]) -> tuple[str, str | None]:
    """How many different people have come, "nobody", or that it is not known."""
    if missing(row["visited"]):
        return "not known", None
    if not row["visited"]:
        return "nobody", "late"
    if not row["visitors"]:
        return "not recorded who", None
    return plural(row["visitors"], "person", "people"), None
