"""The hand-written county with an empty database of its own, asked as a summary asks."""

from __future__ import annotations

import pytest

from data.actions import open_actions
from data.actions.database import Database
from data.queries import Queries
from data.settings import Settings
from data.summaries.asked import Asked


@pytest.fixture(scope="module")
def asked(county_queries: Queries, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Its figures, and actions of which none is written yet. Written to by the module's tests."""
    chosen = Settings(store=tmp_path_factory.mktemp("agreed"))
    database = Database(chosen)
    database.upgrade()
    database.close()
    return Asked(county_queries, open_actions(chosen))
