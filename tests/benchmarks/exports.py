"""Making documents with ``surgery export``, against budgets: the committee's PDF, and a pack."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from data.queries import Queries
from data.summaries.formats import FORMATS
from tests.benchmarks.report import CannotRun, Row, compared
from tests.benchmarks.serving import ROOT

COMMITTEE = 10.0
PACK = 60.0
LARGEST = 5e6


def rows(store: Path, q: Queries) -> list[Row]:
    """Seconds from the command's start to its end, and the largest file of any format."""
    as_at = str(max(q.edition.snapshots))
    with tempfile.TemporaryDirectory(prefix="surgery-exports-") as made:
        folder = Path(made)
        committee = _seconds("committee", as_at, folder / "committee.pdf", store)
        pack = _seconds("pack", as_at, folder / "pack", store)
        _seconds("pack", as_at, folder / "all", store, "--format", ",".join(FORMATS))
        largest = max(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return [
        compared("export: the committee report as PDF", committee, COMMITTEE, "s", 1),
        compared(f"export: the pack, {len(q.places.localities)} areas, as PDF", pack, PACK, "s", 1),
        compared("export: the largest file, any format", largest, LARGEST, "MB", 1)]


def _seconds(what: str, as_at: str, to: Path, store: Path, *more: str) -> float:
    """Raises CannotRun, with the end of what it said, when it does not succeed."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "data.cli", "export", what, "--as-at", as_at, "--to", str(to),
         "--store", str(store), *more], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRun(f"surgery export {what} gave {done.returncode}: {done.stderr[-2000:]}")
    return time.perf_counter() - began
