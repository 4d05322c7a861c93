"""Summaries as pages: who may open which, the same for everyone, and a clear message else."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from data.actions import DatabaseUnavailable, actions
from tests.web.asking import ROLES
from tests.web.conftest import Visitor

AREA = "kings-lynn-west-norfolk"
READERS = {
    "/summaries": set(ROLES),
    "/summaries/committee": set(ROLES),
    "/summaries/board": {"analyst", "director", "head", "board"},
    "/summaries/monitoring": {"analyst", "director", "head"},
    f"/summaries/locality/{AREA}": set(ROLES) - {"worker"},
    "/summaries/locality/norwich": set(ROLES) - {"worker", "manager"},
}


def opened(server: Flask, role: str, address: str) -> str:
    """A page as a role sees it, as plain text."""
    return json.dumps(json.loads(Visitor(server, role).page(address)), ensure_ascii=False)


def body(page: str) -> str:
    """The page between its heading and its foot: what does not depend on who looks."""
    [main] = re.findall(r'"type": "H1".*(?="type": "Main")', page)
    return main


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_it_may_have_and_no_other(server: Flask, role: str) -> None:
    for address, readers in READERS.items():
        page = opened(server, role, address)
        assert ("Not for this role" in page and address != "/summaries") == (
            role not in readers), (role, address)
        assert "Something went wrong" not in page, address


def test_whoever_opens_an_areas_summary_reads_the_same(server: Flask) -> None:
    shown = {body(opened(server, role, f"/summaries/locality/{AREA}"))
             for role in ("analyst", "head", "manager", "committee")}
    assert len(shown) == 1


def test_the_list_of_summaries_leads_only_to_what_may_be_had(server: Flask) -> None:
    def links(role: str) -> set[str]:
        return set(re.findall(r'"href": "(/summaries/[^"]*)"', opened(server, role, "/summaries")))

    assert links("worker") == {"/summaries/committee"}
    assert links("manager") == {"/summaries/committee", f"/summaries/locality/{AREA}"}
    assert {"/summaries/monitoring", "/summaries/locality/norwich"} <= links("head")
    assert "/summaries/monitoring" not in links("board")


@pytest.mark.parametrize(("address", "heading"), [
    ("/summaries/locality/nowhere", "There is no area called nowhere."),
    ("/summaries/locality/no-area", "There is no area called no-area."),
    ("/summaries/committee?as-at=2010-01-31", "No snapshot of that date"),
    (f"/summaries/locality/{AREA}?as-at=x", "Not a date"),
    ("/summaries/monitoring/nothing", "There is no")])
def test_what_is_not_there_is_said(server: Flask, address: str, heading: str) -> None:
    assert heading in opened(server, "analyst", address)


def test_every_file_of_a_summary_keeps_the_date_looked_at(server: Flask) -> None:
    page = opened(server, "head", f"/summaries/locality/{AREA}?as-at=2016-02-29")
    for ending in ("pdf", "xlsx", "ods", "csv", "csv-metadata.json", "charts.zip"):
        assert f"/summaries/locality/{AREA}.{ending}?as-at=2016-02-29" in page


def test_a_measures_page_offers_its_documents_for_the_place(server: Flask) -> None:
    page = opened(server, "manager", f"/measures/lac-visit-timely?place={AREA}")
    assert f"/measures/lac-visit-timely.pdf?place={AREA}" in page


def test_an_areas_page_leads_to_its_summary_for_those_who_may_have_it(server: Flask) -> None:
    to = f'"href": "/summaries/locality/{AREA}"'
    assert to in opened(server, "manager", f"/localities/{AREA}")
    assert to not in opened(server, "worker", f"/localities/{AREA}")


def test_a_summary_is_marked_for_paper_as_its_report_is(server: Flask) -> None:
    assert '"data-marking": "OFFICIAL"' in opened(server, "head", f"/summaries/locality/{AREA}")
    assert '"data-marking": "OFFICIAL-SENSITIVE"' in opened(server, "head", f"/localities/{AREA}")


def test_without_the_database_an_areas_summary_stands_and_says_what_is_missing(
    server: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise DatabaseUnavailable("The database is locked. Try again in a minute.")

    monkeypatch.setattr(type(actions()), "comments_on", gone)
    page = opened(server, "committee", "/summaries/locality/breckland?without=database")
    assert "Measure by measure" in page
    assert "What was written cannot be shown here. The database it is kept in" in page
    assert "locked" not in page


def test_the_words_of_a_summary_are_explained_where_they_stand(server: Flask) -> None:
    text = opened(server, "committee", f"/summaries/locality/{AREA}")
    used = set(re.findall(r'"href": "#(term-[a-z-]+)"', text))
    assert used
    assert used <= set(re.findall(r'"id": "(term-[a-z-]+)"', text))
