"""All surgeries: whose, when, what they will find, and how the last one stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.link import link
from components.numbers import day_words, decimal
from components.region import scrolling


@dataclass(frozen=True)
class Held:
    """An area's or a service's surgery. ``signals`` and ``by_chance`` are None where none are
    worked out, ``still_open`` and ``overdue`` (actions) where they cannot be read; ``stands`` says
    how this one stands, and ``minutes`` are where the last ones are ("" for none to be seen).
    """

    name: str
    href: str
    held: dt.date
    signals: int | None
    by_chance: float | None
    still_open: int | None
    overdue: int | None
    stands: str
    last: dt.date | None = None
    minutes: str = ""


def surgeries_table(rows: Sequence[Held], *, caption: str) -> Component:
    """One row a surgery."""
    heads = ("Surgery", "Next", "How it stands", "Signals", "By chance", "Actions open", "Overdue",
             "Last minutes")
    numbers = heads[3:7]
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col",
                                    className="number" if words in numbers else None)
                            for words in heads])),
        html.Tbody([html.Tr([
            html.Th(link(row.name, row.href), scope="row"),
            _td("Next", f"{row.held:%a} {day_words(row.held, short=True)}", "day"),
            _td("How it stands", row.stands),
            _td("Signals", _count(row.signals), "number"),
            _td("By chance", "–" if row.by_chance is None else decimal(row.by_chance), "number"),
            _td("Actions open", _count(row.still_open), "number"),
            _td("Overdue", _count(row.overdue), "number late" if row.overdue else "number"),
            _td("Last minutes", link(day_words(row.last, short=True), row.minutes)
                if row.minutes else "–", "day")]) for row in rows])],
        className="surgeries"), label=caption, look="cards")


def _count(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def _td(label: str, content: Any, look: str | None = None) -> Component:
    return html.Td(content, className=look, **data(label=label))
