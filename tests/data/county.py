"""A small county written by hand: six areas, several teams, and the odd things real ones have.

A worker who holds cases in two teams, a team that no longer exists, a team that nobody knows, a
county-wide team, children nobody holds, and an id that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.disclosure import files
from data.disclosure.publish import publish_public
from data.measures.catalogue import Measure, read_catalogue
from data.snapshots.load import build
from data.snapshots.store import SCHEMAS, Entry, Store
from tests.data.measures.worked import AUTHORITY, born, extract_of, held_by, in_care, on_plan

JANUARY, FEBRUARY, MARCH = (dt.date(2016, 1, 31), dt.date(2016, 2, 29), dt.date(2016, 3, 31))
LYNN = "kings-lynn-west-norfolk-looked-after"
NORWICH = "norwich-looked-after"
BRECKLAND = "breckland-looked-after"
CLOSED = "norwich-safeguarding-1"
UNKNOWN_TEAM = "Nobody’s team"
BOTH_TEAMS = "worker-both"
FORMULA = "=2+3 child"
CATALOGUE: dict[str, Measure] = read_catalogue(
    targets=AUTHORITY.targets, tolerances=AUTHORITY.tolerances)
Tables = dict[str, list[dict[str, Any]]]

_LOOKED_AFTER = [
    # team, worker, children
    (LYNN, "worker-lynn-1", [f"child-lynn-{n}" for n in range(1, 7)] + [FORMULA]),
    (LYNN, BOTH_TEAMS, [f"child-lynn-{n}" for n in range(8, 12)]),
    (LYNN, None, ["child-lynn-12", "child-lynn-13"]),
    (NORWICH, "worker-norwich-1", [f"child-norwich-{n}" for n in range(1, 10)]),
    (NORWICH, BOTH_TEAMS, ["child-norwich-10", "child-norwich-11"]),
    (BRECKLAND, "worker-breckland-1", [f"child-breckland-{n}" for n in range(1, 4)]),
    (CLOSED, "worker-norwich-2", ["child-closed-1", "child-closed-2"]),
    (UNKNOWN_TEAM, "worker-lost", ["child-lost-1", "child-lost-2"]),
]
_ON_PLAN = [
    ("great-yarmouth-family-intervention-1", "worker-yarmouth-1",
     [f"child-yarmouth-{n}" for n in range(1, 9)]),
    ("norwich-family-intervention-1", "worker-norwich-3",
     [f"child-plan-{n}" for n in range(1, 8)]),
]


def county(*, more: int = 0) -> Tables:
    """The source tables. ``more`` children are looked after in Norwich beside the others."""
    tables: Tables = {name: [] for name in (
        "person", "cla_episodes", "legal_status", "cla_placement", "cla_visits", "cla_health",
        "education_plans", "involvements", "professionals", "workforce", "cp_plans", "cp_visits",
        "cp_reviews", "care_leavers", "cin_episodes", "cin_assessments", "s47_enquiry",
        "initial_cp_conference")}
    groups = [*_LOOKED_AFTER]
    if more:
        groups.append((NORWICH, "worker-norwich-1", [f"child-new-{n}" for n in range(more)]))
    for team, worker, children in groups:
        for n, child in enumerate(children):
            _looked_after(tables, child, team, worker, n)
    for team, worker, children in _ON_PLAN:
        for n, child in enumerate(children):
            _planned(tables, child, team, worker, n)
    _leavers(tables)
    _front_door(tables)
    workers = {worker for _, worker, _ in (*groups, *_ON_PLAN) if worker}
    tables["professionals"] = [
        {"professional_id": worker, "job_title": "Social worker", "full_time_equivalent":
         None if worker == "worker-lost" else 0.5 if worker == BOTH_TEAMS else 1.0}
        for worker in sorted(workers)]
    return tables


def _looked_after(tables: Tables, child: str, team: str, worker: str | None, n: int) -> None:
    tables["person"].append(born(child, f"{n + 1} May 2006"))
    tables["cla_episodes"].append(in_care(child, "1 Sep 2015"))
    tables["legal_status"].append({
        "legal_status_id": f"l {child}", "person_id": child, "status": "C2",
        "start_date": "1 Sep 2015"})
    tables["cla_placement"].append({
        "placement_id": f"p {child}", "person_id": child, "type": "U6", "start_date": "1 Sep 2015"})
    tables["involvements"].append(held_by(child, worker, team, since="1 Sep 2015"))
    visits = ["10 Dec 2015", "20 Jan 2016"] + (["20 Mar 2016"] if n % 3 else [])
    tables["cla_visits"] += [
        {"cla_visit_id": f"{child} {on}", "person_id": child, "visit_date": on}
        for on in (visits if n % 5 != 4 else [])]
    if n % 2:
        tables["cla_health"] += [
            {"health_check_id": f"{child} {kind}", "person_id": child, "check_type": kind,
             "check_date": "5 Feb 2016", "status": "done"} for kind in ("initial", "dental")]
        tables["education_plans"].append({
            "pep_id": child, "person_id": child, "review_date": "20 Jan 2016"})


def _planned(tables: Tables, child: str, team: str, worker: str, n: int) -> None:
    tables["person"].append(born(child, f"{n + 1} May 2008"))
    tables["cp_plans"].append(on_plan(child, "1 Sep 2015"))
    tables["involvements"].append(held_by(child, worker, team, since="1 Sep 2015"))
    if n % 4:
        tables["cp_visits"].append({
            "cp_visit_id": child, "person_id": child, "cp_plan_id": child, "visit_date":
            "24 Mar 2016" if n % 2 else "12 Jan 2016", "seen": True, "seen_alone": n % 3 > 0})
        tables["cp_reviews"].append({
            "cp_review_id": child, "person_id": child, "cp_plan_id": child,
            "review_date": "20 Nov 2015"})


def _leavers(tables: Tables) -> None:
    for n in range(9):
        leaver = f"leaver-south-{n}"
        tables["person"].append(born(leaver, "3 Jun 1996"))
        tables["care_leavers"].append({
            "person_id": leaver, "eligibility": "FORMER", "in_touch": "YES" if n % 4 else None,
            "pathway_plan_review_date": None if n == 8 else "1 Jul 2015" if n > 5 else "1 Feb 2016",
            "team": "south-norfolk-leaving-care", "personal_advisor": "adviser-south"})


def _front_door(tables: Tables) -> None:
    for n in range(12):
        child, team = f"child-door-{n}", "mash" if n < 4 else "norwich-assessment"
        month = ("Jan", "Feb", "Mar")[n % 3]
        tables["person"].append(born(child, "1 Jan 2012"))
        tables["cin_episodes"].append({
            "referral_id": f"r {child}", "person_id": child, "team": team,
            "referral_date": f"{n + 1} {month} 2016", "worker_id": "worker-door"})
        tables["cin_assessments"].append({
            "assessment_id": f"a {child}", "person_id": child, "start_date": f"{n + 1} Jan 2016",
            "authorised_date": f"{n + 8} {('Feb', 'Mar')[n % 2]} 2016", "team": team,
            "worker_id": "worker-door"})


def publish(root: Path, as_at: dt.date = MARCH, *, more: int = 0, **about: str) -> Entry:
    """Publish the county's snapshot of a date in a store; ``about`` goes into its manifest.

    It is built once in a process, and what is public of it worked out once: again would give the
    same, for that depends on the tables of the date's revisions alone.
    """
    tables, said = _built(as_at, more)
    store = Store(root)
    entry = store.publish(as_at=as_at, tables=tables, about={**said, **about})
    revisions = _PUBLISHED[root, as_at]
    revisions.append(more)
    alone = len(revisions) == entry.revision  # nobody else has published revisions of the date
    path = files.PublicFiles.of(root, AUTHORITY, CATALOGUE).path(
        entry, store.manifest(entry)["seal"])
    known = (as_at, *revisions)
    if alone and known in _PUBLIC:
        files.write(path, _PUBLIC[known])
        return entry
    publish_public(store, AUTHORITY, CATALOGUE, days=[as_at])
    if alone:
        _PUBLIC[known] = files.read(path).to_pandas()
    return entry


_PUBLISHED: defaultdict[tuple[Path, dt.date], list[int]] = defaultdict(list)
"""How many more children each revision of a date in a store has."""
_PUBLIC: dict[tuple[object, ...], pd.DataFrame] = {}
"""The public rows of the last of a date and such revisions."""


@cache
def _built(as_at: dt.date, more: int) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    """A snapshot's tables, and what its manifest says of them."""
    with tempfile.TemporaryDirectory(prefix="surgery-county-") as folder:
        store = Store(Path(folder))
        entry = build(
            extract_of(**county(more=more)), as_at=as_at, store=store, authority=AUTHORITY,
            catalogue=CATALOGUE, about={"signed_off_by": "a test", "made_up": True}).entry
        tables = {name: pq.read_table(entry.path / f"{name}.parquet", partitioning=None)
                  for name in SCHEMAS}
        said = store.manifest(entry)
    for own in ("schema_version", "as_at", "revision", "rows", "files", "seal"):
        del said[own]  # the store says it anew
    return tables, said


def write_csv(folder: Path, tables: Tables | None = None) -> Path:
    """The county as a folder of CSV files, one a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in extract_of(**(tables or county())).tables.items():
        if tables is None or name in tables:
            columns = [c for c in table.column_names if c != "referrals_before_12m"]
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(columns)
                writer.writerows(
                    [("Y" if v is True else "N" if v is False else v) for v in
                     (row[c] for c in columns)] for row in table.to_pylist())
    return folder
