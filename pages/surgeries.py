"""All surgeries that one may open: whose, when the next is, and how the last one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from dash import html

from components.drawn import drawn
from components.numbers import day_words
from components.panel import panel
from components.surgeries_table import Held, surgeries_table
from data.actions import DatabaseUnavailable, Surgery
from data.agenda import Agenda
from data.queries import NotAllowed
from pages._web.agenda import path_of
from pages._web.page import Look, Page, Shown, render
from pages._web.room import Standing, standings

dash.register_page(__name__, path="/surgeries", title="Surgeries · Surgery")


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    found = asked.agendas(look.viewer, look.as_at)
    if not found:
        raise NotAllowed
    trouble = [asked.signals_fault(look.as_at)]
    try:
        stand: Mapping[str, Standing] = standings(look, found)
    except DatabaseUnavailable as gone:
        stand = {}
        trouble.append(gone.why)
    areas = [_held(look, one, stand.get(one.id)) for one in found if not one.service]
    services = [_held(look, one, stand.get(one.id)) for one in found if one.service]
    return Page(
        title="Performance surgeries",
        trail=[(asked.places.authority.short, look.href("/")), ("Surgeries", None)],
        lead=_lead(look, found),
        body=drawn(
            *(html.P(words, className="empty") for words in trouble if words),
            panel("Areas", surgeries_table(areas, caption="Surgeries of areas"))
            if areas else None,
            panel("Services", surgeries_table(services, caption="Surgeries of services"),
                  note="across the county") if services else None),
        active="/surgeries")


def _lead(look: Look, found: list[Agenda]) -> str:
    first = min(agenda.held for agenda in found)
    minutes = look.queries.authority.surgeries.minutes
    return (f"The next is on {first:%A} {day_words(first)}, about the figures as at "
            f"{day_words(look.as_at)}. Each takes {minutes} minutes.")


def _held(look: Look, agenda: Agenda, stands: Standing | None) -> Held:
    """A row; ``stands`` is None where the database cannot be read."""
    count = look.queries.signal_count(
        look.viewer, agenda.place, look.as_at, measures=list(agenda.measures),
    ) if look.queries.signals_ready(look.as_at) else None
    last = stands.last if stands else None
    return Held(
        agenda.name, look.href(path_of(agenda)), agenda.held,
        signals=count.found if count else None, by_chance=count.expected if count else None,
        still_open=stands.still_open if stands else None,
        overdue=stands.overdue if stands else None,
        stands=_words(stands.surgery) if stands else "Not known", last=last.held if last else None,
        minutes=look.href(f"{path_of(agenda)}/minutes/{last.held}") if last else "")


def _words(surgery: Surgery | None) -> str:
    if surgery is None:
        return "Not opened yet"
    return "Closed" if surgery.closed_at else "Open"
