"""Which of the board's challenges stand on a page, and how they stood at a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.actions.records import Challenge

SHOWS = ("open", "overdue", "answered", "closed", "all")
"""Open ones have no answer yet; overdue ones are open."""


@dataclass(frozen=True)
class ChallengeList:
    """``rows`` are those shown; ``counts`` how many there are of each of SHOWS."""

    rows: Sequence[Challenge]
    counts: dict[str, int]


def stood(challenges: Iterable[Challenge], day: dt.date) -> list[Challenge]:
    """The challenges raised by a day, as each stood at the end of it; their order is kept."""
    return [one for one in (challenge.on(day) for challenge in challenges) if one]


def shown(challenges: Sequence[Challenge], show: str, as_at: dt.date) -> ChallengeList:
    """The challenges narrowed to one of SHOWS."""
    return ChallengeList(
        rows=[one for one in challenges if _fits(one, show, as_at)],
        counts={name: sum(_fits(one, name, as_at) for one in challenges) for name in SHOWS})


def _fits(challenge: Challenge, show: str, as_at: dt.date) -> bool:
    return challenge.overdue_at(as_at) if show == "overdue" else show in ("all", challenge.state)
