"""A summary as plain data: what its page, its PDF, its workbook and its CSV are all made of.

Nothing in it is worked out again by whoever shows it. Every number has gone through the queries for
the reader it is meant for, so what a cell hides no sentence, picture or file can give away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Unit = Literal["percent", "count", "rate", "days", "mean"]
Verdict = Literal["", "better", "worse", "no change", "not known", "met"]
VERDICTS: dict[Verdict, str] = {
    "better": "Better", "worse": "Worse", "no change": "No clear change",
    "not known": "Cannot be judged", "met": "Target met"}
"""What each is called. Better and worse are more than chance explains."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: ``text`` as people read it; ``number`` as a spreadsheet holds it (per
    cent 0 to 100), None where it is words or is not shown; ``symbol`` the letter that says why it
    is not shown (data/symbols.py), without brackets. ``href`` opens the page of what it names.
    """

    text: str
    number: float | None = None
    symbol: str = ""
    href: str = ""


@dataclass(frozen=True)
class Column:
    """A column and what its numbers are: ``kind`` decides how a spreadsheet shows them."""

    name: str
    kind: Literal["words", "number", "percent", "date"] = "words"


@dataclass(frozen=True)
class Table:
    """A table of a report. The first cell of a row names it. ``id`` is its own in the report."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A small chart, drawn without a script. ``words`` say what it shows, for those who do not see
    it. ``id`` is its own in the report.

    ``months``: a line over ``labels`` (ISO dates); ``lower``, ``upper`` (its usual range) and
    ``marks`` (a signal's word a point: "better", "worse" or "") run beside ``values`` or are empty.
    ``areas``: a mark a place; ``marks`` say "apart" where more than chance explains it.
    Values are in people's units, not a number where there is none; ``symbols`` say why.
    ``beside`` are named levels drawn across, such as ("England, 2014/15", 66.0). ``small``: one of
    many, to be drawn three beside each other.
    """

    id: str
    title: str
    words: str
    kind: Literal["months", "areas"]
    unit: Unit
    labels: tuple[str, ...]
    values: tuple[float, ...]
    symbols: tuple[str, ...]
    target: float | None = None
    lower: tuple[float, ...] = ()
    upper: tuple[float, ...] = ()
    marks: tuple[str, ...] = ()
    beside: tuple[tuple[str, float], ...] = ()
    small: bool = False


@dataclass(frozen=True)
class Item:
    """One thing a summary speaks of, such as a measure: a heading, what is so in sentences (the
    first can stand alone), pictures and tables. ``href`` opens its own page, ``sources`` say what
    the sentences rest on and how old that is.
    """

    id: str
    title: str
    sentences: tuple[str, ...]
    verdict: Verdict = ""
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    sources: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a report under one heading."""

    id: str
    title: str
    sentences: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Datum:
    """One figure in a tidy file: nothing summed up, one row a figure.

    ``source`` is the authority's own, or whose published figure it is; ``numerator`` and
    ``denominator`` are None where they are hidden or there are none. ``year`` is that of a
    published figure, empty for an own one.
    """

    as_at: dt.date
    measure: str
    measure_name: str
    place: str
    place_name: str
    period: str
    unit: Unit
    value: float | None
    symbol: str
    numerator: float | None
    denominator: float | None
    unknown: float | None
    target: float | None
    source: str
    year: str = ""


@dataclass(frozen=True)
class Term:
    """A word of the trade and what it means, in one plain sentence."""

    word: str
    means: str


@dataclass(frozen=True)
class Report:
    """A whole summary.

    ``id`` with ``params`` is its address: /summaries/<id>?<params> (a measure's: /measures/<id>).
    ``marking`` is the protective marking, ``audience`` who may have it, as a sentence; ``filters``
    are what it was narrowed by, as (what, to what). ``withdrawn`` says of each revision of its
    dates that was taken back when that was. ``file`` is the stem of a file's name. A report
    is ``public`` when all its figures are those the public may see. ``rows`` are gone through once,
    when ``data`` is asked for: a page is made without them.
    """

    id: str
    title: str
    lead: str
    authority: str
    place: str
    place_name: str
    as_at: dt.date
    revision: int
    built_at: str
    marking: str
    audience: str
    public: bool
    made_up: bool
    as_now_known: bool
    address: str
    file: str
    sections: tuple[Section, ...]
    rows: Iterable[Datum] = field(default=(), compare=False)
    terms: tuple[Term, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @cached_property
    def data(self) -> tuple[Datum, ...]:
        """Every figure that the summary rests on, a row each."""
        return tuple(self.rows)

    def items(self) -> Iterator[Item]:
        """Every item, in order."""
        for section in self.sections:
            yield from section.items

    def tables(self) -> Iterator[Table]:
        """Every table, in order: a section's own after those of its items."""
        for section in self.sections:
            for item in section.items:
                yield from item.tables
            yield from section.tables

    def pictures(self) -> Iterator[Picture]:
        """Every picture, in order."""
        for item in self.items():
            yield from item.pictures

    def sentences(self) -> Iterator[str]:
        """Every sentence, in order: the lead, then section by section."""
        yield self.lead
        for section in self.sections:
            yield from section.sentences
            for item in section.items:
                yield from item.sentences
