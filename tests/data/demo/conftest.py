"""The made-up Norfolk, made once for all tests that only read it."""

from __future__ import annotations

import datetime as dt

import pytest

from data.authority import Authority, read_authority
from data.demo.loading import load_demo
from data.demo.norfolk import History, make_history, month_ends
from data.settings import NORFOLK
from data.snapshots.store import Store
from tests.data.snapshots.making import publish

JULY = dt.date(2015, 7, 31)
MONTHS = 9


@pytest.fixture(scope="session")
def norfolk() -> Authority:
    return read_authority(NORFOLK)


@pytest.fixture(scope="session")
def history(norfolk: Authority) -> History:
    """The history of the first seed, the one the demo loads. Tests must not change it."""
    return make_history(norfolk, seed=1)


@pytest.fixture(scope="session")
def july_twice(norfolk: Authority, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demo of nine months of which all but July 2015 were there, and empty."""
    store = Store(tmp_path_factory.mktemp("july"))
    for day in month_ends(MONTHS):
        if day != JULY:
            publish(store, day)
    load_demo(store.root, authority=norfolk, months=MONTHS, seed=1, say=lambda words: None)
    return store
