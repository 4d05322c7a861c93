"""A measure worked by hand, on the page of its definition."""

from __future__ import annotations

import datetime as dt
from typing import Any

from components.worked_example import worked_example
from data.measures.examples import Example
from tests.components.made import COUNT, MEAN, every, measure, text


def example(**more: Any) -> Example:
    return Example(**{
        "as_at": dt.date(2016, 3, 31), "period": "point",
        "words": "A was seen, B was not: 1 of 3.",
        "tables": {"visits": [
            {"person_id": "A", "visit_date": dt.date(2016, 3, 1), "seen": True},
            {"person_id": "B", "seen": False}, {"person_id": "D"}], "plans": []},
        "cases": {"A": 1, "B": 0, "C": "not known"}, "left_out": {"D": "not of school age"},
        "numerator": 1, **more})


def drawn(of: Any = None, **more: Any) -> Any:
    return worked_example(of or measure(), example(**more), table_words={"visits": "Visits."})


def test_the_rows_stand_as_small_tables_by_what_they_are_called() -> None:
    rows, verdicts = every(drawn(), "Table")
    assert [text(r) for r in every(rows, "Tr")] == [
        "person id visit date seen", "A 1 Mar 2016 yes", "B – no", "D – –"]
    assert "visits Visits." in text(drawn())
    assert [t.scope for t in every(verdicts, "Th")] == ["col", "col"]


def test_who_counts_as_what_and_who_is_left_out_and_why() -> None:
    assert [text(r) for r in every(every(drawn(), "Table")[-1], "Tr")] == [
        "id counts as", "A Met", "B Not met", "C Not known: counts as not met",
        "D Left out: not of school age"]


def test_what_is_not_known_is_left_out_where_the_measure_says_so() -> None:
    assert "C Not known: left out" in text(drawn(measure(unknown="left_out")))


def test_a_count_counts_ones_and_a_mean_its_numbers() -> None:
    assert "A One" in text(drawn(COUNT, cases={"A": 1}))
    assert "A 18.5" in text(drawn(MEAN, cases={"A": 18.5}))


def test_the_day_the_period_and_the_answer_are_said() -> None:
    assert text(drawn()).startswith("At 31 March 2016, with nothing else")
    assert text(drawn(period="year")).startswith("In the twelve months to 31 March 2016,")
    assert text(drawn()).endswith("A was seen, B was not: 1 of 3.")
