"""What is public of a snapshot: worked out at publishing, kept beside it, read by the server."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.authority import Disclosure
from data.disclosure.files import PublicFiles, method
from data.disclosure.groups import AUDITED
from data.disclosure.public import public_rows
from data.disclosure.publish import publish_public
from data.disclosure.rounding import rounded
from data.disclosure.system import Published
from data.exports import figure_lines
from data.queries import Queries
from data.snapshots.live import Live
from data.snapshots.store import Store
from tests.data.county import CATALOGUE, FEBRUARY, MARCH, publish
from tests.data.disclosure.hiding import public_table
from tests.data.disclosure.test_channels import measures
from tests.data.looking import ANALYST, COMMITTEE
from tests.data.measures.worked import AUTHORITY


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("public")
    for day in (FEBRUARY, MARCH):
        publish(found, day)
    return found


def served(root: Path) -> Queries:
    files = PublicFiles.of(root, AUTHORITY, CATALOGUE)
    return Queries(Live(Store(root), refresh_seconds=0, public=files), AUTHORITY, CATALOGUE)


def file_of(root: Path, day: dt.date) -> Path:
    store = Store(root)
    entry = store.entry(day)
    return PublicFiles.of(root, AUTHORITY, CATALOGUE).path(entry, store.manifest(entry)["seal"])


def test_publishing_a_snapshot_works_out_what_is_public_of_it(root: Path) -> None:
    assert file_of(root, FEBRUARY).exists()
    assert file_of(root, MARCH).exists()
    assert publish_public(Store(root), AUTHORITY, CATALOGUE) == []


def test_nothing_is_public_until_it_is_worked_out_and_then_it_appears(root: Path) -> None:
    path = file_of(root, FEBRUARY)
    kept = path.read_bytes()
    path.unlink()
    q = served(root)
    key = q.edition.key
    before = q.figure(COMMITTEE, "lac-count", "norfolk", FEBRUARY)
    assert before is not None
    assert before["hidden"]
    assert q.figure(ANALYST, "lac-count", "norfolk", FEBRUARY)["numerator"] > 5  # type: ignore[index]
    assert publish_public(Store(root), AUTHORITY, CATALOGUE) == [FEBRUARY]
    assert path.read_bytes() == kept, "the same decisions every time"
    after = q.figure(COMMITTEE, "lac-count", "norfolk", FEBRUARY)
    assert after is not None
    assert not after["hidden"]
    assert q.edition.key != key


def test_a_torn_file_shows_nothing_and_is_worked_out_again(root: Path) -> None:
    path = file_of(root, MARCH)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert served(root).figure(COMMITTEE, "lac-count", "norfolk", MARCH)["hidden"]  # type: ignore[index]
    assert publish_public(Store(root), AUTHORITY, CATALOGUE) == [MARCH]
    assert path.read_bytes() == whole


def test_another_setting_has_another_file() -> None:
    other = AUTHORITY.model_copy(update={"disclosure": Disclosure(threshold=10)})
    assert method(other, CATALOGUE) != method(AUTHORITY, CATALOGUE)


def test_a_flow_has_one_period_for_members_and_every_one_for_others(root: Path) -> None:
    q = served(root)
    flow = CATALOGUE["re-referrals-12m"]
    assert q.periods_of(ANALYST, flow) == ("month", "year")
    assert q.periods_of(COMMITTEE, flow) == ("year",)
    rows = q.all_figures(COMMITTEE, MARCH)
    assert rows.groupby(["measure", "place"])["period"].nunique().max() == 1
    for measure in CATALOGUE:
        asked = q.history(COMMITTEE, measure, "norfolk", MARCH, period="month")
        assert set(asked["period"]) <= set(q.periods_of(COMMITTEE, CATALOGUE[measure]))


def test_audits_of_a_kind_of_plan_are_no_figure(root: Path) -> None:
    rows = served(root).all_figures(COMMITTEE, MARCH)
    assert not rows["measure"].str.startswith(AUDITED).any()


def test_where_areas_are_not_public_every_figure_of_theirs_is_hidden(tmp_path: Path) -> None:
    publish(tmp_path, MARCH)
    authority = AUTHORITY.model_copy(update={"disclosure": Disclosure(levels=("authority",))})
    publish_public(Store(tmp_path), authority, CATALOGUE)
    files = PublicFiles.of(tmp_path, authority, CATALOGUE)
    q = Queries(Live(Store(tmp_path), public=files), authority, CATALOGUE)
    assert q.standing(COMMITTEE, "norwich", MARCH)["hidden"].sum() > 50
    assert not q.figure(COMMITTEE, "lac-count", "norfolk", MARCH)["hidden"]  # type: ignore[index]


# Rounding ------

def rows_of(published: Published, **settings: int) -> pd.DataFrame:
    return public_rows(published, chosen=Disclosure(**settings), periods={})  # type: ignore[arg-type]


def test_counts_are_rounded_and_the_share_is_of_the_rounded() -> None:
    published = public_table(measures(m={
        "numerator": [12, 28], "denominator": [33, 44], "cases": [33, 44]}))
    whole, a, b = rows_of(published, rounding=5).to_dict("records")
    assert [(r["numerator"], r["denominator"]) for r in (whole, a, b)] == [
        (40, 75), (10, 35), (30, 45)]


def test_what_rounds_to_nought_but_is_not_is_marked_so() -> None:
    published = public_table(measures(m={"numerator": [2, 0, 28]}), threshold=0)
    rows = rows_of(published, threshold=0, rounding=5).to_dict("records")
    assert [(r["numerator"], r["marks"][0]) for r in rows] == [
        (30, " "), (0, "k"), (0, " "), (30, " ")]


def test_a_population_is_not_rounded_and_a_mean_stays_right() -> None:
    published = public_table(measures(
        rate={"numerator": [12, 28], "denominator": [903, 1207]},
        mean={"numerator": [123, 290], "denominator": [12, 28], "cases": [12, 28]}))
    rate, mean = rounded(published.table, 5)[:, :, 1].T
    assert rate.tolist() == [10, 903, 0, 10]
    assert mean[1] == 10
    assert round(mean[0] / mean[1], 1) == 10.2, "123 of 12 are 10.25"


def test_a_download_says_what_is_hidden_and_what_rounds_to_nought() -> None:
    row = {"as_at": MARCH, "measure": "m", "period": "point", "unknown": np.nan, "cases": 20.0,
           "denominator": 20.0, "status": "suppressed"}
    lines = figure_lines("norwich", pd.DataFrame([
        {**row, "numerator": np.nan, "value": np.nan, "hidden": True, "marks": "c c "},
        {**row, "numerator": 0.0, "value": 0.0, "unknown": 0.0, "status": "no target",
         "hidden": False, "marks": "k   "}])).splitlines()
    assert lines[1] == "2016-03-31,m,norwich,point,[c],20.0,[c],20.0,[c],suppressed"
    assert lines[2] == "2016-03-31,m,norwich,point,[k],20.0,0.0,20.0,[k],no target"


def test_a_web_server_never_loads_scipy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, data.queries, data.snapshots.live; "
         "print('scipy' in sys.modules)"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
