"""Official statistics beside a measure: quiet, with their year, and honest about likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.kinds import Measure
from components.numbers import THIN, amount, lower_first, missing, whole
from components.quick import quick
from components.region import scrolling


class PublishedFigure(Protocol):
    """One published figure."""

    @property
    def value(self) -> float: ...
    @property
    def symbol(self) -> str: ...
    @property
    def areas_counted(self) -> int: ...


class Comparison(Protocol):
    """What is published, and how far it is the same thing."""

    @property
    def title(self) -> str: ...
    @property
    def year(self) -> str: ...
    @property
    def caveat(self) -> str: ...
    @property
    def not_comparable(self) -> str: ...


class Beside(Protocol):
    """A measure's published figures, by year and area; ``year`` is the one to show first."""

    @property
    def comparison(self) -> Comparison: ...
    @property
    def year(self) -> int: ...
    @property
    def figures(self) -> Mapping[int, Mapping[str, PublishedFigure]]: ...


def published(
    found: Beside, *, measure: Measure, names: Mapping[str, str], symbols: Mapping[str, str],
    source: str, neighbours: int,
) -> list[Component]:
    """The year's figures as one row, all years behind a click, and what to beware of.

    ``names`` gives the words for authority, region, neighbours and England, in order; ``symbols``
    why a value is not there; a mean of fewer than all ``neighbours`` says of how many. Where
    nothing comparable is published, one sentence says why.
    """
    comparison = found.comparison
    if comparison.not_comparable:
        return [html.P(
            f"National figures are not set beside this one: {comparison.not_comparable}.")]
    areas = [area for area in names if any(area in of for of in found.figures.values())]
    used = {f.symbol for of in found.figures.values() for f in of.values() if f.symbol}
    def table(years: Sequence[int], caption: str) -> Component:
        head = html.Thead(html.Tr([
            html.Th("Year", scope="col"),
            *(quick(html.Th, names[area], scope="col", className="number") for area in areas)]))
        body = html.Tbody([quick(html.Tr, [
            quick(html.Th, year_words(comparison, year), scope="row"),
            *(quick(html.Td, _value(found.figures[year].get(area), area, measure, neighbours),
                    **data(label=names[area])) for area in areas)]) for year in years])
        return scrolling(html.Table(
            [html.Caption(caption, className="unseen"), head, body],
            className="published numbers"), label=caption, look="cards")

    first = f"{comparison.title}: {lower_first(year_words(comparison, found.year))}"
    return [part for part in (
        table([found.year], first),
        html.P(comparison.caveat, className="source") if comparison.caveat else None,
        html.Details([
            html.Summary("All years published"),
            table(list(found.figures), f"{comparison.title}: all years")]),
        html.P(" ".join(f"[{symbol}]: {symbols[symbol]}." for symbol in sorted(used)),
               className="source") if used else None,
        html.P(f"{source}.", className="source")) if part is not None]


def year_words(comparison: Comparison, year: int) -> str:
    """A published year in words: "Year to 31 March 2016"."""
    return {
        "financial": f"Year to 31 March {year}", "annual": f"At 31 March {year}",
        "academic": f"School year {year - 1}/{year % 100:02d}",
        "september": f"At 30 September {year}"}[comparison.year]


def _value(
    figure: PublishedFigure | None, area: str, measure: Measure, neighbours: int,
) -> str:
    if figure is None:
        return "–"
    if missing(figure.value):
        return f"[{figure.symbol}]"
    words = whole(figure.value) if measure.unit == "count" else amount(figure.value)
    if measure.unit == "percent":
        words += f"{THIN}%"
    some = area == "neighbours" and figure.areas_counted < neighbours
    return f"{words} (of {figure.areas_counted})" if some else words
