"""Care proceedings: one case for brothers and sisters, from the application to the final order.

They follow the legal statuses: an interim care order comes within days of the application, and
the care order, the placement order or the end of care is the court's last word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.demo.care import Care
from data.demo.cases import Cases
from data.demo.chance import Rng
from data.demo.days import ENDS, HISTORY_ENDS, HISTORY_STARTS, NEVER, Days, office_day
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ids, ledger, words
from data.demo.placements import Statuses
from data.demo.visits import month_at

TOGETHER = 45
"""Applications for brothers and sisters within so many days are one case."""
ORDERS = ["Care order", "Care order and placement order", "Special guardianship order",
          "Child arrangements order", "Supervision order", "No order"]
CARE_ORDER, PLACEMENT_ORDER, GUARDIANSHIP, ARRANGEMENTS, SUPERVISION, NO_ORDER = range(6)
_ORDER_OF_REASON = {
    "E11": PLACEMENT_ORDER, "E12": PLACEMENT_ORDER, "E41": ARRANGEMENTS, "E45": GUARDIANSHIP,
    "E46": GUARDIANSHIP, "E47": GUARDIANSHIP, "E48": GUARDIANSHIP, "E4A": SUPERVISION,
    "E4B": SUPERVISION, "E13": ARRANGEMENTS}


@dataclass(frozen=True)
class Proceedings:
    """Children before the court, by position; ``case`` is the number of the court case."""

    person: Days
    open_case: Days
    """The child's case with children's services."""
    family: Days
    case: Days
    issued: Days
    final: Days
    final_known: Days
    order: Days


def make_proceedings(
    people: People, cases: Cases, care: Care, statuses: Statuses,
    reasons: NDArray[np.object_], rng: Rng,
) -> Proceedings:
    """Proceedings for every interim care order."""
    rows = np.flatnonzero((statuses.status == "C1") & (statuses.end > HISTORY_STARTS - 300)
                          & (statuses.start <= HISTORY_ENDS))
    period = statuses.period[rows]
    family = people.family[care.person[period]]
    order = np.lexsort((statuses.start[rows], family))
    rows, period, family = rows[order], period[order], family[order]
    began = statuses.start[rows]
    new = (np.diff(family, prepend=-1) != 0) | (np.diff(began, prepend=0) > TOGETHER)
    case = np.cumsum(new) - 1
    issued = office_day(began[new] - rng.integers(1, 12, int(new.sum())))[case]
    open_case = care.case[period]
    issued = np.maximum(issued, np.minimum(cases.referred[open_case] + 1, began))
    # A status that ends where another begins was ended by an order, else care ended with it.
    following = np.minimum(rows + 1, len(statuses.period) - 1)
    ordered = (following > rows) & (statuses.period[following] == statuses.period[rows])
    by_reason = np.array([_ORDER_OF_REASON.get(reason, NO_ORDER) for reason in reasons[period]])
    word = np.where(ordered, np.where(
        statuses.status[following] == "E1", PLACEMENT_ORDER, CARE_ORDER), by_reason)
    return Proceedings(care.person[period], open_case, family, case, issued, statuses.end[rows],
                       statuses.end_known[rows], word)


def proceedings_ledger(court: Proceedings, rng: Rng) -> Ledger:
    """Every child before the court."""
    n = len(court.person)
    known = np.minimum(court.issued + rng.integers(0, 6, n), ENDS[month_at(court.issued)])
    return ledger("court_proceedings", {
        "proceedings_id": ids("CP", 10_000 + np.arange(n)), "person_id": person_ids(court.person),
        "court_case_id": ids("COURT", 10_000 + court.case), "issued_date": dates(court.issued),
        "final_order_date": dates(court.final), "order": words(court.order, ORDERS),
    }, known, (Later(("final_order_date", "order"), np.where(
        court.final >= NEVER, NEVER, np.maximum(court.final_known, known))),))
