"""Quality beside volume: what is counted, the word for it, and what committee and board may see."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from data.disclosure.publish import publish_public
from data.places import NO_LOCALITY
from data.quality_queries import (
    AUDITS,
    COMPLIANT_BUT_POOR,
    FEW_AUDITED,
    GOOD,
    LATE,
    NO_PLANS,
    NOT_AUDITED,
    NOT_IN_EXTRACT,
    PLAN_NAMES,
    POOR,
    SUPPRESSED,
    UNCLEAR,
    PlanQuality,
    Share,
    verdict_of,
)
from data.queries import NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from tests.data.county import CATALOGUE, LYNN, MARCH, NORWICH, county, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, EVERYONE, HEAD, MANAGER, WORKER
from tests.data.measures.worked import AUTHORITY, extract_of
from tests.data.snapshots.making import as_before

LYNN_AREA = "kings-lynn-west-norfolk"
NOTHING, KEPT_BACK = Share(0, 0), Share(None, None)


def audit(
    child: str, grade: str | None, moderated: str | None, plan: str | None = "education",
    team: str | None = None,
) -> dict[str, Any]:
    return {"audit_id": f"a {child} {moderated} {plan}", "person_id": child, "plan_type": plan,
            "audited_date": moderated or "1 Mar 2016", "moderated_date": moderated, "grade": grade,
            "team": team}


def answers(ratings: Iterable[int | None], plan: str = "education") -> list[dict[str, Any]]:
    return [{"feedback_id": f"f {plan} {n}", "received_date": "1 Mar 2016", "team": LYNN,
             "plan_type": plan, "rating": rating} for n, rating in enumerate(ratings)]


SAID = {
    "case_audits": [
        audit("child-lynn-1", "good", "1 Mar 2016"),
        audit("child-lynn-1", "outstanding", "20 Mar 2016"),
        audit("child-lynn-2", "inadequate", "10 Mar 2016"),
        audit("child-lynn-3", "good", None),  # nobody has agreed the grade yet
        audit("child-lynn-4", "good", "15 Mar 2016", "care"),
        audit("child-lynn-5", "good", "15 Mar 2016", None),
        audit("child-norwich-1", "good", "31 Mar 2015"),  # a day too old
        audit("child-norwich-2", "requires-improvement", "1 Apr 2015"),
        audit("child-gone", "good", "1 Mar 2016", "pathway", LYNN),
    ],
    "feedback": answers([5, 4, 3, None]),
    "complaints": [
        # 1 March 2016 is a Tuesday: ten working days on is the 15th.
        {"complaint_id": "c 1", "person_id": "child-lynn-1", "plan_type": "education", "stage": 1,
         "received_date": "1 Mar 2016", "answered_date": "15 Mar 2016"},
        {"complaint_id": "c 2", "person_id": "child-lynn-2", "plan_type": "education", "stage": 1,
         "received_date": "1 Mar 2016", "answered_date": "16 Mar 2016"}],
}


def queries_of(root: Path, *, lacking: tuple[str, ...] = (), **tables: Any) -> Queries:
    build(extract_of(lacking=lacking, **tables), as_at=MARCH, store=Store(root),
          authority=AUTHORITY, catalogue=CATALOGUE, about={"signed_off_by": "a test"})
    publish_public(Store(root), AUTHORITY, CATALOGUE)
    return open_queries(Settings(store=root, refresh_seconds=60))


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """The hand-written county, and what was said of it."""
    return queries_of(tmp_path_factory.mktemp("said"), **county(), **SAID)


def plan(q: Queries, place: str, kind: str = "education", viewer: Any = ANALYST) -> PlanQuality:
    return next(p for p in q.quality(viewer, place, MARCH)[place] if p.plan_type == kind)


# What is counted ------

def test_every_kind_of_plan_has_a_measure_and_a_name() -> None:
    kinds = [m.plan_type for m in CATALOGUE.values() if m.plan_type]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == set(PLAN_NAMES) - {"other"}


def test_in_place_is_the_measures_own_figure(q: Queries) -> None:
    for place in ("norfolk", LYNN_AREA, LYNN, NORWICH):
        for found in q.quality(ANALYST, place, MARCH)[place]:
            period = "year" if CATALOGUE[found.measure].kind == "flow" else None
            figure = q.figure(ANALYST, found.measure, place, MARCH, period=period)
            assert figure is not None
            assert found.in_place == (figure["numerator"], figure["denominator"]), found.measure


def test_a_child_audited_twice_is_one_child_and_two_audits(q: Queries) -> None:
    """Of the thirteen in Lynn two have an audit of their education plan that was moderated."""
    assert plan(q, LYNN).audited == (2, 13)
    assert plan(q, LYNN).good == (2, 3)


def test_an_audit_counts_from_the_first_day_of_the_twelve_months(q: Queries) -> None:
    """1 April 2015 is within the year to 31 March 2016, the day before is not."""
    assert plan(q, NORWICH).audited == (1, 11)
    assert plan(q, NORWICH).good == (0, 1)


def test_an_audit_counts_for_the_plan_it_looked_at_and_no_other(q: Queries) -> None:
    assert plan(q, LYNN, "care").good == (1, 1)
    assert plan(q, LYNN, "health").good == NOTHING
    assert plan(q, "norfolk").good == (2, 4)


def test_answers_without_a_rating_are_left_out(q: Queries) -> None:
    assert plan(q, LYNN).helped == (2, 3)


def test_complaints_answered_within_ten_working_days_are_in_time(q: Queries) -> None:
    assert plan(q, LYNN).in_time == (1, 2)


def test_areas_and_what_is_in_none_add_up_to_the_county(q: Queries) -> None:
    whole, *parts = q.quality(ANALYST, "norfolk", MARCH).values()
    assert list(q.quality(ANALYST, "norfolk", MARCH)) == [
        "norfolk", *(area.id for area in q.places.localities), NO_LOCALITY]
    for n, found in enumerate(whole):
        for name in ("in_place", "audited", "good", "helped", "in_time"):
            shares = [getattr(part[n], name) for part in parts]
            assert getattr(found, name) == (
                sum(s.part for s in shares), sum(s.of for s in shares)), (found.plan_type, name)


# The word for it ------

def verdict(
    in_place: tuple[int, int], good: tuple[int, int], *, audited: tuple[int, int] = (9, 100),
) -> str:
    """By a target of 95 with 5 to spare, and 75 of a hundred audits good."""
    measure = CATALOGUE["pep-up-to-date"].model_copy(update={"target": 95.0, "tolerance": 5.0})
    audits = CATALOGUE[AUDITS].model_copy(update={"target": 75.0})
    return verdict_of(measure, audits, Share(*in_place), Share(*audited), Share(*good))


def test_in_place_as_often_as_wanted_is_close_to_the_target_or_better() -> None:
    assert verdict((90, 100), (18, 24)) == GOOD
    assert verdict((89, 100), (18, 24)) == LATE


def test_poor_is_when_even_the_top_of_the_interval_is_under_the_target() -> None:
    """Wilson's interval of 12 of 24 ends at 68.6 per cent, that of 4 of 8 at 78.5: half is poor of
    many, and of few it is not clear yet.
    """
    assert verdict((95, 100), (12, 24)) == COMPLIANT_BUT_POOR
    assert verdict((50, 100), (12, 24)) == POOR
    assert verdict((95, 100), (4, 8)) == UNCLEAR


def test_three_quarters_are_good_and_fewer_not_clear() -> None:
    assert verdict((95, 100), (6, 8)) == GOOD
    assert verdict((95, 100), (5, 8)) == UNCLEAR


def test_five_audits_say_nothing_and_none_is_another_thing() -> None:
    assert verdict((95, 100), (0, 5)) == FEW_AUDITED
    assert verdict((95, 100), (0, 0), audited=(0, 100)) == NOT_AUDITED
    assert verdict((0, 0), (0, 9), audited=(0, 0)) == NO_PLANS


def test_audits_of_plans_that_have_ended_are_audits() -> None:
    assert verdict((95, 100), (0, 9), audited=(0, 100)) == COMPLIANT_BUT_POOR


def test_what_is_kept_back_is_in_no_word() -> None:
    measure, audits = CATALOGUE["pep-up-to-date"], CATALOGUE[AUDITS]
    shown = Share(95, 100)
    assert verdict_of(measure, audits, shown, shown, KEPT_BACK) == SUPPRESSED
    assert verdict_of(measure, audits, KEPT_BACK, shown, Share(1, 24)) == SUPPRESSED
    assert verdict_of(measure, audits, shown, KEPT_BACK, KEPT_BACK) == SUPPRESSED


def test_a_place_where_nobody_looked_says_so(q: Queries) -> None:
    assert plan(q, "breckland").verdict == NOT_AUDITED
    assert plan(q, "breckland", "pathway").verdict == NO_PLANS
    assert plan(q, LYNN).verdict == FEW_AUDITED


# Who sees what ------

def test_a_head_sees_the_teams_of_the_own_area_and_every_area(q: Queries) -> None:
    assert list(q.quality(HEAD, LYNN_AREA, MARCH)) == [LYNN_AREA, LYNN]
    assert list(q.quality(HEAD, "norwich", MARCH)) == ["norwich"]
    assert q.quality(HEAD, "norfolk", MARCH) == q.quality(ANALYST, "norfolk", MARCH)
    with pytest.raises(NotAllowed):
        q.quality(HEAD, NORWICH, MARCH)


def test_a_manager_and_a_worker_see_the_own_team(q: Queries) -> None:
    for viewer in (MANAGER, WORKER):
        assert list(q.quality(viewer, LYNN_AREA, MARCH)) == [LYNN_AREA, LYNN]
        assert q.quality(viewer, LYNN, MARCH) == q.quality(ANALYST, LYNN, MARCH)
        with pytest.raises(NotAllowed):
            q.quality(viewer, NORWICH, MARCH)


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_committee_and_board_see_the_county_and_no_other_place(q: Queries, viewer: Any) -> None:
    assert list(q.quality(viewer, "norfolk", MARCH)) == ["norfolk"]
    for place in (LYNN_AREA, "norwich", LYNN, NO_LOCALITY):
        with pytest.raises(NotAllowed):
            q.quality(viewer, place, MARCH)


@pytest.mark.parametrize("viewer", EVERYONE, ids=lambda v: v.role)
def test_a_place_that_is_not_there_is_not_found(q: Queries, viewer: Any) -> None:
    for place in ("nowhere", "", "' or 1=1 --"):
        with pytest.raises(NotFound):
            q.quality(viewer, place, MARCH)


# Small numbers ------

def few(share: Share | None) -> bool:
    if share is None or share.part is None or share.of is None:
        return False
    return any(1 <= n <= 5 for n in (share.part, share.of, share.of - share.part))


def of_kinds(**audits: tuple[int, int]) -> list[dict[str, Any]]:
    """So many audits good of so many, by kind of plan."""
    return [audit(f"{kind} {n}", "good" if n < good else "inadequate", "1 Mar 2016", kind, NORWICH)
            for kind, (good, every) in audits.items() for n in range(every)]


def test_no_small_number_is_shown_to_the_committee(q: Queries) -> None:
    for found in q.quality(COMMITTEE, "norfolk", MARCH)["norfolk"]:
        for name in ("in_place", "audited", "good", "helped", "in_time"):
            assert not few(getattr(found, name)), (found.plan_type, name)
    assert plan(q, "norfolk", viewer=COMMITTEE).verdict == SUPPRESSED


def test_a_hidden_share_cannot_be_worked_out_from_the_total(tmp_path: Path) -> None:
    """Six of eight education audits: two were not good. The county's 22 of 40 is shown, so the next
    smallest is hidden too.
    """
    q = queries_of(tmp_path, case_audits=of_kinds(
        education=(6, 8), care=(6, 12), pathway=(10, 20)))
    figure = q.figure(COMMITTEE, AUDITS, "norfolk", MARCH, period="year")
    assert figure is not None
    assert (figure["numerator"], figure["denominator"]) == (22, 40)
    good = {p.plan_type: p.good for p in q.quality(COMMITTEE, "norfolk", MARCH)["norfolk"]}
    assert good["education"] == good["care"] == KEPT_BACK
    assert good["pathway"] == (10, 20)
    assert good["health"] == NOTHING
    assert plan(q, "norfolk").good == (6, 8)


def test_what_was_about_no_plan_gives_nothing_away_either(tmp_path: Path) -> None:
    """Two audits say not of what: they would be the total less the others."""
    q = queries_of(tmp_path, case_audits=[
        *of_kinds(education=(6, 12), pathway=(10, 20)),
        *(audit(f"other {n}", "good", "1 Mar 2016", None, NORWICH) for n in range(2))])
    good = {p.plan_type: p.good for p in q.quality(COMMITTEE, "norfolk", MARCH)["norfolk"]}
    assert good["education"] == KEPT_BACK
    assert good["pathway"] == (10, 20)


def test_nothing_is_shown_by_kind_where_the_figure_itself_is_hidden(tmp_path: Path) -> None:
    """Five audits in each of two areas: the county's ten would say that both have five."""
    q = queries_of(tmp_path, case_audits=[
        audit(f"child {team} {n}", "good", "1 Mar 2016", "education", team)
        for team in (NORWICH, LYNN) for n in range(5)])
    figure = q.figure(COMMITTEE, AUDITS, "norfolk", MARCH, period="year")
    assert figure is not None
    assert figure["hidden"]
    assert plan(q, "norfolk").good == (10, 10)
    found = q.quality(COMMITTEE, "norfolk", MARCH)["norfolk"]
    assert {p.good for p in found} == {KEPT_BACK}


# What the extract or the snapshot does not hold ------

def test_an_extract_without_audits_is_not_one_without_an_audit(tmp_path: Path) -> None:
    q = queries_of(tmp_path, lacking=("case_audits.grade", "feedback.rating"), **county())
    found = plan(q, "norfolk")
    assert (found.audited, found.good, found.helped) == (None, None, None)
    assert found.in_time == NOTHING
    assert found.in_place != NOTHING
    assert found.verdict == NOT_IN_EXTRACT


def test_a_plan_that_is_not_in_the_extract_says_so(tmp_path: Path) -> None:
    q = queries_of(tmp_path, lacking=("education_plans",), **county(), **SAID)
    found = plan(q, "norfolk")
    assert (found.in_place, found.audited, found.verdict) == (None, None, NOT_IN_EXTRACT)
    assert found.good == (2, 4)


@pytest.mark.parametrize("viewer", [ANALYST, MANAGER, COMMITTEE], ids=lambda v: v.role)
def test_a_snapshot_of_an_earlier_version_gives_nothing(tmp_path: Path, viewer: Any) -> None:
    as_before(publish(tmp_path))
    q = open_queries(Settings(store=tmp_path, refresh_seconds=60))
    assert q.quality(viewer, "norfolk", MARCH) == {}
