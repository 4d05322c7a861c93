"""What a summary reads of a measure, from a small county written by hand."""

from __future__ import annotations

import math
import uuid
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from data.actions import Actions, DatabaseUnavailable
from data.asking import NotAllowed, NotFound
from data.disclosure.publish import publish_public
from data.queries import open_queries
from data.settings import Settings
from data.snapshots.load import build
from data.snapshots.store import Store
from data.status import NO_CASES
from data.summaries.asked import PUBLIC, UNREAD, Asked
from data.summaries.reading import number_of, read, read_all
from data.worded import Worded
from tests.data.county import CATALOGUE, FEBRUARY, JANUARY, LYNN, MARCH, county
from tests.data.looking import ANALYST, DIRECTOR
from tests.data.measures.worked import AUTHORITY, extract_of
from tests.data.summaries.readings import NAN, PLACES

PEP, VISITS, COUNT = "pep-up-to-date", "lac-visit-timely", "lac-count"


def test_a_reading_has_the_figure_its_months_and_the_areas_in_the_trees_order(
    asked: Asked,
) -> None:
    found = read(asked, PUBLIC, VISITS, "norfolk", MARCH)
    assert (found.now.numerator, found.now.denominator, found.now.symbol) == (16, 31, "")
    assert round(found.now.value) == 52
    assert [month.as_at for month in found.months] == [FEBRUARY, MARCH]
    assert [area.place for area in found.areas] == list(PLACES.localities)


def test_the_public_reads_no_small_number_that_an_analyst_reads(asked: Asked) -> None:
    breckland = [read(asked, who, COUNT, "norfolk", MARCH).areas[0] for who in (PUBLIC, ANALYST)]
    assert [area.numerator for area in breckland][1] == 3
    assert (breckland[0].symbol, math.isnan(breckland[0].numerator)) == ("c", True)
    assert breckland[1].symbol == ""


def test_a_share_of_fewer_than_six_has_its_counts_and_no_value(asked: Asked) -> None:
    found = read(asked, ANALYST, VISITS, "norfolk", MARCH).areas[0]
    assert (found.symbol, math.isnan(found.value), found.denominator) == ("u", True, 3)


def test_an_area_stands_beside_the_county_and_has_no_areas(asked: Asked) -> None:
    found = read(asked, PUBLIC, VISITS, "kings-lynn-west-norfolk", MARCH)
    assert (found.now.numerator, found.now.denominator, found.areas) == (6, 13, ())
    assert found.county
    assert found.county.denominator == 31


def test_a_team_has_neither(asked: Asked) -> None:
    found = read(asked, ANALYST, VISITS, LYNN, MARCH)
    assert (found.areas, found.apart, found.judged) == ((), {}, ())


def test_a_place_with_no_children_says_that_there_are_none(asked: Asked) -> None:
    found = read(asked, PUBLIC, VISITS, "south-norfolk", MARCH).now
    assert (found.symbol, found.status) == ("z", NO_CASES)


def test_the_first_snapshot_has_nothing_before_it(asked: Asked) -> None:
    found = read(asked, PUBLIC, VISITS, "norfolk", FEBRUARY)
    assert (len(found.months), found.earlier, found.year_before) == (1, None, None)


def test_a_measure_that_the_extract_lacks_is_absent_everywhere(
    asked: Asked, tmp_path: Path,
) -> None:
    build(extract_of(lacking=("education_plans",), **county()), as_at=MARCH, store=Store(tmp_path),
          authority=AUTHORITY, catalogue=CATALOGUE, about={"signed_off_by": "a test"})
    publish_public(Store(tmp_path), AUTHORITY, CATALOGUE)
    without = Asked(open_queries(Settings(store=tmp_path)), asked.actions)
    found = read(without, PUBLIC, PEP, "norfolk", MARCH)
    assert (found.now.symbol, found.now.status) == ("x", "not in this extract")
    assert {area.symbol for area in found.areas} == {"x"}


def test_several_at_once_are_what_each_is_alone(asked: Asked) -> None:
    names = [PEP, VISITS, COUNT]
    found = read_all(asked, PUBLIC, names, "norfolk", MARCH)
    assert list(found) == names
    assert [repr(found[name]) for name in names] == [
        repr(read(asked, PUBLIC, name, "norfolk", MARCH)) for name in names]
    assert read_all(asked, PUBLIC, [], "norfolk", MARCH) == {}


@pytest.mark.parametrize(("measure", "place", "day"), [
    ("no-such", "norfolk", MARCH), (PEP, "atlantis", MARCH), (PEP, "norfolk", JANUARY)])
def test_what_is_not_there_is_not_found(
    asked: Asked, measure: str, place: str, day: object,
) -> None:
    with pytest.raises(NotFound):
        read(asked, PUBLIC, measure, place, day)


def test_the_public_reads_no_team(asked: Asked) -> None:
    with pytest.raises(NotAllowed):
        read(asked, PUBLIC, PEP, LYNN, MARCH)


def test_the_public_reads_what_is_marked_for_publication_and_nothing_of_later(
    asked: Asked,
) -> None:
    def write(text: str, *, public: bool, measure: str = PEP) -> None:
        asked.actions.comment(DIRECTOR, measure=measure, place="norfolk", as_at=MARCH, text=text,
                              public=public, token=str(uuid.uuid4()))

    write("A new school team starts in May.", public=True)
    write("Not for the public.", public=False)
    write("Of visits.", public=True, measure=VISITS)
    found = read_all(asked, PUBLIC, [PEP, VISITS], "norfolk", MARCH)
    assert [c.text for c in found[PEP].comments] == ["A new school team starts in May."]
    assert [c.text for c in found[VISITS].comments] == ["Of visits."]
    assert read(asked, PUBLIC, PEP, "norfolk", FEBRUARY).comments == ()
    assert len(read(asked, DIRECTOR, PEP, "norfolk", MARCH).comments) == 2


def test_comments_that_cannot_be_read_are_said_to_be_and_the_figures_stand(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(*_: object, **__: object) -> None:
        raise DatabaseUnavailable("Try again in a minute.") from OperationalError("", {}, OSError())

    monkeypatch.setattr(Actions, "comments_on", down)
    found = read(asked, PUBLIC, PEP, "norfolk", MARCH)
    assert (found.comments, found.unread) == ((), UNREAD)
    assert found.now.numerator == 14


def test_a_rate_of_a_place_without_a_population_does_not_apply() -> None:
    row = Worded(MARCH, "lac-rate", PLACES.teams[0].id, "team", "point", 7.0, NAN, 0.0, 7.0, False,
                 "", NAN, "no target", None)
    assert number_of(CATALOGUE["lac-rate"], row, PLACES.teams[0]).symbol == "z"


def test_a_figure_that_rounds_to_nought_but_is_not_has_its_letter(asked: Asked) -> None:
    shown = read(asked, ANALYST, VISITS, "norfolk", MARCH).now
    row = Worded(MARCH, VISITS, "norfolk", "authority", "point", shown.numerator, shown.denominator,
                 shown.unknown, shown.cases, False, "k   ", shown.value, shown.status, None)
    found = number_of(CATALOGUE[VISITS], row, shown.place)
    assert repr(found) == repr(shown._replace(numerator=NAN, denominator=NAN, unknown=NAN,
                                                cases=NAN, value=NAN, symbol="k"))


def test_a_flow_of_which_only_the_year_is_public_is_said_to_be_of_the_year(asked: Asked) -> None:
    contacts = "contacts-received"
    assert read(asked, ANALYST, contacts, "norfolk", MARCH).period == "month"
    assert read(asked, PUBLIC, contacts, "norfolk", MARCH).period == "year"
