"""Who may read and write what, asked of every method: the rule itself is in test_viewers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data import audit
from data.actions import Actions, NotAllowed, NotFound
from data.viewers import Viewer
from tests.data.actions.agreed import (
    APRIL,
    AREA,
    HELD,
    LYNN,
    MARCH,
    OWN_MEASURE,
    agree,
    opened,
    token,
)
from tests.data.county import NORWICH
from tests.data.looking import ANALYST, BOARD, COMMITTEE, DIRECTOR, HEAD, MANAGER, WORKER

LEADS = {"analyst", "director"}
EVERYONE = (ANALYST, DIRECTOR, HEAD, MANAGER, WORKER, COMMITTEE, BOARD)
PLACES = {
    # place, measure: who may act there and sees it all
    ("norfolk", ""): LEADS,
    ("norfolk", OWN_MEASURE): LEADS | {"head"},
    ("looked-after", ""): LEADS | {"head"},
    ("child-protection", ""): LEADS,
    (AREA, ""): LEADS | {"head"},
    (LYNN, ""): LEADS | {"head", "manager"},
    ("norwich", ""): LEADS,
    (NORWICH, ""): LEADS,
    (NORWICH, OWN_MEASURE): LEADS | {"head"},
    ("mash", ""): LEADS,
    ("no-area", ""): LEADS}


def may(ask: Callable[[], object]) -> bool:
    """Whether a question is answered at all."""
    try:
        ask()
    except (NotAllowed, NotFound):
        return False
    return True


@pytest.mark.parametrize(("place", "measure"), PLACES)
def test_whoever_may_act_at_a_place_agrees_reads_and_changes_there_and_nobody_else(
    book: Actions, place: str, measure: str,
) -> None:
    action = agree(book, ANALYST, place=place, measure=measure, owner="analyst",
                   children=["child-1"])
    expected = PLACES[place, measure]
    asked: dict[str, Callable[[Viewer], object]] = {
        "add": lambda v: agree(book, v, place=place, measure=measure),
        "one": lambda v: book.one(v, action.id),
        "history": lambda v: book.history(v, action.id),
        "children_of": lambda v: book.children_of(v, action.id, lambda child: True),
        "change": lambda v: book.change(
            v, action.id, seen_version=book.one(ANALYST, action.id).version, token=token(),
            what=f"By the {v.role}")}
    for name, ask in asked.items():
        allowed = {viewer.role for viewer in EVERYONE if may(lambda ask=ask, v=viewer: ask(v))}
        assert allowed == expected, name
    listed = {v.role for v in EVERYONE
              if v.may_see_children and action.id in {a.id for a in book.list(v)}}
    assert listed == expected
    for viewer in EVERYONE:
        if viewer.role in expected:
            found = book.one(viewer, action.id)
            assert (found.children, found.may_change) == (("child-1",), True)


@pytest.mark.parametrize("place", [p for p, measure in PLACES if not measure])
def test_a_surgery_is_opened_and_noted_in_by_who_may_act_at_its_place(
    book: Actions, place: str,
) -> None:
    surgery = opened(book, ANALYST, place)
    asked: dict[str, Callable[[Viewer], object]] = {
        "open": lambda v: opened(book, v, place),
        "surgery": lambda v: book.surgery(v, place, MARCH),
        "surgeries": lambda v: book.surgeries(v, place),
        "note": lambda v: book.note(v, surgery.id, "1", f"By the {v.role}", token()),
        "notes": lambda v: book.notes(v, surgery.id)}
    for name, ask in asked.items():
        allowed = {viewer.role for viewer in EVERYONE if may(lambda ask=ask, v=viewer: ask(v))}
        assert allowed == PLACES[place, ""], name
    for viewer in EVERYONE:
        if viewer.role not in PLACES[place, ""]:
            assert not may(lambda v=viewer: book.close_surgery(v, surgery.id, {}, token()))
    assert may(lambda: book.close_surgery(ANALYST, surgery.id, {}, token()))


@pytest.mark.parametrize("viewer", [COMMITTEE, BOARD], ids=lambda v: v.role)
def test_members_are_told_no_more_than_that_they_may_not(book: Actions, viewer: Viewer) -> None:
    surgery = opened(book)
    agree(book, surgery=surgery.id)
    book.close_surgery(HEAD, surgery.id, {}, token())
    for ask in (lambda: book.list(viewer), lambda: book.surgeries(viewer),
                lambda: book.surgery(viewer, AREA, MARCH), lambda: book.notes(viewer, surgery.id),
                lambda: book.minutes(viewer, AREA, HELD)):
        with pytest.raises(NotAllowed):
            ask()


def test_what_is_out_of_reach_is_not_told_from_what_is_not_there(book: Actions) -> None:
    action = agree(book, ANALYST, place="norwich", owner="analyst")
    surgery = opened(book, ANALYST, "norwich")
    for viewer in (HEAD, MANAGER, WORKER):
        with pytest.raises(NotFound, match=r"^no action of that number$"):
            book.one(viewer, action.id)
        with pytest.raises(NotFound, match=r"^no surgery of that number$"):
            book.notes(viewer, surgery.id)


@pytest.mark.parametrize("owner", [MANAGER, Viewer("head", "norwich", "front-door")],
                         ids=lambda v: v.role)
def test_an_owner_sees_the_action_without_others_children_and_may_say_it_is_done(
    book: Actions, owner: Viewer,
) -> None:
    action = agree(book, owner=owner.owner_key, children=["child-1", "child-2"])
    seen = book.one(owner, action.id)
    assert (seen.children, seen.children_hidden) == ((), 2)
    assert (seen.may_change, seen.may_close) == (False, True)
    assert not book.list(owner, child="child-1")
    for fields in ({"what": "Less"}, {"due_on": APRIL.replace(month=5)}, {"state": "dropped"},
                   {"state": "done", "owner": "director"}, {"reason": "Too hard"}):
        with pytest.raises(NotAllowed):
            book.change(owner, action.id, seen_version=1, token=token(),
                        **fields)  # type: ignore[arg-type]
    done = book.change(owner, action.id, seen_version=1, token=token(), state="done")
    assert (done.state, done.changed_by) == ("done", owner.owner_key)
    with pytest.raises(NotAllowed):
        book.change(owner, action.id, seen_version=2, token=token(), state="open")


def test_who_is_no_longer_the_owner_no_longer_sees_it(book: Actions) -> None:
    action = agree(book, owner=WORKER.owner_key)
    assert may(lambda: book.one(WORKER, action.id))
    book.change(HEAD, action.id, seen_version=1, token=token(), owner="director")
    assert not may(lambda: book.one(WORKER, action.id))
    assert not may(lambda: book.history(WORKER, action.id))


def test_children_given_out_are_noted_for_the_audit_log(book: Actions) -> None:
    action = agree(book, children=["child-1", "child-2"], owner=WORKER.owner_key)
    agree(book)
    notes = audit.begin()
    book.list(HEAD)
    assert notes == [{"actions": [action.id], "rows": 2}]
    notes = audit.begin()
    book.list(WORKER)
    assert notes == []
    book.children_of(WORKER, action.id, lambda child: child == "child-2")
    assert notes == [{"actions": [action.id], "rows": 1, "of": 2}]
