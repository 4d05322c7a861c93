"""A table of a summary: every cell in words, with the letter of what is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.link import link
from components.quick import quick
from components.region import scrolling
from data.summaries.report import Cell, Column, Table

ACROSS = 10
"""More columns than this beside the first, and a sheet of paper would cut them off."""


def report_table(table: Table, *, href: Callable[[str], str] = str) -> Component:
    """The table under its title, its notes below it; in parts where it is wider than paper. On a
    phone its rows are cards. ``href`` makes of the address of what a row names the one to open,
    or nothing.
    """
    return quick(html.Div, [
        *(_drawn(part, href) for part in _parts(table)),
        *(quick(html.P, note, className="source") for note in table.notes)],
        id=table.id, className="of-figures")


def _parts(table: Table) -> Iterator[Table]:
    """The table with so many of its columns at a time as paper has room for."""
    wide = len(table.columns) - 1
    if wide <= ACROSS:
        yield table
        return
    parts = -(-wide // ACROSS)
    each = -(-wide // parts)
    for n in range(parts):
        chosen = slice(1 + n * each, 1 + (n + 1) * each)
        yield replace(
            table, title=f"{table.title}, part {n + 1} of {parts}",
            columns=(table.columns[0], *table.columns[chosen]),
            rows=tuple((row[0], *row[chosen]) for row in table.rows))


def _drawn(table: Table, href: Callable[[str], str]) -> Component:
    looks = [_look(column) for column in table.columns]
    one_look = all(looks[1:])  # said once, for the table
    labels = [data(label=column.name) for column in table.columns]
    head = quick(html.Thead, quick(html.Tr, [
        quick(html.Th, column.name, scope="col", className=look)
        for column, look in zip(table.columns, looks, strict=True)]))
    body = quick(html.Tbody, [
        _row(row, href, [None] * len(row) if one_look else looks, labels) for row in table.rows])
    return scrolling(
        quick(html.Table, [quick(html.Caption, table.title), head, body],
              className="numbers" if one_look else None),
        label=table.title, look="cards")


def cell_words(cell: Cell) -> str:
    """What a cell says: never nothing, and with the letter where a number is not shown."""
    sign = f"[{cell.symbol}]" if cell.symbol else ""
    if sign in cell.text:
        return cell.text or sign or "–"
    return f"{cell.text} {sign}".strip()


def _row(
    row: tuple[Cell, ...], href: Callable[[str], str], looks: Sequence[str | None],
    labels: Sequence[dict[str, str]],
) -> Component:
    first, *_ = row
    to = href(first.href) if first.href else ""
    return quick(html.Tr, [
        quick(html.Th, link(cell_words(first), to) if to else cell_words(first), scope="row"),
        *(quick(html.Td, cell_words(row[n]), className=looks[n], **labels[n])
          for n in range(1, len(row)))])


def _look(column: Column) -> str | None:
    return "number" if column.kind in ("number", "percent") else None
