"""Early help: families open, and assessments finished in time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import extract_of, figure, reason, run

AT = "31 Mar 2016"
TIMELY = "eh-assessment-timely"


def help_for(child: str, since: str, until: str | None = None, **more: Any) -> dict[str, Any]:
    return {"episode_id": f"{child} {since}", "person_id": child, "start_date": since,
            "end_date": until, **more}


def by_case(measure: str, *rows: dict[str, Any], at: str = AT) -> dict[str, float | None]:
    cases = run(measure, at, early_help_episodes=list(rows)).cases.to_pylist()
    return {c["case"]: c["value"] for c in cases}


# Families

def test_brothers_and_sisters_are_one_family_under_the_first_child() -> None:
    rows = [help_for("b", "1 Feb 2016", family_id="f"), help_for("a", "1 Feb 2016", family_id="f"),
            help_for("b", "1 Mar 2016", family_id="f"), help_for("c", "1 Jan 2016", family_id="g")]
    cases = run("eh-families-open", AT, early_help_episodes=rows).cases.to_pylist()
    assert {c["case"]: (c["person"], c["reason"]) for c in cases} == {
        "f": ("a", "Since 1 Feb 2016, 2 children"), "g": ("c", "Since 1 Jan 2016, one child")}
    assert figure("eh-families-open", AT, early_help_episodes=rows)["numerator"] == 2


def test_a_child_without_a_family_is_a_family() -> None:
    assert by_case("eh-families-open", help_for("a", "1 Feb 2016"), help_for("b", "1 Feb 2016"),
                   help_for("b", "1 Mar 2016")) == {"a": 1, "b": 1}


def test_help_goes_on_after_the_assessment_and_until_its_own_end() -> None:
    done = {"assessment_completed_date": "1 Feb 2016"}
    assert by_case(
        "eh-families-open", help_for("goes on", "1 Jan 2016", **done),
        help_for("ended", "1 Jan 2016", AT), help_for("ends tomorrow", "1 Jan 2016", "1 Apr 2016"),
        help_for("starts", AT), help_for("starts tomorrow", "1 Apr 2016"),
    ) == {"goes on": 1, "ends tomorrow": 1, "starts": 1}


def test_a_list_of_children_without_families_gives_no_number_of_families() -> None:
    extract = extract_of(lacking=("early_help_episodes.family_id", "early_help_episodes.end_date"),
                         early_help_episodes=[help_for("a", "1 Feb 2016")])
    result = run("eh-families-open", AT, extract=extract)
    assert result.lacking == {
        "eh-families-open": ("early_help_episodes.family_id", "early_help_episodes.end_date")}


# Assessments. 1 February and 35 days is 7 March 2016: 28 days to the 29th, and seven more.

@pytest.mark.parametrize(("done", "value"), [("7 Mar 2016", 1), ("8 Mar 2016", 0)])
def test_an_assessment_is_in_time_up_to_35_days(done: str, value: float) -> None:
    assert by_case(TIMELY, help_for("a", "1 Feb 2016", assessment_completed_date=done)) == {
        "a 1 Feb 2016": value}


# 25 February and 35 days is 31 March: late from 1 April.
@pytest.mark.parametrize(("start", "found"), [
    ("24 Feb 2016", {"a 24 Feb 2016": None}), ("25 Feb 2016", {})])
def test_an_open_assessment_counts_against_once_its_time_has_run_out(
    start: str, found: dict,
) -> None:
    assert by_case(TIMELY, help_for("a", start)) == found
    assert by_case(TIMELY, help_for("a", start, assessment_completed_date="1 Apr 2016")) == found


def test_an_open_one_counts_against_every_month_until_it_is_finished_late() -> None:
    rows = [help_for("a", "4 Jan 2016", assessment_completed_date="14 Mar 2016")]
    for at, counted in (("31 Jan 2016", 0), ("29 Feb 2016", 1), (AT, 1), ("30 Apr 2016", 0)):
        row = figure(TIMELY, at, period="month", early_help_episodes=rows)
        assert (row["numerator"], row["denominator"]) == (0, counted), at
    # 4 January to 14 March: 27 days to the end of January, 29 and 14.
    assert reason(TIMELY, AT, early_help_episodes=rows) == "Begun 4 Jan 2016, took 70 days"


def test_help_that_ended_before_the_assessment_was_finished_leaves_the_measure() -> None:
    assert by_case(TIMELY, help_for("a", "4 Jan 2016", "1 Mar 2016"),
                   help_for("b", "4 Jan 2016", "1 Apr 2016")) == {"b 4 Jan 2016": None}


def test_an_assessment_finished_before_it_began_is_left_out() -> None:
    assert by_case(
        TIMELY, help_for("a", "2 Mar 2016", assessment_completed_date="1 Mar 2016")) == {}
