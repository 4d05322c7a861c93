"""Official statistics beside a measure: the authority, its region, its statistical neighbours and
England, by year.

The figures are facts published by the Department for Education under the Open Government Licence
v3.0. ``<authority>.csv`` holds what comes with Surgery; an authority adds years of its own with
``surgery benchmarks`` to ``benchmarks.csv`` in its store, and a row there stands in for one here.
Columns: measure, year (the one it ends in), area (one of AREAS), value, symbol (why there is no
value) and areas_counted (how many neighbours the mean is of).
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data import symbols

HERE = Path(__file__).parent
AREAS = ("authority", "region", "neighbours", "england")
COLUMNS = ("measure", "year", "area", "value", "symbol", "areas_counted")
SYMBOLS = {"low" if one == "k" else one: words for one, words in symbols.SYMBOLS.items()}
"""Why a figure is not there, as the department's files say it."""
SOURCE = "Department for Education official statistics, Open Government Licence v3.0"


class BenchmarkFileError(ValueError):
    """A file of published figures cannot be used; the message says where and why."""


class Comparison(BaseModel):
    """What is published of a measure, and how far it is the same thing (``comparisons.toml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    year: Literal["financial", "annual", "academic", "september"]
    caveat: str = ""
    own_only: bool = False
    not_comparable: str = ""


@dataclass(frozen=True)
class Published:
    """One published figure. ``value`` is not a number where ``symbol`` says why."""

    measure: str
    year: int
    area: str
    value: float
    symbol: str
    areas_counted: int


@dataclass(frozen=True)
class Beside:
    """The published figures to show beside a measure at a date: all years, newest first.

    ``year`` is the latest that had ended by the date, or the first there is where none had;
    ``figures`` hold year to area to figure.
    """

    comparison: Comparison
    year: int
    figures: dict[int, dict[str, Published]]


@cache
def comparisons() -> dict[str, Comparison]:
    """What is published, by measure."""
    with (HERE / "comparisons.toml").open("rb") as file:
        return {name: Comparison.model_validate(fields)
                for name, fields in tomllib.load(file).items()}


def read_published(*files: Path) -> list[Published]:
    """The rows of the files that exist; a later file's row stands in for an earlier one's.

    Raises BenchmarkFileError naming file and row.
    """
    found: dict[tuple[str, int, str], Published] = {}
    for file in files:
        if not file.exists():
            continue
        with file.open(encoding="utf-8", newline="") as text:
            reader = csv.reader(text)
            if tuple(next(reader, ())) != COLUMNS:
                raise BenchmarkFileError(
                    f"{file}: the columns are not {', '.join(COLUMNS)}")
            for number, row in enumerate(filter(None, reader), start=2):
                figure = _row(row, f"{file}, row {number}")
                found[figure.measure, figure.year, figure.area] = figure
    return list(found.values())


def _row(row: Sequence[str], where: str) -> Published:
    try:
        measure, year, area, number, symbol, counted = row
        value = float(number) if number else math.nan
        figure = Published(measure, int(year), area, value, symbol, int(counted))
    except (TypeError, ValueError) as error:
        raise BenchmarkFileError(f"{where}: {error}") from error
    if figure.area not in AREAS:
        raise BenchmarkFileError(f"{where}: no area called {figure.area}")
    if math.isnan(value) and figure.symbol not in SYMBOLS:
        raise BenchmarkFileError(f"{where}: no value and no symbol that says why")
    return figure


def write_published(figures: Iterable[Published], file: Path) -> None:
    """Writes the rows, in order, through a file beside it so that it is whole or not there."""
    rows = sorted(figures, key=lambda f: (f.measure, f.year, AREAS.index(f.area)))
    draft = file.with_name(f".{file.name}.draft")
    with draft.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            (f.measure, f.year, f.area, "" if math.isnan(f.value) else f"{f.value:.10g}",
             f.symbol, f.areas_counted) for f in rows)
    draft.replace(file)


def ended(comparison: Comparison, year: int) -> dt.date:
    """The day on which a published year ended."""
    month, day = {"financial": (3, 31), "annual": (3, 31), "academic": (7, 31),
                  "september": (9, 30)}[comparison.year]
    return dt.date(year, month, day)


def beside(figures: Iterable[Published], measure: str, as_at: dt.date) -> Beside | None:
    """What is published of a measure, as far as it may stand beside it; None where nothing is.

    Where the published figures are of something else there are no figures, only why.
    """
    comparison = comparisons().get(measure)
    if comparison is None:
        return None
    years: dict[int, dict[str, Published]] = {}
    if not comparison.not_comparable:
        for figure in figures:
            if figure.measure == measure and (
                    figure.area == "authority" or not comparison.own_only):
                years.setdefault(figure.year, {})[figure.area] = figure
        if not years:
            return None
    newest_first = dict(sorted(years.items(), reverse=True))
    past = [year for year in newest_first if ended(comparison, year) <= as_at]
    return Beside(comparison, past[0] if past else min(years, default=0), newest_first)
