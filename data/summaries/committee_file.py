"""Which measures the committee's report is of: the authority's choice, read and checked."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from data.authority import AuthorityFileError
from data.checked_files import Strict, read_checked


class CommitteeFileError(AuthorityFileError):
    """The committee's file cannot be used; the message says which file, where in it and why."""


class Chosen(Strict):
    """A measure and its heading in plain words."""

    id: str
    title: str = Field(min_length=1)


class Group(Strict):
    """Measures that are read together, under one heading."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    measures: tuple[Chosen, ...] = Field(min_length=1)


class CommitteeFile(Strict):
    """The whole file. ``commentary_months``: how far back what was written is still printed."""

    commentary_months: int = Field(6, ge=1)
    groups: tuple[Group, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> CommitteeFile:
        for what, ids in (("group", [g.id for g in self.groups]), ("measure", self.measures)):
            if twice := sorted({id for id in ids if ids.count(id) > 1}):
                raise ValueError(f"{what} stands in it twice: {', '.join(twice)}")
        return self

    @property
    def measures(self) -> list[str]:
        """The measures' ids, in order."""
        return [chosen.id for group in self.groups for chosen in group.measures]


def read_committee(path: Path, measures: Collection[str]) -> CommitteeFile:
    """The file, all of whose measures are among ``measures``. Raises CommitteeFileError."""
    found = _read(path)
    for g, group in enumerate(found.groups):
        for m, chosen in enumerate(group.measures):
            if chosen.id not in measures:
                raise CommitteeFileError(
                    f"{path}: groups.{g}.measures.{m}.id: no measure called {chosen.id}")
    return found


@cache
def _read(path: Path) -> CommitteeFile:
    return read_checked(path, CommitteeFile, CommitteeFileError)
