"""Summaries as files: for whom, in which formats, and the same bytes as the command writes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Tree

import page as checker
import pikepdf
import pytest
from flask import Flask
from typer.testing import CliRunner

from data.actions import actions
from data.cli import cli
from data.printing import Press
from data.queries import queries
from data.settings import settings
from data.snapshots.store import Store
from data.summaries import reports
from data.summaries.asked import Asked
from data.summaries.formats import CHART_FORMATS, DRAWN, FORMATS
from data.summaries.monitored import monitored
from data.summaries.report import Report
from data.viewers import Viewer
from pages._web import documents
from pages._web.documents import made
from tests.components.made_report import report
from tests.data.county import FEBRUARY, MARCH
from tests.web.conftest import Visitor
from tests.web.test_downloads import audited

MEASURE = "/measures/lac-visit-timely"
SUMMARIES = ("/summaries/committee", "/summaries/board", "/summaries/monitoring",
             "/summaries/locality/norwich", MEASURE)
WITHOUT_BROWSER = [one for one in FORMATS if one not in DRAWN]


@pytest.mark.parametrize(("path", "format"), [
    *((path, "csv") for path in SUMMARIES), *((SUMMARIES[0], one) for one in WITHOUT_BROWSER[:2]),
    (MEASURE, "csv-metadata.json")])
def test_every_summary_can_be_taken_away(server: Flask, path: str, format: str) -> None:
    answer = Visitor(server, "analyst").client.get(f"{path}.{format}?as-at={MARCH}")
    assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
    assert answer.mimetype == FORMATS[format]
    assert answer.headers["Cache-Control"] == "private, no-store"
    said = answer.headers["Content-Disposition"]
    assert said.startswith('attachment; filename="')
    assert said.endswith(f'{MARCH}.{format}"')


@pytest.mark.parametrize(("role", "open_to"), [
    ("analyst", (200, 200, 200, 200)), ("director", (200, 200, 200, 200)),
    ("head", (200, 200, 200, 200)), ("manager", (200, 403, 403, 403)),
    ("worker", (200, 403, 403, 403)), ("committee", (200, 403, 403, 200)),
    ("board", (200, 200, 403, 200))])
def test_each_role_takes_away_the_summaries_that_it_may_have(
    server: Flask, role: str, open_to: tuple[int, ...],
) -> None:
    visitor = Visitor(server, role)
    assert tuple(visitor.client.get(f"{path}.csv").status_code for path in SUMMARIES[:4]) == open_to


def test_a_summary_is_the_same_for_whoever_may_have_it(server: Flask) -> None:
    one, other = (Visitor(server, role).client.get("/summaries/committee.csv").data
                  for role in ("analyst", "committee"))
    assert one == other


def test_the_command_writes_what_the_address_gives(
    server: Flask, store: Path, tmp_path: Path,
) -> None:
    done = CliRunner().invoke(cli, [
        "export", "locality", "--place", "norwich", "--as-at", str(MARCH), "--to", str(tmp_path),
        "--store", str(store), "--format", ",".join(WITHOUT_BROWSER)])
    assert done.exit_code == 0, done.stderr
    visitor = Visitor(server, "analyst")
    for format in WITHOUT_BROWSER:
        (written,) = tmp_path.glob(f"*.{format}")
        given = visitor.client.get(f"/summaries/locality/norwich.{format}?as-at={MARCH}")
        assert written.read_bytes() == given.data, written.name
        assert written.name in given.headers["Content-Disposition"]


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """A browser for all that is drawn here."""
    with Press() as opened:
        yield opened


def test_a_chart_is_a_drawing_of_its_own_that_says_what_it_shows(press: Press) -> None:
    drawn = made(report(), "svg", press, picture="plans-months")
    assert drawn.name == "committee_2016-03-31_plans-months.svg"
    assert drawn.mimetype == CHART_FORMATS["svg"]
    about = Tree.fromstring(drawn.body).find("{http://www.w3.org/2000/svg}desc")
    assert about is not None
    assert about.text == "From 70 % to 79 %."


@pytest.mark.browser
def test_a_report_on_paper_passes_every_rule_of_pdf_ua_that_a_program_can_check(
    press: Press,
) -> None:
    paper = made(report(), "pdf", press)
    assert (paper.name, paper.mimetype) == ("committee_2016-03-31.pdf", "application/pdf")
    found = checker.validate_pdf_bytes(
        paper.body, profile=checker.ValidationProfile.PDF_UA_1)
    assert [f"{fault.rule_id}: {fault.message}" for fault in found.failures] == []


@pytest.mark.browser
def test_an_area_and_the_overview_have_two_sheets_and_the_longest_lines_one(
    server: Flask, press: Press,
) -> None:
    asked = Asked(queries(), actions())

    def asked_for(name: str, **which: str) -> Report:
        return reports.report(asked, Viewer("analyst"), name, MARCH, **which)

    def sheets(found: Report) -> int:
        with pikepdf.open(io.BytesIO(made(found, "pdf", press).body)) as pdf:
            return len(pdf.pages)

    assert sheets(asked_for("locality", place="norwich")) == 2
    assert sheets(asked_for("monitoring")) == 2
    lines = [asked_for("monitoring", line=line.id)
             for file in monitored(asked) for line in file.lines]
    most = sorted(lines, key=lambda found: len(" ".join(found.sentences())))[-6:]
    assert {found.id: sheets(found) for found in most} == {found.id: 1 for found in most}


@pytest.mark.browser
def test_all_charts_come_as_drawings_and_as_pictures_the_same_each_time(press: Press) -> None:
    zipped, again = (made(report(), "charts.zip", press).body for _ in range(2))
    with zipfile.ZipFile(io.BytesIO(zipped)) as file:
        assert sorted(file.namelist()) == [
            f"committee_2016-03-31_plans-{name}" for name in (
                "areas.png", "areas.svg", "months.png", "months.svg")]
        assert file.testzip() is None
    assert zipped == again


@pytest.mark.parametrize(("address", "status", "said"), [
    ("/summaries/committee.csv?as-at=2016-03-10", 404,
     "Nothing was published as at 10 March 2016. The nearest dates are 29 February 2016 and "
     "31 March 2016."),
    ("/summaries/committee.csv?as-at=soon", 404, "not a date"),
    ("/summaries/locality/atlantis.csv", 404, "no area called atlantis"),
    ("/summaries/monitoring/none.csv", 404, "none"),
    ("/measures/none.csv", 404, "no measure called none"),
    (f"{MEASURE}.csv?place=atlantis", 404, "no place called atlantis"),
    ("/summaries/locality/norwich/charts/none.svg", 404, "no chart called none")])
def test_what_is_not_there_is_said_in_words(
    server: Flask, address: str, status: int, said: str,
) -> None:
    answer = Visitor(server, "analyst").client.get(address)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


@pytest.mark.parametrize(("address", "ways"), [
    ("/summaries/committee.csv?as-at=2016-03-10", [
        "/summaries/committee.csv?as-at=2016-02-29", "/summaries/committee.csv?as-at=2016-03-31"]),
    ("/measures/pep-up-to-date.csv?place=norwich&as-at=2020-01-01", [
        "/measures/pep-up-to-date.csv?place=norwich&amp;as-at=2016-03-31"]),
    ("/summaries/board.pdf", []), ("/summaries/locality/atlantis.csv", [])])
def test_a_file_that_cannot_be_had_is_answered_by_a_whole_page_with_ways_on(
    server: Flask, address: str, ways: list[str],
) -> None:
    answer = Visitor(server, "committee").client.get(address)
    text = answer.get_data(as_text=True)
    assert answer.status_code in (403, 404)
    assert answer.mimetype == "text/html"
    assert text.startswith('<!DOCTYPE html><html lang="en-GB">')
    assert "Not Found" not in text
    assert re.findall('<a href="([^"]*)"', text) == [*ways, "/"]


def test_a_place_that_a_role_may_not_see_gives_no_document_of_a_measure(server: Flask) -> None:
    address = f"{MEASURE}.csv?place=norwich-looked-after"
    assert Visitor(server, "analyst").client.get(address).status_code == 200
    for role in ("manager", "committee"):
        answer = Visitor(server, role).client.get(address)
        assert (answer.status_code, b"outside what this role may see" in answer.data) == (403, True)


def test_a_date_that_was_withdrawn_is_not_given_out(server: Flask, store: Path) -> None:
    from tests.data.county import JANUARY, publish

    publish(store, JANUARY)
    visitor = Visitor(server, "analyst")
    address = f"/summaries/locality/norwich.csv?as-at={JANUARY}"
    assert visitor.client.get(address).status_code == 200
    Store(store).withdraw(JANUARY, None, by="analyst 7", why="wrong extract")
    assert visitor.client.get(address).status_code == 404


def test_without_chromium_a_pdf_is_refused_in_words_and_the_next_one_too(
    server: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    visitor = Visitor(server, "analyst")
    for _ in range(2):  # a refusal is not kept, but neither does it become a page
        answer = visitor.client.get("/summaries/locality/norwich.pdf")
        assert answer.status_code == 503
        said = answer.get_data(as_text=True)
        assert "apt-get install chromium" in said
        assert "print it from your own browser" in said


def test_when_too_many_are_printed_the_next_is_asked_to_come_again(server: Flask) -> None:
    visitor = Visitor(server, "analyst")
    waiting = [documents._ROOM.acquire(blocking=False) for _ in range(3)]
    try:
        assert all(waiting)
        answer = visitor.client.get("/summaries/locality/breckland.pdf")
        assert answer.status_code == 503
        assert "Try again in a minute." in answer.get_data(as_text=True)
        assert visitor.client.get("/summaries/locality/breckland.csv").status_code == 200
    finally:
        for _ in waiting:
            documents._ROOM.release()


def test_small_numbers_taken_away_are_audited_each_time_and_a_kept_file_too(
    server: Flask, store: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = f"{MEASURE}.csv?as-at={FEBRUARY}"
    before = len(audited(store))
    visitor = Visitor(server, "analyst")
    first = visitor.client.get(address)
    monkeypatch.setattr(documents, "report", None)  # it could not be made again
    second = visitor.client.get(address)
    assert (second.status_code, second.data) == (200, first.data)
    assert second.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    lines = audited(store)[before:]
    assert [line["address"] for line in lines] == [address, address]
    for line in lines:
        given = line["given"][-1]
        assert given["document"].endswith("lac-visit-timely")
        assert (given["place"], given["as_at"], given["format"]) == (
            "norfolk", str(FEBRUARY), "csv")


def test_what_is_public_leaves_no_line_in_the_audit_log(server: Flask, store: Path) -> None:
    before = audited(store)
    assert Visitor(server, "analyst").client.get("/summaries/committee.csv").status_code == 200
    assert audited(store) == before


def test_one_role_is_never_given_what_was_kept_for_another(server: Flask) -> None:
    address = f"{MEASURE}.csv-metadata.json"
    said = [json.dumps(json.loads(Visitor(server, role).client.get(address).data))
            for role in ("analyst", "committee")]
    assert "OFFICIAL-SENSITIVE" in said[0]
    assert "OFFICIAL-SENSITIVE" not in said[1]


def test_the_browser_is_the_one_that_the_settings_name(
    server: Flask, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SURGERY_CHROMIUM", "/nowhere/chrome")
    settings.cache_clear()
    answer = Visitor(server, "analyst").client.get("/summaries/locality/breckland.pdf")
    monkeypatch.undo()
    settings.cache_clear()
    assert "SURGERY_CHROMIUM names /nowhere/chrome" in answer.get_data(as_text=True)
