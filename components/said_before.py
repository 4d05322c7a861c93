"""What a figure used to be: earlier revisions of the same date, and why they were replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.kinds import Figure, Measure
from components.numbers import day_words, figure_words


def said_before(
    measure: Measure, earlier: Sequence[tuple[int, str, str, Figure]], *, now: Figure,
) -> Component | None:
    """``earlier`` is revision, when it was built, why it was replaced and its figure, newest
    first; ``now`` the figure that stands. None when there was no earlier one.
    """
    if not earlier:
        return None
    return html.Div([
        html.P(f"Now: {figure_words(measure, now)}."),
        html.Ul([html.Li(
            f"Revision {revision}, of {day_words(dt.date.fromisoformat(built_at[:10]))}, said "
            f"{figure_words(measure, figure)}."
            + (f" Replaced because: {why}." if why else ""))
            for revision, built_at, why, figure in earlier])])
