"""The charts of a measure's page, their downloads and the methods page, as they are served."""

from __future__ import annotations

import csv
import io
import json

import pytest
from flask import Flask

from data.statistics.simulation import FALSE_SIGNALS
from tests.data.county import LYNN
from tests.data.measures.worked import AUTHORITY
from tests.web.conftest import Visitor

VISITS = "/measures/lac-visit-timely"


def rows(visitor: Visitor, address: str) -> list[dict[str, str]]:
    answer = visitor.client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def graphs(value: object) -> int:
    if isinstance(value, dict):
        return (value.get("type") == "Graph") + sum(graphs(v) for v in value.values())
    return sum(graphs(v) for v in value) if isinstance(value, list) else 0


def test_the_first_chart_of_a_measure_is_the_one_against_its_usual_range(server: Flask) -> None:
    page = Visitor(server, "director").page(VISITS)
    assert "against its usual range by month" in page
    assert "Met, not met, not known" in page
    assert "How a signal is told from chance" in page
    assert 1 <= graphs(json.loads(page)) <= 6


def test_the_parts_of_a_share_are_one_click_away(server: Flask) -> None:
    visitor = Visitor(server, "director")
    assert "place=norfolk&chart=parts" in visitor.page(VISITS)
    assert '"Not known"' in visitor.page(f"{VISITS}?chart=parts")


def test_with_two_months_nothing_is_told_from_chance(server: Flask) -> None:
    page = Visitor(server, "analyst").page(VISITS)
    assert "2 months so far: a usual range takes 7 at the least." in page


def test_a_chart_is_a_file_with_a_line_a_month(server: Flask) -> None:
    found = rows(Visitor(server, "analyst"), "/chart.csv?measure=lac-visit-timely")
    assert [row["as_at"] for row in found] == ["2016-02-29", "2016-03-31"]
    assert {row["measure"] for row in found} == {"lac-visit-timely"}


def test_the_file_of_each_area_has_the_months_of_every_area_and_of_no_other_place(
    server: Flask,
) -> None:
    found = rows(Visitor(server, "analyst"), "/areas.csv?measure=lac-visit-timely")
    of_one = rows(Visitor(server, "analyst"), "/chart.csv?measure=lac-visit-timely&place=breckland")
    areas = {row["place"] for row in found}
    assert areas == {area.id for area in AUTHORITY.localities}
    assert [row for row in found if row["place"] == "breckland"] == of_one
    assert len(found) == len(of_one) * len(areas)


@pytest.mark.parametrize("path", ["/chart.csv", "/pace.csv"])
@pytest.mark.parametrize("role", ["committee", "board"])
def test_members_of_committee_and_board_get_no_file_of_a_team(
    server: Flask, role: str, path: str,
) -> None:
    answer = Visitor(server, role).client.get(f"{path}?measure=lac-visit-timely&place={LYNN}")
    assert answer.status_code == 403


@pytest.mark.parametrize("role", ["committee", "board"])
def test_members_of_committee_and_board_get_no_small_number_in_a_file(
    server: Flask, role: str,
) -> None:
    visitor = Visitor(server, role)
    for path in ("/chart.csv", "/areas.csv", "/funnel.csv", "/pace.csv"):
        for row in rows(visitor, f"{path}?measure=lac-visit-timely&place=breckland"):
            assert row.get("numerator", "") not in {"1.0", "2.0", "3.0", "4.0", "5.0"}, path


@pytest.mark.parametrize("path", ["/chart.csv", "/areas.csv", "/funnel.csv", "/pace.csv"])
def test_what_there_is_not_is_said(server: Flask, path: str) -> None:
    visitor = Visitor(server, "analyst")
    for query, words in (("measure=none", "There is no measure called none."),
                         ("measure=lac-count&as-at=march", "is not a date"),
                         ("measure=lac-count&as-at=2015-01-31", "Nothing was published")):
        answer = visitor.client.get(f"{path}?{query}")
        assert answer.status_code == 404
        assert words in answer.get_data(as_text=True)


def test_the_methods_page_works_an_example_and_shows_how_often_it_is_wrong(server: Flask) -> None:
    page = Visitor(server, "committee").page("/methods")
    assert "Average 78.9." in page
    assert "67.0 to 90.9" in page
    assert "python -m tests.benchmarks --only signals" in page
    assert "Children who are the same as the month before" in page
    assert [one.carried for one in FALSE_SIGNALS] == [0, 50, 80, 90]
    for one in FALSE_SIGNALS:
        assert f'"{one.run_rules:.1f}\u202f%"' in page.replace("\\u202f", "\u202f")


def test_the_menu_and_every_chart_lead_to_the_methods(server: Flask) -> None:
    page = Visitor(server, "analyst").page(VISITS)
    assert page.count("/methods") + page.count("\\u002fmethods") >= 2
