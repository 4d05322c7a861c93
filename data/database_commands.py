"""``surgery database``: how the database of actions and minutes stands, and bringing it up to
date. Exit codes as the other commands; 1 where the database cannot be used as it is.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from data.command_options import StoreOption, chosen
from data.settings import Settings

database_cli = typer.Typer(
    help="The database of actions and minutes: how it stands, and bringing it up to date.",
    no_args_is_help=True)


@database_cli.command()
def status(store: StoreOption = None) -> None:
    """Which database it is, and whether it is of this version. Exit 1 if it cannot be used."""
    from data.actions.database import HEAD, Database  # only these commands need a database
    from data.actions.refusals import DatabaseUnavailable

    try:
        database = Database(chosen(store))
        fault, revision = database.fault(), database.revision()
        database.close()
    except DatabaseUnavailable as why:
        _stop(str(why))
    if fault:
        _stop(fault)
    print(f"{database.where}: " + (
        f"up to date (revision {HEAD})" if revision else
        "not there yet; it is made when it is first needed"))


@database_cli.command()
def upgrade(store: StoreOption = None) -> None:
    """Bring the database to this version, or make it. Copy it first: there is no way back."""
    upgrade_database(chosen(store))


def upgrade_database(settings: Settings) -> None:
    """Bring the database that the settings name to this version, and say so; exit 1 where that
    cannot be done.
    """
    from data.actions.database import HEAD, Database
    from data.actions.refusals import DatabaseUnavailable

    try:
        database = Database(settings)
        before = database.upgrade()
    except DatabaseUnavailable as why:
        _stop(str(why))
    database.close()
    print(f"{database.where}: " + (
        f"made (revision {HEAD})" if before is None else
        f"up to date already (revision {HEAD})" if before == HEAD else
        f"brought from revision {before} to {HEAD}"), file=sys.stderr)


def _stop(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    raise typer.Exit(1)
