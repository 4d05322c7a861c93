"""What somebody reads in the finished files of the summaries, and what the attacker makes of it.

A file is read as anybody would: the tidy CSV to its last decimal, a sheet's number as it is shown,
a sentence by the numbers in it. A share that is rounded says between which two its true one lies.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import openpyxl
from scipy import sparse

from data.disclosure.groups import AUDITED, KIND
from data.disclosure.safety import ranges
from data.disclosure.system import System
from data.disclosure.table import AREAS, CASES, DENOMINATOR, NUMERATOR, UNKNOWN, Table
from data.summaries.asked import PUBLIC, Asked
from data.summaries.report import Report
from data.summaries.tidy import tidy_csv
from data.summaries.workbook import workbook

SCALE = {"percent": 100.0, "rate": 10000.0}
_NUMBER = r"(\d[\d,]*(?:\.\d)?)"
_FORMATS = {"0%": 0.5, "0.0%": 0.05, "#,##0.0": 0.05}
"""Half of the last place that is shown, in the measure's own unit."""


@dataclass(frozen=True)
class Told:
    """A number that a file gives, of a place or a kind ("kind:care"): a ``column`` of table.py, or
    (None) the numerator for one of the denominator; it lies between ``low`` and ``high``.
    """

    measure: str
    place: str
    column: int | None
    low: float
    high: float


def told_by(report: Report, asked: Asked) -> Iterator[Told]:
    """Every number of a report's own date in its CSV and its workbook."""
    yield from _csv(tidy_csv(report), report.as_at, asked)
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows()]
        for n, row in enumerate(rows):
            heads = [str(cell.value) for cell in row]
            if heads[0] == "Measure":
                yield from _matrix(heads, rows[n + 1:], report, asked)
            elif heads[:2] == ["Part", "About"]:
                yield from _sentences(rows[n + 1:], report, asked)
            elif heads[0] == "Plans":
                yield from _plans(rows[n + 1:], report, asked)


def _csv(text: str, as_at: dt.date, asked: Asked) -> Iterator[Told]:
    for row in csv.DictReader(io.StringIO(text)):
        if row["as_at"] != as_at.isoformat() or row["source"] != "own":
            continue
        measure, place = row["measure"], row["place"]
        assert row["period"] == asked.q.period_of(PUBLIC, asked.q.catalogue[measure])
        for column, name in ((NUMERATOR, "numerator"), (DENOMINATOR, "denominator"),
                             (UNKNOWN, "unknown")):
            if row[name]:
                yield Told(measure, place, column, float(row[name]), float(row[name]))
        if row["value"]:
            yield _value(measure, place, float(row["value"]), 0.00005, asked)


def _matrix(
    heads: list[str], rows: list[list[Any]], report: Report, asked: Asked,
) -> Iterator[Told]:
    """A row a measure and a column a place."""
    places = {"County": asked.q.authority.id, **{
        p.short: p.id for p in (asked.q.places.authority, *asked.q.places.localities)}}
    measures = {m.name: m.id for m in asked.q.catalogue.values()}
    for row in rows:
        measure = measures.get(str(row[0].value))
        for head, cell in zip(heads[1:], row[1:], strict=False):
            place = places.get(head)
            if measure and place and isinstance(cell.value, (int, float)):
                share = "%" in cell.number_format
                half = _FORMATS.get(cell.number_format, 0.0)
                yield _value(measure, place, cell.value * (100 if share else 1), half, asked)


def _plans(rows: list[list[Any]], report: Report, asked: Asked) -> Iterator[Told]:
    """A row a kind of plan: so many of so many in place, audited, graded good, and of use."""
    for row in rows:
        measure = _about(report).get(str(row[0].value), "")
        if measure not in asked.q.catalogue:
            continue
        kind = asked.q.catalogue[measure].plan_type
        for cell, (what, place, whole) in zip(row[1:], (
                (measure, report.place, DENOMINATOR),
                (f"{AUDITED}{kind}", report.place, CASES),
                ("audits-good", f"{KIND}:{kind}", DENOMINATOR),
                ("user-feedback", f"{KIND}:{kind}", DENOMINATOR)), strict=True):
            if found := re.fullmatch(rf"{_NUMBER} of {_NUMBER}", str(cell.value)):
                for column, number in zip((NUMERATOR, whole), _numbers(found), strict=True):
                    yield Told(what, place, column, number, number)


def _about(report: Report) -> dict[str, str]:
    """The measure behind each heading."""
    return {item.title: item.href.removeprefix("/measures/").partition("?")[0]
            for item in report.items()}


def _numbers(found: re.Match[str]) -> list[float]:
    return [float(one.replace(",", "")) for one in found.groups()]


def _sentences(rows: list[list[Any]], report: Report, asked: Asked) -> Iterator[Told]:
    """What is said of the report's own place, sentence by sentence."""
    about = _about(report)
    for row in rows:
        measure, words = about.get(str(row[1].value), ""), str(row[3].value)
        if measure not in asked.q.catalogue:
            continue
        for pattern, columns in _SAID:
            if found := re.search(pattern, words):
                numbers = _numbers(found)
                yield from (Told(measure, report.place, column, numbers[n], numbers[n])
                            for column, n in columns)
        if found := re.match(rf"{_NUMBER} of every 100 ", words):
            half = 0.1 if "." in found[1] else 0.5
            yield _value(measure, report.place, float(found[1]), half, asked)


_SAID: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    (rf"^That is {_NUMBER} of {_NUMBER}[. ]", ((NUMERATOR, 0), (DENOMINATOR, 1))),
    (rf"^All {_NUMBER} ", ((NUMERATOR, 0), (DENOMINATOR, 0))),
    (rf"^None of the {_NUMBER} ", ((DENOMINATOR, 0),)),
    (rf"^{_NUMBER} (?:is|are) not known", ((UNKNOWN, 0),)))


def _value(measure: str, place: str, value: float, half: float, asked: Asked) -> Told:
    """A figure in its measure's unit, shown to ``half`` of its last place."""
    unit = asked.q.catalogue[measure].unit
    scale = SCALE.get(unit, 1.0)
    return Told(measure, place, NUMERATOR if unit == "count" else None,
                (value - half) / scale, (value + half) / scale)


def recovered(
    system: System, table: Table, told: Mapping[Told, None], authority: str,
) -> tuple[int, int, list[str]]:
    """How many of the small numbers of the last table somebody works out who knows these besides,
    how many there are, and which of what was told is not so.
    """
    wider, wrong = _with(system, table, told, authority)
    asked = np.flatnonzero(system.sensitive)
    low, high = ranges(wider, asked)
    gone = np.floor(high + 1e-6) - np.ceil(low - 1e-6) < 1
    return int(gone.sum()), len(asked), wrong


def _with(
    system: System, table: Table, told: Mapping[Told, None], authority: str,
) -> tuple[System, list[str]]:
    """The system with what the files tell: an exact number is known, a range is two more equations
    with a remainder each that is never less than nought.
    """
    known, wrong = system.known.copy(), []
    rows: list[list[tuple[int, float]]] = []
    remainders: list[float] = []
    size = len(system.truth)
    populations: list[tuple[int, float]] = []
    for one in told:
        n = table.measures.index(one.measure)
        part = 0 if one.place == authority else table.parts.index(
            one.place if ":" in one.place else f"{AREAS}:{one.place}")

        def at(column: int, n: int = n, part: int = part) -> int:
            number = int(table.classes[column, n])
            return system.offset + number * system.parts + part if number >= 0 else -1

        numbers = table.numbers[:, n, part]
        if one.column is not None:
            if not one.low - 1e-6 <= numbers[one.column] <= one.high + 1e-6:
                wrong.append(f"{one} is {numbers[one.column]}")
            elif at(one.column) >= 0 and one.high - one.low < 1e-3:
                known[at(one.column)] = True
            continue
        met, base = numbers[NUMERATOR], numbers[DENOMINATOR]
        if not one.low * base - 1e-6 <= met <= one.high * base + 1e-6:
            wrong.append(f"{one} is {met} of {base}")
            continue
        for limit, sign in ((one.low, 1.0), (one.high, -1.0)):
            remainders.append(max(0.0, sign * (met - limit * base)))
            rows.append([(at(NUMERATOR), sign), (-len(remainders), -1.0)])
            if at(DENOMINATOR) >= 0:
                rows[-1].append((at(DENOMINATOR), -sign * limit))
            else:  # a population, which everybody knows
                populations.append((len(rows) - 1, -sign * limit * base))
    return _extended(system, known, rows, remainders, populations, size), wrong


def _extended(
    system: System, known: np.ndarray, rows: list[list[tuple[int, float]]],
    remainders: list[float], populations: list[tuple[int, float]], size: int,
) -> System:
    constant = size + len(remainders)  # one more number, always 1 and known
    entries = [(r, size - 1 - column if column < 0 else column, value)
               for r, row in enumerate(rows) for column, value in row]
    entries += [(r, constant, value) for r, value in populations]
    more = sparse.csc_array(
        ([v for *_, v in entries], ([r for r, *_ in entries], [c for _, c, _ in entries])),
        shape=(len(rows), constant + 1))
    wide = sparse.csc_array(
        (system.equations.data, system.equations.indices,
         np.append(system.equations.indptr, [system.equations.indptr[-1]] * (len(remainders) + 1))),
        shape=(system.equations.shape[0], constant + 1))
    nought = np.zeros(len(remainders) + 1)
    no = nought.astype(bool)
    return replace(
        system, equations=sparse.vstack([wide, more]).tocsc(),
        truth=np.concatenate([system.truth, remainders, [1.0]]),
        least=np.concatenate([system.least, nought]),
        known=np.concatenate([known, no[:-1], [True]]), fixed=np.concatenate([system.fixed, no]),
        sensitive=np.concatenate([system.sensitive, no]),
        shown_as=np.concatenate([system.shown_as, nought]),
        family=np.concatenate([system.family, nought]),
        cost=np.concatenate([system.cost, nought]), aside=np.concatenate([system.aside, no]))

