"""Forms that write: once, by whom they may be, and nothing typed is lost when they are refused."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from data.actions import Action, actions
from data.viewers import Viewer
from tests.data.county import LYNN, MARCH, NORWICH
from tests.web.conftest import Visitor
from tests.web.test_pages import strings

ANALYST = Viewer("analyst")
LATER = "2016-04-14"
NASTY = "<script>alert(1)</script>\n=1+1 & “quotes” \U0001f642"


def form(**typed: str) -> dict[str, str]:
    """The form that agrees an action, filled in, with a token of its own."""
    return {"token": str(uuid4()), "as_at": MARCH.isoformat(), "place": NORWICH, "surgery": "",
            "back": "", "what": f"Visit {uuid4()}", "owner": f"manager:{NORWICH}",
            "due_on": LATER, "measure": "", "children": "", "expected": "", **typed}


def send(visitor: Visitor, typed: dict[str, str], to: str = "/actions/add") -> TestResponse:
    return visitor.client.post(to, data=typed)


def called(what: str) -> list[Action]:
    """The actions of these words."""
    return [one for one in actions().list(ANALYST) if one.what == what]


def tokens(visitor: Visitor, address: str) -> list[str]:
    """The tokens of a page's forms, as they were handed out."""
    page = visitor.open(address).get_data(as_text=True)
    return re.findall(r'"name":"token","defaultValue":"([^"]*)"', page)


def said(answer: TestResponse) -> str:
    """The words of an answer, without its markup."""
    return html.unescape(re.sub("<[^>]*>", " ", answer.get_data(as_text=True)))


def hidden(answer: TestResponse, name: str) -> str:
    found = re.search(f'<input name="{name}" type="hidden" value="([^"]*)">',
                      answer.get_data(as_text=True))
    assert found, name
    return html.unescape(found[1])


@pytest.fixture
def analyst(server: Flask) -> Visitor:
    return Visitor(server, "analyst")


def agreed(visitor: Visitor, **typed: str) -> Action:
    """An action, agreed by its form."""
    sent = form(**typed)
    assert send(visitor, sent).status_code == 303
    (found,) = called(sent["what"])
    return found


# Sent once ------

def test_an_action_is_kept_and_leads_to_its_page(analyst: Visitor) -> None:
    sent = form(expected="From 45 of 60 to 54", children="child-norwich-1, child-norwich-2\n")
    answer = send(analyst, sent)
    (kept,) = called(sent["what"])
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/actions/{kept.id}?done=action-{kept.id}"
    assert kept.children == ("child-norwich-1", "child-norwich-2")
    assert (kept.owner, kept.agreed_at, kept.expected) == (
        f"manager:{NORWICH}", MARCH, "From 45 of 60 to 54")
    page = analyst.page(answer.headers["Location"])
    assert "The action is written down." in page
    assert sent["what"] in page


def test_the_same_form_twice_is_one_action(analyst: Visitor) -> None:
    sent = form()
    first, second = send(analyst, sent), send(analyst, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(called(sent["what"])) == 1


def test_the_same_form_twice_at_once_is_one_action(server: Flask) -> None:
    sent = form()
    visitors = [Visitor(server, "analyst") for _ in range(4)]
    answers: list[TestResponse] = []
    threads = [threading.Thread(target=lambda v=visitor: answers.append(send(v, sent)))
               for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(called(sent["what"])) == 1


def test_one_kept_page_gives_every_visit_a_token_of_its_own(server: Flask) -> None:
    address = "/actions/add?place=norwich"
    visitors = [Visitor(server, "analyst") for _ in range(3)]
    found = [token for visitor in visitors for token in tokens(visitor, address)]
    assert len(found) == len(set(found)) == 3
    assert all(re.fullmatch("[0-9a-f-]{36}", token) for token in found)
    assert len({visitor.page(address) for visitor in visitors}) == 1


def test_two_identical_actions_that_two_people_mean_are_two(server: Flask) -> None:
    what = f"Visit {uuid4()}"
    for _ in range(2):
        person = Visitor(server, "analyst")
        (token,) = tokens(person, "/actions/add?place=norwich")
        assert send(person, form(what=what, token=token)).status_code == 303
    assert len(called(what)) == 2


def test_two_different_actions_from_one_visit_to_a_page_are_two(analyst: Visitor) -> None:
    """Somebody goes back to a page that the browser kept, and writes another with its token."""
    token, first, second = str(uuid4()), f"One {uuid4()}", f"Two {uuid4()}"
    assert send(analyst, form(what=first, token=token)).status_code == 303
    answer = send(analyst, form(what=second, token=token))
    assert answer.status_code == 422
    assert second in said(answer)
    assert hidden(answer, "token") != token
    assert send(analyst, form(what=second, token=hidden(answer, "token"))).status_code == 303
    assert [len(called(what)) for what in (first, second)] == [1, 1]


@pytest.mark.parametrize("token", ["", "x", "1" * 500])
def test_a_form_without_its_token_comes_back_with_a_new_one(analyst: Visitor, token: str) -> None:
    sent = form(token=token)
    answer = send(analyst, sent)
    assert answer.status_code == 422
    assert called(sent["what"]) == []
    assert send(analyst, {**sent, "token": hidden(answer, "token")}).status_code == 303


# Refused, and nothing lost ------

def test_what_is_wrong_is_said_beside_its_field_and_all_words_are_kept(analyst: Visitor) -> None:
    sent = form(what="", owner="", due_on="2016-03-31", expected=NASTY)
    answer = send(analyst, sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert answer.mimetype == "text/html"
    for field, sentence in (("what", "Say what is to be done."),
                            ("owner", "Choose who answers for it."),
                            ("due_on", "The day must be after 31 March 2016")):
        assert re.search(f'<p class="wrong" id="action-{field}-problem">{sentence}', text), field
        assert f'<a href="#action-{field}">{sentence}' in text
        (control,) = re.findall(f'<[a-z]+ [^>]*id="action-{field}"[^>]*>', text)
        assert f'aria-describedby="action-{field}-problem"' in control
        assert 'aria-invalid="true"' in control
    assert f">\n{html.escape(NASTY)}</textarea>" in text
    assert "<script>alert" not in text
    assert "Not saved yet. Look at this again:" in text


def test_text_that_is_too_long_is_kept_to_be_shortened(analyst: Visitor) -> None:
    long = "word " * 401
    answer = send(analyst, form(expected=long))
    assert answer.status_code == 422
    assert "2,004 characters long; at most 2,000 can be kept" in said(answer)
    assert long.strip() in said(answer)


def test_markup_formulas_and_emoji_are_text_everywhere(analyst: Visitor) -> None:
    what = f"{NASTY} {uuid4()}"
    kept = agreed(analyst, what=what, expected=NASTY)
    assert kept.what == what
    for address in (f"/actions/{kept.id}", f"/actions?place={NORWICH}"):
        shown = json.loads(analyst.page(address))
        assert any(words == what for words in strings(shown)), address
    assert what in analyst.client.get("/actions.csv").get_data(as_text=True)


def test_a_formula_is_no_formula_in_the_download(analyst: Visitor) -> None:
    what = f"=1+1 {uuid4()}"
    agreed(analyst, what=what)
    sheet = analyst.client.get(f"/actions.csv?place={NORWICH}&show=open")
    assert sheet.mimetype == "text/csv"
    assert f",'{what}," in sheet.get_data(as_text=True)


def test_a_child_out_of_reach_is_named_in_the_same_words_as_one_that_is_not(
    server: Flask,
) -> None:
    manager = Visitor(server, "manager")
    sentences = []
    for child in ("child-norwich-1", "child-nobody"):
        sent = form(place=LYNN, owner=f"manager:{LYNN}", children=f"child-lynn-1,{child}")
        answer = send(manager, sent)
        assert answer.status_code == 422
        assert called(sent["what"]) == []
        assert "child-lynn-1" in said(answer)  # as typed
        sentences += re.findall("You cannot open [^.]*", said(answer))[:1]
    assert sentences[0].replace("child-norwich-1", "") == sentences[1].replace("child-nobody", "")


def test_of_two_who_change_an_action_the_second_sees_both_and_may_go_on(
    server: Flask, analyst: Visitor,
) -> None:
    kept = agreed(analyst, what="Visit each child")
    change = {"as_at": MARCH.isoformat(), "seen_version": "1", "made_from": "1",
              "state": "open", "reason": "", "due_on": LATER, "owner": kept.owner,
              "what": kept.what, "expected": ""}
    to = f"/actions/{kept.id}/change"
    first = {**change, "token": str(uuid4()), "due_on": "2016-05-12"}
    second = {**change, "token": str(uuid4()), "what": "Visit every child twice"}
    assert send(Visitor(server, "director"), first, to).status_code == 303
    answer = send(analyst, second, to)
    assert answer.status_code == 409
    assert "Kept, by Director" in said(answer)
    text = re.sub(r"\s+", " ", said(answer))
    assert "What differs Visit every child twice Visit each child" in text
    assert "Due 12 May 2016 12 May 2016" in text, "a field left as it was is not changed back"
    assert actions().one(ANALYST, kept.id).what == "Visit each child"
    again = {**second, "token": hidden(answer, "token"),
             "seen_version": hidden(answer, "seen_version")}
    done = send(analyst, again, to)
    assert done.headers["Location"] == f"/actions/{kept.id}?done=change-{kept.id}-3"
    now = actions().one(ANALYST, kept.id)
    assert (now.what, now.due_on.isoformat()) == ("Visit every child twice", "2016-05-12")


def test_a_drop_without_a_reason_is_refused_and_with_one_is_kept(analyst: Visitor) -> None:
    kept = agreed(analyst)
    drop = {"as_at": MARCH.isoformat(), "seen_version": "1", "made_from": "1", "state": "dropped",
            "reason": "",
            "due_on": LATER, "owner": kept.owner, "what": kept.what, "expected": "",
            "token": str(uuid4())}
    answer = send(analyst, drop, f"/actions/{kept.id}/change")
    assert answer.status_code == 422
    assert "Say why it is dropped." in said(answer)
    again = {**drop, "token": hidden(answer, "token"), "reason": "The team has moved"}
    assert send(analyst, again, f"/actions/{kept.id}/change").status_code == 303
    assert "The team has moved" in analyst.page(f"/actions/{kept.id}")


@pytest.fixture
def gone(own_database: Path, analyst: Visitor) -> Iterator[Path]:
    """The database is taken away, and put back."""
    analyst.page("/actions")  # it is there, and known
    away = own_database / "taken-away"
    away.mkdir()
    files = list(own_database.glob("surgery.db*"))
    for file in files:
        file.rename(away / file.name)
    yield own_database
    for file in files:
        (away / file.name).rename(file)
    away.rmdir()


def test_without_a_database_every_word_comes_back_with_a_way_to_send_it_again(
    analyst: Visitor, gone: Path,
) -> None:
    sent = form(what=NASTY)
    for _ in range(2):
        answer = send(analyst, sent)
        assert answer.status_code == 503
        assert "is no longer there" in said(answer)
        assert "Your words are still here; send again." in said(answer)
        assert {name: hidden(answer, name) for name in sent if sent[name]} == {
            name: text for name, text in sent.items() if text}
        assert "<script>alert" not in answer.get_data(as_text=True)


def test_a_page_made_without_a_database_says_so_and_is_not_kept(
    analyst: Visitor, gone: Path,
) -> None:
    address = f"/actions?show=all&test={uuid4()}"
    assert "Actions cannot be read now" in analyst.page(address)
    (gone / "taken-away" / "surgery.db").rename(gone / "surgery.db")
    assert "Actions cannot be read now" not in analyst.page(address)
    (gone / "surgery.db").rename(gone / "taken-away" / "surgery.db")
    assert "Actions cannot be read now" in analyst.page(address)


# Who may ------

def test_a_form_of_another_site_is_refused(analyst: Visitor) -> None:
    sent = form()
    answer = analyst.client.post("/actions/add", data=sent, headers={
        "Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert called(sent["what"]) == []


@pytest.mark.parametrize(("role", "place", "status"), [
    ("director", NORWICH, 303), ("head", LYNN, 303), ("head", NORWICH, 403),
    ("manager", LYNN, 303), ("manager", NORWICH, 403), ("worker", LYNN, 403),
    ("committee", "norfolk", 403), ("board", "norfolk", 403), ("analyst", "nowhere", 404)])
def test_who_may_not_act_at_a_place_is_refused(
    server: Flask, role: str, place: str, status: int,
) -> None:
    sent = form(place=place, owner="director")
    assert send(Visitor(server, role), sent).status_code == status
    assert len(called(sent["what"])) == (status == 303)


def test_nothing_is_written_by_asking_for_the_address(analyst: Visitor) -> None:
    assert analyst.client.get("/actions/add").status_code == 200  # the page of the form
    assert "Agree an action" in analyst.page("/actions/add?place=norwich")
    kept = agreed(analyst)
    assert analyst.client.get(f"/actions/{kept.id}/change").status_code == 200
    assert kept.what in analyst.page(f"/actions/{kept.id}/change")
    assert actions().one(ANALYST, kept.id).version == 1


@pytest.mark.parametrize("back", [
    "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"])
def test_a_form_leads_nowhere_but_here(analyst: Visitor, back: str) -> None:
    answer = send(analyst, form(back=back))
    assert re.fullmatch(r"/\?done=action-\d+", answer.headers["Location"])


def test_a_form_leads_back_to_where_it_was_and_says_once_what_was_done(analyst: Visitor) -> None:
    answer = send(analyst, form(back="/surgeries/norwich?mode=surgery&done=note-1&item=8"))
    assert re.fullmatch(r"/surgeries/norwich\?mode=surgery&item=8&done=action-\d+",
                        answer.headers["Location"])


@pytest.mark.parametrize(("typed", "status"), [
    ({"as_at": "yesterday"}, 400), ({"as_at": "2012-01-31"}, 400), ({"measure": "none"}, 404),
    ({"surgery": "999999"}, 404), ({"owner": "somebody"}, 422), ({"due_on": "soon"}, 422)])
def test_what_no_form_of_ours_sends_is_refused(
    analyst: Visitor, typed: dict[str, str], status: int,
) -> None:
    sent = form(**typed)
    assert send(analyst, sent).status_code == status
    assert called(sent["what"]) == []


# The answer's page ------

def test_the_page_of_a_refused_form_has_every_header_and_no_script_of_its_own(
    analyst: Visitor,
) -> None:
    answer = send(analyst, form(what=""))
    text = answer.get_data(as_text=True)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    scripts: list[Any] = re.findall(r"<script[^>]*>(.*?)</script>", text)
    assert scripts == [""]
    assert re.search(r'<script src="/assets/forms\.js\?m=\d+" defer>', text)


# Who can answer for it ------

def test_an_owner_whom_the_form_does_not_offer_is_refused_beside_the_field(
    analyst: Visitor,
) -> None:
    """Norwich's head does not answer for Breckland."""
    answer = analyst.client.post("/actions/add", data={
        "as_at": "2016-03-31", "token": str(uuid4()), "place": "breckland", "what": "Ring them",
        "owner": "head:norwich", "due_on": "2016-04-20"})
    assert answer.status_code == 422
    assert "one of those who can answer for it at this place" in answer.get_data(as_text=True)
