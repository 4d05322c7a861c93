"""On paper: what it is, of when and whose; nothing to press."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browser.addresses import PAGES
from tests.browser.visitor import Visitor

A4 = 718
"""Pixels between the margins that Chromium leaves."""


@pytest.mark.parametrize(
    "name", ["county", "brief", "locality", "service", "team", "share", "cases", "caseloads",
             "quality", "an area's summary"])
def test_paper_keeps_the_marking_and_the_date_without_navigation_and_cuts_no_table(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(PAGES[name].address)
    page.emulate_media(media="print")
    visitor.wide(A4)
    try:
        expect(page.locator(".made-up")).to_be_visible()
        expect(page.locator(".as-at summary")).to_be_visible()
        expect(page.locator(".as-at summary")).to_contain_text("31 March 2016")
        expect(page.locator("h1")).to_be_visible()
        tables = page.locator("main table:not(figure table)")
        expect(tables.first).to_be_visible()
        # Which of the choices and which page of a list this is stays; the ways to others go.
        for unwanted in (page.locator("nav:not(.choices, .pager)"),
                         page.locator(".choices a:not([aria-current]), .pager a"),
                         page.locator(".look-as"),
                         page.locator(".step"), page.locator("form"), page.locator(".skip")):
            for part in unwanted.all():
                expect(part).to_be_hidden()
        assert all(table.bounding_box()["width"] <= A4 for table in tables.all())
    finally:
        page.emulate_media(media="null")
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize(("name", "landscape"), [
    ("county", True), ("service", True), ("locality", False), ("brief", False)])
def test_six_areas_side_by_side_are_printed_along_the_length_of_the_paper(
    visitor_as: Callable[[str], Visitor], name: str, landscape: bool,
) -> None:
    visitor = visitor_as("analyst")
    visitor.open(PAGES[name].address)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]",
                       visitor.page.pdf(prefer_css_page_size=True, format="A4"))
    assert boxes
    assert {float(width) > float(height) for width, height in boxes} == {landscape}, boxes


@pytest.mark.parametrize(("address", "sheets"), [
    ("/summaries/monitoring", 2), ("/summaries/monitoring/education-plans", 1)])
def test_the_overview_printed_from_its_page_has_two_sheets_and_a_line_one(
    visitor_as: Callable[[str], Visitor], address: str, sheets: int,
) -> None:
    visitor = visitor_as("analyst")
    visitor.open(address)
    with pikepdf.open(io.BytesIO(visitor.page.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == sheets
