"""Every page, for every role: it stands there, says whose data it is, and nothing complains."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from data.viewers import ROLES
from tests.browser.addresses import PAGES
from tests.browser.visitor import Visitor

# Charts are drawn anew for a narrower window; until then the page is not what it will be.
FITTED = """async () => {
  const drawn = () => [...document.querySelectorAll(".graph")].every(
    graph => graph.querySelector(".main-svg").clientWidth <= graph.clientWidth);
  for (let tries = 0; !drawn() && tries < 50; tries++) await new Promise(r => setTimeout(r, 100));
  return [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth];
}"""
MADE_UP = "Demonstration. Every child, worker and figure here is made up."


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_there_without_a_complaint(
    visitor_as: Callable[[str], Visitor], name: str, role: str,
) -> None:
    shown, visitor = PAGES[name], visitor_as(role)
    visitor.open(shown.address)
    assert visitor.page.locator("h1").all_inner_texts() == [shown.heading_for(role)]
    expect(visitor.page.locator(".made-up")).to_have_text(MADE_UP)
    assert visitor.faults == []


def test_the_switch_offers_every_role(visitor_as: Callable[[str], Visitor]) -> None:
    visitor = visitor_as("analyst")
    visitor.open("/")
    visitor.page.locator(".look-as summary").click()
    assert visitor.page.locator(".look-as button:visible").count() == len(ROLES)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_phone_or_at_400_percent(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    """1280 pixels at 400 % are 320 wide."""
    visitor = visitor_as("analyst")
    visitor.wide(360)
    visitor.open(PAGES[name].address)
    for width in (360, 320):
        visitor.wide(width)
        assert visitor.page.evaluate(FITTED) == [width, width]


def test_on_a_desk_all_six_areas_stand_beside_the_county_without_a_scroll(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.wide(1440)
    visitor.open("/")
    assert visitor.page.locator(".scrolling").evaluate_all(
        "regions => regions.map(r => r.scrollWidth <= r.clientWidth)") == [True]
