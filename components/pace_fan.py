"""The pace: when the target is reached if things go on as in the last year."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.chart_kinds import Chart, Signal
from components.chart_parts import chart_figure, chart_table, swatches
from components.kinds import Measure
from components.link import link
from components.numbers import missing, month_words, percent
from components.pace_fan_figure import MOST, pace_figure
from components.sentence_of_signal import pace_sentence
from data.months import months_after


def pace_fan(
    measure: Measure, chart: Chart, signal: Signal, *, name: str, methods: str = "/methods",
    download: str = "",
) -> Component | None:
    """A figure with its caption; the sentence alone where no line could be fitted; None where
    there is no pace to tell of.
    """
    words = pace_sentence(measure, signal)
    if not signal.pace:
        return None
    if not signal.pace_fan:
        return html.P([words, " ", link("How a pace is found", methods)])
    since = chart.baselines[-1].since if chart.baselines else chart.dates[0]
    behind = [(day, value) for day, value in zip(chart.dates, chart.values, strict=True)
              if day >= since][-MOST:]
    dates, values = [day for day, _ in behind], [value for _, value in behind]
    ahead = months_after(dates[-1], len(signal.pace_fan) // 3)
    parts = zip(ahead, signal.pace_fan[::3], signal.pace_fan[1::3], signal.pace_fan[2::3],
                strict=True)
    rows = [[month_words(day), "–" if missing(value) else percent(value), "–", "–"]
            for day, value in behind]
    rows += [[month_words(day), "–", percent(middle), f"{percent(low)} to {percent(high)}"]
             for day, middle, low, high in parts]
    return chart_figure(
        pace_figure(measure, dates, values, signal.pace_fan),
        label=f"{measure.name}, {name}: the pace to the target", words=words, download=download,
        key=swatches(("Dotted line: the pace so far", "average dotted"),
                     ("Tint: where it would lie, four times in five", "usual")),
        below=[html.P([
            "This is what the last months would lead to if nothing changed, not a promise. ",
            link("How a pace is found", methods)], className="source")],
        table=chart_table(["Month", "Figure", "At this pace", "Four times in five"], rows,
                          caption=f"{measure.name}, {name}: the pace to the target"))
