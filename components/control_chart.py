"""The control chart: one measure by month, what is usual, and which months are more than chance."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.chart_kinds import Chart
from components.chart_layout import Event
from components.chart_parts import chart_figure, chart_table, event_list, swatches
from components.control_chart_figure import control_figure
from components.kinds import Figure, Measure
from components.link import link
from components.numbers import day_words, figure_words, missing, month_words
from components.sentence_of_signal import (
    chart_sentence,
    has_too_few,
    range_words,
    why_no_range,
)
from components.signal_runs import FACES, Run, has_range, run_words, runs, verdict

NAMED = 4
"""So many signals are named beneath the chart; the table has all."""


def control_chart(
    measure: Measure, chart: Chart, *, name: str, assurance: str = "", small_numbers: bool = True,
    events: Sequence[Event] = (), marks: Sequence[Event] = (), earlier: str = "",
    with_earlier: bool = False, methods: str = "/methods", cases: str = "", download: str = "",
) -> Component:
    """A figure with its caption, or the reason why there is none.

    ``small_numbers`` says whether the viewer sees them; ``marks`` are actions: days and words.
    ``earlier`` is the address of the chart with its earlier baselines (``with_earlier``: without
    them); ``cases`` that of the list, where there are too few for a chart; ``methods`` where the
    method is told.
    """
    if why := why_no_chart(measure, chart, small_numbers=small_numbers):
        way = link(f"Look at the {measure.cases} instead.", cases) if cases else ""
        return html.P([why, " ", way])
    drawn = control_figure(measure, chart, events=events, marks=marks, earlier=with_earlier)
    sentence = chart_sentence(measure, chart, assurance=assurance)
    found = runs(chart) if chart.chart else []
    return chart_figure(
        drawn, label=f"{measure.name}, {name}, against its usual range by month", words=sentence,
        key=_key(measure, chart), download=download,
        below=[_badge(chart), _signals(measure, found),
               event_list(events, chart.dates, marks=marks),
               _baselines(measure, chart, earlier, with_earlier),
               _note(measure, chart, methods)],
        table=_table(measure, chart, found, name))


def why_no_chart(measure: Measure, chart: Chart, *, small_numbers: bool) -> str:
    """Why a place has no chart against its usual range; empty where it has one."""
    known = sum(not missing(value) for value in chart.values)
    if not known:
        return "No single month has a figure to judge."
    if chart.chart:
        return ""
    if not small_numbers and known < len(chart.dates):
        return "Some months are not public, so it is not said which are more than chance."
    return why_no_range(measure, chart) if has_too_few(measure, chart) else ""


def _key(measure: Measure, chart: Chart) -> Component | None:
    """Which mark is which, of those drawn."""
    if not has_range(chart):
        return None
    there = {verdict(measure, way) for rule, way in
             zip(chart.rules, chart.directions, strict=True) if rule}
    return swatches(("Tint: usual range", "usual"), ("Thin line: average", "average"), *(
        (f"{word[:1].upper()}{word[1:]}, more than chance", f"signal {shape}")
        for word, shape in FACES.items() if word in there))


def _badge(chart: Chart) -> Component | None:
    if not (has_range(chart) and chart.baselines[-1].trial):
        return None
    return html.P([html.B("Trial limits"), ": fewer than 12 months, so another month may still "
                                           "move them."], className="trial")


def _signals(measure: Measure, found: Sequence[Run]) -> Component | None:
    """The newest signals in words, each with its shape."""
    if not found:
        return None
    return html.Ul([
        *(html.Li(_signal(measure, run)) for run in found[:NAMED]),
        html.Li(f"{len(found) - NAMED} earlier: see the table.") if len(found) > NAMED else None,
    ], className="signals")


def _signal(measure: Measure, run: Run) -> Component:
    word = verdict(measure, run.direction)
    return html.Span([html.B(f"{word[:1].upper()}{word[1:]}"), f" {run_words(run)}"],
                     className=f"swatch signal {FACES[word]}")


def _baselines(
    measure: Measure, chart: Chart, earlier: str, with_earlier: bool,
) -> Component | None:
    """Why the usual range began anew, and the way to the earlier ones."""
    if not chart.chart or len(chart.baselines) < 2:
        return None
    latest = chart.baselines[-1]
    before = [
        html.Li(f"To {month_words(one.until)}: usual was "
                f"{range_words(measure, one.lower, one.upper)}.")
        for one in chart.baselines[:-1] if with_earlier and not missing(one.lower)]
    return html.Div([
        html.P([f"The usual range is that since {day_words(latest.since)}. {latest.why} "
                f"Decided by {latest.who}. ",
                link("Only the latest" if with_earlier else "Show the earlier ranges", earlier)
                if earlier else None]),
        html.Ul(before) if before else None], className="baselines")


def _note(measure: Measure, chart: Chart, methods: str) -> Component:
    """By which limits this is told, and where that is explained."""
    level = ("Much of a month is carried over from the month before, so the usual range is the "
             "wider for it. " if measure.kind == "level" else "")
    how = level if chart.chart != "binomial" else (
        "So few are off in a month that only a month beyond the range is a signal. "
        if measure.kind == "flow" else
        f"The same {measure.cases} are counted month after month, so only a month beyond the range "
        "is a signal; a row of months on one side is not. ")
    return html.P([how, link("How a signal is told from chance", methods)], className="source")


def _table(measure: Measure, chart: Chart, found: Sequence[Run], name: str) -> Component:
    """Every month, newest first; the usual range where it is not the same throughout, and signals
    where there are.
    """
    named = {day: run for run in reversed(found) for day in run.months}
    limits = list(zip(chart.lower, chart.upper, strict=True)) if has_range(chart) else []
    words = {pair: range_words(measure, *pair) for pair in set(limits) if not missing(pair[0])}
    usual = [words.get(pair, "–") for pair in limits]
    differ = len(set(usual)) > 1
    heads = ["Month", "Figure", *(["Usual range"] if differ else []),
             *(["Signal"] if named else [])]
    rows = []
    for n, day in enumerate(chart.dates):
        row = [month_words(day), month_figure_words(measure, chart, n),
               *([usual[n]] if differ else [])]
        if chart.rules[n] and day in named:
            row.append(_in_table(measure, named[day]))
        rows.append(row)
    return chart_table(heads, rows[::-1],
                       caption=f"{measure.name}, {name}, against its usual range by month")


def month_figure_words(measure: Measure, chart: Chart, n: int) -> str:
    """ "79 % (512 of 648)" """
    if missing(chart.values[n]):
        return "–"
    return figure_words(measure, _figure(chart, n))


def _in_table(measure: Measure, run: Run) -> str:
    words = verdict(measure, run.direction)
    return f"{words[:1].upper()}{words[1:]}: {run.rule}"


def _figure(chart: Chart, n: int) -> Figure:
    return {"numerator": chart.numerators[n], "denominator": chart.denominators[n],
            "unknown": chart.unknown[n], "cases": chart.cases[n], "hidden": False,
            "value": chart.values[n]}
