"""Reads a folder of tables: SSD's, local ones, as CSV or Parquet files named after the table."""

from __future__ import annotations

from pathlib import Path

from data.sources.extract import SourceFile
from data.sources.files import SUFFIXES, read_file, sha256_of
from data.sources.gathered import Gathered, find_people, report_missing_columns
from data.sources.names import is_unused_table, nearest, table_named, tables_named
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.typed import type_table


def read_ssd(folder: Path, report: Report) -> Gathered:
    """Every table of ours in a folder, typed. What is wrong goes to the report; nothing raises.

    A file is named after its table, ``ssd_cp_visits.csv`` or ``cp_visits.parquet``, in any
    capitals. Tables of SSD that nothing uses yet are passed over and named once.
    """
    files = sorted((path for path in folder.iterdir()
                    if path.is_file() and not path.name.startswith(".")), key=lambda p: p.name)
    readable = [path for path in files if path.suffix.casefold() in SUFFIXES]
    gathered = Gathered()
    seen: dict[str, str] = {}
    unused: list[str] = []
    for path in files:
        table = table_named(path.stem) if path in readable else None
        if table is None:
            if path in readable and is_unused_table(path.stem):
                unused.append(path.stem)
            else:
                report.add(RULES["unknown-table"].problem(
                    file=path.name, near=nearest(path.stem, tables_named())))
        elif table in seen:
            report.add(RULES["table-twice"].problem(
                file=path.name, sheet=table, table=table, other=seen[table]))
        else:
            seen[table] = path.name
            if raw := read_file(path, table, report):
                gathered.tables.append(type_table(raw, report))
    if not seen:
        report.add(RULES["empty-folder"].problem(file=str(folder)))
    if unused:
        report.add(RULES["unused-tables"].problem(file=str(folder), value=", ".join(unused)))
    find_people(gathered.tables)
    report_missing_columns(gathered.tables, report)
    gathered.source = SourceFile(str(folder), "folder", sha256_of(readable),
                                 sum(t.data.num_rows for t in gathered.tables))
    return gathered
