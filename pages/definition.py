"""One measure's definition: for the analyst who must trust it and the inspector who asks."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.definition import definition, sql_block
from components.drawn import drawn
from components.link import link
from components.panel import panel
from components.worked_example import worked_example
from data.measures.catalogue import Measure
from data.measures.examples import examples
from data.queries import queries
from data.sources.describe import source_words
from pages._web.page import Look, Page, Shown, render


def _title(measure: str = "") -> str:
    found = queries().catalogue.get(measure)
    return f"{found.name if found else 'Not found'}: definition · Surgery"


dash.register_page(__name__, path_template="/definitions/<measure>", title=_title)


def layout(measure: str = "", **address: Any) -> Shown:
    return render(partial(_build, measure), address)


def _build(name: str, look: Look) -> Page:
    asked = look.queries
    measure = asked.measure(look.viewer, name)
    services = {service.id: service.name for service in asked.authority.services}
    return Page(
        title=measure.name,
        trail=[(asked.authority.name, look.href("/")),
               ("Definitions", look.href("/definitions")), (measure.name, None)],
        lead=measure.plain_english,
        body=drawn(
            html.P(link("See the figures", look.href(f"/measures/{measure.id}"))),
            definition(measure, service=services.get(measure.service, measure.service),
                       sources=[(source, source_words(source)) for source in measure.sources],
                       lacking=look.snapshot.lacking.get(measure.id)),
            _example(measure),
            panel("The SQL that ran", sql_block(measure),
                  note="over the source tables and a few shared views"),
        ),
        active="/definitions",
    )


def _example(measure: Measure) -> Component | None:
    """The measure worked by hand; the same rows through its SQL give the same, or a test fails."""
    example = examples().get(measure.id)
    if example is None:
        return None
    return panel("Worked example", *worked_example(
        measure, example, table_words={name: source_words(name) for name in example.tables}))
