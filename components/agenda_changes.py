"""What went well and what changed: the second and the third item of an agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from components.agenda_item import Group, Item, Line
from components.agenda_verdicts import BETTER, gap_words, pace_words, sign_words, verdict
from components.kinds import Measure
from components.numbers import figure_words, joined, lower_first, plural, whole
from components.sentence_of_signal import count_sentence
from components.trend import trend
from data.agenda import Changed, Reading, Recent, Well
from data.signals.schema import Signal

Measures = Mapping[str, Measure]
Figures = Callable[[Signal], Recent]
"""The figure that a signal is of, and its last twelve months: asked for where it is shown."""
Href = Callable[[str], str]
"""The address of a measure's chart."""
WELL, CHANGED, REST = 5, 7, 5
"""So many lines of each list stand on the page."""


def well_item(
    reading: Reading, *, measures: Measures, figures: Figures, href: Href, place: str,
    every: bool = False, more: str = "",
) -> Item:
    """What improved beyond chance, where the place stands out, and who might learn from it.
    ``more`` is the address of the whole list.
    """
    if reading.why_not:
        return Item(2, reading.why_not)
    shown = reading.well if every else reading.well[:WELL]
    return Item(2, _well_sentence(reading.well, place), (Group(
        "Better than usual, or better than others",
        tuple(_well_line(one, measures[one.signal.measure], figures(one.signal), href)
              for one in shown),
        "Measure", ("To the target",), every=len(reading.well), more=more),))


def _well_sentence(well: Sequence[Well], place: str) -> str:
    if not well:
        return ("No measure improved by more than chance explains, and none stands out among the "
                "areas.")
    better, best = sum(one.better for one in well), sum(one.best for one in well)
    sharing = sum(bool(one.to_share) for one in well)
    said = []
    if better:
        said.append(f"{plural(better, 'measure')} improved by more than chance explains")
    if best:
        said.append(f"in {whole(best)} {place} does better than chance among the areas would")
    words = "; ".join(said)
    shared = (f" {whole(sharing)} of them {'is' if sharing == 1 else 'are'} a concern elsewhere: "
              "share what was done." if sharing else "")
    return f"{_upper(words)}.{shared}"


def _well_line(one: Well, measure: Measure, recent: Recent, href: Href) -> Line:
    share = (f"to share with {joined([place.short for place in one.to_share])}"
             if one.to_share else "")
    reading = joined([*(["better than usual"] if one.better else []),
                      *(["stands out among the areas"] if one.best else [])])
    return Line(
        measure.name, href(measure.id),
        "; ".join(filter(None, (_figure(measure, recent),
                                sign_words(one.signal) if one.better else "", share))),
        _upper(reading), BETTER, trend(measure, recent.values, dates=recent.days),
        (gap_words(measure, one.signal.gap),))


def changed_item(
    reading: Reading, *, measures: Measures, figures: Figures, href: Href,
    standing: Callable[[Signal], str], every: bool = False, more: str = "",
) -> Item:
    """What changed, most pressing first, then what is off target without having changed.
    ``standing`` says whether the target is met as things are; the rest is as of ``well_item``.
    """
    if reading.why_not:
        return Item(3, reading.why_not)
    shown = reading.changed if every else reading.changed[:CHANGED]
    rest = reading.off_target if every else reading.off_target[:REST]
    return Item(3, _changed_sentence(reading, measures), (
        Group("Most pressing first", tuple(
            _changed_line(one, measures[one.signal.measure], figures(one.signal), href,
                          standing(one.signal)) for one in shown),
            "Measure", ("To the target",), every=len(reading.changed), more=more),
        Group("Off target, and no more than chance has moved it", tuple(
            _rest_line(signal, measures[signal.measure], figures(signal), href)
            for signal in rest),
            "Measure", ("To the target",), every=len(reading.off_target), more=more)))


def _changed_sentence(reading: Reading, measures: Measures) -> str:
    said = count_sentence(reading.count)
    if not reading.changed:
        return f"{said} Nothing here needs talk before anything else."
    return f"{said} First: {lower_first(measures[reading.changed[0].signal.measure].name)}."


def _changed_line(
    one: Changed, measure: Measure, recent: Recent, href: Href, standing: str,
) -> Line:
    reading, shape = verdict(one.signal, standing, behind=one.behind)
    most = ""
    if one.origin:
        most = (f"{'all' if one.origin.share >= 1 else 'most'} of the gap: {one.origin.short}, "
                f"{whole(one.origin.numerator)} of {whole(one.origin.denominator)}")
    beside = (_figure(measure, recent), sign_words(one.signal), most,
              pace_words(one.signal))
    return Line(measure.name, href(measure.id), "; ".join(filter(None, beside)), reading, shape,
                trend(measure, recent.values, dates=recent.days),
                (gap_words(measure, one.signal.gap),))


def _rest_line(signal: Signal, measure: Measure, recent: Recent, href: Href) -> Line:
    return Line(measure.name, href(measure.id), _figure(measure, recent),
                numbers=(gap_words(measure, signal.gap),))


def _figure(measure: Measure, recent: Recent) -> str:
    return "" if recent.figure is None else figure_words(measure, recent.figure)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
