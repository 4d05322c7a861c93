"""Validates typed tables: pandera for each table by itself, then the rules between columns."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.places import Places
from data.sources import checks, row_checks, schemas
from data.sources.located import Typed
from data.sources.report import Problem, Report
from data.sources.rules import FIRST_DAY, RULES
from data.sources.tables import TABLES
from data.sources.typed import problems_at
from data.sources.values import empty_what_cannot_be


def validate(tables: Sequence[Typed], report: Report, *, as_at: dt.date | None = None,
             today: dt.date | None = None, places: Places | None = None) -> list[Typed]:
    """Check everything, report everything at once, and give the tables without unusable rows.

    A row is unusable when a required value is missing, or when no measure may count it. Values
    that cannot be are emptied. ``today`` is the real day unless a test
    says otherwise; with ``places``, teams the authority's file does not know are reported.
    """
    now = today or dt.date.today()
    last = _years_on(as_at if as_at and as_at <= now else now, 2)
    extracted = checks.Extracted({t.table: t for t in tables}, as_at, now, last)
    if any(checks.as_at_before_every_row(replace(extracted, last=_years_on(now, 2)))):
        # The report date is what is wrong, not every date of the extract.
        extracted = replace(extracted, last=(last := _years_on(now, 2)))
    report.extend(empty_what_cannot_be(extracted))
    two_births = list(checks.two_dates_of_birth(extracted))
    for typed in tables:
        report.extend(_alone(typed, last, {(p.sheet, p.row) for p in two_births}))
    for check in (*checks.ALL, row_checks.two_open_at_once, row_checks.placement_gaps):
        report.extend(two_births if check is checks.two_dates_of_birth else check(extracted))
    if places:
        report.extend(_teams(tables, places))
    report.extend(row_checks.leave_out_early_visits(extracted))
    return [_usable(typed) for typed in tables]


def _years_on(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _alone(typed: Typed, last: dt.date, reported: set[tuple[str, int | None]]
           ) -> Iterable[Problem]:
    """What a table breaks by itself. Cells already reported are not reported again."""
    frame = typed.data.to_pandas(types_mapper=pd.ArrowDtype)
    broken: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rule, column, at in schemas.failures(typed.table, frame, last):
        if rule == "missing-required-value" and (
                column not in typed.provided or at in typed.bad.get(column, ())):
            continue
        broken[rule, column].append(at)
    if len(key := TABLES[typed.table].key) > 1:
        known = frame[list(key)].dropna()
        if twice := known.index[known.duplicated()].tolist():
            broken["duplicate-id", key[0]] = twice
    for (rule, column), positions in broken.items():
        values = typed.data[column].take(pa.array(positions)).to_pylist()
        if rule == "duplicate-id":
            kept = [n for n, at in enumerate(positions)
                    if values[n] is not None and typed.origin.place(at) not in reported]
            positions, values = [positions[n] for n in kept], [values[n] for n in kept]
        yield from problems_at(
            rule, typed.origin, column, positions,
            ["" if value is None else str(value) for value in values],
            {"key": _key(typed, column), "first": FIRST_DAY, "last": last})


def _key(typed: Typed, column: str) -> str:
    """A column, or all that make up the key it is the first of, as the file calls them."""
    key = TABLES[typed.table].key
    names = key if key[:1] == (column,) else (column,)
    return " and ".join(typed.origin.columns.get(name, name) for name in names)


def _usable(typed: Typed) -> Typed:
    """The table without rows that lack a required value."""
    keep = None
    for column in TABLES[typed.table].columns:
        if column.required and typed.data[column.name].null_count:
            valid = typed.data[column.name].is_valid()
            keep = valid if keep is None else pc.and_(keep, valid)
    if keep is None:
        return typed
    positions = np.flatnonzero(keep.to_numpy(zero_copy_only=False))
    return Typed(typed.table, typed.data.filter(keep), typed.origin.take(positions),
                 typed.provided)


def _teams(tables: Sequence[Typed], places: Places) -> Iterable[Problem]:
    """Team names that the authority's file does not know: once a table and name."""
    rule = RULES["team-not-configured"]
    for typed in tables:
        for column in TABLES[typed.table].columns:
            if column.type != "team" or column.name not in typed.provided:
                continue
            names = typed.data[column.name].combine_chunks()
            for counted in pc.value_counts(names).to_pylist():
                name, rows = counted["values"], counted["counts"]
                if name is None or places.team_id(name):
                    continue
                at = pc.index(names, pa.scalar(name)).as_py()
                yield typed.origin.problem(
                    rule.severity, rule.id, rule.message.format(rows=rows), rule.todo, at=at,
                    column=column.name, value=name)
