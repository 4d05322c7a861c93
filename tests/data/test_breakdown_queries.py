"""A figure by group: who is in which, the interval, and what is too few to show."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.breakdown_queries import BREAKDOWNS, LEAST, Breakdown
from data.disclosure.publish import publish_public
from data.queries import NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.statistics.intervals import wilson
from data.viewers import Viewer
from tests.data.county import CATALOGUE, LYNN, MARCH, publish
from tests.data.looking import ANALYST, BOARD, COMMITTEE, HEAD, MANAGER
from tests.data.measures.worked import AUTHORITY, extract_of, held_by, in_care
from tests.data.snapshots.making import as_before

VISITS = "lac-visit-timely"
ETHNIC = ("WBRI",) * 20 + ("WOTH",) * 8 + ("CHNE",) * 7 + ("BCRB",) * 3 + (None,) * 6
"""44 children: 20 White British, 8 other White, 7 Asian (Chinese), 3 Black and 6 not known."""


def groups(root: Path, *, visited: int) -> Queries:
    """44 children in care of one team, the first six of them babies. So many were visited on 20
    March 2016, the others last on 20 January: their visits are late."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in (
        "person", "cla_episodes", "legal_status", "cla_placement", "cla_visits", "involvements",
        "disability")}
    for n, ethnicity in enumerate(ETHNIC):
        child = f"child-{n}"
        tables["person"].append({
            "person_id": child, "ethnicity": ethnicity, "sex": "F" if n < 22 else "M",
            "date_of_birth": "1 Oct 2015" if n < 6 else "1 May 2004"})
        tables["cla_episodes"].append(in_care(child, "20 Nov 2015"))
        tables["legal_status"].append({"legal_status_id": child, "person_id": child,
                                       "status": "C2", "start_date": "20 Nov 2015"})
        tables["cla_placement"].append({
            "placement_id": child, "person_id": child, "type": "U6", "start_date": "20 Nov 2015",
            "in_area": n < 35})
        tables["cla_visits"].append({"cla_visit_id": child, "person_id": child, "visit_date":
                                     "20 Mar 2016" if n < visited else "20 Jan 2016"})
        tables["involvements"].append(held_by(child, "w", LYNN))
    tables["disability"] = [{"person_id": "child-1", "disability_code": "LD"}]
    build(extract_of(**tables), as_at=MARCH, store=Store(root), authority=AUTHORITY,
          catalogue=CATALOGUE, about={"signed_off_by": "a test"})
    publish_public(Store(root), AUTHORITY, CATALOGUE)
    return open_queries(Settings(store=root))


@pytest.fixture(scope="module")
def q(tmp_path_factory: pytest.TempPathFactory) -> Queries:
    """30 of the 44 were visited in time."""
    return groups(tmp_path_factory.mktemp("groups"), visited=30)


@pytest.fixture
def by(q: Queries) -> Callable[..., Breakdown]:
    def ask(way: str, viewer: Viewer = ANALYST, measure: str = VISITS,
            place: str = "norfolk") -> Breakdown:
        return q.breakdown(viewer, measure, place, MARCH, by=way)

    return ask


def shown(found: Breakdown) -> dict[str, tuple[float, float] | None]:
    """Numerator and denominator of each group; None where they are hidden."""
    return {row["group"]: None if row["hidden"] else (row["numerator"], row["denominator"])
            for row in found.rows.to_dict("records")}


# Groups ------

def test_children_are_in_the_group_of_their_ethnicity_in_order(
    by: Callable[..., Breakdown],
) -> None:
    """The last visits late are those of children 30 to 43: five of the seven Chinese children, the
    three Black and the six not known. A group of three is too few to show."""
    assert shown(by("ethnicity")) == {
        "White British": (20, 20), "Other White": (8, 8), "Asian": (2, 7), "Black": None,
        "Not known": (0, 6)}
    assert list(shown(by("ethnicity"))) == [
        "White British", "Other White", "Asian", "Black", "Not known"]


def test_age_sex_and_placement_are_those_at_the_date(by: Callable[..., Breakdown]) -> None:
    assert shown(by("age")) == {"Under 1": (6, 6), "10 to 15": (24, 38)}
    assert shown(by("sex")) == {"Female": (22, 22), "Male": (8, 22)}
    assert shown(by("county")) == {"In the county": (30, 35), "Outside the county": (0, 9)}


def test_five_cases_are_too_few_to_show_and_six_are_not(by: Callable[..., Breakdown]) -> None:
    assert shown(by("disability")) == {"Disabled": None, "Not disabled": (29, 43)}
    assert shown(by("ethnicity"))["Not known"] is not None


def test_a_shown_group_has_its_share_and_interval_and_a_hidden_one_nothing(
    by: Callable[..., Breakdown],
) -> None:
    rows = by("ethnicity").rows.set_index("group")
    assert rows.loc["Asian", "value"] == pytest.approx(100 * 2 / 7)
    assert (rows.loc["Asian", "low"], rows.loc["Asian", "high"]) == wilson(2, 7)
    assert rows.loc["Black", ["numerator", "denominator", "cases", "value", "low", "high"]
                    ].isna().all()


def test_of_a_count_each_group_is_a_share_of_all_without_an_interval(
    by: Callable[..., Breakdown],
) -> None:
    rows = by("sex", measure="lac-count").rows.set_index("group")
    assert rows["numerator"].to_dict() == {"Female": 22, "Male": 22}
    assert rows["value"].to_dict() == {"Female": 50, "Male": 50}
    assert rows["low"].isna().all()


# Where there is too little ------

@pytest.mark.parametrize("way", BREAKDOWNS)
def test_under_thirty_children_nothing_is_broken_down(q: Queries, way: str) -> None:
    assert LEAST == 30
    for measure, place in (("lac-iha-20wd", "norfolk"), ("caseload-average", "norfolk"),
                           (VISITS, "norwich")):
        found = q.breakdown(ANALYST, measure, place, MARCH, by=way)
        assert found.rows.empty
        assert found.why_not in ("few", "not held")


def test_a_snapshot_of_an_earlier_version_says_that_it_does_not_hold_it(tmp_path: Path) -> None:
    as_before(publish(tmp_path))
    found = open_queries(Settings(store=tmp_path)).breakdown(
        ANALYST, "lac-count", "norfolk", MARCH, by="age")
    assert (found.why_not, found.rows.empty) == ("not held", True)


def test_no_placement_known_of_anyone_is_no_breakdown(county_queries: Queries) -> None:
    found = county_queries.breakdown(ANALYST, "lac-count", "norfolk", MARCH, by="county")
    assert found.why_not == "not held"


def test_what_does_not_exist_is_not_found(q: Queries) -> None:
    for measure, place in (("none", "norfolk"), (VISITS, "atlantis")):
        with pytest.raises(NotFound):
            q.breakdown(ANALYST, measure, place, MARCH, by="age")
    with pytest.raises(KeyError):
        q.breakdown(ANALYST, VISITS, "norfolk", MARCH, by="height")


# Who sees what ------

def test_a_manager_breaks_down_the_own_team_and_no_other(q: Queries) -> None:
    assert shown(q.breakdown(MANAGER, VISITS, LYNN, MARCH, by="sex")) == {
        "Female": (22, 22), "Male": (8, 22)}
    with pytest.raises(NotAllowed):
        q.breakdown(MANAGER, VISITS, "norwich-looked-after", MARCH, by="sex")
    assert q.breakdown(HEAD, VISITS, LYNN, MARCH, by="sex").why_not == ""


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_a_member_never_reads_a_small_number_or_what_would_give_it_away(
    by: Callable[..., Breakdown], viewer: Viewer,
) -> None:
    """Of 7 Chinese children 2 met: hidden. Of 3 Black children none is shown. With those two
    groups hidden neither can be worked out from the county's 30 of 44."""
    found = shown(by("ethnicity", viewer))
    assert found["Asian"] is None
    assert found["Black"] is None
    assert found["White British"] == (20, 20)
    assert by("disability", viewer).why_not == "hidden"
    for way in BREAKDOWNS:
        for group in shown(by(way, viewer)).values():
            if group:
                met, of = group
                assert not {met, of - met} & {1, 2, 3, 4, 5}


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_for_a_member_only_the_county_is_broken_down(q: Queries, viewer: Viewer) -> None:
    for way in BREAKDOWNS:
        found = q.breakdown(viewer, VISITS, "kings-lynn-west-norfolk", MARCH, by=way)
        assert (found.why_not, found.rows.empty) == ("hidden", True)
    with pytest.raises(NotAllowed):
        q.breakdown(viewer, VISITS, LYNN, MARCH, by="age")


def test_a_member_gets_no_breakdown_of_a_figure_that_is_hidden(tmp_path: Path) -> None:
    """41 of 44 were visited: the three who were not must not be told."""
    few = groups(tmp_path, visited=41)
    figure = few.figure(COMMITTEE, VISITS, "norfolk", MARCH)
    assert figure is not None
    assert figure["hidden"]
    assert math.isnan(figure["numerator"])
    assert few.breakdown(COMMITTEE, VISITS, "norfolk", MARCH, by="sex").why_not == "hidden"
    assert few.breakdown(ANALYST, VISITS, "norfolk", MARCH, by="sex").why_not == ""
