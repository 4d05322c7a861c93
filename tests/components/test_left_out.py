"""What a figure leaves out: counted for all, and row by row for those who may see it."""

from __future__ import annotations

from components.left_out import EACH, left_out
from data.findings_queries import LeftOut
from tests.components.made import every, text

VISIT = {"file": "cp_visits.csv", "sheet": "cp_visits", "row": 1234, "column": "visit_date",
         "value": "2016-01-01", "message": "The visit was before the plan began (2016-02-01); it "
         "is not counted"}
CELL = {"file": "annex a.xlsx", "sheet": "List_7", "row": None, "column": "Was the Child Seen "
        "Alone?", "value": "perhaps", "message": "The code is not in the list “yes no”"}


def test_a_figure_that_leaves_nothing_out_has_nothing_to_say_of_it() -> None:
    assert left_out([]) is None


def test_counts_are_given_for_the_whole_county_and_small_ones_are_not_where_they_are_hidden(
) -> None:
    shown = left_out([LeftOut("early visit", "early visits", 12, ()),
                      LeftOut("odd code", "odd codes", 1, ()),
                      LeftOut("bad number", "bad numbers", None, ())])
    assert text(shown) == (
        "Left out of this figure What is wrong in the extract is not counted. In the whole county: "
        "12 early visits; 1 odd code; some bad numbers.")
    assert not every(shown, "Details")


def test_each_fault_is_shown_by_its_file_row_column_and_value() -> None:
    shown = left_out([LeftOut("early visit", "early visits", 1, (VISIT,)),
                      LeftOut("odd code", "odd codes", 1, (CELL,))])
    (summary,) = every(shown, "Summary")
    assert text(summary) == "Show 2 faults"
    assert [text(cell) for cell in every(shown, "Th")[5:]] == [
        "cp_visits.csv", "annex a.xlsx, List_7"]
    assert [text(cell) for cell in every(shown, "Td")[:4]] == [
        "1,234", "visit_date", "2016-01-01", VISIT["message"]]


def test_of_many_faults_the_first_are_shown_and_that_is_said() -> None:
    shown = left_out([LeftOut("early visit", "early visits", 60, (VISIT,) * 50),
                      LeftOut("odd code", "odd codes", 1, (CELL,))])
    (summary,) = every(shown, "Summary")
    assert text(summary) == f"Show the first {EACH + 1} faults"
    assert len(every(shown, "Tr")) == 1 + EACH + 1
