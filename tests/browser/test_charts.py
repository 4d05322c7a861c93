"""Charts: drawn by the small bundle, named, few, and saying what their table says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import CHARTED, PAGES
from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor

BUNDLE = "/assets/vendor/plotly-basic.min.js"
_DRAWN = """() => [...document.querySelectorAll(".js-plotly-plot")].map(
    chart => chart.data.map(({type, name, x, y}) => ({type, name, x, y: [...y]})))"""


def _drawn(page: Page) -> list[list[dict[str, Any]]]:
    """The traces of each chart: type, name, x and y."""
    return page.evaluate(_DRAWN)


def _amount(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text))


def test_plotly_comes_with_the_first_chart_and_in_the_small_bundle(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.open("/")
    assert [r for r in visitor.requests if "plotly" in r] == []
    visitor.follow(visitor.page.locator("main a[href^='/measures/lac-count']").first,
                   PAGES["count"].heading)
    expect(visitor.page.locator(".main-svg").first).to_be_visible()
    plotly = [r for r in visitor.requests if "plotly" in r]
    assert len(plotly) == 1
    assert BUNDLE in plotly[0]
    assert visitor.faults == []


@pytest.mark.parametrize("name", CHARTED)
def test_a_chart_is_named_and_draws_the_numbers_of_its_table(
    visitor_as: Callable[[str], Visitor], name: str,
) -> None:
    visitor = visitor_as("analyst")
    page = visitor.page
    visitor.open(PAGES[name].address)
    charts = _drawn(page)
    assert 1 <= len(charts) <= 6
    assert {trace["type"] for chart in charts for trace in chart} <= {"bar", "scatter"}
    figures = page.locator("figure.chart")
    assert figures.count() == len(charts)
    for figure, traces in zip(figures.all(), charts, strict=True):
        image = figure.locator("[role=img]:has(.js-plotly-plot)")
        assert (image.get_attribute("aria-label") or "").startswith(PAGES[name].heading)
        expect(figure.locator("figcaption")).not_to_be_empty()
        figure.get_by_text("View as table").click()
        expect(figure.locator("table")).to_be_visible()
        table = [row.locator("th, td").all_inner_texts()
                 for row in figure.locator("tbody tr").all()]
        if " by how many cases " in (image.get_attribute("aria-label") or ""):
            _assert_places_drawn(traces, table)
            continue
        table.reverse()
        months = next(trace for trace in traces if len(trace["x"]) == len(table))
        assert [row[0] for row in table] == [
            f"{dt.date.fromisoformat(day):%B %Y}" for day in months["x"]]
        if traces[0]["type"] == "bar":
            _assert_shares_drawn(traces, table)
        else:
            line = next(trace for trace in traces if trace["name"] == PAGES[name].heading)
            assert line["y"] == pytest.approx(
                [None if row[1] == "–" else _amount(row[1].partition("(")[0]) for row in table],
                abs=0.51 if "%" in table[-1][1] else 0.051)


def _assert_places_drawn(traces: list[dict[str, Any]], table: list[list[str]]) -> None:
    """Every place of six or more cases is a point at its share and its cases."""
    points = sorted((x, y) for trace in traces if trace["name"] in (
        "Within", "Worth a look", "Improvement", "Concern", "Change")
        for x, y in zip(trace["x"], trace["y"], strict=True))
    counted = [re.search(r"\((\d+) of (\d+)", row[1].replace(",", "")) for row in table]
    shares = sorted((int(of[2]), 100 * int(of[1]) / int(of[2])) for of in counted if of)
    assert len(points) == len(shares) > 1
    for point, share in zip(points, shares, strict=True):
        assert point == pytest.approx(share, abs=0.01)


def _assert_shares_drawn(traces: list[dict[str, Any]], table: list[list[str]]) -> None:
    """Met and not known as shares of the cases, of few cases as counts; no month left out."""
    of_all = [re.search(r"(\d+) of (\d+)", " ".join(row[1:3]).replace(",", "")) for row in table]
    known = [(int(of[1]), int(of[2])) if of else (0, 0) for of in of_all]
    few = any(0 < cases < 6 for _, cases in known)
    unknown = [0 if row[3] == "–" else _amount(row[3]) for row in table]
    drawn = {trace["name"]: [y or 0 for y in trace["y"]] for trace in traces}

    def heights(counts: list[float]) -> Any:
        return pytest.approx([count if few or not cases else 100 * count / cases
                              for count, (_, cases) in zip(counts, known, strict=True)], abs=0.01)

    assert drawn["Met"] == heights([met for met, _ in known])
    assert drawn.get("Not known", [0] * len(table)) == heights(unknown)
    assert [sum(parts) for parts in zip(*drawn.values(), strict=True)] == pytest.approx(
        [cases if few or not cases else 100 for _, cases in known], abs=0.02)
