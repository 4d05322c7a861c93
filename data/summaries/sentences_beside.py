"""What is said of a figure beside others: the areas, the county, England, and quality."""

from __future__ import annotations

from data.measures.catalogue import Measure
from data.quality_queries import (
    COMPLIANT_BUT_POOR,
    GOOD,
    LATE,
    NO_PLANS,
    NOT_IN_EXTRACT,
    POOR,
    UNCLEAR,
    PlanQuality,
    Share,
)
from data.status import SMALLEST_SHARE
from data.summaries.reading import Number, Reading
from data.summaries.saying import amount, capital, joined, plural, rounded, whole

_VERDICTS = {
    COMPLIANT_BUT_POOR: "So the plans are there, but too few of those audited are good.",
    POOR: "So too few plans are up to date, and too few of those audited are good.",
    GOOD: "So the plans are there, and enough of those audited are good.",
    LATE: "So enough of those audited are good, but too few plans are up to date.",
    UNCLEAR: "That is too few audits to tell whether the plans are good enough.",
}


def areas(reading: Reading) -> str:
    """Which area is behind or ahead by more than chance explains; or that none is. Of an area
    itself, whether it is. Empty where the areas cannot be told from chance.
    """
    if not reading.areas:
        return _own_place(reading)
    if len(reading.judged) < 2:
        return _span(reading)
    better = reading.measure.better
    low, high = (_worst_first(reading, side) for side in ("low", "high"))
    if not low and not high:
        who = ("The areas differ" if len(reading.judged) == len(reading.areas)
               else "The areas that can be compared differ")
        return f"{who} by no more than chance explains."
    behind, ahead = (low, high) if better == "higher" else (high, low)
    if better == "neither":
        parts = [_apart(low, "lower than the others"), _apart(high, "higher than the others")]
    else:
        parts = [_apart(behind, "furthest behind" if len(behind) == 1 else "behind"),
                 _apart(ahead, "ahead")]
    return f"{'; '.join(filter(None, parts))}, by more than chance explains."


def _worst_first(reading: Reading, side: str) -> list[str]:
    """The names of the areas on a side of the funnel, the furthest first."""
    found = [n for n in reading.areas if reading.apart.get(n.place.id) == side]
    found.sort(key=lambda n: n.value, reverse=side == "high")
    return [n.place.short for n in found]


def _apart(names: list[str], where: str) -> str:
    return f"{joined(names)} {'is' if len(names) == 1 else 'are'} {where}" if names else ""


def _own_place(reading: Reading) -> str:
    side = reading.apart.get(reading.place.id)
    if reading.county is None or not reading.judged:
        return ""
    if side is None:
        return "This area differs from the others by no more than chance explains."
    if reading.measure.better == "neither":
        return f"This area is {side}er than the others by more than chance explains."
    behind = (side == "low") == (reading.measure.better == "higher")
    return (f"This area is {'behind' if behind else 'ahead of'} the others by more than chance "
            "explains.")


def _span(reading: Reading) -> str:
    """From which area to which, where every one may be said and they are no plain numbers."""
    numbers = sorted(reading.areas, key=lambda n: n.value)
    if reading.measure.unit in ("count", "percent") and not reading.measure.share_of:
        return ""
    if len(numbers) < 2 or any(n.symbol for n in numbers):
        return ""
    low, high = numbers[0], numbers[-1]
    if _value(reading.measure, low) == _value(reading.measure, high):
        return ""
    return (f"By area it runs from {_value(reading.measure, low)} in {low.place.short} to "
            f"{_value(reading.measure, high)} in {high.place.short}.")


def _value(measure: Measure, number: Number) -> str:
    return said_elsewhere(measure, number.value, bare=True)


def county(reading: Reading) -> str:
    """What it is across the county, where the place is a part of it."""
    whole_county, measure = reading.county, reading.measure
    if whole_county is None or whole_county.symbol or measure.unit == "count":
        return ""
    return f"Across {whole_county.place.name} it is {said_elsewhere(measure, whole_county.value)}."


def said_elsewhere(measure: Measure, value: float, *, bare: bool = False) -> str:
    """A value of somewhere else in words: "77 of every 100", "62 for every 10,000"."""
    if measure.unit == "percent":
        said = amount(rounded(value * 10) / 10) if measure.share_of else str(rounded(value))
        return said if bare else f"{said} of every 100"
    if measure.unit == "rate":
        return whole(value) if bare else f"{whole(value)} for every 10,000 children"
    if measure.unit == "days":
        return plural(rounded(value), "day")
    return amount(rounded(value * 10) / 10)


def elsewhere(reading: Reading) -> str:
    """England and the statistical neighbours, with their year."""
    if not reading.elsewhere:
        return ""
    measure, first = reading.measure, reading.elsewhere[0]
    rest = [f"{said_elsewhere(measure, e.value, bare=True)} {_whose(e.whose)}"
            for e in reading.elsewhere[1:]]
    alike = (", though not counted in quite the same way"
             if any(e.caveat for e in reading.elsewhere) else "")
    said = [f"{_whose(first.whose)} it was {said_elsewhere(measure, first.value)} in {first.year}",
            *rest]
    return f"{capital(joined(said))}{alike}."


def _whose(whose: str) -> str:
    return "in England" if whose == "England" else f"in our {whose.lower()}"


def quality(found: PlanQuality | None) -> tuple[str, ...]:
    """How good the plans are, beside how many there are; nothing where it is in no extract."""
    if found is None or found.verdict in (NOT_IN_EXTRACT, NO_PLANS):
        return ()
    return tuple(filter(None, (
        _audits(found), _helped(found.helped), _VERDICTS.get(found.verdict, ""))))


def _audits(found: PlanQuality) -> str:
    good = found.good
    if good is None:
        return ""
    if good.part is None or good.of is None:
        return ("Audits of these plans: how many were good is hidden, since a number is small or "
                "would give a small one away.")
    if good.of == 0:
        return "None of these plans was audited and graded in the last year."
    if good.of < SMALLEST_SHARE:
        return "Too few of these plans were audited in the last year to say how good they are."
    verb = "was" if good.part in (0, 1) else "were"
    return f"{_of(good, 'audits of these plans in the last year')} {verb} graded good or better."


def _helped(helped: Share | None) -> str:
    if helped is None or helped.part is None or not helped.of or helped.of < SMALLEST_SHARE:
        return ""
    return f"{_of(helped, 'people who answered')} said that the help made things better."


def _of(share: Share, what: str) -> str:
    """ "18 of 50 audits", "None of 46 audits", "All 12 audits" """
    if share.part == 0:
        return f"None of {share.of} {what}"
    if share.part == share.of:
        return f"All {share.of} {what}"
    return f"{share.part} of {share.of} {what}"
