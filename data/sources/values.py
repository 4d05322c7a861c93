"""Numbers and dates that cannot be: each is reported, and counts as not known from then on."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sources.checks import NEVER, Extracted, day_of, whole
from data.sources.located import Typed
from data.sources.report import Problem
from data.sources.tables import TABLES, Column
from data.sources.typed import MOST, problems_at


def empty_what_cannot_be(extracted: Extracted) -> list[Problem]:
    """Empty every value that its column's declaration, or the rest of its row, rules out."""
    found: list[Problem] = []
    for typed in extracted.tables.values():
        for column in TABLES[typed.table].columns:
            if column.name not in typed.provided:
                continue
            if column.between:
                found += _out_of_range(typed, column)
            if column.no_more_than in typed.provided:
                found += _above_another(typed, column)
            if column.not_before in typed.provided:
                found += _before_another(extracted, typed, column)
    return found + _cancelled_and_held(extracted)


def _out_of_range(typed: Typed, column: Column) -> list[Problem]:
    assert column.between
    lowest, highest = column.between
    values = whole(typed.data[column.name])
    wrong = _true(pc.or_(pc.less(values, lowest), pc.greater(values, highest)))
    return _emptied(typed, column.name, wrong, "number-out-of-range",
                    [{"lowest": f"{lowest:g}", "highest": f"{highest:g}"}] * len(wrong))


def _above_another(typed: Typed, column: Column) -> list[Problem]:
    assert column.no_more_than
    most = typed.data[column.no_more_than]
    wrong = _true(pc.greater(whole(typed.data[column.name]), whole(most)))
    return _emptied(typed, column.name, wrong, "number-above-another", [
        {"what": _name(typed, column.name), "other": _name(typed, column.no_more_than),
         "most": f"{most[int(at)].as_py():g}"} for at in wrong[:MOST]])


def _before_another(extracted: Extracted, typed: Typed, column: Column) -> list[Problem]:
    assert column.not_before
    first = extracted.days(typed.table, column.not_before, -NEVER)
    wrong = np.flatnonzero(extracted.days(typed.table, column.name, NEVER) < first)
    return _emptied(typed, column.name, wrong, "date-before-another", [
        {"what": _name(typed, column.name), "other": _name(typed, column.not_before),
         "first": day_of(first[at])} for at in wrong[:MOST]])


def _cancelled_and_held(extracted: Extracted) -> list[Problem]:
    """Reviews of looked-after children that were cancelled and yet have a day they were held."""
    typed = extracted.tables.get("cla_reviews")
    if typed is None:
        return []
    wrong = _true(pc.and_(whole(typed.data["cancelled"]),
                          whole(typed.data["review_date"]).is_valid()))
    return _emptied(typed, "review_date", wrong, "review-cancelled-and-held", [{}] * len(wrong))


def _emptied(typed: Typed, column: str, wrong: np.ndarray, rule: str,
             words: list[dict[str, object]]) -> list[Problem]:
    if not len(wrong):
        return []
    taken = typed.data[column].take(pa.array(wrong)).to_pylist()
    values = [f"{v:.15g}" if isinstance(v, float) else str(v) for v in taken]
    typed.empty(column, wrong)
    return list(problems_at(rule, typed.origin, column, wrong, values, words))


def _true(mask: pa.Array) -> np.ndarray:
    return np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False))


def _name(typed: Typed, column: str) -> str:
    return typed.origin.columns.get(column, column)
