"""One measure across places: a bar each, the whole as a line across them, and the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import aria, data
from components.bar import three_part_bar
from components.cells import value_block
from components.kinds import Figure, Measure
from components.link import link
from components.numbers import is_share, missing, plural, unknown_words, whole
from components.quick import quick
from components.region import scrolling
from components.status import status_badge
from components.symbols import said, symbol_key, symbols_of


def places_table(
    measure: Measure,
    figures: Sequence[Figure],
    *,
    caption: str,
    heading: str,
    href: Callable[[Figure], str],
    whole_figure: Figure | None = None,
    whole_name: str = "",
    label: str = "short",
    most_to_do_first: bool = False,
    at_most: int | None = None,
) -> Component | None:
    """A table with one row a place of ``figures``, which have place, short and name.

    ``label`` is what names a place; ``href`` gives a place's address, or "" for none;
    ``whole_figure`` is the figure of all of them, whose share is the line across the bars;
    ``at_most`` so many places are drawn and the rest counted. None when there are no places.
    """
    if not figures:
        return None
    rows = sorted(figures, key=lambda r: -_to_do(r)) if most_to_do_first else list(figures)
    left_out = len(rows[at_most:]) if at_most else 0
    rows = rows[:at_most]
    line = (whole_figure["value"] if whole_figure is not None
            and is_share(measure, whole_figure) else None)
    highest = max((r["value"] for r in rows if not missing(r["value"])), default=0)
    share = measure.unit == "percent" and not measure.share_of
    target = measure.target is not None
    body = [_row(measure, {**r, "short": r[label]}, href(r), line, highest) for r in rows]
    if whole_figure is not None:
        body.append(_row(measure, {**whole_figure, "short": whole_name}, "", None, highest,
                         look="whole"))
    head = quick(html.Thead, quick(html.Tr, [
        quick(html.Th, heading, scope="col"),
        quick(html.Th, "", className="drawn", role="presentation"),
        quick(html.Th, "Figure", scope="col", className="number"),
        quick(html.Th, "Not known", scope="col", className="number") if share else None,
        quick(html.Th, "Reading", scope="col") if target else None,
        quick(html.Th, "To target", scope="col", className="number")
        if share and target else None]))
    table = quick(html.Table, [quick(html.Caption, caption, className="unseen"), head,
                               quick(html.Tbody, body)], className="places")
    drawn = scrolling(table, label=caption, look="cards")
    key = symbol_key(symbols_of([*rows, *([] if whole_figure is None else [whole_figure])]))
    more = quick(html.P, f"{plural(left_out, f'more {heading.lower()}')} not shown here.",
                  className="count") if left_out else None
    return quick(html.Div, [part for part in (drawn, more, key) if part is not None]) if (
        more or key) else drawn


def _to_do(row: Figure) -> float:
    return 0 if missing(row["short_by"]) else row["short_by"]


def _row(
    measure: Measure, row: Figure, to: str, line: float | None, highest: float,
    look: str | None = None,
) -> Component:
    share = measure.unit == "percent" and not measure.share_of
    target = measure.target is not None
    return quick(html.Tr, [
        quick(html.Th, link(row["short"], to) if to else row["short"], scope="row"),
        quick(html.Td, three_part_bar(measure, row, whole_value=line) if share
              else _amount_bar(row, highest), className="drawn"),
        quick(html.Td, value_block(measure, row), className="now"),
        quick(html.Td, said(unknown_words(row)),
              **data(label="Not known")) if share else None,
        quick(html.Td, status_badge(row["status"])) if target else None,
        quick(html.Td, _short(measure, row), **data(label="To target"))
        if share and target else None,
    ], className=look)


def _amount_bar(row: Figure, highest: float) -> Component | None:
    """A plain bar by the highest of the places; the number stands beside it."""
    if missing(row["value"]) or not highest or row["value"] > highest:
        return None
    return quick(html.Div, className="bar amount", style={
        "--met": f"{100 * row['value'] / highest:.4g}%"}, **aria(hidden="true"))


def _short(measure: Measure, row: Figure) -> str:
    if missing(row["short_by"]) or not row["short_by"]:
        return "–"
    return f"{whole(row['short_by'])} {'more' if measure.better == 'higher' else 'fewer'}"


def with_cases(figures: Sequence[Figure]) -> list[Figure]:
    """The places that have any case, or whose number is suppressed."""
    return [row for row in figures if row["cases"] != 0 or row["hidden"]]
