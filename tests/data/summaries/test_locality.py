"""An area's summary: the public's figures, what is behind before what is merely worse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.queries import NotAllowed, NotFound
from data.summaries.asked import Asked
from data.summaries.locality import MEASURES, WORK, locality, told
from data.summaries.reading import Reading
from data.summaries.report import Report
from data.summaries.reports import areas_for, report, summaries_for
from data.viewers import Viewer
from tests.data.county import MARCH, NORWICH
from tests.data.looking import ANALYST, COMMITTEE, MANAGER, WORKER
from tests.data.summaries.readings import PLACES, SEPTEMBER, hidden, number, reading, signal

LYNN_AREA = "kings-lynn-west-norfolk"


@pytest.fixture(scope="module")
def found(asked: Asked) -> Report:
    return locality(asked, LYNN_AREA, MARCH)


NORWICH_AREA = PLACES.by_id["norwich"]


def moved_from(measure: str, now: float, then: float, **more: Any) -> Reading:
    """So many of a hundred in Norwich, and six months before."""
    return reading(measure, number(measure, now, 100, place=NORWICH_AREA),
                   number(measure, then, 100, place=NORWICH_AREA, as_at=SEPTEMBER), **more)


def test_what_is_behind_the_other_areas_is_told_first_even_where_it_is_better() -> None:
    behind = moved_from("pep-up-to-date", 60, 50, apart={"norwich": "low"}, judged=("norwich",))
    worse = moved_from("lac-visit-timely", 70, 90)
    better = moved_from("lac-dental", 70, 60)
    everything = [better, worse, behind]
    assert told(everything, "worse") == [behind, worse]
    assert told(everything, "better") == [better]


def test_ahead_of_the_other_areas_is_not_behind_them() -> None:
    # More is better here, fewer there.
    high = moved_from("pep-up-to-date", 90, 80, apart={"norwich": "high"})
    low = moved_from("re-referrals-12m", 10, 20, apart={"norwich": "low"})
    assert told([high, low], "worse") == []
    assert told([high, low], "better") == [low, high]  # by half, by an eighth


def test_what_the_chart_calls_more_than_chance_comes_before_what_moved_further() -> None:
    far = moved_from("lac-dental", 50, 90)
    signalled = moved_from("pep-up-to-date", 60, 65, signal=signal(
        "pep-up-to-date", place="norwich", variation="concern"))
    assert told([far, signalled], "worse") == [signalled, far]


def test_a_hidden_figure_and_one_with_nothing_before_it_are_neither() -> None:
    away = reading("lac-dental", hidden(place=NORWICH_AREA))
    new = reading("pep-up-to-date", number("pep-up-to-date", 60, 100, place=NORWICH_AREA))
    assert told([away, new], "worse") == told([away, new], "better") == []


def test_every_measure_has_a_row_and_no_cell_is_blank(found: Report) -> None:
    [table] = found.tables()
    names = [row[0].text for row in table.rows]
    assert len(names) >= len(MEASURES)
    assert len(set(names)) == len(names) <= len(MEASURES) + len(WORK)
    assert all(cell.text for row in table.rows for cell in row)


def test_it_is_made_of_the_publics_figures_only(found: Report) -> None:
    assert found.public
    assert found.marking == "OFFICIAL"
    assert all(d.numerator is None or d.numerator == 0 or d.numerator > 5
               for d in found.data if d.source == "own" and d.unit in ("percent", "count"))
    assert any(d.symbol == "c" for d in found.data)


def test_no_team_is_in_it(found: Report, asked: Asked) -> None:
    teams = {team.id for team in asked.q.places.teams}
    assert not {datum.place for datum in found.data} & teams


def test_its_address_and_file_name_the_area_and_the_date(found: Report) -> None:
    assert found.address == f"/summaries/locality/{LYNN_AREA}?as-at={MARCH}"
    assert found.file == f"locality-{LYNN_AREA}-{MARCH}"


@pytest.mark.parametrize("place", ["nowhere", "no-area", "norfolk", NORWICH])
def test_what_is_no_area_has_none(asked: Asked, place: str) -> None:
    with pytest.raises(NotFound):
        report(asked, ANALYST, "locality", MARCH, place=place)


def test_a_date_without_a_snapshot_and_a_name_without_a_summary_are_not_found(
    asked: Asked,
) -> None:
    with pytest.raises(NotFound, match="no snapshot"):
        report(asked, ANALYST, "locality", dt.date(2010, 1, 31), place=LYNN_AREA)
    with pytest.raises(NotFound, match="no summary called nothing"):
        report(asked, ANALYST, "nothing", MARCH)


@pytest.mark.parametrize(("viewer", "place"), [(WORKER, LYNN_AREA), (MANAGER, "norwich")])
def test_who_may_not_have_it_is_refused(asked: Asked, viewer: Viewer, place: str) -> None:
    with pytest.raises(NotAllowed):
        report(asked, viewer, "locality", MARCH, place=place)


def test_everyone_who_may_have_it_gets_the_same(asked: Asked, found: Report) -> None:
    for viewer in (ANALYST, MANAGER, COMMITTEE):
        assert report(asked, viewer, "locality", MARCH, place=LYNN_AREA) == found


def test_which_summaries_and_areas_are_on_offer(asked: Asked) -> None:
    assert areas_for(asked, MANAGER) == [LYNN_AREA]
    assert len(areas_for(asked, COMMITTEE)) == 6
    assert areas_for(asked, WORKER) == []
    assert [one.name for one, may in summaries_for(asked, WORKER) if may] == ["committee"]


def test_where_nothing_may_be_compared_it_is_not_said_that_nothing_is_worse(asked: Asked) -> None:
    # February is five months too young: no figure has one of six months before beside it.
    found = {s.id: s for s in locality(asked, LYNN_AREA, MARCH).sections}
    for id in ("worse", "better"):
        assert found[id].items == ()
        assert found[id].sentences == (
            "No figure may be shown here that can be set beside six months ago.",)
