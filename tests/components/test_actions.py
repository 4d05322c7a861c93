"""Actions in a list and on their own, their history, and whether they worked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from components.action_form import action_form, change_form
from components.action_history import action_history
from components.action_list import action_list
from components.action_words import stands_words
from components.as_html import as_html
from components.comment_form import comment_form, comment_list
from components.control import Control
from components.effect_words import effect_words, judgement_words
from components.note_form import note_form
from components.post_form import Sent
from components.versions_table import versions_table
from data.actions.records import Action, Comment, Version
from data.effect import IMPROVEMENT, NO_SIGNAL, NOT_JUDGED, TOO_EARLY, Effect, Judgement
from tests.components.made import AS_AT, every, figure, measure, text

AT = dt.datetime(2016, 4, 12, 10, 40, tzinfo=dt.UTC)
ACTION = Action(
    id=7, place="norwich", measure="pep", surgery=None, agreed_at=AS_AT, agreed_by="analyst",
    written_at=AT, children=("C1",), children_hidden=0, version=2, what="Two duty visits a week",
    owner="manager:t1", due_on=dt.date(2016, 4, 14), state="open", reason="", expected="From 45",
    state_since=AS_AT, changed_at=AT, changed_by="analyst", may_change=True, may_close=True)
WHO = {"manager:t1": "Team manager, Norwich", "analyst": "Performance analyst"}.get
NASTY = "<script>alert(1)</script>\n=1+1 \U0001f642"


def href(action: Action) -> str:
    return f"/actions/{action.id}"


def listed(*actions: Action, as_at: dt.date = AS_AT) -> Any:
    return action_list(actions, caption="Actions", as_at=as_at, href=href, owner=str,
                       place=str, measure=str)


def controls(form: Any) -> dict[str, Control]:
    return {control.given["name"]: control for control in every(form, "Control")}


def test_an_action_says_what_who_where_by_when_and_how_it_stands() -> None:
    head, row = every(listed(ACTION), "Tr")
    assert text(head) == "What Owner Place Measure Due How it stands"
    assert text(row) == ("Two duty visits a week manager:t1 norwich pep 14 Apr 2016 "
                         "Open, due in 14 days")
    assert every(row, "Link")[0].href == "/actions/7"


def test_what_is_overdue_says_by_how_much_and_not_by_colour_alone() -> None:
    row = every(listed(ACTION, as_at=dt.date(2016, 4, 30)), "Tr")[1]
    assert "Overdue by 16 days" in text(row)
    assert [cell.className for cell in every(row, "Td")][-1] == "late"


def test_how_an_action_stands_in_words() -> None:
    day = dt.date(2016, 4, 30)
    for changed, words in (
            ({}, "Overdue by 16 days"), ({"due_on": day}, "Open, due today"),
            ({"due_on": dt.date(2016, 5, 1)}, "Open, due in 1 day"),
            ({"state": "done", "state_since": day}, "Done 12 Apr 2016"),
            ({"state": "dropped", "state_since": AS_AT}, "Dropped 12 Apr 2016")):
        assert stands_words(replace(ACTION, **changed), day) == words


def test_an_empty_list_says_so() -> None:
    assert text(listed()) == "No actions here."


def test_a_fresh_form_has_no_token_and_begins_as_it_is_told() -> None:
    form = action_form(
        owners=[("director", "Director")], measures=[("Health", [("lac-iha", "First check")])],
        least=AS_AT, fresh={"due_on": "2016-04-14", "measure": "lac-iha", "children": "C1"},
        kept={"place": "norwich", "back": "/x"})
    found = controls(form)
    assert (form.action, form.method) == ("/actions/add", "post")
    assert {name: control.given["defaultValue"] for name, control in found.items()} == {
        "token": "", "place": "norwich", "back": "/x", "what": "", "owner": "",
        "due_on": "2016-04-14", "measure": "lac-iha", "children": "C1", "expected": ""}
    assert found["due_on"].given["min"] == "2016-04-01"
    assert text(form).startswith("What is to be done Owner Due About which measure")


def test_every_control_has_a_label_and_the_sentence_on_what_is_wrong() -> None:
    form = action_form(owners=[], measures=[], least=AS_AT, fresh={}, kept={})
    labels = {label.htmlFor for label in every(form, "Label")}
    ids = {part.id for part in every(form, "P")}
    for name, control in controls(form).items():
        if control.given.get("type") != "hidden":
            assert control.given["id"] == f"action-{name}"
            assert control.given["id"] in labels
            assert set(control.given["aria-describedby"].split()) <= ids


def test_a_form_that_was_not_kept_holds_what_was_typed_and_says_what_is_wrong() -> None:
    sent = Sent({"what": NASTY, "owner": "worker:W9", "place": "norwich"}, "Not saved yet.",
                {"due_on": "Give the day.", "form": "Somebody was first."}, token="t-2")
    form = action_form(owners=[], measures=[], least=AS_AT, fresh={"due_on": "2016-04-14"},
                       kept={"place": ""}, sent=sent)
    found = controls(form)
    assert found["token"].given["defaultValue"] == "t-2"
    assert found["what"].given["defaultValue"] == NASTY
    assert ("worker:W9", "worker:W9") in found["owner"].options[0][1], "who is no more is offered"
    assert found["due_on"].given["aria-invalid"] == "true"
    assert "aria-invalid" not in found["what"].given
    problem = every(form, "Div")[0]
    assert text(problem) == "Not saved yet. Give the day. Somebody was first."
    assert [a.href for a in every(problem, "A")] == ["#action-due_on"]


def test_an_action_is_changed_by_its_version_and_by_nobody_else() -> None:
    def form(**rights: bool) -> Any:
        return change_form(replace(ACTION, **rights), owners=[("director", "Director")],
                           kept={"as_at": "2016-03-31"})

    whole = controls(form())
    assert whole["seen_version"].given["defaultValue"] == "2"
    assert {"state", "due_on", "owner", "reason", "what", "expected"} <= whole.keys()
    only_close = form(may_change=False)
    assert controls(only_close)["state"].given == {
        "type": "hidden", "name": "state", "defaultValue": "done"}
    assert {"what", "owner", "due_on", "expected"}.isdisjoint(controls(only_close))
    assert text(every(only_close, "Button")) == "It is done"
    assert form(may_change=False, may_close=False) is None


def test_the_history_says_who_changed_what_from_what_to_what() -> None:
    first = Version(1, AT, "analyst", AS_AT, NASTY, "manager:t1", dt.date(2016, 4, 14), "open",
                    "", "")
    second = replace(first, number=2, due_on=dt.date(2016, 5, 12), state="dropped",
                     reason="The team has moved", changed=("due_on", "state", "reason"))
    rows = [text(row) for row in every(action_history([first, second], who=WHO), "Tr")]
    who = "12 Apr 2016 10:40 UTC Performance analyst"
    assert rows == [
        "When By Changed From To",
        f"{who} Due 14 April 2016 12 May 2016",
        f"{who} How it stands Open Dropped",
        f"{who} Why – The team has moved",
        f"{who} Agreed {NASTY}"]


def test_two_versions_stand_side_by_side_and_what_differs_says_so() -> None:
    table = versions_table([("Due", "14 April", "12 May"), ("What", "Visit", "Visit")],
                           yours="Yours", theirs="Kept, by the director", caption="Both")
    head, first, second = every(table, "Tr")
    assert text(head) == "Yours Kept, by the director"
    assert text(first) == "Due differs 14 April 12 May"
    assert text(second) == "What Visit Visit"


# Commentary ------

def comment(number: int, day: dt.date, **more: Any) -> Comment:
    return Comment(**{"id": number, "measure": "pep", "place": "norwich", "as_at": day,
                      "text": f"Story {number}", "public": False, "at": AT, "by": "analyst",
                      **more})


def test_what_was_said_of_this_date_comes_first_and_earlier_below() -> None:
    february = dt.date(2016, 2, 29)
    said = comment_list([comment(3, AS_AT, public=True), comment(1, february),
                         comment(2, february)], as_at=AS_AT, who=WHO)
    assert text(said) == (
        "Story 3 Performance analyst, 12 Apr 2016 10:40 UTC, as at 31 Mar 2016. May be published "
        "Earlier: 2 Story 2 Performance analyst, 12 Apr 2016 10:40 UTC, as at 29 Feb 2016 "
        "Story 1 Performance analyst, 12 Apr 2016 10:40 UTC, as at 29 Feb 2016")
    assert not every(said, "Details")[0].open


def test_a_later_date_is_not_told_to_somebody_who_looks_back() -> None:
    assert comment_list([comment(3, AS_AT)], as_at=dt.date(2016, 2, 29), who=WHO) is None


def test_only_who_may_publish_gets_the_tick() -> None:
    for may_publish in (True, False):
        form = comment_form(kept={"measure": "pep"}, may_publish=may_publish)
        assert ("public" in controls(form)) is may_publish


def test_a_note_goes_to_its_surgery_and_item() -> None:
    form = note_form(place="norwich", kept={"item": "3"}, name="note-3")
    assert form.action == "/surgeries/norwich/note"
    assert controls(form)["item"].given["defaultValue"] == "3"
    assert controls(form)["text"].given["id"] == "note-3-text"


# Whether it worked ------

def test_the_figures_then_and_now_and_each_judgement_with_its_rule() -> None:
    pep = measure()
    then = figure(pep, 45, 60) | {"as_at": dt.date(2015, 12, 31)}
    now = figure(pep, 54, 60)
    effect = Effect(then, now, (
        Judgement(3, AS_AT, IMPROVEMENT, rule="run on one side", took=1),
        Judgement(6, dt.date(2016, 6, 30), TOO_EARLY)))
    assert text(effect_words(effect, pep, place="Norwich")) == (
        "Norwich: 75\u202f% (45 of 60) at 31 December 2015, and now 90\u202f% (54 of 60) at "
        "31 March 2016. After three months Signal of improvement By the rule “run on one side”, "
        "first seen 1 month after it was agreed. "
        "After six months Too early Judged on 30 June 2016.")


def test_small_numbers_are_counts_and_are_not_judged() -> None:
    pep = measure()
    effect = Effect(figure(pep, 2, 4), None, (
        Judgement(3, AS_AT, NOT_JUDGED, why_not="The numbers are too small."),))
    assert text(effect_words(effect, pep, place="Norwich")).startswith(
        "Norwich: 2 of 4 at 31 March 2016, and now no figure. After three months Not judged The "
        "numbers are too small. The figures then and now stand by themselves.")


def test_a_pace_says_what_it_was_and_what_it_is() -> None:
    for before, words in (
            ("not at this pace", "which was “not at this pace” when it was agreed."),
            ("on course", "as it was."), ("", "nothing was worked out for the surgery itself.")):
        said = judgement_words(Judgement(3, AS_AT, "on course", before=before, after="on course"))
        assert said.endswith(words)


def test_no_signal_is_said_as_such() -> None:
    assert judgement_words(Judgement(3, AS_AT, NO_SIGNAL)) == (
        "No month since then is a signal, by any rule of its chart.")


# As HTML ------

def test_text_is_text_in_html_whatever_it_holds() -> None:
    sent = Sent({"what": NASTY, "expected": "\"quoted\" & 'more'"}, "Not saved.", {"what": NASTY})
    form = action_form(owners=[("a", "<b>")], measures=[], least=AS_AT,
                       fresh={"due_on": '2016-04-14" onfocus="alert(1)'}, kept={"place": "<"},
                       sent=sent)
    found = as_html(form)
    assert "<script" not in found
    assert ">\n&lt;script&gt;alert(1)&lt;/script&gt;\n=1+1 \U0001f642</textarea>" in found
    assert '" onfocus="' not in found
    assert 'value="2016-04-14&quot; onfocus=&quot;alert(1)"' in found
    assert '<option value="a">&lt;b&gt;</option>' in found
    assert '<input name="place" type="hidden" value="&lt;">' in found
