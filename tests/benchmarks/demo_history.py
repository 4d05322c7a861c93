"""Making the demo, against budgets: the history, the builds, `surgery demo` to a served page."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from data.authority import Authority
from data.demo.norfolk import History, make_history
from tests.benchmarks.addresses import check, router_body
from tests.benchmarks.report import CannotRun, Row, compared
from tests.benchmarks.serving import HOST, ROOT, answers, end, free_port

BUILDS = 90.0
SERVED = 120.0
_PATIENCE = 240.0


@dataclass(frozen=True)
class Made:
    """Seconds of ``surgery demo``: ``loaded`` from its first word to the last month's snapshot,
    ``served`` from its start to the county page.
    """

    loaded: float
    served: float


@dataclass
class _Said:
    """What the command said and when, from its start."""

    began: float = field(default_factory=time.perf_counter)
    lines: list[tuple[float, str]] = field(default_factory=list)

    def seconds_at(self, words: str) -> float:
        for seconds, line in self.lines:
            if words in line:
                return seconds
        raise CannotRun(f"surgery demo did not say “{words}”")

    def seconds_at_last_load(self) -> float:
        """When as many were loaded as there were to load: "37 of 37"."""
        for seconds, line in self.lines:
            found = re.match(r"(\d+) of (\d+): loaded", line)
            if found and found[1] == found[2]:
                return seconds
        raise CannotRun("surgery demo did not say that all was loaded")

    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


def history(authority: Authority) -> tuple[History, float]:
    """The made-up history of the county and the seconds that making it took."""
    began = time.perf_counter()
    made = make_history(authority, seed=1)
    return made, time.perf_counter() - began


def rows(made: Made, making: float) -> list[Row]:
    """The three lines; the builds are what the command took less the making of the history."""
    return [
        compared("demo: making up the history, against the builds' budget", making, BUILDS, "s",
                 None),
        compared("demo: extract, read, build and publish 36 months, one of them twice",
                 made.loaded - making, BUILDS, "s", 1),
        compared("demo: `surgery demo` to a served page", made.served, SERVED, "s", 1)]


def make_demo(store: Path) -> Made:
    """Run ``surgery demo`` into an empty store until it serves the county page, then end it."""
    port, said = free_port(), _Said()
    process = subprocess.Popen(
        [sys.executable, "-m", "data.cli", "demo", "--store", str(store), "--port", str(port)],
        cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stderr=subprocess.PIPE, text=True)
    listener = threading.Thread(target=_listen, args=(process, said), daemon=True)
    listener.start()
    try:
        while not answers(port, "/healthz"):
            if process.poll() is not None:
                raise CannotRun(f"surgery demo stopped; it said: {said.text()[-2000:]}")
            if time.perf_counter() - said.began > _PATIENCE:
                raise CannotRun(f"surgery demo took over {_PATIENCE:g} s; {said.text()[-500:]}")
            time.sleep(0.1)
        _open_county(port)
        served = time.perf_counter() - said.began
    finally:
        end(process)
    return Made(said.seconds_at_last_load() - said.seconds_at("Making up"), served)


def _listen(process: subprocess.Popen[str], said: _Said) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        said.lines.append((time.perf_counter() - said.began, line.rstrip()))


def _open_county(port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("POST", "/_dash-update-component", body=router_body("/"),
                       headers={"Content-Type": "application/json"})
    answer = connection.getresponse()
    check("/", answer.status, answer.read())
    connection.close()
