"""Counts rounded, and shares worked out from the rounded.

Rounding is applied to what suppression leaves, so it can only take away. A population is never
rounded: everybody knows it. Of a mean the number of cases is rounded and the mean kept to one
decimal, so that it stays right.
"""

from __future__ import annotations

import numpy as np

from data.disclosure.table import CASES, DENOMINATOR, NUMERATOR, UNKNOWN, Table


def rounded(table: Table, base: int) -> np.ndarray:
    """The four shown columns rounded to ``base``, halves up: 4 x measures x parts."""
    numbers = table.numbers[:4].copy()
    if not base:
        return numbers

    def to(values: np.ndarray) -> np.ndarray:
        return np.floor(values / base + 0.5) * base

    for n, shape in enumerate(table.shapes):
        met, of = numbers[NUMERATOR, n].copy(), numbers[DENOMINATOR, n].copy()
        whole = np.array_equal(of, numbers[CASES, n] - numbers[UNKNOWN, n], equal_nan=True)
        for column in (UNKNOWN, CASES):
            numbers[column, n] = to(numbers[column, n])
        if shape.share or shape.counted:
            numbers[NUMERATOR, n] = to(met)
            if shape.share:
                numbers[DENOMINATOR, n] = to(of)
        elif not shape.population:
            if whole:
                numbers[DENOMINATOR, n] = to(of)
            with np.errstate(divide="ignore", invalid="ignore"):
                mean = np.round(met / of, 1)
            numbers[NUMERATOR, n] = np.where(
                of > 0, mean * numbers[DENOMINATOR, n], numbers[NUMERATOR, n])
    return numbers


def low(table: Table, base: int) -> np.ndarray:
    """Which numbers round to nought but are not: 4 x measures x parts."""
    if not base:
        return np.zeros(table.numbers[:4].shape, bool)
    return (rounded(table, base) == 0) & (table.numbers[:4] > 0)
