"""What goes round every page: whose data, which date, who looks, where you are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.as_at_picker import as_at_picker
from components.attributes import aria, data
from components.link import link
from components.look_as import look_as_switch
from components.numbers import joined, plural
from components.quick import quick

Trail = Sequence[tuple[str, str | None]]


def shell(
    body: Sequence[Component | None],
    *,
    title: str,
    authority: str,
    service_name: str,
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    dates: Sequence[dt.date],
    as_at: dt.date | None,
    address: Mapping[str, str],
    look_as: Sequence[tuple[str, bool]],
    trail: Trail = (),
    lead: str | Component | None = None,
    active: str = "",
    made_up: bool = False,
    built_at: str = "",
    revision: int | None = None,
    withdrawn: Sequence[int] = (),
    warnings: int = 0,
    as_now_known: bool = False,
    marking: str = "",
) -> Component:
    """The whole page. ``sections`` are the headings of the navigation, each with its links as words
    and address, as in ``trail``; ``active`` is the address of the part of Surgery the page belongs
    to; ``built_at`` is an ISO time; ``withdrawn`` are the revisions of the date that were taken
    back; ``marking`` is the protective marking of the page on paper.
    """
    kept = f"?as-at={as_at}" if as_at and dates and as_at != dates[-1] else ""
    edition = _edition(as_at, revision, withdrawn)
    on_paper = data(**{"marking": marking, "as-at": edition})
    return quick(html.Div, [
        quick(html.A, "Skip to the page", href="#main", className="skip"),
        quick(html.Header, [
            quick(html.P, "Demonstration. Every child, worker and figure here is made up.",
                  className="made-up") if made_up else None,
            quick(html.Div, [
                quick(html.Div, [link(quick(html.B, "Surgery"), f"/{kept}"),
                                 quick(html.Span, service_name)], className="brand"),
                as_at_picker(dates, as_at=as_at, address=address) if dates else None,
                look_as_switch(look_as) if look_as else None,
            ], className="top"),
        ]),
        quick(html.Div, [
            quick(html.Details, [
                quick(html.Summary, "Menu"), _navigation(authority, sections, active, kept),
            ], className="sections"),
            quick(html.Main, [
                _trail(trail),
                quick(html.H1, title, tabIndex=-1),
                lead if lead is None or isinstance(lead, Component)
                else quick(html.P, lead, className="lead"),
                *(part for part in body if part is not None),
            ], id="main", tabIndex=-1),
        ], className="page"),
        _foot(edition, as_at, built_at, warnings, as_now_known, kept),
    ], className="surgery", **on_paper)


def _navigation(
    authority: str, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    active: str, kept: str,
) -> Component:
    def item(words: str, path: str) -> Component:
        return quick(
            html.Li, link(words, f"{path}{kept}", current="true" if path == active else ""))

    headed = [
        part for heading, links in sections
        for part in (quick(html.H2, heading),
                     quick(html.Ul, [item(words, path) for words, path in links]))]
    return quick(html.Nav, [quick(html.Ul, item(authority, "/")), *headed],
                 **aria(label="Sections"))


def _trail(trail: Trail) -> Component | None:
    if not trail:
        return None
    return quick(html.Nav, quick(html.Ol, [
        quick(html.Li, link(words, href) if href else words) for words, href in trail
    ]), className="trail", **aria(label="You are here"))


def _foot(
    edition: str, as_at: dt.date | None, built_at: str, warnings: int, as_now_known: bool,
    kept: str,
) -> Component:
    facts = [edition] if edition else []
    if built_at:
        facts.append(f"Built {_time(built_at)}")
    if as_at:
        facts.append("Checked, no warnings" if not warnings
                     else f"Checked, {plural(warnings, 'warning')}")
    if as_now_known:
        facts.append("As now known, from a later extract")
    return quick(html.Footer, [
        *(quick(html.Span, fact) for fact in facts),
        link("How these figures are made", f"/definitions{kept}"),
        link("Accessibility", f"/accessibility{kept}"),
    ])


def _edition(as_at: dt.date | None, revision: int | None, withdrawn: Sequence[int]) -> str:
    """Which snapshot it is, and which were taken back; empty where there is none."""
    if not as_at or revision is None:
        return ""
    said = f"As at {as_at.day} {as_at:%B %Y}, revision {revision}"
    if not withdrawn:
        return said
    revisions = "revision" if len(withdrawn) == 1 else "revisions"
    return f"{said} ({revisions} {joined([str(one) for one in withdrawn])} withdrawn)"


def _time(iso: str) -> str:
    when = dt.datetime.fromisoformat(iso)
    return f"{when.day} {when:%B %Y %H:%M}{' UTC' if when.utcoffset() == dt.timedelta(0) else ''}"
