"""Children with three or more things late: whose, how many, and where."""

from __future__ import annotations

import datetime as dt

import pytest

from data import audit
from data.queries import NotAllowed, NotFound, Queries
from data.urgency import MANY
from data.viewers import Viewer
from tests.data.county import CATALOGUE, LYNN, MARCH, NORWICH
from tests.data.looking import ANALYST, BOARD, COMMITTEE, HEAD, MANAGER, PLACES, VIEWERS, WORKER


@pytest.fixture(scope="module")
def q(county_queries: Queries) -> Queries:
    return county_queries


def counted(q: Queries, viewer: Viewer, place: str) -> dict[str, int]:
    """How many things each child has late, from the list of all that is overdue."""
    late = q.due(viewer, place, MARCH, size=10_000).rows["person"].value_counts()
    return {person: int(n) for person, n in late.items() if n >= MANY}


@pytest.mark.parametrize("viewer", [v for v in VIEWERS if v.may_see_children], ids=lambda v: v.key)
@pytest.mark.parametrize("place", PLACES)
def test_they_are_those_with_three_things_in_the_list_of_what_is_overdue(
    q: Queries, viewer: Viewer, place: str,
) -> None:
    try:
        expected = counted(q, viewer, place)
    except NotAllowed:
        with pytest.raises(NotAllowed):
            q.late_together(viewer, place, MARCH)
        return
    found = q.late_together(viewer, place, MARCH, size=10_000)
    assert dict(zip(found.rows["person"], found.rows["late"], strict=True)) == expected
    assert found.children == len(expected)


def test_the_county_has_some_and_most_things_late_come_first(q: Queries) -> None:
    rows = q.late_together(ANALYST, "norfolk", MARCH, size=1000).rows
    assert len(rows) > 5
    order = list(zip(-rows["late"], -rows["longest"], rows["person"], strict=True))
    assert order == sorted(order)


def test_each_child_says_what_is_late_and_by_how_long(q: Queries) -> None:
    due = q.due(ANALYST, "norfolk", MARCH, size=10_000).rows
    for row in q.late_together(ANALYST, "norfolk", MARCH, size=1000).rows.to_dict("records"):
        own = due[due["person"] == row["person"]]
        assert {(t["measure"], t["days"]) for t in row["things"]} == set(
            zip(own["measure"], own["days_over"], strict=True))
        assert row["longest"] == row["things"][0]["days"] == own["days_over"].max()
        assert len(row["things"]) == row["late"]
        assert all(CATALOGUE[t["measure"]].kind == "stock" for t in row["things"])


def test_what_is_due_on_the_day_is_not_late(q: Queries) -> None:
    for row in q.late_together(ANALYST, "norfolk", MARCH, size=1000).rows.to_dict("records"):
        assert min(thing["days"] for thing in row["things"]) >= 1


def test_the_pages_of_the_list_have_each_child_once(q: Queries) -> None:
    whole = q.late_together(ANALYST, "norfolk", MARCH, size=1000)
    pages = [q.late_together(ANALYST, "norfolk", MARCH, page=n, size=4)
             for n in range(1, -(-whole.children // 4) + 1)]
    assert [p for page in pages for p in page.rows["person"]] == whole.rows["person"].tolist()
    assert q.late_together(ANALYST, "norfolk", MARCH, page=999, size=4).page == pages[-1].page


def test_a_manager_counts_the_own_team_and_a_worker_the_own_children(q: Queries) -> None:
    team = set(q.late_together(MANAGER, "norfolk", MARCH, size=1000).rows["person"])
    own = set(q.late_together(WORKER, LYNN, MARCH, size=1000).rows["person"])
    assert team
    assert all(person.startswith("child-lynn") or person.startswith("=") for person in team)
    assert own <= team
    with pytest.raises(NotAllowed):
        q.late_together(MANAGER, NORWICH, MARCH)


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_committee_and_board_get_neither_list_nor_numbers(q: Queries, viewer: Viewer) -> None:
    with pytest.raises(NotAllowed):
        q.late_together(viewer, "norfolk", MARCH)
    with pytest.raises(NotAllowed):
        q.late_by_part(viewer, "norfolk", MARCH)


def test_the_areas_and_what_is_in_none_add_up_to_the_county(q: Queries) -> None:
    parts = q.late_by_part(MANAGER, "norfolk", MARCH)
    whole = q.late_together(ANALYST, "norfolk", MARCH)
    assert parts["children"].sum() == whole.children
    for row in parts[parts["place"] != ""].to_dict("records"):
        assert row["children"] == q.late_together(ANALYST, row["place"], MARCH).children
    assert parts["place"].tolist()[-1] == "", "two children are of a team nobody knows"


def test_an_areas_teams_are_those_the_viewer_may_see(q: Queries) -> None:
    area = "kings-lynn-west-norfolk"
    assert q.late_by_part(HEAD, area, MARCH)["place"].tolist() == [LYNN]
    assert q.late_by_part(HEAD, "norwich", MARCH)["place"].tolist() == []
    with pytest.raises(NotAllowed):
        q.late_by_part(ANALYST, LYNN, MARCH)


def test_a_place_or_date_that_is_not_there_is_not_found(q: Queries) -> None:
    for ask in (q.late_together, q.late_by_part):
        with pytest.raises(NotFound):
            ask(ANALYST, "atlantis", MARCH)
        with pytest.raises(NotFound):
            ask(ANALYST, "norfolk", dt.date(2012, 1, 31))


def test_the_list_is_noted_and_the_numbers_are_not(q: Queries) -> None:
    notes = audit.begin()
    found = q.late_together(MANAGER, LYNN, MARCH, size=2)
    q.late_by_part(MANAGER, "norfolk", MARCH)
    (note,) = notes
    assert note == {"late": LYNN, "as_at": MARCH, "rows": len(found.rows), "of": found.children}
