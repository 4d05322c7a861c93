"""The migrations and the models say the same, on both databases, forwards and back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from data.actions.database import HEAD, Database
from data.actions.migrations import downgrade, revisions, upgrade
from data.actions.models import Base
from data.settings import Settings
from tests.databases import PostgreSQL


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of each kind, without any table."""
    if request.param == "sqlite":
        (tmp_path / "surgery.db").touch()
        database = Database(Settings(store=tmp_path))
    else:
        server: PostgreSQL = request.getfixturevalue("server")
        database = Database(Settings(database=server.url(server.new())))
    yield database
    database.close()


def differences(connection: sa.Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={
        "compare_type": True, "compare_server_default": True})
    return compare_metadata(context, Base.metadata)


def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    with empty.migrating() as connection:
        assert differences(connection)
        upgrade(connection)
        assert differences(connection) == []


def test_every_migration_goes_up_and_down_and_up_again(empty: Database) -> None:
    before = "base"
    for revision in revisions():
        for _ in range(2):
            with empty.migrating() as connection:
                upgrade(connection, revision)
            assert empty.revision() == revision
            with empty.migrating() as connection:
                downgrade(connection, before)
            assert empty.revision() == (None if before == "base" else before)
        with empty.migrating() as connection:
            upgrade(connection, revision)
        before = revision
    with empty.migrating() as connection:
        downgrade(connection, "base")
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    with suppress(ZeroDivisionError), empty.migrating() as connection:
        upgrade(connection)
        raise ZeroDivisionError
    assert empty.revision() is None
    with empty.migrating() as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_the_program_needs_the_newest_and_revisions_count_up() -> None:
    assert revisions()[-1] == HEAD
    assert revisions() == [f"{n:04}" for n in range(1, len(revisions()) + 1)]


def test_a_server_over_a_database_that_is_there_never_loads_alembic(made_file: Path) -> None:
    program = ("import sys; from data.actions import open_actions; "
               "from data.settings import Settings; from data.viewers import Viewer; "
               f"book = open_actions(Settings(store={str(made_file.parent)!r})); "
               "print(book.list(Viewer('analyst')), 'alembic' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                          cwd=Path(__file__).parents[3], check=True)
    assert done.stdout == "[] False\n"
