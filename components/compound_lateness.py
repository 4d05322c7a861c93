"""Children for whom several things are late at once: who, what, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.kinds import Measure
from components.link import link
from components.numbers import missing, plural
from components.quick import quick
from components.records import records
from components.region import scrolling

HEADING = "Three or more things late"


def late_table(
    rows: pd.DataFrame, *, measures: Mapping[str, Measure], team_names: Mapping[str, str],
    caption: str, child_href: Callable[[str], str],
) -> Component:
    """``rows`` as the query of lateness gives them: person, worker, team, late, longest, things."""
    if rows.empty:
        return html.P("There is nobody to list.", className="empty")
    heads = ("Child", "Things late", "What", "Worker", "Team")
    table = html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col",
                                    className="number" if words == "Things late" else None)
                            for words in heads])),
        html.Tbody([quick(html.Tr, [
            quick(html.Th, link(row["person"], child_href(row["person"])), scope="row"),
            quick(html.Td, str(row["late"]), className="number late", **data(label="Things late")),
            quick(html.Td, _what(row["things"], measures), className="why", **data(label="What")),
            quick(html.Td, "none" if missing(row["worker"]) else row["worker"], className="day",
                  **data(label="Worker")),
            quick(html.Td, "–" if missing(row["team"]) else team_names.get(
                row["team"], row["team"]), **data(label="Team"))]) for row in records(rows)]),
    ], className="cases")
    return scrolling(table, label=caption, look="cards")


def _what(things: list[dict[str, object]], measures: Mapping[str, Measure]) -> str:
    """ "Looked-after reviews on time: 85 days late; Dental check up to date: 12 days late" """
    return "; ".join(
        f"{measures[str(thing['measure'])].name}: {plural(float(str(thing['days'])), 'day')} late"
        for thing in things)


def late_words(children: int, *, all_of_it: bool = True) -> str:
    """ "34 children have three or more things late at once." """
    yours = "" if all_of_it else " that you may see"
    who = plural(children, "child", "children") if children else "No child"
    have = "have" if children > 1 else "has"
    return f"{who}{yours} {have} three or more things late at once."


def late_by_place(parts: pd.DataFrame, *, href: Callable[[str], str]) -> Component | None:
    """How many children there are in each part; ``parts`` have place ("" for none), short and
    children. None where there are none.
    """
    if parts.empty:
        return None
    return html.Ul([quick(html.Li, [
        link(row["short"], href(row["place"])) if row["place"] else row["short"],
        " ", quick(html.B, str(row["children"]))]) for row in records(parts)], className="counts")
