"""A server that runs on: what is published is shown, what was altered is refused."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.serving import surgery
from tests.browser.making import publish_again
from tests.browser.visitor import Visitor

FEBRUARY, MARCH, APRIL = dt.date(2016, 2, 29), dt.date(2016, 3, 31), dt.date(2016, 4, 30)


@pytest.fixture(scope="module")
def own_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store, to publish into."""
    return shutil.copytree(store / "snapshots", tmp_path_factory.mktemp("own") / "snapshots").parent


@pytest.fixture(scope="module")
def visitor(own_store: Path, browser: Browser) -> Iterator[Visitor]:
    """Somebody looking while that store is served."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("SURGERY_REFRESH_SECONDS", "1")
        with surgery(own_store, workers=1) as server:
            someone = Visitor(browser, server.url)
            yield someone
            someone.context.close()


def test_a_new_date_appears_without_a_restart(own_store: Path, visitor: Visitor) -> None:
    visitor.open_until("/", "As at 31 March 2016, revision 1")
    publish_again(own_store, MARCH, as_at=APRIL)
    visitor.open_until("/", "As at 30 April 2016, revision 1")
    visitor.page.locator(".as-at summary").click()
    newest = visitor.page.locator(".dates ul").last.get_by_role("link").first
    assert newest.inner_text() == "30 Apr"


def test_a_snapshot_altered_on_disk_is_refused_and_the_one_before_stays_up(
    own_store: Path, visitor: Visitor,
) -> None:
    address = f"/?as-at={FEBRUARY}"
    entry = publish_again(own_store, FEBRUARY, as_at=FEBRUARY)
    visitor.open_until(address, "As at 29 February 2016, revision 2")
    with (entry.path / "cases.parquet").open("r+b") as file:
        file.seek(5000)
        file.write(b"altered")
    visitor.open_until(address, "As at 29 February 2016, revision 1")
    health = visitor.context.request.get("/healthz").json()
    assert health["status"] == "snapshots refused"
    assert list(health["refused"]) == [entry.name]
    assert "cases.parquet is not as it was published" in health["refused"][entry.name]
