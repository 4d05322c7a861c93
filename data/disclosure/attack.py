"""Somebody who has kept every table ever published, and works out what they hide.

    python -m data.disclosure.attack --store DIR

Every table is attacked at once: areas, groups, kinds of plan and audits of all measures of a date
and all its revisions, with every equality and sum that is declared, by linear programming: the
least and the most that each hidden number can be.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from data.authority import Disclosure
from data.configuration import read_configuration
from data.disclosure.groups import AUDITED
from data.disclosure.identities import Identities, read_identities
from data.disclosure.safety import ranges
from data.disclosure.system import Published, system_of
from data.disclosure.table import CASES, hidden_of, visible
from data.disclosure.work_out import published_of
from data.measures.catalogue import Measure
from data.settings import settings
from data.snapshots.store import Store


@dataclass(frozen=True)
class Attacked:
    """What an attack on a date found. ``hidden`` numbers were not shown, ``small`` of them 1 to
    the threshold (and those of the whole that are hidden), counting those that anybody could work
    out from two others were these shown; ``recovered`` of the small ones were worked out exactly;
    ``narrowest`` is the smallest range left to one.
    ``figures`` and ``figures_hidden`` are those with any case, of the county and of areas.
    """

    as_at: dt.date
    hidden: int
    small: int
    recovered: int
    narrowest: float
    figures: tuple[int, int]
    figures_hidden: tuple[int, int]
    seconds: float


def attack(
    published: Sequence[Published], threshold: int, as_at: dt.date, *, exact: bool = False,
) -> Attacked:
    """Attack the tables of a date, all its revisions together; with ``exact`` every range is as
    wide as it can be, and not only wide enough.
    """
    began = time.perf_counter()
    recovered, small, narrowest = 0, 0, float("inf")
    for n in range(len(published)):
        # Each revision's small numbers in turn, with all tables on the table.
        others = [one for k, one in enumerate(published) if k != n]
        system = system_of([*others, published[n]], threshold)
        asked = np.flatnonzero(system.sensitive)
        low, high = ranges(system, asked, exact=exact)
        width = np.floor(high + 1e-6) - np.ceil(low - 1e-6)
        small += len(asked)
        recovered += int((width < 1).sum())
        narrowest = min(narrowest, float(width.min(initial=np.inf)))
    last = published[-1]
    there = ~np.isnan(last.table.numbers[:4])
    hidden = int((there & ~visible(last.table, last.depth)[:4]).sum())
    areas = last.table.main
    figures = np.array([not name.startswith(AUDITED) for name in last.table.measures])[:, None]
    with np.errstate(invalid="ignore"):
        some = (last.table.numbers[CASES] > 0)[:, areas] & figures
    gone = hidden_of(last.table, last.depth)[:, areas] & some
    return Attacked(
        as_at, hidden, small, recovered, narrowest,
        (int(some[:, 0].sum()), int(some[:, 1:].sum())),
        (int(gone[:, 0].sum()), int(gone[:, 1:].sum())), time.perf_counter() - began)


def attack_store(
    store: Store, chosen: Disclosure, catalogue: Mapping[str, Measure], identities: Identities, *,
    exact: bool = False,
) -> Iterator[Attacked]:
    """Attack every date of a store as it would be published, oldest first."""
    for day, entries in groupby(store.entries(), key=lambda entry: entry.as_at):
        published = [one for _, one in published_of(
            store, list(entries), chosen, catalogue, identities)]
        yield attack(published, chosen.threshold, day, exact=exact)


def words(found: Sequence[Attacked]) -> str:
    """The result of an attack on several dates, as a few lines."""
    county, areas = (sum(a.figures[n] for a in found) for n in (0, 1))
    hidden_county, hidden_areas = (sum(a.figures_hidden[n] for a in found) for n in (0, 1))
    return "\n".join([
        f"dates attacked: {len(found)}",
        f"numbers hidden: {sum(a.hidden for a in found):,}",
        f"small numbers tried: {sum(a.small for a in found):,}",
        f"worked out exactly: {sum(a.recovered for a in found):,}",
        f"smallest range left: {min(a.narrowest for a in found):g} apart",
        f"figures of the county hidden: {hidden_county:,} of {county:,} "
        f"({100 * hidden_county / max(county, 1):.1f} %)",
        f"figures of areas hidden: {hidden_areas:,} of {areas:,} "
        f"({100 * hidden_areas / max(areas, 1):.1f} %)"])


def main() -> None:
    """Attack a store and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=settings().store)
    parser.add_argument("--authority", type=Path, default=settings().authority)
    parser.add_argument("--exact", action="store_true", help="find every range to its ends")
    given = parser.parse_args()
    authority, catalogue = read_configuration(given.authority)
    found = []
    for one in attack_store(Store(given.store), authority.disclosure, catalogue,
                            read_identities(), exact=given.exact):
        found.append(one)
        print(f"{one.as_at}  small {one.small:4d}  worked out {one.recovered}  "
              f"narrowest {one.narrowest:g}  {one.seconds:.1f} s", flush=True)
    print(words(found))


if __name__ == "__main__":
    main()
