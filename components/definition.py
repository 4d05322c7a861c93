"""A measure in words, and the SQL that ran."""

from __future__ import annotations

from collections.abc import Sequence
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


def definition(
    measure: Measure, *, service: str, sources: Sequence[tuple[str, str]],
    lacking: Sequence[str] | None = None,
) -> Component:
    """Everything there is to say of a measure. ``service`` is the name of the service that
    answers for it; ``sources`` the tables and columns it needs, each with what it is in words;
    ``lacking`` those of them that this extract has not got.
    """
    facts: list[tuple[str, Any]] = [
        ("Clock", _as_sentence(measure.clock)), ("Who and what is in it", measure.basis),
        ("Kind", f"{KINDS[measure.kind]} Given in {UNITS[measure.unit]}, "
                 f"{' and '.join(PERIODS[p] for p in measure.period)}."),
        ("Better", BETTER[measure.better]), ("Target", _target(measure)),
        ("Law and guidance", _as_sentence(measure.statute)),
        ("Commissioner", f"Named in the commissioner’s report: “{measure.commissioner}”."
         if measure.commissioner else "Not named in the commissioner’s report."),
        ("What is not known", UNKNOWN[measure.unknown]),
        ("What an extract must hold", html.Ul([
            html.Li([html.Code(name), f" {words}"]) for name, words in sources])),
        ("In this extract", "Yes." if not lacking else html.Span([
            "No: it lacks ", *_codes(lacking), "."])),
        ("Service", service), ("When it slips", measure.what_to_do),
    ]
    return html.Dl([html.Div([html.Dt(words), html.Dd(content)]) for words, content in facts],
                   className="definition")


def _target(measure: Measure) -> str:
    if measure.target is None:
        return "None."
    close = unit_words(measure, measure.tolerance) if measure.unit != "percent" else (
        f"{measure.tolerance:g} points")
    return (f"{target_words(measure)} ({measure.target_source}). "
            f"Within {close} of it is called close.")


def _as_sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}."


def _codes(names: Sequence[str]) -> list[Component | str]:
    marked: list[Component | str] = []
    for name in names:
        marked += [", ", html.Code(name)] if marked else [html.Code(name)]
    return marked


def sql_block(measure: Measure) -> Component:
    """The SQL that is the definition and that ran. It takes focus, so that it scrolls by key."""
    return html.Pre(html.Code(measure.sql.strip()), tabIndex=0, role="region",
                    **aria(label=f"SQL of {measure.name}"))
