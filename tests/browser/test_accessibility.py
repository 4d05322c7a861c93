"""What axe can check of the Web Content Accessibility Guidelines 2.2, level AA, on every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from data.accessibility import excused
from tests.browser.addresses import PAGES
from tests.browser.visitor import Visitor

OPTIONS = {
    "runOnly": {"type": "tag", "values": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
OPEN_ALL = """() => {
  const closed = [...document.querySelectorAll("main details:not([open])")];
  for (const part of closed) part.open = true;
  return closed.length;
}"""
WITH_PARTS = ("share", "surgery mode", "methods")
"""Pages of which something opens, one of each kind: they are looked at closed as well."""
READERS = {"committee": "committee", "an area's summary": "committee", "board": "board",
           "challenges": "board", "a challenge": "board"}
"""Who looks at a page that is made for somebody; an analyst at every other."""
README = Path(__file__).parents[2] / "README.md"
ELSEWHERE = {"/children/<id>", "/healthz"}
"""A child's page is looked at in test_child_page.py; the other is no page."""


def _wrong(page: Page, *, within: str | None = None) -> list[str]:
    """Each rule that is broken and not excused in the statement, with what breaks it."""
    found = Axe().run(page, context=within, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:300]}" for rule in found for node in rule["nodes"]
            if rule["id"] not in excused()]


def test_every_address_of_the_readme_is_looked_at() -> None:
    named = set(re.findall(r"^\| `(/[^`]*)` \|", README.read_text("utf-8"), re.MULTILINE))
    opened = [shown.address.partition("?")[0] for shown in PAGES.values()]
    missed = {address for address in named - ELSEWHERE if not any(
        re.fullmatch(re.sub(r"<[^>]+>", "[^/]+", address), path) for path in opened)}
    assert named > ELSEWHERE
    assert missed == set()


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("name", [name for name in PAGES if name != "not for the role"])
def test_axe_finds_no_fault_with_everything_open(
    visitor_as: Callable[[str], Visitor], name: str, width: int,
) -> None:
    visitor = visitor_as(READERS.get(name, "analyst"))
    visitor.wide(width)
    visitor.open(PAGES[name].address)
    assert visitor.page.locator("h1").inner_text() != "Not for this role"
    visitor.page.evaluate(OPEN_ALL)
    assert _wrong(visitor.page) == []


@pytest.mark.parametrize("name", WITH_PARTS)
def test_axe_finds_no_fault_in_what_is_closed(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    visitor = visitor_as("analyst")
    visitor.open(PAGES[name].address)
    assert _wrong(visitor.page, within="main") == []
    assert visitor.page.evaluate(OPEN_ALL) > 0


@pytest.mark.parametrize(("menu", "width"), [
    (".as-at summary", 1440), (".look-as summary", 1440),
    (".as-at summary", 360), (".look-as summary", 360), (".sections summary", 360)])
def test_axe_finds_no_fault_in_an_open_menu(
    visitor_as: Callable[[str], Visitor], menu: str, width: int,
) -> None:
    """The rest was looked at closed; what a menu covers is out of reach, not too small."""
    visitor = visitor_as("analyst")
    visitor.wide(width)
    visitor.open("/accessibility")
    visitor.page.locator(menu).click()
    assert visitor.page.locator("details[open]").count() == 1
    assert _wrong(visitor.page, within="details[open]") == []


@pytest.mark.parametrize(("address", "name", "field"), [
    ("/actions/add?place=norwich", "action", "what"),
    ("/summaries/board/challenges", "challenge", "challenge")])
def test_axe_finds_no_fault_in_a_form_that_was_refused(
    visitor_as: Callable[[str], Visitor], address: str, name: str, field: str,
) -> None:
    """Shown on the page by the script, and as a page of its own where the script does not run."""
    visitor = visitor_as("analyst")
    for bare in (False, True):
        visitor.open(address)
        form = visitor.page.locator(f"form#{name}")
        if bare:
            form.evaluate("form => form.submit()")
        else:
            form.locator("button[type=submit]").click()
        visitor.page.locator(".problem:not(:empty)").wait_for()
        assert visitor.page.locator(f"#{name}-{field}[aria-invalid=true]").count() == 1
        assert _wrong(visitor.page) == []


@pytest.mark.parametrize(("role", "name"), [*(
    ("committee", name) for name in ("county", "brief", "service", "share", "quality", "summaries",
                                     "not for the role")), ("board", "summaries")])
def test_axe_finds_no_fault_in_what_a_member_gets_of_a_page_for_all(
    visitor_as: Callable[[str], Visitor], role: str, name: str,
) -> None:
    visitor = visitor_as(role)
    visitor.open(PAGES[name].address)
    assert _wrong(visitor.page) == []


def test_the_labels_of_charts_are_as_the_statement_says(
    visitor_as: Callable[[str], Visitor],
) -> None:
    """They come by a mouse and stay when Escape is pressed. Once they do not, the fault is mended
    and the statement must not say it any more.
    """
    assert "chart labels" in excused()
    visitor = visitor_as("analyst")
    visitor.open(PAGES["share"].address)
    page = visitor.page
    page.locator(".graph .point").last.hover(force=True)
    label = page.locator(".graph .hoverlayer .hovertext").first
    label.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert label.is_visible()
