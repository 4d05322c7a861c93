"""Where the forms that write are sent: surgeries, notes, actions and commentary."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from dash.development.base_component import Component
from flask import Flask
from flask.typing import ResponseReturnValue

from components.action_words import FIELDS, field_words
from components.drawn import drawn
from components.note_form import note_form
from components.post_form import Sent, post_form
from components.versions_table import versions_table
from data.actions import Action, Invalid, actions
from data.queries import NotFound
from pages._web.agreed import (
    agree_form,
    change_form_of,
    comment_form_of,
    may_open_child,
    measure_words,
    place_words,
    who,
)
from pages._web.fields import date_of, id_of, number_of, words_of
from pages._web.page import Look, Page
from pages._web.posting import Values, posted
from pages._web.surgery_record import surgery_record


def add_forms(server: Flask) -> None:
    """Add the addresses that forms are sent to; a page of the same address is still a page."""
    views: dict[str, Callable[..., ResponseReturnValue]] = {
        "/actions/add": _add, "/actions/<action>/change": _change, "/comments/add": _comment,
        "/surgeries/<place>/open": _open, "/surgeries/<place>/note": _note,
        "/surgeries/<place>/close": _close}
    for rule, view in views.items():
        server.add_url_rule(rule, f"sent{rule}", view, methods=["POST"])


# Actions ------

def _add() -> ResponseReturnValue:
    def write(look: Look, values: Values) -> tuple[str, str]:
        found = actions().add(
            look.viewer, what=words_of(values, "what"),
            owner=_owner(look, words_of(values, "owner"), words_of(values, "place")),
            due_on=date_of(values, "due_on"), place=words_of(values, "place"),
            measure=words_of(values, "measure"), expected=words_of(values, "expected"),
            children=_children(look, values), surgery=number_of(values, "surgery"),
            agreed_at=look.as_at, token=words_of(values, "token"))
        to = words_of(values, "back") or look.href(f"/actions/{found.id}")
        return to, f"action-{found.id}"

    return posted(write, _agree_again)


def _agree_again(look: Look, values: Values, sent: Sent) -> Page:
    place = words_of(values, "place")
    return Page("Agree an action", [agree_form(look, place=place, sent=sent)],
                lead=place_words(look, place), active="/actions")


def _change(action: str) -> ResponseReturnValue:
    number = id_of(action)

    def write(look: Look, values: Values) -> tuple[str, str]:
        fields = _changed(look, number, values)
        if "owner" in fields:
            _owner(look, fields["owner"], actions().one(look.viewer, number).place)
        found = actions().change(
            look.viewer, number, seen_version=number_of(values, "seen_version") or 0,
            token=words_of(values, "token"), as_at=look.as_at, **fields)
        return look.href(f"/actions/{number}"), f"change-{number}-{found.version}"

    def again(look: Look, values: Values, sent: Sent) -> Page:
        meanwhile = sent.meanwhile if isinstance(sent.meanwhile, Action) else None
        found = meanwhile or actions().one(look.viewer, number)
        if meanwhile:
            sent = replace(sent, beside=_both(look, values, found))
        return Page(f"Action {number}", drawn(change_form_of(look, found, sent=sent)),
                    lead=found.what, active="/actions")

    return posted(write, again)


def _changed(look: Look, number: int, values: Values) -> dict[str, Any]:
    """The fields that somebody changed in the form, against the version it was made from: what
    they left as it was must not undo what another changed meanwhile. Raises Invalid.
    """
    versions = actions().history(look.viewer, number)
    before = next((v for v in versions if v.number == number_of(values, "made_from")), versions[-1])
    typed: dict[str, Any] = {
        name: words_of(values, name).replace("\r\n", "\n") for name in FIELDS if name in values}
    if "due_on" in typed:
        typed["due_on"] = date_of(values, "due_on")
        if typed["due_on"] is None:
            raise Invalid([("due_on", "Give the day by which it is to be done.")])
    if not typed.get("reason"):
        typed.pop("reason", None)  # an empty one is none, and leaves the one there is
    return {name: value for name, value in typed.items() if value != getattr(before, name)}


def _both(look: Look, values: Values, now: Action) -> Component:
    """What somebody changed beside what is kept meanwhile, field by field."""
    changed = _changed(look, now.id, values)
    mine = replace(now, **changed)
    return versions_table(
        [(words, field_words(mine, name, owner=who(look, mine.owner)),
          field_words(now, name, owner=who(look, now.owner))) for name, words in FIELDS.items()],
        yours="With your change", theirs=f"Kept, by {who(look, now.changed_by)}",
        caption="The action with your change, and as it is kept")


# Commentary ------

def _comment() -> ResponseReturnValue:
    def write(look: Look, values: Values) -> tuple[str, str]:
        measure, place = words_of(values, "measure"), words_of(values, "place")
        found = actions().comment(
            look.viewer, measure=measure, place=place, as_at=look.as_at,
            text=words_of(values, "text"), public=bool(values.get("public")),
            token=words_of(values, "token"))
        to = words_of(values, "back") or look.href(f"/measures/{measure}", place=place)
        return to, f"comment-{found.id}"

    def again(look: Look, values: Values, sent: Sent) -> Page:
        measure, place = words_of(values, "measure"), words_of(values, "place")
        return Page(measure_words(look, measure), [comment_form_of(
            look, measure=measure, place=place, back=words_of(values, "back"), sent=sent)],
            lead=place_words(look, place))

    return posted(write, again)


# Surgeries ------

def _open(place: str) -> ResponseReturnValue:
    def write(look: Look, values: Values) -> tuple[str, str]:
        agenda = look.queries.agenda(look.viewer, place, look.as_at)
        found = actions().open_surgery(
            look.viewer, place, look.as_at, words_of(values, "token"), held=agenda.held)
        return _back(look, values, place), f"open-{found.id}"

    return posted(write, partial(_surgery_again, place, "open", "Open the surgery"))


def _note(place: str) -> ResponseReturnValue:
    def write(look: Look, values: Values) -> tuple[str, str]:
        found = actions().note(
            look.viewer, _surgery(look, place), words_of(values, "item"), words_of(values, "text"),
            words_of(values, "token"))
        return _back(look, values, place), f"note-{found.id}"

    def again(look: Look, values: Values, sent: Sent) -> Page:
        kept = {name: words_of(values, name) for name in ("item", "as_at", "back")}
        return Page("Note", [note_form(place=place, kept=kept, sent=sent)],
                    lead=place_words(look, place), active="/surgeries")

    return posted(write, again)


def _close(place: str) -> ResponseReturnValue:
    def write(look: Look, values: Values) -> tuple[str, str]:
        found = actions().close_surgery(
            look.viewer, _surgery(look, place), surgery_record(look, place),
            words_of(values, "token"))
        held = found.surgery.held.isoformat()
        return (look.href(f"/surgeries/{place}/minutes/{held}"), f"close-{found.surgery.id}")

    return posted(write, partial(_surgery_again, place, "close", "Close the surgery"))


def _surgery_again(place: str, what: str, button: str, look: Look, values: Values, sent: Sent,
                   ) -> Page:
    kept = {name: words_of(values, name) for name in ("as_at", "back")}
    return Page(button, [post_form(what, action=f"/surgeries/{place}/{what}", button=button,
                                   kept=kept, sent=sent)],
                lead=place_words(look, place), active="/surgeries")


def _surgery(look: Look, place: str) -> int:
    """The number of a place's surgery about the date looked at. Raises Invalid where none is open.
    """
    found = actions().surgery(look.viewer, place, look.as_at)
    if found is None:
        raise Invalid([("form", "Nobody has opened this surgery yet. Open it first.")])
    return found.id


def _back(look: Look, values: Values, place: str) -> str:
    return words_of(values, "back") or look.href(f"/surgeries/{place}")


# Whom and which children ------

def _owner(look: Look, owner: str, place: str) -> str:
    """Somebody whom the form offers for the place, or nobody. Raises Invalid for anyone else; a
    place that there is not is for the book of actions to refuse.
    """
    try:
        offered = {key for key, _ in look.queries.owners(look.viewer, place, look.as_at)}
    except NotFound:
        return owner
    if owner and owner not in offered:
        raise Invalid([("owner", "Choose one of those who can answer for it at this place.")])
    return owner


def _children(look: Look, values: Values) -> list[str]:
    """The ids typed, each once. Raises Invalid, in the same words for a child out of the viewer's
    reach as for none.
    """
    typed = [part.strip() for part in re.split(r"[,;\n]", words_of(values, "children"))]
    ids = list(dict.fromkeys(part for part in typed if part))
    shut = [child for child in ids[:51] if not may_open_child(look, child)]
    if shut:
        raise Invalid([("children", f"You cannot open {', '.join(shut)} at this date. Look at the "
                                    f"{'id' if len(shut) == 1 else 'ids'} again.")])
    return ids
