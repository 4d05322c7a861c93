"""One small control chart a place, side by side on one scale: pictures that need no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from components.chart_kinds import Chart
from components.chart_parts import chart_table
from components.control_chart import month_figure_words
from components.control_chart_figure import COLOURS
from components.kinds import Measure
from components.link import link
from components.numbers import missing, month_words, unit_words
from components.sentence_of_signal import range_words
from components.signal_runs import FACES, has_range, run_words, runs, verdict
from components.trend import IN_ADDRESS

WIDTH, HEIGHT, EDGE = 220, 64, 5
INK, SOFT, TINT = "#12436D", "#5b6472", "#e4e9f0"


def small_multiples(
    measure: Measure, parts: Sequence[tuple[str, str, Chart]], *, download: str = "",
) -> Component | None:
    """A list of places (name, address, chart), each with its picture and what it says last, and
    the table of them all; None where none has two figures. ``download`` is where the table is as
    a file.
    """
    shown = [part for part in parts if sum(not missing(v) for v in part[2].values) > 1]
    if not shown:
        return None
    low, high = _scale(measure, [chart for _, _, chart in shown])
    return html.Figure([part for part in (html.Ul([
        html.Li([
            html.H3(link(name, to) if to else name),
            html.Img(src="data:image/svg+xml," + _svg(measure, chart, low, high).translate(
                IN_ADDRESS), alt=multiple_words(measure, chart), width=WIDTH, height=HEIGHT),
            _below(measure, chart)])
        for name, to, chart in shown], className="multiples"),
        html.P("One scale for all. Tint: the usual range of each; dashed line: the target."
               if measure.target is not None else
               "One scale for all. Tint: the usual range of each.", className="source"),
        html.Details([html.Summary("View as table"), _table(measure, parts)]),
        html.A("Download this table (CSV)", href=download, download="") if download else None,
    ) if part is not None])


def _table(measure: Measure, parts: Sequence[tuple[str, str, Chart]]) -> Component:
    """Every month, newest first, with the figure of every place."""
    months = sorted({day for _, _, chart in parts for day in chart.dates}, reverse=True)
    by_day = [{day: month_figure_words(measure, chart, n) for n, day in enumerate(chart.dates)}
              for _, _, chart in parts]
    return chart_table(
        ["Month", *(name for name, _, _ in parts)],
        [[month_words(day), *(known.get(day, "–") for known in by_day)] for day in months],
        caption=f"{measure.name}, place by place and month by month")


def multiple_words(measure: Measure, chart: Chart) -> str:
    """What one picture shows: the months, the last figure, the usual range."""
    known = [(d, v) for d, v in zip(chart.dates, chart.values, strict=True) if not missing(v)]
    said = (f"{month_words(known[0][0])} to {month_words(known[-1][0])}, "
            f"last {unit_words(measure, known[-1][1])}")
    if has_range(chart) and not missing(chart.lower[-1]):
        said += f"; usual is {range_words(measure, chart.lower[-1], chart.upper[-1])}"
    return said


def _below(measure: Measure, chart: Chart) -> Component:
    """The last figure, and what it says: within its range, or which signal."""
    value = "no figure" if missing(chart.values[-1]) else unit_words(measure, chart.values[-1])
    latest = next(iter(runs(chart)), None) if chart.chart and chart.rules[-1] else None
    if latest is None:
        said = "within its usual range" if has_range(chart) and not missing(chart.lower[-1]) and (
            not missing(chart.values[-1])) else "too few for a usual range"
        return html.P([html.B(value), f" {said}"])
    word = verdict(measure, latest.direction)
    return html.P([html.B(value), " ", html.Span(
        f"{word[:1].upper()}{word[1:]}: {run_words(latest)}",
        className=f"swatch signal {FACES[word]}")])


def _scale(measure: Measure, charts: Sequence[Chart]) -> tuple[float, float]:
    """The same for all of them, so that heights compare; shares within 0 and 100."""
    numbers = [v for chart in charts for row in (chart.values, chart.lower[-1:], chart.upper[-1:])
               for v in row if not missing(v)]
    numbers += [] if measure.target is None else [measure.target]
    low, high = min(numbers), max(numbers)
    if measure.unit == "percent":
        low, high = max(0, low), min(100, high)
    return low, high if high > low else low + 1


def _svg(measure: Measure, chart: Chart, low: float, high: float) -> str:
    """The picture, in half pixels and whole numbers: a page has many of them."""
    step = 2 * (WIDTH - 2 * EDGE) / max(1, len(chart.dates) - 1)

    def x(n: int) -> int:
        return round(2 * EDGE + step * n)

    def y(value: float) -> int:
        inside = min(max(value, low), high)
        return round(2 * EDGE + 2 * (HEIGHT - 2 * EDGE) * (high - inside) / (high - low))

    since = chart.baselines[-1].since if has_range(chart) else None
    judged = [n for n, day in enumerate(chart.dates) if since is not None and day >= since]
    drawn = []
    if band := [n for n in judged if not missing(chart.lower[n])]:
        top, foot = ([(x(n), y(limits[n])) for n in band] for limits in (chart.upper, chart.lower))
        drawn.append(f"<path d='{_path(_bends(top) + _bends(foot)[::-1])}z' fill='{TINT}'/>")
    if measure.target is not None:
        drawn.append(f"<path d='M0 {y(measure.target)}H{2 * WIDTH}' stroke='{SOFT}' "
                     "stroke-width='2' stroke-dasharray='6'/>")
    line = "".join(_path([(x(n), y(chart.values[n])) for n in run]) for run in _unbroken(chart))
    drawn.append(f"<path d='{line}' fill='none' stroke='{INK}' stroke-width='3'/>")
    drawn += [_marks(word, [
        (x(n), y(chart.values[n])) for n in judged
        if chart.rules[n] and verdict(measure, chart.directions[n]) == word]) for word in FACES]
    if not missing(chart.values[-1]) and not chart.rules[-1]:
        drawn.append(f"<circle cx='{x(len(chart.dates) - 1)}' cy='{y(chart.values[-1])}' "
                     f"r='6' fill='{INK}'/>")
    return (f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {2 * WIDTH} {2 * HEIGHT}'>"
            f"{''.join(drawn)}</svg>")


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A line through points, each from the one before."""
    (first, last), *_ = points
    steps = [f"M{first} {last}"]
    for (x, y), (next_x, next_y) in pairwise(points):
        steps.append(f"l{next_x - x} {next_y - y}".replace(" -", "-"))
    return "".join(steps)


def _bends(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points without those on a level with both their neighbours."""
    return [point for n, point in enumerate(points)
            if n in (0, len(points) - 1)
            or not points[n - 1][1] == point[1] == points[n + 1][1]]


def _unbroken(chart: Chart) -> Iterator[list[int]]:
    """The months in a row that have a figure: a gap is a gap in the line."""
    run: list[int] = []
    for n, value in enumerate(chart.values):
        if missing(value):
            if run:
                yield run
            run = []
        else:
            run.append(n)
    if run:
        yield run


def _marks(word: str, points: Sequence[tuple[int, int]]) -> str:
    """The points of signals of a kind, as one path: circles, diamonds or squares."""
    if not points:
        return ""
    if FACES[word] == "circle":  # a line of no length with round ends
        dots = "".join(f"M{x} {y}h0" for x, y in points)
        return (f"<path d='{dots}' stroke='{COLOURS[word]}' stroke-width='14' "
                "stroke-linecap='round'/>")
    shape = "m0-8l8 8-8 8-8-8z" if FACES[word] == "diamond" else "m0-7h7v14h-14v-14z"
    marks = "".join(f"M{x} {y}{shape}" for x, y in points)
    return f"<path d='{marks}' fill='{COLOURS[word]}'/>"
