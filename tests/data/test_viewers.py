"""What each role may see, by rule alone."""

from __future__ import annotations

import pytest

from data.measures.catalogue import Measure
from data.viewers import ROLE_NAMES, ROLES, Scope, Viewer
from tests.data.county import BRECKLAND, CATALOGUE, LYNN, NORWICH
from tests.data.looking import (
    ANALYST,
    BOARD,
    COMMITTEE,
    DIRECTOR,
    EVERYONE,
    HEAD,
    MANAGER,
    TREE,
    WORKER,
)

OWN_SERVICE, OTHER_SERVICE = CATALOGUE["lac-visit-timely"], CATALOGUE["cpp-visit-timely"]


def sees(viewer: Viewer, place: str, measure: str | None = None) -> bool:
    return viewer.may_see_figures_of(
        TREE.by_id[place], TREE, CATALOGUE[measure] if measure else None)


@pytest.mark.parametrize("viewer", EVERYONE, ids=lambda v: v.role)
@pytest.mark.parametrize("place", ["norfolk", "norwich", "kings-lynn-west-norfolk"])
def test_everyone_sees_the_county_and_its_areas(viewer: Viewer, place: str) -> None:
    assert sees(viewer, place)


@pytest.mark.parametrize(("viewer", "teams"), [
    (ANALYST, {LYNN, "kings-lynn-west-norfolk-assessment", NORWICH, "mash"}),
    (DIRECTOR, {LYNN, "kings-lynn-west-norfolk-assessment", NORWICH, "mash"}),
    (HEAD, {LYNN, "kings-lynn-west-norfolk-assessment"}),
    (MANAGER, {LYNN}), (WORKER, {LYNN}), (COMMITTEE, set()), (BOARD, set()),
], ids=lambda v: getattr(v, "role", ""))
def test_who_sees_which_teams(viewer: Viewer, teams: set[str]) -> None:
    asked = (LYNN, "kings-lynn-west-norfolk-assessment", NORWICH, "mash")
    assert {team for team in asked if sees(viewer, team)} == teams


def test_a_head_sees_teams_elsewhere_by_the_measures_of_the_own_service() -> None:
    assert sees(HEAD, NORWICH, OWN_SERVICE.id)
    assert not sees(HEAD, NORWICH, OTHER_SERVICE.id)
    assert sees(HEAD, "kings-lynn-west-norfolk-assessment", OTHER_SERVICE.id)


@pytest.mark.parametrize(("viewer", "own", "other"), [
    (ANALYST, Scope(), Scope()), (DIRECTOR, Scope(), Scope()),
    (HEAD, Scope(), Scope("locality", "kings-lynn-west-norfolk")),
    (MANAGER, Scope("team", LYNN), Scope("team", LYNN)),
    (WORKER, Scope("worker", "worker-lynn-1"), Scope("worker", "worker-lynn-1")),
    (COMMITTEE, None, None), (BOARD, None, None),
], ids=lambda v: getattr(v, "role", ""))
def test_whose_cases_each_may_list(viewer: Viewer, own: Scope | None, other: Scope | None) -> None:
    assert viewer.may_see_cases(OWN_SERVICE) == own
    assert viewer.may_see_cases(OTHER_SERVICE) == other


def test_committee_and_board_see_no_child_and_no_small_number() -> None:
    assert {v.role for v in EVERYONE if not v.may_see_children} == {"committee", "board"}
    assert {v.role for v in EVERYONE if not v.sees_small_numbers} == {"committee", "board"}


ACTS = {
    # place, measure: who may hold surgeries, agree and comment there, and see all of it
    ("norfolk", None): {"analyst", "director"},
    ("norfolk", OWN_SERVICE): {"analyst", "director", "head"},
    ("norfolk", OTHER_SERVICE): {"analyst", "director"},
    ("looked-after", None): {"analyst", "director", "head"},
    ("leaving-care", OWN_SERVICE): {"analyst", "director"},
    ("kings-lynn-west-norfolk", None): {"analyst", "director", "head"},
    ("kings-lynn-west-norfolk", OTHER_SERVICE): {"analyst", "director", "head"},
    (LYNN, None): {"analyst", "director", "head", "manager"},
    (LYNN, OTHER_SERVICE): {"analyst", "director", "head", "manager"},
    ("kings-lynn-west-norfolk-assessment", None): {"analyst", "director", "head"},
    ("norwich", None): {"analyst", "director"},
    ("norwich", OWN_SERVICE): {"analyst", "director", "head"},
    (NORWICH, OTHER_SERVICE): {"analyst", "director"},
    (NORWICH, OWN_SERVICE): {"analyst", "director", "head"},
    ("mash", None): {"analyst", "director"},
    ("mash", OWN_SERVICE): {"analyst", "director", "head"},
    ("no-area", None): {"analyst", "director"}}


@pytest.mark.parametrize(("place", "measure"), ACTS, ids=lambda v: getattr(v, "id", v))
def test_who_may_act_at_a_place(place: str, measure: Measure | None) -> None:
    found = TREE.place_or_service(place)
    assert found is not None
    assert {v.role for v in EVERYONE
            if v.may_act_at(found, TREE, measure)} == ACTS[place, measure]
    assert {v.role for v in EVERYONE
            if v.may_see_actions_of(found, TREE, measure)} == ACTS[place, measure]


def test_whoever_sees_the_actions_of_a_place_may_list_every_child_there() -> None:
    for place, measure in ACTS:
        found = TREE.place_or_service(place)
        assert found is not None
        for viewer in EVERYONE:
            if viewer.may_see_actions_of(found, TREE, measure):
                scopes = [viewer.own_children]
                scopes += [viewer.may_see_cases(measure or OWN_SERVICE)]
                reach = {(s.column, s.value) for s in scopes if s}
                assert reach & {(None, ""), ("locality", found.id), ("locality", found.parent),
                                ("team", found.id)}, (viewer, place)


def test_only_those_who_lead_mark_words_for_publication() -> None:
    assert {v.role for v in EVERYONE if v.may_publish} == {"analyst", "director"}


def test_each_viewer_answers_for_actions_by_a_key_of_their_own() -> None:
    assert [v.owner_key for v in EVERYONE] == [
        "analyst", "director", "head:kings-lynn-west-norfolk", f"manager:{LYNN}",
        "worker:worker-lynn-1", "committee", "board"]


def test_no_service_has_the_id_of_a_place() -> None:
    assert not {service.id for service in TREE.services} & set(TREE.by_id)
    assert TREE.place_or_service("atlantis") is None


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(ROLES) == {v.role for v in EVERYONE}


@pytest.mark.parametrize(("given", "why"), [
    (("king",), "no such role"), (("head",), "needs a place"), (("manager", ""), "needs a place"),
    (("worker", LYNN), "needs a team and an id"),
    (("worker", "", "", "worker-lynn-1"), "needs a team and an id")])
def test_a_viewer_without_what_the_role_needs_cannot_be(given: tuple[str, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Viewer(*given)  # type: ignore[arg-type]


def test_two_viewers_have_two_keys() -> None:
    viewers = (*EVERYONE, Viewer("manager", NORWICH), Viewer("manager", BRECKLAND),
               Viewer("worker", LYNN, worker="worker-both"),
               Viewer("head", "kings-lynn-west-norfolk", "leaving-care"),
               Viewer("worker", "a/b", worker="c"), Viewer("worker", "a", "b", "c"))
    assert len({v.key for v in viewers}) == len(viewers)


@pytest.mark.parametrize(("name", "roles"), [
    ("committee", {"analyst", "director", "head", "manager", "worker", "committee", "board"}),
    ("locality", {"analyst", "director", "head", "manager", "committee", "board"}),
    ("board", {"analyst", "director", "head", "board"}),
    ("monitoring", {"analyst", "director", "head"}),
    ("nothing", set())])
def test_who_may_have_a_summary(name: str, roles: set[str]) -> None:
    assert {v.role for v in EVERYONE if v.may_have_summary(name, TREE)} == roles


def test_a_manager_has_the_summary_of_the_own_area_and_of_no_other() -> None:
    assert MANAGER.may_have_summary("locality", TREE, "kings-lynn-west-norfolk")
    assert not MANAGER.may_have_summary("locality", TREE, "norwich")
    assert HEAD.may_have_summary("locality", TREE, "norwich")
    assert COMMITTEE.may_have_summary("locality", TREE, "norwich")
    assert not WORKER.may_have_summary("locality", TREE, "kings-lynn-west-norfolk")
