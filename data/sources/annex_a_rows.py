"""One list of a workbook: its header found, its cells read, everything wrong with them reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.annex_a_lists import AnnexAList, ListColumn, header_key
from data.sources.cells import read_column
from data.sources.located import Origin, Typed
from data.sources.names import nearest
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.tables import ARROW_TYPES, TABLES
from data.sources.typed import bad_positions, cell_problems, code_words
from data.sources.workbook import BLANK_RUN, Sheet

HEADER_WITHIN = 50
"""Rows from the top in which the header is looked for."""


@dataclass
class ListRows:
    """The rows of one list: typed columns by key, and where they are in the workbook."""

    declared: AnnexAList
    file: str
    sheet: str
    headers: dict[str, str]
    """Column key to the header as it stands in the workbook."""
    columns: dict[str, pa.Array]
    rows: np.ndarray
    bad: dict[str, set[int]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> pa.Array:
        """A column by its key; empty where the workbook lacks it."""
        if key in self.columns:
            return self.columns[key]
        column = next(c for c in self.declared.columns if c.key == key)
        return pa.nulls(len(self.rows), ARROW_TYPES[column.type])

    def take(self, positions: np.ndarray) -> ListRows:
        """Some of the rows."""
        at = pa.array(positions)
        new = {int(old): n for n, old in enumerate(positions)}
        return ListRows(
            self.declared, self.file, self.sheet, self.headers,
            {key: column.take(at) for key, column in self.columns.items()}, self.rows[positions],
            {key: {new[p] for p in bad if p in new} for key, bad in self.bad.items()})

    def where(self, key: str) -> ListRows:
        """The rows that have a value in a column."""
        return self.take(np.flatnonzero(self[key].is_valid().to_numpy(zero_copy_only=False)))

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.sheet, self.rows, columns=self.headers, about={
            column.key: column.targets for column in self.declared.columns})

    def table(self, name: str, made: Mapping[str, pa.Array], *, part: str = "") -> Typed:
        """One of our tables from these rows: what the declaration sends there, and ``made``.

        ``made`` columns that no column of the list stands behind count as provided too.
        """
        table, target = TABLES[name], f"{name}:{part}" if part else name
        sent = {to.rpartition(".")[2]: column.key for column in self.declared.columns
                for to in column.to if to.rpartition(".")[0] == target}
        arrays, provided, names, bad = [], set(), {}, {}
        for column in table.columns:
            source = sent.get(column.name)
            if column.name in made:
                arrays.append(made[column.name].cast(ARROW_TYPES[column.type]))
            elif source:
                arrays.append(self[source].cast(ARROW_TYPES[column.type]))
            elif column.name == "person_id":
                arrays.append(self["person_id"])
            else:
                arrays.append(pa.nulls(len(self.rows), ARROW_TYPES[column.type]))
                continue
            if source is None or source in self.headers:
                provided.add(column.name)
            if source:
                names[column.name] = self.headers.get(source, source)
                bad[column.name] = self.bad.get(source, set())
        names.setdefault("person_id", self.headers.get("person_id", "person_id"))
        return Typed(name, pa.table(arrays, schema=table.arrow_schema),
                     Origin(self.file, self.sheet, self.rows, columns=names, about=name),
                     provided, bad)


def read_list(sheet: Sheet, declared: AnnexAList, file: str,
              report: Report) -> ListRows | None:
    """A list from its sheet, in the form its columns show; None without a header."""
    found = _cells(sheet, declared, file, report)
    if found is None:
        return None
    header, cells, rows = found
    places = _places(header, declared, file, sheet.name, report)
    columns = {column.key: column for column in declared.columns}
    made = ListRows(declared, file, sheet.name,
                    {key: str(header[at]) for key, at in places.items()}, {}, rows)
    form = max(columns[key].form for key in places)
    for column in declared.columns_of(form):
        if column.key not in places:
            report.add(RULES["column-missing"].problem(
                file=file, sheet=sheet.name, column=column.header))
            continue
        at = places[column.key]
        raw = pa.array([row[at] if at < len(row) else None for row in cells], pa.string())
        _read_cells(made, column, raw, report)
    return _one_row_each(_with_id(made, report), report)


def _cells(sheet: Sheet, declared: AnnexAList, file: str, report: Report
           ) -> tuple[list[str | None], list[list[str | None]], np.ndarray] | None:
    """The header, the rows below it and their numbers."""
    number, header, score = find_header(sheet, declared)
    if score < 2:
        report.add(RULES["no-header"].problem(
            file=file, sheet=sheet.name, number=declared.number))
        return None
    below = [(at, row) for at, row in sheet.rows() if at > number]
    if below and not below[-1][1]:
        stopped, last = below.pop()[0], sheet.last_filled_row()
        if last > stopped:
            report.add(RULES["blank-rows"].problem(
                file=file, sheet=sheet.name, row=stopped, run=BLANK_RUN, last=last))
    return header, [row for _, row in below], np.array([at for at, _ in below], dtype=np.int64)


def find_header(sheet: Sheet, declared: AnnexAList) -> tuple[int, list[str | None], int]:
    """The row near the top with the most of a list's column names: its number, cells and how many.

    The first of equals. Raises UnreadableSheetError when the sheet is damaged.
    """
    top = takewhile(lambda row: row[0] <= HEADER_WITHIN, sheet.rows())
    scored = [(_score(row, declared), -number, row) for number, row in top]
    score, number, header = max(scored, key=lambda found: found[:2], default=(0, 0, []))
    return -number, header, score


def _score(row: list[str | None], declared: AnnexAList) -> int:
    return len({declared.by_header[header_key(cell)].key for cell in row
                if cell and header_key(cell) in declared.by_header})


def _places(header: list[str | None], declared: AnnexAList, file: str, sheet: str,
            report: Report) -> dict[str, int]:
    """Column key to its place in the rows; unknown and repeated columns are reported."""
    places: dict[str, int] = {}
    known = {declared.by_header[header_key(text)].key for text in header
             if text and header_key(text) in declared.by_header}
    for at, text in enumerate(header):
        if text is None:
            continue
        column = declared.by_header.get(header_key(text))
        if column is None:
            near = nearest(text, [c.header for c in declared.columns if c.key not in known])
            report.add(RULES["unknown-column"].problem(
                file=file, sheet=sheet, column=text, near=near))
        elif column.key in places:
            report.add(RULES["column-twice"].problem(file=file, sheet=sheet, column=text))
        else:
            places[column.key] = at
    return places


def _read_cells(made: ListRows, column: ListColumn, raw: pa.Array, report: Report) -> None:
    cells = read_column(raw, column.as_column)
    report.extend(cell_problems(cells, made.origin, column.key, code_words(column.as_column)))
    made.columns[column.key] = cells.values
    made.bad[column.key] = bad_positions(cells)
    blanks = np.flatnonzero(raw.is_null().to_numpy(zero_copy_only=False))
    if len(blanks) and not column.may_be_blank and column.key not in ("person_id", "adopter_id"):
        rule, rows = RULES["blank-value"], len(raw)
        report.add(made.origin.problem(
            rule.severity, rule.id, rule.message.format(blank=len(blanks), rows=rows), rule.todo,
            at=int(blanks[0]), column=column.key))


def _with_id(made: ListRows, report: Report) -> ListRows:
    """Only rows that say who they are about."""
    key = made.declared.columns[0].key
    if key not in made.columns:
        return made.take(np.array([], dtype=np.int64))
    missing = np.flatnonzero(made[key].is_null().to_numpy(zero_copy_only=False))
    rule = RULES["missing-required-value"]
    for at in missing:
        report.add(made.origin.problem(rule.severity, rule.id, rule.message, rule.todo, at=int(at),
                                       column=key))
    return made.where(key) if len(missing) else made


def _one_row_each(made: ListRows, report: Report) -> ListRows:
    """Only the first row of a child, in a list that may hold a child once."""
    if not made.declared.one_row_each:
        return made
    ids = made[made.declared.columns[0].key]
    if pc.count_distinct(ids).as_py() == len(ids):
        return made
    seen: set[str] = set()
    kept, rule = [], RULES["duplicate-id"]
    for at, who in enumerate(ids.to_pylist()):
        if who in seen:
            key = made.declared.columns[0].key
            report.add(made.origin.problem(
                rule.severity, rule.id, rule.message.format(key=made.headers[key]), rule.todo,
                at=at, column=key, value=who))
        else:
            seen.add(who)
            kept.append(at)
    return made.take(np.array(kept, dtype=np.int64))
