"""The store: immutable snapshots, published in one step, read only when they are whole.

    STORE/snapshots/as_at=2016-03-31/revision=1/manifest.json
        cases.parquet  figures.parquet  kinds.parquet  due.parquet
        children.parquet  journeys.parquet  workers.parquet  clocks.parquet
        said.parquet  done.parquet  caseloads.parquet  nobody.parquet
    STORE/snapshots/as_at=2016-03-31/revision=1.withdrawn.json

A manifest names the files it seals: a snapshot of an earlier version may hold no children,
journeys, clocks, list of what is due and tallies. A withdrawal is a note beside a revision: nothing
published is ever changed or removed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.measures.calculate import CASES, FIGURES, KINDS
from data.measures.clocks import CLOCKS
from data.measures.due import DUE
from data.measures.journeys import PEOPLE
from data.measures.tallies import TALLIES

SCHEMA_VERSION = 1
SCHEMAS: dict[str, pa.Schema] = {
    "cases": CASES, "figures": FIGURES, "kinds": KINDS, "due": DUE, **PEOPLE,
    "clocks": CLOCKS, **TALLIES}
"""The tables of a snapshot, each a Parquet file of that name."""
ROWS = 8192
"""So many rows stand together in a file, and are read together."""
_BLOOM: dict[str, dict[str, Any]] = {"cases": {"person": {"ndv": ROWS // 2, "fpp": 0.01}}}
"""The files that are not sorted by person say which of their parts a child may be in."""
_WHOLE = ("due", *TALLIES)
"""The files that pages read whole: that takes a third less time so, for a little more room."""
DATA_FILES = tuple(f"{name}.parquet" for name in SCHEMAS)
ABOUT = ("authority", "built_at", "built_by", "sources", "catalogue", "validation",
         "signed_off_by")
"""What a manifest says beside schema version, date, revision, row counts and hashes."""


class SnapshotDamaged(Exception):
    """A snapshot that may not be shown: its name and what is wrong with it."""


class NoSuchSnapshot(LookupError):
    """There is no snapshot of that date or revision."""


@dataclass(frozen=True)
class Withdrawal:
    """That a revision was taken back: on which day (UTC), by whom (a role or an id) and why. A note
    that cannot be read withdraws it all the same: then day and words are missing.
    """

    revision: int
    on: dt.date | None = None
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class Entry:
    """One revision in the store, with its withdrawal if it was taken back."""

    as_at: dt.date
    revision: int
    path: Path
    withdrawal: Withdrawal | None = None

    @property
    def name(self) -> str:
        return f"as_at={self.as_at}/revision={self.revision}"

    @property
    def withdrawn(self) -> bool:
        return self.withdrawal is not None


class Store:
    """A folder of snapshots."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.snapshots = root / "snapshots"

    def entries(self, as_at: dt.date | None = None) -> list[Entry]:
        """Every revision (of one date), withdrawn ones too, by date and revision. Reads names, and
        the notes of those withdrawn.
        """
        found = []
        for path in self.snapshots.glob(f"as_at={as_at or '*'}/revision=*"):
            match = re.fullmatch(r"as_at=(\d{4}-\d\d-\d\d)/revision=(\d+)",
                                 f"{path.parent.name}/{path.name}")
            if match and path.is_dir():
                with contextlib.suppress(ValueError):  # no such day: not a folder of ours
                    found.append(Entry(dt.date.fromisoformat(match[1]), int(match[2]), path,
                                       _withdrawal(path, int(match[2]))))
        return sorted(found, key=lambda e: (e.as_at, e.revision))

    def entry(self, as_at: dt.date, revision: int | None = None) -> Entry:
        """One revision, or the newest not withdrawn. Raises NoSuchSnapshot."""
        of_date = self.entries(as_at)
        if revision is None:
            of_date = [e for e in of_date if not e.withdrawn]
        else:
            of_date = [e for e in of_date if e.revision == revision]
        if not of_date:
            which = f", revision {revision}" if revision else ""
            raise NoSuchSnapshot(f"no snapshot as at {as_at}{which} in {self.snapshots}")
        return of_date[-1]

    def publish(
        self, *, as_at: dt.date, tables: Mapping[str, pa.Table], about: dict[str, Any],
    ) -> Entry:
        """Publish one snapshot as the next revision of its date, in one atomic step.

        ``tables`` are those of SCHEMAS, by name. ``about`` (ABOUT and more) goes into the manifest
        beside schema version, date, revision, row counts and hashes. A half-written snapshot never
        has a revision's name. Raises ValueError when a table is missing or has other columns than
        it must, or ``about`` lacks something.
        """
        if set(tables) != set(SCHEMAS):
            raise ValueError(f"the tables of a snapshot are {', '.join(SCHEMAS)}")
        for name, table in tables.items():
            if not table.schema.equals(SCHEMAS[name]):
                raise ValueError(f"{name}: has other columns than\n{SCHEMAS[name]}")
        if lacking := [key for key in ABOUT if key not in about]:
            raise ValueError(f"the manifest lacks {', '.join(lacking)}")
        folder = self.snapshots / f"as_at={as_at}"
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".draft-{uuid.uuid4().hex}"
        draft.mkdir()
        try:
            for name, table in tables.items():
                path = draft / f"{name}.parquet"
                pq.write_table(table, path, row_group_size=ROWS,
                               compression="lz4" if name in _WHOLE else "zstd",
                               bloom_filter_options=_BLOOM.get(name))
                _flush(path)
            manifest = {
                "schema_version": SCHEMA_VERSION,
                "as_at": as_at.isoformat(),
                "revision": 0,
                **about,
                "rows": {name: table.num_rows for name, table in tables.items()},
                "files": {name: file_hash(draft / name) for name in DATA_FILES},
            }
            while True:
                revision = 1 + max(
                    (e.revision for e in self.entries(as_at)), default=0)
                manifest["revision"] = revision
                manifest["seal"] = _seal(manifest)
                text = json.dumps(manifest, indent=2, ensure_ascii=False)
                (draft / "manifest.json").write_text(text + "\n", encoding="utf-8")
                _flush(draft / "manifest.json")
                _flush(draft)
                final = folder / f"revision={revision}"
                try:
                    draft.rename(final)
                except OSError:
                    if not final.exists():
                        raise
                    continue  # somebody published this revision meanwhile: take the next
                _flush(folder)
                return Entry(as_at, revision, final)
        finally:
            if draft.exists():
                shutil.rmtree(draft)

    def withdraw(self, as_at: dt.date, revision: int | None, *, by: str, why: str) -> Entry:
        """Take a revision back without deleting it. Raises NoSuchSnapshot, also when it has been
        withdrawn before.
        """
        entry = self.entry(as_at, revision)
        note = {"withdrawn_at": now(), "by": by, "why": why}
        try:
            with _note(entry.path).open("x", encoding="utf-8") as file:
                file.write(json.dumps(note, indent=2, ensure_ascii=False) + "\n")
        except FileExistsError:
            raise NoSuchSnapshot(f"{entry.name} has been withdrawn already") from None
        return self.entry(entry.as_at, entry.revision)

    def manifest(self, entry: Entry) -> dict[str, Any]:
        """A revision's manifest. Raises SnapshotDamaged when it cannot be read or understood."""
        try:
            manifest = json.loads((entry.path / "manifest.json").read_text(encoding="utf-8"))
            version = manifest["schema_version"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SnapshotDamaged(f"{entry.name}: manifest.json cannot be read") from error
        if version != SCHEMA_VERSION:
            raise SnapshotDamaged(
                f"{entry.name}: schema version {version}; this version reads {SCHEMA_VERSION}")
        if manifest.get("seal") != _seal(manifest):
            raise SnapshotDamaged(f"{entry.name}: manifest.json is not as it was published")
        if (manifest["as_at"], manifest["revision"]) != (entry.as_at.isoformat(), entry.revision):
            raise SnapshotDamaged(
                f"{entry.name}: manifest.json is that of as_at={manifest['as_at']}/"
                f"revision={manifest['revision']}")
        return manifest

    def verify(self, entry: Entry, *files: str) -> dict[str, Any]:
        """Hash a revision's files again, all or those that are read; gives its manifest.

        Raises SnapshotDamaged naming the file that is missing or not as it was published.
        """
        manifest = self.manifest(entry)
        for name in files or manifest["files"]:
            try:
                actual = file_hash(entry.path / name)
            except OSError as error:
                raise SnapshotDamaged(f"{entry.name}: {name} is missing") from error
            if actual != manifest["files"].get(name):
                raise SnapshotDamaged(f"{entry.name}: {name} is not as it was published")
        return manifest

    def fingerprint(self, entry: Entry) -> tuple[tuple[int, int], ...]:
        """Size and time of change of a revision's files: differs when one was touched."""
        found = []
        for name in ("manifest.json", *DATA_FILES):
            try:
                about = (entry.path / name).stat()
                found.append((about.st_size, about.st_mtime_ns))
            except OSError:
                found.append((-1, -1))
        return tuple(found)

    def figures(self, entry: Entry, *, workers: bool = True) -> pa.Table:
        """A verified revision's figures; without those of single workers when not wanted."""
        return pq.read_table(
            entry.path / "figures.parquet", partitioning=None,
            filters=None if workers else pc.field("level") != "worker")


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def now() -> str:
    """The time now, in UTC, ISO."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _seal(manifest: dict[str, Any]) -> str:
    """The hash of all that a manifest says, which stands in it."""
    said = {key: value for key, value in manifest.items() if key != "seal"}
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _note(path: Path) -> Path:
    """Where the withdrawal of the revision in a folder is written down."""
    return path.with_name(f"{path.name}.withdrawn.json")


def _withdrawal(path: Path, revision: int) -> Withdrawal | None:
    """What the note beside a revision says; None where there is none."""
    try:
        said = json.loads(_note(path).read_text(encoding="utf-8"))
        on = dt.datetime.fromisoformat(said["withdrawn_at"]).astimezone(dt.UTC).date()
        return Withdrawal(revision, on, str(said["by"]).strip(), str(said["why"]).strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Withdrawal(revision)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
