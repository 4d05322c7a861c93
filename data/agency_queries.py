"""Questions about the agencies of the safeguarding board: how each stands in one measure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.asking import Asking, NotFound
from data.snapshots.live import Snapshot
from data.viewers import Viewer

Share = Literal["all", "some", "none", "at least one"]
_CASE = ("measure", "case", "happened_on", "value", "done_on", "reason")
_AGENCY = ("measure", "case", "kind")


@dataclass(frozen=True)
class AgencyStanding:
    """How an agency stands: ``day`` of its last case, whether that ``met`` (None: not known), when
    it was ``done`` and what the list says of it. ``share`` is at how many of the period's cases it
    met: never a number, and less exact where the agencies' sum would give one away. ``latest`` says
    whether its last case is of the latest day that any agency has.
    """

    agency: str
    day: dt.date
    met: bool | None
    done: dt.date | None
    said: str
    share: Share
    latest: bool


class AgencyQueries(Asking):
    """What agencies did, from the cases of measures that have one a case."""

    def agencies(
        self, viewer: Viewer, measures: Sequence[str], as_at: dt.date,
    ) -> dict[str, list[AgencyStanding]]:
        """By measure, the agencies among its cases in the twelve months to the date, by name.

        Agencies are no people, and what each did last is said of it by name; how often is a count
        like any other, and small ones are not said. Empty where the extract does not hold them.
        Raises NotFound for a measure whose cases are of no agency.
        """
        for asked in (self.measure(viewer, name) for name in measures):
            if "agency as kind" not in asked.sql:
                raise NotFound(f"no agencies in {asked.name}")
        snapshot = self.snapshot(viewer, as_at)
        held = [name for name in measures if name not in snapshot.lacking]
        found: dict[str, list[AgencyStanding]] = {name: [] for name in measures}
        if not held or not snapshot.holds("kinds.parquet"):
            return found
        agencies = {(measure, case): agency for measure, case, agency in _rows(
            snapshot, "kinds", _AGENCY, held)}
        of: dict[str, dict[str, list[_Case]]] = {name: defaultdict(list) for name in held}
        for measure, case, *rest in sorted(
                _rows(snapshot, "cases", _CASE, held), key=lambda row: row[2]):
            if agency := agencies.get((measure, case)):
                of[measure][agency].append(_Case(*rest))
        return found | {name: _standing(cases) for name, cases in of.items()}


def _rows(
    snapshot: Snapshot, table: str, columns: Sequence[str], measures: Sequence[str],
) -> Iterator[tuple[Any, ...]]:
    """The rows of some measures: those parts of the file are read in which one of them may stand.
    """
    with pq.ParquetFile(snapshot.entry.path / f"{table}.parquet") as file:
        number, parts = file.schema_arrow.get_field_index("measure"), []
        for n in range(file.num_row_groups):
            within = file.metadata.row_group(n).column(number).statistics
            if within is None or any(  # a part without rows says nothing of them
                    within.min <= name <= within.max for name in measures):
                parts.append(n)
        rows = file.read_row_groups(parts, columns=list(columns), use_threads=False)
    rows = rows.filter(pc.is_in(rows.column("measure"), pa.array(measures, pa.string())))
    return zip(*(column.to_pylist() for column in rows.select(columns).columns), strict=True)


class _Case(NamedTuple):
    day: dt.date
    value: float | None
    done: dt.date | None
    said: str


def _standing(cases: Mapping[str, Sequence[_Case]]) -> list[AgencyStanding]:
    """The agencies by name, each with its cases, the last one last."""
    latest = max((of[-1].day for of in cases.values()), default=None)
    found = []
    for agency, of in sorted(cases.items()):
        last = of[-1]
        known = [one.value for one in of if one.value is not None]
        found.append(AgencyStanding(
            agency, last.day, None if last.value is None else last.value == 1, last.done,
            last.said.removeprefix(f"{agency}: "), _share(known.count(1), len(known), len(of)),
            last.day == latest))
    if sum(one.share == "some" for one in found) == 1:  # the sum less the others would be its
        return [one if one.share == "none" else replace(one, share="at least one")
                for one in found]
    return found


def _share(times: int, known: int, cases: int) -> Share:
    if times == 0:
        return "none"
    return "all" if times == known == cases else "some"
