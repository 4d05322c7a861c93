"""A strip of single facts, each a number and what it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.kinds import Measure, Workload
from components.link import link
from components.numbers import (
    day_words,
    is_hidden,
    missing,
    plural,
    target_words,
    value_words,
    whole,
)
from components.quick import quick
from components.records import records
from components.symbols import said

Fact = tuple[str, str, str]
"""A number, what it counts, and where it opens ("" for nowhere)."""


def fact_strip(facts: Sequence[Fact]) -> Component | None:
    """The facts side by side; the words are the link. None when there are none."""
    if not facts:
        return None
    return html.Dl([
        quick(html.Div, [quick(html.Dt, link(words, href) if href else words),
                         quick(html.Dd, said(number))])
        for number, words, href in facts], className="facts")


def place_facts(
    card: pd.DataFrame, *, measures: Mapping[str, Measure], place: str,
    href: Callable[..., str], opens: Mapping[str, str] = MappingProxyType({}),
) -> list[Fact]:
    """How many are looked after, on a plan and without a worker, and how many each worker has,
    from a scorecard; what the extract does not hold is left out. ``opens`` has the page that a
    measure's fact opens onto, where that is not the measure's own.
    """
    rows = {r["measure"]: r for r in records(card)}
    facts = []
    for measure, words in (
        ("lac-count", f"looked after{_in_every(rows, measures, 'lac-rate')}"),
        ("cpp-count-rate", f"on a protection plan{_in_every(rows, measures, 'cpp-count-rate')}"),
        ("unallocated", "with no allocated social worker"),
        ("caseload-average", f"per social worker{_target(measures)}"),
    ):
        row = rows.get(measure)
        if row is None or (missing(row["numerator"]) and not is_hidden(row)):
            continue
        number = (whole(row["numerator"]) if measure == "cpp-count-rate" and not is_hidden(row)
                  else value_words(measures[measure], row))
        who = "child" if row["numerator"] == 1 else "children"
        to = opens.get(measure, f"/measures/{measure}")
        facts.append((number, f"{who} {words}", href(to, place=place)))
    return facts


def work_facts(
    workload: Workload, *, href: Callable[[str], str], all_of_it: bool = True, own: bool = False,
) -> list[Fact]:
    """How much is overdue, for how many children, and what falls due until its day. ``href`` gives
    the address of the list of what is "overdue" or "due"; ``all_of_it`` is false where the reader
    may see only some of the place's work, ``own`` true where that is the reader's own.
    """
    yours = "" if all_of_it else " of yours" if own else " that you may see"
    children = plural(workload.children, "child", "children")
    things = "thing" if workload.overdue == 1 else "things"
    return [
        (whole(workload.overdue), f"{things} overdue{yours}, for {children}",
         href("overdue")),
        (whole(workload.due),
         f"{'falls' if workload.due == 1 else 'fall'} due by {day_words(workload.until)}{yours}",
         href("due"))]


def _in_every(
    rows: Mapping[str, Mapping[str, float]], measures: Mapping[str, Measure], rate: str,
) -> str:
    row = rows.get(rate)
    if row is None or missing(row["value"]):
        return ""
    return f", {value_words(measures[rate], row)} in every 10,000"


def _target(measures: Mapping[str, Measure]) -> str:
    measure = measures.get("caseload-average")
    if measure is None or measure.target is None:
        return ""
    return f", target {target_words(measure)}"
