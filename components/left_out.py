"""What the faults of an extract keep out of a figure, and where each is to be put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.numbers import plural
from components.panel import panel
from components.region import scrolling

EACH, ALL = 10, 30
"""Faults shown of one kind, and together; the report of ``surgery check`` has every one."""


class LeftOut(Protocol):
    """Rows or values of one kind that a measure does not count."""

    @property
    def one(self) -> str: ...
    @property
    def many(self) -> str: ...
    @property
    def count(self) -> int | None: ...
    @property
    def first(self) -> Sequence[Mapping[str, Any]]: ...


def left_out(found: Sequence[LeftOut]) -> Component | None:
    """How many of what are not in the figure, and the faults themselves for those who may see
    them. None where nothing was left out.
    """
    if not found:
        return None
    return panel("Left out of this figure", html.P(_sentence(found)), _faults(found), look="card")


def _sentence(found: Sequence[LeftOut]) -> str:
    what = "; ".join(f"some {kind.many}" if kind.count is None else
                     plural(kind.count, kind.one, kind.many) for kind in found)
    return f"What is wrong in the extract is not counted. In the whole county: {what}."


def _faults(found: Sequence[LeftOut]) -> Component | None:
    """Each fault by its file, row and column, to be opened; None where there is none to show."""
    rows = [row for kind in found for row in kind.first[:EACH]][:ALL]
    if not rows:
        return None
    every = sum(kind.count or 0 for kind in found)
    words = f"Show {'the first ' if every > len(rows) else ''}{plural(len(rows), 'fault')}"
    caption = "Faults in the extract that this measure leaves out"
    heads = ("Where", "Row", "Column", "Value", "What is wrong")
    return html.Details([
        html.Summary(words),
        scrolling(html.Table([
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr([
                html.Th(head, scope="col", className="number" if head == "Row" else None)
                for head in heads])),
            html.Tbody([html.Tr([
                html.Th(_where(row), scope="row"),
                _td("Row", "" if row["row"] is None else f"{row['row']:,}", "number"),
                _td("Column", row["column"]), _td("Value", row["value"]),
                _td("What is wrong", row["message"], "why")]) for row in rows])],
            className="cases"), label=caption, look="cards")])


def _where(row: Mapping[str, Any]) -> str:
    """The file, and its sheet where it has several."""
    file, sheet = row["file"], row["sheet"]
    return file if file.partition(".")[0].casefold().endswith(sheet.casefold()) else (
        f"{file}, {sheet}")


def _td(label: str, content: str, look: str | None = None) -> Component:
    return html.Td(content, className=look, **data(label=label))
