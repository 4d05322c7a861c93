"""An area's summary: the public's figures, what is behind before what is merely worse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.queries import NotAllowed, NotFound
from data.summaries.asked import Asked
from data.summaries.locality import MEASURES, WORK, locality, measures_table, told, unjudged
from data.summaries.overview import lead
from data.summaries.reading import Reading
from data.summaries.report import Report, Section
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


def moved_from(measure: str, now: float, then: float, variation: str = "", **more: Any) -> Reading:
    """So many of a hundred in Norwich, and six months before; what its chart says, if it has one.
    """
    said = signal(measure, place="norwich", variation=variation) if variation else None
    return reading(measure, number(measure, now, 100, place=NORWICH_AREA),
                   number(measure, then, 100, place=NORWICH_AREA, as_at=SEPTEMBER),
                   **{"signal": said, **more})


IMPROVED, CONCERN, USUAL = "improvement high", "concern low", "common cause"
BEHIND: dict[str, Any] = {"apart": {"norwich": "low"}, "judged": ("norwich",)}


def test_what_is_behind_the_other_areas_is_told_first_even_where_it_is_better() -> None:
    behind = moved_from("pep-up-to-date", 60, 50, IMPROVED, **BEHIND)
    worse = moved_from("lac-visit-timely", 70, 90, CONCERN)
    better = moved_from("lac-dental", 70, 60, IMPROVED)
    everything = [better, worse, behind]
    assert told(everything, "worse") == [behind, worse]
    assert told(everything, "better") == [better]


def test_ahead_of_the_other_areas_is_not_behind_them() -> None:
    # More is better here, fewer there.
    high = moved_from("pep-up-to-date", 90, 80, IMPROVED, apart={"norwich": "high"})
    low = moved_from("re-referrals-12m", 10, 20, "improvement low", apart={"norwich": "low"})
    assert told([high, low], "worse") == []
    assert told([high, low], "better") == [low, high]  # by half, by an eighth


def test_only_what_is_more_than_chance_is_worse_however_far_it_moved() -> None:
    far = moved_from("lac-dental", 50, 90, USUAL)
    signalled = moved_from("pep-up-to-date", 60, 65, CONCERN)
    assert told([far, signalled], "worse") == [signalled]
    assert unjudged([far, signalled], "worse") == ()


def test_what_no_chart_judges_is_named_by_its_plain_difference_the_furthest_first() -> None:
    # 15 to 30 is twice as many; 80 to 72 a tenth fewer.
    workers = moved_from("sw-changes", 30, 15)
    dental = moved_from("lac-dental", 72, 80)
    said = unjudged([dental, workers, moved_from("pep-up-to-date", 90, 80)], "worse")
    assert said == (
        "Worse than six months ago, but whether by more than chance cannot be told: Three or more "
        "social workers in a year and Dental check up to date.",)
    assert told([dental, workers], "worse") == []


def norwich_with(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, *told_of: Reading,
) -> tuple[Report, dict[str, Section]]:
    """Norwich's summary, with every other figure hidden; and its sections by id."""
    def readings(*_: object) -> dict[str, Reading]:
        quiet = {name: reading(name, hidden(place=NORWICH_AREA)) for name in (*MEASURES, *WORK)}
        return quiet | {one.measure.id: one for one in told_of}

    monkeypatch.setattr("data.summaries.locality.read_all", readings)
    found = locality(asked, "norwich", MARCH)
    return found, {one.id: one for one in found.sections}


def test_caseloads_and_staffing_are_told_of_as_much_as_children(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, by_id = norwich_with(
        asked, monkeypatch, moved_from("sw-changes", 30, 15, "concern high"))
    assert [(item.id, item.verdict) for item in by_id["worse"].items] == [("sw-changes", "worse")]
    assert found.lead.startswith(
        "Of 23 measures where more or less is better, none is better than usual by more than "
        "chance explains, 1 is worse and 22 cannot be judged.")


def test_what_is_better_and_still_behind_is_told_of_once_and_named_where_it_is_better(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, by_id = norwich_with(
        asked, monkeypatch, moved_from("pep-up-to-date", 60, 50, IMPROVED, **BEHIND))
    assert [(item.id, item.verdict) for item in by_id["worse"].items] == [
        ("pep-up-to-date", "better")]
    assert by_id["better"].items == ()
    assert by_id["better"].sentences == (
        "Better than usual, though still behind the other areas: Personal education plan up to "
        "date.",)
    assert "1 is better than usual" in found.lead
    assert found.lead.endswith("1 is behind the other areas by more than chance explains.")


def test_the_lead_counts_the_rows_of_the_table_that_are_marked_so() -> None:
    everything = [
        moved_from("pep-up-to-date", 60, 50, IMPROVED), moved_from("lac-dental", 70, 60, USUAL),
        moved_from("lac-visit-timely", 70, 90, CONCERN), moved_from("sw-changes", 30, 15),
        reading("lac-count", number("lac-count", 240, place=NORWICH_AREA), signal=signal(
            "lac-count", variation="neutral high"))]
    rows = measures_table(NORWICH_AREA, everything).rows
    assert [row[6].text for row in rows] == [
        "better", "as usual", "worse", "not judged", "higher"]
    assert lead(everything).startswith(
        "Of 4 measures where more or less is better, 1 is better than usual by more than chance "
        "explains, 1 is worse, 1 shows no clear change and 1 cannot be judged.")


def test_beside_the_county_says_why_there_is_no_answer() -> None:
    at_county: dict[str, Any] = {"county": number("pep-up-to-date", 700, 1000)}
    rows = measures_table(NORWICH_AREA, [
        moved_from("pep-up-to-date", 60, 50, **BEHIND, **at_county),
        moved_from("pep-up-to-date", 60, 50, judged=("norwich",), **at_county),
        moved_from("pep-up-to-date", 60, 50, **at_county),  # both are printed, and no funnel
        moved_from("pep-up-to-date", 60, 50, county=hidden()),
        reading("pep-up-to-date", hidden(place=NORWICH_AREA), **at_county),
        reading("unallocated", number("unallocated", 3, place=NORWICH_AREA),
                county=number("unallocated", 9))]).rows  # three of nine are no comparison
    assert [(row[7].text, row[7].symbol) for row in rows] == [
        ("lower", ""), ("alike", ""), ("not judged", ""), ("[c]", "c"), ("[c]", "c"),
        ("[z]", "z")]


def test_a_hidden_figure_and_one_with_nothing_before_it_are_neither() -> None:
    away = reading("lac-dental", hidden(place=NORWICH_AREA), signal=signal(
        "lac-dental", variation=CONCERN))
    new = reading("pep-up-to-date", number("pep-up-to-date", 60, 100, place=NORWICH_AREA))
    assert told([away, new], "worse") == told([away, new], "better") == []
    assert unjudged([away, new], "worse") == unjudged([away, new], "better") == ()


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
    # Two months are no chart, and February is five months too young to be set beside.
    found = {s.id: s for s in locality(asked, LYNN_AREA, MARCH).sections}
    for id, words in (("worse", "worse than usual, or behind the other areas,"),
                      ("better", "better than usual")):
        assert found[id].items == ()
        assert found[id].sentences == (
            f"No measure can be told to be {words} by more than chance explains.",)
