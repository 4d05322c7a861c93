"""Allocation and caseloads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, held_by, in_care, on_plan, reason, run, values

AT = "31 Mar 2016"
NOBODY, LOAD = "unallocated", "caseload-average"


def need(child: str, **more: Any) -> dict[str, Any]:
    return {"referral_id": f"r-{child}", "person_id": child, "referral_date": "1 Jan 2016", **more}


def held(*involvements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"cin_episodes": [need("a")], "involvements": list(involvements), **more}


# Nobody

@pytest.mark.parametrize(("worker", "words"), [
    (None, "No worker named"),
    (" ", "No worker named"),
    ("norwich-looked-after", "Held in the name of a team"),
    ("Norwich looked-after", "Held in the name of a team"),
    ("King's Lynn and West looked-after", "Held in the name of a team"),
    ("Duty worker", "Held on duty"),
    ("DUTY", "Held on duty"),
    ("Awaiting allocation", "Held on duty"),
])
def test_a_blank_a_team_or_a_duty_label_is_nobody(worker: str | None, words: str) -> None:
    assert reason(NOBODY, AT, **held(held_by("a", worker, since="1 Feb 2016"))) == (
        f"{words}; nobody since 1 Feb 2016")


@pytest.mark.parametrize("worker", ["w1", "dutyfree", "Pooley"])
def test_a_named_worker_is_somebody(worker: str) -> None:
    assert values(NOBODY, AT, **held(held_by("a", worker))) == {}


@pytest.mark.parametrize(("left", "found"), [
    ("31 Mar 2016", {"a": 1}), ("1 Apr 2016", {}), (None, {}),
])
def test_a_worker_who_has_left_is_nobody(left: str | None, found: dict[str, float]) -> None:
    tables = held(held_by("a", "w1"), workforce=[{"professional_id": "w1", "left_on": left}])
    assert values(NOBODY, AT, **tables) == found
    if found:
        assert reason(NOBODY, AT, **tables) == "Worker left 31 Mar 2016; nobody since 31 Mar 2016"


def test_an_allocation_that_ended_with_none_after_it_leaves_nobody_from_that_day() -> None:
    tables = held(held_by("a", "w1", "norwich-assessment", until="15 Mar 2016"))
    assert reason(NOBODY, AT, **tables) == (
        "Worker left the case 15 Mar 2016; nobody since 15 Mar 2016")
    (case,) = run(NOBODY, AT, **tables).cases.to_pylist()
    assert (case["team"], case["worker"]) == ("norwich-assessment", None)


def test_the_latest_allocation_decides() -> None:
    assert values(NOBODY, AT, **held(
        held_by("a", "Duty worker", since="1 Jan 2016", until="1 Feb 2016"),
        held_by("a", "w1", since="1 Feb 2016"))) == {}
    assert values(NOBODY, AT, **held(
        held_by("a", "w1", since="1 Jan 2016"),
        held_by("a", "Duty worker", since="1 Feb 2016"))) == {"a": 1}
    # One that begins after the date says nothing of it.
    assert values(NOBODY, AT, **held(held_by("a", "w1", since="1 Apr 2016"))) == {"a": 1}


def test_a_child_never_allocated_or_with_another_role_only_has_nobody() -> None:
    assert reason(NOBODY, AT, **held()) == "Never allocated"
    assert reason(NOBODY, AT, **held(held_by("a", "w1", role="reviewing-officer"))) == (
        "Never allocated")


def test_children_in_need_on_a_plan_and_looked_after_count_once_each() -> None:
    assert values(
        NOBODY, AT, cin_episodes=[
            need("a"), need("closed", close_date=AT), need("nfa", nfa=True),
            need("later", referral_date="1 Apr 2016")],
        cp_plans=[on_plan("a", "1 Feb 2016"), on_plan("p", "1 Feb 2016")],
        cla_episodes=[in_care("a", "1 Mar 2016"), in_care("l", "1 Mar 2016")],
    ) == {"a": 1, "p": 1, "l": 1}


def test_a_care_leaver_is_not_counted_unless_still_looked_after() -> None:
    """The system keeps a case in need open for both; an eligible one of 17 is still in care."""
    assert values(
        NOBODY, AT, cin_episodes=[need("former"), need("eligible")],
        cla_episodes=[in_care("eligible", "1 Jan 2014")],
        care_leavers=[{"person_id": "former", "eligibility": "FORMER"},
                      {"person_id": "eligible", "eligibility": "ELIGIBLE"}]) == {"eligible": 1}


# Caseloads

def worker(name: str, time: float | None = 1.0, title: str = "Social Worker") -> dict[str, Any]:
    return {"professional_id": name, "full_time_equivalent": time, "job_title": title}


def load(children: dict[str, int], *professionals: dict[str, Any], team: str | None = None,
         ) -> dict[str, Any]:
    """Tables in which each worker holds so many children."""
    cases = [(f"{name}{n}", name) for name, count in children.items() for n in range(count)]
    return {"cin_episodes": [need(child) for child, _ in cases],
            "involvements": [held_by(child, name, team) for child, name in cases],
            "professionals": list(professionals)}


def test_a_half_time_worker_counts_half() -> None:
    """12 and 9 children with 1.0 and 0.5 of full time: 21 children, 1.5 workers, 14 each."""
    tables = load({"w1": 12, "w2": 9}, worker("w1"), worker("w2", 0.5))
    assert values(LOAD, AT, **tables) == {"w1": 12, "w2": 9}
    row = figure(LOAD, AT, **tables)
    assert (row["numerator"], row["denominator"], row["cases"]) == (21, 1.5, 2)


@pytest.mark.parametrize("time", [None, 0.0])
def test_a_worker_without_full_time_equivalent_is_not_known_and_left_out(
    time: float | None,
) -> None:
    tables = load({"w1": 12, "w2": 9}, worker("w1"), worker("w2", time))
    assert values(LOAD, AT, **tables) == {"w1": 12, "w2": None}
    row = figure(LOAD, AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (12, 1, 1)
    weights = run(LOAD, AT, **tables).cases.column("weight")
    assert weights.null_count == 0


@pytest.mark.parametrize(("title", "counted"), [
    ("Senior Social Worker", True), ("newly qualified social worker", True),
    ("Team Manager", False), ("Social Worker Assistant", False), (None, False),
])
def test_only_those_whose_title_holds_cases_are_counted(title: str | None, counted: bool) -> None:
    tables = load({"w1": 3}, worker("w1", title=title))  # type: ignore[arg-type]
    assert bool(values(LOAD, AT, **tables)) is counted


def test_children_are_counted_once_and_a_worker_with_none_is_not_counted() -> None:
    tables = load({"w1": 1}, worker("w1"), worker("idle"))
    tables["cp_plans"] = [on_plan("w10", "1 Feb 2016")]
    assert values(LOAD, AT, **tables) == {"w1": 1}


def test_a_worker_who_has_left_holds_no_children() -> None:
    tables = load({"w1": 2}, worker("w1"))
    tables["workforce"] = [{"professional_id": "w1", "left_on": "1 Mar 2016"}]
    assert values(LOAD, AT, **tables) == {}


def test_a_worker_belongs_to_the_team_that_most_of_the_children_have() -> None:
    tables = load({"w1": 3}, worker("w1"), team="norwich-assessment")
    tables["involvements"][0]["team"] = "breckland-assessment"
    (case,) = run(LOAD, AT, **tables).cases.to_pylist()
    assert (case["team"], case["locality"]) == ("norwich-assessment", "norwich")
    tables["involvements"].pop()   # one child each: the first by name, whatever the order
    tables["cin_episodes"].pop()
    for rows in (tables["involvements"], tables["involvements"][::-1]):
        (case,) = run(LOAD, AT, **{**tables, "involvements": rows}).cases.to_pylist()
        assert case["team"] == "breckland-assessment"
