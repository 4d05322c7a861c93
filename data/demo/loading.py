"""Makes the demo: each month-end's extract goes through the same load as anyone's."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from data.authority import Authority
from data.demo.norfolk import History, make_history, month_ends, write_extract
from data.measures.catalogue import read_catalogue
from data.snapshots.load import load
from data.snapshots.store import Store

_forked: dict[int, History] = {}
"""By seed: forked processes read what the parent made without copying it."""


def load_demo(
    store: Path, *, authority: Authority, months: int, seed: int, say: Callable[[str], None],
    processes: int = 2,
) -> None:
    """Load the month-ends that the store does not hold yet, two at a time."""
    held = {e.as_at for e in Store(store).entries()}
    wanted = [day for day in month_ends(months) if day not in held]
    if not wanted:
        say(f"The demo is in {store} already.")
        return
    say("Making up a county…")
    _forked[seed] = make_history(authority, seed=seed)
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        jobs = {pool.submit(_load_one, store, authority, seed, day): day for day in wanted}
        for done, job in enumerate(as_completed(jobs), start=1):
            say(f"{done} of {len(wanted)}: loaded {job.result()}")


def _load_one(store: Path, authority: Authority, seed: int, day: dt.date) -> str:
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    with tempfile.TemporaryDirectory(prefix="surgery-demo-") as folder:
        write_extract(_forked[seed], day, Path(folder))
        loaded = load(
            [folder], as_at=day, store=Store(store), authority=authority, catalogue=catalogue,
            signed_off_by="demo", made_up=True)
    return loaded.entry.name
