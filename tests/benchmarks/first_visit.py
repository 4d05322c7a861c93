"""The first visit, in a real browser with nothing kept: bytes over the wire, time to readable."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from data.queries import Queries
from data.viewers import Viewer
from tests.benchmarks.addresses import address
from tests.benchmarks.report import CannotRun, Row, compared
from tests.benchmarks.serving import (
    HOST,
    ROOT,
    Server,
    free_port,
    same_snapshots,
    started,
    surgery,
)

VISITS = 5
MOST_BYTES = 1000 * 1024
MOST_TIME = 0.5
_PATIENCE = 30_000  # milliseconds
_TABLE = "main table"
_WORDS = "main h1"
_CHART = ".js-plotly-plot .main-svg"
_STREAMLIT_TABLE = "[data-testid=stTable] table"
_STREAMLIT_CHART = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"


@dataclass(frozen=True)
class Target:
    """A page to visit: it can be read when ``readable`` is seen, and is whole with ``complete``."""

    url: str
    readable: str
    complete: str


@dataclass(frozen=True)
class Visit:
    """What a visit took: seconds until it could be read, until it was whole, and bytes."""

    readable: float
    complete: float
    bytes: float


def rows(store: Path, q: Queries) -> list[Row]:
    """The county page and a measure page against the Streamlit page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise CannotRun("there is no chromium on PATH")
    measure = address(
        f"/measures/{_charted(q)}", q.snapshot(Viewer("analyst")).as_at, place=q.authority.id)
    with (surgery(same_snapshots(store, "first-visit")) as server, _streamlit() as other,
          sync_playwright() as playwright):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        county, charts, streamlit = _visits(browser, (
            Target(server.url, _TABLE, _TABLE),
            Target(server.url + measure, _WORDS, _CHART),
            Target(other.url, _STREAMLIT_TABLE, _STREAMLIT_CHART)))
        browser.close()
    return [
        *_bytes("county", county, streamlit),
        compared("first visit, county: until its table can be read, against Streamlit's",
                 county.readable, streamlit.readable, "ms", MOST_TIME),
        *_bytes("measure", charts, streamlit),
        compared("first visit, measure: until its words can be read, against Streamlit's table",
                 charts.readable, streamlit.readable, "ms", MOST_TIME),
        compared("first visit, measure: until its chart is drawn, against Streamlit's",
                 charts.complete, streamlit.complete, "ms", MOST_TIME)]


def _charted(q: Queries) -> str:
    return next(m.id for m in q.catalogue.values() if m.kind == "stock")


def _streamlit() -> AbstractContextManager[Server]:
    port = free_port()
    return started([
        "-m", "streamlit", "run", str(ROOT / "tests" / "benchmarks" / "streamlit_page.py"),
        "--server.headless", "true", "--server.address", HOST, "--server.port", str(port),
        "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false",
        "--global.developmentMode", "false",
    ], port, healthy="/_stcore/health")


def _visits(browser: Browser, targets: Sequence[Target]) -> list[Visit]:
    """The middle of five visits to each, turn and turn about; one before lets servers get ready."""
    turns = [[_visit(browser, target) for target in targets] for _ in range(1 + VISITS)][1:]
    return [
        Visit(*(statistics.median(getattr(visit, name) for visit in visits)
                for name in ("readable", "complete", "bytes")))
        for visits in zip(*turns, strict=True)]


def _visit(browser: Browser, target: Target) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        network = context.new_cdp_session(page)
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        began = time.perf_counter()
        page.goto(target.url, wait_until="commit")
        page.locator(target.readable).first.wait_for(state="visible", timeout=_PATIENCE)
        readable = time.perf_counter() - began
        page.locator(target.complete).first.wait_for(state="visible", timeout=_PATIENCE)
        complete = time.perf_counter() - began
        page.wait_for_load_state("networkidle", timeout=_PATIENCE)
        return Visit(readable, complete, sum(sizes))
    finally:
        context.close()


def _bytes(name: str, ours: Visit, other: Visit) -> list[Row]:
    return [
        compared(f"first visit, {name}: bytes, against a budget", ours.bytes, MOST_BYTES, "KiB", 1),
        compared(f"first visit, {name}: bytes, against Streamlit", ours.bytes, other.bytes, "KiB",
                 None)]
