"""What axe can check of the Web Content Accessibility Guidelines 2.2, level AA."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import PAGES
from tests.browser.visitor import Visitor

OPTIONS = {
    "runOnly": {"type": "tag",
                "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
OPENED = [
    (name, summary, width) for width in (1440, 360) for name, summary in (
        ("county", ".as-at summary"), ("county", ".look-as summary"),
        ("share", "figure summary >> nth=0"), ("share", "figure summary >> nth=1"),
        ("share", "summary:text('Write what the story is')"),
        ("published", "summary:text('All years published')"))
] + [("county", ".sections summary", 360)]


def _wrong(page: Page, *, within: str | None = None) -> list[str]:
    """Each rule that is broken, with the elements that break it."""
    found = Axe().run(page, context=within, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:300]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("name", [name for name in PAGES if name != "not for the role"])
def test_axe_finds_no_fault(
    visitor_as: Callable[[str], Visitor], name: str, width: int,
) -> None:
    visitor = visitor_as("analyst")
    visitor.wide(width)
    visitor.open(PAGES[name].address)
    assert _wrong(visitor.page) == []


@pytest.mark.parametrize(("name", "summary", "width"), OPENED)
def test_axe_finds_no_fault_in_what_opens(
    visitor_as: Callable[[str], Visitor], name: str, summary: str, width: int,
) -> None:
    """The rest was looked at closed; what a menu covers is out of reach, not too small."""
    visitor = visitor_as("analyst")
    visitor.wide(width)
    visitor.open(PAGES[name].address)
    before = visitor.page.locator("details[open]").count()
    visitor.page.locator(summary).click()
    assert visitor.page.locator("details[open]").count() == before + 1
    assert _wrong(visitor.page, within="details[open]") == []


@pytest.mark.parametrize(
    "name", ["county", "brief", "service", "share", "quality", "not for the role"])
def test_axe_finds_no_fault_in_what_a_committee_member_gets(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    visitor = visitor_as("committee")
    visitor.open(PAGES[name].address)
    assert _wrong(visitor.page) == []
