"""Caseloads, unallocated children and quality: which role gets which page, and what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from data.snapshots.store import Store
from tests.data.county import LYNN, MARCH, NORWICH, publish
from tests.data.snapshots.making import as_before
from tests.web.asking import ROLES
from tests.web.conftest import Visitor
from tests.web.test_downloads import audited

MEMBERS = ("committee", "board")
REFUSED = "Not for this role"


def strings(part: Any) -> Iterator[str]:
    """The words of a layout, in order."""
    if isinstance(part, dict):
        yield from strings(part.get("props", part).get("children"))
    elif isinstance(part, list):
        for one in part:
            yield from strings(one)
    elif isinstance(part, str):
        yield part


def words(server: Flask, role: str, address: str) -> str:
    layout = json.loads(Visitor(server, role).page(address))["response"]["_pages_content"]
    return " ".join(strings(layout["children"]))


def links(server: Flask, role: str, address: str) -> set[str]:
    page = Visitor(server, role).page(address).replace("\\u002f", "/")
    return set(re.findall('"href":"([^"]*)"', page))


# Who gets which page ------

@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_leads_to_what_the_role_may_open_and_no_further(
    server: Flask, role: str,
) -> None:
    found = links(server, role, "/")
    assert ("/caseloads" in found) == (role not in MEMBERS)
    assert ("/unallocated" in found) == (role not in (*MEMBERS, "worker"))
    assert "/quality" in found
    for address in found & {"/caseloads", "/unallocated", "/quality"}:
        assert REFUSED not in words(server, role, address)


@pytest.mark.parametrize("role", MEMBERS)
def test_committee_and_board_get_neither_caseloads_nor_the_unallocated(
    server: Flask, role: str,
) -> None:
    for address in ("/caseloads", "/caseloads?place=norwich", f"/caseloads?place={LYNN}",
                    "/caseloads?whose=reviewing-officers", "/unallocated",
                    "/unallocated?place=norfolk", f"/unallocated?place={LYNN}"):
        page = words(server, role, address)
        assert REFUSED in page, address
        assert "worker-lynn-1" not in page


def test_a_worker_is_refused_the_unallocated(server: Flask) -> None:
    for address in ("/unallocated", f"/unallocated?place={LYNN}"):
        assert REFUSED in words(server, "worker", address)


def test_another_team_is_refused(server: Flask) -> None:
    for path in ("/caseloads", "/unallocated", "/quality"):
        for role in ("manager", "worker"):
            assert REFUSED in words(server, role, f"{path}?place={NORWICH}"), (path, role)


@pytest.mark.parametrize("role", [r for r in ROLES if r not in MEMBERS])
def test_the_facts_of_a_place_open_onto_the_lists_where_the_role_may_open_them(
    server: Flask, role: str,
) -> None:
    found = links(server, role, "/localities/kings-lynn-west-norfolk")
    own = "place=kings-lynn-west-norfolk"
    assert f"/caseloads?{own}" in found
    assert (f"/unallocated?{own}" in found) == (role != "worker")
    other = links(server, role, "/localities/norwich")
    assert ("/unallocated?place=norwich" in other) == (role in ("analyst", "director"))


# Caseloads ------

def test_each_role_begins_at_the_own_place(server: Flask) -> None:
    assert "Norfolk: " in words(server, "analyst", "/caseloads")
    assert "King’s Lynn and West Norfolk: " in words(server, "head", "/caseloads")
    assert "King’s Lynn & West looked-after: " in words(server, "manager", "/caseloads")


def test_workers_are_named_on_their_teams_page_and_on_no_other(server: Flask) -> None:
    assert "worker-lynn-1" in words(server, "analyst", f"/caseloads?place={LYNN}")
    for address in ("/caseloads", "/caseloads?place=kings-lynn-west-norfolk"):
        assert "worker-lynn-1" not in Visitor(server, "analyst").page(address)


def test_a_worker_finds_the_own_id_beside_the_teams_bands(server: Flask) -> None:
    """In Lynn one holds seven children, the other four and two in Norwich, half the week."""
    page = words(server, "worker", "/caseloads")
    assert "worker-lynn-1" in page
    assert "worker-both" not in page
    assert "King’s Lynn & West looked-after: 8.7 children for each full-time" in page


def test_whose_caseloads_is_in_the_address_and_a_wrong_word_is_passed_over(
    server: Flask,
) -> None:
    officers = words(server, "analyst", "/caseloads?whose=reviewing-officers")
    assert "no reviewing officer whose share of a week is known" in officers
    assert words(server, "analyst", "/caseloads?whose=anybody") == words(
        server, "analyst", "/caseloads")


@pytest.mark.parametrize("path", ["/caseloads", "/unallocated", "/quality"])
def test_a_place_that_is_not_there_is_not_found(server: Flask, path: str) -> None:
    for place in ("nowhere", "' or 1=1 --", "no-team"):
        assert "Not found" in words(server, "analyst", f"{path}?place={place}")


@pytest.mark.parametrize("path", ["/caseloads", "/unallocated", "/quality"])
def test_an_earlier_date_is_kept_in_every_link(server: Flask, path: str) -> None:
    address = f"{path}?as-at=2016-02-29"
    assert "As at 29 February 2016" in words(server, "analyst", address)
    found = {to for to in links(server, "analyst", address)
             if re.match("/(caseloads|unallocated|quality|measures)", to)}
    assert found
    assert not {to for to in found if "as-at=2016-02-29" not in to}


# Unallocated ------

def test_the_unallocated_are_listed_by_child_and_lead_to_each(server: Flask) -> None:
    page = words(server, "manager", "/unallocated")
    assert "King’s Lynn & West looked-after: 2 children with an open case have no named" in page
    assert {"/children/child-lynn-12", "/children/child-lynn-13"} <= links(
        server, "manager", "/unallocated")


def test_a_manager_of_the_county_is_told_that_it_is_not_all(server: Flask) -> None:
    page = words(server, "manager", "/unallocated?place=norfolk")
    assert "Norfolk: 2 children with an open case that you may see have no named worker" in page


def test_a_list_is_a_view_of_children_and_written_down(server: Flask, store: Path) -> None:
    before = len(audited(store))
    Visitor(server, "manager").page("/unallocated")
    Visitor(server, "manager").page(f"/caseloads?place={LYNN}")
    lines = audited(store)[before:]
    assert [line["given"] for line in lines] == [
        [{"unallocated": LYNN, "as_at": "2016-03-31", "rows": 2, "of": 2}],
        [{"caseloads": LYNN, "as_at": "2016-03-31", "rows": 2}]]


# Quality ------

def test_nobody_looked_is_said_of_every_kind_of_plan(server: Flask) -> None:
    page = words(server, "analyst", "/quality")
    assert "not audited in the twelve months to the date" in page
    assert "Not audited" in page


@pytest.mark.parametrize("role", MEMBERS)
def test_committee_and_board_get_the_county_whatever_place_they_ask_for(
    server: Flask, role: str,
) -> None:
    for place in ("norfolk", "norwich", LYNN):
        asked = words(server, role, f"/quality?place={place}")
        if place == LYNN:
            assert REFUSED in asked
            continue
        assert "Place by place" not in asked
        assert "Norfolk: " in asked


def test_a_measure_of_plans_has_quality_beside_it_and_others_have_not(server: Flask) -> None:
    for role in ("head", "manager", "worker"):
        assert "Quality of all plans" in words(
            server, role, "/measures/pep-up-to-date?place=norwich")
        assert "Quality of all plans" not in words(
            server, role, "/measures/lac-count?place=norwich")
    for role in MEMBERS:
        assert "Quality of all plans" in words(server, role, "/measures/pep-up-to-date")
        assert "Quality of all plans" not in words(
            server, role, "/measures/pep-up-to-date?place=norwich")


def test_official_statistics_stand_beside_with_year_and_source(server: Flask) -> None:
    for role in ROLES:
        page = words(server, role, "/measures/lac-rate")
        assert "Beside others" in page
        assert "At 31 March 2016" in page
        assert "Department for Education official statistics" in page
    assert "National figures are not set beside this one" in words(
        server, "board", "/measures/cpp-reviews-on-time")


# A snapshot of an earlier version ------

@pytest.fixture
def earlier(store: Path, server: Flask) -> Iterator[None]:
    """A revision of March as an earlier version would have published it."""
    entry = publish(store)
    as_before(entry)
    yield
    Store(store).withdraw(MARCH, entry.revision, by="a test", why="was a test")


@pytest.mark.usefixtures("earlier")
def test_what_an_earlier_version_did_not_keep_is_said_calmly(server: Flask) -> None:
    assert "does not hold who is newly qualified or from an agency" in words(
        server, "analyst", "/caseloads")
    assert "does not hold who held the case before and who has visited" in words(
        server, "analyst", "/unallocated")
    for role in ("analyst", "committee"):
        assert "does not hold what was audited" in words(server, role, "/quality")
    assert "Quality of all plans" not in words(server, "analyst", "/measures/pep-up-to-date")
