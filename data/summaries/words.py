"""Who is counted by a measure and what is so of them, in plain words (``words.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

HERE = Path(__file__).parent


class Words(BaseModel):
    """The words of a measure: of a share, a number or a rate ``who`` and ``met`` (and ``one`` and
    ``met_one`` of a single one, ``none`` for nought); or the whole sentence, ``said``. It is set
    beside ``half`` a year before, or a whole one where it grows with the school year.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str = ""
    one: str = ""
    met: str = ""
    met_one: str = ""
    none: str = ""
    said: str = ""
    compare: Literal["half", "year"] = "half"

    @model_validator(mode="after")
    def _whole(self) -> Words:
        if not self.said and not (self.who and self.one and self.met and self.met_one):
            raise ValueError("needs who, one, met and met_one, or said")
        if self.said and "{n}" not in self.said:
            raise ValueError("said needs {n} where the number stands")
        return self


@cache
def words() -> dict[str, Words]:
    """The words of every measure, by its id."""
    with (HERE / "words.toml").open("rb") as file:
        return {name: Words.model_validate(fields) for name, fields in tomllib.load(file).items()}
