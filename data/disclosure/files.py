"""Where what is public of each snapshot is kept: beside it, in files that can be worked out again.

    STORE/public/as_at=2016-03-31/<key>.parquet

The key is that of the revision and of the settings and rules. A date's file depends on the date's
own revisions alone, so what was public once stays as it was when later dates come. Until a file
is there nothing of its snapshot is public.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.authority import Authority
from data.disclosure.groups import AUDITED
from data.disclosure.identities import read_identities
from data.disclosure.table import AREAS
from data.logs import log
from data.measures.catalogue import Measure
from data.snapshots.beside import NotAsWritten, read_beside, write_beside
from data.snapshots.store import Entry

METHOD = 1
"""Counted up when small numbers are hidden in another way: all is worked out again then."""
SCHEMA = pa.schema([
    *((name, pa.string()) for name in ("split", "part", "measure", "period")),
    *((name, pa.float64()) for name in ("numerator", "denominator", "unknown", "cases")),
    ("hidden", pa.bool_()), ("marks", pa.string())])


class PublicRow(NamedTuple):
    """One row of SCHEMA; None is a number that is hidden or that there is none of."""

    split: str
    part: str
    measure: str
    period: str
    numerator: float | None
    denominator: float | None
    unknown: float | None
    cases: float | None
    hidden: bool
    marks: str


class PublicDamaged(Exception):
    """A file of public figures that may not be shown: what is wrong with it."""


def method(authority: Authority, catalogue: Mapping[str, Measure]) -> str:
    """What tells one way of hiding small numbers from another: the method, the authority's
    settings, the identities and what the measures are.
    """
    said = {
        "method": METHOD, "settings": authority.disclosure.model_dump(mode="json"),
        "identities": asdict(read_identities()),
        "measures": [[m.id, m.unit, m.unknown, m.period, m.plan_type]
                     for m in catalogue.values()]}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def path_of(root: Path, entry: Entry, seal: str, method: str) -> Path:
    """The file of a revision, by the seal of its manifest."""
    key = hashlib.sha256(f"{entry.name} {seal} {method}".encode()).hexdigest()[:24]
    return root / "public" / f"as_at={entry.as_at}" / f"{key}.parquet"


@dataclass(frozen=True)
class PublicFiles:
    """Reads what is public of the snapshots of a store, by one method; ``authority`` is the id of
    the whole."""

    root: Path
    method: str
    authority: str

    @classmethod
    def of(
        cls, root: Path, authority: Authority, catalogue: Mapping[str, Measure],
    ) -> PublicFiles:
        return cls(root, method(authority, catalogue), authority.id)

    def path(self, entry: Entry, seal: str) -> Path:
        """The file of a revision."""
        return path_of(self.root, entry, seal, self.method)

    def figures(self, entry: Entry, seal: str) -> pd.DataFrame | None:
        """The public figures of a revision, of the county and areas; None where they are not
        worked out, or the file is not as it was written: that is logged."""
        rows = self._rows(entry, seal)
        return None if rows is None else as_figures(rows, self.authority)

    def split(self, entry: Entry, seal: str, split: str) -> pd.DataFrame | None:
        """The public rows of one split of a revision (of the whole: ""); None where there is no
        sound file."""
        rows = self._rows(entry, seal)
        return None if rows is None else rows[rows["split"] == split].reset_index(drop=True)

    def rows(
        self, entry: Entry, seal: str, splits: Collection[str], measures: Collection[str],
    ) -> dict[str, list[PublicRow]] | None:
        """As ``split``, of several splits and these measures, without a frame."""
        found = self._table(entry, seal)
        if found is None:
            return None
        wanted = found.filter(pc.and_(*(
            pc.is_in(found.column(name), pa.array(among, pa.string()))
            for name, among in (("split", splits), ("measure", measures)))))
        rows: dict[str, list[PublicRow]] = {name: [] for name in splits}
        for values in zip(*(column.to_pylist() for column in wanted.columns), strict=True):
            row = PublicRow(*values)
            rows[row.split].append(row)
        return rows

    def _rows(self, entry: Entry, seal: str) -> pd.DataFrame | None:
        found = self._table(entry, seal)
        return None if found is None else found.to_pandas()

    def _table(self, entry: Entry, seal: str) -> pa.Table | None:
        try:
            return read(self.path(entry, seal))
        except FileNotFoundError:
            log.warning("public figures are not worked out", snapshot=entry.name)
        except PublicDamaged as damage:
            log.error("public figures refused", snapshot=entry.name, why=str(damage))
        return None

    def state(self) -> int:
        """What tells one state of all these files from another, by one look at the folder."""
        try:
            return (self.root / "public").stat().st_mtime_ns
        except OSError:
            return 0


def write(path: Path, rows: pd.DataFrame) -> None:
    """Write a revision's public rows (SCHEMA), whole or not at all."""
    write_beside(path, pa.Table.from_pandas(
        rows[SCHEMA.names], schema=SCHEMA, preserve_index=False))


def read(path: Path) -> pa.Table:
    """A revision's public rows (SCHEMA). Raises FileNotFoundError where they are not worked out,
    PublicDamaged for a file that is not as it was written.
    """
    try:
        return read_beside(path, SCHEMA)
    except NotAsWritten as error:
        raise PublicDamaged(f"{path.parent.name}/{path.name} is not as it was written") from error


def as_figures(rows: pd.DataFrame, authority: str) -> pd.DataFrame:
    """The rows of the whole and of areas with the columns of a snapshot's figures (without the
    date), and ``hidden`` and ``marks``."""
    rows = rows[rows["split"].isin(["", AREAS]) & ~rows["measure"].str.startswith(AUDITED)]
    whole = rows["split"] == ""
    return rows.assign(
        level=whole.map({True: "authority", False: "locality"}),
        place=rows["part"].where(~whole, authority)).reset_index(drop=True)


def nothing_shown(figures: pd.DataFrame) -> pd.DataFrame:
    """The county's and areas' figures with every number hidden: for a snapshot of which it is not
    worked out what may be shown."""
    rows = figures[figures["level"].isin(["authority", "locality"])].reset_index(drop=True)
    rows[["numerator", "denominator", "unknown", "cases"]] = float("nan")
    return rows.assign(hidden=True, marks="cccc")
