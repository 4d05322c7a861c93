"""A real PostgreSQL of our own, in a temporary folder and on a free loopback port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

_NOT_AS_ROOT = {"user": "postgres", "group": "postgres", "extra_groups": ()}
"""PostgreSQL refuses to run as root; Debian's package makes a user for it."""
_FASTER = ("fsync=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=16MB",
           "max_connections=200")


class PostgreSQL:
    """A server over the data in a folder, which may be stopped and started again."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self.binaries = binaries
        self._numbers = count(1)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "--pgdata", folder / "data", "--username=surgery", "--auth=trust",
                  "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
        self.start()

    def _as(self) -> dict[str, object]:
        return {**(_NOT_AS_ROOT if os.geteuid() == 0 else {}), "cwd": self.folder}

    def _run(self, program: str, *words: object) -> None:
        subprocess.run(
            [self.binaries / program, *map(str, words)], check=True, capture_output=True,
            **self._as())  # type: ignore[call-overload]

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = (f"port={self.port}", "listen_addresses=127.0.0.1",
                    f"unix_socket_directories={self.folder}", *_FASTER)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self.binaries / "postgres", "-D", str(self.folder / "data"),
                 *(word for setting in settings for word in ("-c", setting))],
                stdout=log, stderr=log, **self._as())  # type: ignore[call-overload]
        for _ in range(200):
            try:
                psycopg.connect(self._address("postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop it at once, whoever is connected and whatever it was writing."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=30)

    def new(self) -> str:
        """The name of a new, empty database."""
        name = f"surgery_{next(self._numbers)}"
        self.run("postgres", f"create database {name} template template0")
        return name

    def run(self, database: str, statement: str) -> None:
        """Run one statement in a database, outside of any transaction."""
        with psycopg.connect(self._address(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str) -> str:
        """The address of a database, as SURGERY_DATABASE takes it."""
        return f"postgresql+psycopg://surgery@127.0.0.1:{self.port}/{database}"

    def _address(self, database: str) -> str:
        return f"postgresql://surgery@127.0.0.1:{self.port}/{database}"


def binaries() -> Path | None:
    """Where PostgreSQL's programs are: on PATH, or where Debian keeps the newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                  key=lambda path: int(path.parts[-3]))
    return kept[-1].parent if kept else None


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server, gone with all its data at the end. Raises LookupError where there is none."""
    found = binaries()
    if found is None:
        raise LookupError("PostgreSQL is not on this machine. `make test` installs it.")
    with tempfile.TemporaryDirectory(prefix="surgery-postgresql-") as folder:
        server = PostgreSQL(Path(folder), found)
        try:
            yield server
        finally:
            server.stop()
