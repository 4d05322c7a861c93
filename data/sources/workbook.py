"""Workbooks: opened safely, read as a stream, and left as soon as only blank rows follow."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import openpyxl

from data.sources.report import Report
from data.sources.rules import RULES

BLANK_RUN = 250
"""Blank rows in a row after which the rest of a sheet is taken to be blank."""
MOST_COLUMNS = 200
"""Columns of a sheet that are looked at; the longest list has 34."""

_BLOCK = 1 << 20
_BLANK_CELL = re.compile(rb'<c r="[A-Z]+\d+"[^<>]*/>')
_FILLED_CELL = re.compile(rb'<c r="[A-Z]+(\d+)"[^<>]*><(?:v|f|is)[ >]')
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = ((b"%PDF", "a PDF document"), (b"PAR1", "a Parquet table"), (b"{\\rtf", "rich text"),
           (b"<?xml", "XML"), (b"<html", "a web page"), (b"<!DOCTYPE", "a web page"))
_NO_RESULT = re.compile(
    rb'<c r="([A-Z]+)(\d+)"((?:(?!t="str")[^>])*)><f[^>]*(?:/>|>[^<]*</f>)'
    rb"(?:<v ?/>|<v></v>)?</c>")


class UnreadableSheetError(ValueError):
    """A sheet of an open workbook is damaged."""


@dataclass
class Sheet:
    """A sheet by its name, with its rows as a stream of (row number, cells)."""

    name: str
    _sheet: Any

    def rows(self) -> Iterator[tuple[int, list[str | None]]]:
        """Rows with anything in them, as text up to the last cell that is not blank.

        Ends after BLANK_RUN blank rows; the last item is then a row without cells, where it ended.
        Raises UnreadableSheetError when damaged.
        """
        blank = 0
        for number, row in enumerate(self._raw_rows(), start=1):
            cells = [cell_text(value) for value in row[:MOST_COLUMNS]]
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                blank = 0
                yield number, cells
                continue
            blank += 1
            if blank > BLANK_RUN:
                yield number, []
                return

    def _raw_rows(self) -> Iterator[tuple[Any, ...]]:
        self._sheet.reset_dimensions()
        self._sheet._get_source = lambda: _WithoutBlankCells(self._open())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield from self._sheet.iter_rows(min_row=1, values_only=True)
        except Exception as error:  # openpyxl raises anything at all for a damaged sheet
            raise UnreadableSheetError(str(error) or type(error).__name__) from error

    def last_filled_row(self) -> int:
        """The number of the last row with anything in it, found without parsing; 0 for none."""
        last, tail = 0, b""
        with _WithoutBlankCells(self._open()) as source:
            while block := source.read():
                for found in _FILLED_CELL.finditer(tail + block):
                    last = max(last, int(found[1]))
                tail = block[-256:]
        return last

    def formulas_without_result(self) -> tuple[int, int, str]:
        """How many formulas have no stored result; the row and column letters of the first."""
        count, row, column, tail = 0, 0, "", b""
        with self._open() as source:
            while block := source.read(_BLOCK):
                text = tail + block
                tail = text
                for found in _NO_RESULT.finditer(text) if b"<f" in text else ():
                    if not count:
                        column, row = found[1].decode(), int(found[2])
                    count += 1
                    tail = text[found.end():]
                tail = tail[-4096:]
        return count, row, column

    def _open(self) -> IO[bytes]:
        """The sheet's XML."""
        opened: IO[bytes] = self._sheet.parent._archive.open(self._sheet._worksheet_path)
        return opened


class _WithoutBlankCells(io.RawIOBase):
    """A sheet's XML without its formatted blank cells, of which there can be millions.

    Parsing one costs a hundred times what it costs to drop it here.
    """

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._rest = source, b""

    def read(self, size: int = -1) -> bytes:
        """The next piece, of any size; empty only at the end."""
        while block := self._source.read(_BLOCK):
            whole, mark, self._rest = (self._rest + block).rpartition(b">")
            if kept := _BLANK_CELL.sub(b"", whole + mark):
                return kept
        rest, self._rest = self._rest, b""
        return rest

    def close(self) -> None:
        self._source.close()
        super().close()


@dataclass
class Workbook:
    """An open workbook. Close it when done."""

    sheets: list[Sheet]
    _book: Any

    def close(self) -> None:
        self._book.close()


def open_workbook(path: Path, report: Report) -> Workbook | None:
    """The workbook, or None with one clear error in the report."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        report.add(RULES["unreadable-file"].problem(
            file=path.name, why=error.strerror or str(error)))
        return None
    if start.startswith(_OLE):
        report.add(RULES["encrypted-workbook"].problem(file=path.name))
    elif not start.startswith(b"PK"):
        report.add(RULES["not-a-workbook"].problem(
            file=path.name, suffix=path.suffix or "a workbook", found=_what(start)))
    elif not zipfile.is_zipfile(path):
        report.add(RULES["unreadable-file"].problem(
            file=path.name, why="it is damaged or cut short"))
    elif not _has_workbook(path):
        report.add(RULES["not-a-workbook"].problem(
            file=path.name, suffix=path.suffix or "a workbook",
            found="an archive of another kind"))
    else:
        return _open(path, report)
    return None


def _open(path: Path, report: Report) -> Workbook | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises anything at all for a damaged part
        report.add(RULES["unreadable-file"].problem(
            file=path.name, why=str(error) or type(error).__name__))
        return None
    return Workbook([Sheet(sheet.title, sheet) for sheet in book.worksheets], book)


def _has_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _what(start: bytes) -> str:
    if not start:
        return "nothing"
    for mark, words in _STARTS:
        if start.startswith(mark):
            return words
    return "text, perhaps CSV" if b"\x00" not in start else "something else"


def cell_text(value: object) -> str | None:
    """A cell as text with plain spaces; days without a time; None when blank."""
    if value is None:
        return None
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
