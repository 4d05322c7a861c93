"""One child's page: who gets it, who learns nothing, and that every view is written down."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from data.queries import Queries
from tests.data.county import FORMULA
from tests.web.conftest import Visitor
from tests.web.test_downloads import audited

ROLES_OF = {
    "child-lynn-1": {"analyst", "director", "head", "manager", "worker"},
    "child-lynn-8": {"analyst", "director", "head", "manager"},
    "child-norwich-1": {"analyst", "director", "head"},
    "child-plan-1": {"analyst", "director"},
    "nobody": set(),
}
"""Who opens whose page: the head leads on looked-after children, the rest is by place."""


def links(visitor: Visitor, address: str) -> list[str]:
    """Where the links of a page lead."""
    return re.findall('"href":"([^"]*)"', visitor.page(address).replace("\\u002f", "/"))


@pytest.mark.parametrize("role", ["analyst", "director", "head", "manager", "worker"])
@pytest.mark.parametrize("child", ROLES_OF)
def test_each_role_opens_the_own_children_and_finds_no_other(
    server: Flask, role: str, child: str,
) -> None:
    page = Visitor(server, role).page(f"/children/{child}")
    if role in ROLES_OF[child]:
        assert f"Child {child}" in page
        assert '"Clocks"' in page
        assert "What happened" in page
    else:
        assert '"Not found"' in page
        assert "Clocks" not in page


@pytest.mark.parametrize("role", ["head", "manager", "worker"])
def test_the_answer_for_a_child_out_of_reach_is_that_for_none(server: Flask, role: str) -> None:
    visitor = Visitor(server, role)
    answers = {re.sub("child-plan-1|child-plan-x", "", visitor.page(f"/children/{child}"))
               for child in ("child-plan-1", "child-plan-x")}
    assert len(answers) == 1


@pytest.mark.parametrize("role", ["committee", "board"])
@pytest.mark.parametrize("child", ["child-lynn-1", "nobody"])
def test_members_are_refused_whoever_they_ask_for(
    server: Flask, role: str, child: str,
) -> None:
    page = Visitor(server, role).page(f"/children/{child}")
    assert "Not for this role" in page
    assert "Clocks" not in page


def test_an_id_with_odd_characters_is_opened_by_the_link_of_the_list(
    server: Flask, q: Queries,
) -> None:
    visitor = Visitor(server, "analyst")
    address = f"/children/{quote(FORMULA, safe='')}"
    assert address == "/children/%3D2%2B3%20child"
    assert address in links(visitor, "/cases?measure=lac-count&place=norfolk&sort=person")
    assert f"Child {FORMULA}" in visitor.page(address)


def test_a_slash_or_a_question_mark_in_an_id_finds_nobody(server: Flask) -> None:
    visitor = Visitor(server, "analyst")
    for child in ("child-lynn-1%2Fx", "child-lynn-1%3Fx", "child-lynn-1/x", "%2e%2e", "%00",
                  "child-lynn-1%00", "%F0%9F%91%B6", "x" * 5000):
        assert "Clocks" not in visitor.page(f"/children/{child}")


def test_every_view_is_a_line_of_the_audit_log_and_a_refusal_is_none(
    server: Flask, store: Path,
) -> None:
    visitor, before = Visitor(server, "manager"), len(audited(store))
    for _ in range(2):  # the second comes from the cache
        visitor.page("/children/child-lynn-2")
    visitor.page("/children/child-norwich-1")
    lines = audited(store)[before:]
    assert [line["address"] for line in lines] == ["/children/child-lynn-2"] * 2
    assert {line["given"][0]["child"] for line in lines} == {"child-lynn-2"}


def test_a_date_keeps_its_place_in_the_way_to_a_child(server: Flask) -> None:
    assert "/children/child-lynn-2?as-at=2016-02-29" in links(
        Visitor(server, "manager"), "/cases?measure=lac-count&place=norfolk&as-at=2016-02-29")


def test_the_case_management_system_is_not_spoken_of_where_none_is_set(
    server: Flask, q: Queries, monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = Visitor(server, "analyst")
    assert "case-management" not in visitor.page("/children/child-lynn-1?test=1")
    linked = q.authority.model_copy(update={"case_link": "https://cases.example/{person}/open"})
    monkeypatch.setattr(q, "authority", linked)
    assert "https://cases.example/child-lynn-1/open" in links(
        visitor, "/children/child-lynn-1?test=2")


def test_three_things_late_stand_on_the_pages_of_places_for_those_who_may_see_them(
    server: Flask,
) -> None:
    words = "Three or more things late"
    for role, address, expected in (
            ("analyst", "/", True), ("manager", "/", True), ("committee", "/", False),
            ("head", "/localities/kings-lynn-west-norfolk", True),
            ("manager", "/localities/norwich", False),
            ("committee", "/localities/norwich", False),
            ("manager", "/teams/kings-lynn-west-norfolk-looked-after", True)):
        assert (words in Visitor(server, role).page(address)) == expected, (role, address)
    assert "Not for this role" in Visitor(server, "board").page("/late")
