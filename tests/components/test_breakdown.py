"""A measure by group, and children with several things late."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from components.breakdown import breakdown, breakdown_choices
from components.compound_lateness import late_by_place, late_table, late_words
from tests.components.made import COUNT, NAN, every, figure, measure, text

PEP = measure()


def groups(*rows: tuple[str, float, float, float, float, float]) -> pd.DataFrame:
    """Groups with numerator, denominator, value, low and high; hidden where there is none."""
    return pd.DataFrame([
        {"group": name, "numerator": n, "denominator": of, "cases": of, "value": value,
         "low": low, "high": high, "hidden": n != n} for name, n, of, value, low, high in rows])


def drawn(rows: pd.DataFrame, **more: Any) -> Any:
    return breakdown(more.pop("of", PEP), rows, **{
        "by": "age", "name": "Norfolk", "whole_figure": figure(PEP, 906, 1016),
        "small_numbers": True, **more})


def test_a_group_has_its_share_of_how_many_and_the_interval() -> None:
    table = drawn(groups(("5 to 9", 207, 233, 88.84, 84.15, 92.27)))
    assert "5 to 9 89\u202f% 207 of 233 84\u202f% to 92\u202f%" in text(table)
    (bar,) = [d for d in every(table, "Div") if getattr(d, "className", "") == "interval"]
    assert bar.style == {
        "--low": "84.15%", "--high": "7.73%", "--at": "88.84%", "--whole": "89.17%"}
    assert getattr(bar, "aria-label") == "89\u202f%, between 84\u202f% and 92\u202f%"
    assert "95 % interval (Wilson)" in text(table)


def test_a_group_too_few_to_show_says_so_and_to_a_member_that_it_is_hidden() -> None:
    few = groups(("Under 1", NAN, NAN, NAN, NAN, NAN), ("5 to 9", 207, 233, 88.84, 84.15, 92.27))
    assert "Under 1 Too few to show" in text(drawn(few))
    assert "Under 1 [c]" in text(drawn(few, small_numbers=False))


def test_a_count_has_each_groups_share_of_all_and_no_interval() -> None:
    table = drawn(groups(("Female", 419, 1045, 40.1, NAN, NAN)), of=COUNT, by="sex",
                  whole_figure=figure(COUNT, 1045))
    assert "Female 419 40\u202f% of 1,045" in text(table)
    assert "interval" not in text(table)


@pytest.mark.parametrize("why", ["few", "not held", "hidden"])
def test_nothing_to_break_down_is_said_in_words(why: str) -> None:
    assert len(text(drawn(pd.DataFrame(), why_not=why)).split()) > 5


def test_the_ways_to_break_down_are_links_and_none_is_one() -> None:
    nav = breakdown_choices("sex", by=("age", "sex"), href=lambda way: f"?by={way}")
    assert [a.href for a in every(nav, "Link")] == ["?by=", "?by=age"]
    (chosen,) = every(nav, "A")
    assert (text(chosen), getattr(chosen, "aria-current")) == ("Sex", "true")


# Several things late ------

LATE = pd.DataFrame([
    {"person": "C 1", "worker": "w1", "team": "t1", "late": 3, "longest": 40, "things": [
        {"measure": "pep", "days": 40}, {"measure": "pep", "days": 1}]},
    {"person": "C2", "worker": None, "team": None, "late": 3, "longest": 5, "things": []}])


def test_each_child_has_what_is_late_and_opens_the_own_page() -> None:
    table = late_table(LATE, measures={"pep": PEP}, team_names={"t1": "Norwich team"},
                       caption="Late", child_href=lambda person: f"/children/{person}")
    assert ("C 1 3 Plan up to date: 40 days late; Plan up to date: 1 day late w1 Norwich team"
            in text(table))
    assert text(every(table, "Tr")[-1]).endswith("none –")
    assert every(table, "Link")[0].href == "/children/C 1"


def test_nobody_with_three_things_late_is_said() -> None:
    assert "nobody to list" in text(late_table(
        LATE.iloc[:0], measures={}, team_names={}, caption="", child_href=str))


def test_how_many_children_there_are_is_a_sentence() -> None:
    assert late_words(0, all_of_it=False) == (
        "No child that you may see has three or more things late at once.")
    assert late_words(1) == "1 child has three or more things late at once."
    assert late_words(34, all_of_it=False) == (
        "34 children that you may see have three or more things late at once.")


def test_each_area_has_its_number_and_opens_its_page() -> None:
    parts = pd.DataFrame([("norwich", "Norwich", 4), ("", "Not in one area", 1)],
                         columns=["place", "short", "children"])
    counts = late_by_place(parts, href=lambda place: f"/localities/{place}")
    assert text(counts) == "Norwich 4 Not in one area 1"
    assert [a.href for a in every(counts, "Link")] == ["/localities/norwich"]
    assert late_by_place(parts.iloc[:0], href=str) is None
