"""Fifty people at once against one alone, on the same pages, over real connections."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from data.queries import Queries
from tests.benchmarks.addresses import addresses
from tests.benchmarks.report import CannotRun, Row, slowest
from tests.benchmarks.serving import same_snapshots, surgery
from tests.benchmarks.visitor import Visitor

PEOPLE = 50
EACH = 10
READING = (2.0, 6.0)
MOST = 5
_WALK = ("county", "locality", "team", "measure", "cases")


def rows(store: Path, q: Queries) -> list[Row]:
    """Pages nobody has opened before, then the same again, then again without a pause."""
    walks = _walks(q, PEOPLE + EACH)
    crowd, alone = walks[:PEOPLE], walks[PEOPLE:]
    with surgery(same_snapshots(store, "crowd")) as server:
        Visitor(server.port).open("/accessibility?warm=1")
        alone_fresh = list(chain.from_iterable(_walked(server.port, walk) for walk in alone))
        crowd_fresh = _together(server.port, crowd, READING)
        alone_kept = list(chain.from_iterable(_walked(server.port, walk) for walk in alone))
        crowd_kept = _together(server.port, crowd, READING)
        crowd_rush = _together(server.port, crowd, (0.0, 0.0))
    said = f"{PEOPLE} people, {EACH} pages each"
    return [
        slowest(f"{said}, fresh: p50 / p95 against one person", crowd_fresh, alone_fresh, MOST),
        slowest(f"{said}, kept: p50 / p95 against one person", crowd_kept, alone_kept, MOST),
        slowest(f"{said}, kept, nobody reads: p50 / p95", crowd_rush, alone_kept, None)]


def _walks(q: Queries, people: int) -> list[list[str]]:
    """Ten pages for each person: county, area, team, measure, list, and again elsewhere.

    Few people share an address, but for the county page, of which there is one for each date.
    """
    kinds = [addresses(q, page, people * EACH // len(_WALK)) for page in _WALK]
    return [
        [kinds[step % len(kinds)][(person * 2 + step // len(kinds)) % len(kinds[step % len(kinds)])]
         for step in range(EACH)]
        for person in range(people)]


def _together(
    port: int, walks: Sequence[list[str]], reading: tuple[float, float],
) -> list[float]:
    """The seconds of every page, all people walking at once."""
    ready = threading.Barrier(len(walks))

    def walk(number: int) -> list[float]:
        ready.wait()
        return _walked(port, walks[number], reading, random.Random(number))

    with ThreadPoolExecutor(len(walks)) as pool:
        return list(chain.from_iterable(pool.map(walk, range(len(walks)))))


def _walked(
    port: int, walk: Sequence[str], reading: tuple[float, float] = (0.0, 0.0),
    chance: random.Random | None = None,
) -> list[float]:
    """The seconds of a person's pages. Raises CannotRun for any that is not given."""
    visitor, times = Visitor(port), []
    for page in walk:
        if chance:
            time.sleep(chance.uniform(*reading))
        try:
            seconds, status, _ = visitor.open(page)
        except OSError as fault:
            raise CannotRun(f"{page}: {fault}") from fault
        if status != 200:
            raise CannotRun(f"{page} answered {status}")
        times.append(seconds)
    return times
