"""The safeguarding board's challenge log: for the board, and for those who answer it."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html

from components.challenge_list import challenge_list
from components.drawn import drawn
from components.filters import choices
from components.link import link
from components.numbers import plural
from components.panel import panel
from data.actions import actions
from data.challenge_lists import SHOWS, ChallengeList, shown, stood
from pages._web.challenges import PATH, board_settings, challenge_href, raise_form
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path=PATH, title="Challenges · Surgery")
WORDS = {"open": "Open", "overdue": "Overdue for an answer", "answered": "Answered",
         "closed": "Closed", "all": "All"}


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    show = look.get("show", SHOWS[0], SHOWS)
    every = actions().challenges(look.viewer)
    # At the latest date the log is as it stands now, at an earlier one as it stood then.
    found = shown(every if look.is_latest else stood(every, look.as_at), show, look.as_at)
    return Page(
        title="Challenges of the board",
        trail=[(look.queries.places.authority.short, look.href("/")),
               ("Summaries", look.href("/summaries")),
               ("Safeguarding board", look.href("/summaries/board")), ("Challenges", None)],
        lead=_lead(found),
        body=drawn(
            choices([(f"{WORDS[one]} {found.counts[one]:,}",
                      look.href(PATH, show="" if one == SHOWS[0] else one), one == show)
                     for one in SHOWS], label="How they stand"),
            panel(WORDS[show], challenge_list(
                found.rows, caption=f"Challenges: {WORDS[show].lower()}", as_at=look.as_at,
                href=partial(challenge_href, look), whom=board_settings(look).whom_words)),
            panel("Raise a challenge", raise_form(look), look="card")
            if look.viewer.may_challenge else None,
            html.Ul([html.Li(link("The board’s data set", look.href("/summaries/board")))],
                    className="links")),
        active="/summaries/board")


def _lead(found: ChallengeList) -> str:
    """ "4 challenges wait for an answer, 1 of them overdue." """
    still, late = found.counts["open"], found.counts["overdue"]
    if not found.counts["all"]:
        return "The board has raised no challenge yet."
    if not still:
        return "No challenge waits for an answer."
    waits = f"{plural(still, 'challenge')} {'waits' if still == 1 else 'wait'} for an answer"
    return f"{waits}, {late or 'none'} of them overdue." if still > 1 else (
        f"{waits}{', and it is overdue' if late else ''}.")
