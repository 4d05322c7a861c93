"""Quality beside volume: a row a kind of plan, and the same kinds across places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from dash import html
from dash.development.base_component import Component

from components.attributes import data
from components.kinds import Measure
from components.link import link
from components.numbers import HIDDEN, joined, lower_first, percent, whole
from components.region import scrolling
from components.symbols import said, symbol_key
from data.status import SMALLEST_SHARE

LOOKS = {"compliant but poor": "triangle", "late and poor": "triangle", "not audited": "diamond",
          "in place and good": "circle"}
HEADS = ("Where it is in place", "In place", "Of the same, audited in a year",
         "Of every audit in a year, good or better",
         "Helped, say those asked", "Complaints answered in time", "Reading")
AUDITS_OF = ("audited: of plans open now, or of what was done in the year; good: of every audit in "
             "the year, also of plans that have ended since")
Share = tuple[int | None, int | None]
"""So many of so many; both None where they are suppressed."""


class PlanQuality(Protocol):
    """One kind of plan at one place; None for a share that is not in the extract."""

    @property
    def plan_type(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def in_place(self) -> Share | None: ...
    @property
    def audited(self) -> Share | None: ...
    @property
    def good(self) -> Share | None: ...
    @property
    def helped(self) -> Share | None: ...
    @property
    def in_time(self) -> Share | None: ...
    @property
    def verdict(self) -> str: ...


def part_of(share: Share | None) -> str:
    """ "512 of 648 (79 %)", "3 of 4", "none", "[c]", or that it is not in the extract."""
    in_percent = _in_percent(share)
    return f"{_counted(share)} ({in_percent})" if in_percent else _counted(share)


def _in_percent(share: Share | None) -> str:
    """The share in per cent; empty where it is suppressed, not there or of too few."""
    if share is None or share[0] is None or share[1] is None or share[1] < SMALLEST_SHARE:
        return ""
    return percent(100 * share[0] / share[1])


def _counted(share: Share | None) -> str:
    if share is None:
        return "not in this extract"
    part, of = share
    if part is None or of is None:
        return HIDDEN
    return f"{whole(part)} of {whole(of)}" if of else "none"


def plan_quality(plan: PlanQuality) -> list[Component]:
    """One kind of plan in a sentence, and how the two read together."""
    if plan.audited is None:
        return [html.P("Not in this extract: how many of these were audited.")]
    return [html.P(f"Audited in the twelve months to the date: {part_of(plan.audited)}. Of "
                   f"every audit in them graded good or better: {part_of(plan.good)}."),
            html.P(_verdict(plan.verdict))]


def quality_sentence(name: str, plans: Sequence[PlanQuality], names: Mapping[str, str]) -> str:
    """Which kinds of plan are poor, and of which nobody can say how good they are."""
    said = []
    for verdict, words in (
            ("compliant but poor", "compliant but poor"), ("late and poor", "late and poor"),
            ("not audited", "not audited in the twelve months to the date"),
            ("too few audited to say", "too few audited to say")):
        of = [lower_first(names[p.plan_type]) for p in plans if p.verdict == verdict]
        if of:
            said.append(f"{words}: {joined(of)}")
    if said:
        return f"{name}: {'; '.join(said)}."
    if all(plan.good is None for plan in plans):
        return f"{name}: this extract holds no audits, so nothing is known of how good plans are."
    return f"{name}: no kind of plan is known to be poor."


def quality_table(
    plans: Sequence[PlanQuality], *, names: Mapping[str, str], measures: Mapping[str, Measure],
    href: Callable[[str], str], caption: str,
) -> Component:
    """One row a kind of plan: how many are in place by the measure's rule, how many of their
    children had a case audited in the twelve months to the date, how many audits were graded good
    or better, and what children and families said.
    """
    body = [html.Tr([
        html.Th(names[plan.plan_type], scope="row"),
        html.Td(link(measures[plan.measure].name, href(plan.measure)), className="by"),
        *(_share(share, head) for head, share in zip(HEADS[1:6], (
            plan.in_place, plan.audited, plan.good, plan.helped, plan.in_time), strict=True)),
        html.Td(_verdict(plan.verdict))]) for plan in plans]
    head = html.Thead(html.Tr([
        html.Th("Plan", scope="col"),
        *(html.Th(words, scope="col", className="number" if words in HEADS[1:6] else None)
          for words in HEADS)]))
    drawn = scrolling(html.Table(
        [html.Caption(caption, className="unseen"), head, html.Tbody(body)],
        className="quality"), label=caption, look="cards")
    suppressed = any(share is not None and share[0] is None for plan in plans for share in (
        plan.in_place, plan.audited, plan.good, plan.helped, plan.in_time))
    return html.Div([drawn, symbol_key("c")]) if suppressed else drawn


def _share(share: Share | None, head: str) -> Component:
    """A share with its numbers below it; of few, the numbers alone."""
    in_percent, counted = _in_percent(share), _counted(share)
    return html.Td([html.B(in_percent), html.Small(counted)] if in_percent else said(counted),
                   className="number" if share and share[1] else "number none",
                   **data(label=head))


def verdicts_table(
    places: Mapping[str, Sequence[PlanQuality]], *, names: Mapping[str, str],
    place_names: Mapping[str, str], href: Callable[[str], str], caption: str,
) -> Component | None:
    """A row a place and a column a kind of plan, with how many audits were good; a dash where
    there are no plans. The first place is the whole, where the reader is; None when it is the only
    one.
    """
    if len(places) < 2:
        return None
    first, *_ = places
    head = html.Thead(html.Tr([
        html.Th("Place", scope="col"),
        *(html.Th(names[plan.plan_type], scope="col") for plan in places[first])]))
    body = html.Tbody([html.Tr([
        html.Th(link(place_names[place], to) if (to := href(place)) else place_names[place],
                scope="row"),
        *(html.Td([html.Span("–", className="none") if plan.verdict == "no plans"
                   else _verdict(plan.verdict), html.Small(_audits(plan))],
                  **data(label=names[plan.plan_type])) for plan in plans)],
        className="whole" if place == first else None) for place, plans in places.items()])
    return scrolling(html.Table([html.Caption(caption, className="unseen"), head, body],
                                className="verdicts"), label=caption, look="cards")


def _audits(plan: PlanQuality) -> str:
    """How many audits were good, where there were any."""
    return f"{_counted(plan.good)} good" if plan.good and plan.good[1] else ""


def _verdict(words: str) -> Component:
    return html.Span(f"{words[:1].upper()}{words[1:]}",
                     className=f"status {LOOKS.get(words, 'dash')}")
