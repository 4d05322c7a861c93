"""A summary from its address: asked for, laid out, and with the ways to take it away."""

from __future__ import annotations

from functools import partial
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.drawn import drawn
from components.link import link
from components.panel import panel
from components.quick import quick
from components.report import downloads, report_lead, report_parts
from data.actions import actions
from data.places import Place
from data.summaries.asked import Asked
from data.summaries.reports import report
from pages._web.page import Look, Page, Shown, render

FILES = (("PDF", ".pdf"), ("Excel", ".xlsx"), ("OpenDocument", ".ods"), ("CSV", ".csv"),
         ("What the CSV holds", ".csv-metadata.json"), ("Charts as images", ".charts.zip"))
"""The files of a report: words, and how the address ends."""


def summary_page(name: str, path: str, address: dict[str, Any], **which: str) -> Shown:
    """The page of a summary; ``which`` are its place or line."""
    return render(partial(_build, name, path, which), address)


def asked_of(look: Look) -> Asked:
    """Where a summary's numbers and words come from."""
    return Asked(look.queries, actions())


def files_of(look: Look, path: str, **query: str) -> list[tuple[str, str]]:
    """The files of a report at a path, for the date looked at: words and addresses."""
    return [(words, look.href(f"{path}{ending}", **query)) for words, ending in FILES]


def summary_link(look: Look, place: Place) -> Component | None:
    """The way from an area to its summary, for those who may have it."""
    if not look.viewer.may_have_summary("locality", look.queries.places, place.id):
        return None
    return html.P(link(f"{place.short} on two pages, to print and take to partners",
                       look.href(f"/summaries/locality/{place.id}")), className="links")


def measure_files(look: Look, measure: str, place: str) -> Component:
    """The ways to take away what a measure's page says of a place."""
    return panel("Take it away", downloads(files_of(look, f"/measures/{measure}", place=place)))


def _build(name: str, path: str, which: dict[str, str], look: Look) -> Page:
    found = report(asked_of(look), look.viewer, name, look.as_at, **which)
    return Page(
        title=found.title,
        trail=[(look.queries.places.authority.short, look.href("/")),
               ("Summaries", look.href("/summaries")), (found.title, None)],
        lead=quick(html.Div, [
            quick(html.P, found.marking, className="marking"), report_lead(found)]),
        body=drawn(*report_parts(found, files=files_of(look, path), href=look.href)),
        active=path if name != "locality" else "/summaries",
        marking=found.marking,
    )
