"""How signals are told from chance: for whoever is asked to act on one, or told of none."""

from __future__ import annotations

from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components.chart_parts import chart_figure, chart_table
from components.control_chart_figure import control_figure
from components.false_signals import false_signals_by_rarer, false_signals_of_stock
from components.link import link
from components.numbers import day_words, decimal, month_words, plural
from components.panel import panel
from data.measures.catalogue import Measure
from data.signals.example import average_move, example
from data.signals.series import FEWEST_OF_A_TEAM
from data.statistics import chance, simulation
from data.statistics.control_chart import FEWEST, REACH, RULES, SHIFT, TREND, TRIAL
from data.status import SMALLEST_SHARE
from pages._web.page import Look, Page, Shown, render

dash.register_page(__name__, path="/methods", title="How signals are told from chance · Surgery")

COMMAND = "python -m tests.benchmarks --only signals"
EXAMPLE = "lac-visit-timely"
"""The measure whose words the worked example borrows."""
_RULES = {
    "outside the limits": "one month beyond the usual range",
    "trend": f"{TREND} months in a row, each higher than the one before, or each lower",
    "two of three near a limit": "two of three months close to the edge of the usual range, all "
                                 "three on the same side of the average",
    "run on one side": f"{SHIFT} months in a row above the average, or below it",
}


def layout(**address: Any) -> Shown:
    return render(_build, address)


def _build(look: Look) -> Page:
    asked = look.queries
    return Page(
        title="How signals are told from chance",
        trail=[(asked.authority.name, look.href("/")), ("Methods", None)],
        lead="Every figure goes up and down although nothing has changed. A surgery has time for "
             "the few that did. This page says how they are told apart, and how often that is "
             "wrong.",
        body=[
            _worked(look),
            panel("Four signs that something changed",
                  html.Ul([html.Li(f"{words[0].upper()}{words[1:]}.") for words in (
                      _RULES[rule] for rule in RULES if rule)]),
                  html.P("Only the last month is judged. A sign that something changed does not "
                         "say what, and a month without one is no reason to ask why it is lower "
                         "than the month before."),
                  html.P(f"With fewer than {TRIAL} months the range is on trial and says so. With "
                         f"fewer than {FEWEST} nothing is judged. A team with fewer than "
                         f"{FEWEST_OF_A_TEAM} cases a month has no chart: chance moves so few too "
                         "far. Its list of children says more."),
                  html.P("The rules and the number 2.66 are those of the NHS programme “Making "
                         "Data Count”. Months that all stand at 100 % but for one are judged by "
                         "that one dip too, which that programme’s own software leaves out.")),
            _same_children(),
            panel("Areas and teams beside the county",
                  html.P("Small places scatter more than large ones. The funnel shows how far "
                         "from the county a place of its size would fall by chance: inside the "
                         "tint 95 times in 100, inside the curves 998 times in 1,000. Outside the "
                         "curves, the place differs. Between tint and curve it is worth a look. "
                         "There is no ranking: of places inside the curves, none is better."),
                  html.P(f"A place with fewer than {SMALLEST_SHARE} cases is not drawn; its "
                         "counts are given. The limits are exact binomial ones (Spiegelhalter "
                         "2005, Statistics in Medicine).")),
            panel("The pace to the target",
                  html.P("A line is fitted to the last six to twelve months, each weighted by its "
                         "cases, and drawn on. Where it meets the target is the month named; "
                         "four times in five it would lie within the range given."),
                  html.P("“Not at this pace” means that the line does not move towards the target, "
                         "that it moves no more than chance could move it, or that it takes over "
                         "two years. The line never "
                         "reaches back over a change after which the usual range began anew.")),
            panel("How many more",
                  html.P("“7 more would reach it now” is the least whole number of cases, met in "
                         "place of not met, that reaches the target with the cases there are.")),
            panel("What is not known",
                  html.P("A blank is not a no. Where a measure counts a blank against itself, its "
                         "page says how many there are and what the share would be at best and at "
                         "worst. Charts and signals use the figure as it is counted.")),
            _by_chance(),
            _rebased(look),
        ],
        active="/methods",
    )


def _worked(look: Look) -> Component:
    chart, measure = example(), _example_measure(look)
    last = chart.dates[-1]
    words = (
        f"Average {decimal(chart.centre[-1])}. From a month to the next it moves by "
        f"{decimal(average_move())} on average. {REACH} times that either side of the average is "
        f"the usual range, {decimal(chart.lower[-1])} to {decimal(chart.upper[-1])}. "
        f"{month_words(last)}, {chart.values[-1]:.0f}, is below it: more than chance explains. "
        f"The month before, {chart.values[-2]:.0f}, was not.")
    drawn = chart_figure(
        control_figure(measure, chart), label="A worked example: thirteen months of a made-up team",
        words=words, table=chart_table(
            ["Month", "Of 100 visits, in time"],
            [[month_words(day), f"{value:.0f}"]
             for day, value in zip(chart.dates, chart.values, strict=True)],
            caption="A worked example"))
    return panel("The usual range, worked through", html.P(
        "A made-up team makes a hundred visits a month. This many were in time:"), drawn,
        look="card")


def _example_measure(look: Look) -> Measure:
    """The words of a measure, without the target: the example has none."""
    return look.queries.catalogue[EXAMPLE].model_copy(update={
        "name": "Visits in time, of 100", "target": None})


def _same_children() -> Component:
    return panel(
        "Where the same children are counted each month",
        html.P("A share of those open at a date (children with an up-to-date plan, say) counts "
               "mostly the same children as the month before. If a plan is late in May it is "
               "likely late in June. Seven months below the average are then nothing new, and the "
               "four signs would find change where there is none."),
        html.P(f"We tried it: {simulation.CHILDREN} children, {100 * simulation.SHARE:.0f} % in "
               f"time, {simulation.MONTHS} months, nothing changes. So many of 100 such services "
               "showed a signal in the last month:"),
        false_signals_of_stock(simulation.FALSE_SIGNALS),
        html.P("So these measures are judged by one sign only: a month outside the limits that "
               "chance gives so many children (binomial, three standard errors), and by the pace "
               "to the target."),
        html.P(["Anyone with the software can run this again: ", html.Code(COMMAND), "."]))


def _by_chance() -> Component:
    carried, without = simulation.LEVEL_SIGNALS[2]
    return panel(
        "How many signals chance alone would show",
        html.P("Every method of this kind is wrong now and then. How often depends on how many "
               "cases a month has, and on how far the share is from 0 and 100 %. Of 60 visits of "
               "which 51 are in time, 9 are not: that is the line of 9."),
        false_signals_by_rarer([
            (rarer, share) for rarer, share in chance.FALSE_BY_RARER if rarer >= chance.RARE]),
        html.P(f"For other figures of what happened in a month it is "
               f"{100 * chance.FALSE_OF_OTHERS:.1f} in 100, for shares of those open at a date "
               f"{100 * chance.FALSE_OF_STOCK:.1f}."),
        html.P("How many or how much there is at a date (children looked after, agency workers, "
               "days a case has lasted) is mostly the same people counted again each month: where "
               f"{carried} % of a caseload stay, {without:.0f} in 100 control charts would show a "
               "signal though nothing changed. So their usual range is widened by how much of a "
               "month is carried over from the one before, and where that is more than a fifth a "
               "month outside it is the only sign. Then it is "
               f"{100 * chance.FALSE_OF_LEVELS:.1f} in 100."),
        html.P("Wherever signals are shown, the page adds these up for its charts and puts the sum "
               "beside the signals there are."),
        html.P(f"With fewer than {chance.RARE} of the rarer outcome a month the four signs would "
               "be wrong too often: seven months at 100 % about one dip are a row above the "
               "average. Such a share is judged by one sign only too, a month outside the limits "
               "of chance."))


def _rebased(look: Look) -> Component:
    """When a usual range may begin anew, and where that was done."""
    asked = look.queries
    done = [event for event in asked.authority.events if event.rebases]
    return panel(
        "When the usual range begins anew",
        html.P(f"Only at a dated event whose reason and author are written down, never to hide a "
               f"concern, and only once {FEWEST} months follow it. The earlier ranges stay one "
               "click away on the chart."),
        html.Ul([html.Li([
            f"{day_words(event.date)}, decided by {event.who}: {event.words} ",
            f"({plural(len(event.rebases), 'measure')}: ", *_measures(look, event.rebases), ")"])
            for event in done]) if done else html.P("No event has begun one anew so far."))


def _measures(look: Look, ids: tuple[str, ...]) -> list[Any]:
    catalogue = look.queries.catalogue
    found: list[Any] = []
    for name in ids:
        found += [", " if found else "", link(
            catalogue[name].name if name in catalogue else name, look.href(f"/measures/{name}"))]
    return found
