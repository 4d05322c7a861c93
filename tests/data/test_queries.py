"""Questions about figures: each answered as far as the viewer may see, in step with the lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data.places import NO_LOCALITY, NO_WORKER
from data.queries import NotAllowed, NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.viewers import Viewer
from tests.data.county import (
    BOTH_TEAMS,
    CATALOGUE,
    CLOSED,
    FEBRUARY,
    LYNN,
    MARCH,
    NORWICH,
    UNKNOWN_TEAM,
    county,
)
from tests.data.looking import (
    ANALYST,
    BOARD,
    COMMITTEE,
    DIRECTOR,
    HEAD,
    MANAGER,
    PLACES,
    VIEWERS,
    WORKER,
)
from tests.data.measures.worked import AUTHORITY, extract_of


@pytest.fixture(scope="module")
def q(county_queries: Queries) -> Queries:
    return county_queries


# Figures: who sees which ------

@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda v: v.key)
def test_no_answer_about_figures_speaks_of_a_place_outside_the_viewers_sight(
    q: Queries, viewer: Viewer,
) -> None:
    for place in PLACES:
        for measure in CATALOGUE.values():
            allowed = viewer.may_see_figures_of(q.places.by_id[place], q.places, measure)
            for ask in (q.figure, q.history):
                if allowed:
                    ask(viewer, measure.id, place, MARCH)
                else:
                    with pytest.raises(NotAllowed):
                        ask(viewer, measure.id, place, MARCH)
        if viewer.may_see_figures_of(q.places.by_id[place], q.places, None):
            assert len(q.scorecard(viewer, place, MARCH)) == len(CATALOGUE)
        else:
            with pytest.raises(NotAllowed):
                q.scorecard(viewer, place, MARCH)
    for row in q.all_figures(viewer, MARCH).to_dict("records"):
        found = q.places.by_id.get(row["place"])
        assert viewer.role in ("analyst", "director") or row["place"] == NO_LOCALITY or (
            found and row["level"] != "worker" and viewer.may_see_figures_of(
                found, q.places, CATALOGUE[row["measure"]]))


def test_a_head_sees_teams_of_another_area_by_the_own_service_only(q: Queries) -> None:
    teams = q.side_by_side(HEAD, "norwich", MARCH)
    assert NORWICH in set(teams["place"])
    assert {CATALOGUE[m].service for m in teams["measure"]} == {"looked-after"}
    own = q.side_by_side(HEAD, "kings-lynn-west-norfolk", MARCH)
    assert {CATALOGUE[m].service for m in own["measure"]} > {"looked-after"}
    workers = q.side_by_side(HEAD, NORWICH, MARCH, measures=["lac-count"])
    assert set(workers["place"]) == {"worker-norwich-1", BOTH_TEAMS}
    with pytest.raises(NotAllowed):
        q.side_by_side(HEAD, NORWICH, MARCH, measures=["cpp-count-rate"])


def test_a_manager_sees_the_own_team_among_those_of_the_area(q: Queries) -> None:
    assert set(q.side_by_side(MANAGER, "kings-lynn-west-norfolk", MARCH)["place"]) == {LYNN}
    assert q.side_by_side(MANAGER, "norwich", MARCH).empty


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_committee_and_board_get_no_number_of_one_to_five(q: Queries, viewer: Viewer) -> None:
    frames = [q.all_figures(viewer, day) for day in (FEBRUARY, MARCH)]
    for place in ("norfolk", *(p.id for p in q.places.localities)):
        frames += [q.scorecard(viewer, place, MARCH), q.side_by_side(viewer, place, MARCH)]
        frames += [q.history(viewer, m, place, MARCH) for m in CATALOGUE]
    for rows in frames:
        missed = (rows["denominator"] - rows["numerator"])[
            rows["measure"].map(lambda m: CATALOGUE[m].unit == "percent")]
        for numbers in (rows["numerator"], rows["unknown"], rows["cases"], missed):
            assert not numbers.astype(float).between(1, 5).any()
        assert set(rows["level"].dropna().astype(str)) <= {"authority", "locality"}


def test_a_small_number_is_hidden_for_the_committee_and_shown_to_the_director(q: Queries) -> None:
    seen = q.figure(DIRECTOR, "lac-count", "breckland", MARCH)
    assert seen is not None
    assert (seen["numerator"], seen["status"], seen["hidden"]) == (3, "no target", False)
    hidden = q.figure(COMMITTEE, "lac-count", "breckland", MARCH)
    assert hidden is not None
    assert pd.isna(hidden["numerator"])
    assert (hidden["status"], hidden["hidden"]) == ("suppressed", True)


# Figures are cases added up ------

def _added(rows: pd.DataFrame, measure: str) -> tuple[float, int, int]:
    return (rows["value"].sum(), int(rows["value"].isna().sum()), len(rows))


def _covers(q: Queries, viewer: Viewer, measure: str, place: str) -> bool:
    """Whether every case of a place is one the viewer may list."""
    scope = viewer.may_see_cases(CATALOGUE[measure])
    if scope is None or scope.column == "worker":
        return False
    found = q.places.by_id[place]
    return scope.column is None or scope.value in (found.id, found.parent)


@hypothesis_settings(max_examples=300, deadline=None)
@given(viewer=st.sampled_from(VIEWERS), measure=st.sampled_from(sorted(CATALOGUE)),
       place=st.sampled_from(PLACES), period=st.sampled_from(["", "month", "year", "point"]),
       as_at=st.sampled_from([FEBRUARY, MARCH]))
def test_a_figure_is_the_sum_of_the_cases_the_same_viewer_may_list(
    county_queries: Queries, viewer: Viewer, measure: str, place: str, period: str,
    as_at: dt.date,
) -> None:
    q, asked = county_queries, CATALOGUE[measure]
    shown = period if period in asked.period else asked.headline_period
    try:
        figure = q.figure(viewer, measure, place, as_at, period=shown)
        listed = q.cases(viewer, measure, place, as_at, period=period, size=1000)
    except NotAllowed:
        return
    rows, scope = listed.rows, viewer.may_see_cases(asked)
    assert scope is not None
    assert scope.column is None or (rows[scope.column] == scope.value).all()
    assert listed.counts["all"] == listed.total == len(rows)
    assert listed.counts["met"] + listed.counts["missed"] == len(rows)
    assert listed.counts["unknown"] == rows["value"].isna().sum()
    if figure is None:
        assert rows.empty
    elif _covers(q, viewer, measure, place):
        assert _added(rows, measure) == (
            figure["numerator"], figure["unknown"], figure["cases"])
        if asked.unit == "percent":
            left_out = figure["unknown"] if asked.unknown == "left_out" else 0
            assert figure["denominator"] == len(rows) - left_out
    else:
        assert len(rows) <= figure["cases"]


@pytest.mark.parametrize("place", ["norfolk", "norwich", "kings-lynn-west-norfolk", LYNN, NORWICH,
                                   "south-norfolk-leaving-care"])
@pytest.mark.parametrize("as_at", [FEBRUARY, MARCH])
def test_parts_add_up_to_the_whole(q: Queries, place: str, as_at: dt.date) -> None:
    parts = q.side_by_side(ANALYST, place, as_at)
    for measure, asked in CATALOGUE.items():
        whole = q.figure(ANALYST, measure, place, as_at)
        assert whole is not None
        own = parts[parts["measure"] == measure]
        for column in ("numerator", "unknown", "cases"):
            assert own[column].sum() == whole[column], (measure, column)
        if asked.unit not in ("rate", "count"):
            assert own["denominator"].sum() == whole["denominator"]


def test_a_workers_row_counts_the_cases_of_that_team_only(q: Queries) -> None:
    for team, children in ((LYNN, 4), (NORWICH, 2)):
        rows = q.side_by_side(Viewer("manager", team), team, MARCH, measures=["lac-count"])
        assert rows.set_index("place")["numerator"][BOTH_TEAMS] == children


def test_cases_without_a_worker_come_last_under_their_own_name(q: Queries) -> None:
    rows = q.side_by_side(MANAGER, LYNN, MARCH, measures=["lac-count"])
    assert rows[["place", "name", "numerator"]].iloc[-1].tolist() == [
        NO_WORKER, "No named worker", 2]


def test_a_worker_sees_the_own_row_of_the_own_team(q: Queries) -> None:
    rows = q.side_by_side(WORKER, LYNN, MARCH)
    assert set(rows["place"]) == {"worker-lynn-1"}


def test_a_team_that_has_closed_is_there_while_it_has_cases(q: Queries) -> None:
    rows = q.side_by_side(ANALYST, "norwich", MARCH)
    assert set(rows[rows["place"] == CLOSED]["measure"]) >= {"lac-count"}
    assert (rows[rows["place"] == CLOSED]["cases"] > 0).all()
    assert "breckland-safeguarding-1" not in set(
        q.side_by_side(ANALYST, "breckland", MARCH)["place"])


def test_what_is_in_no_area_comes_last_where_there_is_any(q: Queries) -> None:
    rows = q.side_by_side(ANALYST, "norfolk", MARCH)
    assert rows[rows["measure"] == "lac-count"]["place"].tolist()[-1] == NO_LOCALITY
    assert NO_LOCALITY not in set(rows[rows["measure"] == "cpp-count-rate"]["place"])


# Some of the measures ------

def test_a_scorecard_of_some_measures_has_those_in_the_catalogues_order(q: Queries) -> None:
    asked = ["lac-visit-timely", "cpp-visit-timely"]
    rows = q.scorecard(ANALYST, "norwich", MARCH, measures=asked)
    assert rows["measure"].tolist() == sorted(asked, key=list(CATALOGUE).index)
    every = q.scorecard(ANALYST, "norwich", MARCH)
    alike = every[every["measure"].isin(asked)].reset_index(drop=True)
    pd.testing.assert_frame_equal(rows, alike)
    beside = q.side_by_side(ANALYST, "norfolk", MARCH, measures=asked)
    assert set(beside["measure"]) == set(asked)


def test_what_stands_at_a_date_is_the_scorecard_without_its_trends(q: Queries) -> None:
    for viewer in (ANALYST, COMMITTEE):
        pd.testing.assert_frame_equal(
            q.standing(viewer, "norfolk", MARCH),
            q.scorecard(viewer, "norfolk", MARCH).drop(columns="trend"))


def test_no_measures_make_an_empty_scorecard(q: Queries) -> None:
    assert q.scorecard(ANALYST, "norfolk", MARCH, measures=[]).empty
    assert q.side_by_side(ANALYST, "norfolk", MARCH, measures=[]).empty


@pytest.mark.parametrize(("place", "teams"), [
    ("norfolk", False), ("norfolk", True), ("norwich", False), (LYNN, False)])
def test_parts_beside_each_other_are_the_same_as_rows_and_as_a_frame(
    q: Queries, place: str, teams: bool,
) -> None:
    rows = q.beside(ANALYST, place, MARCH, measures=["lac-count"], teams=teams)
    assert len(rows) > 1
    pd.testing.assert_frame_equal(
        q.side_by_side(ANALYST, place, MARCH, measures=["lac-count"], teams=teams),
        pd.DataFrame(rows, dtype=object))


def test_a_measure_asked_for_that_is_not_there_is_not_found(q: Queries) -> None:
    with pytest.raises(NotFound):
        q.standing(ANALYST, "norfolk", MARCH, measures=["none"])


def test_every_measure_is_of_a_service_of_the_authority(q: Queries) -> None:
    found = [m for service in q.authority.services for m in q.of_service(service.id)]
    assert sorted(found) == sorted(CATALOGUE)
    with pytest.raises(NotFound):
        q.service(ANALYST, "none")


# Bad questions ------

HOSTILE = (
    "nowhere", "", "'; drop table cases; --", "' or '1'='1", "\" or 1=1 --", "%", "\\", "\x00",
    "norwich\x00", "../../etc/passwd", "1 union select * from cases", "$place", "{place}", "%s",
    "null", "a" * 10_000, "☃\u202e", "read_parquet('/etc/passwd')", "due_on; select 1", "-due_on",
    "case", "(select 1)")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("viewer", [ANALYST, MANAGER], ids=lambda v: v.role)
def test_strings_meant_to_harm_are_harmless_or_refused(
    q: Queries, viewer: Viewer, text: str,
) -> None:
    whole = q.cases(viewer, "lac-count", "norfolk", MARCH).total
    for parameter in ("status", "sort", "period"):
        if (parameter, text) != ("period", ""):
            with pytest.raises(NotFound):
                q.cases(viewer, "lac-count", "norfolk", MARCH, **{parameter: text})
    for parameter in ("search", "worker"):
        found = q.cases(viewer, "lac-count", "norfolk", MARCH, **{parameter: text})
        assert found.total == (whole if text == "" else 0)
    for ask in (
            lambda: q.cases(viewer, text, "norfolk", MARCH),
            lambda: q.cases(viewer, "lac-count", text, MARCH),
            lambda: q.all_cases(viewer, text, "norfolk", MARCH),
            lambda: q.all_cases(viewer, "lac-count", text, MARCH),
            lambda: q.due(viewer, text, MARCH), lambda: q.workers(viewer, text, MARCH),
            lambda: q.scorecard(viewer, text, MARCH),
            lambda: q.side_by_side(viewer, text, MARCH),
            lambda: q.figure(viewer, "lac-count", text, MARCH),
            lambda: q.history(viewer, text, "norfolk", MARCH)):
        with pytest.raises(NotFound):
            ask()
    assert q.all_figures(viewer, MARCH, place=text or "nowhere").empty
    if text:
        with pytest.raises(NotFound):
            q.side_by_side(viewer, "norfolk", MARCH, measures=[text])
        with pytest.raises(NotFound):
            q.all_figures(viewer, MARCH, measure=text)
    assert q.cases(viewer, "lac-count", "norfolk", MARCH).total == whole


def test_a_date_without_a_snapshot_is_not_found(q: Queries) -> None:
    other = dt.date(2016, 3, 30)
    for ask in (
            lambda: q.snapshot(ANALYST, other), lambda: q.scorecard(ANALYST, "norfolk", other),
            lambda: q.cases(ANALYST, "lac-count", "norfolk", other),
            lambda: q.due(ANALYST, "norfolk", other), lambda: q.workers(ANALYST, LYNN, other),
            lambda: q.all_figures(ANALYST, other),
            lambda: q.all_cases(ANALYST, "lac-count", "norfolk", other)):
        with pytest.raises(NotFound):
            ask()


def test_an_empty_store_has_nothing_yet(tmp_path: Path) -> None:
    q = open_queries(Settings(store=tmp_path))
    assert q.dates(ANALYST) == []
    with pytest.raises(NotFound, match="no snapshot yet"):
        q.snapshot(ANALYST)


def test_a_worker_or_team_named_like_an_area_is_not_mistaken_for_it(tmp_path: Path) -> None:
    tables = county()
    for row in tables["involvements"]:
        row["professional_id"] = "norwich" if row["professional_id"] == BOTH_TEAMS else (
            row["professional_id"])
        row["team"] = "breckland" if row["team"] == UNKNOWN_TEAM else row["team"]
    build(extract_of(**tables), as_at=MARCH, store=Store(tmp_path), authority=AUTHORITY,
          catalogue=CATALOGUE, about={"signed_off_by": ""})
    q = open_queries(Settings(store=tmp_path))
    for area, children in (("norwich", 13), ("breckland", 3)):
        figure: Any = q.figure(ANALYST, "lac-count", area, MARCH)
        assert figure["numerator"] == children
        assert len(q.scorecard(ANALYST, area, MARCH)) == len(CATALOGUE)
