"""Immunisations of looked-after children, and how they feel: the yearly questionnaire."""

from __future__ import annotations

from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.demo.care import Care
from data.demo.chance import Rng, choose, draw, office_days_between, path
from data.demo.days import ENDS, MONTHS, STARTS, Days, add_months, month_of, next_office_day
from data.demo.families import People, person_ids
from data.demo.ledger import Ledger, dates, flags, ids, ledger
from data.demo.steering import Checks, Marks, reach, recent
from data.demo.visits import month_at
from data.sources.tables import TABLES

IMMUNISED = path({(2011, 4): 0.84, (2014, 3): 0.87, (2015, 6): 0.85, (2016, 6): 0.90})
"""Share of the children in care for a year whose immunisations are up to date."""
ANSWERED = path({(2011, 4): 0.66, (2013, 4): 0.72, (2015, 6): 0.70, (2016, 6): 0.82})
"""Share of those aged 4 to 16 in care for a year with a score of the last twelve months."""
SCORE = path({(2011, 4): 14.9, (2013, 4): 14.8, (2015, 6): 14.5, (2016, 6): 14.3})
NO_SCORE = {"SDQ1": 0.55, "SDQ2": 0.12, "SDQ3": 0.18, "SDQ4": 0.05, "SDQ5": 0.10}
FIRST = month_of(2011, 10)


class ImmunisationList:
    """Immunisations as they stand on a day: one row a child, the last status recorded."""

    name = "ssd_cla_immunisations"

    def __init__(self, people: People, care: Care, rng: Rng) -> None:
        self._marks, self._days = Marks(people.n), Marks(people.n)
        self._care = care
        status = np.full(people.n, -1)
        for month in range(MONTHS):
            a, b = int(next_office_day(STARTS[month])), int(ENDS[month])
            seen = care.seen(b)
            person = care.person[seen]
            begun = care.start[seen] <= add_months(b, -2)
            new = person[(status[person] < 0) & begun]
            status[new] = rng.random(len(new)) < 0.7
            # Some fall behind as the next ones come due.
            behind = person[(status[person] == 1) & (rng.random(len(person)) < 0.012)]
            status[behind] = 0
            long = person[care.start[seen] <= add_months(b, -12)]
            missing = round(IMMUNISED[month] * len(long)) - int((status[long] == 1).sum())
            caught_up = long[choose(rng, status[long] == 0, missing)]
            status[caught_up] = 1
            changed = np.unique(np.concatenate([new, behind, caught_up]))
            on = office_days_between(rng, a, b, len(changed))
            known = np.minimum(on + rng.integers(0, 9, len(changed)), b)
            self._marks.add(changed, on, known, status[changed])
            self._days.add(changed, on, known, on)

    def as_known(self, day: int, known_on: int | None = None) -> pa.Table:
        """The children looked after on the day with a status, as recorded by ``known_on``."""
        known = day if known_on is None else known_on
        status, since = self._marks.at(day, known), self._days.at(day, known)
        there = np.unique(self._care.person[self._care.seen(day)])
        there = there[status[there] >= 0]
        source = TABLES["cla_immunisations"]
        return pa.table({
            source.column(name).ssd: values for name, values in (
                ("person_id", person_ids(there)), ("up_to_date", flags(status[there] == 1)),
                ("status_date", dates(since[there])))})


def questionnaire_ledger(people: People, care: Care, rng: Rng) -> Ledger:
    """A questionnaire a year for most; the reason where there is no score."""
    checks = Checks(people.n)
    unanswered: list[tuple[Days, Days]] = []
    for month in range(FIRST, MONTHS):
        a, b = int(STARTS[month]), int(ENDS[month])
        seen = care.seen(b)
        person = care.person[seen]
        age = people.age(person, b)
        base = person[(age >= 4) & (age <= 16) & (care.start[seen] <= add_months(b, -12))]
        fine = partial(recent, months=12, by=b)
        # In the first months not everybody is asked at once.
        share = float(ANSWERED[month]) * min((month - FIRST + 1) / 12, 1.0)
        left = base[reach(rng, checks, base, fine, share, np.ones(len(base)), (a, b))]
        asked = left[rng.random(len(left)) < 0.06]
        unanswered.append((asked, office_days_between(rng, int(next_office_day(a)), b, len(asked))))
    person, on, known = checks.rows()
    without = np.concatenate([who for who, _ in unanswered])
    when = np.concatenate([days for _, days in unanswered])
    # A child's own level, and a little from year to year.
    own = rng.normal(0, 5.6, people.n)
    score = SCORE[month_at(on)] + own[person] + rng.normal(0, 2.8, len(person))
    number = np.concatenate([np.clip(np.round(score), 0, 40), np.zeros(len(without))])
    blank = np.arange(len(number)) >= len(person)
    reason = np.concatenate([np.full(len(person), ""), draw(rng, NO_SCORE, len(without))])
    return ledger("sdq_scores", {
        "sdq_id": ids("SDQ", 10_000 + np.arange(len(number))),
        "person_id": person_ids(np.concatenate([person, without])),
        "completed_date": dates(np.concatenate([on, when])), "reason": reason.astype(object),
        "score": pc.cast(pa.array(number, mask=blank), pa.int64()),
    }, np.concatenate([known, when]))
