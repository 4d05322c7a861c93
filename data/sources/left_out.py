"""What the faults of an extract keep out of figures, as a snapshot's manifest keeps it."""

from __future__ import annotations

from typing import Any

from data.sources.report import Problem, Report
from data.sources.rules import RULES

KEPT = 50
"""Findings of one rule about one table or column that are kept whole; the others are counted."""


def left_out(report: Report) -> list[dict[str, Any]]:
    """Rows and values that no figure counts, by rule and by what of ours they concern.

    Each has ``rule``, ``concerns`` (tables as "cp_visits", columns as "cp_visits.seen_alone"),
    ``count`` and ``first``: up to KEPT findings with file, sheet, row, column, value and message.
    The text of a row that could not be read is not kept: nobody knows what is in it.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Problem]] = {}
    for problem in report.problems:
        if RULES[problem.rule].left_out:
            groups.setdefault((problem.rule, problem.concerns), []).append(problem)
    return [
        {"rule": rule, "concerns": list(concerns), "count": sum(p.rows for p in problems),
         "first": [{"file": p.file, "sheet": p.sheet, "row": p.row, "column": p.column,
                    "value": "" if rule == "unreadable-row" else p.value, "message": p.message}
                   for p in problems[:KEPT]]}
        for (rule, concerns), problems in groups.items()]
