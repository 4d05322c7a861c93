"""How each monitored line stands at a date: every number, verdict and count that is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.actions import Agreed, DatabaseUnavailable, Held
from data.quality_queries import PlanQuality
from data.summaries.asked import PUBLIC, Asked
from data.summaries.monitoring_files import Line, Monitored, Printed, read_monitored
from data.summaries.reading import Number, Reading, history, read_all, read_now
from data.summaries.verdicts import NOT_MEASURED, Verdict, verdict_of

NEAR = dt.timedelta(days=31)
"""A baseline without a snapshot is taken from the nearest one no further away than this."""
_NOT_MEASURED = Verdict(
    NOT_MEASURED, "No measure can say whether this has been done; what is known of it is evidence.")


@dataclass(frozen=True)
class Followed:
    """One measure of a line: its figure at the baseline, what was ``printed`` of it up to the date,
    and the verdict since. A page that only compares has no more of its ``reading`` than the figure
    now and the signal.
    """

    reading: Reading
    then: Number | None
    printed: tuple[Printed, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Standing:
    """One line at a date.

    ``dates`` are its baseline, the ends of the quarters since, and the date; ``baseline`` the
    snapshot that speaks for the baseline (None: there is none near it). ``plans`` are the kinds of
    plan that its measures count, with what audits and families say of them; ``actions`` those
    agreed about its measures since the baseline (None: they cannot be read).
    """

    file: Monitored
    line: Line
    as_at: dt.date
    dates: tuple[dt.date, ...]
    baseline: dt.date | None
    volume: tuple[Followed, ...]
    quality: tuple[Followed, ...]
    plans: tuple[PlanQuality, ...]
    actions: tuple[Agreed, ...] | None

    @property
    def verdict(self) -> Verdict:
        """That of the measure that speaks for the line."""
        return self.volume[0].verdict if self.volume else _NOT_MEASURED

    @property
    def followed(self) -> tuple[Followed, ...]:
        """All its measures, those of quality last."""
        return (*self.volume, *self.quality)


def monitored(asked: Asked) -> tuple[Monitored, ...]:
    """The authority's files of lines. Raises MonitoringFileError."""
    return read_monitored(asked.q.authority.summaries.monitoring, asked.q.catalogue)


def standings(
    asked: Asked, as_at: dt.date, lines: Sequence[tuple[Monitored, Line]],
    whole: Collection[str] = (),
) -> list[Standing]:
    """How lines whose baseline is past stand at a date, for the public. Of the measures in
    ``whole`` all is read that can be said of them, of the others what they are compared by. What is
    asked of several lines is asked once. Raises NotFound.
    """
    q, county = asked.q, asked.q.places.authority
    measures = dict.fromkeys(
        name for _, line in lines for name in (*line.measures, *line.quality))
    readings = (
        read_now(asked, PUBLIC, [m for m in measures if m not in whole], county.id, as_at)
        | read_all(asked, PUBLIC, list(whole), county.id, as_at))
    plans = q.quality(PUBLIC, county.id, as_at).get(county.id, [])
    began = q.signals_began(PUBLIC, [
        name for name, one in readings.items() if one.signal and one.signal.rule], county.id, as_at)
    agreed, fault = _agreed(asked, as_at), q.signals_fault(as_at)
    return [_standing(asked, file, line, as_at, readings, began, plans, agreed, fault)
            for file, line in lines]


def held(asked: Asked, as_at: dt.date) -> list[Held]:
    """The surgeries whose minutes are kept; none where they cannot be read."""
    try:
        return asked.actions.held(as_at)
    except DatabaseUnavailable:
        return []


def figures_at(
    asked: Asked, reading: Reading, dates: Collection[dt.date],
) -> dict[dt.date, Number | None]:
    """The figures of these dates; None for one that has no snapshot, or whose extract had not what
    it takes.
    """
    now = reading.now
    known = {number.as_at: number for number in history(
        asked, PUBLIC, reading.measure, reading.place, now.as_at, len(asked.q.dates(PUBLIC)),
        only=dates)}
    return {day: now if day == now.as_at else known.get(day) for day in dates}


def quarters(baseline: dt.date, as_at: dt.date) -> tuple[dt.date, ...]:
    """The baseline, the last days of March, June, September and December between, and the date."""
    ends = []
    year, quarter = baseline.year, 1
    while (end := _quarter_end(year, quarter)) < as_at:
        if end > baseline:
            ends.append(end)
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    return tuple(dict.fromkeys((baseline, *ends, as_at)))


def nearest(days: Sequence[dt.date], wanted: dt.date) -> dt.date | None:
    """The date itself, or the nearest no further than NEAR away (the later of two); else None."""
    near = [day for day in days if abs(day - wanted) <= NEAR]
    return min(near, key=lambda day: (abs(day - wanted), -day.toordinal())) if near else None


def _quarter_end(year: int, quarter: int) -> dt.date:
    """ Of quarter 1 that is 31 March. """
    following = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - dt.timedelta(days=1)


def _agreed(asked: Asked, as_at: dt.date) -> list[Agreed] | None:
    """What was agreed up to a date; None where it cannot be read."""
    try:
        return asked.actions.agreed(as_at)
    except DatabaseUnavailable:
        return None


def _standing(
    asked: Asked, file: Monitored, line: Line, as_at: dt.date, readings: Mapping[str, Reading],
    began: Mapping[str, dt.date], plans: Sequence[PlanQuality], agreed: Sequence[Agreed] | None,
    fault: str,
) -> Standing:
    baseline = nearest([d for d in asked.q.dates(PUBLIC) if d <= as_at], line.baseline)
    followed = {
        name: _followed(asked, line, readings[name], as_at, baseline, began.get(name), fault)
        for name in (*line.measures, *line.quality)}
    return Standing(
        file, line, as_at, quarters(line.baseline, as_at), baseline,
        volume=tuple(followed[name] for name in line.measures),
        quality=tuple(followed[name] for name in line.quality),
        plans=tuple(plan for plan in plans if plan.measure in line.measures),
        actions=None if agreed is None else tuple(
            a for a in agreed if a.measure in followed and a.agreed_at >= line.baseline))


def _followed(
    asked: Asked, line: Line, reading: Reading, as_at: dt.date, baseline: dt.date | None,
    began: dt.date | None, fault: str,
) -> Followed:
    measure = reading.measure
    then = figures_at(asked, reading, [baseline])[baseline] if baseline else None
    return Followed(
        reading, then,
        tuple(one for one in line.printed if one.measure == measure.id and one.date <= as_at),
        verdict_of(measure, reading.now, then, reading.signal, began, line.baseline, fault=fault))
