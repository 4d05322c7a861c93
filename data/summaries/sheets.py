"""What the sheets of a report's spreadsheet hold: described once, for every kind of spreadsheet.

After the Government Analysis Function's checklist for accessible spreadsheets: a cover, contents,
notes, symbols, then one table a sheet, from the left edge, without an empty cell, every heading
once. Texts are made safe here, so whoever writes them need not think of formulas.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from data.exports import neutral
from data.summaries.facts import day_words, facts
from data.summaries.report import VERDICTS, Cell, Column, Report, Table
from data.summaries.tidy import COLUMNS
from data.symbols import SYMBOLS

Shown = Literal["whole", "decimal", "whole percent", "decimal percent", "as it is"]
"""How a number is shown: with no decimal or one, or with whatever decimals it has."""
CONTENTS = "Contents"
NOT_STATED = "not stated"
_KEPT_BY_EXCEL = "History"
_LONGEST_NAME = 31
_LONGEST_TEXT = 16_000
"""Excel's cell holds 32,767 characters, and an emoji counts as two."""
_CUT = " … (cut here: the text is too long for a cell)"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_ONLY_A_NUMBER = re.compile(r"[-−]?[\d,]+(\.\d+)?\s*%?")
_WIDEST, _NARROWEST = 60, 12
_BROAD = 1.1
"""How much wider a character is than the unit that widths are given in."""


@dataclass(frozen=True)
class Link:
    """A cell that opens a sheet of this spreadsheet, or with ``href`` an address."""

    text: str
    sheet: str = ""
    href: str = ""


@dataclass(frozen=True)
class Number:
    """A cell with a number, as a spreadsheet holds it: a share as 0.79, shown as 79%."""

    value: float
    shown: Shown


Value = str | Number | dt.date | Link


@dataclass(frozen=True)
class SheetColumn:
    """A column: ``width`` in characters; ``to_left`` where it reads from the left, as words and
    dates do. Numbers stand to the right.
    """

    name: str
    width: int
    to_left: bool = True


@dataclass(frozen=True)
class Grid:
    """The table of a sheet. ``name`` is its own in the spreadsheet; no value is empty."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: ``title`` in its first cell, ``lines`` below it, a row each, then its table."""

    name: str
    title: str
    lines: tuple[str | Link, ...]
    grid: Grid | None = None


def sheets(report: Report) -> tuple[Sheet, ...]:
    """The sheets of a report, in order."""
    names, tables = _Names(CONTENTS, _KEPT_BY_EXCEL), _Names()
    notes = list(dict.fromkeys(note for table in report.tables() for note in table.notes))
    made = [_cover(report, names)]
    made += [sheet for sheet in (
        _listed(names, "Notes", ("Note", "What it says"),
                [(f"[note {n}]", note) for n, note in enumerate(notes, 1)]),
        _listed(names, "Symbols", ("Symbol", "What it means"),
                [(f"[{letter}]", means) for letter, means in SYMBOLS.items()]),
        _listed(names, "Terms", ("Term", "What it means"),
                [(term.word, term.means) for term in report.terms]),
        _listed(names, "Sources", ("About", "Source"), [
            *(("The whole report", words) for words in report.sources),
            *((item.title, words) for item in report.items() for words in item.sources)]),
        _listed(names, "What it says", ("Part", "About", "How it is going", "In words"),
                _sentences(report)),
        _listed(names, "Charts in words", ("Chart", "What it shows"),
                [(picture.title, picture.words) for picture in report.pictures()]),
        *[_sheet(table, notes, names, tables) for table in report.tables()],
        _figures(report, names)) if sheet is not None]
    return _with_contents(report, made)


class _Names:
    """Names that no two things share, whatever their capitals, and that none of ``kept`` has."""

    def __init__(self, *kept: str) -> None:
        self._taken = {name.lower() for name in kept}

    def own(self, wanted: str, longest: int = 200, joint: str = " ") -> str:
        """The name wanted, at most so long, or where it is taken one with a number."""
        name, n = _shortened(wanted, longest), 1
        while name.lower() in self._taken:
            n += 1
            end = f"{joint}{n}"
            name = _shortened(wanted, longest - len(end)) + end
        self._taken.add(name.lower())
        return name

    def sheet(self, wanted: str) -> str:
        """The same without what no sheet's name may have."""
        return self.own(_FORBIDDEN_IN_NAME.sub(" ", wanted).replace("'", "’"), _LONGEST_NAME)


def _shortened(wanted: str, longest: int) -> str:
    """At most so long, cut after a word, on one line."""
    name = " ".join(_UNWRITABLE.sub("", wanted).split()) or "Table"
    if len(name) > longest:
        head, _, _ = name[:longest + 1].rpartition(" ")
        name = head if len(head) > longest // 2 else name[:longest]
    return name.rstrip()


def _cover(report: Report, names: _Names) -> Sheet:
    lines: list[str | Link] = [_text(report.lead)]
    lines += [_text(f"{what}: {said}") for what, said in facts(report)]
    if report.address.startswith("http"):
        lines.append(Link("Open it where it is kept", href=report.address))
    lines.append("A letter in square brackets stands where a number is not shown. The sheet "
                 "Symbols says what each letter means.")
    lines.append(Link("What is on which sheet", sheet=CONTENTS))
    return Sheet(names.sheet("Cover"), _text(report.title), tuple(lines))


def _sentences(report: Report) -> Iterator[tuple[str, ...]]:
    for section in report.sections:
        for words in section.sentences:
            yield section.title, "The whole part", "not judged", words
        for item in section.items:
            for words in item.sentences:
                verdict = VERDICTS[item.verdict] if item.verdict else "not judged"
                yield section.title, item.title, verdict, words


def _listed(
    names: _Names, name: str, headings: Sequence[str], rows: Iterable[tuple[str, ...]],
) -> Sheet | None:
    """A sheet of words; None where there are no rows."""
    safe = tuple(tuple(_text(words) for words in row) for row in rows)
    if not safe:
        return None
    columns = tuple(SheetColumn(heading, _width(heading, [row[n] for row in safe]))
                    for n, heading in enumerate(headings))
    own = names.sheet(name)
    return Sheet(own, own, (), Grid(_table_name("List", own), columns, safe))


def _sheet(table: Table, notes: list[str], names: _Names, tables: _Names) -> Sheet:
    markers = " ".join(f"[note {notes.index(note) + 1}]" for note in dict.fromkeys(table.notes))
    rows = table.rows or ((Cell("nothing to show"), *[Cell("", symbol="z")] * (
        len(table.columns) - 1)),)
    headings = _headings(table.columns)
    columns, values = [], []
    for heading, column, cells in zip(
            headings, table.columns, zip(*rows, strict=True), strict=True):
        values.append([_value(cell, column) for cell in cells])
        columns.append(SheetColumn(heading, _width(heading, [cell.text for cell in cells]),
                                   column.kind in ("words", "date")))
    return Sheet(
        names.sheet(table.title), _text(f"{table.title} {markers}".rstrip()),
        (f"The sheet Notes says what is meant by {markers}.",) if markers else (),
        Grid(tables.own(_table_name("Table", table.id), joint="_"), tuple(columns),
             tuple(zip(*values, strict=True))))


def _headings(columns: Sequence[Column]) -> list[str]:
    """Every heading once: Excel takes no table with two alike, nor with an empty one."""
    names = _Names()
    return [_text(names.own(column.name or f"Column {n}"))
            for n, column in enumerate(columns, 1)]


def _value(cell: Cell, column: Column) -> Value:
    """A cell as a spreadsheet holds it. What is more than a number, such as "66 % (2014/15)",
    stays words. A number is the one on the page, to no more decimals: what is printed as 79 is
    not 78.8352 underneath, from which counts could be worked out.
    """
    text, number = cell.text, cell.number
    if cell.symbol:
        sign = f"[{cell.symbol}]"
        return _text(text if sign in text else f"{text} {sign}".strip())
    if column.kind == "date":
        return _day(text) or _text(text)
    bare = not text or _ONLY_A_NUMBER.fullmatch(text)
    if column.kind == "words" or number is None or not math.isfinite(number) or not bare:
        return _text(text)
    if text:
        number = float(text.replace(",", "").replace("−", "-").rstrip("% \u202f\u00a0"))
    size: Literal["whole", "decimal"] = "decimal" if "." in text or not (
        text or number.is_integer()) else "whole"
    if column.kind == "percent" or "%" in text:
        return Number(number / 100, "whole percent" if size == "whole" else "decimal percent")
    return Number(number, size)


def _day(text: str) -> dt.date | None:
    """The day that a text names, as 2016-03-31 or 31 March 2016."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _figures(report: Report, names: _Names) -> Sheet | None:
    """The tidy data, a row a figure; None where the report has none."""
    if not report.data:
        return None
    columns = tuple(SheetColumn(
        column.name, column.width, column.datatype != "number")
        for column in COLUMNS)
    rows = tuple(tuple(
        _figure(getattr(datum, column.name), column.empty, datum.symbol) for column in COLUMNS)
        for datum in report.data)
    return Sheet(
        names.sheet("All figures"), "All figures, one to a row",
        ("Shares are in per cent, from 0 to 100. The column unit says what a number is.",),
        Grid(_table_name("List", "All figures"), columns, rows))


def _figure(value: str | float | dt.date | None, empty: str, symbol: str) -> Value:
    """A value of the tidy data. Where there is none it says why: its symbol, or ``empty``."""
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        return _text(value) if value else empty
    if value is None or not math.isfinite(value):
        return empty if empty else f"[{symbol or 'x'}]"
    return Number(round(float(value), 4), "as it is")


def _with_contents(report: Report, made: list[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with their contents second, and on each the way back and what it belongs to."""
    cover, *rest = made
    whose = _text(f"{report.title}: {report.place_name}, {day_words(report.as_at)}, revision "
                  f"{report.revision}. {report.marking}."
                  + (" Everything in it is made up." if report.made_up else ""))
    rows = tuple((Link(sheet.name, sheet=sheet.name), sheet.title) for sheet in made)
    contents = Sheet(CONTENTS, CONTENTS, (whose, "This sheet has one table."), Grid(
        _table_name("List", CONTENTS),
        (SheetColumn("Sheet", 36), SheetColumn("What is on it", _WIDEST)), rows))
    return (cover, contents, *(dataclasses.replace(
        sheet, lines=(whose, "This sheet has one table.", *sheet.lines,
                      Link("Back to the contents", sheet=CONTENTS))) for sheet in rest))


def lines_of(values: Iterable[Value], widths: Iterable[int]) -> int:
    """How many lines a row needs for its longest text, wrapped: rather one too many."""
    return max((sum(math.ceil(max(len(part), 1) * _BROAD / width) for part in value.split("\n"))
                for value, width in zip(values, widths, strict=False) if isinstance(value, str)),
               default=1)


def _table_name(kind: str, wanted: str) -> str:
    """A name that a spreadsheet takes for a table: letters, digits and underscores."""
    return f"{kind}_" + (re.sub(r"[^A-Za-z0-9]+", "_", wanted).strip("_") or "of_the_report")


def _width(heading: str, texts: Iterable[str]) -> int:
    """Wide enough for the longest text on one line, or to wrap it."""
    longest = max((len(text) for text in (heading, *texts)), default=0)
    return max(_NARROWEST, min(_WIDEST, math.ceil(longest * _BROAD) + 2))


def _text(words: str) -> str:
    """Words that a cell can hold and no spreadsheet runs; said to be missing where empty."""
    words = _UNWRITABLE.sub("", words.replace("\t", " ")).strip()
    if len(words) > _LONGEST_TEXT:
        words = words[:_LONGEST_TEXT] + _CUT
    return str(neutral(words)) if words else NOT_STATED
