"""A search of published numbers for equalities and sums that nobody has declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from data.disclosure.identities import Identities
from data.disclosure.system import Published, system_of
from data.disclosure.table import Table

NAMES = ("numerator", "denominator", "unknown", "cases", "known", "missed", "failed")


def broken(tables: Sequence[Table], identities: Identities) -> list[str]:
    """Declared equalities and sums that some date or place does not bear out."""
    found = []
    for table in tables:
        at = {name: n for n, name in enumerate(table.measures)}
        main = table.main

        def numbers(cell: tuple[str, str], table: Table = table, at: dict[str, int] = at,
                    main: list[int] = main) -> np.ndarray:
            return table.numbers[NAMES.index(cell[1]), at[cell[0]]][main]

        for cells in identities.same:
            here = [cell for cell in cells if cell[0] in at]
            found += [f"{cell} is not {here[0]}" for cell in here[1:]
                      if not np.allclose(numbers(cell), numbers(here[0]))]
        for whole, parts in identities.sums:
            if all(cell[0] in at for cell in (whole, *parts)) and not np.allclose(
                    numbers(whole), sum(numbers(cell) for cell in parts)):
                found.append(f"{parts} are not {whole}")
    return found


def undeclared(tables: Sequence[Table]) -> list[str]:
    """x = y and x + y = z that hold at every date and place, and follow from nothing declared."""
    last = tables[-1]
    rows = [(column, n) for column in range(7) for n in range(len(last.measures))
            if last.classes[column, n] >= 0]
    one_each = list({int(last.classes[key]): key for key in reversed(rows)}.items())
    series, classes = [], []
    for number, (column, n) in one_each:
        name = last.measures[n]
        if all(name in t.measures and t.classes[column, t.measures.index(name)] >= 0
               for t in tables):
            series.append(np.concatenate(
                [t.numbers[column, t.measures.index(name)][t.main] for t in tables]))
            classes.append((number, f"{name}.{NAMES[column]}"))
    values = np.array(series)
    big = np.nan_to_num(values).max(axis=1) > 20
    values = np.round(values[big], 6)
    classes = [one for one, keep in zip(classes, big, strict=True) if keep]
    known = _known(last, tables)
    look = np.random.default_rng(1).standard_normal(values.shape[1])
    mark = values @ look
    found = []
    for i, j in _equal(mark):
        if not _follows(known, {classes[i][0]: 1, classes[j][0]: -1}):
            found.append(f"{classes[i][1]} = {classes[j][1]}")
    sums = mark[:, None] + mark[None, :]
    for k in range(len(mark)):
        for i, j in zip(*np.nonzero(np.abs(sums - mark[k]) < 1e-6), strict=True):
            if i < j and k not in (i, j) and not _follows(
                    known, {classes[i][0]: 1, classes[j][0]: 1, classes[k][0]: -1}):
                found.append(f"{classes[i][1]} + {classes[j][1]} = {classes[k][1]}")
    return found


def _equal(mark: np.ndarray) -> Iterator[tuple[int, int]]:
    for i in range(len(mark)):
        yield from ((i, j) for j in range(i + 1, len(mark)) if abs(mark[i] - mark[j]) < 1e-6)


def _known(last: Table, tables: Sequence[Table]) -> np.ndarray:
    """The equations among the numbers of one part, and that some are nought at every date."""
    depth = np.zeros(last.numbers.shape[1:], dtype=np.int8)
    system = system_of([Published(last, depth)], 0)
    equations = system.equations.toarray()
    here = np.arange(equations.shape[1]) % system.parts == 0
    own = equations[~(equations[:, ~here] != 0).any(axis=1)][:, here]
    noughts = []
    for column in range(7):
        for n, name in enumerate(last.measures):
            if (c := last.classes[column, n]) >= 0 and all(
                    not np.nan_to_num(t.numbers[column, t.measures.index(name)][t.main]).any()
                    for t in tables if name in t.measures):
                row = np.zeros(own.shape[1])
                row[c] = 1
                noughts.append(row)
    matrix = np.vstack([own, *noughts])
    _, sizes, space = np.linalg.svd(matrix, full_matrices=False)
    return space[sizes > 1e-9]


def _follows(known: np.ndarray, terms: dict[int, float]) -> bool:
    row = np.zeros(known.shape[1])
    for number, factor in terms.items():
        row[number] += factor
    return bool(np.abs(row - (row @ known.T) @ known).max() < 1e-6)
