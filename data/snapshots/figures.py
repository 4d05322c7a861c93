"""A date's figures in memory: four numbers for each place, measure and period, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.places import NO_LOCALITY

_NUMBERS = ["numerator", "denominator", "unknown", "cases"]
_CHARTED = [0, 1, 3]
"""Those of the numbers that a chart is worked out from."""
_ABSENT, _SHOWN, _HIDDEN = 0, 1, 2


class Figure(NamedTuple):
    """One row of a snapshot's figures; empty numbers are not a number. ``marks``, of public ones,
    has a letter for each of the four numbers: c for hidden, k for what rounds to nought but is
    not, or a space.
    """

    as_at: dt.date
    measure: str
    place: str
    level: str
    period: str
    numerator: float
    denominator: float
    unknown: float
    cases: float
    hidden: bool = False
    marks: str = ""


def figures_of(rows: pd.DataFrame) -> list[Figure]:
    """The rows of a frame with a snapshot's columns (and ``hidden`` and ``marks``, where they are).
    """
    columns = [rows[name].tolist() for name in Figure._fields if name in rows]
    return [Figure(*row) for row in zip(*columns, strict=True)]


class Figures:
    """The figures of one date. Never changed.

    The numbers stand in one block, places down and measures across: a county of eighty measures
    takes a third of a megabyte a date. A ``Figure`` is made when it is asked for.
    """

    def __init__(self, as_at: dt.date, rows: pd.DataFrame) -> None:
        """``rows`` have the columns of a snapshot's figures, and ``hidden`` where they have been
        made public.
        """
        self.as_at = as_at
        places = list(zip(rows["level"].tolist(), rows["place"].tolist(), strict=True))
        asked = list(zip(rows["measure"].tolist(), rows["period"].tolist(), strict=True))
        self._places = {key: n for n, key in enumerate(dict.fromkeys(places))}
        self._asked = {key: n for n, key in enumerate(dict.fromkeys(asked))}
        shape = len(self._places), len(self._asked)
        down = np.array([self._places[key] for key in places], dtype=int)
        across = np.array([self._asked[key] for key in asked], dtype=int)
        self._numbers = np.full((*shape, len(_NUMBERS)), np.nan)
        self._numbers[down, across] = rows[_NUMBERS].to_numpy(dtype=float)
        self._state = np.full(shape, _ABSENT, dtype=np.uint8)
        self._state[down, across] = (
            np.where(rows["hidden"], _HIDDEN, _SHOWN) if "hidden" in rows else _SHOWN)
        self._marks: np.ndarray | None = None
        if "marks" in rows:
            self._marks = np.full(shape, "", dtype="U4")
            self._marks[down, across] = rows["marks"].to_numpy(str)

    def one(self, level: str, place: str, measure: str, period: str) -> Figure | None:
        """The figure of a measure at a place; None where the snapshot has none. What is in no
        area has none stored where there is nothing of it: that is nought, not missing.
        """
        stored = self._stored(level, place, measure, period)
        if stored is None and place == NO_LOCALITY and (measure, period) in self._asked:
            return Figure(self.as_at, measure, place, level, period, 0.0, 0.0, 0.0, 0.0)
        return stored

    def _stored(self, level: str, place: str, measure: str, period: str) -> Figure | None:
        down, across = self._places.get((level, place)), self._asked.get((measure, period))
        if down is None or across is None:
            return None
        state = self._state.item(down, across)
        if state == _ABSENT:
            return None
        numerator, denominator, unknown, cases = self._numbers[down, across].tolist()
        return Figure(self.as_at, measure, place, level, period, numerator, denominator, unknown,
                      cases, state == _HIDDEN,
                      "" if self._marks is None else self._marks.item(down, across))

    def block(
        self, places: Sequence[tuple[str, str]], asked: Sequence[tuple[str, str]],
    ) -> np.ndarray:
        """The four numbers of these places (level, id) and these (measure, period): places down,
        measures across. Not a number where there is no figure, or an empty one.
        """
        down = np.array([self._places.get(key, -1) for key in places], dtype=int)
        across = np.array([self._asked.get(key, -1) for key in asked], dtype=int)
        if not self._numbers.size:
            return np.full((len(down), len(across), len(_NUMBERS)), np.nan)
        found = self._numbers[down[:, None], across]
        found[down < 0] = np.nan  # -1 has read the last
        found[:, across < 0] = np.nan
        return found

    def _among(
        self, places: Sequence[tuple[str, str]], asked: Sequence[tuple[str, str]],
    ) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
        """Where those of them that are held stand in a block of them all, and in the own block."""
        down = [(n, self._places[key]) for n, key in enumerate(places) if key in self._places]
        across = [(n, self._asked[key]) for n, key in enumerate(asked) if key in self._asked]
        return (np.ix_([n for n, _ in down], [n for n, _ in across]),
                np.ix_([n for _, n in down], [n for _, n in across]))

    def __iter__(self) -> Iterator[Figure]:
        """Every figure, place by place."""
        for level, place in self._places:
            for measure, period in self._asked:
                if figure := self._stored(level, place, measure, period):
                    yield figure


class Likeness:
    """Of which figures of a date the public sees what charts are worked out from as it is: none of
    it hidden, rounded or missing. Where there is no figure, nothing is other than it is.
    """

    def __init__(self, figures: Figures, public: Figures) -> None:
        self._places, self._asked = figures._places, figures._asked
        self._like = figures._state == _ABSENT
        places, asked = [key for key in self._places if key in public._places], list(self._asked)
        down = [self._places[key] for key in places]
        mine, theirs = figures._numbers[down], public.block(places, asked)
        same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
        shown = np.zeros(same.shape[:2], dtype=bool)
        into, of = public._among(places, asked)
        shown[into] = public._state[of] == _SHOWN
        self._like[down] |= shown & same[:, :, _CHARTED].all(axis=2)

    def __contains__(self, where: tuple[str, str, str, str]) -> bool:
        """Whether a figure (level, place, measure, period) is among them."""
        level, place, *asked = where
        down = self._places.get((level, place))
        across = self._asked.get((asked[0], asked[1]))
        return down is None or across is None or bool(self._like[down, across])
