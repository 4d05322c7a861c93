"""The safeguarding board's own file: its priorities in its order, and the agencies it asks."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from data.asking import NotFound
from data.authority import Authority, AuthorityFileError
from data.checked_files import Strict, read_checked

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class BoardFileError(AuthorityFileError):
    """The board's file cannot be used; the message says which, where and why."""


class Priority(Strict):
    """Something the board watches. ``asks`` is the question behind it; ``measures`` are ids of the
    catalogue, of which those of ``charts`` are drawn and those ``by_agency`` listed agency by
    agency.
    """

    id: Id
    heading: Words
    asks: Words
    measures: tuple[str, ...] = Field(min_length=1)
    charts: tuple[str, ...] = ()
    by_agency: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _agree(self) -> Priority:
        for field, named in (("charts", self.charts), ("by_agency", self.by_agency)):
            if odd := sorted(set(named) - set(self.measures)):
                raise ValueError(f"{field} names what is not among measures: {', '.join(odd)}")
        return self


class Agency(Strict):
    """A member of the board: ``name`` as an extract writes it, ``words`` as people do."""

    id: Id
    name: Words
    words: str = ""

    @property
    def called(self) -> str:
        return self.words or self.name


class Board(Strict):
    """The whole file."""

    priorities: tuple[Priority, ...] = Field(min_length=1)
    agencies: tuple[Agency, ...] = Field(min_length=1)
    answer_days: int = Field(28, gt=0, le=365)

    @model_validator(mode="after")
    def _named_once(self) -> Board:
        for kind, ids in (("priorities", [one.id for one in self.priorities]),
                          ("agencies", [one.id for one in self.agencies]),
                          ("agencies", [one.name for one in self.agencies])):
            if twice := sorted({id for id in ids if ids.count(id) > 1}):
                raise ValueError(f"{kind} named twice: {', '.join(twice)}")
        return self

    def whom_words(self, key: str) -> str:
        """An agency in words, by its id; one that is no longer in the file keeps its id."""
        return next((one.called for one in self.agencies if one.id == key), key)


@cache
def _read(path: Path) -> Board:
    return read_checked(path, Board, BoardFileError)


def read_board(path: Path, measures: Collection[str]) -> Board:
    """Read a board's file. Raises BoardFileError naming the file and what is wrong, such as a
    measure that is none of the ids ``measures``.
    """
    found = _read(path)
    for priority in found.priorities:
        if odd := [name for name in priority.measures if name not in measures]:
            raise BoardFileError(
                f"{path}: priorities.{priority.id}.measures: no measure called "
                f"{', '.join(odd)}")
    return found


def board_of(authority: Authority, measures: Collection[str]) -> Board:
    """The board's file of an authority. Raises BoardFileError, and NotFound where it has none."""
    if authority.summaries.board is None:
        raise NotFound(f"no file of the safeguarding board’s priorities for {authority.name}")
    return read_board(authority.summaries.board, measures)
