"""One item of a surgery's agenda: a sentence, then short lists of which every line opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.link import link
from components.quick import quick
from components.region import scrolling

TITLES = ("What we agreed last time", "What went well", "What changed", "The children",
          "Workers and cases", "Quality beside volume", "What the data do not know",
          "What we agree")
"""The items in the order in which a surgery takes them."""
SHARES = (6, 3, 12, 10, 4, 4, 2, 4)
"""How a surgery's time is shared among them: so many parts of all."""
Number = str | tuple[str, str]
"""A number in words, or one with the address that it opens."""
SHORT = 6
"""So many lines of a list stand on the page; its last words lead to all of them."""


@dataclass(frozen=True)
class Line:
    """What it is about and where that opens ("" for nowhere), smaller words ``beside`` it, a
    ``reading`` with the shape that goes with it, a picture, and numbers, one for each column.
    """

    words: str
    href: str
    beside: str = ""
    reading: str = ""
    shape: str = "dash"
    drawn: Component | None = None
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Group:
    """Lines under a heading of their own. ``what`` heads what they are about and ``columns`` their
    numbers; ``every`` is how many lines there are in all and ``more`` where all of them are, or
    what ``more_words`` say.
    """

    heading: str
    lines: tuple[Line, ...]
    what: str
    columns: tuple[str, ...] = ()
    note: str = ""
    every: int = 0
    more: str = ""
    more_words: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Item:
    """An item by its number from 1: one true sentence, its lists, and whatever else stands there
    (forms, a list of actions) without being part of the record. ``notes`` are what was written
    down of it in the room.
    """

    number: int
    sentence: str
    groups: tuple[Group, ...] = ()
    beside: tuple[Component, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return TITLES[self.number - 1]


def item_section(item: Item) -> Component:
    """The item as a section of the agenda; ``item-3`` is where a link finds it."""
    return quick(
        html.Section,
        [quick(html.H2, [quick(html.Span, f"{item.number} "), item.title]), *item_content(item)],
        id=f"item-{item.number}", className="panel item")


def item_content(item: Item, *, alone: bool = False) -> list[Component]:
    """What stands under an item's heading; ``alone`` where that heading is the page's own."""
    return [
        quick(html.P, item.sentence, className="said"),
        *(part for group in item.groups for part in _group(group, alone=alone)),
        *item.beside,
        *_notes(item.notes, alone=alone)]


def _heading(words: Any, *, alone: bool) -> Component:
    """A heading one level below the item's: no level is left out."""
    return quick(html.H2, words, className="of-group") if alone else quick(html.H3, words)


def _notes(notes: Sequence[str], *, alone: bool) -> list[Component]:
    if not notes:
        return []
    return [_heading("Notes", alone=alone),
            html.Ul([quick(html.Li, words) for words in notes], className="notes")]


def _group(group: Group, *, alone: bool) -> list[Component]:
    note: list[Any] = [quick(html.Small, group.note)] if group.note else []
    if group.more and (group.more_words or group.every > len(group.lines)):
        note.append(quick(
            html.Small, link(group.more_words or f"all {group.every:,}", group.more)))
    heading = _heading([group.heading, *note], alone=alone)
    if not group.lines:
        return [heading, quick(html.P, group.empty, className="empty")] if group.empty else []
    return [heading, _table(group)]


def _table(group: Group) -> Component:
    read = any(line.reading for line in group.lines)
    drawn = any(line.drawn is not None for line in group.lines)
    head = [quick(html.Th, group.what, scope="col")]
    if read:
        head.append(quick(html.Th, "Reading", scope="col"))
    if drawn:
        head.append(quick(html.Th, "Twelve months", scope="col"))
    head += [quick(html.Th, words, scope="col", className="number") for words in group.columns]
    return scrolling(quick(html.Table, [
        quick(html.Caption, group.heading, className="unseen"),
        quick(html.Thead, quick(html.Tr, head)),
        quick(html.Tbody, [_row(line, group, read=read, drawn=drawn) for line in group.lines])],
        className="agenda-lines"), label=group.heading, look="cards")


def _row(line: Line, group: Group, *, read: bool, drawn: bool) -> Component:
    words = link(line.words, line.href) if line.href else line.words
    cells = [quick(html.Th, [words, quick(html.Small, line.beside)] if line.beside else words,
                   scope="row")]
    if read:
        cells.append(quick(html.Td, quick(
            html.Span, line.reading, className=f"status {line.shape}") if line.reading else None,
            **data(label="")))
    if drawn:
        cells.append(quick(html.Td, line.drawn, className="line"))
    cells += [quick(html.Td, number if isinstance(number, str) else link(*number),
                    className="number", **(data(label=head) if number else {}))
              for head, number in zip(group.columns, line.numbers, strict=True)]
    return quick(html.Tr, cells)
