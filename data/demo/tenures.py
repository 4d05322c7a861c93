"""Tenures: who follows whom in each post, as agency or permanent staff.

In July 2015 seventy social workers came from agencies, and 11 per cent of the permanent ones had
left in the year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo.chance import Flags, Numbers, Rng, choose
from data.demo.days import INSPECTED, Days, day, next_office_day

YEAR_BEFORE = day(2014, 7, 31)
AGENCY_THEN = 70
LEFT_IN_THE_YEAR = 0.11
"""Full-time equivalents of permanent social workers who left, by those of the ones in post."""


@dataclass(frozen=True)
class Tenures:
    """By position, each post's in order of time: the post, first and last day, agency or not."""

    post: Days
    start: Days
    to: Days
    agency: Flags

    def at(self, on: int) -> Flags:
        """Those in post on the day."""
        return np.asarray((self.start <= on) & (self.to > on))


def as_inspected(tenures: Tenures, full_time: Numbers, rng: Rng) -> None:
    """Brings leavers and agency workers to what they were when the inspectors came: some left
    later or sooner, and some of the newer workers were of another kind."""
    share = full_time[tenures.post]
    permanent = ~tenures.agency
    staff = share[tenures.at(INSPECTED)].sum() * (1 - AGENCY_THEN / tenures.at(INSPECTED).sum())
    left = permanent & (tenures.to > YEAR_BEFORE) & (tenures.to <= INSPECTED)
    followed = np.append(np.diff(tenures.post) == 0, False)
    until = np.append(tenures.to[1:], 0)
    for row in choose(rng, left & followed, int(left.sum())):
        if share[left].sum() <= LEFT_IN_THE_YEAR * staff + 0.3:
            break
        later = int(next_office_day(INSPECTED + int(rng.integers(20, 800))))
        if until[row] > later + 60:
            tenures.to[row] = tenures.start[row + 1] = later
            left[row] = False
    soon = permanent & (tenures.to > INSPECTED) & (tenures.to < INSPECTED + 330)
    for row in choose(rng, soon & followed & (tenures.start < YEAR_BEFORE), int(soon.sum())):
        if share[left].sum() >= LEFT_IN_THE_YEAR * staff - 0.3:
            break
        tenures.to[row] = tenures.start[row + 1] = next_office_day(
            INSPECTED - int(rng.integers(20, 330)))
        left[row] = True
    there = tenures.at(INSPECTED)
    missing = AGENCY_THEN - int((there & tenures.agency).sum())
    recent = np.maximum(tenures.start - YEAR_BEFORE + 700, 1)
    tenures.agency[choose(rng, (there & ~tenures.agency) * recent, missing)] = True
    tenures.agency[choose(rng, there & tenures.agency, -missing)] = False
