"""The catalogue as a list to look through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.kinds import Measure
from components.link import link
from components.numbers import plural, target_words

M = TypeVar("M", bound=Measure)


def matching(measures: Mapping[str, M], sought: str) -> list[M]:
    """The measures whose words hold every word sought."""
    words = sought.casefold().split()
    return [m for m in measures.values() if all(word in _text(m) for word in words)]


def _text(measure: Measure) -> str:
    return " ".join((measure.id, measure.name, measure.domain, measure.plain_english,
                     measure.clock, measure.basis)).casefold()


def definition_list(
    measures: Sequence[Measure], *, sought: str, href: Callable[[str], str],
) -> Component:
    """Measures by domain, each a link and its question in plain words."""
    many = plural(len(measures), "measure")
    said = f"{many} {'holds' if len(measures) == 1 else 'hold'} “{sought}”." if sought else (
        f"{many}.")
    return html.Div([
        html.P(said, className="count", **aria(live="polite")),
        *(html.Section([html.H2(domain), html.Dl([
            html.Div([html.Dt(link(m.name, href(f"/definitions/{m.id}"))), html.Dd(_words(m))])
            for m in group], className="catalogue")])
          for domain, group in groupby(measures, key=lambda m: m.domain))])


def _words(measure: Measure) -> str:
    target = f" Target {target_words(measure)}." if measure.target is not None else ""
    return f"{measure.plain_english}{target}"
