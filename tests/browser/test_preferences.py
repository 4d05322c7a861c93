"""As people set their own browser: forced colours, less motion, text further apart, 400 % zoom."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.addresses import PAGES
from tests.browser.test_accessibility import OPEN_ALL
from tests.browser.visitor import Visitor

# Charts are drawn anew for a narrower window; until then the page is not what it will be.
FITTED = """async () => {
  const drawn = () => [...document.querySelectorAll(".graph")].every(
    graph => graph.querySelector(".main-svg").clientWidth <= graph.clientWidth);
  for (let tries = 0; !drawn() && tries < 50; tries++) await new Promise(r => setTimeout(r, 100));
  return [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth];
}"""
# Constructed, since the pages let no style sheet in that is not theirs.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                         word-spacing: .16em !important; }
                     p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
# What scrolls sideways by itself and cannot be reached or has no name, and what is cut off.
ASTRAY = """() => {
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest(".unseen, svg, .graph, thead")) continue;
    const look = getComputedStyle(e), wider = e.scrollWidth > e.clientWidth + 1;
    const said = `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`;
    if (wider && ["auto", "scroll"].includes(look.overflowX) && e.clientWidth &&
        (e.tabIndex < 0 || !e.getAttribute("aria-label"))) found.push(`out of reach: ${said}`);
    if (["hidden", "clip"].includes(look.overflowX) && e.clientWidth > 1 &&
        (wider || e.scrollHeight > e.clientHeight + 1)) found.push(`cut off: ${said}`);
  }
  return found;
}"""
# Of the shape before each word, the colours of its inside and its edge where it has one.
SHAPES = """selector => [...document.querySelectorAll(selector)].map(e => {
  const shape = getComputedStyle(e, "::before");
  return [shape.backgroundColor,
          ...(parseFloat(shape.borderTopWidth) ? [shape.borderTopColor] : [])];
})"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => ["", "::before", "::after"].some(
  part => { const look = getComputedStyle(e, part || null);
            return /[1-9]/.test(look.transitionDuration) || look.animationName !== "none"; }))
  .map(e => `${e.tagName}.${e.className}`)"""
DARK = "rgb(0, 0, 0)"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_phone_or_at_400_percent_or_cuts_wide_set_text(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    """WCAG 1.4.10 and 1.4.12: 1280 pixels at 400 % are 320 wide. Everything is open."""
    visitor = visitor_as("analyst")
    visitor.wide(360)
    visitor.open(PAGES[name].address)
    for width in (360, 320):
        visitor.wide(width)
        assert visitor.page.evaluate(FITTED) == [width, width]
    visitor.page.evaluate(OPEN_ALL)
    assert visitor.page.evaluate(FITTED) == [320, 320]
    assert visitor.page.evaluate(ASTRAY) == []
    visitor.page.evaluate(SPACED)
    assert visitor.page.evaluate(FITTED) == [320, 320]
    assert visitor.page.evaluate(ASTRAY) == []


@pytest.fixture
def forced(visitor_as: Callable[[str], Visitor]) -> Iterator[Visitor]:
    """An analyst whose system draws everything in a few colours on black."""
    visitor = visitor_as("analyst")
    visitor.page.emulate_media(forced_colors="active", color_scheme="dark")
    yield visitor
    visitor.page.emulate_media(forced_colors="null", color_scheme="null")


@pytest.mark.parametrize(("name", "selector"), [
    ("county", ".reading"), ("share", ".status"), ("committee", ".verdict"),
    ("caseloads", ".mark")])
def test_in_forced_colours_a_status_keeps_its_shape(
    forced: Visitor, name: str, selector: str,
) -> None:
    forced.open(PAGES[name].address)
    shapes = forced.page.evaluate(SHAPES, selector)
    assert shapes
    assert [colours for colours in shapes if set(colours) <= {DARK, "rgba(0, 0, 0, 0)"}] == []


def test_in_forced_colours_a_chart_stands_on_white_and_the_keyboard_is_seen(
    forced: Visitor,
) -> None:
    forced.open(PAGES["share"].address)
    assert set(forced.page.locator(".chart .graph").evaluate_all(
        "graphs => graphs.map(g => getComputedStyle(g).backgroundColor)")) == {
            "rgb(255, 255, 255)"}
    forced.page.keyboard.press("Tab")
    forced.page.keyboard.press("Tab")
    ring = forced.page.evaluate(
        "(look => [look.outlineStyle, look.outlineColor])(getComputedStyle("
        "document.activeElement))")
    assert ring[0] == "solid"
    assert ring[1] != DARK


@pytest.mark.parametrize("name", ["county", "share", "committee", "surgery mode"])
def test_with_less_motion_nothing_moves(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    visitor = visitor_as("analyst")
    visitor.open(PAGES[name].address)
    assert "MAIN." in visitor.page.evaluate(MOVING)
    visitor.page.emulate_media(reduced_motion="reduce")
    try:
        assert visitor.page.evaluate(MOVING) == []
        assert visitor.page.evaluate("document.getAnimations().length") == 0
    finally:
        visitor.page.emulate_media(reduced_motion="null")
