"""Months ahead of a day."""

from __future__ import annotations

import datetime as dt


def months_after(day: dt.date, number: int) -> list[dt.date]:
    """The first days of so many months that follow the day's."""
    start = day.year * 12 + day.month
    return [dt.date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(number)]
