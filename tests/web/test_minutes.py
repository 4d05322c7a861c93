"""Minutes on their page, and as Word and CSV: for who was there, and nobody else's child."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from docx import Document
from flask import Flask

from data.actions import Minutes, actions
from data.minutes_seen import IN_PART, MADE_UP, MARKING
from data.settings import settings
from data.viewers import Viewer
from pages._web.made_up_surgeries import record
from tests.data.county import FEBRUARY, LYNN, MARCH
from tests.web.asking import named
from tests.web.conftest import Visitor
from tests.web.test_pages import strings

AREA = "kings-lynn-west-norfolk"
HEAD = Viewer("head", AREA, "looked-after")
SAID = "child-lynn-2 is seen on Friday"
CHILDREN = {"child-lynn-1", "child-lynn-2", "child-lynn-3"}


@pytest.fixture(scope="module")
def own_database(server: Flask) -> Iterator[None]:
    """A database of these tests' own, since others hold the same surgeries."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SURGERY_DATABASE", "sqlite:///of-minutes.db")
        settings.cache_clear()
        actions.cache_clear()
        yield
        actions().close()
    settings.cache_clear()
    actions.cache_clear()


@pytest.fixture(scope="module")
def kept(own_database: None) -> Minutes:
    """Two closed surgeries of one area; the second with a note and two actions."""
    log = actions()
    for day in (FEBRUARY, MARCH):
        surgery = log.open_surgery(HEAD, AREA, day, str(uuid4()), held=day)
        if day == MARCH:
            log.note(HEAD, surgery.id, "4", SAID, str(uuid4()))
            for place, child in ((AREA, "child-lynn-1"), (LYNN, "child-lynn-3")):
                log.add(HEAD, what=f"=See to it at {place}", owner="director", place=place,
                        due_on=MARCH.replace(month=4, day=14), children=[child], agreed_at=MARCH,
                        surgery=surgery.id, token=str(uuid4()))
        minutes = log.close_surgery(HEAD, surgery.id, record(HEAD, AREA, day), str(uuid4()))
    return minutes


def path(minutes: Minutes) -> str:
    return f"/surgeries/{AREA}/minutes/{minutes.surgery.held}"


def words(visitor: Visitor, address: str) -> str:
    return " ".join(strings(json.loads(visitor.page(address))))


def test_the_head_reads_all_of_it(server: Flask, kept: Minutes) -> None:
    said = words(Visitor(server, "head"), path(kept))
    for part in (MARKING, MADE_UP, "Minutes of the performance surgery, King’s Lynn and West Norf",
                 "Held on 31 March 2016 with the figures as at 31 March 2016, revision 1.", SAID,
                 "8. What we agree", f"=See to it at {AREA}", "Other minutes", "29 February 2016"):
        assert part in said, part
    assert named(said, CHILDREN) == CHILDREN
    assert IN_PART not in said


def test_a_manager_reads_the_sentences_and_what_the_own_team_agreed(
    server: Flask, kept: Minutes,
) -> None:
    visitor = Visitor(server, "manager")
    said = words(visitor, path(kept))
    assert IN_PART in said
    assert named(said, CHILDREN) == {"child-lynn-3"}
    assert SAID not in said
    for item in kept.record["items"]:
        assert item["sentence"] in said
    document = Document(io.BytesIO(visitor.client.get(f"{path(kept)}.docx").get_data()))
    assert len(document.tables[0].rows) == 2
    rows = visitor.client.get(f"{path(kept)}.csv").get_data(as_text=True)
    assert named(rows, CHILDREN) == {"child-lynn-3"}


@pytest.mark.parametrize("role", ["worker", "committee", "board"])
def test_nobody_else_reads_any_of_it(server: Flask, kept: Minutes, role: str) -> None:
    visitor = Visitor(server, role)
    assert "Not for this role" in words(visitor, path(kept))
    for kind in ("docx", "csv"):
        assert visitor.client.get(f"{path(kept)}.{kind}").status_code == 403


def test_word_and_csv_are_files_that_nobody_keeps_and_leave_a_line_in_the_log(
    server: Flask, kept: Minutes, store: Path,
) -> None:
    visitor = Visitor(server, "head")
    for kind, mimetype in (("docx", "application/vnd.openxmlformats-officedocument"),
                           ("csv", "text/csv")):
        answer = visitor.client.get(f"{path(kept)}.{kind}")
        assert answer.status_code == 200
        assert answer.mimetype.startswith(mimetype)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith(
            f'attachment; filename="surgery_{AREA}_2016-03-31')
        lines = "".join(log.read_text() for log in (store / "audit").glob("*.jsonl"))
        assert f"{path(kept)}.{kind}" in lines
    assert "'=See to it at" in answer.get_data(as_text=True)


@pytest.mark.parametrize("held", ["2016-03-30", "31.3.2016", "2016-13-01"])
def test_a_day_without_a_closed_surgery_is_not_found(
    server: Flask, kept: Minutes, held: str,
) -> None:
    visitor, address = Visitor(server, "head"), f"/surgeries/{AREA}/minutes/{held}"
    assert "Not found" in words(visitor, address)
    for kind in ("docx", "csv"):
        assert visitor.client.get(f"{address}.{kind}").status_code == 404
