"""The hand-written county's store, made once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.queries import Queries, open_queries
from data.settings import Settings
from tests.data.county import FEBRUARY, MARCH, publish


@pytest.fixture(scope="session")
def county_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with February and March 2016. Tests must not change it."""
    root = tmp_path_factory.mktemp("county")
    for day in (FEBRUARY, MARCH):
        publish(root, day)
    return root


@pytest.fixture(scope="session")
def county_queries(county_store: Path) -> Queries:
    """Queries over that store."""
    return open_queries(Settings(store=county_store, refresh_seconds=60))
