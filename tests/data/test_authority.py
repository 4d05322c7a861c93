"""An authority's file: read, checked, and its mistakes named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.authority import AuthorityFileError, read_authority
from data.places import Places
from data.settings import NORFOLK

AUTHORITY = read_authority(NORFOLK)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Norfolk's file with one thing wrong in it."""
    text = NORFOLK.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "other.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(("place", "at", "children"), [
    ("norfolk", dt.date(2015, 3, 31), 166600), ("norfolk", dt.date(2015, 4, 1), 166507),
    ("norfolk", dt.date(2011, 1, 1), 166600),    # before the first estimate: the first
    ("norwich", dt.date(2026, 1, 1), 24700),     # after the last: the last
    ("norwich-assessment", dt.date(2016, 3, 31), None),
])
def test_the_population_is_the_latest_estimate_in_use(
    place: str, at: dt.date, children: int | None,
) -> None:
    assert AUTHORITY.population_at(place, at) == children


def test_the_localities_add_up_to_the_authority_in_every_estimate() -> None:
    for year, children in AUTHORITY.population.items():
        parts = sum(children[locality.id] for locality in AUTHORITY.localities)
        assert parts == children["norfolk"], year


def test_each_area_leads_a_service() -> None:
    assert sorted(service.head_of for service in AUTHORITY.services) == sorted(
        locality.id for locality in AUTHORITY.localities)


def test_who_one_may_look_as_belongs_to_places_and_services_that_exist() -> None:
    places, services = Places(AUTHORITY).by_id, {s.id for s in AUTHORITY.services}
    assert all(not who.place or who.place in places for who in AUTHORITY.look_as)
    assert all(not who.service or who.service in services for who in AUTHORITY.look_as)


@pytest.mark.parametrize(("old", "new", "words"), [
    ('name = "Norfolk"', 'name = "Norfolk"\nmotto = "x"', "motto: Extra inputs"),
    ("cp_visit_working_days = 10", "cp_visit_working_days = 0", "clocks.cp_visit_working_days"),
    ("end = 2012-03-30", "end = 2012-05-30", "terms must be in date order"),
    ('id = "norfolk"', "id = norfolk", "is not TOML"),
    ("[surgeries.dates]", "[surgeries.dates]\nnowhere = [2016-05-19]",
     "surgeries.dates: no area or service called nowhere"),
    ('weekday = "Thursday"', 'weekday = "Sunday"', "surgeries.weekday"),
])
def test_a_mistake_is_named_with_its_file_and_place(
    tmp_path: Path, old: str, new: str, words: str,
) -> None:
    with pytest.raises(AuthorityFileError, match=words) as error:
        read_authority(changed(tmp_path, old, new))
    assert "other.toml" in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuthorityFileError, match=r"none\.toml: cannot be read"):
        read_authority(tmp_path / "none.toml")


def test_the_files_of_the_summaries_stand_beside_the_authoritys(tmp_path: Path) -> None:
    path = changed(tmp_path, '"norfolk/committee.toml"', '"mine.toml"')
    assert read_authority(path).summaries.committee == tmp_path / "mine.toml"
    assert AUTHORITY.summaries.committee == NORFOLK.parent / "norfolk" / "committee.toml"


def test_an_authority_may_have_no_file_of_a_summary(tmp_path: Path) -> None:
    path = changed(tmp_path, 'committee = "norfolk/committee.toml"', "")
    assert read_authority(path).summaries.committee is None
