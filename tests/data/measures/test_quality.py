"""Audits, feedback, complaints and advocacy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, figure, held_by, in_care, reason, run, values

AT = "31 Mar 2016"
AUDITS, FEEDBACK, COMPLAINTS, ADVOCATES = (
    "audits-good", "user-feedback", "complaints-timescale", "advocacy-uptake")
TEAM = "norwich-assessment"


# Audits

def audit(child: str = "a", grade: str | None = "good", moderated: str | None = "15 Mar 2016",
          **more: Any) -> dict[str, Any]:
    return {"audit_id": child, "person_id": child, "audited_date": "1 Mar 2016", "grade": grade,
            "moderated_date": moderated, **more}


@pytest.mark.parametrize(("grade", "found"), [
    ("outstanding", {"a": 1}), ("good", {"a": 1}), ("requires-improvement", {"a": 0}),
    ("inadequate", {"a": 0}), (None, {}),
])
def test_good_and_outstanding_count_and_an_audit_without_a_grade_is_left_out(
    grade: str | None, found: dict[str, float],
) -> None:
    assert values(AUDITS, AT, case_audits=[audit(grade=grade)]) == found


@pytest.mark.parametrize(("moderated", "month", "year"), [
    ("1 Mar 2016", 1, 1), ("29 Feb 2016", 0, 1), ("31 Mar 2015", 0, 0), ("1 Apr 2016", 0, 0),
    (None, 0, 0),
])
def test_an_audit_counts_when_somebody_else_agreed_the_grade(
    moderated: str | None, month: int, year: int,
) -> None:
    tables: dict[str, Any] = {"case_audits": [audit(moderated=moderated)]}
    assert figure(AUDITS, AT, period="month", **tables)["cases"] == month
    assert figure(AUDITS, AT, period="year", **tables)["cases"] == year


def test_the_list_says_what_was_audited_and_by_whom() -> None:
    assert reason(AUDITS, AT, case_audits=[audit(
        grade="requires-improvement", plan_type="child-protection", auditor_role="Team Manager"),
    ]) == "Requires improvement, child protection, audited by team manager"
    assert reason(AUDITS, AT, case_audits=[audit()]) == (
        "Good, plan not recorded, auditor not recorded")


def test_an_audit_belongs_to_the_team_whose_work_it_was() -> None:
    cases = run(AUDITS, AT, case_audits=[audit("a", team=TEAM), audit("b")], involvements=[
        held_by(child, "w1", "norwich-looked-after") for child in "ab"]).cases.to_pylist()
    assert {c["person"]: c["team"] for c in cases} == {"a": TEAM, "b": "norwich-looked-after"}


# Feedback

def answer(rating: int | None, on: str = "1 Mar 2016", **more: Any) -> dict[str, Any]:
    return {"feedback_id": f"{rating} {on}", "received_date": on, "rating": rating, "team": TEAM,
            **more}


def test_four_and_five_of_five_say_that_it_helped() -> None:
    cases = run(FEEDBACK, AT, feedback=[answer(n) for n in range(1, 6)]).cases.to_pylist()
    assert [c["value"] for c in cases] == [0, 0, 0, 1, 1]


def test_an_anonymous_answer_leads_to_a_team_and_to_nobody() -> None:
    (case,) = run(FEEDBACK, AT, feedback=[
        answer(4, from_child=True, plan_type="child-in-need")]).cases.to_pylist()
    assert (case["person"], case["worker"], case["team"]) == (None, None, TEAM)
    assert case["reason"] == "Child or young person, about: child in need, 4 out of 5"


def test_an_answer_without_a_rating_is_not_known_and_left_out() -> None:
    row = figure(FEEDBACK, AT, period="year", feedback=[answer(None), answer(5)])
    assert (row["numerator"], row["denominator"], row["unknown"], row["cases"]) == (1, 1, 1, 2)


def test_answers_of_the_twelve_months_count() -> None:
    rows = [answer(5, "1 Apr 2015"), answer(5, "31 Mar 2015"), answer(5, "1 Apr 2016")]
    assert figure(FEEDBACK, AT, period="year", feedback=rows)["numerator"] == 1


# Complaints

def complaint(received: str = "7 Mar 2016", answered: str | None = "21 Mar 2016",
              stage: int | None = 1, **more: Any) -> dict[str, Any]:
    return {"complaint_id": "c", "stage": stage, "received_date": received,
            "answered_date": answered, **more}


def answered(at: str = "30 Apr 2016", **more: Any) -> list[float | None]:
    return [c["value"] for c in run(
        COMPLAINTS, at, complaints=[complaint(**more)]).cases.to_pylist()]


# 7 March to 21 March: ten working days. From 21 March Good Friday (25) and Easter Monday (28) are
# none: 22, 23, 24, 29, 30, 31 March, 1, 4, 5, 6 April.
@pytest.mark.parametrize(("received", "day", "value"), [
    ("7 Mar 2016", "21 Mar 2016", 1), ("7 Mar 2016", "22 Mar 2016", 0),
    ("21 Mar 2016", "6 Apr 2016", 1), ("21 Mar 2016", "7 Apr 2016", 0),
    ("7 Mar 2016", "7 Mar 2016", 1),
])
def test_a_complaint_is_answered_within_ten_working_days(
    received: str, day: str, value: float,
) -> None:
    assert answered(received=received, answered=day) == [value]


@pytest.mark.parametrize("more", [
    {"stage": 2}, {"stage": 3}, {"stage": None}, {"answered": None}, {"answered": "1 May 2016"},
    {"answered": "4 Mar 2016"},
])
def test_other_stages_open_complaints_and_impossible_dates_are_left_out(
    more: dict[str, Any],
) -> None:
    assert answered(**more) == []


def test_a_complaint_leads_to_its_team_and_neither_to_a_child_nor_to_a_worker() -> None:
    tables: dict[str, Any] = {
        "complaints": [complaint(person_id="a", answered="11 Apr 2016")],
        "involvements": [held_by("a", "w1", TEAM)]}
    (case,) = run(COMPLAINTS, "30 Apr 2016", **tables).cases.to_pylist()
    assert (case["person"], case["worker"], case["team"]) == (None, None, TEAM)
    # 8 to 24 March are 13, 29 to 31 March 3, 1 to 11 April 7.
    assert case["reason"] == "Answered after 23 working days, past any extension"


# Advocacy

def helper(child: str = "a", kind: str = "advocate", asked: str | None = "1 Feb 2016",
           since: str | None = "1 Mar 2016", until: str | None = None) -> dict[str, Any]:
    return {"advocacy_id": f"{child} {kind} {asked}", "person_id": child, "kind": kind,
            "referred_date": asked, "start_date": since, "end_date": until}


def advised(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"cla_episodes": [in_care("a", "1 Jan 2015")], "advocacy": list(rows),
            "person": [born("a", "1 Jan 2004")]}


@pytest.mark.parametrize(("row", "value", "words"), [
    (helper(), 1, "Advocate since 1 Mar 2016; aged 12"),
    (helper(asked=None), 1, "Advocate since 1 Mar 2016; aged 12"),
    (helper(since=None), 0, "Waiting for an advocate since 1 Feb 2016; aged 12"),
    (helper(since="1 Apr 2016"), 0, "Waiting for an advocate since 1 Feb 2016; aged 12"),
    (helper(until=AT), 0, "No advocate; aged 12"),
    (helper(asked="1 Apr 2016", since=None), 0, "No advocate; aged 12"),
    (helper(kind="visitor"), 0, "No advocate; independent visitor; aged 12"),
    (helper(kind="visitor", since=None), 0,
     "No advocate; waiting for a visitor since 1 Feb 2016; aged 12"),
])
def test_only_an_advocate_who_has_begun_counts_and_the_list_says_who_waits(
    row: dict[str, Any], value: float, words: str,
) -> None:
    assert values(ADVOCATES, AT, **advised(row)) == {"a": value}
    assert reason(ADVOCATES, AT, **advised(row)) == words


def test_an_advocate_of_a_child_who_is_not_looked_after_is_not_counted() -> None:
    assert values(ADVOCATES, AT, **advised(helper(), helper("other"))) == {"a": 1}
