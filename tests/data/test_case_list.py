"""One page of a list of cases: its order, its statuses, and which parts of a file it reads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.case_list import CaseList, Chosen, case_list
from data.measures.calculate import CASES
from data.measures.due import OVERDUE, overdue
from data.snapshots.having import RowsHaving

MARCH = dt.date(2016, 3, 31)
DAYS = {-1: dt.date(2016, 3, 30), 0: MARCH, 30: dt.date(2016, 4, 30), 31: dt.date(2016, 5, 1)}


def file_of(folder: Path, *rows: dict[str, Any], together: int = 2) -> Path:
    """Cases in a file of which so many rows stand together."""
    path = folder / "cases.parquet"
    full = [{"as_at": MARCH, "measure": "visits", "case": str(n), "value": 0.0, **row}
            for n, row in enumerate(rows)]
    pq.write_table(pa.Table.from_pylist(full, CASES), path, row_group_size=together)
    return path


def listed(path: Path, *, page: int = 1, size: int = 10, **asked: Any) -> CaseList:
    chosen = {"kind": "stock", "as_at": MARCH, "starts": None, "search": "", "status": "all",
              "sort": "due_on", "descending": False, **asked}
    return case_list(path, [("measure", "visits")], Chosen(**chosen), page=page, size=size)


def cases(found: CaseList) -> list[str]:
    return [row["case"] for row in found.records]


def test_those_alike_stand_by_case_and_what_is_not_known_comes_last_either_way(
    tmp_path: Path,
) -> None:
    path = file_of(tmp_path, {"due_on": MARCH, "case": "c"}, {"case": "d"},
                   {"due_on": DAYS[-1], "case": "e"}, {"due_on": MARCH, "case": "a"},
                   {"case": "b"})
    assert cases(listed(path)) == ["e", "a", "c", "b", "d"]
    assert cases(listed(path, descending=True)) == ["a", "c", "e", "b", "d"]
    assert [cases(listed(path, page=n, size=2)) for n in (1, 2, 3, 9)] == [
        ["e", "a"], ["c", "b"], ["d"], ["d"]]


@pytest.mark.parametrize("sort", ["person", "worker"])
def test_words_stand_in_their_own_order(tmp_path: Path, sort: str) -> None:
    path = file_of(tmp_path, {sort: "Z"}, {sort: "a"}, {sort: None}, {sort: "B"}, {sort: "é"})
    assert [row[sort] for row in listed(path, sort=sort).records] == ["B", "Z", "a", "é", None]


@pytest.mark.parametrize("size", [1, 3])
def test_the_counts_are_of_all_rows_however_small_the_page(tmp_path: Path, size: int) -> None:
    path = file_of(
        tmp_path, {"value": 1.0, "due_on": DAYS[-1]}, {"value": None, "due_on": DAYS[-1]},
        {"due_on": MARCH}, {"due_on": DAYS[30]}, {"due_on": DAYS[31]}, {"due_on": None},
        {"measure": "other", "due_on": DAYS[-1]})
    found = listed(path, status="missed", size=size)
    assert found.counts == {
        "all": 6, "missed": 5, "overdue": 1, "due": 3, "met": 1, "unknown": 1}
    assert (found.total, len(found.records)) == (5, size)


def test_a_flow_is_of_its_period_and_late_by_when_it_was_done(tmp_path: Path) -> None:
    began = dt.date(2016, 3, 1)
    path = file_of(
        tmp_path, {"happened_on": began - dt.timedelta(1)},
        {"happened_on": began, "due_on": DAYS[-1], "done_on": MARCH},
        {"happened_on": MARCH, "due_on": DAYS[-1]}, {"happened_on": MARCH + dt.timedelta(1)})
    found = listed(path, kind="flow", starts=began)
    assert [(row["case"], row["days_over"]) for row in found.records] == [("1", 1), ("2", 1)]
    assert found.rows["days_over"].tolist() == [1, 1]


def test_a_list_of_nothing_has_one_empty_page(tmp_path: Path) -> None:
    found = listed(file_of(tmp_path, {"measure": "other"}), page=3)
    assert (found.total, found.page, found.pages, found.records) == (0, 1, 1, [])
    assert found.rows.empty


def test_only_the_parts_of_a_file_that_may_hold_a_row_are_read(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, {"measure": "a", "locality": "x"}, {"measure": "a", "locality": None},
        {"measure": "b", "locality": "x"}, {"measure": "b", "locality": "y"},
        {"measure": "b", "locality": "z"}, {"measure": "c", "locality": "x"})

    def read(*having: tuple[str, str | None]) -> tuple[int, list[str]]:
        with RowsHaving(path, CASES, having) as rows:
            at, table = rows.rows(["case"])
            assert rows.take(at[::-1], ["case"])["case"].to_pylist() == (
                table["case"].to_pylist()[::-1])
            return rows.parts, table["case"].to_pylist()

    assert read(("measure", "b")) == (2, ["2", "3", "4"])
    assert read(("measure", "b"), ("locality", "y")) == (2, ["3"])
    assert read(("measure", "a"), ("locality", None)) == (1, ["1"])
    assert read(("measure", "b"), ("locality", None)) == (0, [])
    assert read(("measure", "d")) == (0, [])


@pytest.mark.parametrize("kind", OVERDUE)
def test_what_is_overdue_in_memory_is_what_is_overdue_in_sql(kind: str) -> None:
    every = [(value, due) for value in (0.0, 1.0, None) for due in (*DAYS.values(), None)]
    values, due_on = (pa.array(column, of) for column, of in zip(
        zip(*every, strict=True), (pa.float64(), pa.date32()), strict=True))
    rows = pa.table({"value": values, "due_on": due_on})
    with duckdb.connect() as con:
        con.register("rows", rows)
        by_sql = con.execute(f"select {OVERDUE[kind]} from rows", {"as_at": MARCH}).fetchall()
    found = overdue(kind, values.to_numpy(zero_copy_only=False),
                    due_on.to_numpy(zero_copy_only=False), MARCH)
    assert found.tolist() == [one for one, in by_sql]
    assert found.dtype == np.bool_
