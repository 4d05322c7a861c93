"""Who the children of a snapshot are, who holds them, and what happened to each."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from components.journey import LANES
from data.measures import journeys as module
from data.measures.calculate import calculate
from tests.data.measures.worked import (
    AUTHORITY,
    born,
    day,
    extract_of,
    held_by,
    in_care,
    on_plan,
)

AT = "31 Mar 2016"
LYNN, NORWICH = "kings-lynn-west-norfolk-looked-after", "norwich-looked-after"


def people(*, lacking: tuple[str, ...] = (), **tables: Any) -> dict[str, list[dict[str, Any]]]:
    """Children and journeys of the day, as rows."""
    done = calculate(extract_of(lacking=lacking, **tables), as_at=day(AT), authority=AUTHORITY,
                     catalogue={}, with_people=True)
    return {name: table.to_pylist() for name, table in done.people.items()}


def child(**tables: Any) -> dict[str, Any]:
    """The only child of some tables."""
    (row,) = people(**tables)["children"]
    return row


def steps(**tables: Any) -> list[tuple[str, dt.date | None, dt.date | None, str, str | None]]:
    """What happened to the only child of some tables."""
    return [(row["strand"], row["starts"], row["ends"], row["words"], row["detail"])
            for row in people(**tables)["journeys"]]


CARE = {"person": [born("a", "1 Apr 2006")], "cla_episodes": [in_care("a", "1 Sep 2015")]}


# Who they are ------

def test_a_birthday_tomorrow_is_not_yet_a_year_more() -> None:
    assert child(**CARE)["age"] == 9
    assert child(**{**CARE, "person": [born("a", "31 Mar 2006")]})["age"] == 10


def test_a_child_expected_or_born_after_the_date_is_unborn_and_has_no_age() -> None:
    plan = {"cp_plans": [on_plan("a", "1 Mar 2016")]}
    expected = {"person_id": "a", "expected_date_of_birth": "20 Jun 2016"}
    for person in (expected, born("a", "2 Apr 2016")):
        row = child(person=[person], **plan)
        assert (row["age"], row["unborn"]) == (None, True)
    row = child(person=[{"person_id": "a"}], **plan)
    assert (row["age"], row["unborn"]) == (None, False)


def test_no_disability_recorded_is_not_disabled_and_no_list_of_them_is_not_known() -> None:
    assert child(**CARE)["disabled"] is False
    assert child(**CARE, disability=[{"person_id": "a", "disability_code": "NONE"}])[
        "disabled"] is False
    assert child(**CARE, disability=[{"person_id": "a", "disability_code": "NONE"},
                                     {"person_id": "a", "disability_code": "LD"}])["disabled"]
    (row,) = people(lacking=("disability", "disability.disability_code"), **CARE)["children"]
    assert row["disabled"] is None


def test_in_or_out_of_county_is_that_of_the_placement_now() -> None:
    def placed(*stays: tuple[str, str | None, bool]) -> bool | None:
        return child(**CARE, cla_placement=[
            {"placement_id": start, "person_id": "a", "type": "U6", "start_date": start,
             "end_date": end, "in_area": inside} for start, end, inside in stays])["in_area"]

    assert placed(("1 Sep 2015", "1 Jan 2016", True), ("1 Jan 2016", None, False)) is False
    assert placed(("1 Sep 2015", None, True)) is True
    row = child(person=[born("a", "1 Apr 2006")], cp_plans=[on_plan("a", "1 Mar 2016")])
    assert row["in_area"] is None


def test_an_unaccompanied_child_is_so_only_while_the_status_lasts() -> None:
    status = {"person_id": "a", "status": "Unaccompanied asylum seeking child",
              "start_date": "1 Sep 2015"}
    assert child(**CARE, immigration_status=[status])["unaccompanied"] is True
    assert child(**CARE, immigration_status=[{**status, "end_date": "1 Mar 2016"}])[
        "unaccompanied"] is False


def test_a_child_with_no_open_case_and_in_no_list_is_not_held() -> None:
    assert people(person=[born("a", "1 Apr 2006")])["children"] == []


# Who holds them ------

def test_the_allocated_worker_holds_a_child_since_the_day_of_the_allocation() -> None:
    row = child(**CARE, involvements=[
        held_by("a", "w1", LYNN, since="1 Sep 2015", until="5 Jan 2016"),
        held_by("a", "w2", NORWICH, since="5 Jan 2016")])
    assert (row["worker"], row["team"], row["locality"], row["since"], row["open"]) == (
        "w2", NORWICH, "norwich", day("5 Jan 2016"), True)


def test_a_child_whose_worker_left_is_nobodys_and_says_why() -> None:
    row = child(**CARE, involvements=[held_by("a", "w1", LYNN, until="5 Jan 2016")])
    assert (row["worker"], row["team"], row["nobody"]) == (
        None, LYNN, "Worker left the case 5 Jan 2016")


def test_a_care_leaver_is_the_advisers_and_one_still_looked_after_the_social_workers() -> None:
    leaver = {"person_id": "a", "eligibility": "FORMER", "personal_advisor": "pa",
              "team": "norwich-leaving-care"}
    given = {"care_leavers": [leaver], "involvements": [
        held_by("a", "w1", LYNN, until="5 Jan 2016"),
        held_by("a", "pa", "norwich-leaving-care", since="6 Jan 2016", role="adviser")]}
    row = child(person=[born("a", "1 Apr 1997")], **given)
    assert (row["worker"], row["team"], row["since"], row["nobody"], row["open"]) == (
        "pa", "norwich-leaving-care", day("6 Jan 2016"), None, False)
    given["involvements"][0] = held_by("a", "w1", LYNN)
    assert child(**CARE, **given)["worker"] == "w1"


def test_before_anyone_is_allocated_the_team_of_the_referral_has_the_child() -> None:
    row = child(person=[born("a", "1 Apr 2006")], cin_episodes=[
        {"referral_id": "r", "person_id": "a", "referral_date": "29 Mar 2016", "team": "mash",
         "worker_id": "w9"}])
    assert (row["worker"], row["team"], row["since"]) == ("w9", "mash", day("29 Mar 2016"))


# What happened ------

def test_what_ends_after_the_date_goes_on_and_what_begins_after_it_is_not_there() -> None:
    status = {"legal_status_id": "1", "person_id": "a", "status": "C1", "start_date": "1 Sep 2015"}
    assert ("legal-status", day("1 Sep 2015"), None, "Interim care order", None) in steps(
        **CARE, legal_status=[{**status, "end_date": "1 Apr 2016"}])
    assert ("legal-status", day("1 Sep 2015"), day(AT), "Interim care order", None) in steps(
        **CARE, legal_status=[{**status, "end_date": AT}])
    later = {**status, "legal_status_id": "2", "start_date": "1 Apr 2016"}
    assert [s for s in steps(**CARE, legal_status=[later]) if s[0] == "legal-status"] == []


def test_what_happened_on_a_day_starts_and_ends_on_it() -> None:
    check = {"health_check_id": "h", "person_id": "a", "check_type": "dental",
             "check_date": "5 Feb 2016", "status": "refused"}
    assert ("health", day("5 Feb 2016"), day("5 Feb 2016"), "Dental check", "Refused") in steps(
        **CARE, cla_health=[check])


def test_episodes_of_one_period_are_one_time_in_care_with_the_reason_it_ended() -> None:
    episodes = [
        in_care("a", "1 Sep 2014", "1 Mar 2015", "p", ceased_reason="X1"),
        {**in_care("a", "1 Mar 2015", "4 May 2015", "p", ceased_reason="E4A"),
         "entered_care_date": "1 Sep 2014"}]
    found = steps(**{**CARE, "cla_episodes": [*CARE["cla_episodes"], *episodes]})
    assert [s for s in found if s[0] == "care"] == [
        ("care", day("1 Sep 2014"), day("4 May 2015"), "Looked after",
         "Went home to parents as planned"),
        ("care", day("1 Sep 2015"), None, "Looked after", None)]


def test_a_worker_who_is_nobody_is_said_to_be() -> None:
    found = steps(**CARE, involvements=[
        held_by("a", None, LYNN, since="1 Sep 2015", until="1 Oct 2015"),
        held_by("a", "w1", LYNN, since="1 Oct 2015"),
        held_by("a", "iro", "reviewing-officers", since="2 Oct 2015", role="reviewing-officer")])
    assert [(strand, words, detail) for strand, _, _, words, detail in found
            if strand in ("worker", "reviewing-officer")] == [
        ("reviewing-officer", "iro", "Independent reviewing officers"),
        ("worker", "No worker named", "King’s Lynn & West looked-after"),
        ("worker", "w1", "King’s Lynn & West looked-after")]


def test_a_missing_episode_says_what_came_of_the_return_interview() -> None:
    episode = {"missing_id": "m", "person_id": "a", "start_date": "1 Feb 2016",
               "end_date": "3 Feb 2016", "type": "M", "interview_offered": True}
    assert ("missing", day("1 Feb 2016"), day("3 Feb 2016"), "Missing",
            "Return interview 5 Feb 2016") in steps(
        **CARE, missing=[{**episode, "interview_date": "5 Feb 2016"}])
    assert ("missing", day("1 Feb 2016"), day("3 Feb 2016"), "Missing",
            "Return interview declined") in steps(
        **CARE, missing=[{**episode, "interview_accepted": False}])


def test_an_outcome_recorded_after_the_date_is_not_told() -> None:
    enquiry = {"s47_enquiry_id": "e", "person_id": "a", "start_date": "20 Mar 2016",
               "end_date": "8 Apr 2016", "nfa": True}
    assert ("enquiry", day("20 Mar 2016"), None, "Section 47 enquiry", None) in steps(
        **CARE, s47_enquiry=[enquiry])


def test_journeys_are_sorted_by_child_so_that_one_is_quickly_read() -> None:
    found = people(person=[born(c, "1 Apr 2006") for c in "cab"],
                   cla_episodes=[in_care(c, "1 Sep 2015") for c in "cab"])
    for name in ("children", "journeys"):
        assert [row["person"] for row in found[name]] == ["a", "b", "c"]


def test_every_strand_has_a_lane() -> None:
    sql = (Path(module.__file__).with_suffix("") / "journeys.sql").read_text(encoding="utf-8")
    strands = set(re.findall(r"person_id, '([a-z-]+)'", sql))
    assert len(strands) > 12
    assert strands | {"worker", "reviewing-officer"} == set(LANES)
