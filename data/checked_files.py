"""Files in which an authority says what it has and chooses: read one way, refused one way."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A part of such a file: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_checked(path: Path, model: type[Model], wrong: type[ValueError]) -> Model:
    """The file as a ``model``. Raises ``wrong`` naming the file, the key and the value."""
    try:
        with path.open("rb") as file:
            return model.model_validate(tomllib.load(file))
    except OSError as error:
        raise wrong(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise wrong(f"{path}: is not TOML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in e['loc']) or 'file'}: {e['msg']}"
            + ("" if isinstance(e["input"], (dict, list)) else f" (it is {e['input']!r})")
            for e in error.errors())
        raise wrong(f"{path}: {faults}") from error
