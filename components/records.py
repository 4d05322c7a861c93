"""A small frame as plain rows."""

from __future__ import annotations

from typing import Any

import pandas as pd


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One dictionary a row, as ``to_dict("records")`` gives, several times as fast."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, values, strict=True)) for values in rows.to_numpy(object).tolist()]
