"""The forms of the board's challenge log: raising a challenge, its answer, and its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.field import select_field, text_field
from components.post_form import FRESH, Sent, post_form
from data.actions.records import Challenge

_NOBODY = "Name no child, family or worker."


def challenge_form(
    *, agencies: Sequence[tuple[str, str]], fresh: Mapping[str, str], kept: Mapping[str, str],
    action: str, sent: Sent = FRESH, name: str = "challenge",
) -> Component:
    """Raise a challenge with one of the ``agencies`` (ids and words). ``fresh`` is what its days
    begin with, as ISO dates: raised_on and answer_by.
    """
    def day(field: str, label: str) -> Component:
        return text_field(name, field, label, kind="date", problem=sent.problem(field),
                          value=sent.get(field, fresh[field]))

    return post_form(
        name,
        text_field(name, "challenge", "What the board asks", rows=3, hint=_NOBODY,
                   value=sent.get("challenge"), problem=sent.problem("challenge")),
        html.Div([
            select_field(name, "whom", "Of whom", [("", [("", "Choose"), *agencies])],
                         value=sent.get("whom"), problem=sent.problem("whom")),
            day("raised_on", "Raised on"),
            day("answer_by", "Answer due"),
        ], className="beside"),
        action=action, button="Raise this challenge", sent=sent, kept=kept)


def answer_form(
    challenge: Challenge, *, day: str, kept: Mapping[str, str], action: str, sent: Sent = FRESH,
    name: str = "answer",
) -> Component:
    """Write down what was answered; ``day`` is the day the form begins with, as an ISO date."""
    return _step_form(
        name, "answer", "What was answered", "answered_on", "Answered on", challenge, day, kept,
        action, "Keep this further answer" if challenge.answer else "Keep this answer", sent)


def end_form(
    challenge: Challenge, *, day: str, kept: Mapping[str, str], action: str, sent: Sent = FRESH,
    name: str = "end",
) -> Component:
    """Close a challenge for good."""
    return _step_form(
        name, "outcome", "What came of it", "closed_on", "Closed on", challenge, day, kept,
        action, "Close this challenge", sent)


def _step_form(
    name: str, field: str, label: str, on: str, on_label: str, challenge: Challenge, day: str,
    kept: Mapping[str, str], action: str, button: str, sent: Sent,
) -> Component:
    return post_form(
        name,
        text_field(name, field, label, rows=3, hint=_NOBODY, value=sent.get(field),
                   problem=sent.problem(field)),
        text_field(name, on, on_label, kind="date", value=sent.get(on, day),
                   problem=sent.problem(on)),
        action=action, button=button, sent=sent,
        kept={"seen_version": str(challenge.version), **kept})
