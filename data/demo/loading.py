"""Makes the demo: each month-end's extract goes through the same load as anyone's."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from data.authority import Authority
from data.demo.norfolk import make_history, month_ends, write_extract
from data.demo.surgeries import days_held
from data.disclosure.publish import publish_public
from data.measures.catalogue import Measure, read_catalogue
from data.signals.publish import publish_signals
from data.snapshots.load import load
from data.snapshots.store import Store


@dataclass(frozen=True)
class Wanted:
    """A date to load: from the extract of that day, or from one made again later, and why."""

    as_at: dt.date
    known_on: dt.date | None = None
    why: str = ""


AGAIN = (Wanted(
    dt.date(2015, 7, 31), dt.date(2015, 10, 31),
    "Contacts with care leavers recorded late: 190 were reported out of touch who were not"),)


def load_demo(
    store: Path, *, authority: Authority, months: int, seed: int, say: Callable[[str], None],
    processes: int = 2, then: Callable[[], None] = lambda: None,
) -> None:
    """Load the month-ends that the store does not hold yet, two at a time, and then those loaded
    again as recorded later; work out the signals.

    One process makes the county up and writes each day's extract; the others read, check, build
    and publish it. Extracts wait in a temporary folder, a few at most. ``then`` is called when the
    signals of the dates that surgeries are about are there, beside the working out of the others.
    """
    held = Counter(entry.as_at for entry in Store(store).entries())
    days = month_ends(months)
    wanted = [Wanted(day) for day in days if not held[day]]
    wanted += [again for again in AGAIN if again.as_at in days and held[again.as_at] < 2]
    if not wanted:
        publish_public(Store(store), authority, _catalogue(authority))
        publish_signals(Store(store), authority, _catalogue(authority))
        say(f"The demo is in {store} already.")
        then()
        return
    say("Making up a county…")
    history = make_history(authority, seed=seed)
    loaded = 0

    def report(jobs: set[Future[str]]) -> None:
        nonlocal loaded
        for job in jobs:
            loaded += 1
            say(f"{loaded} of {len(wanted)}: loaded {job.result()}")

    with (tempfile.TemporaryDirectory(prefix="surgery-demo-") as folder,
          ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool):
        waiting: set[Future[str]] = set()
        for number, one in enumerate(wanted):
            if one.known_on:  # what was said first is published first
                report(wait(waiting).done)
                waiting = set()
            extract = Path(folder, str(number))
            write_extract(history, one.as_at, extract, known_on=one.known_on)
            waiting.add(pool.submit(_load_one, store, authority, one, extract))
            if len(waiting) > 2 * processes:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                report(done)
        report(wait(waiting).done)
        say("Working out the signals…")
        every = sorted({*days, *held})
        soon = days_held(every)
        first, others = (pool.submit(_signals, store, authority, part)
                         for part in (soon, [day for day in every if day not in soon]))
        first.result()
        then()
        others.result()


def _load_one(store: Path, authority: Authority, one: Wanted, extract: Path) -> str:
    loaded = load(
        [str(extract)], as_at=one.as_at, store=Store(store), authority=authority,
        catalogue=_catalogue(authority), signed_off_by="demo", made_up=True,
        as_now_known=one.known_on is not None, why=one.why)
    for file in extract.iterdir():
        file.unlink()
    return loaded.entry.name


def _signals(store: Path, authority: Authority, days: list[dt.date]) -> None:
    given = Store(store), authority, _catalogue(authority)
    publish_public(*given, days=days)  # what the loads have worked out is there already
    publish_signals(*given, days=days)


def _catalogue(authority: Authority) -> dict[str, Measure]:
    return read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
