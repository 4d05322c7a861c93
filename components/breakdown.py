"""A measure by group of children: each group's figure, and how far chance alone could carry it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.attributes import aria, data
from components.filters import choices
from components.kinds import Figure, Measure
from components.numbers import HIDDEN, amount, is_share, missing, percent, unit_words, whole
from components.records import records
from components.region import scrolling
from components.symbols import said, symbol_key

WORDS = {"age": "Age", "sex": "Sex", "ethnicity": "Ethnic group", "disability": "Disability",
         "county": "In or out of county"}
WHY_NOT = {
    "few": "Too few to show: a breakdown needs 30 children and six cases in a group.",
    "not held": "The snapshot of this date does not hold what this needs.",
    "hidden": "Not shown: small numbers could be worked out from it.",
}
TOO_FEW = "Too few to show"


def breakdown_choices(
    chosen: str, *, by: Sequence[str], href: Callable[[str], str],
) -> Component:
    """The ways to break a measure down, and none; ``href`` gives the address of each."""
    return choices([("None", href(""), not chosen),
                    *((WORDS[way], href(way), way == chosen) for way in by)],
                   label="Break down by")


def breakdown(
    measure: Measure, rows: pd.DataFrame, *, by: str, name: str, whole_figure: Figure | None,
    small_numbers: bool, why_not: str = "",
) -> Component:
    """``rows`` as the query of breakdowns gives them, or ``why_not`` there are none. ``name`` is
    the place and ``whole_figure`` its figure; ``small_numbers`` whether the reader may see those.
    """
    if why_not:
        return html.P(WHY_NOT[why_not], className="empty")
    share = measure.unit == "percent"
    timed = share and bool(rows["low"].notna().any())
    line = (whole_figure["value"] if whole_figure is not None and is_share(measure, whole_figure)
            else None)
    caption = f"{measure.name}, {name}, by {WORDS[by].lower()}"
    drawn = [html.Th("", className="drawn", role="presentation")] if timed else []
    heads = ["Figure", "Of", *(["95 % interval"] if timed else [])]
    table = html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([
            html.Th(WORDS[by], scope="col"), *drawn,
            *(html.Th(head, scope="col", className="number") for head in heads)])),
        html.Tbody([_row(measure, row, line, timed=timed, small_numbers=small_numbers)
                    for row in records(rows)]),
    ], className="places")
    suppressed = not small_numbers and bool(rows["hidden"].any())
    return html.Div([scrolling(table, label=caption, look="cards"),
                     symbol_key("c") if suppressed else None, _note(timed, name, line)])


def _note(timed: bool, name: str, line: float | None) -> Component | None:
    if not timed:
        return None
    across = f" The upright line is {name}." if line is not None else ""
    return html.P(
        "The bar is the 95 % interval (Wilson): where the group’s share may lie, allowing for "
        f"chance in a group of its size.{across} A group whose bar holds that share is not shown "
        "to differ from it.", className="count")


def _row(
    measure: Measure, row: Figure, line: float | None, *, timed: bool, small_numbers: bool,
) -> Component:
    heading = html.Th(row["group"], scope="row")
    if row["hidden"]:
        return html.Tr([heading, html.Td(TOO_FEW if small_numbers else said(HIDDEN),
                                         colSpan=4 if timed else 2, className="lacking")])
    figure, of = _figure_words(measure, row)
    cells = [html.Td(html.B(figure), className="now"), html.Td(of, **data(label="Of"))]
    if not timed:
        return html.Tr([heading, *cells])
    known = not missing(row["low"])
    return html.Tr([
        heading, html.Td(_interval(row, line) if known else None, className="drawn"), *cells,
        html.Td(f"{percent(row['low'])} to {percent(row['high'])}" if known else "–",
                **data(label="95 % interval"))])


def _figure_words(measure: Measure, row: Figure) -> tuple[str, str]:
    """The group's figure, and of how many it is."""
    if missing(row["value"]):
        return "–", "–"
    if measure.unit in ("count", "rate"):
        return whole(row["numerator"]), f"{percent(row['value'])} of {whole(row['denominator'])}"
    of = f"{amount(row['numerator'])} of {amount(row['denominator'])}"
    return unit_words(measure, row["value"]), of if measure.unit == "percent" else (
        f"for {amount(row['denominator'])}")


def _interval(row: Figure, line: float | None) -> Component:
    """The interval as a bar with the share marked, on a line from none to all."""
    style = {"--low": f"{row['low']:.4g}%", "--high": f"{100 - row['high']:.4g}%",
             "--at": f"{row['value']:.4g}%"}
    if line is not None:
        style["--whole"] = f"{line:.4g}%"
    return html.Div(html.I() if line is not None else None, className="interval", role="img",
                    style=style, **aria(label=f"{percent(row['value'])}, between "
                                        f"{percent(row['low'])} and {percent(row['high'])}"))
