"""Rows and fields as the commands print them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd


def print_table(rows: pd.DataFrame, format: str) -> None:
    """Rows on stdout: dates ISO, empty for not known, whole numbers without a point."""
    records = [
        {key: _plain(value) for key, value in row.items()} for row in rows.to_dict("records")]
    if format == "json":
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        print(pd.DataFrame(records, columns=list(rows.columns), dtype=object).to_csv(
            index=False), end="")


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, (list, tuple)):
        return list(value)
    return value


def in_words(value: Any) -> str:
    """A field as text; what a measure has not says so."""
    if value is None or value in ("", []):
        return "not applicable"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
