"""``python -m data.printing SECONDS``: the process that prints, started by ``Press``.

Each line of its input is a job, each line of its output the answer; it ends with its input. What
makes documents, playwright above all, is imported here: a web worker has no memory to spare for it.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARGUMENTS = (
    "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-dev-shm-usage", "--disable-sync", "--no-first-run", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--host-resolver-rules=MAP * ~NOTFOUND")


class DidNotStart(RuntimeError):
    """The browser is there and cannot be used; the message says what it said."""


def main() -> int:
    """Make what is asked for until there is no more. The browser is started for the first page."""
    milliseconds = 1000 * float(sys.argv[1])
    page: Page | None = None
    with ExitStack() as closing:
        for line in sys.stdin:
            job = json.loads(line)
            try:
                if "report" in job:
                    made = _workbook(job)
                else:
                    page = page or closing.enter_context(
                        _window(job["chromium"], milliseconds))
                    made = _printed(page, job)
            except DidNotStart as fault:
                _answer(fault=_first_line(fault))
            except Exception as fault:  # whoever asked gets a sentence, the log the cause
                traceback.print_exc()
                _answer(fault=_first_line(fault) or type(fault).__name__)
            else:
                _answer(made=base64.b64encode(made).decode("ascii"))
    return 0


@contextmanager
def _window(chromium: str, milliseconds: float) -> Iterator[Page]:
    """A page of a new browser in which nothing runs and nothing is loaded."""
    from playwright.sync_api import Error, sync_playwright

    # Chromium's sandbox refuses root, as which containers often run. What is printed is our own
    # page, without scripts and without a way to load anything.
    as_root = os.geteuid() == 0
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium, timeout=milliseconds, chromium_sandbox=not as_root,
                args=[*ARGUMENTS, *(["--no-sandbox"] if as_root else [])])
        except Error as fault:
            raise DidNotStart(f"it did not start. {fault}") from None
        window = browser.new_context(java_script_enabled=False, offline=True)
        window.route("**/*", lambda route: route.abort())
        yield window.new_page()
        browser.close()


def _workbook(job: dict[str, Any]) -> bytes:
    report = pickle.loads(base64.b64decode(job["report"]))  # of our own, from who started us
    if job["format"] == "ods":
        from data.summaries.opendocument import opendocument

        return opendocument(report)
    from data.summaries.workbook import workbook

    return workbook(report)


def _printed(page: Page, job: dict[str, Any]) -> bytes:
    """The PDF or PNG that a job asks for."""
    if "svg" in job:
        drawing = job["svg"]
        width, height = (int(float(_attribute(drawing, name))) for name in ("width", "height"))
        page.set_viewport_size({"width": width, "height": height})
        page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
        return page.screenshot()
    from data.printing.mending import mended

    page.set_content(job["html"])
    printed = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    return mended(printed, job["html"], job["about"])


def _attribute(drawing: str, name: str) -> str:
    found = re.search(rf"<svg[^>]*?\s{name}=[\"']([\d.]+)", drawing)
    return found[1] if found else "600"


def _first_line(fault: Exception) -> str:
    return str(fault).strip().partition("\n")[0][:300]


def _answer(**what: str) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    sys.exit(main())
