"""What a figure used to be: other revisions of the same date, why they were replaced or taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.kinds import Figure, Measure, Withdrawal
from components.numbers import day_words, figure_words

Said = tuple[int, str, str, Figure | None, Withdrawal | None]
"""A revision, when it was built, why it was replaced, its figure and whether it was taken back."""


def said_before(
    measure: Measure, said: Sequence[Said], *, now: Figure | None,
) -> Component | None:
    """What was ``said`` before, newest first; ``now`` is the figure that stands, if there is one.
    None when nothing was said before.
    """
    if not said:
        return None
    return html.Div([
        html.P(f"Now: {figure_words(measure, now) if now else 'no figure'}."),
        html.Ul([html.Li(_words(measure, *one)) for one in said])])


def _words(
    measure: Measure, revision: int, built_at: str, why: str, figure: Figure | None,
    withdrawal: Withdrawal | None,
) -> str:
    if not figure:
        return f"Revision {revision} of this date {_taken_back(withdrawal)}"
    said = (f"Revision {revision}, of {day_words(dt.date.fromisoformat(built_at[:10]))}, said "
            f"{figure_words(measure, figure)}")
    if withdrawal:
        return f"{said} and {_taken_back(withdrawal)}"
    return f"{said}." + (f" Replaced because: {why}." if why else "")


def _taken_back(withdrawal: Withdrawal | None) -> str:
    """ "was withdrawn on 5 May 2016 by analyst 7: wrong extract." As far as that is told."""
    if not withdrawal:
        return "had no figure."
    return ("was withdrawn" + (f" on {day_words(withdrawal.on)}" if withdrawal.on else "")
            + (f" by {withdrawal.by}" if withdrawal.by else "")
            + (f": {withdrawal.why.rstrip('.')}" if withdrawal.why else "") + ".")
