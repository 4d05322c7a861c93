"""The board's challenge log: its forms, and where they are sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from dash.development.base_component import Component
from flask import Flask
from flask.typing import ResponseReturnValue

from components.challenge_form import answer_form, challenge_form, end_form
from components.challenge_history import challenge_history
from components.drawn import drawn
from components.post_form import FRESH, Sent
from data.actions import Challenge, NotAllowed, actions
from data.summaries.board_file import Board, board_of
from pages._web.agreed import who
from pages._web.fields import date_of, id_of, number_of, words_of
from pages._web.page import Look, Page
from pages._web.posting import Values, posted

PATH = "/summaries/board/challenges"


def add_challenges(server: Flask) -> None:
    """Add the addresses that the log's forms are sent to; a page of the same address is still a
    page.
    """
    views: dict[str, Callable[..., ResponseReturnValue]] = {
        PATH: _raise, f"{PATH}/<challenge>/answer": partial(_step, "answer"),
        f"{PATH}/<challenge>/close": partial(_step, "close")}
    for rule, view in views.items():
        server.add_url_rule(rule, f"sent{rule}", view, methods=["POST"])


def board_settings(look: Look) -> Board:
    """The board's file. Raises NotFound where the authority has none."""
    return board_of(look.queries.authority, look.queries.catalogue)


def challenge_href(look: Look, challenge: Challenge) -> str:
    """The address of a challenge's own page."""
    return look.href(f"{PATH}/{challenge.id}")


def raise_form(look: Look, *, sent: Sent = FRESH) -> Component:
    """The form that raises a challenge."""
    board = board_settings(look)
    due = look.as_at + dt.timedelta(days=board.answer_days)
    return challenge_form(
        agencies=[(one.id, one.called) for one in board.agencies],
        fresh={"raised_on": look.as_at.isoformat(), "answer_by": due.isoformat()},
        kept=_kept(look), action=PATH, sent=sent)


def answer_form_of(look: Look, challenge: Challenge, *, sent: Sent = FRESH) -> Component:
    """The form that writes an answer down."""
    return answer_form(challenge, day=look.as_at.isoformat(), kept=_kept(look),
                       action=f"{PATH}/{challenge.id}/answer", sent=sent)


def end_form_of(look: Look, challenge: Challenge, *, sent: Sent = FRESH) -> Component:
    """The form that closes a challenge."""
    return end_form(challenge, day=look.as_at.isoformat(), kept=_kept(look),
                    action=f"{PATH}/{challenge.id}/close", sent=sent)


def _kept(look: Look) -> dict[str, str]:
    return {"as_at": look.as_at.isoformat()}


def _raise() -> ResponseReturnValue:
    def write(look: Look, values: Values) -> tuple[str, str]:
        found = actions().raise_challenge(
            look.viewer, challenge=words_of(values, "challenge"), whom=words_of(values, "whom"),
            raised_on=date_of(values, "raised_on"), answer_by=date_of(values, "answer_by"),
            offered={one.id for one in board_settings(look).agencies},
            token=words_of(values, "token"))
        return challenge_href(look, found), f"challenge-{found.id}"

    return posted(write, lambda look, values, sent: Page(
        "Raise a challenge", [raise_form(look, sent=sent)], active="/summaries/board"))


def _step(what: str, challenge: str) -> ResponseReturnValue:
    number = id_of(challenge)

    def write(look: Look, values: Values) -> tuple[str, str]:
        seen, token = number_of(values, "seen_version") or 0, words_of(values, "token")
        if what == "answer":
            found = actions().answer_challenge(
                look.viewer, number, seen_version=seen, token=token,
                answer=words_of(values, "answer"), answered_on=date_of(values, "answered_on"))
        else:
            found = actions().close_challenge(
                look.viewer, number, seen_version=seen, token=token,
                outcome=words_of(values, "outcome"), closed_on=date_of(values, "closed_on"))
        return challenge_href(look, found), f"{'answer' if what == 'answer' else 'end'}-{found.id}"

    return posted(write, partial(_again, what, number))


def _again(what: str, number: int, look: Look, values: Values, sent: Sent) -> Page:
    """The same form once more; below it what others wrote meanwhile."""
    found = actions().challenge(look.viewer, number)
    if not look.viewer.may_challenge:
        raise NotAllowed
    form = answer_form_of if what == "answer" else end_form_of
    return Page(
        f"Challenge {number}", drawn(
            form(look, found, sent=sent),
            challenge_history(found, who=partial(who, look)) if sent.meanwhile else None),
        lead=found.what, active="/summaries/board")
