"""The pages served with gunicorn, on this machine alone."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Callable
from pathlib import Path


class NotThisMachine(ValueError):
    """The address can be reached from elsewhere; the message says why that is refused."""


def serve(
    store: Path, host: str, port: int, workers: int, *, say: Callable[[str], None],
) -> None:
    """Replaces this process with gunicorn: so many workers of eight threads.

    Raises NotThisMachine for an address that is not a loopback one.
    """
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise NotThisMachine(
            f"Refused: {host} can be reached from other machines, and there is no real sign-in: "
            "anyone could look as anyone. Serve on 127.0.0.1.")
    os.environ["SURGERY_STORE"] = str(store.resolve())
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # a tenth less memory a worker
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")  # threads share what others have given back
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", "65536")  # and what is given back goes back
    shown = f"[{host}]" if ":" in host else host
    say(f"Surgery is at http://{shown}:{port} (stop with Ctrl-C)")
    os.execv(sys.executable, [
        sys.executable, "-m", "gunicorn", "app:server", "--bind", f"{shown}:{port}",
        "--workers", str(workers), "--threads", "8", "--worker-class", "gthread",
        "--chdir", str(Path(__file__).parent.parent), "--log-level", "warning"])
