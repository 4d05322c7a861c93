"""From source tables to cases and figures: runs the SQL of every measure the extract allows."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.authority import Authority
from data.measures.catalogue import HERE, Measure
from data.measures.journeys import tables_of_people
from data.places import NO_LOCALITY, NO_TEAM, NO_WORKER, Places
from data.sources.extract import Extract
from data.sources.tables import TABLES
from data.working_days import working_day_calendar

CASES = pa.schema([
    ("as_at", pa.date32()), ("measure", pa.string()), ("case", pa.string()),
    ("person", pa.string()), ("worker", pa.string()), ("team", pa.string()),
    ("locality", pa.string()), ("value", pa.float64()), ("weight", pa.float64()),
    ("happened_on", pa.date32()), ("due_on", pa.date32()), ("done_on", pa.date32()),
    ("reason", pa.string()),
])
FIGURES = pa.schema([
    ("as_at", pa.date32()), ("measure", pa.string()), ("place", pa.string()),
    ("level", pa.string()), ("period", pa.string()), ("numerator", pa.float64()),
    ("denominator", pa.float64()), ("unknown", pa.int64()), ("cases", pa.int64()),
])

KINDS = pa.schema([
    ("as_at", pa.date32()), ("measure", pa.string()), ("case", pa.string()),
    ("kind", pa.string()),
])


class MeasureError(RuntimeError):
    """A measure's SQL failed; the message names the measure."""


@dataclass(frozen=True)
class Calculation:
    """What one build gives. ``lacking`` maps a measure left out to the sources it lacks;
    ``kinds`` says what a case was of (schema KINDS), where its measure says so; ``people`` are the
    tables of PEOPLE, none unless asked for.
    """

    cases: pa.Table
    figures: pa.Table
    lacking: dict[str, tuple[str, ...]]
    seconds: dict[str, float]
    kinds: pa.Table
    people: dict[str, pa.Table]


def calculate(
    extract: Extract, *, as_at: dt.date, authority: Authority, catalogue: Mapping[str, Measure],
    with_people: bool = False,
) -> Calculation:
    """Cases (schema CASES) and figures (schema FIGURES) of one day; ``with_people`` also its
    children, what happened to each, and its workers. Nothing is made that the measures do not read.

    Raises MeasureError when a measure's SQL cannot run: a fault of the catalogue, never of data.
    """
    places = Places(authority)
    without = lacking(extract, catalogue, authority, as_at=as_at)
    with duckdb.connect(config={"threads": 1}) as con:
        computed = [m for m in catalogue.values() if m.id not in without]
        _prepare(con, extract, as_at, authority, places, None if with_people else computed)
        seconds = {}
        for measure in computed:
            started = time.perf_counter()
            _run(con, measure)
            seconds[measure.id] = time.perf_counter() - started
        _measures(con, computed, extract, as_at)
        _grid(con, authority, places, as_at)
        con.execute(_sql("figures.sql"))
        cases = con.sql("select * from ordered_cases").to_arrow_table().cast(CASES)
        figures = con.sql("select * from figures").to_arrow_table().cast(FIGURES)
        kinds = con.sql("select * from kinds order by measure, \"case\"").to_arrow_table()
        people = tables_of_people(con, places) if with_people else {}
    return Calculation(cases, figures, without, seconds, kinds.cast(KINDS), people)


def lacking(
    extract: Extract, catalogue: Mapping[str, Measure], authority: Authority, *,
    as_at: dt.date | None,
) -> dict[str, tuple[str, ...]]:
    """Measures that cannot be worked out, and which of their sources are missing.

    A measure may need the extract's tables and columns, and the school terms the date is in.
    """
    first, last = authority.terms[0], authority.terms[-1]
    listed = as_at is None or first.start <= as_at <= last.end
    held = extract.provided | ({"terms"} if listed else set())
    return {m.id: missing for m in catalogue.values()
            if (missing := tuple(source for source in m.sources if source not in held))}


@cache
def _sql(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _prepare(
    con: duckdb.DuckDBPyConnection, extract: Extract, as_at: dt.date, authority: Authority,
    places: Places, measures: list[Measure] | None,
) -> None:
    """Registers the report date, the settings, and the source tables and shared views that some
    measures read; all of them for None.
    """
    clocks = authority.clocks
    views, named = _views_named(measures)
    variables: dict[str, object] = {
        **{name: value for name, value in clocks.model_dump().items() if isinstance(value, int)},
        "as_at": as_at,
        "year_start": year_start(as_at),
        "school_year_eve": school_year_eve(as_at),
        "provided": sorted(extract.provided),
        "authority": authority.id,
        "duty_pattern": rf"\b({'|'.join(map(re.escape, authority.allocation.duty_labels))})\b",
        "case_holding_pattern": "|".join(
            re.escape(title.casefold()) for title in authority.allocation.case_holding_titles),
    }
    for name, value in variables.items():
        con.execute(f"set variable {name} = $value", {"value": value})
    con.execute("set variable covers_from = map($tables::varchar[], $days::date[])", {
        "tables": list(extract.covers_from), "days": list(extract.covers_from.values())})
    for name in (TABLES if measures is None else [t for t in TABLES if t in named]):
        con.register(name, _with_team_ids(name, extract.table(name), places))
    calendar = working_day_calendar(clocks.closure_days)
    con.register("calendar_days", calendar)
    con.register("terms", _terms(authority))
    con.register("places", pa.table({
        "team": pa.array([t.id for t in places.teams], pa.string()),
        "locality": pa.array([t.parent for t in places.teams], pa.string()),
        "kind": pa.array([t.kind for t in places.teams], pa.string()),
        "cin_visit_working_days": pa.array(
            [clocks.cin_visit_working_days_by_kind.get(t.kind, clocks.cin_visit_working_days)
             for t in places.teams], pa.int32())}))
    holders = extract.table("involvements").column("professional_id").unique().to_pylist()
    con.register("team_names", pa.table({"name": pa.array(
        [text for text in holders if places.team_id(text)], pa.string())}))
    con.register("allocated_roles", pa.table({"role": list(authority.allocation.roles)}))
    con.execute(_sql("macros.sql"))
    for view in views:
        con.execute(view)
    con.execute(_EMPTY_CASES)
    con.execute('create table kinds (as_at date, measure varchar, "case" varchar, kind varchar)')


def _views_named(measures: list[Measure] | None) -> tuple[list[str], set[str]]:
    """The SQL of the shared views that measures name, or that such views name, in order; and all
    the words of it and of the measures. Of all views for None.
    """
    views, needed = _views(), []
    named = set(views) if measures is None else {
        word for measure in measures for word in _words(measure.sql)}
    for name in reversed(views):  # a view names none but those before it
        if name in named:
            needed.append(views[name])
            named |= _words(views[name])
    return needed[::-1], named


@cache
def _views() -> dict[str, str]:
    """The SQL of each shared view, in the order they are made."""
    parts = re.split(r"(?m)^(?=create table (\w+) as)", _sql("views.sql"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@cache
def _words(sql: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", re.sub(r"--.*", "", sql)))


_EMPTY_CASES = "create table cases ({})".format(", ".join(
    f'"{field.name}" {kind}' for field, kind in zip(CASES, (
        "date", "varchar", "varchar", "varchar", "varchar", "varchar", "varchar", "double",
        "double", "date", "date", "date", "varchar"), strict=True)))


def school_year_eve(day: dt.date) -> dt.date:
    """The 31 August before the school year that the day is in."""
    return dt.date(day.year if day >= dt.date(day.year, 9, 1) else day.year - 1, 8, 31)


def _with_team_ids(name: str, table: pa.Table, places: Places) -> pa.Table:
    """The table with each team's id or name replaced by the configured id where there is one."""
    for column in TABLES[name].columns:
        if column.type != "team" or not table.num_rows:
            continue
        position = table.schema.get_field_index(column.name)
        encoded = pc.dictionary_encode(table.column(position).combine_chunks())
        known = [places.team_id(text) or text for text in encoded.dictionary.to_pylist()]
        teams = pc.take(pa.array(known, pa.string()), encoded.indices)
        table = table.set_column(position, column.name, teams)
    return table


def _terms(authority: Authority) -> pa.Table:
    terms = authority.terms
    return pa.table({
        "number": pa.array(range(len(terms)), pa.int32()),
        "starts": pa.array([t.start for t in terms], pa.date32()),
        "ends": pa.array([t.end for t in terms], pa.date32())})


def _run(con: duckdb.DuckDBPyConnection, measure: Measure) -> None:
    try:
        given = _columns(con, measure.sql)
        fields = [
            "as_at()", "$measure", 'cast(c."case" as varchar)', "c.person", "c.worker", "c.team",
            "coalesce(c.locality, p.locality)" if "locality" in given else "p.locality",
            "cast(c.value as double)",
            "cast(c.weight as double)" if "weight" in given else "1.0",
            *(f"c.{name}" if name in given else "null"
              for name in ("happened_on", "due_on", "done_on", "reason"))]
        con.execute(
            f"insert into cases select {', '.join(fields)} from ({measure.sql}) c "
            "left join places p on p.team = c.team", {"measure": measure.id})
        if "kind" in given:
            con.execute(
                "insert into kinds select as_at(), $measure, cast(\"case\" as varchar), kind "
                f"from ({measure.sql}) where kind is not null", {"measure": measure.id})
    except duckdb.Error as error:
        raise MeasureError(f"{measure.id}: {error}") from error


_COLUMNS: dict[str, frozenset[str]] = {}
"""The columns that SQL gives: those of its own words, whatever the extract."""


def _columns(con: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    if sql not in _COLUMNS:
        asked = con.execute(f"select * from ({sql}) limit 0")
        _COLUMNS[sql] = frozenset(column[0] for column in asked.description or ())
    return _COLUMNS[sql]


def _measures(
    con: duckdb.DuckDBPyConnection, computed: list[Measure], extract: Extract, as_at: dt.date,
) -> None:
    """The measures and periods to count: a year is left out where the extract covers less."""
    starts = {"month": as_at.replace(day=1), "year": year_start(as_at)}
    rows = [
        (m.id, m.unit, m.unknown == "left_out", period, starts.get(period))
        for m in computed for period in m.period
        if period == "point" or _covers_from(extract, m) <= starts[period]]
    con.register("measure_periods", pa.table({
        "measure": pa.array([r[0] for r in rows], pa.string()),
        "unit": pa.array([r[1] for r in rows], pa.string()),
        "left_out": pa.array([r[2] for r in rows], pa.bool_()),
        "period": pa.array([r[3] for r in rows], pa.string()),
        "starts": pa.array([r[4] for r in rows], pa.date32())}))


def _covers_from(extract: Extract, measure: Measure) -> dt.date:
    tables = {source.split(".")[0] for source in measure.sources}
    return max((extract.covers_from[t] for t in tables if t in extract.covers_from),
               default=dt.date.min)


def year_start(day: dt.date) -> dt.date:
    """The first day of the twelve months to the day."""
    after = day + dt.timedelta(days=1)
    try:
        return after.replace(year=after.year - 1)
    except ValueError:  # 29 February
        return dt.date(after.year - 1, 3, 1)


def _grid(
    con: duckdb.DuckDBPyConnection, authority: Authority, places: Places, as_at: dt.date,
) -> None:
    """Every place that must have a figure, so that none means none: and its population."""
    shown = [places.authority, *places.localities, *(t for t in places.teams if t.open_at(as_at))]
    con.register("grid", pa.table({
        "place": pa.array([p.id for p in shown], pa.string()),
        "level": pa.array([p.level for p in shown], pa.string()),
        "population": pa.array(
            [authority.population_at(p.id, as_at) for p in shown], pa.float64())}))
    for name, value in (
            ("no_locality", NO_LOCALITY), ("no_team", NO_TEAM), ("no_worker", NO_WORKER)):
        con.execute(f"set variable {name} = $value", {"value": value})
