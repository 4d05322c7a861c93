"""What stands round every chart: its sentence, its table, its download, what its marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import aria
from components.chart_layout import CONFIG, Event, lettered, within
from components.numbers import day_words
from components.quick import quick
from components.region import scrolling
from components.symbols import said


def chart_figure(
    drawn: dict[str, Any], *, label: str, words: str, table: Component,
    key: Component | None = None, below: Sequence[Component | None] = (), download: str = "",
) -> Component:
    """A chart with all that belongs to it. ``label`` is what it is, for those who do not see it,
    ``words`` its sentence; ``below`` stands between the sentence and the table; ``download`` is
    where the table is as a file.
    """
    return quick(html.Figure, [part for part in (
        quick(html.Div, dcc.Graph(figure=drawn, config=CONFIG, className="graph"),
              role="img", **aria(label=f"{label}. {words}")),
        key,
        quick(html.Figcaption, words),
        *below,
        quick(html.Details, [quick(html.Summary, "View as table"), table]),
        quick(html.A, "Download this table (CSV)", href=download, download="")
        if download else None,
    ) if part is not None], className="chart")


def chart_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str,
    look: str = "numbers",
) -> Component:
    """The numbers that a chart draws; the first cell of a row names it."""
    return scrolling(quick(html.Table, [
        quick(html.Caption, caption, className="unseen"),
        quick(html.Thead, quick(html.Tr, [
            quick(html.Th, h, scope="col", className="number" if n else None)
            for n, h in enumerate(heads)])),
        quick(html.Tbody, [
            quick(html.Tr, [quick(html.Th, first, scope="row"),
                            *(quick(html.Td, said(cell)) for cell in rest)])
            for first, *rest in rows])], className=look), label=caption)


def event_list(
    events: Sequence[Event], dates: Sequence[Any], *, marks: Sequence[Event] = (),
) -> Component | None:
    """What the lettered lines and the numbered ``marks`` (actions) of a chart by month mean."""
    shown = [*lettered(events, dates), *(
        (str(n), mark) for n, mark in enumerate(within(marks, dates), 1))]
    if not shown:
        return None
    return quick(html.Ul, [quick(html.Li, [quick(html.B, sign), f" {day_words(day)}: {words}"])
                           for sign, (day, words) in shown], className="events")


def swatches(*parts: tuple[str, str]) -> Component:
    """Which mark is which: words and the class by which the style sheet draws it."""
    return quick(html.P, [quick(html.Span, words, className=f"swatch {look}")
                          for words, look in parts], className="key")
