"""A database that cannot be used says why in a sentence, loses nothing, and works again after."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from data.actions import Actions, DatabaseUnavailable, open_actions
from data.actions import database as database_module
from data.actions.database import HEAD as NEWEST
from data.actions.database import Database
from data.actions.migrations import downgrade
from data.settings import Settings
from data.viewers import Viewer
from tests.data.actions.agreed import agree, token
from tests.data.looking import HEAD
from tests.databases import PostgreSQL

BOARD = Viewer("board")


@contextmanager
def opened(settings: Settings) -> Iterator[Actions]:
    book = open_actions(settings)
    try:
        yield book
    finally:
        book.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(database_module, "WAIT", 1)


@contextmanager
def held_by_another(settings: Settings) -> Iterator[None]:
    """Somebody else is in the middle of a long write."""
    if settings.database:
        address = settings.database.replace("+psycopg", "")
        with psycopg.connect(address) as other:
            other.execute("lock table writes in exclusive mode")
            yield
    else:
        with closing(sqlite3.connect(settings.store / "surgery.db", isolation_level=None)) as other:
            other.execute("begin exclusive")
            yield


def test_a_database_that_another_holds_says_so_within_seconds_and_nothing_is_lost(
    chosen: Settings, hasty: None, capsys: pytest.CaptureFixture[str],
) -> None:
    form = token()
    with opened(chosen) as book:
        kept = agree(book)
        with held_by_another(chosen):
            begun = time.monotonic()
            with pytest.raises(DatabaseUnavailable, match="is busy with another write") as told:
                agree(book, what="Words typed in the room", token=form)
            assert 0.5 < time.monotonic() - begun < 10
            assert "send it again in a moment" in told.value.why
            assert book.list(HEAD) == [kept]  # reading goes on
        written = agree(book, what="Words typed in the room", token=form)
        assert [action.id for action in book.list(HEAD)] == [kept.id, written.id]
    log = capsys.readouterr().err
    assert "database unavailable" in log
    assert "Words typed" not in log


def test_a_database_that_is_taken_back_while_it_is_used_says_so_and_works_again_after(
    chosen: Settings,
) -> None:
    with opened(chosen) as book:
        kept = agree(book)
        assert book.challenges(BOARD) == []
        other = Database(chosen)  # as another process has it
        with other.migrating() as connection:
            downgrade(connection, "0001")
        for _ in range(2):
            with pytest.raises(DatabaseUnavailable) as told:
                book.challenges(BOARD)
            assert told.value.why == (
                f"The database {book.database.where} is at 0001, and this version of Surgery "
                f"needs {NEWEST}. Run “surgery database upgrade”.")
        with pytest.raises(DatabaseUnavailable, match="is at 0001"):
            book.list(HEAD)
        other.upgrade()
        other.close()
        assert book.challenges(BOARD) == []
        assert book.list(HEAD) == [kept]


def test_a_database_that_is_behind_says_which_command_to_run(chosen: Settings) -> None:
    for revision, why in (("0000", "is at 0000, and this version of Surgery needs"),
                          ("9999", "is at 9999, of a later version of Surgery than this one")):
        with opened(chosen) as book:
            set_revision(book.database, revision)
            try:
                with pytest.raises(DatabaseUnavailable, match=why) as told:
                    book.list(HEAD)
                with pytest.raises(DatabaseUnavailable, match=why):
                    book.version()
                assert ("surgery database upgrade" in told.value.why) == (revision == "0000")
            finally:
                set_revision(book.database, NEWEST)
            assert book.list(HEAD) == []


def set_revision(database: Database, revision: str) -> None:
    with database.migrating() as connection:
        connection.exec_driver_sql(f"update alembic_version set version_num = '{revision}'")


def test_a_postgresql_without_tables_is_not_filled_behind_anyones_back(server: PostgreSQL) -> None:
    with opened(Settings(database=server.url(server.new()))) as book:
        with pytest.raises(DatabaseUnavailable, match=r"without its tables.* database upgrade"):
            book.list(HEAD)
        book.database.upgrade()
        assert book.list(HEAD) == []


def test_a_postgresql_that_stops_half_way_is_said_and_works_again_when_it_is_back(
    server: PostgreSQL,
) -> None:
    form = token()
    with opened(Settings(database=server.url(server.new()))) as book:
        book.database.upgrade()
        kept = agree(book)
        with pytest.raises(DatabaseUnavailable, match="does not answer"), book.database.writing():
            server.stop()
        try:
            begun = time.monotonic()
            for ask in (lambda: agree(book, token=form), lambda: book.list(HEAD), book.version):
                with pytest.raises(DatabaseUnavailable, match=r"does not answer.*send it again"):
                    ask()
            assert time.monotonic() - begun < 15
        finally:
            server.start()
        written = agree(book, token=form)
        assert [action.id for action in book.list(HEAD)] == [kept.id, written.id]


def test_a_postgresql_that_is_not_there_or_has_no_such_database_is_said(
    server: PostgreSQL,
) -> None:
    there = server.url("atlantis")
    for address in (there, there.replace(f":{server.port}/", ":1/")):
        with opened(Settings(database=address)) as book, pytest.raises(
                DatabaseUnavailable, match="does not answer, or refuses the user"):
            book.list(HEAD)


def test_a_user_without_rights_is_said(server: PostgreSQL, made: str) -> None:
    server.run(made, "create role reader login")
    server.run(made, "grant select on all tables in schema public to reader")
    address = server.url(made).replace("surgery@", "reader@")
    with opened(Settings(database=address)) as book:
        assert book.list(HEAD) == []
        with pytest.raises(DatabaseUnavailable, match="does not let its user read or write"):
            agree(book)


@pytest.mark.parametrize("address", [
    "nonsense", "mysql://u:secret@host/x", "sqlite://", "sqlite:///:memory:", "postgresql+pg8000://h"])
def test_an_address_of_no_database_we_can_use_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="SURGERY_DATABASE") as told:
        open_actions(Settings(database=address))
    assert "secret" not in told.value.why


def test_no_message_names_the_user_or_the_password(server: PostgreSQL) -> None:
    address = server.url("atlantis").replace("surgery@", "somebody:secret@")
    with opened(Settings(database=f"{address}?passfile=secret")) as book, pytest.raises(
            DatabaseUnavailable) as told:
        book.list(HEAD)
    assert f"The database postgresql://127.0.0.1:{server.port}/atlantis does" in told.value.why


# the file of a SQLite ------

def test_a_file_that_is_not_there_is_made_for_its_owners_eyes_only(tmp_path: Path) -> None:
    with opened(Settings(store=tmp_path / "new store %41 ü?#")) as book:
        agree(book)
        files = sorted(book.database.path.parent.iterdir())
        assert [f.name for f in files] == ["surgery.db", "surgery.db-shm", "surgery.db-wal"]
        assert {f.stat().st_mode & 0o777 for f in files} == {0o600}
    with opened(Settings(store=tmp_path / "new store %41 ü?#")) as book:
        assert len(book.list(HEAD)) == 1


def test_a_relative_file_is_in_the_store_wherever_the_command_is_run(tmp_path: Path) -> None:
    database = Database(Settings(store=tmp_path, database="sqlite:///kept/other.db"))
    assert database.path == tmp_path / "kept/other.db"
    absolute = Database(Settings(store=tmp_path, database="sqlite:////kept/other.db"))
    assert absolute.path == Path("/kept/other.db")


def test_of_many_who_make_the_file_at_once_all_use_the_same(tmp_path: Path) -> None:
    def first(_: int) -> None:
        with opened(Settings(store=tmp_path)) as book:
            agree(book)

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(first, range(8)))
    with opened(Settings(store=tmp_path)) as book:
        assert len(book.list(HEAD)) == 8
    assert [path.name for path in tmp_path.iterdir()] == ["surgery.db"]


def test_writers_do_not_keep_readers_out_and_what_belongs_together_is_enforced(
    tmp_path: Path,
) -> None:
    with opened(Settings(store=tmp_path)) as book, book.database.reading() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1


def test_a_file_that_is_no_database_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "surgery.db"
    file.write_text("Dear Sir or Madam,\n" * 500)
    with opened(Settings(store=tmp_path)) as book, pytest.raises(
            DatabaseUnavailable, match="is not a database, or is damaged"):
        agree(book)
    assert file.read_text().startswith("Dear Sir")


def test_an_empty_file_is_behind_and_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "surgery.db").touch()
    with opened(Settings(store=tmp_path)) as book, pytest.raises(
            DatabaseUnavailable, match="without its tables"):
        agree(book)


@pytest.mark.parametrize("what", ["the store is a file", "the file is a folder", "no folder"])
def test_what_cannot_be_opened_or_written_is_said(tmp_path: Path, what: str) -> None:
    store = tmp_path / "store"
    if what == "the store is a file":
        store.touch()
    elif what == "the file is a folder":
        (store / "surgery.db").mkdir(parents=True)
    else:
        store = Path("/proc/surgery")  # where even root may make nothing
    with opened(Settings(store=store)) as book, pytest.raises(
            DatabaseUnavailable, match="cannot be opened or written"):
        agree(book)


def test_a_file_that_is_taken_away_is_said_and_used_again_when_it_is_put_back(
    tmp_path: Path,
) -> None:
    file, away = tmp_path / "surgery.db", tmp_path / "away.db"
    with opened(Settings(store=tmp_path)) as book:
        kept = agree(book)
        book.close()
        file.rename(away)
        with pytest.raises(DatabaseUnavailable, match=r"is no longer there\. Put it back"):
            agree(book)
        assert not file.exists()
        away.rename(file)
        assert book.list(HEAD) == [kept]


def test_another_file_put_in_its_place_is_what_is_read_from_then_on(tmp_path: Path) -> None:
    with opened(Settings(store=tmp_path)) as book:
        agree(book)
        before = book.version()
        book.close()
        shutil.copy(tmp_path / "surgery.db", tmp_path / "copy.db")
        agree(book)
        book.close()
        (tmp_path / "copy.db").rename(tmp_path / "surgery.db")
        assert len(book.list(HEAD)) == 1
        assert book.version() == before
        agree(book)
        assert book.version() != before
