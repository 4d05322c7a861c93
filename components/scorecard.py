"""The scorecard: every measure of a place by domain, with its parts or the whole beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.bar import three_part_bar
from components.cells import column_labels, figure_cell, value_block
from components.comparison import compared_with
from components.kinds import Figure, Measure
from components.link import link
from components.numbers import is_hidden, is_share, joined, missing, target_words
from components.quick import quick
from components.records import records
from components.region import scrolling
from components.repeated_rates import repeated_rates
from components.status import status_key, status_shape, status_words
from components.symbols import symbols_of
from components.trend import trend
from data.places import REMAINDERS

Part = tuple[str, str]
"""A place beside: its id and its short name; what is in none of the places has no page."""
Href = Callable[..., str]


def scorecard(
    card: pd.DataFrame,
    *,
    measures: Mapping[str, Measure],
    place: str,
    name: str,
    dates: Sequence[dt.date],
    href: Href,
    beside: pd.DataFrame | None = None,
    parts: Sequence[Part] = (),
    part_path: str = "",
) -> Component:
    """A table of measures by domain.

    ``card`` is a scorecard as queries give it; ``place`` its id and ``name`` its short name;
    ``dates`` the month-ends up to it; ``href(path, **query)`` makes an address. ``beside`` holds
    the figures of ``parts`` (id and name), one row a measure and place; ``part_path`` is where
    their own pages are ("/localities"), or empty for the county's.
    """
    rows = records(card)
    others = {} if beside is None else {
        (r["measure"], r["place"]): r for r in records(beside)}
    columns = 5 + len(parts)
    body: list[Component] = []
    for domain, group in groupby(rows, key=lambda r: measures[r["measure"]].domain):
        body.append(domain_row(domain, columns))
        for row in group:
            measure = measures[row["measure"]]
            to = href(f"/measures/{measure.id}", place=place)
            heading = quick(html.Th, link(measure.name, to), scope="row")
            if row["lacking"] or (missing(row["numerator"]) and not is_hidden(row)):
                body.append(html.Tr([heading, html.Td(
                    lacking_words(row["lacking"]), colSpan=columns - 1, className="lacking")]))
                continue
            body.append(quick(html.Tr, [
                heading,
                quick(html.Td, value_block(measure, row, bar=three_part_bar(measure, row)),
                      className="now"),
                quick(html.Td, target_words(measure) or "–", className="target"),
                quick(html.Td, _line(measure, row, dates), className="line"),
                quick(html.Td, _reading(measure, row, dates),
                      className=f"reading {status_shape(row['status'])}"),
                *(figure_cell(measure, others.get((measure.id, part)),
                              href=href(f"/measures/{measure.id}", place=part))
                  for part, _ in parts)]))
    head = html.Thead(html.Tr([
        html.Th("Measure", scope="col"), html.Th(name, scope="col", className="number"),
        html.Th("Target", scope="col", className="number"),
        html.Th("Twelve months", scope="col"), html.Th("Reading", scope="col"),
        *(html.Th(words if part in REMAINDERS else
                  link(words, href(f"{part_path}/{part}" if part_path else "/")), scope="col",
                  className="number part") for part, words in parts)]))
    table = html.Table([
        html.Caption(f"Scorecard: {name}", className="unseen"), head, html.Tbody(body)],
        className="scorecard", style=column_labels(parts))
    return html.Div([scrolling(table, label=f"Scorecard: {name}", look="cards"),
                     status_key(symbols=symbols_of((*rows, *others.values())))])


def domain_row(domain: str, columns: int) -> Component:
    """The heading of a domain's rows."""
    return quick(html.Tr, quick(html.Th, domain, colSpan=columns, scope="colgroup"),
                 className="domain")


def worth_a_row(rows: Sequence[Figure], measures: Mapping[str, Measure]) -> list[Figure]:
    """The rows of a team without measures that have no cases there, those not in the extract and
    rates that only repeat a count.
    """
    repeated = repeated_rates(rows, measures)
    return [row for row in rows if has_cases(row) and row["measure"] not in repeated]


def has_cases(row: Figure) -> bool:
    """Whether there is anything to say; that nobody is without a worker is something."""
    some = not missing(row["cases"]) and row["cases"] > 0
    return some or is_hidden(row) or row["status"] == "on target"


def lacking_words(lacking: Sequence[str]) -> str:
    """What the extract would have to hold: "Not in this extract: needs feedback: rating"."""
    needs = [source.replace(".", ": ").replace("_", " ") for source in lacking]
    return f"Not in this extract{': needs ' + joined(needs) if needs else ''}"


def _line(measure: Measure, row: Figure, dates: Sequence[dt.date]) -> Any:
    if measure.unit == "percent" and not is_share(measure, row):
        return None  # a line of a handful of cases would only show who they are
    values = row["trend"]
    return trend(measure, values, dates=dates[len(dates) - len(values):])


def _reading(measure: Measure, row: Figure, dates: Sequence[dt.date]) -> list[Any]:
    values = row["trend"]
    small = measure.unit == "percent" and not is_share(measure, row)
    then = "" if small else compared_with(
        measure, values, dates=dates[len(dates) - len(values):])
    return [status_words(row["status"]), quick(html.Small, then) if then else None]
