"""Surgery mode as it is held: by keyboard alone, on a full screen, with what is typed in the room.

Tests share a copy of the store: each holds the surgery of an area of its own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.benchmarks.serving import surgery
from tests.browser.conftest import Arrive
from tests.browser.test_accessibility import _wrong
from tests.browser.visitor import Visitor

AREA = "/surgeries/norwich"
TITLES = ("What we agreed last time", "What went well", "What changed", "The children",
          "Workers and cases", "Quality beside volume", "What the data do not know",
          "What we agree")


@pytest.fixture(scope="module")
def url(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the store is served, to write in."""
    own = Path(shutil.copytree(store, tmp_path_factory.mktemp("mode") / "store"))
    with surgery(own, workers=1) as server:
        yield server.url


def at(page: Page, item: int) -> None:
    """Wait until an item is shown."""
    expect(page.locator("h1")).to_have_text(TITLES[item - 1])
    expect(page).to_have_url(re.compile(f"item={item}$"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def opened(visitor: Visitor, area: str, item: int = 3) -> Page:
    """The room of an area's surgery, opened."""
    visitor.open(f"/surgeries/{area}?mode=surgery&item={item}")
    visitor.page.get_by_role("button", name="Open the surgery").click()
    visitor.page.locator("#action-what").wait_for()
    return visitor.page


def test_the_keyboard_leads_through_all_items_and_back_restores_them(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open(AREA)
    visitor.follow(visitor.page.get_by_role("link", name="Surgery mode"), TITLES[0])
    page = visitor.page
    for item, key in enumerate(("n", "ArrowRight", "PageDown", "n", "n", "n", "n"), 2):
        press(page, key)
        at(page, item)
    press(page, "n")  # there is none after the last
    at(page, 8)
    for item, key in ((7, "p"), (6, "ArrowLeft"), (5, "PageUp"), (2, "2")):
        press(page, key)
        at(page, item)
    page.go_back()
    at(page, 5)
    press(page, "Escape")
    visitor.settle("Performance surgery, Norwich")
    assert visitor.faults == []


def test_a_new_item_is_read_from_its_heading_and_said_aloud(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open(f"{AREA}?mode=surgery&item=3")
    press(visitor.page, "n")
    at(visitor.page, 4)
    expect(visitor.page.locator("h1")).to_be_focused()
    expect(visitor.page.locator(".room [role=status]").first).to_have_text(
        "Item 4 of 8: The children")


def test_a_line_opens_by_o_and_back_returns_to_the_item(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open(f"{AREA}?mode=surgery&item=4")
    first = visitor.page.locator(".item tbody a").first.get_attribute("href") or ""
    press(visitor.page, "o")
    expect(visitor.page).to_have_url(re.compile(f"{re.escape(first)}$"))
    visitor.settle("The morning’s work")
    visitor.page.go_back()
    at(visitor.page, 4)
    third = visitor.page.locator(".item tbody a").nth(2)
    address = third.get_attribute("href") or ""
    third.focus()
    press(visitor.page, "o")
    expect(visitor.page).to_have_url(re.compile(f"{re.escape(address)}$"))


def test_keys_do_nothing_while_somebody_types(arrive: Arrive) -> None:
    page = opened(arrive(), "breckland")
    press(page, "c")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type("no plan: 4 of 10?")
    at_once = page.locator("#note-text")
    expect(at_once).to_have_value("no plan: 4 of 10?")
    expect(page.locator("h1")).to_have_text(TITLES[2])
    press(page, "Escape")
    expect(at_once).not_to_be_focused()
    expect(page.locator("h1")).to_have_text(TITLES[2])
    press(page, "a")
    expect(page.locator("#action-what")).to_be_focused()


def test_what_is_typed_waits_for_its_item_and_is_kept_when_it_is_sent(arrive: Arrive) -> None:
    visitor = arrive()
    page = opened(visitor, "great-yarmouth")
    press(page, "t")
    page.keyboard.type("Ask the school.")
    press(page, "Escape", "a")
    page.keyboard.type("Two visits a week")
    press(page, "Escape", "n")
    at(page, 4)
    expect(page.locator("#note-text")).to_have_value("")
    expect(page.locator("#action-what")).to_have_value("Two visits a week")
    press(page, "p")
    expect(page.locator("#note-text")).to_have_value("Ask the school.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".item .notes")).to_have_text("Ask the school.")
    expect(page.locator("#note-text")).to_have_value("")
    page.get_by_label("Owner").select_option(index=1)
    page.get_by_role("button", name="Agree this action").click()
    expect(page.locator(".agreed-today")).to_contain_text("Two visits a week")
    expect(page.locator("h1")).to_have_text(TITLES[2])
    expect(page.locator("#action-what")).to_have_value("")
    assert visitor.faults == []


def test_the_full_screen_stays_from_item_to_item_and_after_a_note(arrive: Arrive) -> None:
    page = opened(arrive(), "south-norfolk")
    press(page, "f")
    expect(page.locator("[data-full]")).to_have_text("Leave full screen")
    press(page, "n")
    at(page, 4)
    press(page, "c")
    page.keyboard.type("Read out.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".item .notes")).to_have_text("Read out.")
    assert page.evaluate("document.fullscreenElement !== null")
    press(page, "f")
    expect(page.locator("[data-full]")).to_have_text("Full screen")


def test_the_clock_counts_the_minutes_since_the_surgery_was_opened(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.page.clock.install()
    page = opened(visitor, "north-norfolk-broadland")
    used = page.locator(".clock .used")
    expect(used).to_have_text("0 of 45 minutes used")
    page.clock.fast_forward("12:30")
    expect(used).to_have_text("12 of 45 minutes used")
    press(page, "8")
    at(page, 8)
    expect(used).to_have_text("12 of 45 minutes used")
    expect(page.locator(".clock")).to_contain_text("this item 4, until minute 45")
    expect(page.locator(".clock-said")).to_have_text("")
    page.clock.fast_forward("08:00")
    expect(page.locator(".clock-said")).to_have_text("20 of 45 minutes used")


def test_the_keys_are_listed_and_escape_closes_the_list_first(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open(f"{AREA}?mode=surgery&item=2")
    press(visitor.page, "?")
    expect(visitor.page.locator(".keys")).to_be_visible()
    assert _wrong(visitor.page, within="details[open]") == []
    press(visitor.page, "Escape")
    expect(visitor.page.locator(".keys")).not_to_be_visible()
    at(visitor.page, 2)


@pytest.mark.parametrize("width", [1101, 1280])
def test_no_items_table_is_wider_than_its_box(arrive: Arrive, width: int) -> None:
    """On a projector nobody scrolls sideways to the column by which it is decided."""
    visitor = arrive(width=width)
    tables = 0
    for place in ("great-yarmouth", "children-in-need"):
        for item, title in enumerate(TITLES, 1):
            visitor.open(f"/surgeries/{place}?mode=surgery&item={item}")
            expect(visitor.page.locator("h1")).to_have_text(title)
            boxes = visitor.page.locator(".item .scrolling").evaluate_all(
                "boxes => boxes.map(box => [box.scrollWidth, box.clientWidth])")
            assert [box for box in boxes if box[0] > box[1]] == [], f"{place}, {title}"
            tables += len(boxes)
    assert tables > 10


@pytest.mark.parametrize("width", [1920, 360])
def test_axe_finds_no_fault_in_an_open_room(arrive: Arrive, width: int) -> None:
    """Opened here or by the other width: it is the same surgery."""
    visitor = arrive(width=width)
    visitor.open("/surgeries/looked-after?mode=surgery&item=8")
    button = visitor.page.get_by_role("button", name="Open the surgery")
    if button.count():
        button.click()
    visitor.page.locator("#action-what").wait_for()
    assert _wrong(visitor.page) == []
    assert visitor.page.evaluate("document.scrollingElement.scrollWidth") == width
