"""Health of looked-after children: first assessment, later assessments, the dentist,
immunisations, and the strengths and difficulties questionnaire."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, figure, in_care, reason, run, values

AT = "31 Mar 2016"
FIRST, LATER, DENTAL = "lac-iha-20wd", "lac-rha-up-to-date", "lac-dental"
JABS, ASKED, SCORE = "lac-immunisations", "lac-sdq-completed", "lac-sdq-score"


def check(child: str, on: str | None, kind: str = "initial", status: str | None = "done",
          ) -> dict[str, Any]:
    return {"health_check_id": f"{child} {on} {kind}", "person_id": child, "check_type": kind,
            "check_date": on, "status": status}


# The first assessment. From Friday 1 May 2015: Monday 4 May is a bank holiday; 5 to 8 May are days
# 1 to 4; 11 to 15 May 5 to 9; 18 to 22 May 10 to 14; Monday 25 May is a bank holiday; 26 to 29 May
# 15 to 18; 1 and 2 June 19 and 20. So the child counts in June.

def newcomer(*checks: dict[str, Any], until: str | None = None) -> dict[str, Any]:
    return {"cla_episodes": [in_care("a", "1 May 2015", until)], "cla_health": list(checks)}


@pytest.mark.parametrize(("done", "value"), [
    ("1 May 2015", 1), ("2 Jun 2015", 1), ("3 Jun 2015", 0),
])
def test_twenty_working_days_leave_out_both_bank_holidays_of_may(done: str, value: float) -> None:
    assert values(FIRST, "30 Jun 2015", **newcomer(check("a", done))) == {"a": value}


def test_a_child_counts_in_the_month_the_twenty_days_ran_out_however_late_it_was_done() -> None:
    """Done in September: June's figure, not September's, carries the child."""
    tables = newcomer(check("a", "14 Sep 2015"))
    (case,) = run(FIRST, "30 Sep 2015", **tables).cases.to_pylist()
    assert case["happened_on"].isoformat() == "2015-06-02"
    assert figure(FIRST, "31 May 2015", period="month", **tables)["cases"] == 0
    june = figure(FIRST, "30 Jun 2015", period="month", **tables)
    assert (june["numerator"], june["denominator"], june["unknown"]) == (0, 1, 1)
    assert figure(FIRST, "30 Sep 2015", period="month", **tables)["cases"] == 0
    year = figure(FIRST, "30 Sep 2015", period="year", **tables)
    assert (year["numerator"], year["denominator"], year["unknown"]) == (0, 1, 0)


@pytest.mark.parametrize(("left", "found"), [
    ("1 Jun 2015", {}), ("2 Jun 2015", {"a": None}), ("3 Jun 2015", {"a": None}),
])
def test_a_child_who_left_before_the_twentieth_day_is_out(left: str, found: dict) -> None:
    assert values(FIRST, "30 Jun 2015", **newcomer(until=left)) == found


@pytest.mark.parametrize("status", ["refused", "cancelled"])
def test_a_first_assessment_refused_or_cancelled_was_not_done(status: str) -> None:
    assert values(FIRST, "30 Jun 2015", **newcomer(check("a", "5 May 2015", status=status)),
                  ) == {"a": None}
    assert values(FIRST, "30 Jun 2015", **newcomer(
        check("a", "5 May 2015", status=status), check("a", "1 Jun 2015", status=None))) == {"a": 1}


def test_a_review_or_a_dental_check_is_no_first_assessment() -> None:
    assert values(FIRST, "30 Jun 2015", **newcomer(
        check("a", "5 May 2015", "review"), check("a", "5 May 2015", "dental"))) == {"a": None}


def test_an_assessment_from_an_earlier_period_of_care_is_not_this_ones() -> None:
    tables = newcomer(check("a", "20 Jan 2015"))
    tables["cla_episodes"].append(in_care("a", "5 Jan 2015", "1 Mar 2015"))
    cases = run(FIRST, "30 Jun 2015", **tables).cases.to_pylist()
    assert [(c["happened_on"].month, c["value"]) for c in sorted(
        cases, key=lambda c: c["happened_on"])] == [(2, 1), (6, None)]


def test_a_child_who_came_in_for_a_short_break_needs_no_first_assessment() -> None:
    assert values(FIRST, "30 Jun 2015", **newcomer(), legal_status=[{
        "legal_status_id": "s", "person_id": "a", "status": "V4", "start_date": "1 May 2015",
    }]) == {}


def test_the_reason_says_when_the_child_came_in_and_was_assessed() -> None:
    assert reason(FIRST, "30 Jun 2015", **newcomer(check("a", "3 Jun 2015"))) == (
        "Came in 1 May 2015, assessed 3 Jun 2015")
    assert reason(FIRST, "30 Jun 2015", **newcomer()) == (
        "Came in 1 May 2015, no assessment recorded")


# Later assessments. Six months before 31 March 2016: 30 September and six months is 30 March, so
# 1 October is the first good day. Twelve months: 31 March 2015.

def assessed(birth: str | None, *checks: dict[str, Any], since: str = "1 Jan 2014", at: str = AT,
             ) -> dict[str, float | None]:
    return values(LATER, at, person=[born("a", birth)], cla_episodes=[in_care("a", since)],
                  cla_health=list(checks))


FIVE_TODAY, FIVE_TOMORROW = "31 Mar 2011", "1 Apr 2011"


@pytest.mark.parametrize(("birth", "last", "value"), [
    (FIVE_TOMORROW, "1 Oct 2015", 1), (FIVE_TOMORROW, "30 Sep 2015", 0),
    (FIVE_TODAY, "30 Sep 2015", 1), (FIVE_TODAY, "31 Mar 2015", 1), (FIVE_TODAY, "30 Mar 2015", 0),
])
def test_six_months_before_the_fifth_birthday_and_twelve_from_it(
    birth: str, last: str, value: float,
) -> None:
    assert assessed(birth, check("a", last, "review")) == {"a": value}


@pytest.mark.parametrize("kind", ["initial", "review", "assessment"])
def test_any_kind_of_health_assessment_counts(kind: str) -> None:
    assert assessed("1 Jan 2005", check("a", "1 Mar 2016", kind)) == {"a": 1}


def test_a_refused_assessment_or_another_check_does_not_count() -> None:
    assert assessed("1 Jan 2005", check("a", "1 Feb 2015", "review"),
                    check("a", "1 Mar 2016", "review", "refused")) == {"a": 0}
    assert assessed("1 Jan 2005", check("a", "1 Mar 2016", "dental"),
                    check("a", "1 Mar 2016", "review", "cancelled")) == {"a": None}


def test_an_assessment_with_a_blank_date_is_not_known_and_counts_against() -> None:
    assert assessed("1 Jan 2005", check("a", None, "review")) == {"a": None}
    row = figure(LATER, AT, person=[born("a", "1 Jan 2005")],
                 cla_health=[check("a", None, "review")],
                 cla_episodes=[in_care("a", "1 Jan 2014")])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("birth", "since", "counted"), [
    (FIVE_TOMORROW, "30 Sep 2015", True), (FIVE_TOMORROW, "1 Oct 2015", False),
    (FIVE_TODAY, "31 Mar 2015", True), (FIVE_TODAY, "1 Apr 2015", False),
])
def test_children_count_once_in_care_long_enough_for_one_to_be_due(
    birth: str, since: str, counted: bool,
) -> None:
    assert bool(assessed(birth, since=since)) is counted


def test_six_months_from_the_end_of_august_are_over_on_the_last_of_february() -> None:
    assert assessed("1 Jan 2014", since="31 Aug 2015", at="29 Feb 2016") == {"a": None}


# The dentist

def dentist(*checks: dict[str, Any], since: str = "1 Jan 2014", birth: str = "1 Jan 2005",
            ) -> dict[str, float | None]:
    return values(DENTAL, AT, person=[born("a", birth)], cla_episodes=[in_care("a", since)],
                  cla_health=list(checks))


@pytest.mark.parametrize(("last", "value"), [("31 Mar 2015", 1), ("30 Mar 2015", 0)])
def test_a_dental_check_is_good_for_twelve_months(last: str, value: float) -> None:
    assert dentist(check("a", last, "dental")) == {"a": value}


def test_a_refused_dental_check_does_not_count() -> None:
    assert dentist(check("a", "1 Mar 2016", "dental", "refused")) == {"a": None}
    assert dentist(check("a", "1 Feb 2015", "dental"),
                   check("a", "1 Mar 2016", "dental", "refused")) == {"a": 0}


def test_a_health_assessment_is_no_dental_check() -> None:
    assert dentist(check("a", "1 Mar 2016", "review")) == {"a": None}


def test_children_count_for_the_dentist_after_twelve_months_babies_too() -> None:
    assert dentist(since="31 Mar 2015", birth="1 Mar 2015") == {"a": None}
    assert dentist(since="1 Apr 2015") == {}


def test_children_under_two_are_marked_on_the_dentists_list() -> None:
    for birth, words in (("1 Apr 2014", "No check recorded (under two)"),
                         ("31 Mar 2014", "No check recorded")):
        assert reason(DENTAL, AT, person=[born("a", birth)],
                      cla_episodes=[in_care("a", "1 Jan 2015")]) == words


# Immunisations

def immunised(up_to_date: bool | None, on: str | None = "1 Mar 2016", since: str = "1 Jan 2014",
              ) -> dict[str, Any]:
    return {"cla_episodes": [in_care("a", since)], "cla_immunisations": [
        {"person_id": "a", "up_to_date": up_to_date, "status_date": on}]}


@pytest.mark.parametrize(("up_to_date", "value"), [(True, 1), (False, 0), (None, None)])
def test_immunisations_are_as_the_record_says(up_to_date: bool | None, value: float) -> None:
    assert values(JABS, AT, **immunised(up_to_date)) == {"a": value}
    assert values(JABS, AT, **immunised(up_to_date, on=None)) == {"a": value}
    assert values(JABS, AT, **immunised(up_to_date, on="1 Apr 2016")) == {"a": None}


def test_an_unknown_history_counts_as_not_up_to_date() -> None:
    row = figure(JABS, AT, cla_episodes=[in_care("a", "1 Jan 2014")],
                 immigration_status=[{"person_id": "a", "status": "UASC"}])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


def test_children_count_for_immunisations_after_twelve_months() -> None:
    assert values(JABS, AT, **immunised(True, since="31 Mar 2015")) == {"a": 1}
    assert values(JABS, AT, **immunised(True, since="1 Apr 2015")) == {}


# The questionnaire

def asked(*rows: tuple[str | None, int | None, str | None], birth: str = "1 Jan 2005",
          since: str = "1 Jan 2013") -> dict[str, Any]:
    """One child's questionnaires: the day, the score, and why there is none."""
    return {"person": [born("a", birth)], "cla_episodes": [in_care("a", since)],
            "sdq_scores": [{"sdq_id": str(n), "person_id": "a", "completed_date": on,
                            "score": score, "reason": why}
                           for n, (on, score, why) in enumerate(rows)]}


@pytest.mark.parametrize(("on", "done"), [("31 Mar 2015", 1), ("30 Mar 2015", 0)])
def test_a_score_is_good_for_twelve_months(on: str, done: float) -> None:
    assert values(ASKED, AT, **asked((on, 15, None))) == {"a": done}
    assert values(SCORE, AT, **asked((on, 15, None))) == ({"a": 15} if done else {})


@pytest.mark.parametrize("why", ["SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"])
def test_a_reason_for_no_score_explains_the_gap_and_stays_in_the_share(why: str) -> None:
    row = figure(ASKED, AT, **asked(("1 Mar 2016", None, why)))
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 0)
    assert reason(ASKED, AT, **asked(("1 Mar 2016", None, why))).startswith("No score: ")


def test_a_score_counts_although_the_child_refused_before_or_since() -> None:
    for other in ("1 Jan 2016", "30 Mar 2016"):
        tables = asked(("1 Mar 2016", 12, None), (other, None, "SDQ3"))
        assert values(ASKED, AT, **tables) == {"a": 1}
        assert reason(ASKED, AT, **tables) == "Score 12 on 1 Mar 2016"


def test_nothing_recorded_or_a_score_without_a_day_is_not_known() -> None:
    assert values(ASKED, AT, **asked()) == {"a": None}
    assert values(ASKED, AT, **asked((None, 15, None))) == {"a": None}


@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Mar 2012", True), ("1 Apr 2012", False),   # four today, tomorrow
    ("1 Apr 1999", True), ("31 Mar 1999", False),   # seventeen tomorrow, today
])
def test_the_questionnaire_is_for_children_of_four_to_sixteen(birth: str, counted: bool) -> None:
    assert bool(values(ASKED, AT, **asked(birth=birth))) is counted


def test_the_age_that_matters_to_a_score_is_that_of_the_day_it_was_given() -> None:
    """Four on 1 January 2016: a score of the day before does not count, one of the day does."""
    for on, done, score in (("31 Dec 2015", None, {}), ("1 Jan 2016", 1, {"a": 9})):
        tables = asked((on, 9, None), birth="1 Jan 2012")
        assert values(ASKED, AT, **tables) == {"a": done}
        assert values(SCORE, AT, **tables) == score


def test_children_count_for_the_questionnaire_after_twelve_months() -> None:
    assert values(ASKED, AT, **asked(since="31 Mar 2015")) == {"a": None}
    assert values(ASKED, AT, **asked(since="1 Apr 2015")) == {}


@pytest.mark.parametrize(("score", "words"), [
    (0, "normal"), (13, "normal"), (14, "borderline"), (16, "borderline"),
    (17, "cause for concern"), (40, "cause for concern"),
])
def test_the_list_says_what_a_score_means(score: int, words: str) -> None:
    assert reason(SCORE, AT, **asked(("1 Mar 2016", score, None))) == (
        f"Score {score} on 1 Mar 2016: {words}")


def test_the_average_is_of_each_childs_last_score() -> None:
    row = figure(SCORE, AT, **asked(("1 Jun 2015", 20, None), ("1 Mar 2016", 8, None)))
    assert (row["numerator"], row["denominator"]) == (8, 1)
