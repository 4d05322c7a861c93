"""What a word of a summary means, shown where it stands: by mouse, by keyboard, never on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.addresses import PAGES
from tests.browser.test_accessibility import _wrong
from tests.browser.test_preferences import FITTED, SPACED
from tests.browser.visitor import Visitor

TERMS = "main a[href^='#term-']"
# Each word in turn, and whether what is said of it stands within the window.
SHOWN = """words => [...document.querySelectorAll(words)].map(word => {
  word.focus();
  const at = document.querySelector("[role=tooltip]").getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  return [word.textContent, at.left >= 0 && at.right <= clientWidth && at.height > 0 &&
                            at.top >= 0 && at.bottom <= clientHeight + 1];
})"""
SUMMARIES = ("committee", "board", "monitoring", "a monitored line", "an area's summary")


@pytest.fixture
def reader(visitor_as: Callable[[str], Visitor]) -> Visitor:
    """Somebody who reads the committee's report."""
    visitor = visitor_as("committee")
    visitor.open(PAGES["committee"].address)
    return visitor


def _tip(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("tooltip")


def _meaning(visitor: Visitor, word: Locator) -> str:
    """What the list at the end says of a word."""
    return visitor.page.locator(f"{word.get_attribute('href')} + dd").inner_text()


def test_the_mouse_over_a_word_shows_what_the_list_says_of_it(reader: Visitor) -> None:
    words = reader.page.locator(TERMS)
    for word in (words.nth(0), words.nth(3)):
        word.hover()
        expect(_tip(reader)).to_have_text(_meaning(reader, word))
        expect(word).to_have_attribute("aria-describedby", "meaning")
    assert reader.page.locator("[aria-describedby=meaning]").count() == 1
    assert reader.faults == []


def test_it_stays_while_the_mouse_is_on_it_and_goes_when_that_leaves(reader: Visitor) -> None:
    word = reader.page.locator(TERMS).first
    word.hover()
    _tip(reader).hover()
    reader.page.wait_for_timeout(400)
    expect(_tip(reader)).to_be_visible()
    reader.page.locator("h1").hover()
    expect(_tip(reader)).to_have_count(0)
    assert word.get_attribute("aria-describedby") is None


def test_the_keyboard_on_a_word_shows_it_until_escape_or_the_next_stop(reader: Visitor) -> None:
    reader.tab_to("#term-")
    word = reader.page.locator(f"{TERMS}:focus")
    expect(_tip(reader)).to_have_text(_meaning(reader, word))
    reader.page.keyboard.press("Escape")
    expect(_tip(reader)).to_have_count(0)
    assert word.get_attribute("aria-describedby") is None
    assert reader.page.locator(f"{TERMS}:focus").count() == 1
    reader.tab_to("#term-")
    expect(_tip(reader)).to_be_visible()
    reader.page.keyboard.press("Enter")
    expect(_tip(reader)).to_have_count(0)


def test_escape_takes_away_what_the_mouse_has_shown(reader: Visitor) -> None:
    reader.page.locator(TERMS).first.hover()
    expect(_tip(reader)).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(_tip(reader)).to_have_count(0)


def test_it_is_not_printed(reader: Visitor) -> None:
    reader.page.locator(TERMS).first.focus()
    expect(_tip(reader)).to_be_visible()
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("#meaning")).to_be_hidden()
    reader.page.emulate_media(media="null")


@pytest.mark.parametrize(("name", "width"), [
    *((name, 320) for name in SUMMARIES), (SUMMARIES[0], 1440)])
def test_every_word_of_every_summary_is_explained_within_the_window(
    visitor_as: Callable[[str], Visitor], name: str, width: int,
) -> None:
    """With text set further apart too; and axe finds no fault with what is shown."""
    visitor = visitor_as("analyst")
    visitor.wide(width)
    visitor.open(PAGES[name].address)
    for spaced in (False, True):
        if spaced:
            visitor.page.evaluate(SPACED)
        shown = visitor.page.evaluate(SHOWN, TERMS)
        assert shown
        assert [word for word, inside in shown if not inside] == []
        assert visitor.page.evaluate(FITTED) == [width, width]
    visitor.page.locator(TERMS).first.focus()
    assert _wrong(visitor.page, within="main") == []
