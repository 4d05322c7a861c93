"""Attributes whose names Python cannot spell."""

from __future__ import annotations

from typing import Any


def aria(**words: str) -> dict[str, Any]:
    """``**aria(label="Areas")`` gives the attribute ``aria-label``."""
    return {f"aria-{name}": value for name, value in words.items()}


def data(**words: str) -> dict[str, Any]:
    """``**data(nav="")`` gives the attribute ``data-nav``."""
    return {f"data-{name}": value for name, value in words.items()}
