"""Lists as long as they say and as long as their figure, and the same as files."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.addresses import AREA, SHARE
from tests.browser.visitor import Visitor

JULY_TO_MARCH = 9
"""A chart keeps a place for the months between that have no snapshot."""
LIST = f"/cases?measure={SHARE}&place={AREA}"


def _number(text: str) -> int:
    found = re.search(r"[\d,]+", text)
    assert found, text
    return int(found[0].replace(",", ""))


def _rows_of_all_pages(page: Page) -> int:
    rows = page.locator("table.cases tbody tr").count()
    while (following := page.get_by_role("link", name="Next")).count():
        before = page.locator(".pager [aria-current]").inner_text()
        following.click()
        expect(page.locator(".pager [aria-current]")).not_to_have_text(before)
        rows += page.locator("table.cases tbody tr").count()
    return rows


def test_list_and_figure_agree_and_every_row_can_be_reached(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(f"/measures/{SHARE}?place={AREA}")
    figure = page.locator("table.places tr.whole .now small").first.inner_text()
    met, cases = map(_number, figure.split(" of "))
    visitor.open(LIST)
    choices = page.locator(".filters .choices").first
    assert _number(choices.get_by_role("link", name=re.compile("^All")).inner_text()) == cases
    assert _number(choices.get_by_role("link", name=re.compile("^Met")).inner_text()) == met
    assert _number(page.locator(".count").inner_text()) == cases
    assert _rows_of_all_pages(page) == cases


def test_the_file_holds_the_rows_of_the_list_and_is_named_for_it(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(f"{LIST}&status=missed")
    shown = page.locator("table.cases tbody th").all_inner_texts()
    with page.expect_download() as given:
        page.get_by_role("link", name="Download CSV").click()
    assert given.value.suggested_filename == f"{SHARE}_{AREA}_2016-03-31.csv"
    with given.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == _number(page.locator(".count").inner_text())
    assert [row["person"] for row in rows][:len(shown)] == shown


def test_the_file_of_a_chart_has_a_line_for_each_month_of_its_table(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(f"/measures/{SHARE}?place={AREA}")
    with page.expect_download() as given:
        page.locator("a[href^='/chart.csv']").click()
    assert given.value.suggested_filename == f"{SHARE}_{AREA}_chart_to_2016-03-31.csv"
    with given.value.path().open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    shown = page.locator("figure.chart").first.locator("tbody tr")
    assert len(lines) == shown.count() == JULY_TO_MARCH
