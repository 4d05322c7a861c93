"""The made-up Norfolk, made once for all tests that only read it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.authority import Authority, read_authority
from data.demo.loading import load_demo
from data.demo.norfolk import History, make_history, month_ends
from data.settings import NORFOLK
from data.snapshots.store import Store
from tests.data.snapshots.making import publish
from tests.shared import made_once

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
    """The demo of nine months of which all but July 2015 were there, and empty. Tests must not
    change it.
    """
    def make(root: Path) -> None:
        for day in month_ends(MONTHS):
            if day != JULY:
                publish(Store(root), day)
        load_demo(root, authority=norfolk, months=MONTHS, seed=1, say=lambda words: None)

    return Store(made_once(tmp_path_factory, "july-twice", make))
