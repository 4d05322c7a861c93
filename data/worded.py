"""Figures with what is said of them: the value as people say it, its status, how many it is short.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.measures.catalogue import Measure
from data.snapshots.figures import Figure
from data.status import short_by, status, value

ABSENT = "not in this extract"


class Worded(NamedTuple):
    """A ``Figure`` with ``value``, ``status`` and ``short_by`` (data/status.py)."""

    as_at: dt.date
    measure: str
    place: str
    level: str
    period: str
    numerator: float
    denominator: float
    unknown: float
    cases: float
    hidden: bool
    marks: str
    value: float
    status: str
    short_by: int | None


def worded(catalogue: Mapping[str, Measure], figure: Figure) -> Worded:
    """A figure with what is said of it. One of no period is one that the extract does not hold."""
    measure = catalogue.get(figure.measure)
    if measure is None:  # of an older catalogue: the figure stays, unnamed
        return Worded(*figure, math.nan, "", None)
    number = value(measure, figure.numerator, figure.denominator)
    word = status(measure, number, figure.cases, hidden=figure.hidden) if figure.period else ABSENT
    return Worded(*figure, number, word, short_by(measure, figure.numerator, figure.denominator))


def frame(rows: Sequence[Worded], **beside: Sequence[object]) -> pd.DataFrame:
    """Rows with ``beside``: more columns, one value a row.

    Every column is one of plain objects: to guess what is in them takes longer than all else.
    """
    columns: dict[str, Sequence[object]] = dict(zip(
        Worded._fields, zip(*rows, strict=True) if rows else [()] * len(Worded._fields),
        strict=True))
    columns |= beside
    cells = np.empty((len(rows), len(columns)), dtype=object)
    for n, values in enumerate(columns.values()):
        cells[:, n] = np.fromiter(values, dtype=object, count=len(rows))
    return pd.DataFrame(cells, columns=list(columns), dtype=object)
