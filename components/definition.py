"""A measure in words, and the SQL that ran."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.kinds import Measure
from components.numbers import target_words, unit_words

KINDS = {
    "stock": "A share of those open at the date.",
    "flow": "A share of what fell due or happened in the period.",
    "level": "How many, or how much each, at the date.",
}
UNITS = {"percent": "per cent", "count": "a count", "rate": "per 10,000 children", "days": "days",
         "mean": "an average"}
BETTER = {"higher": "Higher is better.", "lower": "Lower is better.",
          "neither": "Neither higher nor lower is better by itself."}
UNKNOWN = {
    "counts_against": "A case whose value is not known stays in and counts as not met.",
    "left_out": "A case whose value is not known is left out and counted beside the figure.",
}
PERIODS = {"point": "at the date", "month": "in the calendar month",
           "year": "in the twelve months to the date"}


def definition(measure: Measure, *, service: str, lacking: list[str] | None = None) -> Component:
    """Everything there is to say of a measure. ``service`` is the name of the service that
    answers for it; ``lacking`` what this extract has not got of what it needs.
    """
    target = "None."
    if measure.target is not None:
        close = unit_words(measure, measure.tolerance) if measure.unit != "percent" else (
            f"{measure.tolerance:g} points")
        target = (f"{target_words(measure)} ({measure.target_source}). "
                  f"Within {close} of it is called close.")
    facts: list[tuple[str, Any]] = [
        ("Clock", _as_sentence(measure.clock)), ("Who and what is in it", measure.basis),
        ("Kind", f"{KINDS[measure.kind]} Given in {UNITS[measure.unit]}, "
                 f"{' and '.join(PERIODS[p] for p in measure.period)}."),
        ("Better", BETTER[measure.better]), ("Target", target),
        ("What is not known", UNKNOWN[measure.unknown]),
        ("What an extract must hold", source_list(measure)),
        ("In this extract", "Yes." if not lacking else html.Span([
            "No: it lacks ", *_codes(lacking), "."])),
        ("Service", service), ("When it slips", measure.what_to_do),
    ]
    return html.Dl([html.Div([html.Dt(words), html.Dd(content)]) for words, content in facts],
                   className="definition")


def _as_sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}."


def source_list(measure: Measure) -> Component:
    """The tables and columns without which the measure cannot be worked out."""
    return html.Span([*_codes(list(measure.sources)), "."])


def _codes(names: list[str]) -> list[Component | str]:
    marked: list[Component | str] = []
    for name in names:
        marked += [", ", html.Code(name)] if marked else [html.Code(name)]
    return marked


def sql_block(measure: Measure) -> Component:
    """The SQL that is the definition and that ran. It takes focus, so that it scrolls by key."""
    return html.Pre(html.Code(measure.sql.strip()), tabIndex=0, role="region",
                    **aria(label=f"SQL of {measure.name}"))
