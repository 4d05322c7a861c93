"""The source tables in words, for whoever writes the extract: ``python -m data.sources.describe``
prints ``TABLES.md``.
"""

from __future__ import annotations

from data.sources.codes import code_lists
from data.sources.tables import TABLES, Column, Table

_TYPES = {
    "id": "text", "text": "text", "code": "code", "team": "team", "date": "date",
    "whole": "whole number", "number": "number", "flag": "yes or no"}
_KINDS = {
    "events": "Dated rows: what was true on an earlier day can be worked out from them.",
    "state": "How things are now: it cannot be wound back to an earlier day."}


def describe() -> str:
    """Every table and column as Markdown: SSD's name for it, its type, whether it must be there."""
    parts = [
        "# The tables Surgery reads",
        "An extract is a folder of CSV or Parquet files, one a table, or a database with these "
        "tables. A table may have the name and columns of the Standard Safeguarding Dataset (SSD) "
        "or those of Surgery; a table that SSD lacks is *local* and has Surgery's. Columns that "
        "are not listed are passed over. Dates are ISO or DD/MM/YYYY; yes and no may be Y/N, 1/0 "
        "or true/false; empty is not known. A team is an id or a name of the authority's file. "
        "What each code means is in `codes.toml`.",
        *(_table(table) for table in TABLES.values())]
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    name = f"`{table.name}`" + (f" (`{table.ssd}`)" if table.ssd else " (local)")
    head = "| column | in SSD | type | |\n|---|---|---|---|"
    return "\n\n".join((
        f"## {name}", f"{table.words} {_KINDS[table.kind]}",
        "\n".join((head, *(_row(column) for column in table.columns)))))


def _row(column: Column) -> str:
    kind = _TYPES[column.type]
    if column.codes:
        kind += f": {', '.join(code_lists()[column.codes].labels)}"
    notes = "; ".join(filter(None, ("must be there" if column.required else "", column.words)))
    ssd = f"`{column.ssd}`" if column.ssd else "local"
    return f"| `{column.name}` | {ssd} | {kind} | {notes} |"


if __name__ == "__main__":
    print(describe(), end="")
