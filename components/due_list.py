"""What is overdue and what falls due next, across measures: a team's work for the morning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.case_list import child, days_over_words
from components.filters import choices
from components.kinds import Measure, Workload
from components.link import link
from components.numbers import day_words, missing, plural
from components.pager import pager
from components.panel import panel
from components.quick import quick
from components.records import records
from components.region import scrolling

WORDS = {"overdue": "Overdue", "due": "Due in the next 30 days"}


def due_list(
    rows: pd.DataFrame, *, measures: Mapping[str, Measure], caption: str,
    href: Callable[[str], str], child_href: Callable[[str], str] | None = None,
) -> Component:
    """``rows`` as the query of what is due gives them; ``href`` makes a measure's address."""
    if rows.empty:
        return html.P("Nothing.", className="empty")
    heads = ("Child", "What", "Worker", "Due", "Over by", "Why")
    body = []
    for row in records(rows):
        late = row["days_over"] > 0
        body.append(quick(html.Tr, [
            quick(html.Th, child(row["person"], child_href), scope="row"),
            _td("What", link(measures[row["measure"]].name, href(row["measure"]))),
            _td("Worker", "none" if missing(row["worker"]) else row["worker"]),
            _td("Due", day_words(row["due_on"], short=True), "day"),
            _td("Over by" if late else "Falls due", days_over_words(row["days_over"]),
                "number late" if late else "number"),
            _td("Why", row["reason"], "why")]))
    table = html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col",
                                    className="number" if words == "Over by" else None)
                            for words in heads])),
        html.Tbody(body)], className="cases")
    return scrolling(table, label=caption, look="cards")


def due_panel(
    rows: pd.DataFrame, *, workload: Workload, name: str, show: str, page: int, pages: int,
    measures: Mapping[str, Measure], href: Callable[[str, int], str],
    list_href: Callable[[str], str], child_href: Callable[[str], str] | None = None,
) -> Component:
    """One page of what is overdue, or of what falls due in the next 30 days.

    ``show`` is "overdue" or "due"; ``href`` makes the address of one of them at a page, and
    ``list_href`` that of a measure's list; ``child_href`` that of a child.
    """
    counts = {"overdue": workload.overdue, "due": workload.due}
    return panel(
        "Work",
        choices([(f"{WORDS[which]} {count:,}", href(which, 1), which == show)
                 for which, count in counts.items()], label="What is due"),
        html.P(_said(workload, show), className="count") if counts[show] else None,
        due_list(rows, measures=measures, caption=f"{WORDS[show]}, {name}", href=list_href,
                 child_href=child_href),
        pager(page, pages, href=lambda number: href(show, number)))


def _said(workload: Workload, show: str) -> str:
    """How many things, and for how many children where they are late."""
    if show == "due":
        return f"{plural(workload.due, 'thing')}, soonest due first."
    return (f"{plural(workload.overdue, 'thing')} for "
            f"{plural(workload.children, 'child', 'children')}, longest overdue first.")


def _td(label: str, content: Any, look: str | None = None) -> Component:
    return quick(html.Td, content, className=look, **data(label=label))
