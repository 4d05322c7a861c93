"""What the tests agree and ask: an action in Lynn, unless they say otherwise."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from data.actions import Action, Actions, Challenge, Surgery
from data.viewers import Viewer
from tests.data.county import FEBRUARY, LYNN, MARCH
from tests.data.looking import BOARD, HEAD

AREA = "kings-lynn-west-norfolk"
APRIL = dt.date(2016, 4, 30)
HELD = dt.date(2016, 4, 14)
OWN_MEASURE, OTHER_MEASURE = "lac-visit-timely", "cpp-visit-timely"
"""Of the service that HEAD leads, and of another."""


def token() -> str:
    """The token of a form that nobody has sent yet."""
    return str(uuid.uuid4())


def agree(book: Actions, viewer: Viewer = HEAD, **other: Any) -> Action:
    """An action."""
    fields: dict[str, Any] = {
        "what": "Two duty visits a week", "owner": f"manager:{LYNN}", "due_on": APRIL,
        "place": AREA, "agreed_at": MARCH, "token": token()}
    return book.add(viewer, **{**fields, **other})


def ask(book: Actions, viewer: Viewer = BOARD, **other: Any) -> Challenge:
    """A challenge to the police in January, to be answered by February."""
    fields: dict[str, Any] = {
        "challenge": "Why do so few notifications become referrals?", "whom": "police",
        "raised_on": dt.date(2016, 1, 20), "answer_by": dt.date(2016, 2, 17),
        "offered": ("police", "council"), "token": token()}
    return book.raise_challenge(viewer, **{**fields, **other})


def opened(book: Actions, viewer: Viewer = HEAD, place: str = AREA) -> Surgery:
    """The surgery about March, held in April."""
    return book.open_surgery(viewer, place, MARCH, token(), held=HELD)


__all__ = ["APRIL", "AREA", "FEBRUARY", "HELD", "LYNN", "MARCH", "OTHER_MEASURE", "OWN_MEASURE",
           "agree", "ask", "opened", "token"]
