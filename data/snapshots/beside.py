"""Files worked out from snapshots and kept beside them: whole or absent, and checked when read."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


class NotAsWritten(ValueError):
    """A file is torn, altered or another's."""


def write_beside(path: Path, table: pa.Table) -> None:
    """Write a table in one step, with its own name in it: a half-written file never has the name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".draft-{uuid.uuid4().hex}")
    try:
        pq.write_table(table.replace_schema_metadata({"key": path.stem}), draft,
                       compression="lz4", write_page_checksum=True)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    os.utime(path.parents[1])  # tells a running server that there is something new


def read_beside(
    path: Path, schema: pa.Schema, columns: Sequence[str] | None = None,
) -> pa.Table:
    """A table that was written so: all of its columns, or these. Raises FileNotFoundError where
    it is not worked out, NotAsWritten for one that is not as it was written, as far as it is read.
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            written = file.schema_arrow
            fits = _key(written) == path.stem and written.equals(schema)
            if fits:  # small: threads would cost more than they save
                table = file.read(columns=columns, use_threads=False)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, pa.ArrowException) as error:
        raise NotAsWritten(path.name) from error
    if not fits:
        raise NotAsWritten(path.name)
    return table


def _key(schema: pa.Schema) -> str:
    return str((schema.metadata or {}).get(b"key", b"").decode(errors="replace"))
