"""Starting what is measured as processes of their own, on this machine, and ending them."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.report import CannotRun

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A server that answers: ``pid`` is the process that was started."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def same_snapshots(store: Path, beside: str) -> Path:
    """A new store beside one, of the same snapshots, in which no page is kept yet."""
    return twin_of(store, store.parent / beside)


def twin_of(store: Path, twin: Path) -> Path:
    """A new store of another's snapshots, of what is worked out from them, and of a copy of its
    actions and minutes.
    """
    twin.mkdir()
    for name in ("snapshots", "signals", "public"):
        if (store / name).exists():
            (twin / name).symlink_to((store / name).resolve(), target_is_directory=True)
    for file in store.glob("surgery.db*"):
        shutil.copy(file, twin)
    return twin


@contextmanager
def started(
    arguments: Sequence[str], port: int, *, healthy: str = "/healthz", seconds: float = 60,
) -> Iterator[Server]:
    """Run ``python ARGUMENTS`` until the block ends; enter it once ``healthy`` answers 200.

    Raises CannotRun, with the end of what it said, when it stops or does not answer in time.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=surroundings, stdout=said, stderr=said)
        try:
            _wait(process, port, healthy, time.monotonic() + seconds)
        except CannotRun as fault:
            end(process)
            said.seek(0)
            raise CannotRun(f"{fault}; it said: {said.read()[-2000:]}") from None
        try:
            yield Server(process.pid, port)
        finally:
            end(process)


@contextmanager
def surgery(store: Path, *, workers: int = 2) -> Iterator[Server]:
    """``surgery serve`` over a store."""
    port = free_port()
    arguments = ["-m", "data.cli", "serve", "--store", str(store), "--port", str(port),
                 "--workers", str(workers)]
    with started(arguments, port) as server:
        yield server


def end(process: subprocess.Popen[Any]) -> None:
    """Ask a process to end, and make it when it does not within ten seconds."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(
    process: subprocess.Popen[Any], port: int, healthy: str, until: float,
) -> None:
    while not answers(port, healthy):
        if process.poll() is not None:
            raise CannotRun(f"the server on port {port} stopped with exit code {process.poll()}")
        if time.monotonic() > until:
            raise CannotRun(f"the server on port {port} does not answer {healthy}")
        time.sleep(0.05)


def answers(port: int, path: str) -> bool:
    """Whether GET ``path`` gives 200 now."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
