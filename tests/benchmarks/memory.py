"""Resident memory of one worker after every page was opened in every role."""

from __future__ import annotations

from pathlib import Path

from components.agenda_item import TITLES
from data.queries import Queries
from data.summaries.monitoring_files import read_monitored
from data.viewers import Viewer
from tests.benchmarks.addresses import address
from tests.benchmarks.report import CannotRun, Row, compared
from tests.benchmarks.serving import same_snapshots, surgery
from tests.benchmarks.visitor import Visitor

MOST = 300e6


def rows(store: Path, q: Queries) -> list[Row]:
    """One worker, so that it alone has made every page."""
    with surgery(same_snapshots(store, "memory"), workers=1) as server:
        at_start = resident(worker_of(server.pid))
        opened = 0
        for role in range(len(q.authority.look_as)):
            visitor = Visitor(server.port)
            visitor.look_as(role)
            for page in every_page(q):
                _, status, _ = visitor.open(page)
                if status != 200:
                    raise CannotRun(f"{page} answered {status}")
                opened += 1
        at_end = resident(worker_of(server.pid))
    return [
        compared("memory of a worker when it has started", at_start, MOST, "MB", 1),
        compared(f"memory of a worker after {opened:,} pages, every one in every role", at_end,
                 MOST, "MB", 1)]


def every_page(q: Queries) -> list[str]:
    """Every page there is at the latest date, lists for the whole county."""
    as_at = q.snapshot(Viewer("analyst")).as_at
    teams = [team for area in q.places.localities for team in q.places.teams_of(area.id, as_at)]
    return [
        *(address(path, as_at) for path in (
            "/", "/definitions", "/accessibility", "/methods", "/morning", "/actions",
            "/surgeries", "/late", "/caseloads", "/unallocated", "/quality", "/summaries",
            "/summaries/committee", "/summaries/board", "/summaries/board/challenges",
            "/summaries/monitoring")),
        *(address(f"/surgeries/{one.id}", as_at)
          for one in (*q.places.localities, *q.places.services)),
        *(address(f"/surgeries/{one.id}", as_at, mode="surgery", item=str(n))
          for one in (*q.places.localities, *q.places.services)
          for n in range(1, len(TITLES) + 1)),
        *(address(f"/summaries/locality/{area.id}", as_at) for area in q.places.localities),
        *(address(f"/summaries/monitoring/{line.id}", as_at)
          for file in read_monitored(q.authority.summaries.monitoring, q.catalogue)
          for line in file.lines),
        *(address("/", as_at, show=choice) for choice in q.choices),
        *(address(f"/services/{service.id}", as_at) for service in q.authority.services),
        *(address(f"/localities/{area.id}", as_at) for area in q.places.localities),
        *(address(f"/teams/{team.id}", as_at) for team in teams),
        *(address(f"/measures/{m}", as_at, place=q.authority.id) for m in q.catalogue),
        *(address("/cases", as_at, measure=m, place=q.authority.id) for m in q.catalogue),
        *(address(f"/definitions/{m}", as_at) for m in q.catalogue)]


def worker_of(master: int) -> int:
    """The process that gunicorn's master started to answer. Raises CannotRun for none."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # "pid (name) state parent ...": a name may hold spaces, its closing bracket is last.
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it ended meanwhile
        if parent == master:
            return int(status.parent.name)
    raise CannotRun(f"gunicorn's process {master} has no worker")


def resident(process: int) -> float:
    """Bytes of memory that a process holds, libraries it shares with others included."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) * 1024.0
    raise CannotRun(f"/proc/{process}/smaps_rollup does not say Rss")
