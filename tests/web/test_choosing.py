"""Scorecards by choice, services, what is overdue, and a page that fails."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask

from data.queries import Queries
from tests.data.county import LYNN
from tests.web.conftest import Visitor
from tests.web.test_pages import strings


def words(page: str) -> str:
    return " ".join(strings(json.loads(page))).replace("\u202f", " ")


def table(page: str) -> list[str]:
    """The ids of the measures that the scorecard, or the brief one, links to."""
    for found in parts(json.loads(page), "Table"):
        if found["props"].get("className") in ("scorecard", "brief"):
            links = [p["props"]["href"] for row in parts(found, "Tr")
                     for head in parts(row, "Th") for p in parts(head, "Link")]
            return [m[1] for href in links if (m := re.match(r"/measures/([^?]+)", href))]
    return []


def parts(node: Any, kind: str) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == kind else []
        return own + [p for value in node.values() for p in parts(value, kind)]
    if isinstance(node, list):
        return [p for value in node for p in parts(value, kind)]
    return []


@pytest.fixture
def analyst(server: Flask) -> Visitor:
    return Visitor(server, "analyst")


@pytest.mark.parametrize("path", ["/", "/localities/norwich"])
def test_a_place_shows_what_the_commissioner_named_unless_asked_for_more(
    analyst: Visitor, q: Queries, path: str,
) -> None:
    named = [m.id for m in q.catalogue.values() if m.commissioner]
    assert table(analyst.page(path)) == table(analyst.page(f"{path}?show=commissioner")) == named
    assert table(analyst.page(f"{path}?show=all")) == list(q.catalogue)
    assert table(analyst.page(f"{path}?show=child-protection")) == [
        m.id for m in q.catalogue.values() if m.domain == "Child protection"]


@pytest.mark.parametrize("show", ["nothing", "", "COMMISSIONER", "all%20"])
def test_a_choice_there_is_not_falls_back_to_the_first(analyst: Visitor, show: str) -> None:
    assert table(analyst.page(f"/?show={show}")) == table(analyst.page("/"))


def test_a_team_shows_only_what_it_has_cases_of(analyst: Visitor, q: Queries) -> None:
    shown = table(analyst.page(f"/teams/{LYNN}?show=all"))
    assert "lac-visit-timely" in shown
    assert "cl-in-touch" not in shown
    assert set(table(analyst.page(f"/teams/{LYNN}"))) <= set(shown)


def test_the_sentence_speaks_of_what_is_shown(analyst: Visitor) -> None:
    assert "Of what the commissioner named, " in words(analyst.page("/"))
    assert "In care leavers, " in words(analyst.page("/?show=care-leavers"))
    assert "commissioner named, " not in words(analyst.page("/?show=all"))


def test_every_domain_has_a_link_that_keeps_the_date(analyst: Visitor, q: Queries) -> None:
    page = analyst.page("/?as-at=2016-02-29")
    links = [p["props"]["href"] for p in parts(json.loads(page), "Link")]
    for choice in q.choices.values():
        if choice.is_domain:
            assert f"?show={choice.id}&as-at=2016-02-29" in links


def test_a_service_shows_its_own_measures_and_says_who_leads_it(
    analyst: Visitor, q: Queries,
) -> None:
    page = analyst.page("/services/leaving-care")
    assert table(page) == list(q.of_service("leaving-care"))
    assert re.search("head of social work for +South Norfolk", words(page))
    assert all(area.short in words(page) for area in q.places.localities)
    many = table(analyst.page("/services/looked-after?show=all"))
    assert many == list(q.of_service("looked-after"))


@pytest.mark.parametrize("role", ["analyst", "director", "head", "manager", "worker", "committee",
                                  "board"])
def test_everyone_may_open_a_service(server: Flask, role: str) -> None:
    assert "Not for this role" not in Visitor(server, role).page("/services/child-protection")


def test_a_service_there_is_not_is_not_found(analyst: Visitor) -> None:
    assert "There is no service called nowhere." in analyst.page("/services/nowhere")


def test_a_head_goes_between_area_and_service_and_others_between_services(server: Flask) -> None:
    head, director = Visitor(server, "head"), Visitor(server, "director")
    for path in ("/localities/kings-lynn-west-norfolk", "/services/looked-after"):
        page = words(head.page(path))
        assert "My area" in page
        assert "My service" in page
        assert "My area" not in words(director.page(path))


def test_what_is_overdue_opens_a_list_of_all_of_it(analyst: Visitor, q: Queries) -> None:
    page = analyst.page("/localities/norwich")
    (overdue,) = [p for p in parts(json.loads(page), "Link") if "overdue, for" in str(
        p["props"]["children"])]
    count = re.search(r"(\d+) things overdue, for", words(page).replace(",", ""))
    assert overdue["props"]["href"] == "/morning?place=norwich&when=overdue"
    listed = words(analyst.page(overdue["props"]["href"]))
    assert "The morning’s work" in listed
    assert count is None or f"Norwich: {count[1]} things are overdue" in listed


def test_the_list_of_a_service_and_of_a_worker_holds_only_theirs(analyst: Visitor) -> None:
    one = words(analyst.page("/morning?service=child-protection"))
    assert "child-plan-" in one
    assert "child-lynn-" not in one
    own = words(analyst.page("/morning?worker=worker-lynn-1"))
    assert "child-lynn-1" in own
    assert "child-norwich-1" not in own
    assert "Show every worker" in own


def test_a_manager_is_told_that_the_list_is_part_of_the_whole(server: Flask) -> None:
    for role, path, part in (("manager", "/morning?place=norfolk", True),
                             ("manager", "/morning", False), ("director", "/morning", False)):
        assert ("that you may see" in words(Visitor(server, role).page(path))) == part


def test_a_worker_on_the_page_of_a_team_opens_onto_what_is_overdue(server: Flask) -> None:
    page = Visitor(server, "manager").page(f"/teams/{LYNN}")
    links = [p["props"]["href"] for p in parts(json.loads(page), "Link")]
    assert f"/morning?place={LYNN}&worker=worker-lynn-1&when=overdue" in links


def test_county_wide_teams_are_on_the_county_page_for_those_who_may_open_them(
    server: Flask,
) -> None:
    shown = Visitor(server, "director").page("/")
    for team in ("mash", "adoption", "fostering", "reviewing-officers", "virtual-school"):
        assert f"u002fteams\\u002f{team}" in shown
    for role in ("head", "manager", "committee"):
        assert "u002fteams\\u002fmash" not in Visitor(server, role).page("/")


def test_what_is_in_no_area_has_figures_and_a_list_and_no_page(server: Flask) -> None:
    director = Visitor(server, "director")
    page = words(director.page("/measures/lac-count?place=no-area"))
    assert "Not in one area: 2" in page
    assert "child-lost-1" in page
    assert "There is no area called no-area." in words(director.page("/localities/no-area"))
    hidden = words(Visitor(server, "committee").page("/measures/lac-count?place=no-area"))
    assert "child-lost-1" not in hidden
    assert "the number is suppressed" in hidden


def test_a_page_that_fails_says_so_calmly_and_its_cause_is_logged_under_the_same_reference(
    analyst: Visitor, q: Queries, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = "/services/leaving-care?test=fault"

    def fail(*given: object, **more: object) -> None:
        raise RuntimeError("the disk is full of child-lynn-1")

    with monkeypatch.context() as broken:
        broken.setattr(Queries, "standing", fail)
        page = words(analyst.page(address))
    said = re.search(r"this reference: ([0-9a-f]{8})\.", page)
    assert said
    assert "Something went wrong" in page
    assert "child-lynn-1" not in page
    assert "RuntimeError" not in page
    logged = capsys.readouterr().err
    assert said[1] in logged
    assert "the disk is full" in logged
    assert "Something went wrong" not in words(analyst.page(address)), "a fault is never kept"


def test_a_file_that_fails_says_so_too(
    analyst: Visitor, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*given: object, **more: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Queries, "history", fail)
    analyst.server.testing = False
    answer = analyst.client.get("/figures.csv?measure=lac-count")
    assert answer.status_code == 500
    assert "this reference: " in answer.get_data(as_text=True)
    assert "disk" not in answer.get_data(as_text=True)
