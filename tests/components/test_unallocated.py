"""Children with nobody named, as a sentence and a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from components.unallocated import unallocated_list, unallocated_sentence
from tests.components.made import every, measure, text

VISIT = measure(id="visit", name="Visited on time")


@dataclass(frozen=True)
class Found:
    children: int
    longest: int | None
    unvisited: int


@pytest.mark.parametrize(("found", "words"), [
    (Found(0, None, 0), "Norwich: every child with an open case has a named worker."),
    (Found(1, 1, 0), "Norwich: 1 child with an open case has no named worker, for 1 day."),
    (Found(1, 30, 1), "Norwich: 1 child with an open case has no named worker, for 30 days. Nobody "
                      "has visited since."),
    (Found(3, 30, 0), "Norwich: 3 children with an open case have no named worker, the longest for "
                      "30 days."),
    (Found(3, 30, 2), "Norwich: 3 children with an open case have no named worker, the longest for "
                      "30 days. Nobody has visited 2 of them since."),
    (Found(2, 30, 2), "Norwich: 2 children with an open case have no named worker, the longest for "
                      "30 days. Nobody has visited any of them since."),
    (Found(2, None, 0), "Norwich: 2 children with an open case have no named worker.")])
def test_the_sentence(found: Found, words: str) -> None:
    assert unallocated_sentence("Norwich", found) == words


def test_the_sentence_says_where_the_reader_may_see_only_some() -> None:
    assert unallocated_sentence("Norfolk", Found(0, None, 0), all_of_it=False) == (
        "Norfolk: every child with an open case that you may see has a named worker.")
    assert unallocated_sentence("Norfolk", Found(2, 9, 0), all_of_it=False).startswith(
        "Norfolk: 2 children with an open case that you may see have no named worker")


def listed(**more: Any) -> str:
    row = {"person": "child-1", "team": "t", "days": 30, "last_worker": "sw-1", "visited": True,
           "visitors": 2, "last_visit": dt.date(2016, 3, 20), "overdue": 1,
           "next_due": dt.date(2016, 5, 1), "next_measure": "visit", "reason": "Held on duty",
           **more}
    drawn = unallocated_list(
        pd.DataFrame([row], dtype=object), measures={"visit": VISIT}, team_names={"t": "Team"},
        child_href=lambda child: f"/children/{child}", caption="Nobody's")
    assert every(drawn, "Link")[0].href == "/children/child-1"
    return text(every(drawn, "Tr")[1])


def test_a_row_says_since_when_who_came_and_what_is_next() -> None:
    assert listed() == (
        "child-1 Team 30 days Held on duty sw-1 2 people 20 Mar 2016 1 "
        "1 May 2016: Visited on time")


def test_who_came_since() -> None:
    assert " sw-1 1 person 20" in listed(visitors=1)
    assert " sw-1 nobody 20" in listed(visited=False, visitors=0)
    assert " sw-1 not recorded who 20" in listed(visitors=0)
    assert " sw-1 not known 20" in listed(visited=None, visitors=None)


def test_what_is_not_known_is_said_and_not_guessed() -> None:
    assert listed(team=None, days=None, last_worker=None, last_visit=None, next_due=None,
                  next_measure=None) == (
        "child-1 none not known Held on duty – 2 people none 1 nothing")


def test_a_team_that_nobody_knows_is_shown_as_it_was_given() -> None:
    assert listed(team="Nobody’s team").startswith("child-1 Nobody’s team 30")


def test_an_empty_list_is_no_table() -> None:
    assert unallocated_list(pd.DataFrame(), measures={}, team_names={}, child_href=str,
                            caption="") is None
