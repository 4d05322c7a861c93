"""Makes the demo: each month-end's extract goes through the same load as anyone's."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

from data.authority import Authority
from data.demo.norfolk import make_history, month_ends, write_extract
from data.measures.catalogue import read_catalogue
from data.snapshots.load import load
from data.snapshots.store import Store


def load_demo(
    store: Path, *, authority: Authority, months: int, seed: int, say: Callable[[str], None],
    processes: int = 2,
) -> None:
    """Load the month-ends that the store does not hold yet, two at a time.

    One process makes the county up and writes each day's extract; the others read, check, build
    and publish it. Extracts wait in a temporary folder, a few at most.
    """
    held = {e.as_at for e in Store(store).entries()}
    wanted = [day for day in month_ends(months) if day not in held]
    if not wanted:
        say(f"The demo is in {store} already.")
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
        for day in wanted:
            extract = Path(folder, day.isoformat())
            extract.mkdir()
            write_extract(history, day, extract)
            waiting.add(pool.submit(_load_one, store, authority, day, extract))
            if len(waiting) > 2 * processes:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                report(done)
        report(wait(waiting).done)


def _load_one(store: Path, authority: Authority, day: dt.date, extract: Path) -> str:
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    loaded = load(
        [str(extract)], as_at=day, store=Store(store), authority=authority, catalogue=catalogue,
        signed_off_by="demo", made_up=True)
    for file in extract.iterdir():
        file.unlink()
    return loaded.entry.name
