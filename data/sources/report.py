"""What is wrong with a source: every problem at once, where it is and what to do about it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields

ERROR = "error"
WARNING = "warning"
SHOWN = 50
"""Problems of one rule that the text shows; the CSV holds them all."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, what was found, which rule, and what to do."""

    severity: str
    rule: str
    message: str
    todo: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    concerns: tuple[str, ...] = ()
    """The tables ("cp_visits") and columns ("cp_visits.seen_alone") of ours that it is about."""
    rows: int = 1
    """How many rows it stands for, where one finding speaks of many."""

    def __str__(self) -> str:
        where = ", ".join(part for part in (
            self.file, self.sheet, f"row {self.row}" if self.row else "", self.column) if part)
        value = f" ({self.value!r})" if self.value else ""
        place = f"{where}: " if where else ""
        return f"{self.severity}: {place}{self.message}{value}. {self.todo} [{self.rule}]"


@dataclass
class Report:
    """All problems of one extract."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == WARNING]

    def may_be_published(self, accepted: Iterable[str] = ()) -> bool:
        """Whether no error stands, apart from those of rules a named person has accepted."""
        return not {p.rule for p in self.errors} - set(accepted)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many problems of each rule, by severity."""
        return {
            severity: dict(sorted(Counter(
                p.rule for p in self.problems if p.severity == severity).items()))
            for severity in (ERROR, WARNING)}

    def text(self) -> str:
        """The report for a person to read: errors first, the first SHOWN of each rule."""
        lines: list[str] = []
        for severity in (ERROR, WARNING):
            of_rule: dict[str, list[Problem]] = {}
            for problem in self.problems:
                if problem.severity == severity:
                    of_rule.setdefault(problem.rule, []).append(problem)
            for rule, problems in of_rule.items():
                lines += [str(problem) for problem in problems[:SHOWN]]
                if len(problems) > SHOWN:
                    more = len(problems) - SHOWN
                    lines.append(f"{severity}: and {more:,} more of [{rule}]")
        lines.append(f"{len(self.errors):,} errors, {len(self.warnings):,} warnings.")
        return "\n".join(lines)

    def csv(self) -> str:
        """The report as CSV: one row a problem."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([f.name for f in fields(Problem)])
        writer.writerows(
            (*astuple(p)[:-2], " ".join(p.concerns), p.rows) for p in self.problems)
        return out.getvalue()
