"""Load: read an extract, check it, work out its cases and figures, publish one snapshot.

Everything goes this way, the demo as much as an authority's own extract.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

import duckdb
import pyarrow.compute as pc

from data.authority import Authority
from data.disclosure.publish import publish_public
from data.measures.calculate import calculate
from data.measures.catalogue import Measure, catalogue_hash
from data.measures.clocks import clocks
from data.measures.due import undone
from data.measures.tallies import TALLIES, tally
from data.places import Places
from data.snapshots.store import Entry, Store, now
from data.sources.extract import Extract
from data.sources.left_out import left_out
from data.sources.read import read
from data.sources.report import Report
from data.sources.tables import TABLES


class NotPublishable(Exception):
    """The extract has errors that nobody has accepted; ``report`` says which."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.errors)} errors stop publication")
        self.report = report


@dataclass(frozen=True)
class Loaded:
    """What a load published."""

    entry: Entry
    report: Report
    lacking: Mapping[str, tuple[str, ...]]


def load(
    sources: Sequence[str], *, as_at: dt.date, store: Store, authority: Authority,
    catalogue: Mapping[str, Measure], accept: Iterable[str] = (), signed_off_by: str = "",
    made_up: bool = False, as_now_known: bool = False, why: str = "",
) -> Loaded:
    """Read, validate, build and publish one snapshot, and work out what is public of it.

    ``accept`` names rules whose errors a person, ``signed_off_by``, has looked at and let pass.
    ``why`` says why a date is loaded again; ``as_now_known`` that the extract was made later.
    Raises NotPublishable with the report; nothing in the store is touched then.
    """
    extract = read(sources, as_at=as_at, places=Places(authority))
    accepted = sorted(set(accept))
    if not extract.report.may_be_published(accepted):
        raise NotPublishable(extract.report)
    loaded = build(
        extract, as_at=as_at, store=store, authority=authority, catalogue=catalogue,
        about={"accepted": accepted, "signed_off_by": signed_off_by, "made_up": made_up,
               "as_now_known": as_now_known, "why": why})
    publish_public(store, authority, catalogue, days=[as_at])
    return loaded


def build(
    extract: Extract, *, as_at: dt.date, store: Store, authority: Authority,
    catalogue: Mapping[str, Measure], about: Mapping[str, object],
) -> Loaded:
    """Build and publish one snapshot of an extract that may be published.

    Nothing of it is public until that is worked out (data/disclosure/publish.py).
    """
    result = calculate(
        extract, as_at=as_at, authority=authority, catalogue=catalogue, with_people=True)
    with duckdb.connect(config={"threads": 1}) as con:
        tables = {"cases": result.cases, "figures": result.figures, "kinds": result.kinds,
                  **result.people}
        for name, table in tables.items():
            con.register(name, table)
        tables["due"] = undone(con, measures=catalogue, as_at=as_at)
        tables["clocks"] = clocks(result.cases, measures=catalogue)
        tables |= {name: tally(con, name, measures=catalogue, as_at=as_at) for name in TALLIES}
    entry = store.publish(as_at=as_at, tables=tables, about={
        "authority": authority.id,
        "built_at": now(),
        "built_by": f"surgery {version('surgery')}",
        "sources": [asdict(source) for source in extract.sources],
        "catalogue": catalogue_hash(catalogue),
        "validation": {**extract.report.counts(), "left_out": left_out(extract.report)},
        "lacking": {measure: list(missing) for measure, missing in result.lacking.items()},
        "as_now_known": False,
        **about,
    })
    return Loaded(entry, extract.report, result.lacking)


def load_history(
    sources: Sequence[str], *, as_at: dt.date, store: Store, authority: Authority,
    catalogue: Mapping[str, Measure], months: int = 36, accept: Iterable[str] = (),
    signed_off_by: str = "",
) -> Iterator[Loaded]:
    """The month-ends before ``as_at`` that one extract can support, oldest first, as now known.

    Only measures whose tables hold dated events can be wound back; the others say "not in this
    extract". A month that no measure can be worked out for, or that is before anything in the
    extract, is not published. A date that has a
    snapshot already is passed over: what was said then stays.
    """
    extract = read(sources, as_at=as_at, places=Places(authority))
    if not extract.report.may_be_published(accept):
        raise NotPublishable(extract.report)
    taken = {e.as_at for e in store.entries()}
    first = _first_day(extract)
    for day in reversed(_month_ends_before(as_at, months)):
        if day < first:
            continue
        past = _wound_back(extract, day)
        possible = [m for m in catalogue.values() if set(m.sources) <= past.provided]
        if day not in taken and possible:
            loaded = build(
                past, as_at=day, store=store, authority=authority, catalogue=catalogue,
                about={"accepted": sorted(set(accept)), "signed_off_by": signed_off_by,
                       "made_up": False, "as_now_known": True})
            publish_public(store, authority, catalogue, days=[day])
            yield loaded


def _month_ends_before(day: dt.date, months: int) -> list[dt.date]:
    ends = []
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        ends.append(dt.date(year, month, calendar.monthrange(year, month)[1]))
    return ends


def _first_day(extract: Extract) -> dt.date:
    """The first day on which anything in the extract happened."""
    days = [pc.min(table.column(TABLES[name].starts)).as_py()
            for name, table in extract.tables.items()
            if TABLES[name].kind == "events" and TABLES[name].starts]
    return min((d for d in days if d), default=dt.date.min)


def _wound_back(extract: Extract, day: dt.date) -> Extract:
    """The extract without tables that only say how things are now, or do not reach back so far.

    Rows after the day need no cutting: every view and measure asks what held at its date. A table
    that begins part-way keeps its rows only while a whole month of them is there.
    """
    kept = {
        name for name in extract.tables
        if (TABLES[name].kind == "events" or name in _LASTING)
        and extract.covers_from.get(name, dt.date.min) <= day.replace(day=1)}
    if extract.covers_from:
        # Lists that hold only what is latest for each child cannot say what was latest then.
        kept &= set(extract.covers_from) | _LASTING
    return Extract(
        tables={name: extract.tables[name] for name in kept},
        provided={p for p in extract.provided if p.split(".")[0] in kept},
        covers_from=extract.covers_from, sources=extract.sources, report=extract.report)


_LASTING = {"person", "disability", "professionals", "workforce"}
"""Tables of how things are now that change little: a date of birth, a leaving date."""
