"""What belongs to every summary: what its words and signs mean, where it is from, who may have it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from components.panel import panel
from components.quick import quick
from components.report_words import term_list
from data.summaries.facts import facts
from data.summaries.report import Report
from data.symbols import SYMBOLS

MADE_UP = "Demonstration. Every child, worker and figure here is made up."


def terms_and_signs(report: Report) -> list[Component]:
    """The list of terms, and the letters in brackets that occur; nothing where there are none."""
    used = signs_used(report)
    return [part for part in (
        panel("What the words mean", term_list(report.terms)) if report.terms else None,
        panel("What the signs mean", quick(html.Dl, [
            part for sign in used
            for part in (quick(html.Dt, f"[{sign}]"), quick(html.Dd, SYMBOLS[sign]))],
            className="terms"))
        if used else None) if part is not None]


def signs_used(report: Report) -> list[str]:
    """The letters that stand anywhere in the report, in the order of their list."""
    used = set(_signs(report))
    return [sign for sign in SYMBOLS if sign in used]


def _signs(report: Report) -> Iterator[str]:
    for table in report.tables():
        for row in table.rows:
            yield from (cell.symbol for cell in row)
    for picture in report.pictures():
        yield from picture.symbols
    text = " ".join(report.sentences())
    yield from (sign for sign in SYMBOLS if f"[{sign}]" in text)


def about(report: Report) -> Component:
    """What every copy says of itself, and its sources."""
    said: list[tuple[str, str | Component]] = [
        (what, quick(html.A, of, href=of) if of == report.address else of)
        for what, of in facts(report)]
    if report.sources:
        said.append(("Sources", quick(html.Ul, [
            quick(html.Li, words) for words in report.sources])))
    return panel("About this summary", quick(html.Dl, [
        quick(html.Div, [quick(html.Dt, what), quick(html.Dd, of)]) for what, of in said],
        className="definition"))
