"""By keyboard alone: what Tab comes to, in which order, and whether one sees where it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import PAGES
from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor

PASSED = ("committee", "an area's summary", "agenda", "surgery mode", "agree an action")
# Everything that Tab should come to, in the order of the document, marked by its place in it.
REACHABLE = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, " +
                                            "[tabindex='0']")];
  return all.filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" &&
      (e.matches(".skip") || e.checkVisibility({ visibilityProperty: true })) &&
      e.getClientRects().length)
    .map((e, n) => { e.dataset.stop = n; return e.outerHTML.slice(0, 120); });
}"""
# Where the keyboard is: which stop, whether its first line is in the window with nothing over it,
# and by what it is seen.
HERE = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const box = e.getClientRects()[0], look = getComputedStyle(e);
  const x = Math.min(box.left + Math.min(box.width / 2, 30), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 0), innerHeight - 1);
  const over = document.elementFromPoint(x, y);
  const field = e.closest(".dash-input-container");
  const ring = field ? getComputedStyle(field) : look;
  return {
    stop: Number(e.dataset.stop), top: box.top + scrollY, left: box.left,
    within: box.bottom > 0 && box.top < innerHeight && e.contains(over),
    ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
    words: e.outerHTML.slice(0, 120),
  };
}"""


def _walked(page: Page) -> list[dict[str, Any]]:
    """Every stop of Tab from the top of the page to its end. A date has stops within."""
    found: list[dict[str, Any]] = []
    for _ in range(500):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or (found and here["stop"] == found[0]["stop"]):
            return found
        if not found or here["stop"] != found[-1]["stop"]:
            found.append(here)
    raise AssertionError("500 presses of Tab do not come to the end")


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("name", PASSED)
def test_tab_comes_to_everything_in_reading_order_and_is_seen_there(
    visitor_as: Callable[[str], Visitor], name: str, width: int,
) -> None:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7 and 2.4.11. To the right of the stop before, or below it."""
    visitor = visitor_as("analyst")
    visitor.wide(width)
    visitor.open(PAGES[name].address)
    reachable = visitor.page.evaluate(REACHABLE)
    stops = _walked(visitor.page)
    assert [stop["stop"] for stop in stops] == list(range(len(reachable)))
    assert [stop["words"] for stop in stops if not stop["within"] or not stop["ring"]] == []
    assert [(before["words"], after["words"]) for before, after in pairwise(stops)
            if after["top"] < before["top"] - 8 and after["left"] <= before["left"]] == []


def test_what_changes_under_the_keyboard_is_said_aloud(arrive: Arrive) -> None:
    """WCAG 4.1.3: the keyboard stays on the link that narrowed the page, the sentence is new."""
    visitor = arrive()
    visitor.open("/actions")
    visitor.page.get_by_role("link", name="Overdue").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".choices [aria-current]").first).to_contain_text("Overdue")
    lead = visitor.page.locator("main .lead").inner_text()
    expect(visitor.page.locator("#said")).to_have_text(lead)
    expect(visitor.page.locator("#said")).to_have_attribute("role", "status")


def test_the_single_keys_of_surgery_mode_can_be_turned_off_and_stay_off(arrive: Arrive) -> None:
    """WCAG 2.1.4: letters and numbers; the arrows still lead on."""
    visitor = arrive()
    room = PAGES["surgery mode"].address
    visitor.open(room)
    page = visitor.page
    page.keyboard.press("?")
    page.get_by_role("button", name="Turn letters and numbers off").press("Enter")
    expect(page.get_by_role("button", name="Turn letters and numbers on")).to_be_focused()
    visitor.open(room)
    for key in ("n", "5", "?", "f"):
        page.keyboard.press(key)
    expect(page.locator(".keys")).not_to_be_visible()
    page.keyboard.press("ArrowRight")
    visitor.settle("The children")
    page.locator("summary", has_text="Keys").click()
    page.get_by_role("button", name="Turn letters and numbers on").click()
    page.keyboard.press("n")
    visitor.settle("Workers and cases")
    assert visitor.faults == []


def test_the_skip_link_leads_past_the_menus_of_a_summary(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open(PAGES["committee"].address)
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate(
        "document.activeElement.closest('main') !== null")
