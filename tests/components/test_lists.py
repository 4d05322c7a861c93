"""Lists of cases, work that is due, workers, filters and pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from components.case_filters import case_filters
from components.case_list import case_list, days_over_words
from components.filters import search_form
from components.pager import pager
from components.workers_table import workers_table
from tests.components.made import COUNT, LOWER, MEAN, NAN, every, href, measure, text

PEP = measure()


def cases(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"case": "1", "person": "C1", "worker": "SW-1", "team": "t1", "locality": "a",
             "value": 0.0, "happened_on": None, "due_on": dt.date(2015, 11, 12),
             "done_on": None, "days_over": 140, "reason": "No plan recorded", **row}
            for row in rows]


def drawn(rows: list[dict[str, Any]], of: Any = PEP, **more: Any) -> Any:
    return case_list(rows, measure=of, caption="Cases", team_names={"t1": "Norwich team"}, **more)


def test_a_case_says_who_worker_team_status_due_over_and_why() -> None:
    head, row = every(drawn(cases({})), "Tr")
    assert text(head) == "Child Worker Team Status Due Over by Why"
    assert text(row) == (
        "C1 SW-1 Norwich team Not met 12 Nov 2015 140 days No plan recorded")
    assert "late" in next(t for t in every(row, "Td") if text(t) == "140 days").className


def test_a_met_case_is_never_over_and_one_without_a_worker_has_none() -> None:
    rows = cases({"value": 1.0, "days_over": 20}, {"worker": None, "value": None, "days_over": -3})
    _, met, unknown = every(drawn(rows), "Tr")
    assert "Met 12 Nov 2015 –" in text(met)
    assert "none Norwich team Not known 12 Nov 2015 in 3 days" in text(unknown)


def test_what_is_over_says_by_how_many_days_it_was_late() -> None:
    assessment = measure(kind="flow", period=("month",))
    done = dt.date(2015, 11, 20)
    listed = drawn(cases({"done_on": done, "happened_on": done, "days_over": 8}), assessment)
    assert text(every(listed, "Tr")[0]) == "Child Worker Team Status Due Done Over by Why"
    assert "12 Nov 2015 20 Nov 2015 8 days" in text(listed)


def test_a_case_that_has_no_due_date_is_over_by_nothing() -> None:
    rows = cases({}, {"due_on": None, "days_over": None})
    assert "Not met – – No plan recorded" in text(every(drawn(rows), "Tr")[2])


def test_columns_that_nobody_filled_are_left_out() -> None:
    head = every(drawn(cases({"due_on": None, "days_over": None}), COUNT), "Tr")[0]
    assert text(head) == "Child Worker Team Why"


def test_a_mean_lists_its_numbers_and_a_lower_measure_counts() -> None:
    mean = drawn(cases({"person": None, "value": 27.0, "due_on": None, "days_over": None}), MEAN)
    assert text(every(mean, "Tr")[0]) == "Worker Team Children Why"
    assert "27" in text(mean)
    assert "Counted" in text(drawn(cases({"value": 1.0}), LOWER))


def test_headers_sort_by_links_and_say_which_way() -> None:
    rows = cases({})
    up = every(drawn(rows, sort_href=lambda by: f"?sort={by}"), "Th")
    due = next(t for t in up if text(t) == "Due")
    assert getattr(due, "aria-sort") == "ascending"
    assert every(due, "Link")[0].href == "?sort=-due_on"
    child = next(t for t in up if text(t) == "Child")
    assert not hasattr(child, "aria-sort")
    assert every(child, "Link")[0].href == "?sort=person"
    down = every(drawn(rows, descending=True, sort_href=lambda by: f"?sort={by}"), "Th")
    due = next(t for t in down if text(t) == "Due")
    assert getattr(due, "aria-sort") == "descending"
    assert every(due, "Link")[0].href == "?sort=due_on"


def test_a_child_in_a_list_opens_the_childs_own_page() -> None:
    listed = drawn(cases({"person": "C1"}), child_href=lambda person: f"/children/{person}")
    assert every(listed, "Link")[0].href == "/children/C1"
    assert not every(drawn(cases({})), "Link")


def test_an_empty_list_says_so() -> None:
    assert text(drawn([])) == "No cases here."


def test_days_over_are_said_both_ways() -> None:
    assert [days_over_words(n) for n in (1, 140, 0, -1, -12)] == [
        "1 day", "140 days", "today", "in 1 day", "in 12 days"]


def filters(of: Any = PEP, **more: Any) -> Any:
    counts = {"all": 10, "met": 6, "missed": 4, "overdue": 3, "unknown": 0, "due": 2}
    given = {"counts": counts, "status": "missed", "period": of.headline_period, "worker": "",
             "search": "", **more}
    return case_filters(of, href=lambda **changed: href("/cases", **changed), **given)


def test_statuses_are_links_with_their_counts_and_empty_ones_are_left_out() -> None:
    items = every(filters(), "Li")
    assert [text(i) for i in items] == [
        "All 10", "Met 6", "Not met or not known 4", "Overdue 3", "Due in 30 days 2"]
    assert [getattr(a, "aria-current", None) for a in every(filters(), "A")] == ["true"]


def test_a_flow_has_its_periods_and_no_dates_ahead() -> None:
    assert [text(i) for i in every(filters(LOWER, status="all"), "Li")] == [
        "All 10", "Counted 6", "Not counted or not known 4", "In the month", "In twelve months"]


def test_a_count_has_only_all_and_a_chosen_worker_can_be_let_go() -> None:
    assert [text(i) for i in every(filters(COUNT, status="all"), "Li")] == ["All 10"]
    assert "Worker SW-1 . Show every worker" in text(filters(worker="SW-1"))
    assert "No named worker" in text(filters(worker="no-worker"))


def test_the_search_has_a_label_and_a_way_to_clear_it() -> None:
    form = search_form(action="/cases?measure=pep", name="search", label="Child’s id",
                       value="C1", clear="/cases?measure=pep")
    assert every(form, "Label")[0].htmlFor == every(form, "Input")[0].id
    assert text(form) == "Child’s id Search Clear"
    assert "Clear" not in text(search_form(action="/", name="q", label="Search"))


def test_pages_have_a_way_on_and_back_and_one_page_has_none() -> None:
    assert pager(1, 1, href=str) is None
    assert text(pager(1, 3, href=str)) == "Page 1 of 3 Next Last"
    assert text(pager(2, 3, href=str)) == "Previous Page 2 of 3 Next"
    assert text(pager(3, 3, href=str)) == "First Previous Page 3 of 3"


def test_workers_stand_by_children_for_a_full_week() -> None:
    rows = pd.DataFrame([
        {"worker": "SW-1", "children": 20.0, "full_time_equivalent": 1.0, "overdue": 0,
         "children_overdue": 0},
        {"worker": "SW-2", "children": 18.0, "full_time_equivalent": 0.6, "overdue": 5,
         "children_overdue": 4},
        {"worker": "SW-3", "children": NAN, "full_time_equivalent": NAN, "overdue": 1,
         "children_overdue": 1}])
    drawn = workers_table(rows, name="Team", href=lambda worker: f"/cases?worker={worker}")
    assert [text(r) for r in every(drawn, "Tr")[1:]] == [
        "SW-2 18 0.60 30.0 5 4", "SW-1 20 1.00 20.0 0 0", "SW-3 – – – 1 1"]
    assert every(drawn, "Link")[0].href == "/cases?worker=SW-2"
    assert "No worker" in text(workers_table(rows.iloc[:0], name="Team", href=str))
