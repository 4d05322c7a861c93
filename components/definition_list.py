"""The catalogue as a list to look through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from components.attributes import aria
from components.kinds import Choice, Measure
from components.link import link
from components.numbers import plural, target_words, whole


def matching(measures: Iterable[Measure], sought: str) -> list[Measure]:
    """The measures whose words hold every word sought."""
    words = sought.casefold().split()
    return [m for m in measures if all(word in _text(m) for word in words)]


def _text(measure: Measure) -> str:
    return " ".join((measure.id, measure.name, measure.domain, measure.plain_english,
                     measure.clock, measure.basis, measure.statute,
                     measure.commissioner)).casefold()


def definition_filters(
    domains: Sequence[Choice], *, listed: Collection[str], domain: str, core: bool,
    href: Callable[[str, bool], str],
) -> Component:
    """Links to all or only the core measures, and to those of each domain, with how many of its
    measures are among those ``listed``. ``href`` gives the address of a domain ("" for all) and
    whether only core measures are listed there.
    """
    which = [("All measures", False), ("Core measures", True)]
    return html.Nav([
        html.Ul([html.Li(link(words, href(domain, only), current="true" if only == core else ""))
                 for words, only in which]),
        html.Ul([
            _domain("Every domain", len(listed), href("", core), chosen=not domain),
            *(_domain(d.name, sum(m in listed for m in d.measures), href(d.id, core),
                      chosen=d.id == domain) for d in domains)]),
    ], className="shown", **aria(label="Definitions shown"))


def _domain(words: str, count: int, to: str, *, chosen: bool) -> Component:
    return html.Li([link(words, to, current="true" if chosen else ""), html.Small(whole(count))])


def definition_list(
    measures: Sequence[Measure], *, sought: str, href: Callable[[str], str],
) -> Component:
    """Measures by domain, each a link, its question in plain words, its clock and its target."""
    many = plural(len(measures), "measure")
    said = f"{many} {'holds' if len(measures) == 1 else 'hold'} “{sought}”." if sought else (
        f"{many}.")
    return html.Div([
        html.P(said, className="count", **aria(live="polite")),
        *(html.Section([html.H2(domain), html.Dl([
            html.Div([html.Dt(link(m.name, href(f"/definitions/{m.id}"))),
                      html.Dd(m.plain_english), html.Dd(_at_a_glance(m))])
            for m in group], className="catalogue")])
          for domain, group in groupby(measures, key=lambda m: m.domain))])


def _at_a_glance(measure: Measure) -> str:
    target = target_words(measure)
    return (f"Clock: {measure.clock.rstrip('.')}. "
            f"{f'Target {target}.' if target else 'No target.'}")
