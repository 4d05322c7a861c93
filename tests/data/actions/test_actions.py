"""Actions: agreed, changed, closed, listed; nothing of what was written is ever lost."""

from __future__ import annotations

import datetime as dt

import pytest

from data.actions import Actions, ChangedMeanwhile, Invalid, NotFound, open_actions
from data.settings import Settings
from data.viewers import Viewer
from tests.data.actions.agreed import (
    APRIL,
    AREA,
    FEBRUARY,
    LYNN,
    MARCH,
    OWN_MEASURE,
    agree,
    opened,
    token,
)
from tests.data.county import NORWICH
from tests.data.looking import ANALYST, DIRECTOR, HEAD, MANAGER, WORKER

MAY = dt.date(2016, 5, 31)


def test_an_action_is_given_back_as_it_was_agreed(book: Actions) -> None:
    surgery = opened(book)
    action = agree(book, measure=OWN_MEASURE, children=["child-lynn-2", "child-lynn-1"],
                   expected="Visits in time from 80 to 95 %", surgery=surgery.id)
    assert (action.what, action.owner, action.due_on, action.expected) == (
        "Two duty visits a week", f"manager:{LYNN}", APRIL, "Visits in time from 80 to 95 %")
    assert (action.place, action.measure, action.surgery, action.agreed_at, action.agreed_by) == (
        AREA, OWN_MEASURE, surgery.id, MARCH, f"head:{AREA}")
    assert (action.state, action.version, action.reason, action.state_since) == (
        "open", 1, "", MARCH)
    assert (action.children, action.children_hidden) == (("child-lynn-2", "child-lynn-1"), 0)
    assert action == book.one(HEAD, action.id)


def test_the_moment_of_writing_is_kept_in_utc(chosen: Settings) -> None:
    moment = dt.datetime(2016, 4, 14, 10, 5, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    book = open_actions(chosen, clock=lambda: moment)
    written = agree(book).written_at
    assert (written, written.utcoffset()) == (moment, dt.timedelta(0))
    book.close()


def test_a_change_is_a_further_version_and_the_history_keeps_them_all(book: Actions) -> None:
    action = agree(book)
    moved = book.change(DIRECTOR, action.id, seen_version=1, token=token(), due_on=MAY)
    done = book.change(MANAGER, action.id, seen_version=2, token=token(), as_at=APRIL,
                       state="done", reason="All eight were seen")
    assert (moved.version, moved.due_on, moved.what) == (2, MAY, action.what)
    assert (done.version, done.due_on, done.state_since) == (3, MAY, APRIL)
    history = book.history(HEAD, action.id)
    assert [(v.number, v.by, v.as_at, v.due_on, v.state, v.reason, v.changed) for v in history] == [
        (1, f"head:{AREA}", MARCH, APRIL, "open", "", ()),
        (2, "director", MARCH, MAY, "open", "", ("due_on",)),
        (3, f"manager:{LYNN}", APRIL, MAY, "done", "All eight were seen", ("state", "reason"))]


def test_a_second_person_is_told_what_the_first_wrote_and_nothing_is_overwritten(
    book: Actions,
) -> None:
    action = agree(book)
    book.change(DIRECTOR, action.id, seen_version=1, token=token(), what="Three duty visits")
    with pytest.raises(ChangedMeanwhile) as told:
        book.change(ANALYST, action.id, seen_version=1, token=token(), what="One duty visit")
    assert (told.value.now.what, told.value.now.version) == ("Three duty visits", 2)
    assert [(v.number, v.by, v.changed) for v in told.value.since] == [(2, "director", ("what",))]
    assert book.one(HEAD, action.id).what == "Three duty visits"
    again = book.change(ANALYST, action.id, seen_version=2, token=token(), what="One duty visit")
    assert (again.what, again.version) == ("One duty visit", 3)


def test_the_same_form_sent_twice_makes_one_action(book: Actions) -> None:
    form = token()
    first, second = (agree(book, token=form, children=["child-lynn-1"]) for _ in range(2))
    assert first == second
    assert len(book.list(HEAD)) == 1


def test_the_same_form_sent_twice_makes_one_change_and_the_second_is_no_conflict(
    book: Actions,
) -> None:
    action, form = agree(book), token()
    first, second = (book.change(HEAD, action.id, seen_version=1, token=form, state="done")
                     for _ in range(2))
    assert first == second
    later = book.change(HEAD, action.id, seen_version=2, token=token(), reason="Seen by duty")
    third = book.change(HEAD, action.id, seen_version=1, token=form, state="done")
    assert (third, later.version) == (first, 3)
    assert len(book.history(HEAD, action.id)) == 3


@pytest.mark.parametrize("other", [
    {"what": "Three duty visits"}, {"due_on": MAY}, {"children": ["child-lynn-3"]},
    {"place": LYNN}])
def test_a_form_that_was_gone_back_to_and_changed_is_not_taken_for_the_first(
    book: Actions, other: dict[str, object],
) -> None:
    form = token()
    agree(book, token=form)
    with pytest.raises(Invalid, match="sent before with other"):
        agree(book, token=form, **other)
    with pytest.raises(Invalid, match="sent before with other"):
        agree(book, DIRECTOR, token=form)
    with pytest.raises(Invalid, match="sent before with other"):
        book.comment(HEAD, measure=OWN_MEASURE, place=AREA, as_at=MARCH, text="x", token=form)


def test_a_change_that_changes_nothing_writes_nothing(book: Actions) -> None:
    action = agree(book)
    before = book.version()
    same = book.change(HEAD, action.id, seen_version=1, token=token(), what=f" {action.what}\r\n")
    assert (same, book.version()) == (action, before)


def test_a_reason_goes_with_its_state(book: Actions) -> None:
    action = agree(book)
    dropped = book.change(HEAD, action.id, seen_version=1, token=token(), state="dropped",
                          reason="The clinic has moved", as_at=APRIL)
    assert (dropped.reason, dropped.state_since) == ("The clinic has moved", APRIL)
    open_again = book.change(HEAD, action.id, seen_version=2, token=token(), state="open")
    assert (open_again.reason, open_again.state, open_again.state_since) == ("", "open", APRIL)


def test_a_page_of_an_earlier_date_does_not_put_a_change_into_the_past(book: Actions) -> None:
    action = agree(book)
    done = book.change(HEAD, action.id, seen_version=1, token=token(), state="done",
                       as_at=FEBRUARY)
    assert done.state_since == MARCH


def test_an_action_is_overdue_from_the_day_after_it_was_due_while_it_is_open(book: Actions) -> None:
    action = agree(book)
    assert [action.overdue_at(day) for day in (APRIL, APRIL + dt.timedelta(1))] == [False, True]
    assert [len(book.list(HEAD, overdue_at=day))
            for day in (APRIL, APRIL + dt.timedelta(1))] == [0, 1]
    done = book.change(HEAD, action.id, seen_version=1, token=token(), state="done")
    assert not done.overdue_at(MAY)
    assert not book.list(HEAD, overdue_at=MAY)


def test_a_list_is_narrowed_by_place_owner_state_measure_surgery_and_child(book: Actions) -> None:
    surgery = opened(book)
    area = agree(book, surgery=surgery.id, children=["child-lynn-1"])
    team = agree(book, place=LYNN, measure=OWN_MEASURE)
    there = agree(book, ANALYST, place=NORWICH, owner="director")
    county = agree(book, ANALYST, place="norfolk", measure="cpp-visit-timely")
    service = agree(book, HEAD, place="looked-after")
    book.change(HEAD, team.id, seen_version=1, token=token(), state="done")

    def ids(**by: object) -> set[int]:
        return {action.id for action in book.list(ANALYST, **by)}  # type: ignore[arg-type]

    everything = {a.id for a in (area, team, there, county, service)}
    assert ids() == ids(place="norfolk") == everything
    assert ids(place=AREA) == {area.id, team.id}
    assert ids(place=LYNN) == {team.id}
    assert ids(place="looked-after") == {service.id, team.id}
    assert ids(state="done") == {team.id}
    assert ids(measure="cpp-visit-timely") == {county.id}
    assert ids(surgery=surgery.id) == {area.id}
    assert ids(child="child-lynn-1") == {area.id}
    assert not ids(child="child-lynn")
    assert [a.id for a in book.list(DIRECTOR, mine=True)] == [there.id]
    with pytest.raises(NotFound, match="no place called atlantis"):
        ids(place="atlantis")


def test_open_actions_come_first_and_among_them_the_earliest_due(book: Actions) -> None:
    late, early, done = (agree(book, due_on=day) for day in (MAY, APRIL, FEBRUARY.replace(month=4)))
    book.change(HEAD, done.id, seen_version=1, token=token(), state="done")
    assert [a.id for a in book.list(HEAD)] == [early.id, late.id, done.id]


def test_what_is_wrong_is_said_of_every_field_at_once(book: Actions) -> None:
    with pytest.raises(Invalid) as wrong:
        agree(book, what=" \r\n ", owner="manager:atlantis", due_on=MARCH, token="",
              children=[f"child-{n}" for n in range(51)])
    assert wrong.value.problems == [
        ("token", "The form has lost its token. Open the page again."),
        ("children", "51 children are named; one action may name at most 50. Make two of it."),
        ("what", "Say what is to be done."),
        ("owner", "Choose who answers for it."),
        ("due_on", "The day must be after 31 March 2016, the date of the figures that were "
                   "looked at.")]
    assert not book.list(HEAD)


@pytest.mark.parametrize(("fields", "field"), [
    ({"due_on": None}, "due_on"), ({"due_on": dt.date(2106, 4, 30)}, "due_on"),
    ({"owner": ""}, "owner"), ({"owner": "head:"}, "owner"), ({"owner": "committee"}, "owner"),
    ({"owner": f"head:{LYNN}"}, "owner"), ({"owner": f"manager:{AREA}"}, "owner"),
    ({"owner": "worker: "}, "owner"), ({"owner": "worker:" + "1" * 100}, "owner"),
    ({"children": [""]}, "children"), ({"children": ["c" * 101]}, "children"),
    ({"token": "not a token"}, "token")])
def test_what_cannot_be_agreed(book: Actions, fields: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        agree(book, **fields)
    assert [name for name, _ in wrong.value.problems] == [field]


@pytest.mark.parametrize(("fields", "field"), [
    ({"state": "dropped"}, "reason"), ({"state": "forgotten"}, "state"), ({"what": ""}, "what"),
    ({"due_on": MARCH}, "due_on"), ({"owner": "nobody"}, "owner")])
def test_what_an_action_cannot_be_changed_to(
    book: Actions, fields: dict[str, str], field: str,
) -> None:
    action = agree(book)
    with pytest.raises(Invalid) as wrong:
        book.change(HEAD, action.id, seen_version=1, token=token(), **fields)  # type: ignore[arg-type]
    assert [name for name, _ in wrong.value.problems] == [field]
    assert book.one(HEAD, action.id) == action


def test_an_action_needs_a_place_and_a_measure_that_there_are(book: Actions) -> None:
    with pytest.raises(NotFound, match="no place called atlantis"):
        agree(book, ANALYST, place="atlantis")
    with pytest.raises(NotFound, match="no measure called lac-nothing"):
        agree(book, ANALYST, measure="lac-nothing")
    for ask in (book.one, book.history):
        with pytest.raises(NotFound, match="no action of that number"):
            ask(ANALYST, 7)


def test_a_child_named_twice_is_named_once(book: Actions) -> None:
    assert agree(book, children=["child-1", "child-2", "child-1"]).children == (
        "child-1", "child-2")


def test_an_action_of_a_surgery_is_of_its_date_and_only_while_it_is_open(book: Actions) -> None:
    surgery = opened(book)
    with pytest.raises(Invalid, match="another date"):
        agree(book, surgery=surgery.id, agreed_at=FEBRUARY)
    form = token()
    first = agree(book, surgery=surgery.id, token=form)
    book.close_surgery(HEAD, surgery.id, {}, token())
    assert agree(book, surgery=surgery.id, token=form) == first
    with pytest.raises(Invalid, match="is closed"):
        agree(book, surgery=surgery.id)
    with pytest.raises(NotFound, match="no surgery of that number"):
        agree(book, surgery=99)


def test_an_owner_who_is_a_worker_closes_the_own_action_and_changes_nothing_else(
    book: Actions,
) -> None:
    action = agree(book, MANAGER, place=LYNN, owner=WORKER.owner_key, children=["child-lynn-1"])
    (own,) = book.list(WORKER, mine=True)
    assert (own.may_change, own.may_close, own.children, own.children_hidden) == (
        False, True, (), 1)
    assert book.children_of(WORKER, action.id, lambda child: child == "child-lynn-1") == (
        "child-lynn-1",)
    assert book.children_of(WORKER, action.id, lambda child: False) == ()
    done = book.change(WORKER, action.id, seen_version=1, token=token(), state="done",
                       reason="Seen on Tuesday", what=action.what, due_on=APRIL)
    assert (done.state, done.may_close, done.changed_by) == ("done", False, WORKER.owner_key)


def test_a_place_that_is_gone_keeps_its_actions_for_those_who_lead(
    book: Actions, chosen: Settings,
) -> None:
    action = agree(book, MANAGER, place=LYNN)
    book.places.by_id.pop(LYNN)
    assert book.one(DIRECTOR, action.id).place == LYNN
    assert book.list(Viewer("head", AREA, "front-door")) == []
