"""One measure over time: chart, sentence, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.bar import parts
from components.chart_layout import Event
from components.chart_parts import chart_figure, chart_table, event_list, swatches
from components.kinds import Figure, Measure
from components.numbers import (
    is_hidden,
    missing,
    month_words,
    of_words,
    plural,
    unknown_words,
    value_words,
)
from components.over_time_figure import line_figure, share_figure
from components.symbols import symbol_key, symbols_of
from data.status import SMALLEST_SHARE


def over_time(
    measure: Measure, rows: Sequence[Figure], *, name: str, events: Sequence[Event] = (),
    download: str = "",
) -> Component:
    """A figure with its caption. ``rows`` has a figure with ``as_at`` a month, oldest first;
    ``events`` are days and what happened; ``download`` is where the table is as a file.

    A share is drawn as its three parts; where any month has under six cases, as counts.
    """
    if not any(not missing(r["numerator"]) for r in rows):
        return html.P("There is no figure to draw for any month.", className="empty")
    share = measure.unit == "percent" and not measure.share_of
    as_counts = share and any(0 < r["cases"] < SMALLEST_SHARE for r in rows)
    drawn = (share_figure(measure, rows, as_counts=as_counts, events=events) if share
             else line_figure(measure, rows, events=events))
    return chart_figure(
        drawn, label=f"{measure.name}, {name}, by month", words=_sentence(measure, rows),
        key=_key(measure, rows) if share else None,
        below=[event_list(events, [r["as_at"] for r in rows])],
        table=_table(measure, rows, name), download=download)


def _key(measure: Measure, rows: Sequence[Figure]) -> Component:
    """Which part of a bar is which."""
    words = dict.fromkeys(w for row in rows for w in parts(measure, row) or {})
    return swatches(*((word[:1].upper() + word[1:], word.replace(" ", "-")) for word in words))


def _sentence(measure: Measure, rows: Sequence[Figure]) -> str:
    """Lowest and highest, by what is shown, and how many months are suppressed."""
    known = [r for r in rows if not missing(r["value"]) and not (
        measure.unit == "percent"
        and (r["cases"] < SMALLEST_SHARE or r["unknown"] == r["cases"]))]
    said = []
    if len(known) > 1:
        low, high = (pick(known, key=lambda r: r["value"]) for pick in (min, max))
        low_words, high_words = value_words(measure, low), value_words(measure, high)
        said.append(
            f"{low_words} in every month." if low_words == high_words else
            f"Lowest {low_words} in {month_words(low['as_at'])}, highest {high_words} in "
            f"{month_words(high['as_at'])}.")
    suppressed = sum(is_hidden(r) for r in rows)
    if suppressed:
        said.append(f"{plural(suppressed, 'month is', 'months are')} suppressed: small numbers.")
    few = sum(0 < r["cases"] < SMALLEST_SHARE for r in rows) if (
        measure.unit == "percent" and not measure.share_of) else 0
    if few:
        said.append(f"{plural(few, 'month has', 'months have')} fewer than {SMALLEST_SHARE} cases, "
                    "so the bars are counts.")
    return " ".join(said) or "One month only."


def _table(measure: Measure, rows: Sequence[Figure], name: str) -> Component:
    share = measure.unit == "percent" and not measure.share_of
    heads = ["Month", "Figure", "Of", *(["Not known"] if share else [])]
    body = []
    for row in reversed(rows):
        drawn = (parts(measure, row) or {}).get("not known")
        unknown = "–" if drawn is None and not missing(row["unknown"]) else unknown_words(row)
        body.append([
            month_words(row["as_at"]), value_words(measure, row), of_words(measure, row) or "–",
            *([unknown] if share else [])])
    table = chart_table(heads, body, caption=f"{measure.name}, {name}, by month")
    key = symbol_key(symbols_of(rows))
    return html.Div([table, key]) if key else table
