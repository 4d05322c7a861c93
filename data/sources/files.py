"""Table files: one CSV or Parquet file as raw columns, with everything wrong about it reported."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from data.sources.gathered import choose_columns, raw_origin_columns
from data.sources.located import Origin, Raw
from data.sources.report import Report
from data.sources.rules import RULES

SUFFIXES = (".csv", ".parquet")
_NULLS = ["", "NULL", "null"]


def sha256_of(paths: Iterable[Path]) -> str:
    """The SHA-256 of the bytes of the files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def read_file(path: Path, table: str, report: Report) -> Raw | None:
    """The columns of one of our tables that a file holds; None when it cannot be read."""
    try:
        if path.suffix.casefold() == ".parquet":
            return _parquet(path, table, report)
        return _csv(path, table, report)
    except (pa.ArrowInvalid, pa.ArrowIOError) as error:
        why = str(error).split("\n")[0].rstrip(".")
        rule = "damaged-parquet" if path.suffix.casefold() == ".parquet" else "unreadable-file"
        report.add(RULES[rule].problem(file=path.name, sheet=table, why=why))
    except (OSError, UnicodeError, csv.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        report.add(RULES["unreadable-file"].problem(file=path.name, sheet=table, why=why))
    return None


def _parquet(path: Path, table: str, report: Report) -> Raw:
    with pq.ParquetFile(path, memory_map=True) as file:
        found = file.schema_arrow.names
        chosen = choose_columns(table, found, file=path.name, report=report)
        data = file.read([found[position] for position in chosen.values()])
    names = data.column_names
    columns = {ours: _one(data.column(names.index(found[position])))
               for ours, position in chosen.items()}
    return Raw(table, columns, Origin(path.name, table, about=table,
                                      columns=raw_origin_columns(chosen, found)))


def _csv(path: Path, table: str, report: Report) -> Raw | None:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.readline()
        delimiter = max(",;\t|", key=head.count)
        file.seek(0)
        found = [name.lstrip("\ufeff") for name in next(csv.reader(file, delimiter=delimiter), [])]
    if not any(name.strip() for name in found):
        report.add(RULES["unreadable-file"].problem(
            file=path.name, sheet=table, why="it has no header row"))
        return None
    chosen = choose_columns(table, found, file=path.name, report=report)
    ragged: list[pacsv.InvalidRow] = []

    def skip(row: pacsv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    # Columns go by number, so that one which is there twice does no harm.
    numbers = [str(n) for n in range(len(found))]
    data = pacsv.read_csv(
        path,
        read_options=pacsv.ReadOptions(column_names=numbers, skip_rows_after_names=1,
                                       encoding=encoding, use_threads=False),
        parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True,
                                         invalid_row_handler=skip),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(numbers, pa.string()), null_values=_NULLS,
            strings_can_be_null=True, quoted_strings_can_be_null=True,
            include_columns=[str(position) for position in chosen.values()]))
    for row in ragged:
        report.add(RULES["unreadable-row"].problem(
            file=path.name, sheet=table, row=row.number, value=(row.text or "")[:80],
            concerns=(table,),
            found=row.actual_columns, expected=row.expected_columns))
    columns = {ours: _one(data.column(str(position))) for ours, position in chosen.items()}
    return Raw(table, columns, Origin(path.name, table, first_row=2, about=table,
                                      columns=raw_origin_columns(chosen, found)))


def _encoding(path: Path) -> str:
    """UTF-16 where the file says so, UTF-8 where it can be, else that of Western Windows."""
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        file.seek(0)
        try:
            while block := file.read(1 << 20):
                (block + file.readline()).decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig" if start[:3] == b"\xef\xbb\xbf" else "utf-8"


def _one(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole if isinstance(whole, pa.Array) else whole.chunk(0)
