"""Visits: one after another at the interval the rule asks for, or late, as places and times go."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data.demo.chance import Flags, Numbers, Rng, path
from data.demo.days import ENDS, HISTORY_ENDS, HISTORY_STARTS, MONTHS, Days, office_day

Interval = Callable[[Days, Days], Days]
"""Days to the next visit, from the positions of the spells and the day of the last visit."""

LATER_HERE = {
    "kings-lynn-west-norfolk": -0.14, "great-yarmouth": -0.04, "norwich": 0.02,
    "south-norfolk": 0.04}
"""How much likelier a visit is to be in time than in the county, by locality."""


def rounds(start: Days, end: Days, first: Days, interval: Interval) -> tuple[Days, Days]:
    """Every visit of every spell: the position of the spell, and the day.

    ``first`` is the day of the first visit. No visit is on or after a spell's end.
    """
    spells, days = [], []
    at = np.arange(len(start))
    now = first.copy()
    # A visit of the weekend after the story may be made in its last days.
    until = np.minimum(end, HISTORY_ENDS + 4)
    while len(at):
        going = now < until[at]
        at, now = at[going], now[going]
        spells.append(at)
        days.append(np.maximum(_in_the_week(now, at), start[at]))
        now = now + np.maximum(interval(at, now), 1)
    spell, on = np.concatenate(spells), np.concatenate(days)
    told = on <= HISTORY_ENDS
    return spell[told], on[told]


def each_child(spell: Days, which: Days) -> tuple[Days, Days]:
    """What happened to groups of children, repeated for every child of the group.

    ``spell`` is the group of each event, ``which`` the group of each child. Returns, one row an
    event and child, the position of each.
    """
    order = np.argsort(which, kind="stable")
    size = np.bincount(which)
    offset = np.cumsum(size) - size
    count = size[spell]
    event = np.repeat(np.arange(len(spell)), count)
    turn = np.arange(len(event)) - np.repeat(np.cumsum(count) - count, count)
    return event, order[np.repeat(offset[spell], count) + turn]


def month_at(days: Days) -> Days:
    """The number of the month each day is in, for reading a path; held at the first and last."""
    return np.clip(np.searchsorted(ENDS, days), 0, MONTHS - 1)


def _in_the_week(days: Days, mark: Days) -> Days:
    """Working days for visits: of those that fall on a weekend, not all go to the Friday."""
    weekend = (days + 3) % 7 >= 5  # 1 January 1970 was a Thursday
    return office_day(np.where(weekend, days - (days + 3) % 7 + 4 - mark % 4, days))


def in_time(rng: Rng, level: Numbers, bonus: Numbers, at: Days) -> Flags:
    """Whether each next visit will be in time: the county's level then, and the locality's."""
    month = np.clip((at - HISTORY_STARTS) // 30.44, 0, len(level) - 1).astype(int)
    return np.asarray(rng.random(len(at)) < level[month] + bonus)


def locality_bonus(localities: list[str], locality: Days) -> Numbers:
    """Each row's locality's difference from the county."""
    return np.array([LATER_HERE.get(name, 0.0) for name in localities])[locality]


PROTECTION_LEVEL = path({
    (2011, 4): 0.80, (2013, 4): 0.84, (2014, 6): 0.90, (2015, 6): 0.88, (2016, 3): 0.93})
CARE_LEVEL = path({
    (2011, 4): 0.84, (2013, 8): 0.82, (2014, 12): 0.74, (2015, 5): 0.60, (2015, 8): 0.60,
    (2015, 11): 0.76, (2016, 3): 0.86})
ALONE = path({(2011, 4): 0.62, (2014, 6): 0.70, (2015, 7): 0.68, (2016, 3): 0.79})
WITHIN_THE_WEEK = path({
    (2011, 4): 0.34, (2014, 6): 0.30, (2015, 6): 0.33, (2015, 10): 0.24, (2016, 3): 0.15})
"""Share of visits written up some days late, within a week."""
