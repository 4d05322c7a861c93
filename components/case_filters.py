"""What narrows a list of cases: status, period, worker and a child's id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dash import html
from dash.development.base_component import Component

from components.filters import choices, search_form
from components.kinds import Measure
from components.link import link
from data.places import REMAINDERS

WORDS = {
    "all": "All", "met": "Met", "missed": "Not met or not known", "overdue": "Overdue",
    "unknown": "Not known", "due": "Due in 30 days",
}
LOWER = {"met": "Counted", "missed": "Not counted or not known"}
"""The same where less is better."""
PERIODS = {"month": "In the month", "year": "In twelve months"}


def case_filters(
    measure: Measure, *, counts: Mapping[str, int], status: str, period: str, worker: str,
    search: str, href: Callable[..., str], of_children: bool = True,
) -> Component:
    """``counts`` is how many there are of each status; ``href(**changed)`` makes an address. A
    list that is not ``of_children`` cannot be searched for one.
    """
    return html.Div([
        choices([(f"{words} {counts[word]:,}", href(status="" if word == "all" else word, page=""),
                  word == status) for word, words in _statuses(measure, counts, status).items()],
                label="Status"),
        choices([(PERIODS[p], href(period=p, page=""), p == period) for p in measure.period],
                label="Period") if len(measure.period) > 1 else None,
        html.P([REMAINDERS.get(worker, f"Worker {worker}"), ". ",
                link("Show every worker", href(worker="", page=""))],
               className="chosen") if worker else None,
        search_form(action=href(search="", page=""), name="search", label="Child’s id",
                    value=search, clear=href(search="", page="")) if of_children else None,
    ], className="filters")


def _statuses(measure: Measure, counts: Mapping[str, int], status: str) -> dict[str, str]:
    """The statuses that mean something for the measure; empty ones only when chosen."""
    if measure.unit != "percent" or measure.share_of:
        return {"all": WORDS["all"]}
    words = WORDS | LOWER if measure.better == "lower" else WORDS
    timed = () if measure.kind == "stock" else ("overdue", "due")
    return {word: text for word, text in words.items()
            if word not in timed and (word in ("all", "met", "missed", status) or counts[word])}
