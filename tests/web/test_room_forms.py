"""The forms of the room and of the story: commentary, opening, notes and closing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from data.actions import actions
from tests.data.county import LYNN, MARCH
from tests.web.conftest import Visitor
from tests.web.test_forms import ANALYST, NASTY, said, send


@pytest.fixture
def analyst(server: Flask) -> Visitor:
    return Visitor(server, "analyst")


# Commentary ------

STORY = {"as_at": MARCH.isoformat(), "measure": "pep-up-to-date", "place": "norwich",
         "back": "/measures/pep-up-to-date?place=norwich"}


def tell(visitor: Visitor, **typed: str) -> TestResponse:
    return send(visitor, {**STORY, "token": str(uuid4()), **typed}, "/comments/add")


def test_the_story_of_a_figure_is_kept_and_shown_as_text(analyst: Visitor) -> None:
    words = f"{NASTY} {uuid4()}"
    answer = tell(analyst, text=words)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(STORY["back"] + "&done=comment-")
    (kept,) = [c for c in actions().comments(
        ANALYST, measure=STORY["measure"], place="norwich") if c.text == words]
    assert (kept.as_at, kept.public) == (MARCH, False)


def test_only_an_analyst_or_director_may_mark_a_story_for_publication(server: Flask) -> None:
    here = {"place": LYNN, "public": "yes", "text": "The team is whole again."}
    assert tell(Visitor(server, "manager"), **here).status_code == 403
    assert tell(Visitor(server, "director"), **here).status_code == 303


def test_an_empty_story_comes_back(analyst: Visitor) -> None:
    answer = tell(analyst, text=" ")
    assert answer.status_code == 422
    assert "Write something first." in said(answer)
    assert 'id="comment-text-problem"' in answer.get_data(as_text=True)


# Surgeries ------

def test_a_surgery_is_opened_noted_in_and_closed(server: Flask) -> None:
    head, place = Visitor(server, "head"), "kings-lynn-west-norfolk"
    here = {"as_at": MARCH.isoformat(), "back": f"/surgeries/{place}"}

    def to(what: str, **typed: str) -> TestResponse:
        return send(head, {**here, "token": str(uuid4()), **typed}, f"/surgeries/{place}/{what}")

    early = to("note", item="3", text="Too early")
    assert early.status_code == 422
    assert "Nobody has opened this surgery yet." in said(early)
    assert "Too early" in said(early)
    assert to("open").status_code == 303
    assert to("note", item="3", text=NASTY).headers["Location"].startswith(
        f"/surgeries/{place}?done=note-")
    assert "Write something first." in said(to("note", item="3", text=""))
    surgery = actions().surgery(ANALYST, place, MARCH)
    assert surgery is not None
    assert [note.text for note in actions().notes(ANALYST, surgery.id)] == [NASTY]
    closed = to("close")
    assert closed.status_code == 303
    assert closed.headers["Location"].startswith(
        f"/surgeries/{place}/minutes/{surgery.held.isoformat()}")
    minutes = actions().minutes(ANALYST, place, surgery.held)
    assert [note.text for note in minutes.notes] == [NASTY]
    assert minutes.record["place"] == place
    late = to("note", item="3", text="Too late")
    assert late.status_code == 422
    assert "This surgery is closed" in said(late)
    assert "Too late" in said(late)


def test_a_manager_does_not_open_the_surgery_of_an_area(server: Flask) -> None:
    answer = send(Visitor(server, "manager"), {"as_at": MARCH.isoformat(), "token": str(uuid4())},
                  "/surgeries/kings-lynn-west-norfolk/open")
    assert answer.status_code == 403
