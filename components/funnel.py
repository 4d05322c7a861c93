"""The funnel: which places differ from the whole by more than chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from components.chart_kinds import BesideOthers
from components.chart_parts import chart_figure, chart_table, swatches
from components.funnel_figure import Spot, direction, funnel_figure, is_outside
from components.kinds import Figure, Measure
from components.link import link
from components.numbers import amount, joined, missing, percent
from components.signal_runs import FACES, verdict
from data.status import SMALLEST_SHARE


class Compared(NamedTuple):
    """A place beside the others: its name, its figure and its signal."""

    name: str
    figure: Figure
    signal: BesideOthers

    @property
    def share(self) -> float:
        """Its share in per cent; not a number where there is none."""
        return float(self.figure["value"])

    @property
    def few(self) -> bool:
        """Whether there are too few cases for a share."""
        return bool(self.figure["denominator"] < SMALLEST_SHARE)

    @property
    def counts(self) -> str:
        """ "3 of 4" """
        return f"{amount(self.figure['numerator'])} of {amount(self.figure['denominator'])}"


def funnel(
    measure: Measure, places: Sequence[Compared], *, whole: str, kind: str = "area",
    chosen: str = "", methods: str = "/methods", download: str = "",
) -> Component | None:
    """A figure with its caption. ``whole`` is the name of all places of the ``kind`` together;
    ``chosen`` the id of the place looked at. None where fewer than two have enough cases.
    """
    counted = [p for p in places if p.signal.funnel and not missing(p.share)]
    drawn = [Spot(p.name, p.share, p.figure["denominator"], p.signal.funnel,
                  p.signal.place == chosen) for p in counted if not p.few]
    if len(drawn) < 2:
        return None
    centre = next(p.signal.funnel_centre for p in counted if not missing(p.signal.funnel_centre))
    few = [f"{p.name} {p.counts}" for p in counted if p.few]
    words = funnel_sentence(drawn, whole=whole, kind=kind)
    return chart_figure(
        funnel_figure(measure, drawn, centre=centre),
        label=f"{measure.name}: {kind}s beside {whole}, by how many cases they have", words=words,
        key=_key(measure, drawn), download=download,
        below=[
            html.P(f"Fewer than {SMALLEST_SHARE} cases, so not drawn: {joined(few)}.",
                   className="source") if few else None,
            html.P([f"The line across is {whole}, {percent(centre)}. ",
                    link("How a place is told from chance", methods)], className="source")],
        table=_table(measure, counted, whole=whole, kind=kind))


def funnel_sentence(spots: Sequence[Spot], *, whole: str, kind: str) -> str:
    """Who is outside, who is worth a look, and how many chance alone would put outside."""
    said = []
    for side, word in ((-1, "below"), (1, "above")):
        names = [s.name for s in spots if is_outside(s.flag) and direction(s.flag) == side]
        if names:
            said.append(f"{joined(names)} {'is' if len(names) == 1 else 'are'} further {word} "
                        f"{whole} than chance explains.")
    if not said:
        said.append(f"No {kind} is further from {whole} than chance explains.")
    look = [s.name for s in spots if not is_outside(s.flag) and direction(s.flag)]
    if look:
        said.append(f"{joined(look)} {'is' if len(look) == 1 else 'are'} worth a look.")
    said.append(f"Chance alone would put one {kind} in 500 outside.")
    return " ".join(said)


def _key(measure: Measure, spots: Sequence[Spot]) -> Component:
    there = {verdict(measure, direction(s.flag)) for s in spots if is_outside(s.flag)}
    return swatches(
        ("Tint: where 95 in 100 fall by chance", "usual"),
        ("Curves: where 998 in 1,000 fall", "average"), *(
            (f"{word[:1].upper()}{word[1:]}, more than chance", f"signal {shape}")
            for word, shape in FACES.items() if word in there))


def _table(
    measure: Measure, places: Sequence[Compared], *, whole: str, kind: str,
) -> Component:
    rows = [[
        p.name, p.counts if p.few else f"{percent(p.share)} ({p.counts})",
        "–" if p.few else _range(p.signal.funnel_lower998, p.signal.funnel_upper998),
        p.signal.funnel] for p in places]
    return chart_table(
        [kind[:1].upper() + kind[1:], "Figure", "998 in 1,000 by chance", "Reading"], rows,
        caption=f"{measure.name}: {kind}s beside {whole}")


def _range(lower: float, upper: float) -> str:
    return "–" if missing(lower) else f"{percent(lower)} to {percent(upper)}"
