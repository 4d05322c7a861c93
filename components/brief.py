"""Many measures in brief: the figure, of how many, the target and how it stands, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from components.kinds import Figure, Measure
from components.link import link
from components.numbers import is_hidden, missing, of_words, target_words, value_words
from components.quick import quick
from components.region import scrolling
from components.scorecard import Href, domain_row
from components.status import status_key, status_shape, status_words
from components.symbols import said, symbols_of


def brief_table(
    rows: Sequence[Figure], *, measures: Mapping[str, Measure], place: str, name: str, href: Href,
) -> Component:
    """``rows`` are figures as queries word them, in the catalogue's order; ``place`` is whose they
    are and ``name`` its short name.
    """
    body: list[Component] = []
    for domain, group in groupby(rows, key=lambda row: measures[row["measure"]].domain):
        body.append(domain_row(domain, 4))
        body += [_row(measures[row["measure"]], row, href, place) for row in group]
    head = html.Thead(html.Tr([
        html.Th("Measure", scope="col"),
        *(html.Th(words, scope="col", className="number") for words in (name, "Target")),
        html.Th("Reading", scope="col")]))
    caption = f"All measures of {name} in brief"
    table = html.Table([html.Caption(caption, className="unseen"), head, html.Tbody(body)],
                       className="brief")
    return html.Div([scrolling(table, label=caption),
                     status_key(symbols=symbols_of(rows), drawn=False)])


def _row(measure: Measure, row: Figure, href: Href, place: str) -> Component:
    heading = quick(html.Th, link(measure.name, href(f"/measures/{measure.id}", place=place)),
                    scope="row")
    absent = missing(row["numerator"]) and not is_hidden(row)
    per = " per 10,000" if measure.unit == "rate" and of_words(measure, row) else ""
    figure = "–" if absent else " · ".join(
        filter(None, (f"{value_words(measure, row)}{per}", of_words(measure, row))))
    status = row["status"]
    return quick(html.Tr, [
        heading, quick(html.Td, said(figure)), quick(html.Td, target_words(measure) or "–"),
        quick(html.Td, status_words(status), className=f"reading {status_shape(status)}")])
