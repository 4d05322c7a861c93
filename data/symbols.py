"""What stands where there is no number: the symbols of official statistics, in brackets.

As the government's Analysis Function has them; ``k``, low, is for what rounds to nought.
"""

from __future__ import annotations

SYMBOLS: dict[str, str] = {
    "c": "hidden to protect people: a small number, or one that would give a small one away",
    "z": "does not apply",
    "x": "not available",
    "u": "too few to rely on",
    "k": "low: rounds to nought, but is not nought",
}
"""Each symbol, and what it means."""


def bracketed(symbol: str) -> str:
    """A symbol as it stands in a cell: "[c]"."""
    return f"[{symbol}]"
