"""Documents made in a process of their own: HTML to a tagged PDF and a drawing to a PNG by
Chromium, a report to a workbook.

    with Press() as press:
        pdf = press.pdf("<!doctype html>…", About("Committee report", …))

Chromium is started for the first page and prints all that follow. The page is what a browser
prints by itself, so whoever has no Chromium on the server loses nothing but the convenience.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from data.summaries.report import Report

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
"""What it is called on one machine or another."""
SECONDS = 60.0
"""How long the browser may take to start, and how long over a page."""
_GRACE = 5.0
"""How long it then has to stop by itself, before it is stopped."""
_BY_HAND = ("Until then open the page and print it from your own browser: it gives the same "
            "sheets. Spreadsheets and CSV need no Chromium.")


class CannotPrint(RuntimeError):
    """There is no Chromium, or something failed; the message says which and what to do."""


@dataclass(frozen=True)
class About:
    """What a PDF says of itself. ``made`` is an ISO moment: the same document twice is the same
    bytes, so it is that of the snapshot, not of the printing.
    """

    title: str
    author: str
    subject: str
    made: str
    language: str = "en-GB"


def find_chromium(named: str = "") -> str:
    """The path of the browser that is named, or of the first on PATH. Raises CannotPrint."""
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if named:
        raise CannotPrint(
            f"SURGERY_CHROMIUM names {named}, and there is no program of that name here, so no "
            f"PDF or PNG can be made. {_BY_HAND}")
    raise CannotPrint(
        "PDF and PNG need Chromium, and it is not on this machine. Install it (on Debian: "
        f"apt-get install chromium fonts-liberation) or name one in SURGERY_CHROMIUM. {_BY_HAND}")


class Press:
    """A process that makes one document after another until the block ends. Not for threads."""

    def __init__(self, chromium: str = "", *, seconds: float = SECONDS) -> None:
        self._chromium = chromium
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._end()

    def pdf(self, page: str, about: About) -> bytes:
        """A whole HTML document, which may load nothing, as a tagged PDF. Raises CannotPrint."""
        return self._drawn({"html": page, "about": asdict(about)})

    def png(self, drawing: str) -> bytes:
        """An SVG as a PNG, of its width and height in pixels. Raises CannotPrint."""
        return self._drawn({"svg": drawing})

    def workbook(self, report: Report, format: Literal["xlsx", "ods"]) -> bytes:
        """A report as a spreadsheet; takes no Chromium. Raises CannotPrint."""
        whole = pickle.dumps(replace(report, rows=report.data))
        made = self._ask({"report": base64.b64encode(whole).decode("ascii"), "format": format})
        if isinstance(made, str):
            raise CannotPrint(f"The spreadsheet could not be made: {made}")
        return made

    def _drawn(self, job: dict[str, object]) -> bytes:
        made = self._ask({**job, "chromium": find_chromium(self._chromium)})
        if isinstance(made, str):
            raise CannotPrint(f"Chromium could not print: {made} {_BY_HAND}")
        return made

    def _ask(self, job: dict[str, object]) -> bytes | str:
        """What is made; or, as text, what went wrong, and then the process has ended."""
        process = self._process = self._process or _started(self._seconds)
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()  # playwright's own process sees to the browser's end then

        timer = threading.Timer(self._seconds + _GRACE, stop)
        timer.start()
        try:
            line = _answer(process, job)
        finally:
            timer.cancel()
        answer = json.loads(line) if line else {"fault": "it stopped."}
        if late.is_set():
            answer = {"fault": f"it took more than {self._seconds:g} seconds over a page."}
        if "fault" in answer:
            self._end()
            return str(answer["fault"])
        return base64.b64decode(answer["made"])

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(BrokenPipeError):
            _pipe(process.stdin).close()  # with no more to print it closes the browser and ends
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        process.wait()
        _pipe(process.stdout).close()


def _started(seconds: float) -> subprocess.Popen[str]:
    # It needs none of our settings, some of which are secrets.
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("SURGERY_")}
    return subprocess.Popen(
        [sys.executable, "-m", "data.printing", str(seconds)], cwd=ROOT, env=surroundings,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")


def _answer(process: subprocess.Popen[str], job: dict[str, object]) -> str:
    """Its line for a job; empty when it ended instead. What it said before it ended counts."""
    with suppress(BrokenPipeError):
        _pipe(process.stdin).write(json.dumps(job) + "\n")
        _pipe(process.stdin).flush()
    return _pipe(process.stdout).readline()


def _pipe(end: IO[str] | None) -> IO[str]:
    """One end of a pipe to a process that was started with it."""
    assert end is not None
    return end
