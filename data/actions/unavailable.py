"""Why a database cannot be used, in a sentence that says what to do about it."""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa

_BUSY = ("The database {where} is busy with another write. Nothing of yours is kept yet: send it "
         "again in a moment.")
_NOT_WRITTEN = ("The database {where} cannot be opened or written. Whoever looks after Surgery "
                "must see to the rights on the file and its folder.")
_FULL = "The disk that holds the database {where} is full. Nothing of yours is kept."
_BROKEN = ("{where} is not a database, or is damaged. Whoever looks after Surgery must put back "
           "the last copy of it.")
_TABLES = "The database {where} lacks some of its tables. Run “surgery database upgrade”."
_RIGHTS = ("The database {where} does not let its user read or write. Whoever looks after Surgery "
           "must grant it that.")
_AWAY = ("The database {where} does not answer, or refuses the user, password or name. Nothing of "
         "yours is kept: send it again when it is back.")

_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY, sqlite3.SQLITE_LOCKED: _BUSY, sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_NOTADB: _BROKEN, sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITTEN, sqlite3.SQLITE_READONLY: _NOT_WRITTEN,
    sqlite3.SQLITE_PERM: _NOT_WRITTEN, sqlite3.SQLITE_IOERR: _BROKEN}
_OF_POSTGRESQL = {"55P03": _BUSY, "53100": _FULL, "42P01": _TABLES, "42501": _RIGHTS,
                  "25006": _RIGHTS}
"""By SQLSTATE: lock not available, disk full, no such table, no such right, read only."""


def in_words(fault: Exception, where: str) -> str | None:
    """The sentence for a fault of a driver or of the disk; None for one that is ours."""
    cause = fault.orig if isinstance(fault, sa.exc.DBAPIError) else fault
    sentence: str | None = None
    if isinstance(cause, sqlite3.Error):
        sentence = _of_sqlite(cause)
    elif isinstance(fault, sa.exc.DBAPIError):
        sentence = _OF_POSTGRESQL.get(getattr(cause, "sqlstate", None) or "") or (
            _AWAY if isinstance(fault, (sa.exc.OperationalError, sa.exc.InterfaceError)) else None)
    elif isinstance(fault, sa.exc.TimeoutError):
        sentence = _BUSY
    elif isinstance(fault, OSError):
        sentence = _NOT_WRITTEN
    return sentence.format(where=where) if sentence else None


def lacks_something(fault: Exception) -> bool:
    """Whether the database has not got a table or a column that was asked for."""
    cause = fault.orig if isinstance(fault, sa.exc.DBAPIError) else fault
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return getattr(cause, "sqlstate", None) in ("42P01", "42703")


def _of_sqlite(fault: sqlite3.Error) -> str | None:
    if str(fault).startswith("no such table"):
        return _TABLES
    code = getattr(fault, "sqlite_errorcode", None)
    return None if code is None else _OF_SQLITE.get(code & 0xFF)
