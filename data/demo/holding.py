"""Has the made-up surgeries held, once the demo's snapshots and signals are there."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from data.actions import open_actions
from data.authority import Authority
from data.demo.surgeries import days_held
from data.places import Places
from data.settings import Settings
from data.snapshots.store import Store
from data.viewers import Viewer

ROOT = Path(__file__).parent.parent.parent


def hold_surgeries(
    chosen: Settings, authority: Authority, *, seed: int, say: Callable[[str], None],
) -> None:
    """Hold those that were not held yet, in a process of their own: minutes are made of the agenda
    as pages show it, and data names those as ``data.serving`` names the app. Raises
    CalledProcessError where that process fails, having said why.
    """
    dates = sorted({one.as_at for one in Store(chosen.store).entries() if not one.withdrawn})
    if not _missing(chosen, authority, dates):
        return
    say("Holding the surgeries…")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    subprocess.run(
        [sys.executable, "-m", "pages._web.made_up_surgeries", str(seed)], check=True,
        env={**os.environ, "SURGERY_STORE": str(chosen.store.resolve()), "PYTHONPATH": path})


def _missing(chosen: Settings, authority: Authority, dates: list[dt.date]) -> bool:
    log = open_actions(chosen)
    try:
        closed = {(one.place, one.as_at) for one in log.surgeries(Viewer("director"))
                  if one.closed_at}
    finally:
        log.close()
    places = Places(authority)
    return any((one.id, day) not in closed for day in days_held(dates)
               for one in (*places.localities, *places.services))
