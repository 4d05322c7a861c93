"""What comes first in the morning. The rule is here and nowhere else."""

from __future__ import annotations

import numpy as np

MANY = 3
"""So many things late at once are a child to talk about, not a list to work through."""
NO_CLOCK = 30
"""The clock, in days, of a thing of which nobody knows how long it had."""
FIRST_WORDS = (
    "What hurts most comes first: children on a child protection plan, then those whose case "
    f"nobody holds, then those with {MANY} or more things late, and then whoever is latest against "
    "the time allowed: six days past an allowed ten before sixty past an allowed year.")


def lateness(days_over: np.ndarray, clock: np.ndarray) -> np.ndarray:
    """How late things are against their clocks: 1 is as late again as the time there was.

    ``clock`` is in days, and not a number where it is not known.
    """
    known = np.where(clock > 0, clock, NO_CLOCK)
    return days_over / known


def first_to_last(
    *, group: np.ndarray, on_plan: np.ndarray, nobody: np.ndarray, late: np.ndarray,
    lateness: np.ndarray,
) -> np.ndarray:
    """The positions of entries in the order of FIRST_WORDS, group by group.

    One value an entry: its ``group`` (the least first), whether the child is ``on_plan``, whether
    ``nobody`` holds the case, how many things are ``late``, and the ``lateness`` of the latest of
    them; of one with nothing late that is less than nought, and the soonest due is first. Equals
    keep their order.
    """
    return np.lexsort((-lateness, late < MANY, ~nobody, ~on_plan, group))
