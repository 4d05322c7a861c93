"""What became of a challenge: that it was raised, every answer, and how it ended."""

from __future__ import annotations

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component

from components.action_words import moment_words
from components.attributes import data
from components.challenge_words import STEPS
from components.numbers import day_words
from components.quick import quick
from components.region import scrolling
from data.actions.records import Challenge

HEADS = ("On", "What", "Words", "Written by", "Written")
_LOOKS = {"What": "day", "Words": "words"}


def challenge_history(challenge: Challenge, *, who: Callable[[str], str]) -> Component:
    """Every step, the newest first; the challenge itself last."""
    rows = [(day_words(step.on), STEPS[step.kind], step.text, who(step.by), moment_words(step.at))
            for step in reversed(challenge.steps)]
    rows.append((day_words(challenge.raised_on), "Raised", challenge.what,
                 who(challenge.raised_by), moment_words(challenge.written_at)))
    caption = "What became of this challenge, newest first"
    return scrolling(html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in HEADS])),
        html.Tbody([html.Tr([
            quick(html.Th, on, scope="row", className="day"),
            *(quick(html.Td, words, className=_LOOKS.get(head), **data(label=head))
              for head, words in zip(HEADS[1:], rest, strict=True))])
            for on, *rest in rows])], className="versions"), label=caption, look="cards")
