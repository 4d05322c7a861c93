"""A measure worked by hand: a handful of rows, who counts and who does not, and the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dash import html
from dash.development.base_component import Component

from components.case_list import value_word
from components.kinds import Measure
from components.numbers import amount, day_words
from components.region import scrolling

NOT_KNOWN = "not known"
WHEN = {"point": "At {}", "month": "In the month to {}", "year": "In the twelve months to {}"}


class Example(Protocol):
    """The rows of an example by table, what each case comes to, and why others are left out."""

    @property
    def as_at(self) -> dt.date: ...
    @property
    def period(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def tables(self) -> Mapping[str, Sequence[Mapping[str, Any]]]: ...
    @property
    def cases(self) -> Mapping[str, float | str]: ...
    @property
    def left_out(self) -> Mapping[str, str]: ...


def worked_example(
    measure: Measure, example: Example, *, table_words: Mapping[str, str],
) -> list[Component]:
    """The rows as small tables, who counts as what, and the answer in words. ``table_words`` says
    what each table holds.
    """
    when = WHEN[example.period].format(day_words(example.as_at))
    return [
        html.P(f"{when}, with nothing else recorded than these rows."),
        *(part for name, rows in example.tables.items() if rows
          for part in (html.H3([html.Code(name), html.Small(table_words[name])]),
                       _rows(name, rows))),
        html.H3("Who counts"),
        _verdicts(measure, example),
        html.P(example.words, className="answer"),
    ]


def _rows(name: str, rows: Sequence[Mapping[str, Any]]) -> Component:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return _table(f"Rows of {name}", [c.replace("_", " ") for c in columns],
                  [[_cell(row.get(column)) for column in columns] for row in rows])


def _verdicts(measure: Measure, example: Example) -> Component:
    counted = [[name, _counts_as(measure, value)] for name, value in example.cases.items()]
    left_out = [[name, f"Left out: {why}"] for name, why in example.left_out.items()]
    return _table("Who counts", ["id", "counts as"], [*counted, *left_out])


def _counts_as(measure: Measure, value: float | str) -> str:
    if isinstance(value, str):
        return ("Not known: left out" if measure.unknown == "left_out"
                else "Not known: counts as not met")
    if measure.unit == "percent":
        return value_word(measure, value)
    return "One" if value == 1 and measure.unit != "mean" else amount(value)


def _table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]],
) -> Component:
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in heads])),
        html.Tbody([html.Tr([html.Td(words) for words in row]) for row in rows]),
    ], className="example"), label=caption)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return day_words(value, short=True)
    return "–" if value is None else str(value)
