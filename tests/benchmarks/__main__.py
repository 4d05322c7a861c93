"""``python -m tests.benchmarks``: see the package for what it measures and how to read it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from data.authority import read_authority
from data.queries import queries
from data.settings import settings
from tests.benchmarks import (
    build,
    child,
    crowd,
    demo_history,
    drilldown,
    exports,
    first_visit,
    memory,
    pages,
    signals,
)
from tests.benchmarks.report import Row, table
from tests.benchmarks.serving import twin_of

PARTS = ("demo_history", "first_visit", "pages", "drilldown", "child", "build", "memory",
         "crowd", "exports", "signals")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts and print the table. Gives 1 when a part could not run, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Speed and size, as ratios.")
    parser.add_argument("--store", type=Path, help="the store to measure; without it one is made")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART",
                        help=f"only these parts: {', '.join(PARTS)}")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="surgery-bench-") as folder:
        store = Path(folder) / "store"
        # The app reads its settings once, as it is imported: the store is named before that.
        os.environ["SURGERY_STORE"] = str(store)
        if given.store:
            twin_of(given.store, store)
        rows, faults = _run(store, given.only, make_demo=given.store is None)
    print(table(rows))
    return 1 if faults else 0


def _run(store: Path, only: Sequence[str], *, make_demo: bool) -> tuple[list[Row], int]:
    """The rows of all parts asked for, and how many could not run."""
    authority = read_authority(settings().authority)
    rows: list[Row] = []
    faults = 0

    def part(name: str, measure: Callable[[], list[Row]]) -> None:
        nonlocal faults
        if name not in only:
            return
        began = time.perf_counter()
        try:
            rows.extend(measure())
        except Exception:  # the other parts can still run, and their rows are wanted
            faults += 1
            traceback.print_exc()
            print(f"{name} could not run.", file=sys.stderr, flush=True)
        else:
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)

    part("signals", signals.rows)
    if set(only) == {"signals"}:
        return rows, faults  # they need no store
    if make_demo:
        made = demo_history.make_demo(store)
    if (make_demo and "demo_history" in only) or "build" in only:
        history, seconds = demo_history.history(authority)
        if make_demo:
            part("demo_history", lambda: demo_history.rows(made, seconds))
        part("build", lambda: build.rows(history, authority))
        del history  # hundreds of thousands of rows that nothing after this needs
    q = queries()
    part("first_visit", lambda: first_visit.rows(store, q))
    part("pages", lambda: pages.rows(q))
    part("drilldown", lambda: drilldown.rows(q))
    part("child", lambda: child.rows(q))
    part("memory", lambda: memory.rows(store, q))
    part("crowd", lambda: crowd.rows(store, q))
    part("exports", lambda: exports.rows(store, q))
    return rows, faults


if __name__ == "__main__":
    sys.exit(main())
