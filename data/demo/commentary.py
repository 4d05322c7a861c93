"""The made-up director's commentary for publication, written through ``Actions`` on a clock that
stands at the day after its date. Every write has a token of its own: written again, nothing is
added.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from data.actions import open_actions
from data.demo.surgeries import Clock
from data.queries import Queries
from data.settings import Settings
from data.viewers import Viewer

WORDS = Path(__file__).parent / "commentary.toml"
DIRECTOR = Viewer("director")


def write_commentary(q: Queries, settings: Settings) -> int:
    """Write what is about a date whose snapshot is made up; gives how many there are. Raises
    DatabaseUnavailable.
    """
    days = {day for day, one in q.edition.snapshots.items() if one.made_up}
    clock = Clock()
    log = open_actions(settings, clock=clock)
    written = 0
    try:
        for one in tomllib.loads(WORDS.read_text(encoding="utf-8"))["comment"]:
            at: dt.date = one["at"]
            place = one.get("place", q.authority.id)
            if at not in days or q.places.place_or_service(place) is None:
                continue
            clock.put(at + dt.timedelta(days=1))
            log.comment(
                DIRECTOR, measure=one["measure"], place=place, as_at=at, text=one["text"],
                public=True,
                token=str(uuid5(NAMESPACE_URL, f"commentary {at} {one['measure']} {place}")))
            written += 1
        return written
    finally:
        log.close()
