"""Commentary on a measure at a place: what the story is, by whom and when, and the form for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.action_words import moment_words
from components.field import text_field, tick_field
from components.numbers import day_words
from components.post_form import FRESH, Sent, post_form
from data.actions.records import Comment


def comment_form(
    *, kept: Mapping[str, str], may_publish: bool, sent: Sent = FRESH, name: str = "comment",
) -> Component:
    """Say what the story is; ``kept`` names the measure, the place and the date."""
    return post_form(
        name,
        text_field(name, "text", "What the story is", rows=3, value=sent.get("text"),
                   problem=sent.problem("text")),
        tick_field(name, "public", "May be published", ticked=bool(sent.get("public")))
        if may_publish else None,
        action="/comments/add", button="Add", sent=sent, kept=kept)


def comment_list(
    comments: Sequence[Comment], *, as_at: dt.date, who: Callable[[str], str],
) -> Component | None:
    """What was said of this date, and below it what was said of earlier ones, newest first; None
    where nothing was said up to this date.
    """
    newest = sorted(comments, key=lambda c: (c.as_at, c.at, c.id), reverse=True)
    now = [c for c in newest if c.as_at == as_at]
    earlier = [c for c in newest if c.as_at < as_at]
    if not (now or earlier):
        return None
    return html.Div([
        *(_comment(c, who) for c in now),
        html.Details([html.Summary(f"Earlier: {len(earlier)}"),
                      *(_comment(c, who) for c in earlier)], open=not now) if earlier else None,
    ], className="comments")


def _comment(comment: Comment, who: Callable[[str], str]) -> Component:
    return html.Div([
        html.P(comment.text, className="words"),
        html.P(f"{who(comment.by)}, {moment_words(comment.at)}, as at "
               f"{day_words(comment.as_at, short=True)}"
               f"{'. May be published' if comment.public else ''}", className="source"),
    ], className="comment")
