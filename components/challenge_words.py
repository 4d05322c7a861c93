"""A challenge of the safeguarding board in words: how it stands, and what its steps are called."""

from __future__ import annotations

import datetime as dt

from components.numbers import day_words, plural
from data.actions.records import Challenge, StepKind

STEPS: dict[StepKind, str] = {"answered": "Answered", "closed": "Closed"}


def challenge_stands(challenge: Challenge, as_at: dt.date) -> str:
    """ "Overdue for an answer by 12 days", "Open, answer due in 5 days", "Closed 20 Apr 2016" """
    if challenge.steps:
        last = challenge.steps[-1]
        return f"{STEPS[last.kind]} {day_words(last.on, short=True)}"
    days = (challenge.answer_by - as_at).days
    if days < 0:
        return f"Overdue for an answer by {plural(-days, 'day')}"
    return f"Open, answer due in {plural(days, 'day')}" if days else "Open, answer due today"
