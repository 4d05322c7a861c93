"""The made-up county attacked: all tables that members may open, of two months and a revision."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from data.actions import open_actions
from data.authority import Authority
from data.demo.norfolk import History, write_extract
from data.disclosure.attack import attack, attack_store, words
from data.disclosure.depths import first_depths
from data.disclosure.files import PublicFiles
from data.disclosure.identities import read_identities
from data.disclosure.publish import publish_public
from data.disclosure.system import Published, system_of
from data.disclosure.table import CASES, DENOMINATOR, NUMERATOR, UNKNOWN, Table, hidden_of
from data.disclosure.work_out import published_of
from data.measures.catalogue import Measure, read_catalogue
from data.queries import open_queries
from data.settings import Settings
from data.snapshots.load import load
from data.snapshots.store import Store
from data.summaries.asked import Asked
from data.summaries.reports import report
from data.viewers import Viewer
from tests.data.demo.conftest import JULY
from tests.data.demo.files_read import Told, recovered, told_by
from tests.data.disclosure.searching import broken, undeclared

MARCH = dt.date(2016, 3, 31)


@pytest.fixture(scope="module")
def catalogue(norfolk: Authority) -> dict[str, Measure]:
    return read_catalogue(targets=norfolk.targets, tolerances=norfolk.tolerances)


@pytest.fixture(scope="module")
def store(
    history: History, norfolk: Authority, catalogue: dict[str, Measure], july_twice: Store,
    tmp_path_factory: pytest.TempPathFactory,
) -> Store:
    """July 2015 as it was said first and as it was known in October, and March 2016."""
    root = tmp_path_factory.mktemp("attacked")
    day = f"as_at={JULY}"
    shutil.copytree(july_twice.snapshots / day, root / "snapshots" / day)
    write_extract(history, MARCH, root / "extract")
    load([str(root / "extract")], as_at=MARCH, store=Store(root), authority=norfolk,
         catalogue=catalogue)
    return Store(root)


@pytest.fixture(scope="module")
def tables(store: Store, norfolk: Authority, catalogue: dict[str, Measure]) -> Sequence[Table]:
    return [one.table for _, one in published_of(
        store, store.entries(), norfolk.disclosure.model_copy(update={"threshold": 0}), catalogue,
        read_identities())]


def test_no_small_number_can_be_worked_out_from_all_tables_together(
    store: Store, norfolk: Authority, catalogue: dict[str, Measure],
) -> None:
    found = list(attack_store(store, norfolk.disclosure, catalogue, read_identities()))
    print(words(found))
    assert sum(one.small for one in found) > 1000
    assert sum(one.recovered for one in found) == 0
    assert min(one.narrowest for one in found) >= 1


def test_the_attack_would_find_them_were_each_measure_hidden_by_itself(
    tables: Sequence[Table],
) -> None:
    last = tables[-1]
    assert attack([Published(last, first_depths(last, 5))], 5, MARCH).recovered > 0


def test_every_declared_identity_holds_everywhere(tables: Sequence[Table]) -> None:
    assert broken(tables, read_identities()) == []


def test_no_equality_or_sum_is_undeclared(tables: Sequence[Table]) -> None:
    assert undeclared(tables) == []


def test_members_read_what_was_made_public_and_it_is_mostly_there(
    store: Store, norfolk: Authority, catalogue: dict[str, Measure],
) -> None:
    files = PublicFiles.of(store.root, norfolk, catalogue)
    entry = store.entry(MARCH)
    public = files.figures(entry, store.manifest(entry)["seal"])
    assert isinstance(public, pd.DataFrame)
    county = public[public["level"] == "authority"]
    assert county["hidden"].mean() < 0.1
    assert public[public["level"] == "locality"]["hidden"].mean() < 0.3
    for name in ("numerator", "unknown", "cases"):
        counts = public[name][~public["measure"].isin(["vacancy-rate", "agency-rate"])]
        assert not counts.between(0.5, 5).any(), name


# The finished files ------

@pytest.fixture(scope="module")
def asked(
    store: Store, norfolk: Authority, catalogue: dict[str, Measure],
) -> Asked:
    """The store as a server reads it, with what is public of it."""
    publish_public(store, norfolk, catalogue)
    chosen = Settings(store=store.root, refresh_seconds=60)
    return Asked(open_queries(chosen), open_actions(chosen))


@pytest.fixture(scope="module")
def told(asked: Asked) -> dict[Told, None]:
    """Every number of March in the committee's, the board's, the monitoring's and all areas' CSV
    and workbook.
    """
    wanted = [("committee", ""), ("board", ""), ("monitoring", ""),
              *(("locality", area.id) for area in asked.q.places.localities)]
    return dict.fromkeys(one for name, place in wanted for one in told_by(
        report(asked, Viewer("analyst"), name, MARCH, place=place), asked))


@pytest.fixture(scope="module")
def march(store: Store, norfolk: Authority, catalogue: dict[str, Measure]) -> Published:
    """All public tables of March, and the depths to which they are shown."""
    (_, found), = published_of(
        store, [store.entry(MARCH)], norfolk.disclosure, catalogue, read_identities())
    return found


def test_no_small_number_can_be_worked_out_from_the_finished_files_and_all_tables_together(
    told: dict[Told, None], march: Published,
) -> None:
    worked_out, small, wrong = recovered(system_of([march], 5), march.table, told, "norfolk")
    assert len(told) > 1000
    assert {one.column for one in told} == {NUMERATOR, DENOMINATOR, UNKNOWN, CASES, None}
    assert wrong == []
    assert small > 500
    assert worked_out == 0


@pytest.mark.parametrize("how", ["its count", "its share to five decimals"])
def test_the_reader_of_files_would_find_a_small_number_were_a_single_one_told(
    told: dict[Told, None], march: Published, how: str,
) -> None:
    table = march.table
    hidden = hidden_of(table, march.depth)
    n, part = next(
        (n, part) for n, part in np.argwhere(hidden)
        if table.parts[part].startswith("areas:") and table.shapes[n].share
        and 1 <= table.numbers[NUMERATOR, n, part] <= 5)
    met, base = table.numbers[[NUMERATOR, DENOMINATOR], n, part]
    place = table.parts[part].removeprefix("areas:")
    one = Told(table.measures[n], place, NUMERATOR, met, met) if how == "its count" else Told(
        table.measures[n], place, None, met / base - 5e-8, met / base + 5e-8)
    worked_out, _, wrong = recovered(
        system_of([march], 5), table, {**told, one: None}, "norfolk")
    assert wrong == []
    assert worked_out >= 1
