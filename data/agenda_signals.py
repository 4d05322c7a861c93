"""Questions of an agenda about signals: what went well, what changed, and where it comes from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from data.agenda import Agenda, Changed, Origin, Reading, Recent, Well
from data.agenda_places import Agendas
from data.measures.catalogue import Measure
from data.places import Place
from data.signal_queries import Signal, SignalCount, SignalQueries, counted
from data.signals.ranking import BY_PACE
from data.snapshots.figures import Figure
from data.statistics.control_chart import FAIL
from data.status import OFF_TARGET, SMALLEST_SHARE, status, value
from data.viewers import Viewer

MONTHS = 13
"""Twelve months to the date, and the same month a year before."""
MOST_OF_IT = 0.5
"""A part explains what changed where so much of the whole's distance is its own, or more."""


class AgendaSignals(Agendas, SignalQueries):
    """What an agenda asks of signals."""

    def reading(self, viewer: Viewer, agenda: Agenda, as_at: dt.date) -> Reading:
        """What went well, what changed, and what is merely off target. Raises NotAllowed."""
        if not self.signals_ready(as_at):
            return Reading((), (), (), SignalCount(0, 0, 0), self.signals_fault(as_at))
        measures = agenda.measures
        found = self.signals(viewer, agenda.place, as_at, measures=list(measures))
        well, changed, rest = [], [], []
        for signal in found:
            best = stands_out(measures[signal.measure], signal)
            behind = falls_behind(measures[signal.measure], signal)
            better = signal.variation.startswith("improvement")
            if behind or to_talk_about(signal):
                changed.append(Changed(
                    signal, behind, self._origin(viewer, agenda, signal, as_at)))
            elif not better and off_target(measures[signal.measure], signal):
                rest.append(signal)
            if better or best:
                well.append((signal, better, best))
        concerns = self._concerns(viewer, agenda, as_at, [signal.measure for signal, *_ in well])
        return Reading(
            tuple(Well(*one, to_share=tuple(concerns[one[0].measure])) for one in sorted(
                well, key=lambda one: (not one[1], not one[2], one[0].rank))),
            tuple(changed), tuple(sorted(rest, key=lambda s: (-(s.gap or 0), s.rank))),
            counted(found))

    def recent(
        self, viewer: Viewer, agenda: Agenda, signal: Signal, as_at: dt.date,
    ) -> Recent:
        """The figure that a signal is of, and its values at up to MONTHS dates to this one.

        Only of a place that the viewer's agenda is about, whose figures everybody sees.
        """
        measure, place = agenda.measures[signal.measure], self.places.by_id[agenda.place]
        days = [day for day in self.dates(viewer) if day <= as_at][-MONTHS:]
        figures = [self.edition.figures[day].one(
            place.level, place.id, measure.id, signal.period) for day in days]
        values = tuple(math.nan if figure is None or (
            measure.unit == "percent" and figure.cases < SMALLEST_SHARE) else value(
            measure, figure.numerator, figure.denominator) for figure in figures)
        now = figures[-1]
        return Recent(tuple(days), values, None if now is None else {
            **now._asdict(), "value": value(measure, now.numerator, now.denominator)})

    def _concerns(
        self, viewer: Viewer, agenda: Agenda, as_at: dt.date, measures: Sequence[str],
    ) -> dict[str, list[Place]]:
        """By measure, the other areas in which it is a concern: by their own chart, or beside the
        others.
        """
        found: dict[str, list[Place]] = {measure: [] for measure in measures}
        for signal in self.signals_of_areas(viewer, measures, as_at) if measures else ():
            if signal.place != agenda.place and (
                    signal.variation.startswith("concern")
                    or falls_behind(self.catalogue[signal.measure], signal)):
                found[signal.measure].append(self.places.by_id[signal.place])
        return found

    def _origin(
        self, viewer: Viewer, agenda: Agenda, signal: Signal, as_at: dt.date,
    ) -> Origin | None:
        """The part whose cases put the place where it is: furthest on the wrong side of what they
        would be at the place's centre, or at the target where that is always missed.
        """
        measure = agenda.measures[signal.measure]
        wanted = measure.target if standing(signal) == FAIL else signal.centre
        if (measure.unit != "percent" or measure.share_of or measure.better == "neither"
                or wanted is None):
            return None
        figures = self.edition.figures[as_at]
        parts = self.places.localities if agenda.service else tuple(
            team for team in self.places.teams if team.parent == agenda.place)
        return origin(measure, wanted, [
            (part, figure) for part in parts
            if (figure := figures.one(part.level, part.id, measure.id, signal.period))
        ], seen=[part.id for part in parts if viewer.may_see_figures_of(
            part, self.places, measure)])


def origin(
    measure: Measure, wanted: float, parts: Sequence[tuple[Place, Figure]], *, seen: Sequence[str],
) -> Origin | None:
    """The part with at least MOST_OF_IT of the distance from ``wanted`` (per cent); None where
    there is none such, the only part is all of it, or it is not among those ``seen``.
    """
    sign = 1 if measure.better == "higher" else -1
    behind = [(sign * (wanted / 100 * figure.denominator - figure.numerator), part, figure)
              for part, figure in parts if figure.denominator > 0]
    whole = sum(distance for distance, _, _ in behind)
    if len(behind) < 2 or whole <= 0:
        return None
    distance, part, figure = max(behind, key=lambda one: one[0])
    if distance / whole < MOST_OF_IT or part.id not in seen:
        return None
    return Origin(part.id, part.short, figure.numerator, figure.denominator, distance / whole)


def standing(signal: Signal) -> str:
    """Whether the target is met as things are: the chart's assurance, and where it gives none (a
    share of those open at the date) what its pace comes to. Empty where neither says.
    """
    return signal.assurance or BY_PACE.get(signal.pace, "")


def to_talk_about(signal: Signal) -> bool:
    """Whether something changed that is no improvement, or the target is missed for good."""
    return signal.variation.startswith(("concern", "neutral")) or (
        standing(signal) == FAIL)


def off_target(measure: Measure, signal: Signal) -> bool:
    """Whether the figure misses its target by more than is close."""
    number = value(measure, signal.numerator, signal.denominator)
    return status(measure, number, signal.denominator) == OFF_TARGET


def stands_out(measure: Measure, signal: Signal) -> bool:
    """Whether the place is better than chance among the others would make it."""
    return signal.funnel == f"outside {_side(measure, good=True)}" and measure.better != "neither"


def falls_behind(measure: Measure, signal: Signal) -> bool:
    """Whether the place is worse than chance among the others would make it."""
    return signal.funnel == f"outside {_side(measure, good=False)}" and measure.better != "neither"


def _side(measure: Measure, *, good: bool) -> str:
    return "high" if (measure.better == "higher") == good else "low"
