"""The fields of a form as they were sent, read one way."""

from __future__ import annotations

import datetime as dt
import re

from pages._web.posting import Values


def words_of(values: Values, name: str) -> str:
    """What was typed, without the spaces round it; empty where nothing was."""
    return values.get(name, "").strip()


def date_of(values: Values, name: str) -> dt.date | None:
    """A day; None where there is none or it is not one."""
    try:
        return dt.date.fromisoformat(words_of(values, name))
    except ValueError:
        return None


def number_of(values: Values, name: str) -> int | None:
    """A whole number; None where it is not one."""
    text = words_of(values, name)
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def id_of(text: str) -> int:
    """The number of a row in an address; 0, of which there is none, for anything else."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
