"""Reads SSD tables, and local ones, from a database: any that SQLAlchemy has a driver for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from data.sources.extract import SourceFile
from data.sources.gathered import (
    Gathered,
    choose_columns,
    find_people,
    raw_origin_columns,
    report_missing_columns,
)
from data.sources.located import Origin, Raw
from data.sources.names import is_unused_table, table_named
from data.sources.report import Report
from data.sources.rules import RULES
from data.sources.typed import type_table

_SYSTEM_SCHEMAS = frozenset({
    "information_schema", "sys", "guest", "pg_catalog", "pg_toast", "mysql", "performance_schema"})
_BATCH = 50_000


def read_database(address: str, report: Report) -> Gathered:
    """Every table of ours in a database, in any schema, typed. Nothing raises.

    ``address`` is a SQLAlchemy URL. Tables that are not SSD's are none of our business and are
    not reported. The password never appears in the report or the manifest.
    """
    gathered, digest = Gathered(), hashlib.sha256()
    try:
        url = make_url(address)
    except SQLAlchemyError:
        report.add(RULES["unreachable-database"].problem(why="its address is not understood"))
        return gathered
    shown = url.render_as_string(hide_password=True)
    file = url.database if url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not Path(file).exists():  # SQLite would make an empty one
        report.add(RULES["unreachable-database"].problem(file=shown, why="there is no such file"))
        return gathered
    engine = None
    try:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            for raw in _tables(connection, shown, report):
                gathered.tables.append(type_table(raw, report))
                _add_to(digest, raw)
    except (SQLAlchemyError, ImportError, OSError) as error:
        why = str(error).split("\n")[0].replace(url.password or "\0", "***")
        report.add(RULES["unreachable-database"].problem(file=shown, why=why))
    else:
        if not gathered.tables:
            report.add(RULES["empty-database"].problem(file=shown))
    finally:
        if engine is not None:
            engine.dispose()
    find_people(gathered.tables)
    report_missing_columns(gathered.tables, report)
    gathered.source = SourceFile(shown, "database", digest.hexdigest(),
                                 sum(t.data.num_rows for t in gathered.tables))
    return gathered


def _add_to(digest: hashlib._Hash, raw: Raw) -> None:
    sink = pa.BufferOutputStream()
    data = pa.table(raw.columns)
    with pa.ipc.new_stream(sink, data.schema) as writer:
        writer.write_table(data)
    digest.update(raw.table.encode())
    digest.update(sink.getvalue())


def _tables(connection: sa.Connection, shown: str, report: Report) -> list[Raw]:
    inspector = sa.inspect(connection)
    seen: dict[str, str] = {}
    raws, unused = [], []
    for schema in inspector.get_schema_names():
        if schema.casefold() in _SYSTEM_SCHEMAS:
            continue
        names = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
        for name in sorted(names):
            table = table_named(name)
            if table is None:
                if is_unused_table(name):
                    unused.append(name)
            elif table in seen:
                report.add(RULES["table-twice"].problem(
                    file=shown, sheet=f"{schema}.{name}", table=table, other=seen[table]))
            else:
                seen[table] = f"{schema}.{name}"
                found = [str(c["name"]) for c in inspector.get_columns(name, schema)]
                raws.append(_raw(connection, table, name, schema, found, shown, report))
    if unused:
        report.add(RULES["unused-tables"].problem(file=shown, value=", ".join(unused)))
    return raws


def _raw(connection: sa.Connection, table: str, name: str, schema: str, found: list[str],
         shown: str, report: Report) -> Raw:
    chosen = choose_columns(table, found, file=shown, report=report)
    wanted: list[sa.ColumnElement[object]] = [
        sa.column(found[position]) for position in chosen.values()]
    parts: list[list[pa.Array]] = [[] for _ in wanted]
    if wanted:
        query = sa.select(*wanted).select_from(sa.table(name, schema=schema))
        rows = connection.execution_options(yield_per=_BATCH).execute(query)
        for batch in rows.partitions(_BATCH):
            for part, values in zip(parts, zip(*batch, strict=True), strict=True):
                part.append(_array(values))
    columns = {ours: _joined(part) for ours, part in zip(chosen, parts, strict=True)}
    return Raw(table, columns, Origin(shown, f"{schema}.{name}", about=table,
                                      columns=raw_origin_columns(chosen, found)))


def _array(values: tuple[object, ...]) -> pa.Array:
    """Values as the database's driver gives them; as text where they are of several kinds."""
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array([None if value is None else str(value) for value in values], pa.string())


def _joined(parts: list[pa.Array]) -> pa.Array:
    kinds = {part.type for part in parts} - {pa.null()}
    if len(kinds) > 1:
        parts = [part.cast(pa.string()) for part in parts]
    kind = kinds.pop() if len(kinds) == 1 else pa.string()
    return pa.concat_arrays([part.cast(kind) for part in parts]) if parts else pa.array([], kind)
