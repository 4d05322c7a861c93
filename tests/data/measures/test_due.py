"""What is undone at a date: overdue, or due soon, each thing once. Worked by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from data.measures.calculate import CASES, calculate
from data.measures.catalogue import CatalogueError, Measure, read_catalogue
from data.measures.due import DUE, undone
from data.measures.journeys import CHILDREN
from tests.data.measures.worked import AUTHORITY, born, extract_of, held_by, on_plan

CATALOGUE = read_catalogue()
SUNDAY = dt.date(2016, 1, 31)
MONDAY = dt.date(2016, 2, 1)


def due(cases: list[dict[str, Any]], as_at: dt.date = SUNDAY,
        measures: dict[str, Measure] = CATALOGUE) -> list[dict[str, Any]]:
    """The rows made of cases; each is of child a and has the id x unless it says otherwise."""
    table = pa.Table.from_pylist(
        [{"as_at": as_at, "case": "x", "person": "a", **case} for case in cases], schema=CASES)
    return listed(table, CHILDREN.empty_table(), as_at, measures)


def listed(cases: pa.Table, children: pa.Table, as_at: dt.date,
           measures: dict[str, Measure] = CATALOGUE) -> list[dict[str, Any]]:
    with duckdb.connect() as con:
        con.register("cases", cases)
        con.register("children", children)
        found = undone(con, measures=measures, as_at=as_at)
    assert found.schema == DUE
    return found.to_pylist()


def of_extract(as_at: dt.date, **tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of an extract, by the measures' own SQL."""
    made = calculate(extract_of(**tables), as_at=as_at, authority=AUTHORITY,
                     catalogue=CATALOGUE, with_people=True)
    return listed(made.cases, made.people["children"], as_at)


def visited(on: str) -> dict[str, list[dict[str, Any]]]:
    """A child on a plan since September, last visited and seen on a day."""
    return {"person": [born("a", "1 May 2010")], "cp_plans": [on_plan("a", "1 Sep 2015")],
            "cp_visits": [{"cp_visit_id": "v", "person_id": "a", "cp_plan_id": "a",
                           "visit_date": on, "seen": True, "seen_alone": True}],
            "involvements": [held_by("a", "worker", "norwich-family-intervention-1")]}


def visits(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["measure"] == "cpp-visit-timely"]


def test_a_share_is_overdue_when_its_day_has_gone_and_it_is_not_met_or_not_known() -> None:
    rows = due([
        {"measure": "lac-dental", "case": "not met", "value": 0, "due_on": dt.date(2016, 1, 30)},
        {"measure": "lac-dental", "case": "not known", "due_on": dt.date(2016, 1, 29)},
        {"measure": "lac-dental", "case": "today", "value": 0, "due_on": SUNDAY}])
    assert [(row["case"], row["overdue"]) for row in rows] == [
        ("not known", True), ("not met", True), ("today", False)]


def test_what_falls_due_in_sixty_days_is_kept_and_nothing_later() -> None:
    rows = due([{"measure": "lac-dental", "case": str(days), "value": 1,
                 "due_on": SUNDAY + dt.timedelta(days)} for days in (0, 60, 61)])
    assert [row["case"] for row in rows] == ["0", "60"]


def test_finished_work_and_what_has_no_day_are_not_there() -> None:
    assert due([
        {"measure": "assessments-45wd", "value": 0, "due_on": dt.date(2016, 1, 4)},
        {"measure": "lac-immunisations", "value": 0}]) == []


def test_an_open_assessment_past_its_day_is_overdue() -> None:
    # 45 working days from 2 November 2015 end on 7 January 2016: Christmas, Boxing Day (kept on
    # the 28th) and New Year's Day are between.
    rows = of_extract(SUNDAY, person=[born("a", "1 May 2010")], cin_assessments=[{
        "assessment_id": "s", "person_id": "a", "start_date": "2 Nov 2015", "team": "mash"}])
    assert [(row["measure"], row["case"], row["due_on"], row["overdue"], row["clock"])
            for row in rows] == [
        ("assessments-open-overdue", "s", dt.date(2016, 1, 7), True, 66)]


def test_a_visit_due_on_the_friday_is_still_due_on_the_sunday_and_overdue_on_the_monday() -> None:
    # Ten working days from Friday 15 January are over on Friday the 29th; Sunday is no working day.
    tables = visited("15 Jan 2016")
    (sunday,) = visits(of_extract(SUNDAY, **tables))
    assert (sunday["due_on"], sunday["overdue"]) == (dt.date(2016, 1, 29), False)
    (monday,) = visits(of_extract(MONDAY, **tables))
    assert (monday["due_on"], monday["overdue"]) == (dt.date(2016, 1, 29), True)


def test_a_child_whose_visit_is_late_and_who_was_long_not_seen_is_there_once() -> None:
    # Last seen and visited on 4 December: 10 working days end on the 18th, and by Sunday 31 January
    # there have been 37.
    (row,) = of_extract(SUNDAY, **visited("4 Dec 2015"))[-1:]
    rows = [r for r in of_extract(SUNDAY, **visited("4 Dec 2015")) if r["overdue"]
            and r["measure"] in ("cpp-visit-timely", "cpp-longest-unseen")]
    assert rows == [row | rows[0]]
    assert rows[0]["measure"] == "cpp-visit-timely"
    assert rows[0]["reason"] == (
        "Last visit 4 Dec 2015. Last seen 4 Dec 2015: 37 working days")


def test_a_child_visited_in_time_who_was_not_seen_is_there_as_not_seen() -> None:
    tables = visited("4 Dec 2015")
    tables["cp_visits"].append({
        "cp_visit_id": "w", "person_id": "a", "cp_plan_id": "a", "visit_date": "25 Jan 2016",
        "seen": False, "seen_alone": False})
    late = [row["measure"] for row in of_extract(SUNDAY, **tables) if row["overdue"]]
    assert "cpp-longest-unseen" in late
    assert "cpp-visit-timely" not in late


def test_a_clock_is_the_days_from_the_last_time_or_those_of_the_middle_case() -> None:
    rows = due([
        {"measure": "lac-dental", "case": "a", "value": 0, "done_on": dt.date(2015, 1, 1),
         "due_on": dt.date(2016, 1, 1)},
        {"measure": "lac-dental", "case": "b", "value": 0, "done_on": dt.date(2015, 1, 5),
         "due_on": dt.date(2016, 1, 5)},
        {"measure": "lac-dental", "case": "never", "due_on": dt.date(2016, 1, 9)},
        {"measure": "plo-length", "case": "began", "happened_on": dt.date(2015, 10, 1),
         "value": 122, "due_on": dt.date(2016, 1, 21)}])
    assert {row["case"]: row["clock"] for row in rows} == {
        "a": 365, "b": 365, "never": 365, "began": 112}


def test_children_on_a_protection_plan_are_marked() -> None:
    rows = due([
        {"measure": "cpp-count-rate", "value": 1},
        {"measure": "lac-dental", "value": 0, "due_on": MONDAY},
        {"measure": "lac-dental", "person": "b", "case": "y", "value": 0, "due_on": MONDAY},
        {"measure": "adopters-waiting", "person": None, "case": "z", "value": 1,
         "due_on": MONDAY}])
    assert {row["person"]: row["on_plan"] for row in rows} == {"a": True, "b": False, None: False}


def test_age_and_last_visit_are_those_of_the_child() -> None:
    (row,) = visits(of_extract(MONDAY, **visited("15 Jan 2016")))
    assert (row["age"], row["unborn"], row["last_visit"]) == (5, False, dt.date(2016, 1, 15))


def test_rows_are_in_the_order_of_their_day_measure_and_case() -> None:
    rows = due([
        {"measure": "lac-dental", "case": case, "value": 0, "due_on": day}
        for case, day in (("b", MONDAY), ("c", SUNDAY), ("a", MONDAY))])
    assert [row["case"] for row in rows] == ["c", "a", "b"]


def test_worst_of_must_name_a_measure_of_things_that_can_still_be_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from data.measures import catalogue
    read = catalogue._read
    monkeypatch.setattr(catalogue, "_read", lambda domain: tuple(
        {**fields, **({"worst_of": "lac-count"} if fields["id"] == "cpp-longest-unseen" else {})}
        for fields in read(domain)))
    with pytest.raises(CatalogueError, match="cpp-longest-unseen"):
        read_catalogue()
