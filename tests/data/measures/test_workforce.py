"""Allocation, caseloads, reviewing officers, changes of worker and supervision."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import (
    extract_of,
    figure,
    held_by,
    in_care,
    on_plan,
    reason,
    run,
    values,
)

AT = "31 Mar 2016"
NOBODY, LOAD, IRO = "unallocated", "caseload-average", "iro-caseload"
CHANGES, SUPERVISION = "sw-changes", "supervision-timely"


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
        assert reason(NOBODY, AT, **tables) == (
            "Worker left 31 Mar 2016; nobody since 31 Mar 2016; last worker w1")


def test_an_allocation_that_ended_with_none_after_it_leaves_nobody_from_that_day() -> None:
    tables = held(held_by("a", "w1", "norwich-assessment", until="15 Mar 2016"))
    assert reason(NOBODY, AT, **tables) == (
        "Worker left the case 15 Mar 2016; nobody since 15 Mar 2016; last worker w1")
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


def test_nobody_since_the_first_of_duty_and_tray_that_follow_and_who_had_it_last() -> None:
    rows = (held_by("a", "w1", since="1 Jan 2016", until="1 Feb 2016"),
            held_by("a", "Duty worker", since="1 Feb 2016", until="1 Mar 2016"),
            held_by("a", "Tray", since="1 Mar 2016"))
    assert reason(NOBODY, AT, **held(*rows)) == (
        "Held on duty; nobody since 1 Feb 2016; last worker w1")
    # With days between them the case was closed: the days without anybody begin anew.
    apart = held_by("a", "Tray", since="2 Mar 2016")
    assert reason(NOBODY, AT, **held(*rows[:2], apart)) == (
        "Held on duty; nobody since 2 Mar 2016; last worker w1")


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


@pytest.mark.parametrize(("time", "words"), [
    (None, "9 children, share of full time not recorded"),
    (0.0, "9 children, share of full time recorded as 0"),
    (1.5, "9 children, share of full time recorded as 1.5"),
])
def test_a_worker_without_a_credible_full_time_equivalent_is_not_known_and_left_out(
    time: float | None, words: str,
) -> None:
    tables = load({"w1": 12, "w2": 9}, worker("w1"), worker("w2", time))
    assert values(LOAD, AT, **tables) == {"w1": 12, "w2": None}
    row = figure(LOAD, AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (12, 1, 1)
    cases = run(LOAD, AT, **tables).cases
    assert cases.column("weight").null_count == 0
    assert cases.column("reason").to_pylist() == ["12 children, 1 of full time", words]


def test_the_list_says_who_is_newly_qualified() -> None:
    tables = load({"w1": 1}, worker("w1"))
    tables["workforce"] = [{"professional_id": "w1", "newly_qualified": True}]
    assert reason(LOAD, AT, **tables) == "1 child, 1 of full time, newly qualified"


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


# Reviewing officers

def chaired(*children: str, by: str = "r1", **more: Any) -> list[dict[str, Any]]:
    return [held_by(child, by, role="reviewing-officer", **more) for child in children]


def officer(name: str = "r1", time: float | None = 1.0) -> dict[str, Any]:
    return {"professional_id": name, "full_time_equivalent": time,
            "job_title": "Independent Reviewing Officer", "department": "reviewing-officers"}


def care(*children: str) -> list[dict[str, Any]]:
    return [in_care(child, "1 Jan 2014") for child in children]


def test_a_half_time_reviewing_officer_counts_half() -> None:
    tables: dict[str, Any] = {
        "cla_episodes": care("a", "b", "c"), "professionals": [officer(), officer("r2", 0.5)],
        "involvements": [*chaired("a", "b"), *chaired("c", by="r2")]}
    row = figure(IRO, AT, **tables)
    assert (row["numerator"], row["denominator"]) == (3, 1.5)
    assert figure(IRO, AT, "reviewing-officers", **tables)["numerator"] == 3


def test_children_on_a_plan_are_named_beside_the_looked_after_and_not_counted() -> None:
    tables: dict[str, Any] = {
        "cla_episodes": care("a", "both"), "professionals": [officer()],
        "cp_plans": [on_plan("p", "1 Feb 2016"), on_plan("both", "1 Feb 2016")],
        "involvements": chaired("a", "both", "p")}
    assert values(IRO, AT, **tables) == {"r1": 2}
    assert reason(IRO, AT, **tables) == "2 looked after, 1 on a plan only, 1 of full time"


def test_only_a_running_involvement_of_an_officer_in_post_counts_and_the_last_one_named() -> None:
    tables: dict[str, Any] = {
        "cla_episodes": care("a", "b", "c"), "professionals": [officer(), officer("r2")],
        "workforce": [{"professional_id": "gone", "left_on": "1 Mar 2016"}],
        "involvements": [
            *chaired("a", since="1 Jan 2014", until=AT), *chaired("a", "b", by="r2"),
            *chaired("b", since="1 Jun 2015"), *chaired("c", by="gone")]}
    assert values(IRO, AT, **tables) == {"r1": 1, "r2": 1}


@pytest.mark.parametrize("time", [None, 0.0, 2.0])
def test_an_officer_without_a_credible_full_time_equivalent_is_not_known(
    time: float | None,
) -> None:
    assert values(IRO, AT, cla_episodes=care("a"), professionals=[officer(time=time)],
                  involvements=chaired("a")) == {"r1": None}


# Changes of worker

def changes(*rows: dict[str, Any], since: str = "31 Mar 2015") -> dict[str, float | None]:
    return values(CHANGES, AT, cla_episodes=[in_care("a", since)], involvements=list(rows))


THREE = (held_by("a", "w1", since="1 Jan 2015", until="2 Apr 2015"),
         held_by("a", "w2", since="2 Apr 2015", until="1 Mar 2016"),
         held_by("a", "w3", since="1 Mar 2016"))


def test_three_different_allocated_workers_in_the_year_count() -> None:
    assert changes(*THREE) == {"a": 1}
    assert changes(*THREE[1:]) == {"a": 0}
    assert changes() == {"a": 0}


@pytest.mark.parametrize(("row", "why"), [
    (held_by("a", "w1", since="1 Jan 2015", until="1 Apr 2015"), "ended before the year"),
    (held_by("a", "w2", since="1 May 2015"), "the same worker again"),
    (held_by("a", "Duty worker", since="1 May 2015"), "nobody"),
    (held_by("a", None, since="1 May 2015"), "nobody"),
    (held_by("a", "w9", since="1 May 2015", role="reviewing-officer"), "not the allocated worker"),
    (held_by("a", "w9", since="1 Apr 2016"), "after the date"),
])
def test_what_is_no_third_worker(row: dict[str, Any], why: str) -> None:
    assert changes(*THREE[1:], row) == {"a": 0}, why


def test_a_child_in_care_for_less_than_a_year_or_for_short_breaks_is_not_in_the_share() -> None:
    assert changes(*THREE, since="1 Apr 2015") == {}
    assert values(CHANGES, AT, cla_episodes=care("a"), involvements=list(THREE), legal_status=[
        {"legal_status_id": "s", "person_id": "a", "status": "V4", "start_date": "1 Jan 2014"},
    ]) == {}


def test_changes_need_the_history_that_a_list_of_who_holds_what_now_has_not() -> None:
    extract = extract_of(lacking=("involvements.start_date",))
    assert run(CHANGES, AT, extract=extract).lacking == {CHANGES: ("involvements.start_date",)}


# Supervision

def supervised(
    *sessions: str, started: str | None = "1 Jan 2014", new: bool = False, **more: Any,
) -> dict[str, Any]:
    tables = load({"w1": 2}, worker("w1"))
    tables["workforce"] = [
        {"professional_id": "w1", "started_on": started, "newly_qualified": new}]
    tables["supervision"] = [
        {"supervision_id": str(n), "professional_id": "w1", "session_date": day, **more}
        for n, day in enumerate(sessions)]
    return tables


# 3 March and 28 days is 31 March.
@pytest.mark.parametrize(("session", "value"), [("3 Mar 2016", 1), ("2 Mar 2016", 0)])
def test_supervision_is_due_every_28_days(session: str, value: float) -> None:
    assert values(SUPERVISION, AT, **supervised("1 Jan 2016", session)) == {"w1": value}


# 17 March and 14 days is 31 March. The first year ends 365 days after the start: 1 April 2015 and
# 365 days is 31 March 2016, for February 2016 has 29 days.
@pytest.mark.parametrize(("started", "session", "value"), [
    ("2 Apr 2015", "17 Mar 2016", 1), ("2 Apr 2015", "16 Mar 2016", 0),
    ("1 Apr 2015", "16 Mar 2016", 1),
])
def test_a_newly_qualified_worker_in_the_first_year_has_supervision_every_14_days(
    started: str, session: str, value: float,
) -> None:
    tables = supervised(session, started=started, new=True)
    assert values(SUPERVISION, AT, **tables) == {"w1": value}


def test_no_session_since_the_start_counts_against() -> None:
    tables = supervised("1 Feb 2014", started="1 Mar 2014")
    assert values(SUPERVISION, AT, **tables) == {"w1": None}
    row = figure(SUPERVISION, AT, **tables)
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("started", "counted"), [
    ("3 Mar 2016", True), ("4 Mar 2016", False), (None, True),
])
def test_a_worker_is_counted_after_28_days_in_post(started: str | None, counted: bool) -> None:
    assert bool(values(SUPERVISION, AT, **supervised(started=started))) is counted


def test_a_worker_without_an_open_child_is_not_counted() -> None:
    tables = supervised("3 Mar 2016")
    tables["cin_episodes"] = []
    assert values(SUPERVISION, AT, **tables) == {}


def test_the_list_says_how_many_of_the_children_were_talked_about() -> None:
    assert reason(SUPERVISION, AT, **supervised("3 Mar 2016", person_id="w10")) == (
        "Last session 3 Mar 2016, every 28 days; 1 of 2 children talked about in that time")
    # Another's child, or one talked about too long ago, is not one of them.
    assert reason(SUPERVISION, AT, **supervised("3 Mar 2016", person_id="other")).endswith(
        "; 0 of 2 children talked about in that time")
    assert reason(SUPERVISION, AT, **supervised("3 Mar 2016")) == (
        "Last session 3 Mar 2016, every 28 days")
