"""``surgery snapshots``: list, verify and withdraw what was published."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from data.command_options import (
    AsAt,
    Format,
    StoreOption,
    authority_and_measures,
    checked_format,
    chosen,
    say,
)
from data.disclosure.publish import publish_public
from data.printed import print_table
from data.signals.publish import publish_signals
from data.snapshots.store import NoSuchSnapshot, SnapshotDamaged, Store

snapshots_cli = typer.Typer(help="List, verify and withdraw snapshots.")


@snapshots_cli.callback(invoke_without_command=True)
def list_snapshots(ctx: typer.Context, store: StoreOption = None, format: Format = "csv") -> None:
    """List every revision: date, when built, by which version, rows, errors accepted, state."""
    checked_format(format)
    ctx.obj = Store(chosen(store).store)
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
    found: Store = Store(chosen(store).store) if store else ctx.obj
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
    found: Store = Store(chosen(store).store) if store else ctx.obj
    try:
        entry = found.withdraw(as_at.date(), revision, by=by, why=why)
    except NoSuchSnapshot as missing:
        say(str(missing))
        raise typer.Exit(2) from None
    say(f"Withdrew {entry.name}")
    say_worked_out(found)


def say_worked_out(store: Store) -> None:
    """Work out the signals, and what is public, where they are missing or not as they were written,
    and say of which dates.
    """
    given = authority_and_measures()
    for day in publish_public(store, *given):
        say(f"Worked out what is public of {day}")
    for day in publish_signals(store, *given):
        say(f"Worked out the signals of {day}")
