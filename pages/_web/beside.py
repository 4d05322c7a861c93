"""What stands beside a measure on its page: official statistics, and the quality of its plans."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.link import link
from components.panel import panel
from components.published import published
from components.quality_table import plan_quality
from components.records import records
from components.said_before import said_before
from data.benchmarks.published import SOURCE, SYMBOLS
from data.measures.catalogue import Measure
from data.places import Place
from data.queries import NotAllowed
from pages._web.page import Look


def published_panel(look: Look, measure: Measure) -> Component | None:
    """What is published of a measure, where anything is."""
    asked = look.queries
    found = asked.published(look.viewer, measure.id, look.as_at)
    if found is None:
        return None
    others = asked.authority.benchmarks
    names = {
        "authority": f"{asked.authority.name}, as published", "region": others.region,
        "neighbours": f"Statistical neighbours, mean of {len(others.neighbours)} "
                      f"({others.neighbours_list} list)", "england": "England"}
    return panel("Beside others", *published(
        found, measure=measure, names=names, symbols=SYMBOLS, source=SOURCE,
        neighbours=len(others.neighbours)), note=found.comparison.title, look="card")


def said_before_panel(
    look: Look, measure: Measure, place: Place, figure: Any, period: str,
) -> Component | None:
    """What other revisions of the date said, earlier or withdrawn, where there are any."""
    asked = look.queries
    said = asked.said_before(look.viewer, measure.id, place.id, look.as_at, period=period)
    if not said:
        return None
    rows = iter(records(asked.worded([one.figure for one in said if one.figure])))
    return panel("What was said before", said_before(
        measure, [(one.revision, one.built_at, one.why, next(rows) if one.figure else None,
                   one.withdrawal) for one in said], now=figure), look="card")


def quality_panel(look: Look, measure: Measure, place: Place) -> Component | None:
    """How many of the plans a measure counts were audited, and how many audits were good; None for
    a measure of no plans, and for a place that the viewer may not see that of.
    """
    if not measure.plan_type:
        return None
    try:
        found = look.queries.quality(
            look.viewer, place.id, look.as_at, parts=False).get(place.id, [])
    except NotAllowed:
        return None
    for plan in found:
        if plan.plan_type == measure.plan_type:
            return panel(
                "Quality beside volume", *plan_quality(plan),
                html.P(link("Quality of all plans", look.href("/quality", place=place.id))),
                look="card")
    return None
