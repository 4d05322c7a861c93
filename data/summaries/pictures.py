"""What a reading shows: its months, and the areas side by side."""

from __future__ import annotations

import math
from dataclasses import replace

from data.measures.catalogue import Measure
from data.summaries.reading import Number, Reading
from data.summaries.report import Picture
from data.summaries.saying import WHY, capital, joined, month_words, target_words, value_words

DRAWN = 24
"""How many months a small picture goes back."""


def picture(reading: Reading, *, months: int = DRAWN) -> Picture | None:
    """The measure over the months to the date; None where no month has a figure to draw."""
    numbers = reading.over(months)
    if all(math.isnan(n.value) for n in numbers):
        return None
    measure = reading.measure
    lower, upper = _usual_range(reading, numbers)
    return Picture(
        id=f"{measure.id}-{reading.place.id}-months",
        title=f"{measure.name}, {reading.place.name}, {_span(numbers)}",
        words=_months_words(reading, numbers), kind="months", unit=measure.unit,
        labels=tuple(n.as_at.isoformat() for n in numbers),
        values=tuple(n.value for n in numbers), symbols=tuple(n.symbol for n in numbers),
        target=_target(measure), lower=lower, upper=upper, marks=_marks(reading, numbers),
        beside=beside(reading))


def areas_picture(reading: Reading) -> Picture | None:
    """The areas side by side; None where fewer than two have a figure to draw."""
    drawn = [n for n in reading.areas if not math.isnan(n.value)]
    if len(drawn) < 2:
        return None
    measure = reading.measure
    return Picture(
        id=f"{measure.id}-{reading.place.id}-areas",
        title=f"{measure.name} by area, {month_words(reading.now.as_at)}",
        words=_areas_words(reading), kind="areas", unit=measure.unit,
        labels=tuple(n.place.short for n in reading.areas),
        values=tuple(n.value for n in reading.areas),
        symbols=tuple(n.symbol for n in reading.areas), target=_target(measure),
        marks=tuple("apart" if n.place.id in reading.apart else "" for n in reading.areas),
        beside=_level(reading.place.name, reading.now) + beside(reading))


def pictures(reading: Reading, *, months: int = DRAWN) -> tuple[Picture, ...]:
    """The months, then the areas; those that there are."""
    return tuple(p for p in (picture(reading, months=months), areas_picture(reading)) if p)


def narrowed(found: Picture, *, last: int) -> Picture:
    """A picture of months with the last so many of them only."""
    return replace(found, labels=found.labels[-last:], values=found.values[-last:],
                   symbols=found.symbols[-last:], lower=found.lower[-last:],
                   upper=found.upper[-last:], marks=found.marks[-last:])


def beside(reading: Reading) -> tuple[tuple[str, float], ...]:
    """Published levels to draw across, with their year."""
    return tuple((f"{e.whose}, {e.year}", e.value) for e in reading.elsewhere)


def _usual_range(
    reading: Reading, numbers: tuple[Number, ...],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The limits of a control chart from where they hold; empty where there are none, or where the
    signal is of months and the figures are of years.
    """
    signal = reading.signal
    if (signal is None or signal.chart != "control" or signal.period != reading.period
            or signal.since is None or math.isnan(signal.lower)):
        return (), ()
    held = [n.as_at >= signal.since for n in numbers]
    top = 100.0 if reading.measure.unit == "percent" else math.inf
    return (tuple(max(0.0, signal.lower) if h else math.nan for h in held),
            tuple(min(top, signal.upper) if h else math.nan for h in held))


def _marks(reading: Reading, numbers: tuple[Number, ...]) -> tuple[str, ...]:
    """The last month's mark where more than chance explains it; empty where it has none."""
    signal = reading.signal
    if signal is None or signal.period != reading.period or reading.now.symbol:
        return ()
    word = {"improvement": "better", "concern": "worse"}.get(signal.variation.split(" ")[0])
    return ("",) * (len(numbers) - 1) + (word,) if word else ()


def _level(name: str, number: Number) -> tuple[tuple[str, float], ...]:
    return () if math.isnan(number.value) else ((name, number.value),)


def _target(measure: Measure) -> float | None:
    return None if measure.better == "neither" else measure.target


def _span(numbers: tuple[Number, ...]) -> str:
    first, last = month_words(numbers[0].as_at), month_words(numbers[-1].as_at)
    return first if first == last else f"{first} to {last}"


def _months_words(reading: Reading, numbers: tuple[Number, ...]) -> str:
    """From where to where, between what, and what is not drawn."""
    measure = reading.measure
    drawn = [n for n in numbers if not math.isnan(n.value)]
    first, last = drawn[0], drawn[-1]
    low, high = min(drawn, key=lambda n: n.value), max(drawn, key=lambda n: n.value)
    said = [f"{month_words(first.as_at)}: {value_words(measure, first.value)}."]
    if first is not last:
        said.append(f"{month_words(last.as_at)}: {value_words(measure, last.value)}.")
        ends = (first.value, last.value)
        between = [f"{word} {value_words(measure, n.value)} in {month_words(n.as_at)}"
                   for word, n in (("lowest", low), ("highest", high)) if n.value not in ends]
        if between:
            said.append(f"{capital(joined(between))}.")
    missing = len(numbers) - len(drawn)
    if missing:
        reasons = joined(list(dict.fromkeys(WHY[n.symbol] for n in numbers if n.symbol)))
        said.append(f"{missing} of {len(numbers)} months not drawn: {reasons}.")
    if target := target_words(measure):
        said.append(f"Target: {target}.")
    return " ".join(said)


def _areas_words(reading: Reading) -> str:
    measure = reading.measure
    said = joined([f"{n.place.short} {WHY.get(n.symbol) or value_words(measure, n.value)}"
                   for n in reading.areas])
    apart = [n.place.short for n in reading.areas if n.place.id in reading.apart]
    further = f" Further apart than chance explains: {joined(apart)}." if apart else ""
    return f"{said}.{further}"
