"""Places: the tree of an authority."""

from __future__ import annotations

import datetime as dt

import pytest

from data.authority import read_authority
from data.places import REMAINDERS, Places
from data.settings import NORFOLK

PLACES = Places(read_authority(NORFOLK))
OLD, NEW = dt.date(2015, 8, 31), dt.date(2015, 9, 1)


def test_there_are_six_localities() -> None:
    assert [p.id for p in PLACES.localities] == [
        "breckland", "great-yarmouth", "kings-lynn-west-norfolk", "north-norfolk-broadland",
        "norwich", "south-norfolk"]


def test_each_area_has_teams_of_its_own_from_september_2015() -> None:
    assert [t.id for t in PLACES.teams_of("norwich", OLD)] == [
        "norwich-assessment", "norwich-safeguarding-1", "norwich-safeguarding-2",
        "norwich-safeguarding-3", "norwich-disabilities"]
    assert [t.id for t in PLACES.teams_of("norwich", NEW)] == [
        "norwich-assessment", "norwich-family-intervention-1", "norwich-family-intervention-2",
        "norwich-looked-after", "norwich-leaving-care", "norwich-disabilities"]


@pytest.mark.parametrize("text", [
    "norwich-family-intervention-2", "Norwich family intervention 2",
    "NORWICH FAMILY-INTERVENTION  2",
])
def test_a_team_is_known_by_id_or_name_however_it_is_written(text: str) -> None:
    assert PLACES.team_id(text) == "norwich-family-intervention-2"


@pytest.mark.parametrize("text", [None, "", "Norwich", "norwich", "Norwich family intervention 3"])
def test_what_is_no_team_has_no_id(text: str | None) -> None:
    assert PLACES.team_id(text) is None


def test_ids_and_names_of_places_are_unique() -> None:
    everything = [PLACES.authority, *PLACES.localities, *PLACES.teams]
    assert len({p.id for p in everything} | set(REMAINDERS)) == len(everything) + len(REMAINDERS)
    assert len({p.name for p in everything}) == len(everything)


@pytest.mark.parametrize(("team", "locality"), [
    ("norwich-assessment", "norwich"), ("mash", None), ("norwich", "norfolk"),
    ("unknown", None), (None, None),
])
def test_the_place_above(team: str | None, locality: str | None) -> None:
    assert PLACES.locality_of(team) == locality


def test_a_trail_leads_from_the_authority_to_the_place() -> None:
    assert [p.id for p in PLACES.trail("norwich-assessment")] == [
        "norfolk", "norwich", "norwich-assessment"]
    assert [p.id for p in PLACES.trail("mash")] == ["norfolk", "mash"]
    assert [p.id for p in PLACES.trail("norfolk")] == ["norfolk"]
    with pytest.raises(KeyError):
        PLACES.trail("nowhere")
