"""What a signals file says: one row a measure and place at a date."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pyarrow as pa


class Signal(NamedTuple):
    """How a measure stands at a place: its chart, its place among the others, its pace.

    ``period`` is ``month`` for flow measures and ``point`` for all others. Numbers are not a
    number, dates None and words empty where there is nothing to say. ``value``, ``previous``,
    ``centre``, ``lower`` and ``upper`` are in the measure's own unit as people say it (per cent
    0 to 100, per 10,000, days, a mean, a count); everything of the funnel and the pace is in per
    cent.

    | chart | of | signals |
    |---|---|---|
    | control | flow and level measures | the four rules |
    | binomial | shares of those open at the date (stock) | outside the limits only |
    | (empty) | small places, and what has no figures | none |

    ``points`` and ``since`` are those of the latest baseline; fewer than 7 are not judged
    (``variation`` is empty), fewer than 12 have ``trial`` limits. ``rule`` is that of the last
    point, which alone is judged, and ``rule_points`` how many points make it. ``chance`` is how
    likely a chart like this one shows a signal on its last point though nothing has changed.
    ``rank`` orders the measures of a place: 1 is the first to talk about.

    The funnel is that of the measure's headline period, a year for what is rare, and has numbers
    of its own. ``funnel_p`` (how likely chance alone spreads the places so far) and
    ``funnel_expected`` (how many of them it would put outside) are of all localities, or all
    teams, together. ``gap`` is the whole number of children (or cases) that would reach the target.
    ``pace_fan`` holds the centre, low and high of each of the twelve months ahead, one after the
    other; it is empty where there is none.
    """

    measure: str
    place: str
    level: str
    period: str
    chart: str
    points: int
    since: dt.date | None
    centre: float
    lower: float
    upper: float
    value: float
    previous: float
    numerator: float
    denominator: float
    rule: str
    rule_points: int
    variation: str
    assurance: str
    rank: int
    trial: bool
    chance: float
    funnel: str
    funnel_period: str
    funnel_numerator: float
    funnel_denominator: float
    funnel_centre: float
    funnel_lower95: float
    funnel_upper95: float
    funnel_lower998: float
    funnel_upper998: float
    funnel_p: float
    funnel_expected: float
    pace: str
    pace_month: dt.date | None
    pace_early: dt.date | None
    pace_late: dt.date | None
    pace_fan: list[float]
    gap: int | None


class Glance(NamedTuple):
    """Of a signal what a measure's page tells of it: whether there is one, and how the place stands
    among the others. A third of the columns, which are read in half the time.
    """

    measure: str
    place: str
    level: str
    period: str
    since: dt.date | None
    variation: str
    assurance: str
    chance: float
    funnel: str
    funnel_centre: float
    funnel_lower998: float
    funnel_upper998: float
    pace: str


class Funnel(NamedTuple):
    """Of a signal what says how a place stands among the others, and what that was worked out
    from.
    """

    measure: str
    place: str
    period: str
    since: dt.date | None
    funnel: str


SIGNALS = pa.schema([
    ("measure", pa.string()), ("place", pa.string()), ("level", pa.string()),
    ("period", pa.string()), ("chart", pa.string()), ("points", pa.int32()),
    ("since", pa.date32()), ("centre", pa.float64()), ("lower", pa.float64()),
    ("upper", pa.float64()), ("value", pa.float64()), ("previous", pa.float64()),
    ("numerator", pa.float64()), ("denominator", pa.float64()), ("rule", pa.string()),
    ("rule_points", pa.int32()), ("variation", pa.string()), ("assurance", pa.string()),
    ("rank", pa.int32()), ("trial", pa.bool_()), ("chance", pa.float64()),
    ("funnel", pa.string()), ("funnel_period", pa.string()), ("funnel_numerator", pa.float64()),
    ("funnel_denominator", pa.float64()), ("funnel_centre", pa.float64()),
    ("funnel_lower95", pa.float64()), ("funnel_upper95", pa.float64()),
    ("funnel_lower998", pa.float64()), ("funnel_upper998", pa.float64()),
    ("funnel_p", pa.float64()), ("funnel_expected", pa.float64()),
    ("pace", pa.string()), ("pace_month", pa.date32()), ("pace_early", pa.date32()),
    ("pace_late", pa.date32()), ("pace_fan", pa.list_(pa.float64())), ("gap", pa.int32()),
])
"""The columns of a signals file, by the fields of a signal."""


class SignalCount(NamedTuple):
    """How many charts were judged, how many show a signal, and how many would by chance alone."""

    charts: int
    found: int
    expected: float
