"""A table of a summary: every cell in words, with the letter of what is not shown."""

from __future__ import annotations

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.link import link
from components.quick import quick
from components.region import scrolling
from data.summaries.report import Cell, Column, Table


def report_table(table: Table, *, href: Callable[[str], str] = str) -> Component:
    """The table under its title, its notes below it. On a phone its rows are cards. ``href`` makes
    of the address of what a row names the one to open, or nothing.
    """
    head = html.Thead(html.Tr([
        quick(html.Th, column.name, scope="col", className=_look(column))
        for column in table.columns]))
    body = html.Tbody([_row(table, row, href) for row in table.rows])
    drawn = scrolling(
        html.Table([html.Caption(table.title), head, body],
                   className="numbers" if _all_numbers(table) else None),
        label=table.title, look="cards")
    return html.Div([drawn, *(html.P(note, className="source") for note in table.notes)],
                    id=table.id, className="of-figures")


def cell_words(cell: Cell) -> str:
    """What a cell says: never nothing, and with the letter where a number is not shown."""
    sign = f"[{cell.symbol}]" if cell.symbol else ""
    if sign in cell.text:
        return cell.text or sign or "–"
    return f"{cell.text} {sign}".strip()


def _row(table: Table, row: tuple[Cell, ...], href: Callable[[str], str]) -> Component:
    first, *rest = row
    to = href(first.href) if first.href else ""
    one_look = _all_numbers(table)  # said once, for the table
    return quick(html.Tr, [
        quick(html.Th, link(cell_words(first), to) if to else cell_words(first), scope="row"),
        *(quick(html.Td, cell_words(cell), className=None if one_look else _look(column),
                **data(label=column.name))
          for cell, column in zip(rest, table.columns[1:], strict=True))])


def _all_numbers(table: Table) -> bool:
    return all(_look(column) for column in table.columns[1:])


def _look(column: Column) -> str | None:
    return "number" if column.kind in ("number", "percent") else None
