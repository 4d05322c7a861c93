"""Care leavers: contact, plans, visits of advisers, what they do and where they live."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data.measures.worked import born, extract_of, figure, held_by, reason, run, values

AT = "31 Mar 2016"
PLAN, TOUCH, SEEN = "cl-pathway-plan", "cl-in-touch", "cl-pa-visit"
BUSY, HOUSED = "cl-eet", "cl-suitable-accommodation"


def leaver(person: str = "a", **more: Any) -> dict[str, Any]:
    return {"person_id": person, "eligibility": "FORMER", "in_touch": "YES", **more}


def of(measure: str, **more: Any) -> dict[str, float | None]:
    return values(measure, AT, care_leavers=[leaver(**more)])


# 30 September and six months is 30 March; 1 October and six months is 1 April.
@pytest.mark.parametrize(("reviewed", "value"), [("1 Oct 2015", 1), ("30 Sep 2015", 0)])
def test_a_pathway_plan_is_good_for_six_months(reviewed: str, value: float) -> None:
    assert of(PLAN, pathway_plan_review_date=reviewed) == {"a": value}


def test_without_who_is_entitled_nothing_is_said_of_pathway_plans() -> None:
    lacking = run("cl-pathway-plan", "31 Mar 2016", extract=extract_of(
        lacking=("care_leavers.eligibility",), care_leavers=[{"person_id": "a"}])).lacking
    assert lacking == {"cl-pathway-plan": ("care_leavers.eligibility",)}


def test_a_blank_review_date_is_not_known_and_counts_against_the_pathway_plan_share() -> None:
    assert of(PLAN) == {"a": None}
    assert reason(PLAN, AT, care_leavers=[leaver()]) == "No plan recorded"
    row = figure(PLAN, AT, care_leavers=[leaver()])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize(("eligibility", "counted"), [
    ("ELIGIBLE", True), ("RELEVANT", True), ("FORMER", True), ("QUALIFYING", False),
    ("OTHER", False), (None, False),
])
def test_eligible_relevant_and_former_relevant_are_entitled_to_a_plan(
    eligibility: str | None, counted: bool,
) -> None:
    assert bool(of(PLAN, eligibility=eligibility)) is counted


@pytest.mark.parametrize(("in_touch", "counted"), [
    ("DIED", False), ("RHOM", False), ("REFU", True), ("NREQ", True), ("NO", True), (None, True),
])
def test_only_those_who_died_or_went_home_leave_the_pathway_plan_share(
    in_touch: str | None, counted: bool,
) -> None:
    assert bool(of(PLAN, in_touch=in_touch)) is counted


# 4 February to 31 March 2016: 25 days to 29 February and 31 more, 56. 3 February is 57.
@pytest.mark.parametrize(("contact", "value"), [
    ("4 Feb 2016", 1), ("3 Feb 2016", 0), (None, 1),
])
def test_in_touch_needs_a_contact_in_56_days_where_a_date_is_held(
    contact: str | None, value: float,
) -> None:
    assert of(TOUCH, latest_contact=contact) == {"a": value}


def test_not_in_touch_stays_not_in_touch_whatever_date_is_held() -> None:
    assert of(TOUCH, in_touch="NO", latest_contact="30 Mar 2016") == {"a": 0}


@pytest.mark.parametrize("in_touch", ["REFU", None])
def test_refused_or_not_recorded_is_not_the_same_as_not_in_touch(in_touch: str | None) -> None:
    """Not known, and counts against: a blank once made 190 young people look out of touch."""
    assert of(TOUCH, in_touch=in_touch) == {"a": None}
    row = figure(TOUCH, AT, care_leavers=[leaver(in_touch=in_touch)])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


@pytest.mark.parametrize("in_touch", ["DIED", "RHOM", "NREQ"])
def test_those_who_died_went_home_or_need_no_service_are_not_in_the_share(in_touch: str) -> None:
    assert of(TOUCH, in_touch=in_touch) == {}


def test_qualifying_care_leavers_are_in_the_share_in_touch() -> None:
    assert of(TOUCH, eligibility="QUALIFYING") == {"a": 1}


def test_the_reason_shows_the_evidence() -> None:
    assert reason(TOUCH, AT, care_leavers=[leaver(latest_contact="3 Feb 2016")]) == (
        "In touch, last contact 3 Feb 2016")
    assert reason(TOUCH, AT, care_leavers=[leaver(in_touch=None)]) == "Not recorded, no date held"


def test_the_worker_is_the_one_named_else_the_adviser_else_who_holds_the_case() -> None:
    cases = run(TOUCH, AT, involvements=[held_by(p, "w3", "norwich-leaving-care") for p in "abc"],
                care_leavers=[
        leaver("a", worker_id="w1", personal_advisor="w2", team="breckland-leaving-care"),
        leaver("b", personal_advisor="w2"), leaver("c")]).cases.to_pylist()
    assert {c["person"]: (c["worker"], c["team"]) for c in cases} == {
        "a": ("w1", "breckland-leaving-care"), "b": ("w2", "norwich-leaving-care"),
        "c": ("w3", "norwich-leaving-care")}


# Visits of advisers

def visit(on: str, face_to_face: bool | None = True) -> dict[str, Any]:
    return {"pa_visit_id": on, "person_id": "a", "visit_date": on, "face_to_face": face_to_face}


def seen(*visits: dict[str, Any], birth: str | None = "1 May 1997", **more: Any) -> dict[str, Any]:
    return {"care_leavers": [leaver(**more)], "person": [born("a", birth)],
            "pa_visits": list(visits)}


# 31 January and two months is 31 March; 30 January and two months is 30 March.
@pytest.mark.parametrize(("on", "value"), [("31 Jan 2016", 1), ("30 Jan 2016", 0)])
def test_an_adviser_visits_every_two_months(on: str, value: float) -> None:
    assert values(SEEN, AT, **seen(visit("1 Nov 2015"), visit(on))) == {"a": value}


@pytest.mark.parametrize("face_to_face", [False, None])
def test_a_telephone_call_is_not_a_visit(face_to_face: bool | None) -> None:
    calls = seen(visit("30 Mar 2016", face_to_face))
    assert values(SEEN, AT, **calls) == {"a": None}
    assert reason(SEEN, AT, **calls) == "Never seen; contact not face to face 30 Mar 2016"
    late = seen(visit("1 Jan 2016"), visit("30 Mar 2016", face_to_face))
    assert values(SEEN, AT, **late) == {"a": 0}
    assert reason(SEEN, AT, **late) == (
        "Last seen 1 Jan 2016; contact not face to face 30 Mar 2016")


def test_nobody_seen_is_not_known_and_counts_against() -> None:
    assert reason(SEEN, AT, **seen(visit("1 Apr 2016"))) == "Never seen"
    row = figure(SEEN, AT, **seen())
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)


# 21 on 31 March 2016, and on 1 April.
@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Mar 1995", False), ("1 Apr 1995", True), (None, True),
])
def test_from_21_an_adviser_visits_on_request(birth: str | None, counted: bool) -> None:
    assert bool(values(SEEN, AT, **seen(birth=birth))) is counted


@pytest.mark.parametrize(("more", "counted"), [
    ({"eligibility": "RELEVANT"}, True), ({"eligibility": "ELIGIBLE"}, False),
    ({"eligibility": "QUALIFYING"}, False), ({"in_touch": "NO"}, True),
    ({"in_touch": "REFU"}, True), ({"in_touch": "DIED"}, False), ({"in_touch": "RHOM"}, False),
    ({"in_touch": "NREQ"}, False),
])
def test_whom_an_adviser_is_to_visit(more: dict[str, Any], counted: bool) -> None:
    assert bool(values(SEEN, AT, **seen(**more))) is counted


# What they do, and where they live

def at_age(measure: str, birth: str | None = "1 May 1996", **more: Any) -> dict[str, float | None]:
    return values(measure, AT, care_leavers=[leaver(**more)], person=[born("a", birth)])


# 19 on 31 March 2016; 21 until 30 March 2017; 22 on 31 March 2016.
@pytest.mark.parametrize(("birth", "counted"), [
    ("31 Mar 1997", True), ("1 Apr 1997", False), ("1 Apr 1994", True), ("31 Mar 1994", False),
    (None, False),
])
@pytest.mark.parametrize("measure", [BUSY, HOUSED])
def test_only_those_aged_19_20_and_21_are_in_these_shares(
    measure: str, birth: str | None, counted: bool,
) -> None:
    assert bool(at_age(measure, birth, activity="F1", accommodation_suitable=True)) is counted


@pytest.mark.parametrize("measure", [BUSY, HOUSED])
@pytest.mark.parametrize(("more", "counted"), [
    ({"eligibility": "RELEVANT"}, False), ({"eligibility": "QUALIFYING"}, False),
    ({"in_touch": "NO"}, True), ({"in_touch": "REFU"}, True), ({"in_touch": None}, True),
    ({"in_touch": "DIED"}, False), ({"in_touch": "RHOM"}, False),
])
def test_former_relevant_young_people_not_in_touch_stay_in_these_shares(
    measure: str, more: dict[str, Any], counted: bool,
) -> None:
    assert bool(at_age(measure, **more)) is counted


@pytest.mark.parametrize(("activity", "value"), [
    *((f"{time}{kind}", 1) for time in "FP" for kind in range(1, 6)),
    ("G4", 0), ("G5", 0), ("G6", 0), (None, None),
])
def test_full_and_part_time_and_apprenticeships_count_and_a_blank_counts_against(
    activity: str | None, value: float | None,
) -> None:
    assert at_age(BUSY, activity=activity) == {"a": value}


@pytest.mark.parametrize(("more", "words"), [
    ({"activity": "P4"}, "Part time in an apprenticeship"),
    ({"activity": "G5", "in_touch": "NO"},
     "Not in education, work or training: other reasons; not in touch"),
    ({}, "Activity not recorded"),
])
def test_the_list_says_what_they_do_in_words(more: dict[str, Any], words: str) -> None:
    tables = {"care_leavers": [leaver(**more)], "person": [born("a", "1 May 1996")]}
    assert reason(BUSY, AT, **tables) == words


@pytest.mark.parametrize(("home", "suitable", "value"), [
    ("U", True, 1), ("U", False, 0), ("U", None, None), (None, None, None),
    ("W", True, 1),      # the adviser's judgement decides, not the kind of home
    ("X", None, 0), ("X", True, 1),
])
def test_the_judgement_recorded_decides_and_custody_without_one_is_unsuitable(
    home: str | None, suitable: bool | None, value: float | None,
) -> None:
    assert at_age(HOUSED, accommodation=home, accommodation_suitable=suitable) == {"a": value}


@pytest.mark.parametrize("home", ["G", "H", "R"])
def test_abroad_deported_or_no_known_address_leaves_the_share_of_suitable_homes(home: str) -> None:
    assert at_age(HOUSED, accommodation=home, accommodation_suitable=False) == {}


def test_an_unknown_home_is_not_a_suitable_one() -> None:
    row = figure(HOUSED, AT, care_leavers=[leaver()], person=[born("a", "1 May 1996")])
    assert (row["numerator"], row["denominator"], row["unknown"]) == (0, 1, 1)
