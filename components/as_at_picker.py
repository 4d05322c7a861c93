"""The date looked at: the years, the dates of its year, and the months beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.link import link
from components.numbers import day_words
from components.quick import quick


def as_at_picker(
    dates: Sequence[dt.date], *, as_at: dt.date | None, address: Mapping[str, str],
) -> Component:
    """Links that keep the rest of the address: every year, and every date of the year looked at.

    A year opens at the same month as now, or its last. ``dates`` run oldest first; the latest is
    the one an address without a date means.
    """
    kept = urlencode({key: value for key, value in address.items() if key != "page"})
    shown = as_at or dates[-1]
    place = dates.index(as_at) if as_at in dates else None
    before = dates[place - 1] if place else None
    after = dates[place + 1] if place is not None and place + 1 < len(dates) else None
    years = [(str(days[0].year), _same_month(days, shown), days[0].year == shown.year)
             for days in _by_year(dates)]
    days = [(f"{day.day} {day:%b}", day, day == as_at)
            for day in reversed(dates) if day.year == shown.year]
    return quick(html.Div, [
        _step("‹", "Earlier", before, dates, kept),
        quick(html.Details, [
            quick(html.Summary, ["As at ", quick(html.B, day_words(as_at) or "no date")]),
            quick(html.Div, [_links(years, dates, kept), _links(days, dates, kept)],
                  className="menu dates"),
        ], className="control"),
        _step("›", "Later", after, dates, kept),
    ], className="as-at")


def _by_year(dates: Sequence[dt.date]) -> list[list[dt.date]]:
    """The dates of each year, newest first."""
    return [list(days) for _, days in groupby(reversed(dates), key=lambda day: day.year)]


def _same_month(days: Sequence[dt.date], shown: dt.date) -> dt.date:
    return next((day for day in days if day.month == shown.month), days[0])


def _links(
    options: Sequence[tuple[str, dt.date, bool]], dates: Sequence[dt.date],
    kept: str,
) -> Component:
    return quick(html.Ul, [
        quick(html.Li, link(words, _href(day, dates, kept), current="true" if chosen else ""))
        for words, day, chosen in options])


def _step(
    sign: str, word: str, day: dt.date | None, dates: Sequence[dt.date],
    kept: str,
) -> Component | None:
    if day is None:
        return None
    return link([quick(html.Span, sign, **aria(hidden="true")),
                 quick(html.Span, f"{word}: {day_words(day)}", className="unseen")],
                _href(day, dates, kept), look="step")


def _href(day: dt.date, dates: Sequence[dt.date], kept: str) -> str:
    """The same address at another date: relative, so the path stays. ``kept`` is what its query
    keeps.
    """
    as_at = "" if day == dates[-1] else f"as-at={day}"
    return f"?{'&'.join(filter(None, (kept, as_at)))}"
