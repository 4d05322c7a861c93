"""Every page, for every role: it stands there, says whose data it is, and nothing complains."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from data.viewers import ROLES
from tests.browser.addresses import PAGES
from tests.browser.visitor import Visitor

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


def test_on_a_desk_all_six_areas_stand_beside_the_county_without_a_scroll(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.wide(1440)
    visitor.open("/")
    assert visitor.page.locator(".scrolling").evaluate_all(
        "regions => regions.map(r => r.scrollWidth <= r.clientWidth)") == [True]
