"""The tallies of a snapshot's cases. Worked by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from data.measures.calculate import CASES, KINDS
from data.measures.catalogue import read_catalogue
from data.measures.journeys import CHILDREN, WORKERS
from data.measures.tallies import ANSWERS, TALLIES, Done, Load, Said, Unnamed, tally

CATALOGUE = read_catalogue()
MARCH = dt.date(2016, 3, 31)
LYNN = {"team": "lynn-1", "locality": "lynn"}
NORWICH = {"team": "norwich-1", "locality": "norwich"}


def tallied(
    name: str, cases: list[dict[str, Any]], *, kinds: list[dict[str, Any]] | None = None,
    children: list[dict[str, Any]] | None = None, workers: list[dict[str, Any]] | None = None,
) -> list[tuple[Any, ...]]:
    """The rows of a tally, without the date. A case is x, of Lynn, unless it says otherwise."""
    with duckdb.connect() as con:
        con.register("cases", pa.Table.from_pylist(
            [{"as_at": MARCH, "case": "x", **LYNN, **case} for case in cases], schema=CASES))
        con.register("kinds", pa.Table.from_pylist(kinds or [], schema=KINDS))
        con.register("children", pa.Table.from_pylist(children or [], schema=CHILDREN))
        con.register("workers", pa.Table.from_pylist(workers or [], schema=WORKERS))
        found = tally(con, name, measures=CATALOGUE, as_at=MARCH)
    assert found.schema == TALLIES[name]
    assert set(found["as_at"].to_pylist()) <= {MARCH}
    return [tuple(row.values())[1:] for row in found.to_pylist()]


def audited(case: str, person: str, on: dt.date, good: int | None) -> dict[str, Any]:
    return {"measure": "audits-good", "case": case, "person": person, "happened_on": on,
            "value": good}


def of_kind(measure: str, case: str, kind: str) -> dict[str, Any]:
    return {"as_at": MARCH, "measure": measure, "case": case, "kind": kind}


@pytest.mark.parametrize(("name", "row"), [
    ("said", Said), ("done", Done), ("caseloads", Load), ("nobody", Unnamed)])
def test_a_row_has_the_columns_of_its_tally_but_the_date(name: str, row: Any) -> None:
    assert ["as_at", *row._fields] == TALLIES[name].names
    assert tallied(name, []) == []


def test_what_was_audited_is_counted_of_the_plans_and_what_was_good_of_the_audits() -> None:
    education = next(m.id for m in CATALOGUE.values() if m.plan_type == "education")
    plans = [{"measure": education, "case": child, "person": child, "value": 1}
             for child in ("a", "b", "c")]
    rows = tallied("said", [
        *plans,
        audited("good", "a", dt.date(2015, 4, 1), 1), audited("again", "a", MARCH, 0),
        audited("too old", "b", dt.date(2015, 3, 31), 1),
        audited("other", "c", MARCH, 1), audited("no grade", "c", MARCH, None)],
        kinds=[of_kind("audits-good", case, "education")
               for case in ("good", "again", "too old", "no grade")]
        + [of_kind("audits-good", "other", "other")])
    assert rows == [
        ("lynn", "lynn-1", "", "good", 1, 1),
        ("lynn", "lynn-1", "education", "audited", 2, 3),
        ("lynn", "lynn-1", "education", "good", 1, 2)]


def test_answers_are_counted_by_area_and_team_and_those_not_given_are_not() -> None:
    rows = tallied("said", [
        {"measure": measure, "case": str(n), "happened_on": MARCH, "value": value, **where}
        for measure in (ANSWERS["helped"], ANSWERS["in_time"])
        for n, (value, where) in enumerate([(1, LYNN), (0, LYNN), (None, LYNN), (1, NORWICH)])])
    assert rows == [
        ("lynn", "lynn-1", "", "helped", 1, 2), ("lynn", "lynn-1", "", "in_time", 1, 2),
        ("norwich", "norwich-1", "", "helped", 1, 1), ("norwich", "norwich-1", "", "in_time", 1, 1)]


def test_of_plans_that_are_written_once_only_those_of_twelve_months_count() -> None:
    flow = next(m for m in CATALOGUE.values() if m.plan_type and m.kind == "flow")
    rows = tallied("said", [
        {"measure": flow.id, "case": str(day), "person": str(day), "happened_on": day, "value": 1}
        for day in (dt.date(2015, 3, 31), dt.date(2015, 4, 1), MARCH)])
    assert rows == [("lynn", "lynn-1", flow.plan_type, "audited", 0, 2)]


def test_what_was_done_in_the_month_to_the_date_is_counted_where_it_has_a_clock() -> None:
    due = {"measure": "lac-visit-timely", "due_on": MARCH}
    rows = tallied("done", [
        {**due, "done_on": dt.date(2016, 2, 29)}, {**due, "done_on": dt.date(2016, 3, 1)},
        {**due, "done_on": MARCH}, {**due, "done_on": dt.date(2016, 4, 1)},
        {**due, "done_on": MARCH, **NORWICH}, {**due, "done_on": None},
        {"measure": "lac-dental", "done_on": MARCH}])
    assert rows == [("lac-visit-timely", "lynn-1", "lynn", 2),
                    ("lac-visit-timely", "norwich-1", "norwich", 1)]


def test_a_worker_has_the_children_of_the_measure_or_else_those_open() -> None:
    held = [{"person": str(n), "worker": worker, "open": is_open} for n, (worker, is_open) in
            enumerate([("w1", True), ("w2", True), ("w2", True), ("w2", False), ("iro", True)])]
    rows = tallied("caseloads", [
        {"measure": "caseload-average", "worker": "w1", "value": 12, "weight": 0.5},
        {"measure": "caseload-average", "worker": "w2", "value": None, "weight": 0},
        {"measure": "caseload-average", "worker": "w3", "value": None, "weight": 1},
        {"measure": "iro-caseload", "worker": "iro", "value": None, "weight": 1},
        {"measure": "lac-dental", "worker": "w1", "value": 1, "weight": 1}],
        children=held, workers=[{"worker": "w1", "newly_qualified": True, "agency": False}])
    assert rows == [
        ("caseload-average", "w1", "lynn-1", "lynn", 12, 0.5, True, False),
        ("caseload-average", "w2", "lynn-1", "lynn", 2, None, False, False),
        ("caseload-average", "w3", "lynn-1", "lynn", None, 1.0, False, False),
        ("iro-caseload", "iro", "lynn-1", "lynn", None, 1.0, False, False)]


def test_children_without_a_worker_stand_longest_first() -> None:
    rows = tallied("nobody", [
        {"measure": "unallocated", "person": "a", "happened_on": dt.date(2016, 3, 2)},
        {"measure": "unallocated", "person": "b", "happened_on": dt.date(2016, 3, 1)},
        {"measure": "unallocated", "person": "c", **NORWICH},
        {"measure": "lac-dental", "person": "d"}])
    assert rows == [("c", "norwich-1", "norwich", None),
                    ("b", "lynn-1", "lynn", dt.date(2016, 3, 1)),
                    ("a", "lynn-1", "lynn", dt.date(2016, 3, 2))]
