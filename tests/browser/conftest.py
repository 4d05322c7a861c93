"""A real Chromium, and the real server over a store of the demo's, made once for all of them."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.serving import surgery
from tests.browser.making import make_store
from tests.browser.visitor import Visitor

HERE = Path(__file__).parent
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # no way out of this machine
)
Arrive = Callable[..., Visitor]


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("Chromium is not on this machine. `make test` installs it.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three month-ends of the demo, and February's surgeries. Tests must not change it.

    Where tests run in several processes, the first to come makes it and the others wait.
    """
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    made = root / "browser-store"
    with (root / "browser-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make_store(root / "browser-store.draft").rename(made)
    return made


@pytest.fixture(scope="session")
def url(store: Path) -> Iterator[str]:
    """Where `surgery serve` answers over the store."""
    with surgery(store, workers=1) as server:
        yield server.url


@pytest.fixture(scope="session")
def visitor_as(browser: Browser, url: str) -> Iterator[Callable[[str], Visitor]]:
    """Somebody of a role, at a desk: the same one each time, so that one switch does for all."""
    with ExitStack() as leaving:
        known: dict[str, Visitor] = {}

        def of_role(role: str) -> Visitor:
            if role not in known:
                known[role] = someone = Visitor(browser, url)
                leaving.callback(someone.context.close)
                someone.open("/")
                someone.look_as(role)
            known[role].wide(1440)
            known[role].faults.clear()
            return known[role]

        yield of_role


@pytest.fixture
def arrive(browser: Browser, url: str) -> Iterator[Arrive]:
    """Somebody who was never here: nothing kept, and so looking as an analyst."""
    with ExitStack() as leaving:

        def newcomer(**given: int) -> Visitor:
            someone = Visitor(browser, url, **given)
            leaving.callback(someone.context.close)
            return someone

        yield newcomer
