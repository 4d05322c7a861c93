"""Permanence plans of looked-after children: what each is to lead to, and from when."""

from __future__ import annotations

import numpy as np

from data.demo.adoption import Journeys
from data.demo.care import Care
from data.demo.chance import Rng, delays, draw, path
from data.demo.days import HISTORY_ENDS, NEVER, Days
from data.demo.families import People, person_ids
from data.demo.ledger import Later, Ledger, dates, ledger, words
from data.demo.visits import month_at

PLANS_JSON = ["RETURN1M", "RETURN6M", "RETURNEV", "REMAINSUP", "LTRELFR", "LTFOST18", "RESPLMT",
              "SUPPLIV", "ADOPTION", "OTHERPLN"]
IN_TIME = path({(2011, 4): 0.74, (2014, 3): 0.70, (2015, 6): 0.66, (2015, 12): 0.82,
                (2016, 6): 0.90})
"""Share of children whose first plan is there by their second review, by month of coming in."""


def permanence_plan_ledger(
    people: People, care: Care, journeys: Journeys, second_review: Days, rng: Rng,
) -> Ledger:
    """A first plan by the second review, mostly to return home; a lasting one after about a year,
    or adoption from the day it was decided. ``second_review`` is a day by period of care."""
    n = care.n
    start, end = care.start[:n], np.minimum(care.end[:n], HISTORY_ENDS + 1)
    in_time = rng.random(n) < IN_TIME[month_at(start)]
    begin = start + rng.integers(12, 60, n)
    late = np.minimum(second_review, NEVER - 200) + rng.integers(4, 110, n)
    begin = np.where(in_time, begin, np.where(second_review < NEVER, late, NEVER))
    lasting = np.maximum(start + rng.integers(200, 480, n), begin + 20)
    adoption = np.where(journeys.decided < NEVER, journeys.decided, NEVER)
    second = np.where(adoption < NEVER, adoption, lasting)
    begin = np.where(begin >= second, NEVER, begin)
    third = np.where(journeys.reversed < NEVER, journeys.reversed, NEVER)
    age = (np.minimum(second, HISTORY_ENDS) - people.born[care.person]) / 365.25
    first_words = draw(rng, {
        "RETURN1M": 0.12, "RETURN6M": 0.38, "RETURNEV": 0.2, "LTFOST18": 0.1, "LTRELFR": 0.1,
        "OTHERPLN": 0.1}, n)
    young = draw(rng, {"LTFOST18": 0.62, "LTRELFR": 0.22, "RETURNEV": 0.1, "OTHERPLN": 0.06}, n)
    middle = draw(rng, {"LTFOST18": 0.68, "LTRELFR": 0.1, "RESPLMT": 0.1, "RETURNEV": 0.06,
                        "OTHERPLN": 0.06}, n)
    old = draw(rng, {"SUPPLIV": 0.45, "LTFOST18": 0.4, "RESPLMT": 0.1, "OTHERPLN": 0.05}, n)
    lasting_words = np.where(age < 5, young, np.where(age < 15.5, middle, old))
    rows = [(begin, np.minimum(second, end), first_words),
            (second, np.minimum(third, end),
             np.where(adoption < NEVER, "ADOPTION", lasting_words)),
            (third, end, np.where(rng.random(n) < 0.5, "LTRELFR", "LTFOST18"))]
    kept = [np.flatnonzero(on < end) for on, _, _ in rows]
    period = np.concatenate(kept)
    on, until, plan = (np.concatenate([row[i][k] for row, k in zip(rows, kept, strict=True)])
                       for i in range(3))
    until = np.where(until > HISTORY_ENDS, care.end[period], until)
    known = np.maximum(on + delays(rng, len(on), month=0.03, later=0), care.start_known[period])
    until_known = np.where(until == care.end[period], care.end_known[period], until + 3)
    number = np.array([PLANS_JSON.index(word) for word in plan])
    return ledger("cla_care_plan", {
        "person_id": person_ids(care.person[period]), "start_date": dates(on),
        "end_date": dates(until),
        "permanence_plan": words(number, [f'{{"{key}":"Y"}}' for key in PLANS_JSON]),
    }, known, (Later(("end_date",), np.maximum(until, until_known)),))
