"""The source tables in words, for whoever writes the extract: ``python -m data.sources.describe``
prints ``TABLES.md``.
"""

from __future__ import annotations

from pathlib import Path

from data.sources.codes import CodeList, code_lists
from data.sources.tables import TABLES, Column, Table

_TYPES = {
    "id": "text", "text": "text", "code": "code", "team": "team", "date": "date",
    "whole": "whole number", "number": "number", "flag": "yes or no"}
_KINDS = {
    "events": "Dated rows: what was true on an earlier day can be worked out from them.",
    "state": "How things are now: it cannot be wound back to an earlier day."}


def describe() -> str:
    """Every table, column and code as Markdown: SSD's name for a column, its type, whether it must
    be there, and what it may hold.
    """
    used = {c.codes for table in TABLES.values() for c in table.columns if c.codes}
    parts = [
        "# The tables Surgery reads",
        "An extract is a folder of CSV or Parquet files, one a table, or a database with these "
        "tables. A table may have the name and columns of the Standard Safeguarding Dataset (SSD) "
        "or those of Surgery; a table that SSD lacks is *local* and has Surgery's. Columns that "
        "are not listed are passed over. Dates are ISO or DD/MM/YYYY; yes and no may be Y/N, 1/0 "
        "or true/false; empty is not known. A team is an id or a name of the authority's file. "
        "A code may also be written as its label; the lists are at the end.",
        "A value that its column rules out (a code that is not in its list, a number beyond its "
        "bounds, a date before the one it follows) counts as not known, and `surgery check` names "
        "its row. Every table with a local column has an example that `surgery check "
        "data/sources/examples` passes.",
        *(_table(table) for table in TABLES.values()),
        "# Codes",
        *(_codes(codes) for codes in code_lists().values() if codes.name in used)]
    return "\n\n".join(parts) + "\n"


def source_words(source: str) -> str:
    """What a measure's source is, a table or a column of one, or the school terms, in words.

    Raises KeyError for a source that does not exist.
    """
    if source == "terms":
        return "The school terms of the authority’s file."
    name, _, of = source.partition(".")
    table = TABLES[name]
    if not of:
        return table.words
    words = table.column(of).words or of.replace("_", " ")
    return f"{words[0].upper()}{words[1:]}. Of: {table.words}"


def _table(table: Table) -> str:
    name = f"`{table.name}`" + (f" (`{table.ssd}`)" if table.ssd else " (local)")
    head = "| column | in SSD | type | |\n|---|---|---|---|"
    example = f"examples/{table.name}.csv"
    shown = f" [An example]({example})." if (Path(__file__).parent / example).exists() else ""
    return "\n\n".join((
        f"## {name}", f"{table.words} {_KINDS[table.kind]}{shown}",
        "\n".join((head, *(_row(column) for column in table.columns)))))


def _row(column: Column) -> str:
    kind = _TYPES[column.type]
    if column.codes:
        kind += f": [{column.codes}](#codes-{column.codes})"
    notes = "; ".join(filter(None, (
        "must be there" if column.required else "",
        f"{column.between[0]:g} to {column.between[1]:g}" if column.between else "",
        f"no more than `{column.no_more_than}`" if column.no_more_than else "",
        f"not before `{column.not_before}`" if column.not_before else "", column.words)))
    ssd = f"`{column.ssd}`" if column.ssd else "local"
    return f"| `{column.name}` | {ssd} | {kind} | {notes} |"


def _codes(codes: CodeList) -> str:
    lines = [f"- `{code}` {label}" for code, label in codes.labels.items()]
    if codes.otherwise:
        lines.append(f"- anything else counts as `{codes.otherwise}`")
    return f"## Codes: {codes.name}\n\n" + "\n".join(lines)


if __name__ == "__main__":
    print(describe(), end="")
