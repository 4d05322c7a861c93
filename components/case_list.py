"""A list of cases: who, worker, team, due, done, days over and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import aria, data
from components.kinds import Measure
from components.link import link
from components.numbers import amount, day_words, missing, plural
from components.quick import quick
from components.region import scrolling

COLUMNS = {
    "person": "Child", "worker": "Worker", "team": "Team", "value": "Status",
    "happened_on": "Happened", "due_on": "Due", "done_on": "Done", "days_over": "Over by",
    "reason": "Why",
}
_SORTED_BY = {"days_over": "due_on", "reason": ""}
"""Most days over is the earliest due; reasons are not sorted."""


def case_list(
    rows: Sequence[Mapping[str, Any]],
    *,
    measure: Measure,
    caption: str,
    team_names: Mapping[str, str],
    sort: str = "due_on",
    descending: bool = False,
    sort_href: Callable[[str], str] | None = None,
    worker_href: Callable[[str], str] | None = None,
    child_href: Callable[[str], str] | None = None,
    leave_out: tuple[str, ...] = (),
) -> Component:
    """The records of a case list as queries give it; columns nobody filled are not drawn.

    ``sort_href`` gives the address sorted by "due_on" or, with a minus before, the other way;
    without it headers are plain. ``child_href`` gives the address of a child's own page.
    """
    if not rows:
        return quick(html.P, "No cases here.", className="empty")
    shown = [c for c in COLUMNS if c not in leave_out and _worth_showing(c, rows, measure)]
    head = quick(html.Tr, [
        _header(c, measure, sort=sort, descending=descending, sort_href=sort_href) for c in shown])
    body = [quick(html.Tr, [
        _cell(c, row, measure, team_names, worker_href, child_href) for c in shown])
        for row in rows]
    table = quick(html.Table, [
        quick(html.Caption, caption, className="unseen"), quick(html.Thead, head),
        quick(html.Tbody, body)], className="cases")
    return scrolling(table, label=caption, look="cards")


def _worth_showing(column: str, rows: Sequence[Mapping[str, Any]], measure: Measure) -> bool:
    if column == "value":
        return measure.unit in ("percent", "mean") and not measure.share_of
    if column == "days_over":
        return any(not missing(row["due_on"]) and row["value"] != 1 for row in rows)
    if column == "happened_on" and all(row["happened_on"] == row["done_on"] for row in rows):
        return False
    if column == "due_on" and measure.better == "lower":
        return False
    return any(not missing(row[column]) for row in rows)


def _header(
    column: str, measure: Measure, *, sort: str, descending: bool,
    sort_href: Callable[[str], str] | None,
) -> Component:
    words = COLUMNS[column]
    if column == "value" and measure.unit == "mean":
        words = "Figure" if measure.names_child else "Children"
    look = "number" if column == "days_over" else None
    by = _SORTED_BY.get(column, column)
    if sort_href is None or not by:
        return quick(html.Th, words, scope="col", className=look)
    if by != sort or column != by:
        return quick(html.Th, link(words, sort_href(by)), scope="col", className=look)
    return quick(
        html.Th, link(words, sort_href(by if descending else f"-{by}")), scope="col",
        className=look, **aria(sort="descending" if descending else "ascending"))


def _cell(
    column: str, row: Mapping[str, Any], measure: Measure, team_names: Mapping[str, str],
    worker_href: Callable[[str], str] | None, child_href: Callable[[str], str] | None,
) -> Component:
    value = row[column]
    label = data(label=COLUMNS[column])
    if column == "person":
        return quick(html.Th, child(value, child_href), scope="row")
    if column == "value":
        return quick(html.Td, value_word(measure, value), **label)
    if column == "days_over":
        over = row["days_over"]
        if missing(over) or row["value"] == 1:
            return quick(html.Td, "–", className="number", **label)
        return quick(html.Td, days_over_words(over),
                     className="number late" if over > 0 else "number", **label)
    if missing(value):
        return quick(html.Td, "none" if column == "worker" else "–", **label)
    if column == "worker" and worker_href:
        return quick(html.Td, link(value, worker_href(value)), **label)
    if column == "team":
        return quick(html.Td, team_names.get(value, value), **label)
    if column in ("happened_on", "due_on", "done_on"):
        return quick(html.Td, day_words(value, short=True), className="day", **label)
    return quick(html.Td, value, className="why" if column == "reason" else None, **label)


def days_over_words(days: float) -> str:
    """ "140 days", "today", "in 12 days" """
    if days > 0:
        return plural(days, "day")
    return "today" if days == 0 else f"in {plural(-days, 'day')}"


def value_word(measure: Measure, value: Any) -> str:
    """What a case's value is called."""
    if missing(value):
        return "Not known"
    if measure.unit == "mean":
        return amount(value)
    if measure.better == "lower":
        return "Counted" if value == 1 else "Not counted"
    return "Met" if value == 1 else "Not met"


def child(person: Any, href: Callable[[str], str] | None) -> Any:
    """A child's id, which opens the child's own page where there is an address."""
    if missing(person):
        return "–"
    return link(person, href(str(person))) if href else person
