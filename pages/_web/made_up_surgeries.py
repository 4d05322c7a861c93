"""Holds the demo's made-up surgeries, writes the board's made-up challenges and the director's
commentary, in a process of its own: minutes are made of the agenda as pages show it, of which data
knows nothing. Run by ``surgery demo``.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

from data.demo.challenges import write_challenges
from data.demo.commentary import write_commentary
from data.demo.surgeries import write_surgeries
from data.queries import queries
from data.settings import settings
from data.viewers import Viewer
from pages._web.page import Look
from pages._web.surgery_record import surgery_record


def record(who: Viewer, place: str, as_at: dt.date) -> dict[str, Any]:
    """What a surgery's close keeps."""
    q = queries()
    return surgery_record(
        Look(who, as_at, q.dates(who), q.snapshot(who, as_at), q, {}), place)


if __name__ == "__main__":
    held = write_surgeries(queries(), settings(), record, seed=int(sys.argv[1]))
    if held:
        print(f"Held {held} made-up surgeries", file=sys.stderr)
    raised = write_challenges(queries(), settings())
    if raised:
        print(f"Wrote {raised} made-up challenges of the board", file=sys.stderr)
    write_commentary(queries(), settings())
