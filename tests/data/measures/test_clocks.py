"""The clocks of each child at a date: what still runs, child by child. Worked by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa

from data.measures.calculate import CASES
from data.measures.clocks import CLOCKS, clocks
from tests.data.county import CATALOGUE

MARCH = dt.date(2016, 3, 31)
SHARE, LEVEL, OVER = (
    next(m.id for m in CATALOGUE.values() if m.kind == kind) for kind in ("stock", "level", "flow"))


def rows(*cases: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Person, measure and case of each clock."""
    found = clocks(pa.Table.from_pylist([{"as_at": MARCH, **case} for case in cases], CASES),
                   measures=CATALOGUE)
    assert found.schema == CLOCKS
    return [(row["person"], row["measure"], row["case"]) for row in found.to_pylist()]


def test_clocks_stand_by_child_measure_and_case() -> None:
    first, second = sorted((SHARE, LEVEL))
    assert rows(
        {"measure": second, "case": "3", "person": "b"},
        {"measure": second, "case": "2", "person": "a"},
        {"measure": first, "case": "9", "person": "b"},
        {"measure": second, "case": "1", "person": "a"},
    ) == [("a", second, "1"), ("a", second, "2"), ("b", first, "9"), ("b", second, "3")]


def test_what_is_over_what_is_nobodys_and_what_the_catalogue_lacks_are_no_clocks() -> None:
    assert rows(
        {"measure": OVER, "case": "1", "person": "a"},
        {"measure": SHARE, "case": "2", "person": None},
        {"measure": "another", "case": "3", "person": "a"},
        {"measure": LEVEL, "case": "4", "person": "a"},
    ) == [("a", LEVEL, "4")]


def test_a_clock_keeps_what_its_case_says() -> None:
    said = {"as_at": MARCH, "measure": SHARE, "case": "1", "person": "a", "worker": "w",
            "team": "t", "locality": "l", "value": 0.0, "due_on": dt.date(2016, 3, 1),
            "done_on": dt.date(2016, 2, 1), "reason": "Away"}
    table = pa.Table.from_pylist([said], CASES)
    assert clocks(table, measures=CATALOGUE).to_pylist() == [said]
