"""An empty database of each kind, for every test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.actions import Actions, open_actions
from data.actions.database import Database
from data.settings import Settings
from tests.databases import PostgreSQL, binaries, postgresql


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    """A PostgreSQL of our own."""
    if binaries() is None:
        pytest.fail("PostgreSQL is not on this machine. `make test` installs it.")
    with postgresql() as running:
        yield running


@pytest.fixture(scope="session")
def made(server: PostgreSQL) -> str:
    """The name of a database with all its tables and nothing in them."""
    name = server.new()
    database = Database(Settings(database=server.url(name)))
    database.upgrade()
    database.close()
    return name


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a SQLite file."""
    root = tmp_path_factory.mktemp("made")
    database = Database(Settings(store=root))
    database.upgrade()
    database.close()
    return root / "surgery.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def chosen(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of an empty database, of one kind and then the other."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("made_file"), tmp_path)
        return Settings(store=tmp_path)
    server, name = request.getfixturevalue("server"), request.getfixturevalue("made")
    server.run(name, "truncate writes restart identity cascade")
    return Settings(store=tmp_path, database=server.url(name))


@pytest.fixture
def book(chosen: Settings) -> Iterator[Actions]:
    """Actions in that database."""
    opened = open_actions(chosen)
    yield opened
    opened.close()
