"""From raw columns to typed tables, with a problem for every cell that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from data.sources.cells import FLAG_COLUMNS, Cells, read_column
from data.sources.codes import code_lists
from data.sources.located import Origin, Raw, Typed
from data.sources.report import ERROR, Problem, Report
from data.sources.rules import RULES
from data.sources.tables import ARROW_TYPES, TABLES, Column

MOST = 10_000
"""Cells of one column that break one rule, beyond which a report says "and more" once."""


def type_table(raw: Raw, report: Report) -> Typed:
    """The raw table with exactly our columns and types; columns it lacks are there, empty."""
    table = TABLES[raw.table]
    rows = len(next(iter(raw.columns.values()))) if raw.columns else 0
    typed = Typed(raw.table, table.arrow_schema.empty_table(), raw.origin)
    arrays = []
    for column in table.columns:
        if column.name not in raw.columns:
            arrays.append(pa.nulls(rows, ARROW_TYPES[column.type]))
            continue
        try:
            cells = read_column(raw.columns[column.name], column)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            report.add(RULES["unreadable-column"].problem(
                file=raw.origin.file, sheet=raw.table, column=raw.origin.columns[column.name],
                concerns=(f"{raw.table}.{column.name}",), type=column.type,
                why=str(error).split("\n")[0]))
            cells = Cells(pa.nulls(rows, ARROW_TYPES[column.type]))
        report.extend(cell_problems(cells, raw.origin, column.name, code_words(column)))
        typed.bad[column.name] = bad_positions(cells)
        typed.provided.add(column.name)
        arrays.append(cells.values)
    typed.data = pa.table(arrays, schema=table.arrow_schema)
    return typed


def code_words(column: Column) -> dict[str, str]:
    """What the rules on codes say of a column: the list, and what an unknown code counts as."""
    codes = column.codes or FLAG_COLUMNS.get(column.name, "yes_no")
    return {"codes": codes.replace("_", " "),
            "counted": code_lists()[codes].otherwise or "not known"}


def bad_positions(cells: Cells) -> set[int]:
    """The rows whose cell broke a rule that stops publication and is empty for it.

    A cell that only has a warning is not among them: where a value is required, its row would be
    left out, and that is an error.
    """
    return {int(at) for rule, _, positions in cells.wrong if RULES[rule].severity == ERROR
            for at in positions}


def cell_problems(cells: Cells, origin: Origin, column: str,
                  words: Mapping[str, str]) -> Iterable[Problem]:
    """One problem a cell, in row order within each distinct text."""
    for rule_id, text, positions in cells.wrong:
        yield from problems_at(rule_id, origin, column, positions, [text] * len(positions),
                               words)


def problems_at(rule_id: str, origin: Origin, column: str, positions: np.ndarray | list[int],
                values: list[str],
                words: Mapping[str, object] | list[dict[str, object]] | None = None,
                ) -> Iterable[Problem]:
    """A problem of the rule for each position; the last says how many more there are.

    ``words`` fill in what the rule leaves open: the same for every row, or its own for each.
    """
    rule, shown = RULES[rule_id], len(positions[:MOST])
    each = words if isinstance(words, list) else [words or {}] * shown
    for at, value, own in zip(positions[:MOST], values[:MOST], each[:MOST], strict=True):
        yield origin.problem(rule.severity, rule.id, rule.message.format(**own),
                             rule.todo.format(**own), at=int(at), column=column, value=value)
    if more := len(positions) - shown:
        yield origin.problem(
            rule.severity, rule.id, f"{rule.message.format(**each[-1])}; and {more:,} more rows",
            rule.todo.format(**each[-1]), column=column, rows=more)
