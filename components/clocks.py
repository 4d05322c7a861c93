"""Every clock that runs for one child: what is due when, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.kinds import Measure
from components.link import link
from components.numbers import day_words, plural
from components.quick import quick
from components.region import scrolling

Clock = Mapping[str, Any]
"""One clock as the query of a child gives it; what is not known is None."""


def clocks_table(
    clocks: Sequence[Clock], *, measures: Mapping[str, Measure], caption: str,
    href: Callable[[str], str],
) -> Component:
    """The clocks in the order given, worst first; ``href`` makes a measure's address."""
    if not clocks:
        return html.P("No clock runs for this child.", className="empty")
    heads = ("What", "How it stands", "Due", "Last done", "Why", "Worker")
    table = html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in heads])),
        html.Tbody([_row(clock, measures[clock["measure"]], href) for clock in clocks]),
    ], className="cases")
    return scrolling(table, label=caption, look="cards")


def _row(clock: Clock, measure: Measure, href: Callable[[str], str]) -> Component:
    late = clock["state"] == "overdue"
    return quick(html.Tr, [
        quick(html.Th, link(measure.name, href(measure.id)), scope="row"),
        quick(html.Td, state_words(clock), className="late" if late else None),
        _cell("Due", day_words(clock["due_on"], short=True), "day"),
        _cell("Last done", day_words(clock["done_on"], short=True), "day"),
        _cell("Why", clock["reason"], "why"),
        _cell("Worker", clock["worker"] or "none", "id")])


def _cell(label: str, words: str | None, look: str | None = None) -> Component:
    return quick(html.Td, words or "–", className=look if words else "blank", **data(label=label))


def state_words(clock: Clock) -> str:
    """ "Overdue by 12 days", "Due in 5 days", "In time, next due in 40 days", "Not known" """
    state, over = clock["state"], clock["days_over"]
    if state == "overdue":
        return f"Overdue by {plural(over, 'day')}"
    to_come = over is not None and over <= 0
    ahead = ("due today" if over == 0 else f"due in {plural(-over, 'day')}") if to_come else ""
    if state == "due":
        return ahead[:1].upper() + ahead[1:]
    said = {"unknown": "Not known", "missed": "Not met", "counted": "Counted", "met": "In time"}
    if state == "met" and ahead:
        return f"In time, next {ahead}"
    return ", ".join(filter(None, (said[state], ahead)))


def clocks_words(
    clocks: Sequence[Clock], *, late: int, due: int, measures: Mapping[str, Measure],
) -> str:
    """How many things are late together, which has been so longest, and how many fall due."""
    if not clocks:
        return ""
    soon = f" {plural(due, 'falls', 'fall')} due in 30 days." if due else ""
    if not late:
        return f"Nothing is late.{soon}"
    worst = clocks[0]
    how = (f"the longest, {measures[worst['measure']].name}, by" if late > 1 else
           f"{measures[worst['measure']].name}, by")
    return (f"{plural(late, 'thing is', 'things are')} late: {how} "
            f"{plural(worst['days_over'], 'day')}.{soon}")
