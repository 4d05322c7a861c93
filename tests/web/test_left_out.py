"""The page of a measure says what the extract's faults left out, row by row only to some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from data.snapshots.load import load
from data.snapshots.store import Store
from tests.data.county import CATALOGUE, MARCH, county, write_csv
from tests.data.measures.worked import AUTHORITY
from tests.web.conftest import Visitor

EARLY = "visits from before what they belong to began"


@pytest.fixture(scope="module")
def faulty(
    store: Path, server: Flask, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A revision of March with seven visits from before their plans."""
    tables = county()
    tables["cp_visits"] += [
        {"cp_visit_id": f"early-{n}", "person_id": plan["person_id"],
         "cp_plan_id": plan["cp_plan_id"], "visit_date": "1 Jan 2014"}
        for n, plan in enumerate(tables["cp_plans"][:7])]
    extract = write_csv(tmp_path_factory.mktemp("faulty") / "extract", tables)
    entry = load([str(extract)], as_at=MARCH, store=Store(store), authority=AUTHORITY,
                 catalogue=CATALOGUE).entry
    yield
    Store(store).withdraw(MARCH, entry.revision, by="a test", why="was a test")


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("role", ["analyst", "director", "head", "manager", "committee", "board"])
def test_all_but_members_are_told_how_many_and_only_some_which_rows(
    server: Flask, role: str,
) -> None:
    """Seven could be how many are not known: members are told that there are some."""
    page = Visitor(server, role).page("/measures/cpp-visit-timely")
    assert f"{'some' if role in ('committee', 'board') else '7'} {EARLY}" in page
    assert ("cp_visits.csv" in page) == (role in ("analyst", "director"))
    assert ("before the plan began (2015-09-01)" in page) == (role in ("analyst", "director"))


@pytest.mark.usefixtures("faulty")
def test_a_measure_that_leaves_nothing_out_does_not_speak_of_it(server: Flask) -> None:
    page = Visitor(server, "analyst").page("/measures/pep-up-to-date")
    assert "Left out of this figure" not in page
