"""What an agenda is made of: whose it is, and the plain records that its items are said from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.measures.catalogue import Measure
from data.places import Place
from data.signals.schema import Signal, SignalCount

MORE_THAN_BEST = "more than in the best month"
MORE_THAN_USUAL = "more than usual"
AS_USUAL = "as usual"
LESS_THAN_USUAL = "less than usual"
TOO_FEW_MONTHS = "too few months to say"


@dataclass(frozen=True)
class Agenda:
    """One surgery to be held with the figures of a date.

    ``id`` is the area's or the service's; ``place`` the area, or the authority for a service, and
    ``service`` is empty for an area. ``measures`` are those it talks about. ``last`` is the day of
    the surgery before, ``held`` that of this one, ``next`` that of the one after.
    """

    id: str
    name: str
    place: str
    service: str
    measures: Mapping[str, Measure]
    last: dt.date
    held: dt.date
    next: dt.date
    minutes: int


@dataclass(frozen=True)
class Origin:
    """The part of a place that a concern comes from most: a team of an area, an area of the
    county. ``numerator`` and ``denominator`` are its own; ``share`` is how much of the whole's
    distance from where it should be is that of this part: 1 is all of it, and it is more than 1
    where other parts do better than they should.
    """

    place: str
    short: str
    numerator: float
    denominator: float
    share: float


@dataclass(frozen=True)
class Changed:
    """Something to talk about: the signal, whether the place is ``behind`` the others by more than
    chance, and where it comes from, None where no part stands out or the viewer may not see it.
    """

    signal: Signal
    behind: bool
    origin: Origin | None


@dataclass(frozen=True)
class Well:
    """Something that went well: ``better`` is whether it improved, ``best`` whether the place
    stands out among the others; ``to_share`` the areas in which the same is a concern.
    """

    signal: Signal
    better: bool
    best: bool
    to_share: tuple[Place, ...]


@dataclass(frozen=True)
class Reading:
    """What the signals of an agenda say. ``off_target`` are measures that miss their target by more
    than is close, without a signal, furthest in children first. ``why_not`` says why there are no
    signals; all else is empty then.
    """

    well: tuple[Well, ...]
    changed: tuple[Changed, ...]
    off_target: tuple[Signal, ...]
    count: SignalCount
    why_not: str = ""


@dataclass(frozen=True)
class Recent:
    """A measure's figure at a date (None where there is none) as a mapping of numerator,
    denominator, unknown, cases, hidden and value, and its ``values`` at the ``days`` to it, not a
    number where there is none, or a share of too few.
    """

    days: tuple[dt.date, ...]
    values: tuple[float, ...]
    figure: Mapping[str, Any] | None


@dataclass(frozen=True)
class Nobody:
    """A child whom nobody is named for: so many ``days`` (None where it is not known since when),
    and how many things are late.
    """

    person: str
    team: str | None
    days: int | None
    overdue: int


@dataclass(frozen=True)
class Demand:
    """What a place has to do, and what it did before in a month.

    ``overdue`` things are late now, for ``children``; ``due`` fall due by the day ``until``.
    ``surgery`` is whether that is the day of the surgery after this one: what falls due later than
    DAYS on is not known. ``to_do`` are those late or due within 30 days that are counted when they
    are done, each once; None at a place that does more of what is done once (assessments): the
    rest of its work says little. ``months`` is of how many months before it is known what was done
    in them of the same; ``usual`` is from where to where the middle half of them lie, and ``most``
    the best of them, both None where there are too few months. What was done twice in a month
    counts once. ``reading`` is one of the words above, empty where there is nothing to compare.
    """

    place: str
    name: str
    short: str
    overdue: int
    children: int
    due: int
    until: dt.date
    surgery: bool
    to_do: int | None
    months: int
    usual: tuple[int, int] | None
    most: int | None
    reading: str


@dataclass(frozen=True)
class Blank:
    """A measure with cases of which it is not known whether they were met.

    ``worst`` and ``best`` are the share in per cent were all of them missed, and met; None where
    the measure is no share, or one of fewer than SMALLEST_SHARE cases.
    """

    measure: str
    unknown: int
    cases: int
    worst: float | None
    best: float | None
