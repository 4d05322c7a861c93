"""``surgery export``: the summaries as files, as their pages give them, without a browser open.

Exit codes as the other commands; 1 where a file could not be made, and then none is written.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import importlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from data import audit
from data.actions import DatabaseUnavailable, open_actions
from data.asking import NotFound
from data.command_options import AsAt, StoreOption, chosen, say
from data.exports import neutral
from data.printing import CannotPrint, Press
from data.queries import Queries, open_queries
from data.summaries.asked import Asked
from data.summaries.formats import FORMATS
from data.summaries.report import Report
from data.viewers import Viewer

WHATS = ("committee", "board", "monitoring", "locality", "measure", "pack")
INDEX = "index.csv"
COLUMNS = ("file", "title", "place", "as_at", "revision", "marking", "audience", "made_up",
           "address", "bytes", "sha256")
ANALYST = Viewer("analyst")

What = Annotated[str, typer.Argument(
    metavar="WHAT", help="committee, board, monitoring, locality, measure, or pack: the first "
                         "three and every locality.")]
To = Annotated[Path, typer.Option(
    "--to", help="The file, whose ending is its format; or the folder.")]
Formats = Annotated[str, typer.Option(
    "--format", help="For a folder: pdf, xlsx, ods, csv, csv-metadata.json, charts.zip, with "
                     "commas between.")]


@dataclass(frozen=True)
class Wanted:
    """One report: its name, and what it is narrowed to."""

    name: str
    place: str = ""
    line: str = ""
    measure: str = ""

    @property
    def words(self) -> str:
        return " ".join(filter(None, (self.name, self.measure, self.line, self.place)))


def export(
    what: What, as_at: AsAt, to: To,
    place: Annotated[str, typer.Option(
        "--place", help="Place id: of a locality, or of a measure (else the county).")] = "",
    line: Annotated[str, typer.Option(
        "--line", help="One line of the monitoring; without it the overview.")] = "",
    measure: Annotated[str, typer.Option("--measure", help="Measure id.")] = "",
    format: Formats = "", store: StoreOption = None,
) -> None:
    """Write a summary, or the pack of them with an index, to a file or a folder."""
    day = as_at.date()
    _check_usage(what, place, line, measure)
    folder, formats = _where(to, format, pack=what == "pack")
    given = chosen(store)
    q = open_queries(given)
    _check_date(q, day)
    _check_place(q, what, place)
    asked = Asked(q, open_actions(given))
    wanted = list(_pack(q)) if what == "pack" else [Wanted(what, place, line, measure)]
    notes = audit.begin()
    try:
        with Press(given.chromium) as press:
            stem = "" if folder else to.name.removesuffix(f".{formats[0]}")
            files = list(_made(asked, wanted, day, formats, press, stem=stem))
    except NotFound as missing:
        _stop(f"There is {missing}.", 2)
    except (CannotPrint, DatabaseUnavailable) as cannot:
        _stop(f"{cannot} Nothing is written.", 1)
    if what == "pack":
        files.append((INDEX, _index(files), None))
    try:
        if what == "pack" and folder:  # an index is of a whole pack, never of half of one
            (folder / INDEX).unlink(missing_ok=True)
        for name, body, _ in files:
            path = (folder or to.parent) / name
            _write(path, body)
            print(path)
    except OSError as fault:
        _stop(f"{fault.filename or to} cannot be written: {fault.strerror or fault}", 2)
    audit.write(given.store, ANALYST, f"surgery export {what}", notes)


File = tuple[str, bytes, Report | None]
"""A name, what is in it, and the report it was made of."""


def _made(
    asked: Asked, wanted: list[Wanted], day: dt.date, formats: list[str], press: Press, *,
    stem: str = "",
) -> Iterator[File]:
    """Every file, in order, by the report's own name unless a ``stem`` is given. Raises NotFound,
    CannotPrint, DatabaseUnavailable.
    """
    from data.summaries.reports import report  # no other command needs all that they stand on

    # Documents are pages on paper, so what makes them is the pages' own. It is named here as the
    # server is by `surgery serve`, for data knows nothing of how it is shown.
    make: Any = importlib.import_module("pages._web.documents").made
    for n, one in enumerate(wanted, 1):
        say(f"{n} of {len(wanted)}: {one.words}, as at {day}")
        found = report(asked, ANALYST, one.name, day, place=one.place, line=one.line,
                       measure=one.measure)
        if stem:
            found = replace(found, file=stem)
        for format in formats:
            if format == "charts.zip" and len(formats) > 1 and not any(found.pictures()):
                say(f"{one.words} has no chart: no {format}")
                continue
            document = make(found, format, press)
            yield document.name, document.body, found


def _pack(q: Queries) -> Iterator[Wanted]:
    yield from map(Wanted, ("committee", "board", "monitoring"))
    for area in q.places.localities:
        yield Wanted("locality", place=area.id)


def _check_usage(what: str, place: str, line: str, measure: str) -> None:
    """Raises typer.BadParameter for what is not asked for so."""
    if what not in WHATS:
        raise typer.BadParameter(f"WHAT must be one of {', '.join(WHATS)}")
    for option, value, belongs in (
            ("--place", place, ("locality", "measure")), ("--line", line, ("monitoring",)),
            ("--measure", measure, ("measure",))):
        if value and what not in belongs:
            raise typer.BadParameter(f"{option} does not belong to {what}")
    if what == "measure" and not measure:
        raise typer.BadParameter("measure needs --measure")


def _where(to: Path, format: str, *, pack: bool) -> tuple[Path | None, list[str]]:
    """The folder, None where a file is named, and the formats. Raises typer.BadParameter, and
    exits with 2 where nothing can be written.
    """
    formats = [one.strip() for one in format.split(",")] if format else []
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise typer.BadParameter(f"--format: {', '.join(unknown)} is none of {', '.join(FORMATS)}")
    ending = next((one for one in FORMATS if to.name.endswith(f".{one}")), "")
    if ending and not to.is_dir():
        if pack:
            raise typer.BadParameter("--to must be a folder for a pack")
        if formats:
            raise typer.BadParameter(f"--to names a file of {ending}: --format is for a folder")
        folder = to.absolute().parent
        if not folder.is_dir():
            _stop(f"There is no folder {folder}.", 2)
        _check_writable(folder)
        return None, _described([ending])
    if to.suffix and not to.is_dir() and not formats and not pack:
        raise typer.BadParameter(
            f"--to: a file's name ends in one of {', '.join('.' + one for one in FORMATS)}")
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        _stop(f"{to} cannot be made: {fault.strerror}", 2)
    _check_writable(to)
    return to, _described(list(dict.fromkeys(formats)) or ["pdf"])


def _described(formats: list[str]) -> list[str]:
    """The formats; with a CSV always what describes it."""
    about = "csv-metadata.json"
    return [*formats, about] if "csv" in formats and about not in formats else formats


def _check_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        _stop(f"Nothing can be written in {folder}.", 2)


def _check_date(q: Queries, day: dt.date) -> None:
    """Exits with 2 where no snapshot of the date may be shown, saying why and which are near."""
    try:
        q.snapshot(ANALYST, day)
        return
    except NotFound as missing:
        why = f"There is {missing}."
    of_day = [entry for entry in q.live.store.entries() if entry.as_at == day]
    if of_day and all(entry.withdrawn for entry in of_day):
        why = f"The snapshot as at {day} was withdrawn (revision {of_day[-1].revision})."
    dates = q.dates(ANALYST)
    near = [*[d for d in dates if d < day][-1:], *[d for d in dates if d > day][:1]]
    if near:
        why += f" The nearest: {' and '.join(map(str, near))}."
    else:
        why += f" There is none in {q.live.store.snapshots}."
    _stop(why, 2)


def _check_place(q: Queries, what: str, place: str) -> None:
    """Exits with 2 for an area that there is not, saying which there are."""
    areas = [area.id for area in q.places.localities]
    if what == "locality" and place not in areas:
        asked = f"There is no area called {place}." if place else "locality needs --place."
        _stop(f"{asked} There are {', '.join(areas)}.", 2)
    if what == "measure" and place and place not in q.places.by_id:
        _stop(f"There is no place called {place}. Areas are {', '.join(areas)}.", 2)


def _index(files: list[File]) -> bytes:
    """What is in a pack: a line a file, with who may have it and its SHA-256."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, body, found in files:
        assert found is not None
        writer.writerow(map(neutral, (
            name, found.title, found.place_name, found.as_at, found.revision, found.marking,
            found.audience, found.made_up, found.address, len(body),
            hashlib.sha256(body).hexdigest())))
    return out.getvalue().encode("utf-8")


def _write(path: Path, body: bytes) -> None:
    """A whole file or none: it is written beside its place and then moved there."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(body)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _stop(why: str, code: int) -> NoReturn:
    say(why)
    sys.exit(code)
