"""One child's page as people see it: reached from a list, whole on a phone, refused to others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from data.snapshots.store import Store
from tests.browser.addresses import TEAM
from tests.browser.making import MONTH_ENDS
from tests.browser.test_accessibility import _wrong
from tests.browser.visitor import Visitor


@pytest.fixture(scope="module")
def child(store: Path) -> str:
    """A child of the team that the manager and the head answer for, with a long journey."""
    entry = Store(store).entry(MONTH_ENDS[-1])
    held = pq.read_table(entry.path / "children.parquet", partitioning=None).to_pandas()
    own = held.loc[held["team"] == TEAM, "person"]
    journeys = pq.read_table(entry.path / "journeys.parquet", partitioning=None).to_pandas()
    counts = journeys.loc[journeys["person"].isin(own), "person"].value_counts()
    return str(counts.index[0])


@pytest.fixture(scope="module")
def elsewhere(store: Path) -> str:
    """A child of another area's family intervention team."""
    entry = Store(store).entry(MONTH_ENDS[-1])
    held = pq.read_table(entry.path / "children.parquet", partitioning=None).to_pandas()
    away = held[(held["team"] == "norwich-family-intervention-1") & held["open"]]
    return str(away["person"].iloc[0])


@pytest.mark.parametrize("role", ["analyst", "director", "head", "manager"])
def test_whoever_answers_for_a_child_gets_the_whole_page(
    visitor_as: Callable[[str], Visitor], child: str, role: str,
) -> None:
    visitor = visitor_as(role)
    visitor.open(f"/children/{child}")
    expect(visitor.page.locator("h1")).to_have_text(f"Child {child}")
    assert visitor.page.locator(".lanes li").count() > 4
    assert visitor.page.locator("table.cases").count() == 2
    assert visitor.faults == []


@pytest.mark.parametrize("role", ["manager", "worker"])
def test_a_child_of_another_team_is_not_found(
    visitor_as: Callable[[str], Visitor], elsewhere: str, role: str,
) -> None:
    visitor = visitor_as(role)
    visitor.open(f"/children/{elsewhere}")
    expect(visitor.page.locator("h1")).to_have_text("Not found")
    assert visitor.page.locator(".lanes").count() == 0


@pytest.mark.parametrize("role", ["committee", "board"])
def test_a_member_is_refused(
    visitor_as: Callable[[str], Visitor], child: str, role: str,
) -> None:
    visitor = visitor_as(role)
    visitor.open(f"/children/{child}")
    expect(visitor.page.locator("h1")).to_have_text("Not for this role")


def test_the_newest_is_in_sight_on_a_phone_and_nothing_scrolls_sideways(
    visitor_as: Callable[[str], Visitor], child: str,
) -> None:
    visitor = visitor_as("analyst")
    for width in (360, 320):
        visitor.wide(width)
        for years in ("2", "5", "all"):
            visitor.open(f"/children/{child}?years={years}")
            assert visitor.page.evaluate(
                "[document.scrollingElement.scrollWidth, window.innerWidth]") == [width, width]
            right = visitor.page.locator(".lanes img").evaluate_all(
                "pictures => pictures.map(p => p.getBoundingClientRect().right)")
            assert max(right) <= width
            assert visitor.page.locator(".lanes img").evaluate_all(
                "pictures => pictures.every(p => p.naturalWidth > 0)")


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_no_fault_in_a_childs_page(
    visitor_as: Callable[[str], Visitor], child: str, width: int,
) -> None:
    visitor = visitor_as("analyst")
    visitor.wide(width)
    visitor.open(f"/children/{child}")
    assert _wrong(visitor.page) == []


def test_a_list_leads_to_the_child_and_the_child_back_to_the_team(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("manager")
    visitor.open(f"/cases?measure=lac-count&place={TEAM}")
    link = visitor.page.locator("table.cases tbody th a").first
    person = link.inner_text()
    visitor.follow(link, f"Child {person}")
    visitor.follow(visitor.page.locator(".choices a", has_text="Everything"), f"Child {person}")
    expect(visitor.page.locator(".choices [aria-current]")).to_have_text("Everything")
    visitor.follow(visitor.page.locator(".trail a").last, re.compile("looked-after"))
    assert visitor.faults == []


def test_three_things_late_on_an_areas_page_lead_to_the_child(
    visitor_as: Callable[[str], Visitor],
) -> None:
    visitor = visitor_as("analyst")
    visitor.open("/late")
    link = visitor.page.locator("table.cases tbody th a").first
    visitor.follow(link, f"Child {link.inner_text()}")
    late = visitor.page.locator("td.late")
    assert late.count() >= 3
    expect(late.first).to_have_text(re.compile(r"^Overdue by \d+ days?$"))
