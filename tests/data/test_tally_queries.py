"""Tallies are read from a snapshot, and of one of an earlier version worked out from its cases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.measures.tallies import TALLIES, Done, Load, Said, Unnamed
from data.queries import NotFound, Queries, open_queries
from data.settings import Settings
from data.snapshots import store as store_module
from data.snapshots.load import build
from data.snapshots.store import Entry, Store
from data.tally_queries import KEPT, rows_of
from tests.data.county import CATALOGUE, LYNN, MARCH, county, publish
from tests.data.looking import ANALYST, HEAD, MANAGER
from tests.data.measures.worked import AUTHORITY, extract_of
from tests.data.snapshots.making import as_before

LYNN_AREA = "kings-lynn-west-norfolk"
ROWS: dict[str, type[Any]] = {"said": Said, "done": Done, "caseloads": Load, "nobody": Unnamed}
AUDITED = [{"audit_id": f"a {n}", "person_id": f"child-lynn-{n}", "plan_type": "education",
            "audited_date": "1 Mar 2016", "moderated_date": "1 Mar 2016", "grade": "good"}
           for n in (1, 2)]


def without_tallies(entry: Entry) -> None:
    """Make a snapshot what the version before this one would have published."""
    path = entry.path / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name in TALLIES:
        (entry.path / f"{name}.parquet").unlink()
        del manifest["files"][f"{name}.parquet"], manifest["rows"][name]
    manifest["seal"] = store_module._seal(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def held(q: Queries, day: dt.date, name: str) -> list[Any]:
    return rows_of(q._tally(q.snapshot(ANALYST, day), name), ROWS[name])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Queries, Queries]:
    """The hand-written county as it is published now, and as it was before there were tallies."""
    found = []
    for change in (None, without_tallies):
        root = tmp_path_factory.mktemp("tallies")
        made = build(extract_of(**county(), case_audits=AUDITED), as_at=MARCH, store=Store(root),
                     authority=AUTHORITY, catalogue=CATALOGUE, about={"signed_off_by": "a test"})
        if change:
            change(made.entry)
        found.append(open_queries(Settings(store=root, refresh_seconds=60)))
    return found[0], found[1]


@pytest.mark.parametrize("name", TALLIES)
def test_a_snapshot_without_a_tally_gives_the_same_rows(
    both: tuple[Queries, Queries], name: str,
) -> None:
    now, before = both
    assert now.snapshot(ANALYST, MARCH).holds(f"{name}.parquet")
    assert not before.snapshot(ANALYST, MARCH).holds(f"{name}.parquet")
    assert held(now, MARCH, name) == held(before, MARCH, name) != []


@pytest.mark.parametrize("ask", [
    lambda q, viewer: q.demand(viewer, q.agenda(viewer, LYNN_AREA, MARCH), MARCH),
    lambda q, viewer: q.nobody_named(viewer, q.agenda(viewer, LYNN_AREA, MARCH), MARCH),
    lambda q, viewer: q.caseloads(viewer, LYNN, MARCH),
    lambda q, viewer: q.quality(viewer, LYNN, MARCH),
], ids=["demand", "nobody named", "caseloads", "quality"])
def test_a_snapshot_without_tallies_gives_the_same_answers(
    both: tuple[Queries, Queries], ask: Callable[[Queries, Any], Any],
) -> None:
    now, before = both
    for viewer in (ANALYST, HEAD, MANAGER):
        assert ask(now, viewer) == ask(before, viewer)


def test_a_snapshot_of_the_first_version_has_caseloads_and_what_was_done_as_well(
    tmp_path: Path,
) -> None:
    """It holds neither children nor workers: who is newly qualified is not known."""
    now, before = tmp_path / "now", tmp_path / "before"
    publish(now)
    as_before(publish(before))
    new, old = (open_queries(Settings(store=store)) for store in (now, before))
    assert held(old, MARCH, "done") == held(new, MARCH, "done") != []
    assert [row[:3] for row in held(old, MARCH, "caseloads")] == [
        row[:3] for row in held(new, MARCH, "caseloads")] != []
    assert not any(row.newly_qualified or row.agency for row in held(old, MARCH, "caseloads"))


def test_only_the_tallies_asked_for_last_are_kept(tmp_path: Path) -> None:
    days = [MARCH - dt.timedelta(n) for n in range(KEPT + 1)]
    q = open_queries(Settings(store=tmp_path))
    publish(tmp_path)
    snapshot = q.snapshot(ANALYST, MARCH)
    first = q._tally(snapshot, "done")
    assert q._tally(snapshot, "done") is first
    for day in days[1:]:
        q._kept_tallies["done"][str(day)] = first
    q._tally(snapshot, "done")
    assert len(q._kept_tallies["done"]) == KEPT
    assert q._tally(snapshot, "done") is first, "asked for again, it is the last"


def test_a_damaged_tally_is_refused_like_any_file_of_a_snapshot(tmp_path: Path) -> None:
    entry = publish(tmp_path)
    (entry.path / "said.parquet").write_bytes(b"nothing")
    with pytest.raises(NotFound, match=r"said\.parquet"):
        open_queries(Settings(store=tmp_path)).quality(ANALYST, "norfolk", MARCH)
