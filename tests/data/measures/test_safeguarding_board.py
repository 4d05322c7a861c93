"""The board's measures: child-death reviews, agencies' attendance and figures, shared audits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import figure, held_by, reason, run

AT = "31 Mar 2016"
WAITING, REVIEWED = "child-deaths-waiting", "child-deaths-reviewed-6m"
CAME, RETURNS, AUDITS = "board-attendance", "partner-returns", "audits-multi-agency"


def death(on: str, reviewed: str | None = None) -> dict[str, Any]:
    return {"review_id": on, "notified_date": on, "reviewed_date": reviewed}


def meeting(on: str, attended: bool | None) -> dict[str, Any]:
    return {"agency": "Police", "meeting_date": on, "attended": attended}


def quarter(end: str, returned: str | None = None, agency: str = "Police") -> dict[str, Any]:
    return {"agency": agency, "period_end": end, "returned_date": returned}


def audit(id: str, auditor: str | None, grade: str | None = "good", on: str | None = "1 Mar 2016",
          ) -> dict[str, Any]:
    return {"audit_id": id, "person_id": id, "audited_date": "1 Feb 2016", "moderated_date": on,
            "grade": grade, "auditor_role": auditor}


def cases(measure: str, **tables: Any) -> dict[str, Any]:
    return {c["case"]: c for c in run(measure, AT, **tables).cases.to_pylist()}


# Child deaths

def test_a_death_waits_from_the_day_it_is_notified_until_it_is_reviewed() -> None:
    rows = [death("31 Mar 2016"), death("1 Oct 2015"), death("1 Apr 2016"),
            death("1 Dec 2015", "31 Mar 2016"), death("2 Dec 2015", "1 Apr 2016")]
    assert set(cases(WAITING, child_death_reviews=rows)) == {
        "31 Mar 2016", "1 Oct 2015", "2 Dec 2015"}


# Notified on 30 September, six months end on 30 March.
@pytest.mark.parametrize(("on", "words"), [
    ("30 Sep 2015", "Notified 30 Sep 2015, more than six months ago"),
    ("1 Oct 2015", "Notified 1 Oct 2015")])
def test_the_list_says_which_have_waited_more_than_six_months(on: str, words: str) -> None:
    assert reason(WAITING, AT, child_death_reviews=[death(on)]) == words


def test_a_review_counts_in_the_month_it_was_finished_and_within_six_months_is_met() -> None:
    rows = [death("10 Sep 2015", "10 Mar 2016"), death("9 Sep 2015", "10 Mar 2016"),
            death("1 Feb 2015", "31 Mar 2015"), death("1 Mar 2016")]
    assert {name: c["value"] for name, c in cases(REVIEWED, child_death_reviews=rows).items()} == {
        "10 Sep 2015": 1, "9 Sep 2015": 0}
    found = figure(REVIEWED, AT, period="month", child_death_reviews=rows)
    assert (found["numerator"], found["denominator"]) == (1, 2)


def test_a_review_before_its_notice_is_faulty_and_left_out() -> None:
    assert cases(REVIEWED, child_death_reviews=[death("10 Mar 2016", "9 Mar 2016")]) == {}


# Agencies

@pytest.mark.parametrize(("meetings", "words"), [
    ([("23 Mar 2016", True)], "Came"),
    ([("23 Mar 2016", None)], "Not recorded whether it came"),
    ([("25 Mar 2014", True), ("23 Mar 2016", False)], "Did not come; came last on 25 Mar 2014"),
    ([("23 Mar 2016", False)], "Did not come; has come to none before")])
def test_an_agency_that_stays_away_is_said_to_and_since_when(
    meetings: list[tuple[str, bool | None]], words: str,
) -> None:
    assert reason(CAME, AT, partner_attendance=[meeting(*one) for one in meetings]) == (
        f"Police: {words}")


def test_not_recorded_whether_an_agency_came_is_not_known_and_left_out() -> None:
    found = figure(CAME, AT, period="year", partner_attendance=[
        meeting("20 Jan 2016", None), meeting("23 Mar 2016", True)])
    assert (found["numerator"], found["denominator"], found["unknown"]) == (1, 1, 1)


# Figures of the quarter to 31 December are due after 42 days, on 11 February.
@pytest.mark.parametrize(("returned", "value", "words"), [
    ("11 Feb 2016", 1, "returned on time"),
    ("12 Feb 2016", 0, "returned 12 Feb 2016, late"),
    (None, 0, "nothing returned; no figures of any quarter before it"),
    ("1 Apr 2016", 0, "nothing returned; no figures of any quarter before it")])
def test_figures_are_due_six_weeks_after_the_quarter(
    returned: str | None, value: float, words: str,
) -> None:
    (case,) = cases(RETURNS, partner_returns=[quarter("31 Dec 2015", returned)]).values()
    assert (case["value"], case["reason"]) == (
        value, f"Police: Quarter to 31 Dec 2015: {words}")


def test_an_agency_that_returns_nothing_is_said_to_since_its_last_figures() -> None:
    rows = [quarter("30 Jun 2014", "1 Aug 2014"), quarter("30 Sep 2014"), quarter("31 Dec 2015")]
    assert reason(RETURNS, AT, partner_returns=rows) == (
        "Police: Quarter to 31 Dec 2015: nothing returned; the last figures were of the quarter "
        "to 30 Jun 2014")


def test_a_quarter_counts_when_its_figures_fall_due_whatever_the_agency() -> None:
    rows = [quarter("31 Mar 2016"), quarter("31 Dec 2014", "1 Feb 2015"),
            quarter("31 Mar 2015", "1 May 2015"), quarter("31 Mar 2015", None, "Schools")]
    assert set(cases(RETURNS, partner_returns=rows)) == {
        "Police, 2015-03-31", "Schools, 2015-03-31"}


def test_what_each_case_is_of_is_the_agency() -> None:
    kinds = run(RETURNS, AT, partner_returns=[quarter("31 Dec 2015")]).kinds.to_pylist()
    assert [(k["case"], k["kind"]) for k in kinds] == [("Police, 2015-12-31", "Police")]


# Audits

def test_only_audits_of_several_agencies_that_were_moderated_with_a_grade_count() -> None:
    rows = [audit("a", "Multi-agency panel"), audit("b", "multi agency group", "inadequate"),
            audit("c", "Multiagency", None), audit("d", "Multi-agency panel", on=None),
            audit("e", "Team manager"), audit("f", None)]
    done = run(AUDITS, AT, case_audits=rows, involvements=[
        held_by("a", "w1", "norwich-assessment")])
    assert {c["person"]: (c["value"], c["worker"]) for c in done.cases.to_pylist()} == {
        "a": (1, "w1"), "b": (0, None)}
