"""The lines that are monitored: an authority's files, one an inspection, read and checked.

Each criticism and each recommendation is a line. What it said, the figures it printed and the
measures that follow it are configuration, so that the next inspection is a new file.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from data.authority import AuthorityFileError
from data.checked_files import Strict

Kind = Literal["criticism", "recommendation"]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class MonitoringFileError(AuthorityFileError):
    """A monitoring file cannot be used; the message says which, where and why."""


class Document(Strict):
    """A published report. ``when`` says its date where the day is not known: "March 2016"."""

    id: Id
    name: Words
    date: dt.date
    when: str = ""


class Source(Strict):
    """Where in a document it says so: "paragraph 55"."""

    document: str
    where: Words


class Printed(Source):
    """A figure that a document gave of a measure: a ``value`` in the measure's own unit where the
    measure counts the same, and ``words`` where it does not or where something is to be said.
    """

    measure: str
    date: dt.date
    value: float | None = None
    words: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Printed:
        if self.value is None and not self.words.strip():
            raise ValueError("a printed figure needs a value or words")
        return self


class Evidence(Strict):
    """Something done or found, with its day and, where it was published, the document."""

    date: dt.date
    words: Words
    document: str = ""
    where: str = ""


class Line(Strict):
    """One criticism or recommendation, ``said`` in our own words.

    ``measures`` say how much is done, the first speaking for the line; ``quality`` says how well.
    ``see`` are lines of the same file that it rests on. ``baseline`` is the file's unless given.
    """

    id: Id
    title: Words
    kind: Kind
    said: Words
    sources: tuple[Source, ...] = Field(min_length=1)
    baseline: dt.date
    measures: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    see: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _agree(self) -> Line:
        followed = (*self.measures, *self.quality)
        if len(set(followed)) < len(followed):
            raise ValueError("a measure is named twice")
        if self.quality and not self.measures:
            raise ValueError("quality stands beside measures: name the first of them in measures")
        for figure in self.printed:
            if figure.measure not in followed:
                raise ValueError(f"printed: {figure.measure} is none of the line's measures")
        return self


class Monitored(Strict):
    """One file: the documents it rests on, and its lines in order."""

    id: Id
    name: Words
    baseline: dt.date
    documents: tuple[Document, ...] = Field(min_length=1)
    lines: tuple[Line, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _baseline_of_lines(cls, content: object) -> object:
        """A line begins with the file's baseline unless it has its own."""
        if not isinstance(content, dict) or not isinstance(content.get("lines"), list):
            return content
        usual = {"baseline": content["baseline"]} if "baseline" in content else {}
        return content | {"lines": [
            {**usual, **line} if isinstance(line, dict) else line for line in content["lines"]]}

    @model_validator(mode="after")
    def _agree(self) -> Monitored:
        documents = [one.id for one in self.documents]
        lines = [one.id for one in self.lines]
        for what, ids in (("document", documents), ("line", lines)):
            if twice := sorted({one for one in ids if ids.count(one) > 1}):
                raise ValueError(f"{what} {twice[0]} is there twice")
        for line in self.lines:
            cited: tuple[Source | Evidence, ...] = (*line.sources, *line.printed, *line.evidence)
            for source in cited:
                if source.document and source.document not in documents:
                    raise ValueError(
                        f"line {line.id}: there is no document called {source.document}")
            for other in line.see:
                if other not in lines or other == line.id:
                    raise ValueError(f"line {line.id}: see names no other line: {other}")
        return self

    def document(self, of: str) -> Document:
        """A document by its id."""
        return next(one for one in self.documents if one.id == of)


def read_monitored(paths: Sequence[Path], measures: Collection[str]) -> tuple[Monitored, ...]:
    """The files in order. Raises MonitoringFileError with the file, the key and the value, for
    what is wrong in one, for measures that do not exist, and for an id that two files use.
    """
    found: list[Monitored] = []
    taken: dict[str, Path] = {}
    for path in paths:
        one = _read(path)
        for where, measure in _named(one):
            if measure not in measures:
                raise MonitoringFileError(
                    f"{path}: {where}: there is no measure called {measure}")
        for own in (one.id, *(line.id for line in one.lines)):
            if own in taken:
                raise MonitoringFileError(f"{path}: the id {own} is used in {taken[own]} already")
            taken[own] = path
        found.append(one)
    return tuple(found)


def _named(one: Monitored) -> Iterator[tuple[str, str]]:
    for line in one.lines:
        for key in ("measures", "quality"):
            for measure in getattr(line, key):
                yield f"lines, {line.id}, {key}", measure


@cache
def _read(path: Path) -> Monitored:
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
        return Monitored.model_validate(content)
    except OSError as error:
        raise MonitoringFileError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MonitoringFileError(f"{path}: is not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(_fault(one["loc"], one["msg"], one["input"], content)
                          for one in error.errors())
        raise MonitoringFileError(f"{path}: {wrong}") from error


def _fault(
    place: tuple[int | str, ...], message: str, value: object, content: dict[str, object],
) -> str:
    """ "lines, in-touch, kind: Input should be …, not 'complaint'" """
    at: Any = content
    keys = []
    for key in place:
        there = isinstance(at, list | dict) and _has(at, key)
        at = at[key] if there else None
        keys.append(str(at["id"]) if isinstance(key, int) and isinstance(at, dict) and "id" in at
                    else str(key))
    said = message.removeprefix("Value error, ")
    shown = "" if isinstance(value, list | dict) else f", not {value!r}"
    return f"{', '.join(keys)}: {said}{shown}" if keys else said


def _has(at: list[Any] | dict[int | str, Any], key: int | str) -> bool:
    return key in at if isinstance(at, dict) else isinstance(key, int) and key < len(at)
