"""Actions on their pages: for those who answer for them, and never for anybody else."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from uuid import uuid4

import pytest
from flask import Flask

from data.actions import Action, actions
from data.queries import Queries
from data.viewers import Viewer
from pages._web.agreed import action_marks, agreed_about
from pages._web.page import look_at
from tests.data.county import FEBRUARY, LYNN, MARCH, NORWICH
from tests.web.asking import ROLES, everyone, named, within
from tests.web.conftest import Visitor
from tests.web.test_pages import strings

ANALYST = Viewer("analyst")
LATER = dt.date(2016, 4, 14)
VISITS = "lac-visit-timely"


def agree(what: str = "", **more: object) -> Action:
    return actions().add(ANALYST, **{  # type: ignore[arg-type]
        "what": what or f"Visit {uuid4()}", "owner": "director", "due_on": LATER,
        "place": NORWICH, "agreed_at": MARCH, "token": str(uuid4()), **more})


def words(visitor: Visitor, address: str) -> str:
    return " ".join(strings(json.loads(visitor.page(address))))


@pytest.fixture(scope="module")
def both(server: Flask) -> dict[str, Action]:
    """An action in each of two areas, each naming a child and owned by a worker there."""
    return {
        LYNN: agree(place=LYNN, owner="worker:worker-lynn-1", children=["child-lynn-1"],
                    measure=VISITS),
        NORWICH: agree(owner="worker:worker-norwich-1", children=["child-norwich-1"]),
    }


@pytest.mark.parametrize("role", ROLES)
def test_nobody_learns_of_a_child_worker_or_action_out_of_reach(
    server: Flask, q: Queries, store: object, both: dict[str, Action], role: str,
) -> None:
    visitor = Visitor(server, role)
    viewer = visitor.viewer()
    people, workers = within(store, viewer, q.catalogue)  # type: ignore[arg-type]
    all_people, all_workers = everyone(store)  # type: ignore[arg-type]
    secret = (all_people - people) | (all_workers - workers)
    for address in ("/actions?show=all", *(f"/actions/{a.id}" for a in both.values()),
                    f"/measures/{VISITS}?place={LYNN}",
                    f"/measures/{VISITS}?place=kings-lynn-west-norfolk"):
        body = visitor.page(address)
        assert not named(body, secret), (role, address)
        if role in ("head", "manager", "committee", "board"):
            assert both[NORWICH].what not in body, (role, address)


@pytest.mark.parametrize(("role", "seen"), [
    ("analyst", {LYNN, NORWICH}), ("director", {LYNN, NORWICH}), ("head", {LYNN}),
    ("manager", {LYNN})])
def test_each_role_sees_the_actions_of_the_places_it_answers_for(
    server: Flask, both: dict[str, Action], role: str, seen: set[str],
) -> None:
    listed = words(Visitor(server, role), "/actions?show=all")
    assert {place for place, action in both.items() if action.what in listed} == seen
    sheet = Visitor(server, role).client.get("/actions.csv?show=all").get_data(as_text=True)
    assert {place for place, action in both.items() if action.what in sheet} == seen


def test_a_worker_sees_the_own_actions_and_may_only_say_they_are_done(server: Flask) -> None:
    worker = Visitor(server, "worker")
    own = agree(place=LYNN, owner=worker.viewer().owner_key)
    other = agree(place=LYNN, owner=f"manager:{LYNN}")
    listed = words(worker, "/actions")
    assert own.what in listed
    assert other.what not in listed
    page = words(worker, f"/actions/{own.id}")
    assert "It is done" in page
    assert "Save the change" not in page
    assert "no action of that number" in words(worker, f"/actions/{other.id}")
    sent = {"token": str(uuid4()), "as_at": MARCH.isoformat(), "seen_version": "1",
            "state": "done", "reason": "Every child was seen"}
    assert worker.client.post(f"/actions/{own.id}/change", data=sent).status_code == 303
    done = actions().one(worker.viewer(), own.id)
    assert done.state == "done"
    assert f"Done {done.changed_at:%-d %b %Y}" in words(worker, f"/actions/{own.id}")


@pytest.mark.parametrize("role", ["committee", "board"])
def test_members_of_the_committee_and_the_board_see_no_action(
    server: Flask, both: dict[str, Action], role: str,
) -> None:
    member = Visitor(server, role)
    assert "Not for this role" in words(member, "/actions")
    assert "Not for this role" in words(member, "/actions/add")
    assert "no action of that number" in words(member, f"/actions/{both[LYNN].id}")
    assert member.client.get("/actions.csv").status_code == 403
    assert '"/actions"' not in member.page("/")


def test_an_action_page_opens_its_children_its_measure_and_its_history(
    server: Flask, both: dict[str, Action],
) -> None:
    page = Visitor(server, "manager").page(f"/actions/{both[LYNN].id}")
    said = set(strings(json.loads(page)))
    assert {"/children/child-lynn-1", f"/measures/{VISITS}?place={LYNN}",
            "Judged on 30 June 2016.", "Agreed"} <= said


def test_a_list_is_narrowed_by_how_actions_stand_and_by_place(server: Flask) -> None:
    late = agree(agreed_at=FEBRUARY, due_on=dt.date(2016, 3, 15), place="great-yarmouth")
    done = agree(place="great-yarmouth")
    team = agree(place="great-yarmouth-family-intervention-1", owner="analyst")
    actions().change(ANALYST, done.id, seen_version=1, token=str(uuid4()), state="done")
    analyst = Visitor(server, "analyst")

    def shown(query: str) -> list[str]:
        said = words(analyst, f"/actions?place=great-yarmouth&{query}")
        return [name for name, action in {"late": late, "done": done, "team": team}.items()
                if action.what in said]

    assert shown("") == ["late", "team"]
    assert shown("show=overdue") == ["late"]
    assert shown("show=done") == ["done"]
    assert shown("show=mine") == ["team"]
    assert shown("show=all") == ["late", "done", "team"]
    said = words(analyst, "/actions?place=great-yarmouth")
    assert "Great Yarmouth: 2 actions open, 1 overdue." in said
    assert "South Norfolk: No action is open." in words(analyst, "/actions?place=south-norfolk")
    assert "Overdue by 16 days" in said
    assert said.index(late.what) < said.index(team.what), "what is overdue comes first"


def test_what_was_agreed_later_is_not_there_for_somebody_who_looks_back(server: Flask) -> None:
    march = agree()
    february = agree(agreed_at=FEBRUARY)
    said = words(Visitor(server, "analyst"), f"/actions?show=all&as-at={FEBRUARY}")
    assert march.what not in said
    assert february.what in said


def test_the_download_has_the_columns_and_the_children_of_those_who_may_see_them(
    server: Flask, both: dict[str, Action],
) -> None:
    sheet = Visitor(server, "manager").client.get("/actions.csv?show=all")
    rows = {row["what"]: row for row in csv.DictReader(io.StringIO(sheet.get_data(as_text=True)))}
    row = rows[both[LYNN].what]
    assert (row["children"], row["owner"], row["due_on"], row["state"], row["overdue"]) == (
        "child-lynn-1", "worker:worker-lynn-1", "2016-04-14", "open", "no")
    assert sheet.headers["Content-Disposition"] == (
        'attachment; filename="actions_2016-03-31.csv"')


def test_a_write_shows_at_once_on_pages_that_were_kept(server: Flask) -> None:
    analyst = Visitor(server, "analyst")
    for address in ("/actions", f"/measures/{VISITS}?place={NORWICH}"):
        before = analyst.page(address)
        assert analyst.page(address) == before
        later = agree(measure=VISITS)
        assert later.what not in before
        assert later.what in analyst.page(address), address


def test_a_childs_page_says_what_was_agreed_about_the_child_and_leads_to_the_form(
    server: Flask, both: dict[str, Action],
) -> None:
    said = set(strings(json.loads(Visitor(server, "manager").page("/children/child-lynn-1"))))
    assert both[LYNN].what in said
    assert f"/actions/add?place={LYNN}&child=child-lynn-1" in said
    form = Visitor(server, "manager").page(f"/actions/add?place={LYNN}&child=child-lynn-1")
    assert '"defaultValue":"child-lynn-1"' in form
    others = agree(place=LYNN, children=["child-lynn-1"])
    assert others.what not in Visitor(server, "worker").page("/children/child-lynn-1")
    assert others.what in Visitor(server, "manager").page("/children/child-lynn-1")


def test_the_marks_of_a_chart_are_those_of_the_place_and_its_teams(server: Flask) -> None:
    area, county = agree(place="breckland", measure="lac-count"), agree(
        place="norfolk", measure="lac-count")
    team = agree(place="breckland-looked-after", measure="lac-count", agreed_at=FEBRUARY)
    agree(place="breckland", measure=VISITS)
    with server.test_request_context("/"):
        look = look_at(MARCH.isoformat())
        of = {place: action_marks(agreed_about(
            look, look.queries.catalogue["lac-count"], look.queries.places.by_id[place]))
            for place in ("norfolk", "breckland", "breckland-looked-after")}
    assert of == {
        "norfolk": [(MARCH, county.what)],
        "breckland": [(FEBRUARY, team.what), (MARCH, area.what)],
        "breckland-looked-after": [(FEBRUARY, team.what)]}


def test_a_story_marked_for_publication_is_read_by_members_and_another_is_not(
    server: Flask,
) -> None:
    for words_of, public in (("For everyone.", True), ("For us.", False)):
        actions().comment(ANALYST, measure="lac-count", place="south-norfolk", as_at=MARCH,
                          text=words_of, public=public, token=str(uuid4()))
    address = "/measures/lac-count?place=south-norfolk"
    said = words(Visitor(server, "committee"), address)
    assert "For everyone." in said
    assert "For us." not in said
    assert "Write what the story is" not in said
    ours = words(Visitor(server, "director"), address)
    assert "For us." in ours
    assert "Write what the story is" in ours


def test_who_may_answer_for_an_action_depends_on_the_place(q: Queries) -> None:
    def keys(place: str, viewer: Viewer = ANALYST) -> list[str]:
        return [key for key, _ in q.owners(viewer, place, MARCH)]

    team = keys(LYNN)
    assert team[0] == f"manager:{LYNN}"
    assert "worker:worker-lynn-1" in team
    assert team[-3:] == ["head:kings-lynn-west-norfolk", "director", "analyst"]
    area = keys("norwich")
    assert f"manager:{NORWICH}" in area
    assert not [key for key in area if key.startswith("worker:")]
    assert keys("looked-after")[0] == "head:kings-lynn-west-norfolk"
    assert len([key for key in keys("norfolk") if key.startswith("head:")]) == 6
    assert "head:no-area" not in keys("no-area")


def test_an_effect_is_asked_of_the_snapshots_there_are(q: Queries) -> None:
    """Agreed at the end of December: judged at the end of March, and again at the end of June."""
    december = dt.date(2015, 12, 31)
    flow = q.effect(ANALYST, "re-referrals-12m", "norfolk", MARCH, agreed_at=december)
    assert [(one.on, one.verdict) for one in flow.judgements] == [
        (MARCH, "not judged"), (dt.date(2016, 6, 30), "too early")]
    assert flow.then is None, "there is no snapshot of December, nor one before it"
    stock = q.effect(ANALYST, "lac-count", "norfolk", MARCH, agreed_at=FEBRUARY)
    assert [one.verdict for one in stock.judgements] == ["too early"] * 2
    assert stock.then is not None
    assert stock.now is not None
    assert (stock.then["as_at"], stock.now["as_at"]) == (FEBRUARY, MARCH)
    assert stock.now["numerator"] == q.figure(ANALYST, "lac-count", "norfolk", MARCH)["numerator"]
    share = q.effect(ANALYST, VISITS, "norfolk", MARCH, agreed_at=december).judgements[0]
    assert share.verdict == "not judged"
    assert share.why_not
