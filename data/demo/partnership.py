"""What the safeguarding board asks of its partners, and what comes to the council beside cases:
allegations against people who work with children, and the deaths of children."""

from __future__ import annotations

import numpy as np

from data.demo.chance import Rng, delays, draw, path
from data.demo.days import (
    ENDS,
    HISTORY_ENDS,
    MONTHS,
    NEVER,
    STARTS,
    add_working_days,
    office_day,
)
from data.demo.families import People
from data.demo.ledger import Later, Ledger, dates, flags, ids, ledger
from data.demo.visits import month_at

ALLEGATIONS = path({(2011, 4): 22, (2014, 6): 27, (2016, 3): 30})
"""Allegations referred in a month."""
WITHIN_A_MONTH = path({(2011, 4): 0.70, (2014, 6): 0.74, (2015, 6): 0.76, (2016, 3): 0.83})
SECTORS = {
    "School": 0.34, "Foster care": 0.17, "Early years": 0.16, "Residential care": 0.10,
    "Voluntary or faith group": 0.08, "Health": 0.06, "Transport": 0.04, "Other": 0.05}
OUTCOMES = {
    "Unsubstantiated": 0.34, "Substantiated": 0.29, "Unfounded": 0.17, "False": 0.04,
    "No further action after first look": 0.16}
NO_AREA = 0.08
"""Share of allegations that belong to no area."""
DEATHS = 3.1
"""Deaths of children notified in a month."""
DAYS_TO_REVIEW = path({(2011, 4): 250, (2014, 6): 220, (2015, 6): 200, (2016, 3): 165})
ATTENDS = {
    "Children's services": 0.99, "Police": 0.95, "Clinical commissioning groups": 0.93,
    "Acute hospitals": 0.84, "Community health": 0.88, "Mental health trust": 0.76,
    "Probation": 0.78, "Community rehabilitation company": 0.62, "Youth offending team": 0.90,
    "Schools": 0.80, "District councils": 0.64, "Cafcass": 0.55, "Voluntary sector": 0.86}
"""How often each agency comes to the board's meetings."""
RETURNS_NOTHING = "District councils"
ALWAYS_RETURNS = 0.93
"""Share of the quarters for which an agency returns its data, but for the one that never does."""


def partnership_ledgers(people: People, rng: Rng) -> list[Ledger]:
    """Allegations, deaths to be reviewed, and the partners' attendance and returns."""
    return [_allegations(people, rng), _deaths(rng), _attendance(rng), _returns(rng)]


def _allegations(people: People, rng: Rng) -> Ledger:
    month = np.repeat(np.arange(MONTHS), rng.poisson(ALLEGATIONS))
    n = len(month)
    on = np.sort(office_day(rng.integers(STARTS[month] + 3, ENDS[month] + 1)))
    soon = rng.random(n) < WITHIN_A_MONTH[month]
    days = np.where(soon, rng.integers(2, 29, n), np.where(
        rng.random(n) < 0.66, rng.integers(32, 90, n), np.where(
            rng.random(n) < 0.9, rng.integers(92, 340, n), rng.integers(370, 520, n))))
    settled = office_day(on + days)
    settled = np.where(settled > HISTORY_ENDS, NEVER, settled)
    known = on + delays(rng, n, week=0.1, month=0, later=0)
    place = rng.choice(len(people.localities), n, p=people.locality_share)
    localities = np.array(people.localities, dtype=object)[place]
    return ledger("allegations", {
        "allegation_id": ids("LADO", 1_000 + np.arange(n)), "referred_date": dates(on),
        "outcome_date": dates(settled), "outcome": draw(rng, OUTCOMES, n),
        "sector": draw(rng, SECTORS, n),
        "locality": np.where(rng.random(n) < NO_AREA, "", localities).astype(object),
    }, known, (Later(("outcome_date", "outcome"), np.maximum(
        known, settled + delays(rng, n, week=0.2, month=0.02, later=0))),))


def _deaths(rng: Rng) -> Ledger:
    month = np.repeat(np.arange(MONTHS), rng.poisson(DEATHS, MONTHS))
    n = len(month)
    on = np.sort(rng.integers(STARTS[month], ENDS[month] + 1))
    days = DAYS_TO_REVIEW[month_at(on)] * rng.uniform(0.45, 1.6, n)
    reviewed = office_day(np.minimum(on + days.astype(np.int64), HISTORY_ENDS + 60))
    reviewed = np.where(reviewed > HISTORY_ENDS, NEVER, reviewed)
    return ledger("child_death_reviews", {
        "review_id": ids("CDR", 1_000 + np.arange(n)), "notified_date": dates(on),
        "reviewed_date": dates(reviewed),
    }, on + rng.integers(0, 3, n), (Later(("reviewed_date",), reviewed + 3),))


def _attendance(rng: Rng) -> Ledger:
    """The board meets every other month; who came is written down by the next working day."""
    meetings = add_working_days(ENDS[0::2], -6)
    agency = np.repeat(np.array(list(ATTENDS), dtype=object), len(meetings))
    share = np.repeat(np.array(list(ATTENDS.values())), len(meetings))
    on = np.tile(meetings, len(ATTENDS))
    return ledger("partner_attendance", {
        "agency": agency, "meeting_date": dates(on),
        "attended": flags(rng.random(len(on)) < share),
    }, add_working_days(on, 1))


def _returns(rng: Rng) -> Ledger:
    """Every quarter's data of every agency; one has never returned any."""
    quarters = ENDS[2::3]
    agency = np.repeat(np.array(list(ATTENDS), dtype=object), len(quarters))
    ends = np.tile(quarters, len(ATTENDS))
    n = len(ends)
    returned = office_day(ends + np.where(
        rng.random(n) < 0.8, rng.integers(14, 36, n), rng.integers(36, 85, n)))
    comes = (rng.random(n) < ALWAYS_RETURNS) & (agency != RETURNS_NOTHING)
    returned = np.where(comes & (returned <= HISTORY_ENDS), returned, NEVER)
    return ledger("partner_returns", {
        "agency": agency, "period_end": dates(ends), "returned_date": dates(returned),
    }, ends, (Later(("returned_date",), returned),))
