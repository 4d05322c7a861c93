"""Whether an action has worked, in sentences: the figures then and now, and each judgement."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.kinds import Figure, Measure
from components.numbers import day_words, figure_words, month_words, plural
from data.effect import (
    IMPROVEMENT,
    NO_SIGNAL,
    NOT_JUDGED,
    PACES,
    TOO_EARLY,
    WORSE,
    Effect,
    Judgement,
)

SHAPES = {IMPROVEMENT: "circle", WORSE: "triangle", "reached": "circle", "on course": "circle",
          "not at this pace": "triangle"}
"""Every other verdict has a dash, as a status has."""
_MONTHS = {3: "three months", 6: "six months"}
NAMES = {IMPROVEMENT: "Signal of improvement", WORSE: "Signal of getting worse",
          NO_SIGNAL: "No signal yet", NOT_JUDGED: "Not judged", TOO_EARLY: "Too early",
          **{pace: pace.capitalize() for pace in PACES}}


def effect_words(effect: Effect, measure: Measure, *, place: str) -> Component:
    """The figure of the measure at the surgery and at the date looked at, and below it what is
    said after three and after six months, each with the rule that says so.
    """
    return html.Div([
        html.P(f"{place}: {_figure(measure, effect.then)}, and now "
               f"{_figure(measure, effect.now)}."),
        html.Dl([html.Div([html.Dt(f"After {_MONTHS[one.months]}"),
                           html.Dd([_badge(one), html.P(judgement_words(one))])])
                 for one in effect.judgements], className="definition")])


def _badge(one: Judgement) -> Component:
    return html.Span(NAMES[one.verdict], className=f"status {SHAPES.get(one.verdict, 'dash')}")


def _figure(measure: Measure, figure: Figure | None) -> str:
    """ "75 % (45 of 60) at 31 December 2015" """
    if figure is None:
        return "no figure"
    return f"{figure_words(measure, figure)} at {day_words(figure['as_at'])}"


def judgement_words(one: Judgement) -> str:
    """What is said, and why: one or two sentences."""
    if one.verdict == TOO_EARLY:
        return f"Judged on {day_words(one.on)}."
    if one.verdict == NOT_JUDGED:
        return f"{one.why_not} The figures then and now stand by themselves."
    if one.verdict == NO_SIGNAL and one.began:
        return (f"What its chart shows began in {month_words(one.began)}, before this was agreed. "
                "No other month since then is a signal.")
    if one.verdict == NO_SIGNAL:
        return "No month since then is a signal, by any rule of its chart."
    if one.verdict in PACES:
        return _pace(one)
    return (f"By the rule “{one.rule}”, first seen {plural(one.took or 0, 'month')} after it was "
            "agreed.")


def _pace(one: Judgement) -> str:
    """How the pace was at the surgery, and how it is."""
    if one.before not in PACES or one.before == one.after:
        was = "as it was" if one.before else "and nothing was worked out for the surgery itself"
        return f"By its pace to the target, {was}."
    return f"By its pace to the target, which was “{one.before}” when it was agreed."
