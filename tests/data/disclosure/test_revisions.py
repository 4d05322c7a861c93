"""A date loaded again, or taken back: no two reports of it tell together what one hides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.disclosure.attack import attack_store
from data.disclosure.files import PublicFiles
from data.disclosure.identities import read_identities
from data.disclosure.publish import publish_public
from data.snapshots.live import Live
from data.snapshots.store import Entry, Store
from tests.data.county import CATALOGUE
from tests.data.looking import TREE
from tests.data.signals.making import MARCH, NORFOLK, NORWICH, PLAIN, REVIEWS, publish, rows

AREAS = [place.id for place in TREE.localities]


def report(store: Store, on_time: int) -> Entry:
    """March published: so many of 200 reviews on time in Norwich, 100 of 200 in the others."""
    figures: dict[tuple[str, str], tuple[float, float] | float | None] = {
        (REVIEWS, area): (100, 200) for area in AREAS}
    figures[REVIEWS, NORWICH] = (on_time, 200)
    figures[REVIEWS, NORFOLK] = (100 * (len(AREAS) - 1) + on_time, 200 * len(AREAS))
    entry = publish(store, MARCH, rows(MARCH, figures))
    publish_public(store, PLAIN, CATALOGUE)
    return entry


def shown(store: Store, entry: Entry) -> pd.Series:
    """How many were on time by place, empty where it is suppressed."""
    files = PublicFiles.of(store.root, PLAIN, CATALOGUE)
    found = files.figures(entry, store.manifest(entry)["seal"])
    assert found is not None
    return found.set_index("place")["numerator"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_a_number_suppressed_once_stays_so_when_the_date_is_loaded_again(store: Store) -> None:
    """Three, and then eight: eight less the change of the county would be the three."""
    first, second = report(store, 3), report(store, 8)
    (beside,) = [area for area in AREAS if area != NORWICH and pd.isna(shown(store, first)[area])]
    assert shown(store, second)[[NORWICH, beside]].isna().all()
    assert shown(store, first)[NORFOLK] == 503
    assert shown(store, second)[NORFOLK] == 508
    alone = report(Store(store.root / "alone"), 8)
    assert shown(Store(store.root / "alone"), alone)[NORWICH] == 8


def test_a_report_withdrawn_is_still_one_that_somebody_kept(store: Store) -> None:
    first, second = report(store, 3), report(store, 8)
    before = shown(store, first)
    store.withdraw(MARCH, second.revision, by="analyst", why="the wrong file")
    assert publish_public(store, PLAIN, CATALOGUE) == []
    public = Live(store, public=PublicFiles.of(store.root, PLAIN, CATALOGUE)).edition()
    again = public.public_figures[MARCH].one("locality", NORWICH, REVIEWS, "point")
    assert again is not None
    assert again.hidden
    pd.testing.assert_series_equal(shown(store, first), before)
    third = report(store, 9)
    assert pd.isna(shown(store, third)[NORWICH])


def test_no_two_reports_of_a_date_tell_a_small_number(store: Store) -> None:
    """Taken back or not: six is shown, then three must not be told by what has not changed."""
    for on_time in (6, 3, 8):
        entry = report(store, on_time)
    store.withdraw(MARCH, entry.revision, by="analyst", why="the wrong file")
    report(store, 4)
    (found,) = attack_store(store, PLAIN.disclosure, CATALOGUE, read_identities(), exact=True)
    assert found.small > 0
    assert found.recovered == 0


def test_worked_out_anew_every_report_is_the_same(store: Store) -> None:
    report(store, 6)
    report(store, 3)
    files = {path: path.read_bytes() for path in (store.root / "public").rglob("*.parquet")}
    assert len(files) == 2
    for path in files:
        path.unlink()
    publish_public(store, PLAIN, CATALOGUE)
    assert {path: path.read_bytes() for path in files} == files
