"""What the eleven lists of Annex A hold, from ``annex_a_lists.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from data.sources.codes import key as letters_and_digits
from data.sources.tables import Column


@dataclass(frozen=True)
class ListColumn:
    """One column of a list: its header, its type, and the source columns it ends in."""

    header: str
    key: str
    type: str
    codes: str | None = None
    may_be_blank: bool = False
    form: int = 2019
    to: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The columns of ours that it ends in, as ``table.column``."""
        return tuple("{}.{}".format(target.rpartition(".")[0].partition(":")[0],
                                    target.rpartition(".")[2]) for target in self.to)

    @property
    def as_column(self) -> Column:
        """How its cells are read."""
        return Column(self.key, self.type, codes=self.codes)


@dataclass(frozen=True)
class AnnexAList:
    """One list. ``one_row_each``: a child or adopter may be in it only once."""

    number: int
    name: str
    one_row_each: bool
    columns: tuple[ListColumn, ...]

    def columns_of(self, form: int) -> tuple[ListColumn, ...]:
        """The columns of the form of 2019 or of 2024."""
        return tuple(column for column in self.columns if column.form <= form)

    @cached_property
    def by_header(self) -> dict[str, ListColumn]:
        """Each column by every wording of its header, letters and digits only."""
        return {header_key(text): column for column in self.columns
                for text in (column.header, *column.also)}


def header_key(text: object) -> str:
    """A header as it is compared: no capitals, spaces, punctuation or date pattern."""
    return letters_and_digits(str(text)).removesuffix("ddmmyyyy")


@cache
def annex_a_lists() -> dict[int, AnnexAList]:
    """The lists by number."""
    with (Path(__file__).parent / "annex_a_lists.toml").open("rb") as file:
        return {raw["number"]: _list(raw) for raw in tomllib.load(file)["lists"]}


def _list(raw: dict[str, Any]) -> AnnexAList:
    columns = tuple(
        ListColumn(**{**column, "to": tuple(column.get("to", ())),
                      "also": tuple(column.get("also", ()))})
        for column in raw["columns"])
    return AnnexAList(raw["number"], raw["name"], raw["one_row_each"], columns)
