"""Forty areas instead of six: every page has them all, in numbers a sheet and a phone can hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.serving import surgery
from tests.browser.forty import IDS, LONGEST, NAMES, make_store, read_forty
from tests.browser.test_print import A4
from tests.browser.visitor import Visitor

OF_ALL = ("/", "/summaries/committee", "/surgeries", "/measures/lac-visit-timely",
          "/measures/lac-visit-timely?chart=areas", "/caseloads", "/quality", "/actions/add")
OF_SOME = ("/summaries/board", f"/summaries/locality/{IDS[0]}", f"/surgeries/{IDS[0]}")
"""What is of one area, or of figures that six children an area do not give."""
CUT = """() => [...document.querySelectorAll("main *")].filter(part => {
  const look = getComputedStyle(part), hides = ["hidden", "clip"].includes(look.overflowX);
  return hides && look.position !== "absolute" && part.clientWidth > 1
    && part.scrollWidth > part.clientWidth + 1;
}).map(part => part.textContent.trim().slice(0, 80))"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the county of forty areas is served."""
    folder: Path = tmp_path_factory.mktemp("forty")
    settings, authority = read_forty(folder)
    store = make_store(folder / "store", authority, months=2)
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("SURGERY_AUTHORITY", str(settings))
        with surgery(store, workers=1) as server:
            yield server.url


@pytest.fixture(scope="module")
def visitor(browser: Browser, url: str) -> Iterator[Visitor]:
    someone = Visitor(browser, url, width=360)
    yield someone
    someone.context.close()


def test_the_longest_name_has_sixty_letters_and_an_apostrophe() -> None:
    assert len(LONGEST) == 60
    assert "'" in LONGEST
    assert len(set(NAMES)) == 40


@pytest.mark.parametrize("address", [*OF_ALL, *OF_SOME])
def test_every_area_stands_whole_on_a_phone(visitor: Visitor, address: str) -> None:
    visitor.faults.clear()
    visitor.open(address)
    page = visitor.page
    main = page.locator("main").evaluate("part => part.textContent")
    assert [name for name in NAMES if name not in main] == [] or address in OF_SOME
    assert LONGEST in page.locator("body").evaluate("part => part.textContent")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(CUT) == []
    assert page.locator(".js-plotly-plot").count() <= 6
    assert visitor.faults == []


@pytest.mark.parametrize("address", [
    "/summaries/committee", "/summaries/board", f"/summaries/locality/{IDS[0]}"])
def test_no_area_is_cut_off_a_summarys_paper(visitor: Visitor, address: str) -> None:
    visitor.open(address)
    page = visitor.page
    page.emulate_media(media="print")
    visitor.wide(A4)
    try:
        widths = page.locator("main table:not(figure table)").evaluate_all(
            "all => all.map(table => table.getBoundingClientRect().width)")
        assert max(widths) <= A4
        heads = page.locator("main thead th").evaluate_all(
            "all => all.map(th => [th.textContent, th.scrollWidth - th.clientWidth])")
        assert [name for name, over in heads if over > 1] == []
    finally:
        page.emulate_media(media="null")
        visitor.wide(360)


def test_the_document_is_printed(url: str) -> None:
    with urlopen(f"{url}/summaries/committee.pdf?as-at=2016-03-31", timeout=120) as answer:
        assert answer.read().startswith(b"%PDF")
