"""What a reading is in a file: one row a figure, and a table of areas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from data.summaries.reading import Elsewhere, Number, Reading
from data.summaries.report import Cell, Column, Datum, Table
from data.summaries.saying import THIN, amount, target_words, value_words

AREAS_NOTE = "Children in no one area’s team are counted in the county’s figure only."


def number_cell(reading: Reading, number: Number | None) -> Cell:
    """A figure as a cell: its value, or the letter that says why there is none."""
    if number is None:
        return Cell("[x]", symbol="x")
    if number.symbol == "u":
        return Cell(f"{of_words(number)} [u]", symbol="u")
    if number.symbol:
        return Cell(f"[{number.symbol}]", symbol=number.symbol)
    return Cell(value_words(reading.measure, number.value), number.value)


def count_cell(value: float, symbol: str) -> Cell:
    """A count as a cell; ``symbol`` says why where there is none."""
    if math.isnan(value):
        return Cell(f"[{symbol or 'c'}]", symbol=symbol or "c")
    return Cell(amount(value), value)


def published_cell(reading: Reading, found: Elsewhere) -> Cell:
    """A published figure as a cell: as it was published, to one decimal."""
    words = amount(found.value)
    return Cell(f"{words}{THIN}%" if reading.measure.unit == "percent" else words, found.value)


def published_source(readings: Iterable[Reading]) -> tuple[str, ...]:
    """Whose published figures stand beside these readings, of which years; none where none do."""
    years = sorted({e.year for r in readings for e in r.elsewhere})
    if not years:
        return ()
    return (f"England and statistical neighbours: Department for Education official statistics, "
            f"{', '.join(years)}, Open Government Licence v3.0.",)


def target_cell(reading: Reading) -> Cell:
    """The target as a cell; [z] where the measure has none."""
    measure = reading.measure
    words = target_words(measure)
    if not words or measure.target is None:
        return Cell("[z]", symbol="z")
    return Cell(f"{words}{THIN}%" if words[-1:].isdigit() and measure.unit == "percent" else words,
                measure.target)


def of_words(number: Number) -> str:
    """ "45 of 60" """
    return f"{amount(number.numerator)} of {amount(number.denominator)}"


def areas_table(reading: Reading) -> Table | None:
    """The county, its areas, the target and what is published elsewhere, a row each; None below
    the county.
    """
    if not reading.areas:
        return None
    counted = reading.measure.unit == "percent"
    kind: Literal["percent", "number"] = "percent" if counted else "number"
    columns = [Column("Place"), Column("Figure", kind)]
    if counted:
        columns += [Column("How many", "number"), Column("Of", "number"),
                    Column("Not known", "number")]
    if reading.judged:
        columns.append(Column("More than chance explains"))
    blank = (Cell("[z]", symbol="z"),) * (len(columns) - 2)
    rows = [_row(reading, n, counted) for n in (reading.now, *reading.areas)]
    rows.append((Cell("Target"), target_cell(reading), *blank))
    rows += [(Cell(f"{e.whose}, {e.year}"), published_cell(reading, e), *blank)
             for e in reading.elsewhere]
    notes = (AREAS_NOTE, *dict.fromkeys(e.caveat for e in reading.elsewhere if e.caveat))
    return Table(f"{reading.measure.id}-areas", f"{reading.measure.name} by area",
                 tuple(columns), tuple(rows), notes)


def _row(reading: Reading, number: Number, counted: bool) -> tuple[Cell, ...]:
    cells = [Cell(number.place.name), number_cell(reading, number)]
    if counted:
        hidden = number.symbol if number.symbol != "u" else ""
        cells += [count_cell(value, hidden) for value in (
            number.numerator, number.denominator, number.unknown)]
    if reading.judged:
        cells.append(_apart(reading, number))
    return tuple(cells)


def _apart(reading: Reading, number: Number) -> Cell:
    """By the funnel; where a part is not in it, why. The whole is not beside itself."""
    place = number.place.id
    if place in reading.apart:
        return Cell(f"yes, {'lower' if reading.apart[place] == 'low' else 'higher'}")
    if place in reading.judged:
        return Cell("no")
    if number is reading.now:
        return Cell("[z]", symbol="z")
    return Cell(f"[{number.symbol}]", symbol=number.symbol) if number.symbol else Cell(
        "not judged")


def matrix(
    readings: Sequence[Reading], *, id: str, title: str, notes: Sequence[str] = (),
) -> Table:
    """Measures down; the target, the place and its areas across."""
    if not readings:
        return Table(id, title, (Column("Measure"),), ())
    first = readings[0]
    columns = [Column("Measure"), Column("Target", "number"), Column(first.place.name, "number"),
               *(Column(n.place.short, "number") for n in first.areas)]
    rows = [(Cell(r.measure.name), target_cell(r), number_cell(r, r.now),
             *(number_cell(r, n) for n in r.areas)) for r in readings]
    return Table(id, title, tuple(columns), tuple(rows), tuple(notes))


def data(reading: Reading, *, months: int = 36) -> tuple[Datum, ...]:
    """One row a figure: the place's months, its areas now, the county where it is another, and
    what is published.
    """
    own = [*reading.months[-months:], *reading.areas]
    if not reading.months or reading.months[-1].as_at != reading.now.as_at:
        own.insert(len(own) - len(reading.areas), reading.now)
    if reading.county:
        own.append(reading.county)
    return (*(datum(reading, number) for number in own),
            *(_published_datum(reading, found) for found in reading.elsewhere))


def datum(reading: Reading, number: Number) -> Datum:
    """One figure of the authority's own."""
    measure = reading.measure
    return Datum(
        as_at=number.as_at, measure=measure.id, measure_name=measure.name, place=number.place.id,
        place_name=number.place.name, period=reading.period, unit=measure.unit,
        value=_there(number.value), symbol=number.symbol, numerator=_there(number.numerator),
        denominator=_there(number.denominator), unknown=_there(number.unknown),
        target=measure.target, source="own")


def _published_datum(reading: Reading, found: Elsewhere) -> Datum:
    measure = reading.measure
    return Datum(
        as_at=reading.now.as_at, measure=measure.id, measure_name=measure.name,
        place=found.whose.lower().replace(" ", "-"), place_name=found.whose, period="year",
        unit=measure.unit, value=found.value, symbol="", numerator=None, denominator=None,
        unknown=None, target=None, source=found.whose, year=found.year)


def _there(value: float) -> float | None:
    return None if math.isnan(value) else value
