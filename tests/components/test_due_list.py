"""The list of the morning: what is said of each child, and in what order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from components.due_list import due_panels, due_sentence, when_words, why_words, work_by_part
from components.kinds import Workload
from tests.components.made import every, measure, text

VISITS = measure(id="visits", name="Visits on time")
SURGERY = dt.date(2016, 4, 14)


@dataclass(frozen=True)
class Load:
    overdue: int
    children: int
    due: int
    until: dt.date = SURGERY


@dataclass(frozen=True)
class Child:
    group: str = "overdue"
    person: str | None = "C1"
    worker: str | None = "SW-1"
    team: str | None = "t1"
    on_plan: bool = False
    nobody: bool = False
    late: int = 1
    age: int | None = 9
    unborn: bool = False
    unvisited: int | None = 3
    told: bool = True
    things: list[dict[str, Any]] = field(default_factory=lambda: [thing(12)])


@dataclass(frozen=True)
class Found:
    entries: list[Child]
    workload: Workload
    week_due: int = 0
    surgery: bool = True
    week: dt.date = dt.date(2016, 4, 7)

    @property
    def groups(self) -> dict[str, int]:
        return {group: sum(e.group == group for e in self.entries)
                for group in ("overdue", "week", "later")}

    @property
    def counts(self) -> dict[str, int]:
        late, due = self.workload.overdue, self.workload.due
        return {"": late + due, "overdue": late, "week": self.week_due, "due": due}


def thing(days_over: int, *, overdue: bool | None = None, **more: Any) -> dict[str, Any]:
    return {"measure": "visits", "case": "x", "days_over": days_over, "clock": 10,
            "overdue": days_over > 0 if overdue is None else overdue,
            "due_on": dt.date(2016, 3, 31) - dt.timedelta(days_over), "reason": "Last visit",
            **more}


def panels(*entries: Child) -> list[Any]:
    return due_panels(
        Found(list(entries), Load(1, 1, 1)), measures={"visits": VISITS}, name="Team",
        href=lambda m: f"/cases?measure={m}", child_href=lambda p: f"/children/{p}")


@pytest.mark.parametrize(("child", "said"), [
    (Child(), "12 days past the 10 days allowed"),
    (Child(on_plan=True, age=4, unvisited=31, late=4),
     "12 days past the 10 days allowed; under five, on a protection plan; not visited for 31 days; "
     "3 other things late"),
    (Child(late=2, age=0), "12 days past the 10 days allowed; under five; 1 other thing late"),
    (Child(unborn=True, age=None, on_plan=True, unvisited=None),
     "12 days past the 10 days allowed; unborn, on a protection plan; no visit recorded"),
    (Child(on_plan=True, age=None, unvisited=None, told=False),
     "12 days past the 10 days allowed; on a protection plan"),
    (Child(nobody=True, worker=None), "12 days past the 10 days allowed; nobody holds the case"),
    (Child(things=[thing(1, clock=None)]), "1 day late"),
    (Child(late=0, things=[thing(0)]), "Due today"),
    (Child(late=0, things=[thing(-3)]), "Due in 3 days"),
    (Child(late=0, things=[thing(2, overdue=False)]), "In time until the next working day"),
    (Child(late=2, things=[thing(-3)]), "Due in 3 days; 2 other things late"),
])
def test_why_now_is_how_late_who_and_what_else(child: Child, said: str) -> None:
    assert why_words(child) == said


def test_a_child_is_one_row_with_all_its_things_and_opens_its_page() -> None:
    (shown,) = panels(Child(things=[thing(12), thing(-2)]))
    _, row = every(shown, "Tr")
    assert text(row) == (
        "C1 12 days past the 10 days allowed Visits on time 12 days late Last visit "
        "Visits on time due 2 Apr 2016 Last visit SW-1")
    assert [a.href for a in every(row, "Link")] == [
        "/children/C1", "/cases?measure=visits", "/cases?measure=visits"]


def test_each_group_has_its_heading_and_how_many_there_are() -> None:
    shown = panels(Child(), Child(group="week", things=[thing(-1)]),
                   Child(group="later", things=[thing(-9)]))
    assert [text(every(part, "H2")[0]) for part in shown] == [
        "Overdue 1 in all, what hurts most first",
        "Due this week 1 in all, nothing overdue; by 7 April 2016",
        "Due later 1 in all, by 14 April 2016, the next surgery"]


def test_a_thing_of_no_child_is_there_by_its_own_id_without_a_page() -> None:
    (shown,) = panels(Child(person=None, age=None, unvisited=None))
    heading = every(every(shown, "Tr")[1], "Th")[0]
    assert text(heading) == "x"
    assert not every(heading, "Link")


def test_nothing_to_do_is_nothing() -> None:
    assert text(panels()[0]) == "Nothing."
    assert due_sentence("Team", Found([], Load(0, 0, 0))) == (
        "Team: nothing is overdue or falls due by 14 April 2016, the next surgery.")


def test_the_sentence_counts_what_is_late_and_what_falls_due() -> None:
    assert due_sentence("Team", Found([], Load(3, 2, 4), 1)) == (
        "Team: 3 things are overdue, for 2 children. 4 things fall due by 14 April 2016, the next "
        "surgery, 1 of them this week.")
    assert due_sentence("Team", Found([], Load(1, 1, 1), surgery=False), all_of_it=False) == (
        "Team: 1 thing that you may see is overdue, for 1 child. 1 thing falls due by "
        "14 April 2016, none of them this week.")


def test_a_workers_own_list_is_called_the_workers() -> None:
    assert due_sentence("", Found([], Load(3, 2, 4), 1), all_of_it=False, own=True) == (
        "3 things of yours are overdue, for 2 children. 4 things fall due by 14 April 2016, the "
        "next surgery, 1 of them this week.")
    assert due_sentence("", Found([], Load(0, 0, 0)), all_of_it=False, own=True) == (
        "Nothing of yours is overdue or falls due by 14 April 2016, the next surgery.")


def test_the_ways_to_narrow_it_say_how_many_things_each_holds() -> None:
    assert list(when_words(Found([], Load(3, 2, 4), 1)).values()) == [
        "Everything 7", "Overdue 3", "Due this week 1", "Due by 14 Apr 2016 4"]


def test_parts_have_their_work_and_open_their_own_list() -> None:
    shown = work_by_part([("Norwich", Load(3, 2, 1), "/morning?place=norwich")], heading="Area",
                         until=SURGERY)
    assert [text(row) for row in every(shown, "Tr")] == [
        "Area Overdue Children Due by 14 Apr 2016", "Norwich 3 2 1"]
    assert work_by_part([], heading="Area", until=SURGERY) is None
