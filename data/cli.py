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
from data.measures.calculate import lacking
from data.measures.catalogue import read_catalogue
from data.measures.examples import examples
from data.places import Places
from data.printed import in_words, print_table
from data.queries import NotFound, Queries, open_queries
from data.serving import NotThisMachine, serve
from data.settings import Settings, settings
from data.snapshots.load import NotPublishable, load, load_history
from data.snapshots.store import NoSuchSnapshot, SnapshotDamaged, Store
from data.sources.read import read
from data.sources.report import Report
from data.sources.rules import RULES
from data.viewers import Viewer

cli = typer.Typer(
    name="surgery", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Performance surgeries for children's services: every figure opens onto its cases.")
snapshots_cli = typer.Typer(help="List, verify and withdraw snapshots.")
cli.add_typer(snapshots_cli, name="snapshots", invoke_without_command=True)

Sources = Annotated[list[str], typer.Argument(
    metavar="SOURCE...", help="Annex A workbook (.xlsx), folder of SSD or local tables (.csv or "
                              ".parquet), or a database address that holds SSD tables.")]
StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the snapshots.")]
AsAt = Annotated[dt.datetime, typer.Option(
    "--as-at", formats=["%Y-%m-%d"], help="Date of the report, as 2016-03-31.")]
Format = Annotated[str, typer.Option("--format", help="csv or json.")]
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
        _say(str(error))
        sys.exit(2)
    except OSError as error:
        _say(f"{error.filename or 'A file'} cannot be read or written: {error.strerror or error}")
        sys.exit(2)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _not_in_extract(measure: str, missing: Iterable[str]) -> str:
    return f"Not in this extract: {measure} (needs {', '.join(missing)})"


def _chosen(store: Path | None) -> Settings:
    return settings().model_copy(update={"store": store}) if store else settings()


def _show(report: Report, csv_file: Path | None) -> None:
    if report.problems:
        _say(report.text())
    if csv_file:
        csv_file.write_text(report.csv(), encoding="utf-8")


def _format(value: str, allowed: tuple[str, ...] = ("csv", "json")) -> str:
    if value not in allowed:
        raise typer.BadParameter(f"--format must be one of {', '.join(allowed)}")
    return value


@cli.command()
def check(
    sources: Sources,
    as_at: Annotated[dt.datetime | None, typer.Option("--as-at", formats=["%Y-%m-%d"])] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the report as CSV here.")] = None,
) -> None:
    """Read and validate, publish nothing. Exit 1 if it may not be published."""
    authority = read_authority(settings().authority)
    day = as_at.date() if as_at else None
    extract = read(sources, as_at=day, places=Places(authority))
    _show(extract.report, csv)
    for name, table in extract.tables.items():
        _say(f"{name}: {table.num_rows:,} rows")
    if extract.report.errors:
        raise typer.Exit(1)
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    for measure, missing in lacking(extract, catalogue, authority, as_at=day).items():
        _say(_not_in_extract(measure, missing))
    _say("May be published.")


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
    chosen = _chosen(store)
    authority = read_authority(chosen.authority)
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
    try:
        _say(f"Reading {', '.join(sources)}")
        loaded = load(
            sources, as_at=as_at.date(), store=Store(chosen.store), authority=authority,
            catalogue=catalogue, accept=accept or (), signed_off_by=signed_off_by, why=why)
        _show(loaded.report, csv)
        _say(f"Published {loaded.entry.name}")
        for measure, missing in loaded.lacking.items():
            _say(_not_in_extract(measure, missing))
        if history:
            for past in load_history(
                    sources, as_at=as_at.date(), store=Store(chosen.store), authority=authority,
                    catalogue=catalogue, months=months, accept=accept or (),
                    signed_off_by=signed_off_by):
                _say(f"Published {past.entry.name}, as now known")
    except NotPublishable as stopped:
        _show(stopped.report, csv)
        _say("Not published. What was published before is untouched.")
        raise typer.Exit(1) from None


@snapshots_cli.callback(invoke_without_command=True)
def list_snapshots(ctx: typer.Context, store: StoreOption = None, format: Format = "csv") -> None:
    """List every revision: date, when built, by which version, rows, errors accepted, state."""
    _format(format)
    ctx.obj = Store(_chosen(store).store)
    if ctx.invoked_subcommand:
        return
    rows = []
    for entry in ctx.obj.entries():
        try:
            about = ctx.obj.manifest(entry)
        except SnapshotDamaged as damage:
            about = {"fault": str(damage)}
        rows.append({
            "as_at": entry.as_at, "revision": entry.revision,
            "state": "withdrawn" if entry.withdrawn else "damaged" if "fault" in about
            else "published",
            "built_at": about.get("built_at"), "built_by": about.get("built_by"),
            "cases": about.get("rows", {}).get("cases"),
            "figures": about.get("rows", {}).get("figures"),
            "accepted": " ".join(about.get("accepted", [])),
            "signed_off_by": about.get("signed_off_by"), "made_up": about.get("made_up"),
            "why": about.get("why")})
    print_table(pd.DataFrame(rows, columns=[
        "as_at", "revision", "state", "built_at", "built_by", "cases", "figures", "accepted",
        "signed_off_by", "made_up", "why"]), format)


@snapshots_cli.command()
def verify(ctx: typer.Context, store: StoreOption = None) -> None:
    """Hash every file again. Exit 1 naming each snapshot that is not as it was published."""
    found: Store = Store(_chosen(store).store) if store else ctx.obj
    faults = 0
    for entry in found.entries():
        try:
            found.verify(entry)
            print(f"{entry.name}: sound")
        except SnapshotDamaged as damage:
            faults += 1
            print(damage)
    if faults:
        raise typer.Exit(1)


@snapshots_cli.command()
def withdraw(
    ctx: typer.Context,
    as_at: AsAt,
    by: Annotated[str, typer.Option(help="Who takes it back: a role or an id.")],
    why: Annotated[str, typer.Option(help="The reason, kept beside it.")],
    revision: Annotated[int | None, typer.Option(help="The newest unless given.")] = None,
    store: StoreOption = None,
) -> None:
    """Take a snapshot back without deleting it: the revision before it is shown again."""
    found: Store = Store(_chosen(store).store) if store else ctx.obj
    try:
        entry = found.withdraw(as_at.date(), revision, by=by, why=why)
    except NoSuchSnapshot as missing:
        _say(str(missing))
        raise typer.Exit(2) from None
    _say(f"Withdrew {entry.name}")


def _open(store: Path | None) -> Queries:
    return open_queries(_chosen(store))


@cli.command()
def figures(
    as_at: AsAt, place: Place = None,
    measure: Annotated[str | None, typer.Option("--measure", help="Measure id.")] = None,
    revision: Annotated[int | None, typer.Option(
        help="What an earlier revision of the date said.")] = None,
    store: StoreOption = None, format: Format = "csv",
) -> None:
    """Figures of a date, with their value and status; measures not in the extract say so."""
    _format(format)
    q = _open(store)
    try:
        snapshot = q.snapshot(ANALYST, as_at.date())
        rows = q.all_figures(
            ANALYST, as_at.date(), place=place, measure=measure, revision=revision)
        if place and rows.empty and place not in q.places.by_id:
            raise NotFound(f"no place called {place}")
    except NotFound as missing:
        _say(f"There is {missing}.")
        raise typer.Exit(2) from None
    for name, needs in snapshot.lacking.items():
        if measure in (None, name):
            _say(_not_in_extract(name, needs))
    print_table(rows.drop(columns=["hidden", "short_by"], errors="ignore"), format)


@cli.command()
def cases(
    as_at: AsAt, measure: Annotated[str, typer.Option("--measure", help="Measure id.")],
    place: Place = None, store: StoreOption = None, format: Format = "csv",
) -> None:
    """The cases of a measure at a date: exactly the snapshot's rows."""
    _format(format)
    q = _open(store)
    notes = audit.begin()
    try:
        rows = q.all_cases(ANALYST, measure, place or q.authority.id, as_at.date())
    except NotFound as missing:
        _say(f"There is {missing}.")
        raise typer.Exit(2) from None
    audit.write(_chosen(store).store, ANALYST, "surgery cases", notes)
    print_table(rows, format)


@cli.command()
def measures(format: Format = "csv") -> None:
    """The catalogue: every measure in words, with its example and SQL, as csv, json or md.

    In csv and md a field that a measure has not is "not applicable".
    """
    _format(format, ("csv", "json", "md"))
    authority = read_authority(settings().authority)
    catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
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
    chosen = _chosen(store)
    authority = read_authority(chosen.authority)
    if measure not in comparisons():
        raise typer.BadParameter(f"--measure: nothing is compared with {measure}")
    filters = dict(text.partition("=")[::2] for text in where or ())
    own = chosen.store / OWN_FILE
    try:
        found = read_open_data(
            file, measure=measure, indicator=indicator, where=filters, authority=authority.name,
            region=authority.benchmarks.region, neighbours=authority.benchmarks.neighbours)
        kept = {(f.measure, f.year, f.area): f for f in (*read_published(own), *found)}
    except BenchmarkFileError as wrong:
        _say(str(wrong))
        raise typer.Exit(1) from None
    own.parent.mkdir(parents=True, exist_ok=True)
    write_published(kept.values(), own)
    years = sorted({f.year for f in found})
    _say(f"Added {measure}, {years[0]} to {years[-1]}: {len(found)} figures in {own}")


@cli.command()
def demo(
    store: StoreOption = None,
    months: Annotated[int, typer.Option(min=1, max=36)] = 36,
    seed: int = 1,
    serve: Annotated[bool, typer.Option(help="Serve it when made.")] = True,
    port: Port = 8050,
) -> None:
    """Make the made-up Norfolk, load its month-ends, and serve it."""
    from data.demo.loading import load_demo  # only this command needs the demo

    chosen = _chosen(store)
    load_demo(chosen.store, authority=read_authority(chosen.authority), months=months, seed=seed,
              say=_say)
    if serve:
        _serve(chosen.store, "127.0.0.1", port, 2)


@cli.command("serve")
def serve_command(
    store: StoreOption = None,
    host: Annotated[str, typer.Option(help="This machine only: no sign-in yet.")] = "127.0.0.1",
    port: Port = 8050,
    workers: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Serve the pages with gunicorn."""
    _serve(_chosen(store).store, host, port, workers)


def _serve(store: Path, host: str, port: int, workers: int) -> None:
    try:
        serve(store, host, port, workers, say=_say)
    except NotThisMachine as refused:
        _say(str(refused))
        raise typer.Exit(2) from None


if __name__ == "__main__":
    main()
