"""Working days: Monday to Friday without English bank holidays and the authority's closures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import holidays
import numpy as np
import pyarrow as pa

FIRST = dt.date(1990, 1, 1)
LAST = dt.date(2040, 12, 31)


@cache
def bank_holidays() -> frozenset[dt.date]:
    """English bank holidays in the calendar's range, one-off days included."""
    years = range(FIRST.year, LAST.year + 1)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))


def working_day_calendar(closures: Iterable[dt.date] = ()) -> pa.Table:
    """Every day of the range with the number of working days up to and including it.

    Columns ``day`` (date) and ``number`` (whole). The working days from a to b are number(b) -
    number(a): the day after a is the first, as Working Together and the census count them.
    """
    days = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)
    closed = np.array(sorted({*bank_holidays(), *closures}), dtype="datetime64[D]")
    number = np.cumsum(np.is_busday(days, holidays=closed))
    return pa.table({"day": pa.array(days, pa.date32()), "number": pa.array(number, pa.int32())})
