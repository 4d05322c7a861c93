"""Where placements are: in the county or outside it, and how far from home.

In July 2015 the inspectors counted 181 children outside the county, 19 of them without a health
assessment in date and 13 without reviews in time.
"""

from __future__ import annotations

import numpy as np

from data.demo.care import Care
from data.demo.chance import Flags, Rng, choose, draw
from data.demo.days import INSPECTED
from data.demo.placements import Stays, Whereabouts

OUTSIDE = {
    "K1": 0.9, "K2": 0.40, "S1": 0.55, "R1": 0.45, "R2": 0.3, "R3": 0.4, "U1": 0.17, "U2": 0.1,
    "U3": 0.11, "U4": 0.17, "U5": 0.1, "U6": 0.10, "P1": 0.05, "A4": 0.35, "A6": 0.35}
OTHERS_OUTSIDE = 0.10
"""How likely a placement of each type is to be outside the county."""
OUTSIDE_THEN, UNASSESSED, UNREVIEWED, NEITHER = 181, 19, 13, 3
"""The children outside the county in July 2015: all, without a health assessment in date, without
reviews in time, and (of these) without both."""
FAR = 0.88
"""Share of the placements outside the county that are over twenty miles from home."""
NEAR_AUTHORITIES = {"Suffolk": 0.62, "Cambridgeshire": 0.24, "Lincolnshire": 0.14}
FAR_AUTHORITIES = {
    "Suffolk": 0.34, "Cambridgeshire": 0.19, "Lincolnshire": 0.13, "Essex": 0.09, "Kent": 0.06,
    "Peterborough": 0.05, "Northamptonshire": 0.05, "Nottinghamshire": 0.04, "Derbyshire": 0.03,
    "WAL": 0.02}


def whereabouts(
    care: Care, stays: Stays, unassessed: Flags, unreviewed: Flags, alone: Flags, rng: Rng,
) -> Whereabouts:
    """Where each stay is. ``unassessed`` and ``unreviewed`` say of each person how things stood
    when the inspectors came; ``alone`` of each person whether they came alone from abroad."""
    n = len(stays.period)
    likely = np.array([OUTSIDE.get(kind, OTHERS_OUTSIDE) for kind in stays.type])
    outside = rng.random(n) < likely
    now = stays.standing(care, INSPECTED)
    person = care.person[stays.period[now]]
    poor, late = unassessed[person], unreviewed[person]
    outside[now] = False
    both = min(NEITHER, int((poor & late).sum()))
    for which, number in (
            (poor & late, both), (poor & ~late, UNASSESSED - both),
            (late & ~poor, UNREVIEWED - both),
            (~poor & ~late, OUTSIDE_THEN - UNASSESSED - UNREVIEWED + both)):
        outside[now[choose(rng, np.where(which, likely[now], 0), number)]] = True
    miles = np.where(outside, np.where(
        rng.random(n) < FAR, 21 + rng.gamma(1.5, 26.0, n), rng.uniform(3, 20, n)),
        np.minimum(rng.gamma(1.3, 8.5, n), 52))
    miles = np.where(stays.type == "P1", 0.0, np.round(miles, 1))
    authority = np.where(outside, np.where(
        miles > 20, draw(rng, FAR_AUTHORITIES, n), draw(rng, NEAR_AUTHORITIES, n)), "")
    # Adopted by the foster carer: the same home, as the inspectors counted it.
    same = np.flatnonzero(np.isin(stays.type, ["A3", "A5"]))
    counted = np.isin(same, now)
    for column in (outside, authority, miles):
        column[same[~counted]] = column[same[~counted] - 1]
        column[same[counted] - 1] = column[same[counted]]
    miles[alone[care.person[stays.period]]] = np.nan
    return Whereabouts(outside, authority.astype(object), miles)
