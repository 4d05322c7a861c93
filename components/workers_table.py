"""A team's workers: children, how much of a week they work, and what is overdue."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.link import link
from components.numbers import amount, decimal, missing
from components.quick import quick
from components.records import records
from components.region import scrolling


def workers_table(
    workers: pd.DataFrame, *, name: str, href: Callable[[str], str],
) -> Component:
    """``workers`` has worker, children, full_time_equivalent, overdue and children_overdue, one
    row a worker; most children for a full-time worker first. ``href`` gives a worker's address.
    """
    if workers.empty:
        return html.P("No worker of this team holds a case at this date.", className="empty")
    rows = sorted(records(workers), key=lambda r: -(_per_full_time(r) or 0))
    heads = ("Worker", "Children", "Full-time equivalent", "Children per full-time worker",
             "Things overdue", "Children they are for")
    caption = f"Workers of {name}"
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col", className="number" if n else None)
                            for n, words in enumerate(heads)])),
        html.Tbody([quick(html.Tr, [
            quick(html.Th, link(row["worker"], href(row["worker"])), scope="row"),
            *(quick(html.Td, words, **data(label=head),
                    className="late" if head == heads[4] and row["overdue"] else None)
              for head, words in zip(heads[1:], _cells(row), strict=True))]) for row in rows]),
    ], className="numbers"), label=caption, look="cards")


def _cells(row: dict[str, float]) -> list[str]:
    share, each = row["full_time_equivalent"], _per_full_time(row)
    return [_number(row["children"]), "–" if missing(share) else f"{share:.2f}",
            "–" if each is None else decimal(each), _number(row["overdue"]),
            _number(row["children_overdue"])]


def _per_full_time(row: dict[str, float]) -> float | None:
    children, share = row["children"], row["full_time_equivalent"]
    return None if missing(children) or missing(share) or not share else children / share


def _number(value: float) -> str:
    return "–" if missing(value) else amount(value)
