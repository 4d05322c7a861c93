"""A child's journey: a lane for each kind of thing that happened, and all of it as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.attributes import aria, data
from components.numbers import day_words, joined, plural
from components.quick import quick
from components.region import scrolling

Step = Mapping[str, Any]
"""One thing of a journey as the query of a child gives it: strand, starts, ends, words, detail."""
LANES = {
    "early-help": "Early help", "referral": "Referral and need", "assessment": "Assessments",
    "in-need-plan": "Child in need plan", "enquiry": "Section 47 enquiries",
    "conference": "Conferences", "protection-plan": "Child protection plan",
    "court": "Before the court", "care": "In care", "legal-status": "Legal status",
    "placement": "Placement", "review": "Reviews", "adoption": "Adoption",
    "private-fostering": "Private fostering", "missing": "Missing and at risk",
    "education": "Education", "health": "Health", "leaving-care": "Leaving care",
    "worker": "Allocated worker", "reviewing-officer": "Reviewing officer",
}
"""What each kind of thing is called, in the order of the lanes."""
WIDTH, TRACK, GAP = 1000, 12, 4
NOW, BEFORE, POINT, LINE = "%2312436D", "%238fa6bd", "%231d2330", "%23d5dae1"
MOST_LABELS = 7


def journey_lanes(
    journey: Sequence[Step], *, as_at: dt.date, years: int | None, name: str,
) -> Component:
    """A lane for each kind of thing that there is, newest to the right: bars from when to when,
    marks for single days. ``years`` is how many before the date are drawn, None for all.
    """
    first = _first_day(journey, as_at, years)
    lanes = [_lane(strand, words, [s for s in journey if s["strand"] == strand], first, as_at)
             for strand, words in LANES.items() if any(s["strand"] == strand for s in journey)]
    earlier = sum(_last_day(step, as_at) < first for step in journey if step["starts"])
    return html.Figure([
        _axis(first, as_at),
        html.Ul(lanes, className="lanes"),
        html.Figcaption(" ".join(filter(None, (
            f"{name} from {day_words(first)} to {day_words(as_at)}, newest to the right.",
            "Dark: going on. Pale: ended. Thin: a single day.",
            f"{plural(earlier, 'thing is', 'things are')} further back." if earlier else "")))),
    ], className="journey")


def _first_day(journey: Sequence[Step], as_at: dt.date, years: int | None) -> dt.date:
    """Where the lanes begin: with the first thing, or so many years before the date."""
    begun = min((step["starts"] for step in journey if step["starts"]), default=as_at)
    begun = min(begun, as_at - dt.timedelta(days=90))
    if years is None:
        return begun
    return max(begun, as_at - dt.timedelta(days=round(365.25 * years)))


def _last_day(step: Step, as_at: dt.date) -> dt.date:
    return step["ends"] or as_at


def _lane(
    strand: str, words: str, steps: Sequence[Step], first: dt.date, as_at: dt.date,
) -> Component:
    drawn = [s for s in steps if s["starts"] and _last_day(s, as_at) >= first]
    return quick(html.Li, [
        quick(html.P, [quick(html.B, words), " ",
                       quick(html.Span, lane_words(steps, lane=words))]),
        quick(html.Img, src=f"data:image/svg+xml,{_svg(drawn, first, as_at)}",
              alt=_drawn_words(drawn), height=_height(drawn)),
    ], **data(strand=strand))


def lane_words(steps: Sequence[Step], *, lane: str) -> str:
    """What goes on of one kind, or what the last thing was; ``steps`` are newest first."""
    said = _lane_words(steps).removeprefix(lane).lstrip(", ")
    return said[:1].upper() + said[1:]


def _lane_words(steps: Sequence[Step]) -> str:
    current = [step for step in steps if step["ends"] is None]
    if current:
        return joined([
            step["words"] + (f" since {day_words(step['starts'], short=True)}"
                             if step["starts"] else "") for step in current[:2]])
    last = steps[0]
    if last["starts"] == last["ends"]:
        return f"{last['words']}, last on {day_words(last['starts'], short=True)}"
    return f"{last['words']}, ended {day_words(last['ends'], short=True)}"


def _drawn_words(drawn: Sequence[Step]) -> str:
    going_on = sum(step["ends"] is None for step in drawn)
    if not drawn:
        return "Nothing in these years"
    return f"{plural(len(drawn), 'thing')} in these years, {going_on} going on"


def _tracks(drawn: Sequence[Step]) -> list[list[Step]]:
    """The things of a lane in as few rows as keep them apart, at most three."""
    rows: list[list[Step]] = [[]]
    for step in sorted(drawn, key=lambda s: s["starts"]):
        free = next((row for row in rows if not row or (
            row[-1]["ends"] is not None and row[-1]["ends"] <= step["starts"])), None)
        if free is None and len(rows) < 3:
            rows.append(free := [])
        (rows[-1] if free is None else free).append(step)
    return rows


def _height(drawn: Sequence[Step]) -> int:
    return GAP + (TRACK + GAP) * len(_tracks(drawn))


def _svg(drawn: Sequence[Step], first: dt.date, as_at: dt.date) -> str:
    """The bars of one lane. The picture is stretched to the width there is, and its lines not."""
    def x(day: dt.date) -> float:
        return round(WIDTH * max(0, (day - first).days) / (as_at - first).days, 1)

    height = _height(drawn)
    lines = "".join(f"M{x(day):g} 0V{height}" for day, _ in _years(first, as_at))
    parts = [f"<path d='{lines}' stroke='{LINE}' vector-effect='non-scaling-stroke'/>"]
    for at, row in enumerate(_tracks(drawn)):
        y = GAP + (TRACK + GAP) * at
        for step in row:
            start, end = x(step["starts"]), x(_last_day(step, as_at))
            if step["starts"] == step["ends"]:
                parts.append(f"<path d='M{min(start, WIDTH - 2):g} {y}v{TRACK}' stroke='{POINT}' "
                             "stroke-width='3' vector-effect='non-scaling-stroke'/>")
                continue
            fill = BEFORE if step["ends"] else NOW
            width = max(end - start, 3)
            parts.append(
                f"<rect x='{min(start, WIDTH - width):g}' y='{y}' width='{width:g}' "
                f"height='{TRACK}' fill='{fill}' stroke='%23fff' "
                "vector-effect='non-scaling-stroke'/>")
    return (f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' "
            f"preserveAspectRatio='none'>{''.join(parts)}</svg>")


def _years(first: dt.date, as_at: dt.date) -> list[tuple[dt.date, bool]]:
    """The first days of the years within, and whether each is named beside the others."""
    years = range(first.year + 1, as_at.year + 1)
    step = -(-len(years) // MOST_LABELS) or 1
    return [(dt.date(year, 1, 1), (as_at.year - year) % step == 0) for year in years]


def _axis(first: dt.date, as_at: dt.date) -> Component:
    """The years over the lanes; those who do not see them have the dates in words."""
    days = (as_at - first).days
    return html.Div([
        quick(html.Span, str(day.year), style={"left": f"{100 * (day - first).days / days:.4g}%"})
        for day, named in _years(first, as_at) if named
    ], className="years", **aria(hidden="true"))


def journey_table(steps: Sequence[Step], *, caption: str) -> Component:
    """The things of a journey as a table, in the order given."""
    heads = ("What", "Kind", "From", "To", "More")
    table = html.Table([
        html.Caption(caption, className="unseen"),
        html.Thead(html.Tr([html.Th(words, scope="col") for words in heads])),
        html.Tbody([_row(step) for step in steps]),
    ], className="cases")
    return scrolling(table, label=caption, look="cards")


def _row(step: Step) -> Component:
    start, end = step["starts"], step["ends"]
    until = "–" if start == end and start else (
        day_words(end, short=True) if end else "going on")
    return quick(html.Tr, [
        quick(html.Th, step["words"], scope="row"),
        quick(html.Td, LANES.get(step["strand"], step["strand"]), **data(label="Kind")),
        quick(html.Td, day_words(start, short=True) or "not held", className="day",
              **data(label="From")),
        quick(html.Td, until, className="day blank" if until == "–" else "day",
              **data(label="To")),
        quick(html.Td, step["detail"] or "–", className="why" if step["detail"] else "blank",
              **data(label="More"))])
