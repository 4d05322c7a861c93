"""The database of surgeries: SQLite in the store, or a PostgreSQL by one setting.

On both a reader sees one state throughout, and writers come one after another, so that there is
nothing to deadlock and what ``version`` says follows the order in which writes became visible.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from data.actions import asked
from data.actions.refusals import DatabaseUnavailable
from data.actions.unavailable import in_words, lacks_something
from data.logs import log
from data.settings import Settings

HEAD = "0002"
"""The newest revision among the migrations: what this program reads and writes."""
WAIT = 5
"""How many seconds a writer waits for another, and anybody for a connection."""
_NEWEST = ("select version_num, id, token from alembic_version "
           "left join writes on id = (select max(id) from writes)")


class Database:
    """Where the settings say; safe for threads. Opens nothing until it is asked something.

    A SQLite file that is not there yet is made, with all its tables, when first needed; any other
    database that is behind is said to be, and left as it is. Raises DatabaseUnavailable wherever
    it cannot be reached, read or written.
    """

    def __init__(self, settings: Settings) -> None:
        self.url = _url_of(settings)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path(self.url.database or "") if self.is_sqlite else None
        self.where = str(self.path or sa.URL.create(
            "postgresql", host=self.url.host, port=self.url.port, database=self.url.database))
        self._lock = threading.Lock()
        self._checked: object = None
        self._engine = (_sqlite_engine(self.path) if self.path else _postgresql_engine(self.url))
        self._reads = self._engine if self.is_sqlite else self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writes = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout."""
        asked.note(self.version)
        with self._explained():
            self._check()
            with Session(self._reads) as session:
                yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is the only writer until it ends; kept whole, or not at all."""
        with self._explained():
            self._check()
            with Session(self._writes) as session, session.begin():
                if not self.is_sqlite:
                    session.execute(sa.text(f"set local lock_timeout = '{WAIT}s'"))
                    session.execute(sa.text("lock table writes in exclusive mode"))
                yield session

    @contextmanager
    def migrating(self) -> Iterator[sa.Connection]:
        """A connection in one transaction for the migrations; made first where it is a file that
        is not there. SQLite rebuilds tables to change them, so foreign keys are not enforced.
        """
        with self._explained():
            if self.path and not self.path.exists():
                self._make_file()
            engine = _sqlite_engine(self.path, foreign_keys=False) if self.path else self._engine
            try:
                with engine.execution_options(writes=True).begin() as connection:
                    yield connection
            finally:
                if self.path:
                    engine.dispose()
                self._checked = None

    def version(self) -> str:
        """What tells one state of the database from another: changes with every write. Somebody
        may have taken it back to an older revision meanwhile: that is seen here, at every page.
        """
        with self._explained():
            self._check()
            with self._engine.connect() as connection:
                found = connection.exec_driver_sql(_NEWEST).first()
        revision, newest, token = found or (None, None, "")
        self._refuse(self._lag(revision))
        return f"{newest}-{token[:8]}" if newest else "0"

    def revision(self) -> str | None:
        """The revision that the database is at; None where it has no tables or is not there."""
        with self._explained():
            return None if self.path and not self.path.exists() else self._revision()

    def fault(self) -> str:
        """Why the database cannot be used as it is, in a sentence; empty where it can, and for a
        file that is made when it is first needed.
        """
        if self.path and not self.path.exists():
            return ""
        return self._lag(self.revision())

    def upgrade(self) -> str | None:
        """Bring the database to HEAD; gives the revision that it was at."""
        from data.actions.migrations import upgrade  # alembic is only needed for this

        before = self.revision()
        if before is not None and before > HEAD:
            raise DatabaseUnavailable(self._lag(before))
        with self.migrating() as connection:
            upgrade(connection)
        return before

    def close(self) -> None:
        """Close every connection. The next question opens new ones."""
        self._engine.dispose()

    def _revision(self) -> str | None:
        with self._engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            return connection.exec_driver_sql("select version_num from alembic_version").scalar()

    def _check(self) -> None:
        """That the file is the one we know, and its tables are of this version."""
        found = self._found()
        if found is None or found != self._checked:
            with self._lock:
                self._check_anew()

    def _look_back(self, fault: Exception) -> None:
        """Refuse a database that was of this version and lacks what a question asked for, where
        somebody put back an older one or took it back.
        """
        if self._checked and lacks_something(fault):
            with suppress(sa.exc.SQLAlchemyError):
                self._refuse(self._lag(self._revision()))

    def _refuse(self, why: str) -> None:
        """Use it no longer for this reason, where there is one, until it is brought up to date."""
        if why:
            self._checked = None
            raise DatabaseUnavailable(why)

    def _found(self) -> object:
        """What tells the file from another of its name; None where there is none."""
        if not self.path:
            return True
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _check_anew(self) -> None:
        found = self._found()
        if found is not None and found == self._checked:
            return  # another thread was first
        if found is None and self._checked:
            raise DatabaseUnavailable(
                f"The database {self.where} is no longer there. Put it back: nothing is kept "
                "until it is.")
        if self.path:
            self.close()  # another file may have been put in its place
            if found is None:
                self._make_file()
        lag = self._lag(self._revision())
        if lag:
            raise DatabaseUnavailable(lag)
        self._checked = self._found()

    def _lag(self, revision: str | None) -> str:
        """Why a database at this revision cannot be used; empty where it can."""
        if revision is not None and revision > HEAD:
            return (f"The database {self.where} is at {revision}, of a later version of Surgery "
                    f"than this one ({HEAD}). Use the version that wrote it.")
        if revision == HEAD:
            return ""
        at = f"at {revision}" if revision else "without its tables"
        return (f"The database {self.where} is {at}, and this version of Surgery needs {HEAD}. "
                "Run “surgery database upgrade”.")

    def _make_file(self) -> None:
        """The SQLite file with all its tables, all at once: whoever comes second uses it."""
        from data.actions.migrations import upgrade  # alembic is only needed for this

        assert self.path is not None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = mkstemp(dir=self.path.parent, prefix=f".{self.path.name}-")
        os.close(descriptor)  # made for its owner's eyes only, and the files beside it with it
        try:
            with closing(sqlite3.connect(draft)) as fresh:
                fresh.execute("pragma journal_mode = wal")  # for good: it is kept in the file
            engine = _sqlite_engine(Path(draft))
            with engine.execution_options(writes=True).begin() as connection:
                upgrade(connection)
            engine.dispose()
            with suppress(FileExistsError):
                os.link(draft, self.path)
        finally:
            os.unlink(draft)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What a driver or the disk says, in plain words; the rest goes through as it is."""
        try:
            yield
        except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as fault:
            self._look_back(fault)
            why = in_words(fault, self.where)
            if why is None:
                raise
            # Not the statement, nor what was to be written: that is nobody's who reads a log.
            cause = getattr(fault, "orig", None) or fault
            log.warning("database unavailable", why=f"{type(cause).__name__}: {cause}")
            raise DatabaseUnavailable(why) from fault


def _url_of(settings: Settings) -> sa.URL:
    """The address of the database; the file of a SQLite is taken from the store's folder."""
    try:
        url = make_url(settings.database or "sqlite:///surgery.db")
    except sa.exc.ArgumentError:
        raise DatabaseUnavailable(
            "SURGERY_DATABASE is not a database address. Leave it empty, or write it as "
            "postgresql+psycopg://user:password@host/name.") from None
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(database=str(settings.store / str(url.database)))
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise DatabaseUnavailable(
        f"SURGERY_DATABASE names {url.render_as_string()}: it must be a PostgreSQL, or a SQLite "
        "file.")


def _sqlite_engine(path: Path | None, *, foreign_keys: bool = True) -> sa.Engine:
    """Transactions are begun by us and not by the driver: a writer's at once as a writer's, since
    one that has read first can be refused what it waited for.
    """
    address = f"file:{quote(str(path))}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        connection.execute(f"pragma foreign_keys = {foreign_keys:d}")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool, **_POOL)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return engine


def _postgresql_engine(url: sa.URL) -> sa.Engine:
    return sa.create_engine(
        url, pool_pre_ping=True, connect_args={"connect_timeout": 3, "tcp_user_timeout": 5000},
        **_POOL)


_POOL = {"pool_size": 8, "max_overflow": 24, "pool_timeout": WAIT}
"""A server has eight threads a process."""
