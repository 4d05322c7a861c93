"""``surgery database``: what it says of the database of actions, and what it does to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.actions.database import HEAD, Database
from data.cli import cli
from data.settings import Settings, settings


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["database", *map(str, words)])


def test_a_database_is_made_and_then_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "surgery.db"
    before = run("status", "--store", tmp_path)
    assert (before.exit_code, before.stdout) == (
        0, f"{file}: not there yet; it is made when it is first needed\n")
    assert not file.exists()
    made = run("upgrade", "--store", tmp_path)
    assert (made.exit_code, made.stdout, made.stderr) == (
        0, "", f"{file}: made (revision {HEAD})\n")
    after = run("status", "--store", tmp_path)
    assert (after.exit_code, after.stdout) == (0, f"{file}: up to date (revision {HEAD})\n")
    again = run("upgrade", "--store", tmp_path)
    assert again.stderr == f"{file}: up to date already (revision {HEAD})\n"


def test_a_database_that_is_behind_is_said_and_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "surgery.db"
    file.touch()
    behind = run("status", "--store", tmp_path)
    assert (behind.exit_code, behind.stdout) == (1, "")
    assert behind.stderr == (
        f"The database {file} is without its tables, and this version of Surgery needs {HEAD}. "
        "Run “surgery database upgrade”.\n")
    assert run("upgrade", "--store", tmp_path).exit_code == 0
    assert run("status", "--store", tmp_path).exit_code == 0


def test_a_database_of_a_later_version_is_left_as_it_is(tmp_path: Path) -> None:
    database = Database(Settings(store=tmp_path))
    with database.migrating() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    for command in ("status", "upgrade"):
        refused = run(command, "--store", tmp_path)
        assert refused.exit_code == 1
        assert "is at 9999, of a later version of Surgery than this one" in refused.stderr
    assert database.revision() == "9999"
    database.close()


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "surgery.db").write_text("Dear Sir or Madam,\n" * 500)
    for command in ("status", "upgrade"):
        refused = run(command, "--store", tmp_path)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "is not a database, or is damaged" in refused.stderr


def test_an_address_that_is_no_database_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURGERY_DATABASE", "mysql://host/x")
    settings.cache_clear()
    try:
        refused = run("status")
    finally:
        settings.cache_clear()
    assert refused.exit_code == 1
    assert "it must be a PostgreSQL, or a SQLite file" in refused.stderr
