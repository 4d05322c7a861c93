"""Surgeries on the web: who gets which agenda, what it leads to, and what is typed in the room."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest
from flask import Flask

from data.actions import DatabaseUnavailable, actions
from data.queries import Queries
from data.viewers import Viewer
from pages._web.page import Look
from pages._web.surgery_record import surgery_record
from tests.data.county import LYNN, MARCH
from tests.web.asking import ROLES
from tests.web.conftest import Visitor
from tests.web.test_work_and_quality import REFUSED, links, words

AREA = "/surgeries/kings-lynn-west-norfolk"
SERVICE = "/surgeries/looked-after"
LEADING = ("analyst", "director", "head", "manager")


# Who gets what ------

@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_to_surgeries_for_those_who_have_any(server: Flask, role: str) -> None:
    assert ("/surgeries" in links(server, role, "/")) == (role in LEADING)
    assert (REFUSED in words(server, role, "/surgeries")) == (role not in LEADING)


@pytest.mark.parametrize(("role", "area", "other", "service"), [
    ("analyst", True, True, True), ("director", True, True, True), ("head", True, False, True),
    ("manager", True, False, False), ("worker", False, False, False),
    ("committee", False, False, False), ("board", False, False, False)])
def test_an_agenda_is_for_those_who_lead_there(
    server: Flask, role: str, area: bool, other: bool, service: bool,
) -> None:
    for address, may in ((AREA, area), ("/surgeries/norwich", other), (SERVICE, service)):
        for query in ("", "?mode=surgery&item=4"):
            assert (REFUSED not in words(server, role, address + query)) == may


@pytest.mark.parametrize("role", LEADING)
def test_the_pages_of_an_area_and_a_service_lead_to_their_surgeries(
    server: Flask, role: str,
) -> None:
    assert AREA in links(server, role, "/localities/kings-lynn-west-norfolk")
    assert (SERVICE in links(server, role, "/services/looked-after")) == (role != "manager")


@pytest.mark.parametrize("role", ["worker", "committee", "board"])
def test_nobody_else_is_led_there(server: Flask, role: str) -> None:
    for page in ("/localities/kings-lynn-west-norfolk", "/services/looked-after"):
        assert not any(to.startswith("/surgeries") for to in links(server, role, page))


def test_there_is_no_surgery_of_anything_else(server: Flask) -> None:
    for place in ("nowhere", "norfolk", LYNN):
        assert f"no surgery called {place}" in words(server, "analyst", f"/surgeries/{place}")


# What it says ------

def test_the_agenda_has_eight_items_and_says_when_it_is_held(server: Flask) -> None:
    said = words(server, "head", AREA)
    assert "Thursday 14 April 2016, with the figures as at 31 March 2016" in said
    assert "The surgery after it is on 12 May 2016." in said
    positions = [said.index(f"{number}  {title}") for number, title in enumerate((
        "What we agreed last time", "What went well", "What changed", "The children",
        "Workers and cases", "Quality beside volume", "What the data do not know",
        "What we agree"), 1)]
    assert positions == sorted(positions)


def test_every_line_about_children_leads_to_the_list_with_as_many(
    server: Flask, q: Queries,
) -> None:
    found = links(server, "head", AREA)
    late = f"/morning?place={LYNN}&when=overdue"
    due = f"/morning?place={LYNN}&when=due&by=2016-05-12"
    assert {late, due, "/children/child-lynn-12"} <= found
    viewer = Visitor(server, "head").viewer()
    agenda = q.agenda(viewer, "kings-lynn-west-norfolk", MARCH)
    team = next(one for one in q.demand(viewer, agenda, MARCH) if one.place == LYNN)
    assert f"Overdue {team.overdue:,}" in words(server, "head", late)
    assert f"Due by 12 May 2016 {team.due:,}" in words(server, "head", due)


def test_a_day_that_is_none_or_gone_ends_the_morning_list_with_the_next_surgery(
    server: Flask,
) -> None:
    for by in ("", "&by=soon", "&by=2016-03-30"):
        assert "Due by 14 Apr 2016" in words(server, "head", f"/morning?place={LYNN}{by}")


def test_all_lines_of_an_item_stand_on_a_page_of_their_own(server: Flask) -> None:
    blanks = links(server, "director", f"{AREA}?all=7")
    assert f"{AREA}?all=7" in links(server, "director", AREA)
    assert AREA in blanks
    assert len([to for to in blanks if "status=unknown" in to]) > 6
    assert "The children" not in words(server, "director", f"{AREA}?all=7")


def test_a_manager_is_shown_the_own_teams_children_only(server: Flask) -> None:
    said = words(server, "manager", AREA)
    assert "child-lynn-12" in said
    assert "Team by team" in said
    assert "Surgeries are opened by who leads the area or the service." in said


@pytest.mark.parametrize(("item", "title"), [
    ("1", "What we agreed last time"), ("8", "What we agree"), ("9", "What we agreed last time"),
    ("x", "What we agreed last time")])
def test_surgery_mode_shows_one_item_and_the_first_for_a_number_there_is_not(
    server: Flask, item: str, title: str,
) -> None:
    said = words(server, "director", f"{AREA}?mode=surgery&item={item}")
    assert f": {title} " in said
    assert said.count("Item ") == 1


def test_a_date_without_signals_says_so_and_the_rest_stands(server: Flask) -> None:
    said = words(server, "director", AREA)
    assert said.count("The signals of this date are not worked out yet.") == 2
    assert "things are late now" in said


# The room ------

def sent(visitor: Visitor, address: str, **fields: str) -> str:
    """Where a form that is kept leads to."""
    answer = visitor.client.post(address, data={
        "as_at": MARCH.isoformat(), "token": str(uuid4()), **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return str(answer.headers["Location"])


def test_a_surgery_is_opened_written_in_and_closed_and_every_form_leads_back_to_its_item(
    server: Flask,
) -> None:
    director = Visitor(server, "director")
    path = "/surgeries/great-yarmouth"
    back = f"{path}?mode=surgery&item=4"
    assert "Nobody has opened this surgery yet." in words(server, "director", path)
    assert "Open the surgery" in words(server, "director", back)

    assert sent(director, f"{path}/open", back=back).startswith(back)
    shown = director.page(back)
    assert re.search(r'"data-opened":"\d{4}-', shown)
    assert sent(director, f"{path}/note", back=back, item="4", text="Ring them.").startswith(back)
    assert "Ring them." in words(server, "director", back)
    assert "Ring them." not in words(server, "director", f"{path}?mode=surgery&item=3")
    assert sent(director, "/actions/add", back=back, place="great-yarmouth", what="Two visits",
                owner="director", due_on="2016-05-12",
                surgery=_number(shown, "surgery")).startswith(back)
    assert "Agreed today Two visits" in words(server, "director", back)
    assert "This surgery is open: 1 action agreed so far." in words(server, "director", path)
    assert "Two visits" in words(server, "director", f"{path}?mode=surgery&item=8")

    assert sent(director, f"{path}/close").startswith(f"{path}/minutes/2016-04-14")
    assert "This surgery is closed, with 1 action agreed." in words(server, "director", path)
    assert "data-send" not in director.page(back)
    assert f"{path}/minutes/2016-04-14" in links(server, "director", "/surgeries")


def _number(page: str, name: str) -> str:
    found = re.search(f'"name":"{name}","defaultValue":"([0-9]+)"', page)
    assert found
    return found.group(1)


def test_the_next_date_shows_what_was_agreed_before(server: Flask) -> None:
    director = Visitor(server, "director")
    path = "/surgeries/breckland"
    answer = director.client.post("/actions/add", data={
        "as_at": "2016-02-29", "token": str(uuid4()), "place": "breckland", "what": "Count twice",
        "owner": "head:breckland", "due_on": "2016-03-20"})
    assert answer.status_code == 303
    said = words(server, "director", path)
    assert "1 action from earlier surgeries, still open and overdue." in said
    assert "Count twice" in said
    assert "Overdue by 11 days" in said
    assert "Nothing was agreed at an earlier surgery" in words(
        server, "director", f"{path}?as-at=2016-02-29")


def test_without_the_database_the_agenda_stands_and_says_so(
    server: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise DatabaseUnavailable("The database is locked. Try again in a minute.")

    for name in ("list", "surgery", "surgeries", "notes", "version"):
        monkeypatch.setattr(type(actions()), name, gone)
    said = words(server, "director", f"{AREA}?item=1")
    assert said.count("The database is locked. Try again in a minute.") == 2
    assert "things are late now" in said
    assert "The database is locked." in words(server, "director", "/surgeries?item=1")
    assert "The database is locked." in words(server, "director", f"{AREA}?mode=surgery&item=2")


def test_the_record_for_the_minutes_names_its_date_in_every_address(
    server: Flask, q: Queries,
) -> None:
    viewer = Viewer("director")
    with server.test_request_context("/"):
        look = Look(viewer, MARCH, q.dates(viewer), q.snapshot(viewer, MARCH), q, {})
        record = surgery_record(look, "kings-lynn-west-norfolk")
    assert (record["as_at"], record["next"], record["place"]) == (
        "2016-03-31", "2016-05-12", "kings-lynn-west-norfolk")
    assert [item["number"] for item in record["items"]] == list(range(1, 9))
    opens = [line["opens"] for item in record["items"] for line in item["lines"]]
    assert len(opens) > 10
    assert all("as-at=2016-03-31" in address for address in opens)
    assert dt.date.fromisoformat(record["as_at"]) == MARCH
