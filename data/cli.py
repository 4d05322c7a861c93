"""The commands. Long work shows progress on stderr; stdout carries only data.

Exit codes: 0 done, 1 the input may not be published (the report is printed), 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from pydantic import ValidationError

from data import audit
from data.authority import AuthorityFileError, read_authority
from data.benchmark_queries import OWN_FILE
from data.benchmarks.open_data import read_open_data
from data.benchmarks.published import (
    BenchmarkFileError,
    comparisons,
    read_published,
    write_published,
)
from data.command_options import (
    AsAt,
    Format,
    StoreOption,
    authority_and_measures,
    checked_format,
    chosen,
    say,
)
from data.database_commands import database_cli, upgrade_database
from data.export_commands import export
from data.measures.calculate import lacking
from data.measures.examples import examples
from data.places import Places
from data.printed import in_words, print_table
from data.queries import NotFound, Queries, open_queries
from data.serving import NotThisMachine, serve
from data.snapshot_commands import say_worked_out, snapshots_cli
from data.snapshots.load import NotPublishable, load, load_history
from data.snapshots.store import Store
from data.sources.read import read
from data.sources.report import Report
from data.sources.rules import RULES
from data.viewers import Viewer

cli = typer.Typer(
    name="surgery", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Performance surgeries for children's services: every figure opens onto its cases.")
cli.add_typer(snapshots_cli, name="snapshots", invoke_without_command=True)
cli.add_typer(database_cli, name="database")
cli.command("export")(export)

Sources = Annotated[list[str], typer.Argument(
    metavar="SOURCE...", help="Annex A workbook (.xlsx), folder of SSD or local tables (.csv or "
                              ".parquet), or a database address that holds SSD tables.")]
Place = Annotated[str | None, typer.Option("--place", help="Place id, such as norwich.")]
Accept = Annotated[list[str] | None, typer.Option(
    help="Publish in spite of this rule's errors (may be given again); needs --signed-off-by.")]
SignedOffBy = Annotated[str, typer.Option(help="Who has looked at the report: a role or an id.")]
Port = Annotated[int, typer.Option(min=1, max=65535)]
ANALYST = Viewer("analyst")


def main() -> None:
    """The entry of the ``surgery`` command."""
    try:
        cli()
    except (AuthorityFileError, ValidationError) as error:
        say(str(error))
        sys.exit(2)
    except OSError as error:
        say(f"{error.filename or 'A file'} cannot be read or written: {error.strerror or error}")
        sys.exit(2)


def _not_in_extract(measure: str, missing: Iterable[str]) -> str:
    return f"Not in this extract: {measure} (needs {', '.join(missing)})"


def _show(report: Report, csv_file: Path | None) -> None:
    if report.problems:
        say(report.text())
    if csv_file:
        csv_file.write_text(report.csv(), encoding="utf-8")


@cli.command()
def check(
    sources: Sources,
    as_at: Annotated[dt.datetime | None, typer.Option("--as-at", formats=["%Y-%m-%d"])] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the report as CSV here.")] = None,
) -> None:
    """Read and validate, publish nothing. Exit 1 if it may not be published."""
    authority, catalogue = authority_and_measures()
    day = as_at.date() if as_at else None
    extract = read(sources, as_at=day, places=Places(authority))
    _show(extract.report, csv)
    for name, table in extract.tables.items():
        say(f"{name}: {table.num_rows:,} rows")
    if extract.report.errors:
        raise typer.Exit(1)
    for measure, missing in lacking(extract, catalogue, authority, as_at=day).items():
        say(_not_in_extract(measure, missing))
    say("May be published.")


@cli.command("load")
def load_command(
    sources: Sources,
    as_at: AsAt,
    store: StoreOption = None,
    history: Annotated[bool, typer.Option(
        "--history", help="Also the earlier month-ends the extract can support.")] = False,
    months: Annotated[int, typer.Option(min=1, help="How far back --history goes.")] = 36,
    accept: Accept = None,
    signed_off_by: SignedOffBy = "",
    why: Annotated[str, typer.Option(
        help="Why the date is loaded again: kept in the manifest, shown by snapshots.")] = "",
    csv: Annotated[Path | None, typer.Option(help="Write the report as CSV here.")] = None,
) -> None:
    """Read, validate, build and publish one snapshot."""
    if unknown := sorted(set(accept or ()) - set(RULES)):
        raise typer.BadParameter(f"--accept: no rule is called {', '.join(unknown)}")
    if accept and not signed_off_by:
        raise typer.BadParameter("--accept needs --signed-off-by: somebody answers for it")
    given = chosen(store)
    authority, catalogue = authority_and_measures()
    try:
        say(f"Reading {', '.join(sources)}")
        loaded = load(
            sources, as_at=as_at.date(), store=Store(given.store), authority=authority,
            catalogue=catalogue, accept=accept or (), signed_off_by=signed_off_by, why=why)
        _show(loaded.report, csv)
        say(f"Published {loaded.entry.name}")
        for measure, missing in loaded.lacking.items():
            say(_not_in_extract(measure, missing))
        if history:
            for past in load_history(
                    sources, as_at=as_at.date(), store=Store(given.store), authority=authority,
                    catalogue=catalogue, months=months, accept=accept or (),
                    signed_off_by=signed_off_by):
                say(f"Published {past.entry.name}, as now known")
        say_worked_out(Store(given.store))
    except NotPublishable as stopped:
        _show(stopped.report, csv)
        say("Not published. What was published before is untouched.")
        raise typer.Exit(1) from None


@cli.command()
def signals(store: StoreOption = None) -> None:
    """Work out the signals and what is public, where missing or not as written, of every date."""
    found = Store(chosen(store).store)
    if not found.entries():
        say(f"There is no snapshot in {found.snapshots}.")
        raise typer.Exit(2)
    say_worked_out(found)
    say("The signals of every date, and what is public of it, are worked out.")


def _open(store: Path | None) -> Queries:
    return open_queries(chosen(store))


@cli.command()
def figures(
    as_at: AsAt, place: Place = None,
    measure: Annotated[str | None, typer.Option("--measure", help="Measure id.")] = None,
    revision: Annotated[int | None, typer.Option(
        help="What an earlier revision of the date said.")] = None,
    store: StoreOption = None, format: Format = "csv",
) -> None:
    """Figures of a date, with their value and status; measures not in the extract say so."""
    checked_format(format)
    q = _open(store)
    try:
        snapshot = q.snapshot(ANALYST, as_at.date())
        rows = q.all_figures(
            ANALYST, as_at.date(), place=place, measure=measure, revision=revision)
        if place and rows.empty and place not in q.places.by_id:
            raise NotFound(f"no place called {place}")
    except NotFound as missing:
        say(f"There is {missing}.")
        raise typer.Exit(2) from None
    for name, needs in snapshot.lacking.items():
        if measure in (None, name):
            say(_not_in_extract(name, needs))
    print_table(rows.drop(columns=["hidden", "marks", "short_by"], errors="ignore"), format)


@cli.command()
def cases(
    as_at: AsAt, measure: Annotated[str, typer.Option("--measure", help="Measure id.")],
    place: Place = None, store: StoreOption = None, format: Format = "csv",
) -> None:
    """The cases of a measure at a date: exactly the snapshot's rows."""
    checked_format(format)
    q = _open(store)
    notes = audit.begin()
    try:
        rows = q.all_cases(ANALYST, measure, place or q.authority.id, as_at.date())
    except NotFound as missing:
        say(f"There is {missing}.")
        raise typer.Exit(2) from None
    audit.write(chosen(store).store, ANALYST, "surgery cases", notes)
    print_table(rows, format)


@cli.command()
def measures(format: Format = "csv") -> None:
    """The catalogue: every measure in words, with its example and SQL, as csv, json or md.

    In csv and md a field that a measure has not is "not applicable".
    """
    checked_format(format, ("csv", "json", "md"))
    _, catalogue = authority_and_measures()
    rows = [{**m.model_dump(mode="json"), "example": examples()[m.id].words}
            for m in catalogue.values()]
    if format == "json":
        print_table(pd.DataFrame(rows, dtype=object), format)
        return
    plain = [{name: in_words(value) for name, value in row.items()} for row in rows]
    if format == "csv":
        print_table(pd.DataFrame(plain), format)
        return
    for row in plain:
        sql, name = row.pop("sql"), row.pop("name")
        words = "\n".join(f"- {field.replace('_', ' ')}: {value}" for field, value in row.items())
        print(f"## {name}\n\n{words}\n\n```sql\n{sql.strip()}\n```\n")


@cli.command()
def benchmarks(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV of the national open data.")],
    measure: Annotated[str, typer.Option("--measure", help="Measure id it is published of.")],
    indicator: Annotated[str, typer.Option(help="The column that holds the figure.")],
    where: Annotated[list[str] | None, typer.Option(
        help="Keep rows with this value, as COLUMN=VALUE (may be given again).")] = None,
    store: StoreOption = None,
) -> None:
    """Add the years of a national open data file to the figures that stand beside a measure."""
    given = chosen(store)
    authority = read_authority(given.authority)
    if measure not in comparisons():
        raise typer.BadParameter(f"--measure: nothing is compared with {measure}")
    filters = dict(text.partition("=")[::2] for text in where or ())
    own = given.store / OWN_FILE
    try:
        found = read_open_data(
            file, measure=measure, indicator=indicator, where=filters, authority=authority.name,
            region=authority.benchmarks.region, neighbours=authority.benchmarks.neighbours)
        kept = {(f.measure, f.year, f.area): f for f in (*read_published(own), *found)}
    except BenchmarkFileError as wrong:
        say(str(wrong))
        raise typer.Exit(1) from None
    own.parent.mkdir(parents=True, exist_ok=True)
    write_published(kept.values(), own)
    years = sorted({f.year for f in found})
    say(f"Added {measure}, {years[0]} to {years[-1]}: {len(found)} figures in {own}")


@cli.command()
def demo(
    store: StoreOption = None,
    months: Annotated[int, typer.Option(min=1, max=36)] = 36,
    seed: int = 1,
    serve: Annotated[bool, typer.Option(help="Serve it when made.")] = True,
    port: Port = 8050,
) -> None:
    """Make the made-up Norfolk, load its month-ends, and serve it."""
    from data.demo.holding import hold_surgeries  # only this command needs the demo
    from data.demo.loading import load_demo

    given = chosen(store)
    authority, _ = authority_and_measures()
    upgrade_database(given)
    load_demo(given.store, authority=authority, months=months, seed=seed, say=say,
              then=lambda: hold_surgeries(given, authority, seed=seed, say=say))
    if serve:
        _serve(given.store, "127.0.0.1", port, 2)


@cli.command("serve")
def serve_command(
    store: StoreOption = None,
    host: Annotated[str, typer.Option(help="This machine only: no sign-in yet.")] = "127.0.0.1",
    port: Port = 8050,
    workers: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Serve the pages with gunicorn."""
    authority_and_measures()  # refused here: a worker could only say so in its log
    _serve(chosen(store).store, host, port, workers)


def _serve(store: Path, host: str, port: int, workers: int) -> None:
    try:
        serve(store, host, port, workers, say=say)
    except NotThisMachine as refused:
        say(str(refused))
        raise typer.Exit(2) from None


if __name__ == "__main__":
    main()
