"""How each monitored line stands at a date: every number, verdict and count that is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.actions import Agreed, DatabaseUnavailable, Held
from data.quality_queries import PlanQuality
from data.summaries.asked import PUBLIC, UNREAD, Asked
from data.summaries.monitoring_files import Line, Monitored, Printed, read_monitored
from data.summaries.reading import Number, Reading, history, read_all
from data.summaries.verdicts import NOT_MEASURED, Verdict, run_began, verdict_of

NEAR = dt.timedelta(days=31)
"""A baseline without a snapshot is taken from the nearest one no further away than this."""
_NOT_MEASURED = Verdict(
    NOT_MEASURED, "No measure can say whether this has been done; what is known of it is evidence.")


@dataclass(frozen=True)
class Followed:
    """One measure of a line: its figures ``at`` each of the line's dates (None: no snapshot), its
    figure at the baseline, what was ``printed`` of it up to the date, and the verdict since.
    """

    reading: Reading
    at: Mapping[dt.date, Number | None]
    then: Number | None
    printed: tuple[Printed, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Standing:
    """One line at a date.

    ``dates`` are its baseline, the ends of the quarters since, and the date; ``baseline`` the
    snapshot that speaks for the baseline (None: there is none near it). ``plans`` are the kinds of
    plan that its measures count, with what audits and families say of them; ``actions`` those
    agreed about its measures since the baseline.
    """

    file: Monitored
    line: Line
    as_at: dt.date
    dates: tuple[dt.date, ...]
    baseline: dt.date | None
    volume: tuple[Followed, ...]
    quality: tuple[Followed, ...]
    plans: tuple[PlanQuality, ...]
    actions: tuple[Agreed, ...]

    @property
    def verdict(self) -> Verdict:
        """That of the measure that speaks for the line."""
        return self.volume[0].verdict if self.volume else _NOT_MEASURED

    @property
    def followed(self) -> tuple[Followed, ...]:
        """All its measures, those of quality last."""
        return (*self.volume, *self.quality)


@dataclass(frozen=True)
class Minutes:
    """The surgeries whose minutes are kept, and why they could not be read (empty: they were)."""

    held: tuple[Held, ...]
    unread: str = ""


def monitored(asked: Asked) -> tuple[Monitored, ...]:
    """The authority's files of lines. Raises MonitoringFileError."""
    return read_monitored(asked.q.authority.summaries.monitoring, asked.q.catalogue)


def standings(
    asked: Asked, as_at: dt.date, lines: Sequence[tuple[Monitored, Line]],
) -> tuple[list[Standing], Minutes]:
    """How lines whose baseline is past stand at a date, for the public, with the minutes that are
    kept. What is asked of several lines is asked once. Raises NotFound.
    """
    q, county = asked.q, asked.q.places.authority
    measures = dict.fromkeys(
        name for _, line in lines for name in (*line.measures, *line.quality))
    readings = read_all(asked, PUBLIC, list(measures), county.id, as_at)
    plans = q.quality(PUBLIC, county.id, as_at).get(county.id, [])
    try:
        agreed, minutes = asked.actions.agreed(as_at), Minutes(tuple(asked.actions.held(as_at)))
    except DatabaseUnavailable:
        agreed, minutes = [], Minutes((), UNREAD)
    charts = q.charts(PUBLIC, [
        name for name, one in readings.items() if one.signal and one.signal.rule], county.id, as_at)
    began = {name: run_began(chart) for name, chart in charts.items()}
    return [
        _standing(asked, file, line, as_at, readings, began, plans, agreed)
        for file, line in lines], minutes


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


def _standing(
    asked: Asked, file: Monitored, line: Line, as_at: dt.date, readings: Mapping[str, Reading],
    began: Mapping[str, dt.date | None], plans: Sequence[PlanQuality], agreed: Sequence[Agreed],
) -> Standing:
    dates = quarters(line.baseline, as_at)
    baseline = nearest([d for d in asked.q.dates(PUBLIC) if d <= as_at], line.baseline)
    followed = {name: _followed(asked, line, readings[name], dates, baseline, began.get(name))
                for name in (*line.measures, *line.quality)}
    return Standing(
        file, line, as_at, dates, baseline,
        volume=tuple(followed[name] for name in line.measures),
        quality=tuple(followed[name] for name in line.quality),
        plans=tuple(plan for plan in plans if plan.measure in line.measures),
        actions=tuple(a for a in agreed
                      if a.measure in followed and a.agreed_at >= line.baseline))


def _followed(
    asked: Asked, line: Line, reading: Reading, dates: Sequence[dt.date], baseline: dt.date | None,
    began: dt.date | None,
) -> Followed:
    measure, as_at = reading.measure, dates[-1]
    then = _at(asked, reading, baseline) if baseline else None
    return Followed(
        reading, {day: _at(asked, reading, day) for day in dates}, then,
        tuple(one for one in line.printed if one.measure == measure.id and one.date <= as_at),
        verdict_of(measure, reading.now, then, reading.signal, began, line.baseline,
                   fault=asked.q.signals_fault(as_at)))


def _at(asked: Asked, reading: Reading, day: dt.date) -> Number | None:
    """The figure of a date; None where it has no snapshot or the extract had not what it takes."""
    if day == reading.now.as_at:
        return reading.now
    known = {number.as_at: number for number in reading.months}
    if day not in known and day in asked.q.edition.snapshots:
        known |= {number.as_at: number for number in history(
            asked, PUBLIC, reading.measure, reading.place, day, 1)}
    return known.get(day)
