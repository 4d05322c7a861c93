"""One challenge of the safeguarding board: what it asked, of whom, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import unquote

import dash
from dash import html

from components.challenge_history import challenge_history
from components.challenge_words import challenge_stands
from components.drawn import drawn
from components.numbers import day_words
from components.panel import panel
from data.actions import Challenge, NotFound, actions
from pages._web.agreed import who
from pages._web.challenges import PATH, answer_form_of, board_settings, end_form_of
from pages._web.fields import id_of
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path_template=f"{PATH}/<challenge>", title="Challenge · Surgery")


def layout(challenge: str = "", **address: Any) -> Shown:
    """An address that a refused form was sent to, asked for again, is the challenge's own."""
    return render(partial(_build, unquote(challenge).partition("/")[0]), address)


def _build(number: str, look: Look) -> Page:
    now = actions().challenge(look.viewer, id_of(number))
    found = now if look.is_latest else now.on(look.as_at)
    if found is None:
        raise NotFound(f"no challenge of that number by {day_words(look.as_at)}")
    forms = now.may_change and found == now
    return Page(
        title=f"Challenge {found.id}",
        trail=[("Summaries", look.href("/summaries")),
               ("Safeguarding board", look.href("/summaries/board")),
               ("Challenges", look.href(PATH)), (f"Challenge {found.id}", None)],
        lead=html.P(found.what, className="lead words"),
        body=drawn(
            html.Dl([html.Div([html.Dt(words), html.Dd(said)])
                     for words, said in _facts(look, found) if said], className="definition"),
            panel("Write down a further answer" if found.answer else "Write down the answer",
                  answer_form_of(look, found), look="card") if forms else None,
            panel("Close it", end_form_of(look, found), look="card",
                  note="for good: what is closed stays as it is") if forms else None,
            panel("What became of it", challenge_history(found, who=partial(who, look)))),
        active="/summaries/board")


def _facts(look: Look, found: Challenge) -> list[tuple[str, Any]]:
    """What is known of it, each with its words."""
    stands = challenge_stands(found, look.as_at)
    late = found.overdue_at(look.as_at)
    return [
        ("Of whom", board_settings(look).whom_words(found.whom)),
        ("Raised", f"{day_words(found.raised_on)}, written by {who(look, found.raised_by)}"),
        ("Answer due", day_words(found.answer_by)),
        ("How it stands", html.Span(stands, className="late") if late else stands),
        ("Answer", html.Span(found.answer.text, className="words") if found.answer else None),
        ("What came of it", html.Span(found.end.text, className="words") if found.end else None),
    ]
