"""The board's challenge log on the web: whose it is, its forms, and nothing typed that is lost."""

from __future__ import annotations

import html
import re
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from data.actions import Challenge, actions
from data.actions.database import Database
from data.actions.migrations import downgrade
from data.settings import Settings
from data.viewers import Viewer
from tests.data.county import MARCH
from tests.web.conftest import Visitor

LOG = "/summaries/board/challenges"
BOARD = Viewer("board")
NASTY = "<script>alert(1)</script>\n=1+1 & “quotes” \U0001f642"


def form(**typed: str) -> dict[str, str]:
    """The form that raises a challenge, filled in, with a token of its own."""
    return {"token": str(uuid4()), "as_at": MARCH.isoformat(), "whom": "police",
            "challenge": f"What will change? {uuid4()}", "raised_on": "2016-01-20",
            "answer_by": "2016-02-17", **typed}


def step(one: Challenge, **typed: str) -> dict[str, str]:
    """The form that answers it, or with an outcome the one that closes it."""
    return {"token": str(uuid4()), "as_at": MARCH.isoformat(), "seen_version": str(one.version),
            **typed}


def send(visitor: Visitor, typed: dict[str, str], to: str = LOG) -> TestResponse:
    return visitor.client.post(to, data=typed)


def said(answer: TestResponse) -> str:
    return html.unescape(re.sub("<[^>]*>", " ", answer.get_data(as_text=True)))


def raised(visitor: Visitor, **typed: str) -> Challenge:
    """A challenge, raised by its form."""
    sent = form(**typed)
    assert send(visitor, sent).status_code == 303
    (found,) = [one for one in actions().challenges(BOARD) if one.what == sent["challenge"]]
    return found


@pytest.fixture
def member(server: Flask) -> Visitor:
    return Visitor(server, "board")


def test_a_challenge_is_kept_and_leads_to_its_page(member: Visitor) -> None:
    sent = form()
    answer = send(member, sent)
    assert answer.status_code == 303
    number = re.fullmatch(rf"{LOG}/(\d+)\?done=challenge-(\d+)", answer.headers["Location"])
    assert number
    page = member.page(answer.headers["Location"])
    assert "The challenge is written down." in page
    assert sent["challenge"] in page
    assert "Safeguarding board member" in page
    assert "Overdue for an answer by 43 days" in page


def test_it_is_answered_and_closed_and_then_offers_no_form(member: Visitor) -> None:
    one = raised(member)
    answer = send(member, step(one, answer="It will", answered_on="2016-03-01"),
                  f"{LOG}/{one.id}/answer")
    assert answer.headers["Location"] == f"{LOG}/{one.id}?done=answer-{one.id}"
    now = actions().challenge(BOARD, one.id)
    page = member.page(f"{LOG}/{one.id}")
    assert "Answered 1 Mar 2016" in page
    assert "Write down a further answer" in page
    end = send(member, step(now, outcome="Content", closed_on="2016-03-20"),
               f"{LOG}/{one.id}/close")
    assert end.status_code == 303
    page = member.page(end.headers["Location"])
    assert "The challenge is closed." in page
    assert "Closed 20 Mar 2016" in page
    assert '"name":"token"' not in page


def test_the_same_form_twice_is_one_challenge(member: Visitor) -> None:
    sent = form()
    assert send(member, sent).headers["Location"] == send(member, sent).headers["Location"]
    assert [one.what for one in actions().challenges(BOARD)].count(sent["challenge"]) == 1


def test_what_is_wrong_is_said_beside_its_field_and_every_word_comes_back(
    member: Visitor,
) -> None:
    answer = send(member, form(challenge=NASTY, whom="mayor", answer_by="2016-01-20"))
    assert answer.status_code == 422
    words = said(answer)
    assert "Choose whom the board asks." in words
    assert "The day for an answer must be after the day it was raised" in words
    assert NASTY.replace("\n", "") in words.replace("\n", "")
    assert "<script>alert" not in answer.get_data(as_text=True)
    again = re.search(r'name="token" type="hidden" value="([^"]+)"', answer.get_data(as_text=True))
    assert again
    assert send(member, form(challenge=NASTY, token=again[1])).status_code == 303


def test_two_who_answer_at_once_are_told_and_the_second_loses_nothing(
    member: Visitor, server: Flask,
) -> None:
    one = raised(member)
    to = f"{LOG}/{one.id}/answer"
    first = send(Visitor(server, "director"),
                 step(one, answer="Done by the director", answered_on="2016-03-01"), to)
    second = send(member, step(one, answer="Mine", answered_on="2016-03-02"), to)
    assert (first.status_code, second.status_code) == (303, 409)
    words = said(second)
    assert "Somebody else changed this challenge while you were writing" in words
    assert "Done by the director" in words
    assert "Mine" in words
    found = re.search(r'name="seen_version" type="hidden" value="(\d+)"',
                      second.get_data(as_text=True))
    assert found
    assert found[1] == "1"
    kept = send(member, step(one, answer="Mine", answered_on="2016-03-02", seen_version="1"), to)
    assert kept.status_code == 303
    assert [s.text for s in actions().challenge(BOARD, one.id).steps] == [
        "Done by the director", "Mine"]


@pytest.mark.parametrize("role", ["manager", "worker", "committee"])
def test_who_may_not_see_the_log_learns_nothing_of_it(
    server: Flask, member: Visitor, role: str,
) -> None:
    one, other = raised(member), Visitor(server, role)
    for address in (LOG, f"{LOG}/{one.id}", f"{LOG}/999999"):
        page = other.page(address)
        assert "outside what this role may see" in page
        assert one.what not in page
    assert send(other, form()).status_code == 403
    assert send(other, step(one, answer="x", answered_on="2016-03-01"),
                f"{LOG}/{one.id}/answer").status_code == 403


def test_a_head_reads_the_log_and_is_offered_no_form(server: Flask, member: Visitor) -> None:
    one, head = raised(member), Visitor(server, "head")
    for address in (LOG, f"{LOG}/{one.id}"):
        page = head.page(address)
        assert one.what in page
        assert '"name":"token"' not in page
    assert send(head, form()).status_code == 403
    assert send(head, step(one, outcome="x", closed_on="2016-03-01"),
                f"{LOG}/{one.id}/close").status_code == 403


def test_the_log_is_narrowed_by_how_challenges_stand(member: Visitor) -> None:
    late, soon = raised(member), raised(member, answer_by="2016-04-30")
    done = raised(member)
    send(member, step(done, answer="x", answered_on="2016-03-01"), f"{LOG}/{done.id}/answer")
    shows = {"open": {late, soon}, "overdue": {late}, "answered": {done}, "closed": set(),
             "all": {late, soon, done}}
    for show, expected in shows.items():
        page = member.page(f"{LOG}?show={show}")
        assert {one for one in (late, soon, done) if one.what in page} == expected, show


def test_at_an_earlier_date_the_log_is_as_it_stood_then(member: Visitor) -> None:
    one, later = raised(member), raised(member, raised_on="2016-03-10", answer_by="2016-04-10")
    send(member, step(one, answer="x", answered_on="2016-03-01"), f"{LOG}/{one.id}/answer")
    page = member.page(f"{LOG}?as-at=2016-02-29")
    assert one.what in page
    assert later.what not in page
    then = member.page(f"{LOG}/{one.id}?as-at=2016-02-29")
    assert "Overdue for an answer by 12 days" in then
    assert '"name":"token"' not in then
    assert "no challenge of that number" in member.page(f"{LOG}/{later.id}?as-at=2016-02-29")


@pytest.mark.parametrize("number", ["0", "x", "999999", "99999999999999"])
def test_an_address_of_no_challenge_says_so(member: Visitor, number: str) -> None:
    assert "There is no challenge of that number" in member.page(f"{LOG}/{number}")


def test_the_boards_data_set_leads_to_the_log_and_shows_what_is_open(member: Visitor) -> None:
    one = raised(member)
    page = member.page("/summaries/board")
    assert one.what in page
    assert LOG.replace("/", "\\u002f") in page


def test_a_database_taken_back_under_a_running_server_is_said_until_it_is_brought_up_to_date(
    member: Visitor, own_database: Path,
) -> None:
    again = "surgery database upgrade"
    assert again not in member.page(LOG)
    other = Database(Settings(database=f"sqlite:///{own_database}/surgery.db"))
    with other.migrating() as connection:
        downgrade(connection, "0001")
    assert again in member.page(LOG)
    assert again in member.page(LOG)
    assert "cannot be read now" in member.page("/summaries/board")
    assert send(member, form()).status_code == 503
    other.upgrade()
    other.close()
    assert again not in member.page(LOG)
