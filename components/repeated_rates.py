"""Rates that say nothing of their own: a team has no population, so its rate is a bare count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from components.kinds import Figure, Measure
from components.numbers import missing


def repeated_rates(figures: Iterable[Figure], measures: Mapping[str, Measure]) -> set[str]:
    """The ids of rates without a population whose numbers are those of a count in their domain."""
    numbers: dict[str, dict[str, float]] = {}
    populated = set()
    for row in figures:
        if not missing(row["numerator"]):
            numbers.setdefault(row["measure"], {})[row.get("place", "")] = row["numerator"]
            if not missing(row["denominator"]):
                populated.add(row["measure"])
    counts = [(measures[m].domain, found) for m, found in numbers.items()
              if measures[m].unit == "count"]
    return {m for m, found in numbers.items() if measures[m].unit == "rate"
            and m not in populated and (measures[m].domain, found) in counts}
