"""Control charts of single figures (XmR): limits, four rules, variation and assurance.

As the NHS "Making Data Count" programme draws them (NHSRplotthedots 0.2.2), but for two of its
faults near 100 per cent: see ``_spread``. The rules take each month for a new draw. Where the same
children are counted month after month they find signals in a service where nothing changes
(``simulation``), and so they do in a share of which next to nothing is missed (``chance.RARE``):
both get ``stock_limits``. Of how many or how much there is at a date the limits are widened by what
is carried over (``carried_over``; reference: the average move divided by the root of 1 - r).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np

REACH = 2.66
"""Limits are the centre and this many average moves from a month to the next (3 / 1.128)."""
NEAR = 2 / 3
"""Near a limit: more than this share of the way from the centre to it."""
SCREEN = 3.267
"""A move of this many average moves or more is left out of the average."""
TREND = 7
"""So many points in a row each above the one before, or each below it."""
SHIFT = 7
"""So many points in a row on one side of the centre."""
TRIAL = 12
"""With fewer points than this the limits are on trial: another month may still move them."""
FEWEST = 7
"""With fewer points than this no rule is asked."""
FREE = 0.2
"""A level of which no more than this is carried over from month to month varies freely."""
MOST_CARRIED = 0.95
RULES = ("", "outside the limits", "trend", "two of three near a limit", "run on one side")
"""The words of ``rule``, by its number. Where several hold, the lowest number is given."""
OUTSIDE, TRENDING, NEARLY, SHIFTED = 1, 2, 3, 4
VARIATIONS = ("common cause", "improvement high", "improvement low", "concern high",
              "concern low", "neutral high", "neutral low")
PASS, CHANCE, FAIL = "consistently pass", "hit or miss", "consistently fail"
_SAME = 1e-12
"""Numbers this near, as a share of the largest, differ only by the way computers add."""


@dataclass(frozen=True)
class ControlCharts:
    """Charts of many series at once; of one series, without the first axis.

    Every array is series x months; limits in the unit of the values, and not a number where a
    baseline has no figure (the centre) or no two months in a row with one (the limits). They are
    not clipped: a drawing may clip, a rule must not.
    """

    values: np.ndarray
    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    near_lower: np.ndarray
    near_upper: np.ndarray
    rule: np.ndarray
    """int8, a place in RULES; 0 for none."""
    direction: np.ndarray
    """int8: 1 the signal is upwards, -1 downwards, 0 there is none."""
    run: np.ndarray
    """int: how many points make the signal, those before and after the point included."""
    points: np.ndarray
    """int: how many figures the baseline of the point has."""

    @property
    def trial(self) -> np.ndarray:
        """Whether the limits at a point are on trial."""
        return self.points < TRIAL

    def one(self, series: int) -> ControlCharts:
        """The chart of one series, without the first axis."""
        return ControlCharts(*(getattr(self, field.name)[series] for field in fields(self)))


def control_charts(
    values: np.ndarray, *, starts: np.ndarray | None = None, screen: bool = True,
    freeze: int | None = None, levels: np.ndarray | None = None,
) -> ControlCharts:
    """Charts of ``values`` (series x months, in order of months; not a number where a month has no
    figure, and every month there is must have its column, so that no gap is bridged).

    ``starts``: the columns at which newer baselines begin, [series] or [series x breaks]; 0 where
    there is none. Each baseline has its own limits, and no rule looks across a break.
    ``screen``: leave outlying moves out of the average. ``freeze``: take the limits from so many
    first figures of each baseline. ``levels`` (bool, a series each): how many or how much there is
    at a date, of which much is carried over from the month before: the limits are widened by how
    much that is (``carried_over``), nothing is screened, and rules 2 to 4 are asked only where it
    is no more than FREE.
    """
    return in_baselines(values, starts, lambda inside: _baseline(
        np.where(inside, values, np.nan), screen, freeze, levels))


def control_chart(
    values: Sequence[float] | np.ndarray, breaks: Sequence[int] = (), *, screen: bool = True,
    freeze: int | None = None,
) -> ControlCharts:
    """As ``control_charts``, of one series; ``breaks`` are the columns of its newer baselines."""
    starts = np.array([breaks], dtype=int) if len(breaks) else None
    return control_charts(
        np.asarray(values, dtype=float)[None, :], starts=starts, screen=screen, freeze=freeze,
    ).one(0)


def variation(rule: int, direction: int, better: str) -> str:
    """One of VARIATIONS, of the rule and the direction of a chart's last point; ``better`` is
    higher, lower or neither.
    """
    if not rule or not direction:
        return VARIATIONS[0]
    side = "high" if direction > 0 else "low"
    if better == "neither":
        return f"neutral {side}"
    return f"{'improvement' if (side == 'high') == (better == 'higher') else 'concern'} {side}"


def assurance(lower: float, upper: float, target: float | None, better: str) -> str:
    """Whether a process within these limits meets its target: PASS, CHANCE or FAIL; "" where
    there is no target, no limits, or neither direction is better.

    A target that lies on a limit is CHANCE. Where the limits are one line nothing is left to
    chance: every month is as good as the target, or none is.
    """
    if target is None or better == "neither" or np.isnan([lower, upper, target]).any():
        return ""
    if upper - lower <= _SAME * max(abs(lower), abs(upper)):
        met = target <= upper if better == "higher" else target >= lower
        return PASS if met else FAIL
    if target > upper:
        return FAIL if better == "higher" else PASS
    if target < lower:
        return PASS if better == "higher" else FAIL
    return CHANCE


def in_baselines(
    values: np.ndarray, starts: np.ndarray | None,
    chart_of: Callable[[np.ndarray], ControlCharts],
) -> ControlCharts:
    """The charts of each baseline alone, put together. ``chart_of`` is given where a baseline is
    (bool, series x months) and gives the charts of what is inside.
    """
    series, months = values.shape
    if starts is None or not series:
        return chart_of(np.ones(values.shape, dtype=bool))
    columns = np.asarray(starts, dtype=int).reshape(series, -1)
    number = (np.arange(months) >= np.maximum(columns, 0)[:, :, None]).sum(axis=1)
    first, *others = np.unique(number)
    whole = chart_of(number == first)
    for baseline in others:
        inside = number == baseline
        part = chart_of(inside)
        whole = ControlCharts(*(
            np.where(inside, getattr(part, f.name), getattr(whole, f.name)) for f in fields(part)))
    return whole


def carried_over(values: np.ndarray) -> np.ndarray:
    """How much of a month's figure is that of the month before, from 0 to MOST_CARRIED, of each
    series: its correlation with itself a month on, mended for what so few months make too small
    ((1 + 4r) / n, Kendall).
    """
    moved = values - _mean(values)[:, None]
    both, each = (np.nansum(product, axis=1)
                  for product in (moved[:, 1:] * moved[:, :-1], moved * moved))
    found = np.divide(both, each, out=np.zeros(len(values)), where=each > 0)
    months = np.maximum((~np.isnan(values)).sum(axis=1), 1)
    return np.clip(found + (1 + 4 * np.maximum(found, 0)) / months, 0, MOST_CARRIED)


def _baseline(
    values: np.ndarray, screen: bool, freeze: int | None, levels: np.ndarray | None,
) -> ControlCharts:
    """The charts of one baseline; ``values`` are not a number outside it."""
    known = ~np.isnan(values)
    points = known.sum(axis=1)
    based = values if freeze is None else np.where(
        np.cumsum(known, axis=1) <= freeze, values, np.nan)
    centre = _mean(based)
    moves = np.abs(np.diff(based, axis=1))
    reach = REACH * _spread(moves, screen)
    carried = np.zeros(len(values))
    if levels is not None and levels.any():
        carried = np.where(levels, carried_over(based), 0.0)
        reach = np.where(levels, REACH * _mean(moves) / np.sqrt(1 - carried), reach)
    same = _SAME * np.max(np.abs(np.where(known, values, 0)), axis=1, initial=0)[:, None]
    middle = over_months(centre, values)
    lower, upper, near_lower, near_upper = (
        over_months(centre + share * reach, values) for share in (-1, 1, -NEAR, NEAR))
    side = _sign(values - middle, same)
    outside = (values > upper + same) | (values < lower - same)
    near = ((values > near_upper + same) | (values < near_lower - same)) & ~outside
    rule, direction, run = _rules(values, side, outside, near, same)
    asked = known & (points >= FEWEST)[:, None] & (
        (carried <= FREE)[:, None] | (rule == OUTSIDE))
    return ControlCharts(
        values, middle, lower, upper, near_lower, near_upper, np.where(asked, rule, np.int8(0)),
        np.where(asked, direction, np.int8(0)), np.where(asked, run, 0),
        over_months(points, values))


def _spread(moves: np.ndarray, screen: bool) -> np.ndarray:
    """The average move from a month to the next, of each series.

    Screening drops the moves that are not below SCREEN averages. A figure that stands at 100 per
    cent but for a dip has no other moves than those, and limits without them would call every
    ordinary month a signal: they are kept where none but zeros would be left, or where more than
    a quarter would go.
    """
    average = _mean(moves)
    if not screen:
        return average
    kept = moves < SCREEN * average[:, None]
    screened = _mean(np.where(kept, moves, np.nan))
    there = (~np.isnan(moves)).sum(axis=1)
    usable = (screened > 0) & (4 * (there - kept.sum(axis=1)) <= there)
    return np.where(usable, screened, average)


def _rules(
    values: np.ndarray, side: np.ndarray, outside: np.ndarray, near: np.ndarray, same: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rule, direction and length of run at every point; the earlier rule goes before the later."""
    series = len(values)
    nothing = np.zeros((series, 1), dtype=int)
    steps = _sign(np.diff(values, axis=1), same)
    lengths = _runs(steps)
    into, after = np.hstack([nothing, lengths]), np.hstack([lengths, nothing])
    enough = TREND - 1
    trend = (into >= enough) | (after >= enough)
    # The way a trend goes at a point: on to the next point if that is in a trend, else as it came.
    onwards = np.hstack([trend[:, 1:], np.zeros((series, 1), dtype=bool)])
    way = np.where(onwards, np.hstack([steps, nothing]), np.hstack([nothing, steps]))
    trend_run = 1 + np.where(onwards, after, into)
    two_of_three = _two_of_three(side, near)
    one_side = _runs(side)
    cases = [outside, trend, two_of_three > 0, one_side >= SHIFT]
    rule = np.select(cases, [OUTSIDE, TRENDING, NEARLY, SHIFTED], 0)
    direction = np.select(cases, [side, way, side, side], 0)
    run = np.select(cases, [np.ones_like(one_side), trend_run, two_of_three, one_side], 0)
    return rule.astype(np.int8), direction.astype(np.int8), run


def _two_of_three(side: np.ndarray, near: np.ndarray) -> np.ndarray:
    """At each point near a limit: how many such points (2 or 3) a window of three in a row has
    that holds it, all three on one side of the centre; else 0.
    """
    found = np.zeros(side.shape, dtype=int)
    last = side.shape[1] - 2
    if last < 1:
        return found
    one_side = np.abs(sum(side[:, i:last + i] for i in range(3))) == 3
    count = sum(near[:, i:last + i].astype(int) for i in range(3))
    window = np.where(one_side & (count >= 2), count, 0)
    for i in range(3):
        np.maximum(found[:, i:last + i], window, out=found[:, i:last + i])
    return np.where(near, found, 0)


def _runs(signs: np.ndarray) -> np.ndarray:
    """The length of the run of equal signs each point is in; 0 where the sign is 0."""
    begins = np.ones(signs.shape, dtype=bool)
    begins[:, 1:] = signs[:, 1:] != signs[:, :-1]
    run = np.cumsum(begins).reshape(signs.shape)  # no run goes on into the next series
    return np.where(signs != 0, np.bincount(run.ravel())[run], 0)


def _sign(differences: np.ndarray, same: np.ndarray) -> np.ndarray:
    """1, -1, or 0 where there is no difference, or no number."""
    return (differences > same).astype(int) - (differences < -same).astype(int)


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean of each row's numbers; not a number where it has none."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)


def over_months(column: np.ndarray, like: np.ndarray) -> np.ndarray:
    """A number a series, repeated for every month."""
    return np.broadcast_to(column[:, None], like.shape)
