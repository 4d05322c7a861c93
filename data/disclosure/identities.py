"""Which published numbers are the same, and which add up (identities.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.authority import Disclosure
from data.measures.catalogue import Measure

FILE = Path(__file__).with_name("identities.toml")
Cell = tuple[str, str]
"""A measure and one of COLUMNS: a number that every place has."""
COLUMNS = ("numerator", "denominator", "unknown", "cases", "missed")


@dataclass(frozen=True)
class Identities:
    """``same``: cells that are one number. ``sums``: a cell and those that add up to it.
    ``periods``: the period over which a measure must be public, where it is not its headline one.
    """

    same: tuple[tuple[Cell, ...], ...] = ()
    sums: tuple[tuple[Cell, tuple[Cell, ...]], ...] = ()
    periods: Mapping[str, str] = ()  # type: ignore[assignment]

    def period(self, measure: Measure, chosen: Disclosure) -> str:
        """The one period over which a measure is public."""
        if len(measure.period) == 1:
            return measure.headline_period
        if chosen.periods in measure.period:
            return chosen.periods
        return dict(self.periods).get(measure.id, measure.headline_period)


NONE = Identities()


@cache
def read_identities(path: Path = FILE) -> Identities:
    """The identities that are declared. Raises ValueError naming a cell that cannot be."""
    with path.open("rb") as file:
        said = tomllib.load(file)
    return Identities(
        tuple(tuple(map(_cell, one["cells"])) for one in said.get("same", ())),
        tuple((_cell(one["whole"]), tuple(map(_cell, one["parts"])))
              for one in said.get("sum", ())),
        {measure: one["period"] for one in said.get("period", ()) for measure in one["measures"]})


def _cell(text: str) -> Cell:
    measure, _, column = text.rpartition(".")
    if not measure or column not in COLUMNS:
        raise ValueError(f"identities: {text} is not a measure and one of {', '.join(COLUMNS)}")
    return measure, column
