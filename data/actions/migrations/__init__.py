"""The steps by which the database came to be as it is. They only need alembic while they run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps what it works on for the whole process."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Bring a database to a revision, within the transaction that the connection is in."""
    _run(command.upgrade, connection, revision)


def downgrade(connection: sa.Connection, revision: str) -> None:
    """Take a database back to a revision, or to "base". What its tables held beyond is lost."""
    _run(command.downgrade, connection, revision)


def _run(step: Callable[[Config, str], None], connection: sa.Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        step(config, revision)


def revisions() -> list[str]:
    """Every revision, oldest first."""
    return [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]
