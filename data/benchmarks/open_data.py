"""Reads the layout of the national open data (a CSV with a row a place and period), so that an
authority can add a year.

Its columns are ``time_period`` and ``time_identifier``, ``geographic_level`` (National, Regional,
Local authority), ``country_name``, ``region_name`` and ``la_name``, then filters and indicators.
A value is a number or a symbol: z does not apply, c kept back, x not available, low, u.
"""

from __future__ import annotations

import contextlib
import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.benchmarks.published import SYMBOLS, BenchmarkFileError, Published

NEEDED = ("time_period", "time_identifier", "geographic_level", "region_name", "la_name")
_OLD_SYMBOLS = {":": "x", "~": "low", "..": "x", "-": "x", "*": "c", "": "x", "k": "u"}


def read_open_data(
    file: Path, *, measure: str, indicator: str, where: Mapping[str, str], authority: str,
    region: str, neighbours: Sequence[str],
) -> list[Published]:
    """The years of one indicator for the authority, its region, England and the neighbours' mean.

    ``where`` keeps only rows whose filter columns hold these values. The mean is the plain one of
    the neighbours that have a value, and says how many they were. Raises BenchmarkFileError naming
    file, row, column and value, also where filters leave more than one row for a place and year.
    """
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        held = reader.fieldnames or []
        if absent := [c for c in (*NEEDED, indicator, *where) if c not in held]:
            raise BenchmarkFileError(
                f"{file}: no column {', '.join(absent)}; it has {', '.join(held)}")
        found: dict[tuple[int, str], Published] = {}
        means: dict[int, dict[str, float]] = {}
        for number, row in enumerate(reader, start=2):
            if any(row[column] != value for column, value in where.items()):
                continue
            area = _area(row, authority, region)
            near = row["geographic_level"] == "Local authority" and row["la_name"] in neighbours
            if area is None and not near:
                continue
            year = _year(row, f"{file}, row {number}")
            value, symbol = _value(row[indicator], f"{file}, row {number}, column {indicator}")
            if near:
                of_year = means.setdefault(year, {})
                _once((year, row["la_name"]), row["la_name"] in of_year, file, number)
                of_year[row["la_name"]] = value
            if area:
                _once((year, area), (year, area) in found, file, number)
                found[year, area] = Published(measure, year, area, value, symbol, 1)
    if not found:
        raise BenchmarkFileError(
            f"{file}: no row is of {authority}, {region} or England with these filters")
    return [*found.values(), *(_mean(measure, year, of) for year, of in means.items())]


def _once(place: tuple[int, str], again: bool, file: Path, number: int) -> None:
    if again:
        raise BenchmarkFileError(
            f"{file}, row {number}: a second row of {place[1]} in {place[0]}; name the filters "
            "that leave one")


def _area(row: Mapping[str, str], authority: str, region: str) -> str | None:
    match row["geographic_level"]:
        case "National":
            return "england" if row.get("country_name", "England") == "England" else None
        case "Regional":
            return "region" if row["region_name"] == region else None
        case "Local authority":
            return "authority" if row["la_name"] == authority else None
    return None


def _year(row: Mapping[str, str], where: str) -> int:
    """The year a period ends in: 201516 is 2016; 2016 is 2016."""
    text = row["time_period"].strip()
    if len(text) == 6 and text.isdecimal() and (int(text[:4]) + 1) % 100 == int(text[4:]):
        return int(text[:4]) + 1
    if len(text) == 4 and text.isdecimal():
        return int(text)
    raise BenchmarkFileError(
        f"{where}, column time_period: “{text}” is neither a year (2016) nor two (201516)")


def _value(text: str, where: str) -> tuple[float, str]:
    text = text.strip()
    symbol = _OLD_SYMBOLS.get(text, text)
    if symbol in SYMBOLS:
        return math.nan, symbol
    with contextlib.suppress(ValueError):
        if math.isfinite(number := float(text.replace(",", ""))):
            return number, ""
    raise BenchmarkFileError(f"{where}: “{text}” is neither a number nor a symbol")


def _mean(measure: str, year: int, values: Mapping[str, float]) -> Published:
    known = [value for value in values.values() if not math.isnan(value)]
    return Published(
        measure, year, "neighbours", math.fsum(known) / len(known) if known else math.nan,
        "" if known else "x", len(known))
