"""What the commands have in common: options, and saying things on stderr."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from data.authority import Authority
from data.configuration import read_configuration
from data.measures.catalogue import Measure
from data.settings import Settings, settings

StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the snapshots.")]
AsAt = Annotated[dt.datetime, typer.Option(
    "--as-at", formats=["%Y-%m-%d"], help="Date of the report, as 2016-03-31.")]
Format = Annotated[str, typer.Option("--format", help="csv or json.")]


def say(text: str) -> None:
    """A line on stderr: stdout carries only data."""
    print(text, file=sys.stderr, flush=True)


def chosen(store: Path | None) -> Settings:
    """The settings, with the store of the command line where there is one."""
    return settings().model_copy(update={"store": store}) if store else settings()


def checked_format(value: str, allowed: tuple[str, ...] = ("csv", "json")) -> str:
    """The format asked for. Raises typer.BadParameter when it is none of those allowed."""
    if value not in allowed:
        raise typer.BadParameter(f"--format must be one of {', '.join(allowed)}")
    return value


def authority_and_measures() -> tuple[Authority, dict[str, Measure]]:
    """The authority of the settings, and the catalogue with its targets. Raises AuthorityFileError
    for whatever is wrong in its file or in one that it names, before anything is done.
    """
    return read_configuration(settings().authority)
