"""A measure's document: what its page says, for the eyes of whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.queries import NotAllowed, NotFound, Queries
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.summaries.asked import Asked
from data.summaries.report import Report, Table
from data.summaries.reports import MEASURE, report
from data.summaries.saying import day_words
from data.viewers import Viewer
from tests.data.county import CATALOGUE, FEBRUARY, LYNN, MARCH, NORWICH, publish
from tests.data.looking import ANALYST, COMMITTEE, MANAGER
from tests.data.measures.worked import AUTHORITY

SHARE = "lac-visit-timely"


def of(asked: Asked, viewer: Viewer, place: str = "", measure: str = SHARE) -> Report:
    return report(asked, viewer, MEASURE, MARCH, measure=measure, place=place)


def table(found: Report, id: str) -> Table | None:
    return next((one for one in found.tables() if one.id == id), None)


def test_an_analyst_has_every_team_and_small_numbers_under_a_marking(asked: Asked) -> None:
    found = of(asked, ANALYST)
    assert found.marking == "OFFICIAL-SENSITIVE"
    assert not found.public
    teams = table(found, "by-team")
    assert teams
    assert "Norwich looked-after" in [row[0].text for row in teams.rows]
    assert any(cell.number and 0 < cell.number < 6 for row in teams.rows for cell in row[2:])


def test_a_member_of_the_committee_has_neither(asked: Asked) -> None:
    found = of(asked, COMMITTEE)
    assert found.marking == "OFFICIAL"
    assert found.public
    assert table(found, "by-team") is None
    assert all(not cell.number or cell.number > 5
               for one in found.tables() if one.id in ("by-month", f"{SHARE}-areas")
               for row in one.rows for cell in row[2:4])


def test_a_manager_has_only_the_own_team(asked: Asked) -> None:
    teams = table(of(asked, MANAGER, "kings-lynn-west-norfolk"), "by-team")
    assert teams
    assert len(teams.rows) == 1
    assert teams.notes == ("Teams that you may see.",)
    assert of(asked, MANAGER, LYNN).place == LYNN


@pytest.mark.parametrize(("viewer", "place", "measure", "error"), [
    (COMMITTEE, LYNN, SHARE, NotAllowed), (MANAGER, NORWICH, SHARE, NotAllowed),
    (ANALYST, "nowhere", SHARE, NotFound), (ANALYST, "norfolk", "nothing", NotFound)])
def test_what_may_not_be_seen_or_is_not_there_is_refused(
    asked: Asked, viewer: Viewer, place: str, measure: str, error: type[Exception],
) -> None:
    with pytest.raises(error):
        of(asked, viewer, place, measure)


def test_the_months_stand_latest_first_with_what_was_not_known(asked: Asked) -> None:
    months = table(of(asked, ANALYST), "by-month")
    assert months
    assert [row[0].text for row in months.rows] == ["March 2016", "February 2016"]
    assert [column.name for column in months.columns] == [
        "Month", "Figure", "How many", "Of", "Not known"]
    assert FEBRUARY < MARCH


def test_its_address_names_the_place(asked: Asked) -> None:
    found = of(asked, ANALYST, "norwich")
    assert found.address == f"/measures/{SHARE}?place=norwich&as-at=2016-03-31"
    assert dict(found.filters)["Counted"] == "at the date"


def test_the_definition_and_that_nothing_was_written_are_said(asked: Asked) -> None:
    found = of(asked, ANALYST)
    said = {section.id: section.sentences for section in found.sections}
    assert asked.q.catalogue[SHARE].plain_english in said["definition"]
    assert said["said"] == ("Nothing has been written about it.",)


def test_a_withdrawn_revision_is_said_in_every_record_and_why_only_to_those_inside(
    tmp_path: Path, asked: Asked,
) -> None:
    for more in (0, 4):
        publish(tmp_path, more=more)
    entry = Store(tmp_path).withdraw(MARCH, 2, by="analyst 7", why="child 7 was counted twice.")
    assert entry.withdrawal
    assert entry.withdrawal.on
    when = day_words(entry.withdrawal.on)
    other = Asked(Queries(Live(Store(tmp_path)), AUTHORITY, CATALOGUE), asked.actions)
    assert of(other, ANALYST).withdrawn == (
        f"Revision 2 of this date was withdrawn on {when} (child 7 was counted twice).",)
    assert of(other, COMMITTEE).withdrawn == (
        f"Revision 2 of this date was withdrawn on {when}.",)
    assert of(asked, ANALYST).withdrawn == ()
